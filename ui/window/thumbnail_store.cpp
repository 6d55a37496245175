#include "ui/window/thumbnail_store.h"

#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/tensor_thumbnail.h"
#include "ui/jobs/thread_priority.h"
#include "ui/theme/palette.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

/// Pixels of a picture; painted smaller or larger as the rows are.
constexpr int extent = 64;
constexpr std::uint64_t mostBytes = std::uint64_t{64} << 20;

QImage toQImage(const Image& image)
{
    return QImage(image.rgba.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
}

/// A vector as a line over a zero line; opaque black on transparent, coloured when painted.
QImage sparkline(const Heatmap& values)
{
    QImage picture(extent * 2, extent * 2, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    const auto [low, high] = clippedRange(values.mean, 0);
    const double bottom = std::min(0.0F, low), top = std::max(0.0F, high), range = top > bottom ? top - bottom : 1.0;
    const auto y = [&](double value) { return 6 + (picture.height() - 12) * (top - value) / range; };
    QPainterPath line;
    const auto count = static_cast<int>(values.mean.size());
    bool drawing = false;
    for (int i = 0; i < count; ++i) {
        const double value = values.mean[std::size_t(i)];
        if (!std::isfinite(value)) {
            drawing = false;
            continue;
        }
        const QPointF point(count > 1 ? 4 + (picture.width() - 8.0) * i / (count - 1) : picture.width() / 2.0, y(value));
        if (drawing)
            line.lineTo(point);
        else
            line.moveTo(point);
        drawing = true;
    }
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0, 0, 0, 90), 2));
    painter.drawLine(QPointF(0, y(0)), QPointF(picture.width(), y(0)));
    painter.setPen(QPen(Qt::black, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (count == 1)
        painter.drawPoint(QPointF(picture.width() / 2.0, y(values.mean.front())));
    else
        painter.drawPath(line);
    picture.setText(QStringLiteral("mask"), QStringLiteral("1"));
    return picture;
}

QImage pictureOf(const ModelFile& file, std::size_t tensor, const ProgressFn& progress)
{
    const TensorInfo& info = file.tensors()[tensor];
    if (info.sizeBytes > mostBytes)
        return {};
    if (info.shape.rank() <= 1) {
        if (!isPlain(info.dtype) || info.elementCount() == 0)
            return {};
        HeatmapRequest request;
        request.rowAxis = -1;
        request.columnAxis = info.shape.rank() == 0 ? -1 : 0;
        request.fixed.assign(info.shape.rank(), 0);
        request.region = wholeMatrix(info.shape, request.rowAxis, request.columnAxis);
        request.maxRows = 1;
        request.maxColumns = extent / 2;
        const auto loaded = loadHeatmap(file, tensor, request, progress);
        return loaded ? sparkline(loaded->heatmap) : QImage();
    }
    const auto image = tensorThumbnail(file, tensor, extent, progress);
    return image && !image->empty() ? toQImage(*image) : QImage();
}

} // namespace

ThumbnailStore::ThumbnailStore(QObject* parent) : QObject(parent), m_cache(mostCached), m_stop(std::make_shared<std::atomic<bool>>(false))
{
    m_pool.setMaxThreadCount(1); // a picture is worth less than the work of the pages
}

ThumbnailStore::~ThumbnailStore()
{
    *m_stop = true;
    m_pool.waitForDone();
}

void ThumbnailStore::setModelFile(std::shared_ptr<const ModelFile> file)
{
    m_file = std::move(file);
    clear();
}

void ThumbnailStore::clear()
{
    *m_stop = true;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_working = false;
    m_wishes.clear();
    m_cache.clear();
}

void ThumbnailStore::startNext()
{
    if (m_working || m_wishes.empty() || !m_file)
        return;
    m_working = true;
    const std::size_t tensor = m_wishes.back();
    m_wishes.pop_back();
    m_pool.start([this, file = m_file, tensor, stop = m_stop] {
        giveWayToWindow();
        QImage picture;
        try {
            picture = pictureOf(*file, tensor, [&stop](std::uint64_t, std::uint64_t) { return !stop->load(); });
        } catch (const std::exception&) { // out of memory: no picture
            picture = {};
        }
        // The destructor waits for this; the queued call is dropped with the object.
        QMetaObject::invokeMethod(this, [this, tensor, stop, picture = std::move(picture)] {
            if (stop->load())
                return;
            m_working = false;
            m_cache.insert(tensor, new QImage(picture));
            emit ready();
            startNext();
        }, Qt::QueuedConnection);
    });
}

void ThumbnailStore::paint(QPainter* painter, const QRect& square, std::size_t tensor, const QPalette& palette)
{
    const QImage* picture = m_cache.object(tensor);
    if (!picture) {
        if (std::ranges::find(m_wishes, tensor) == m_wishes.end()) {
            m_wishes.push_back(tensor);
            if (m_wishes.size() > mostWaiting)
                m_wishes.erase(m_wishes.begin()); // scrolled away by now
        }
        QMetaObject::invokeMethod(this, &ThumbnailStore::startNext, Qt::QueuedConnection); // not while painting
    }
    painter->save();
    if (picture && !picture->isNull()) {
        QSize size = picture->size();
        const bool mask = !picture->text(QStringLiteral("mask")).isEmpty();
        const double scale = std::min(double(square.width()) / size.width(), double(square.height()) / size.height());
        size = QSizeF(std::max(1.0, size.width() * scale), std::max(1.0, size.height() * scale)).toSize();
        if (size.height() < square.height() / 4) // one row of values is a bar, not a hair
            size.setHeight(square.height() / 4);
        if (size.width() < square.width() / 4)
            size.setWidth(square.width() / 4);
        QRect place(QPoint(), size);
        place.moveCenter(square.center());
        if (mask) {
            QImage coloured = *picture;
            QPainter tint(&coloured);
            tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
            tint.fillRect(coloured.rect(), blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.8));
            tint.end();
            painter->fillRect(square, palette.base());
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->drawImage(place, coloured);
        } else {
            painter->setRenderHint(QPainter::SmoothPixmapTransform, scale < 1);
            painter->drawImage(place, *picture);
        }
    }
    painter->setPen(faintLine(palette));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(square.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace tensorgraft
