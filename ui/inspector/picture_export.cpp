#include "ui/inspector/picture_export.h"

#include "ui/inspector/inspector_page.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int largestSide = 16'000;     ///< pixels; larger pictures are reduced to it
constexpr int screenDotsPerInch = 96;

QByteArray pngOf(const InspectorPage& page, double scale)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    renderPicture(page, scale).save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const InspectorPage& page)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(page.pictureSize());
    generator.setViewBox(QRect(QPoint(0, 0), page.pictureSize()));
    generator.setResolution(screenDotsPerInch);
    generator.setTitle(QString::fromStdString(page.tensor().info().name));
    generator.setDescription(QString::fromStdString(page.tensor().model->path().filename().string()));
    QPainter painter(&generator);
    page.paintPicture(painter, page.pictureSize(), true);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const InspectorPage& page)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(screenDotsPerInch);
    const QSize size = page.pictureSize();
    writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / screenDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QString::fromStdString(page.tensor().info().name));
    writer.setCreator(QStringLiteral("TensorGraft"));
    QPainter painter(&writer);
    page.paintPicture(painter, size, true);
    painter.end();
    return bytes;
}

} // namespace

QImage renderPicture(const InspectorPage& page, double scale)
{
    const QSize natural = page.pictureSize();
    scale = std::min(scale, static_cast<double>(largestSide) / std::max({1, natural.width(), natural.height()}));
    QImage image((QSizeF(natural) * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(scale, scale);
    page.paintPicture(painter, natural, false);
    return image;
}

Result<std::monostate> savePicture(const InspectorPage& page, const QString& path, double scale)
{
    const QByteArray bytes = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)   ? svgOf(page)
                             : path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive) ? pdfOf(page)
                                                                                         : pngOf(page, scale);
    QSaveFile file(path);
    if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(makeError(ErrorCode::Io, "the picture could not be written: " + file.errorString().toStdString())
                        .at(std::filesystem::path(path.toStdString())).advise("Choose another folder, or free some space."));
    return std::monostate{};
}

} // namespace tensorgraft
