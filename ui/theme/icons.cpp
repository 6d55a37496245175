#include "ui/theme/icons.h"

#include "ui/theme/palette.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tensorgraft {
namespace {

constexpr QLatin1String resourceFolder(":/tensorgraft/icons/");

/// State icons carry their signal's colour; all others that of the text.
QColor strokeColor(const QString& name, const QPalette& palette, QIcon::Mode mode)
{
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    if (name == QLatin1String("state-mapped"))
        return signalColor(Signal::Good, palette);
    if (name == QLatin1String("state-warning"))
        return signalColor(Signal::Warning, palette);
    if (name == QLatin1String("state-conflict") || name == QLatin1String("error"))
        return signalColor(Signal::Conflict, palette);
    if (name == QLatin1String("state-kept"))
        return signalColor(Signal::Kept, palette);
    if (name == QLatin1String("state-excluded"))
        return signalColor(Signal::Excluded, palette);
    return palette.color(QPalette::Active, QPalette::WindowText);
}

/// Renders the SVG text anew for each colour and size; QPixmapCache keeps the results.
class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(QString name, QByteArray svg) : m_name(std::move(name)), m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    /// `size`: device pixels.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QColor color = strokeColor(m_name, QGuiApplication::palette(), mode);
        const QString key = QStringLiteral("tensorgraft-icon/%1/%2x%3/%4").arg(m_name).arg(size.width()).arg(size.height())
                                .arg(color.rgba(), 8, 16, QLatin1Char('0'));
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            QByteArray svg = m_svg;
            svg.replace("currentColor", color.name().toLatin1());
            QSvgRenderer renderer(svg);
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            const int side = qMin(size.width(), size.height());
            renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }
    QString key() const override { return QStringLiteral("tensorgraft-themed"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }
    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QString m_name;
    QByteArray m_svg;
};

QIcon iconFromFile(const QString& name)
{
    QFile file(resourceFolder + name + QLatin1String(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon named %s", qPrintable(name));
        return {};
    }
    return QIcon(new ThemedIconEngine(name, file.readAll()));
}

} // namespace

QIcon themedIcon(const QString& name)
{
    return iconFromFile(name);
}

QIcon applicationIcon()
{
    return iconFromFile(QStringLiteral("tensorgraft"));
}

QStringList themedIconNames()
{
    QStringList names;
    const QStringList files = QDir(resourceFolder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        if (const QString name = file.chopped(4); name != QLatin1String("tensorgraft"))
            names << name;
    return names;
}

} // namespace tensorgraft
