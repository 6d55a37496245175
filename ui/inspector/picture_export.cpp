#include "ui/inspector/picture_export.h"

#include "ui/inspector/inspector_page.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPicture>
#include <QSvgGenerator>
#include <algorithm>
#include <memory>

namespace tensorgraft {
namespace {

constexpr int largestSide = 16'000;     ///< pixels; larger pictures are reduced to it
constexpr int screenDotsPerInch = 96;

/// What a page painted, and what the file says of it.
struct Recorded {
    QPicture picture;
    QSize size;
    QString title, description;
};

QByteArray pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const Recorded& recorded)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(recorded.size);
    generator.setViewBox(QRect(QPoint(0, 0), recorded.size));
    generator.setResolution(screenDotsPerInch);
    generator.setTitle(recorded.title);
    generator.setDescription(recorded.description);
    QPainter painter(&generator);
    painter.drawPicture(0, 0, recorded.picture);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const Recorded& recorded)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(screenDotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(recorded.size) * 72.0 / screenDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(recorded.title);
    writer.setCreator(QStringLiteral("TensorGraft"));
    QPainter painter(&writer);
    painter.drawPicture(0, 0, recorded.picture);
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

PictureEncoder pictureEncoder(const InspectorPage& page, const QString& suffix, double scale)
{
    const bool svg = suffix.compare(QLatin1String("svg"), Qt::CaseInsensitive) == 0, pdf = suffix.compare(QLatin1String("pdf"), Qt::CaseInsensitive) == 0;
    if (!svg && !pdf)
        return [image = renderPicture(page, scale)] { return pngOf(image); };
    auto recorded = std::make_shared<Recorded>();
    recorded->size = page.pictureSize();
    recorded->title = QString::fromStdString(page.tensor().info().name);
    recorded->description = QString::fromStdString(page.tensor().model->path().filename().string());
    QPainter painter(&recorded->picture);
    page.paintPicture(painter, recorded->size, true);
    painter.end();
    return [recorded, svg] { return svg ? svgOf(*recorded) : pdfOf(*recorded); };
}

} // namespace tensorgraft
