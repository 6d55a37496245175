#include "tests/ui/qt_test_setup.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QTest>
#include <cmath>

using namespace tensorgraft;

namespace {

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

int inkedPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 40;
    return count;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void cleanup() { QApplication::setPalette(QPalette()); }
    void everyIconIsDrawn_data();
    void everyIconIsDrawn();
    void theSetIsComplete();
    void iconsFollowThePalette();
    void iconsAreSharpAtTwice();
    void colorsAreReadable_data();
    void colorsAreReadable();
    void flowLayoutWraps();
};

void TestTheme::everyIconIsDrawn_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : themedIconNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestTheme::everyIconIsDrawn()
{
    QFETCH(QString, name);
    const QImage image = themedIcon(name).pixmap(QSize(24, 24)).toImage();
    const int ink = inkedPixels(image);
    QVERIFY(ink > 20 && ink < 24 * 24 * 3 / 4);
    // Nothing is cut off at the edge.
    for (int i = 0; i < 24; ++i)
        for (const QPoint& point : {QPoint(i, 0), QPoint(i, 23), QPoint(0, i), QPoint(23, i)})
            QVERIFY2(qAlpha(image.pixel(point)) < 128, qPrintable(QStringLiteral("%1,%2").arg(point.x()).arg(point.y())));
}

void TestTheme::theSetIsComplete()
{
    const QStringList names = themedIconNames();
    for (const char* name : {"open-source", "open-target", "auto-match", "check", "transfer", "export", "undo", "redo", "find", "save", "kernel", "bias",
                             "norm", "embedding", "layer", "scope", "tensor", "state-mapped", "state-warning", "state-conflict", "state-kept",
                             "state-excluded", "cancel", "swap", "settings"})
        QVERIFY2(names.contains(QString::fromLatin1(name)), name);
    QVERIFY(inkedPixels(applicationIcon().pixmap(QSize(64, 64)).toImage()) > 2000);
}

void TestTheme::iconsFollowThePalette()
{
    const QIcon icon = themedIcon(QStringLiteral("check"));
    const auto lightest = [&icon] {
        int value = 0;
        const QImage image = icon.pixmap(QSize(24, 24)).toImage();
        for (int y = 0; y < 24; ++y)
            for (int x = 0; x < 24; ++x)
                if (qAlpha(image.pixel(x, y)) > 200)
                    value = std::max(value, qGray(image.pixel(x, y)));
        return value;
    };
    QApplication::setPalette(lightPalette());
    QVERIFY(!isDark(QApplication::palette()));
    QVERIFY(lightest() < 100);
    QApplication::setPalette(darkPalette());
    QVERIFY(isDark(QApplication::palette()));
    QVERIFY(lightest() > 180); // the same icon, drawn anew
    QVERIFY(themedIcon(QStringLiteral("check")).pixmap(QSize(24, 24), QIcon::Disabled).toImage() != icon.pixmap(QSize(24, 24)).toImage());
}

void TestTheme::iconsAreSharpAtTwice()
{
    const QPixmap pixmap = themedIcon(QStringLiteral("kernel")).pixmap(QSize(24, 24), 2.0);
    QCOMPARE(pixmap.size(), QSize(48, 48));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
}

void TestTheme::colorsAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void TestTheme::colorsAreReadable()
{
    QFETCH(QPalette, palette);
    for (const auto background : {QPalette::Base, QPalette::Window}) {
        const QColor paper = palette.color(background);
        for (const Signal signal : {Signal::Good, Signal::Warning, Signal::Conflict, Signal::Kept, Signal::Excluded})
            QVERIFY2(contrast(signalColor(signal, palette), paper) >= 4.5, qPrintable(QString::number(contrast(signalColor(signal, palette), paper))));
        QVERIFY(contrast(mutedText(palette), paper) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::WindowText), paper) >= 7);
    }
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
}

void TestTheme::flowLayoutWraps()
{
    QWidget host;
    auto* layout = new FlowLayout(&host);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    QList<QWidget*> boxes;
    for (int i = 0; i < 3; ++i) {
        auto* box = new QWidget(&host);
        box->setFixedSize(40, 20);
        layout->addWidget(box);
        boxes << box;
    }
    QCOMPARE(layout->heightForWidth(200), 20);
    QCOMPARE(layout->heightForWidth(100), 45);
    QCOMPARE(layout->heightForWidth(50), 70);
    host.resize(100, 60);
    layout->setGeometry(host.rect());
    QCOMPARE(boxes[1]->pos(), QPoint(45, 0));
    QCOMPARE(boxes[2]->pos(), QPoint(0, 25));
    boxes[1]->hide();
    layout->setGeometry(host.rect());
    QCOMPARE(boxes[2]->pos(), QPoint(45, 0));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
