#include "ui/overview/overview_export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace tensorgraft {
namespace {

constexpr double pngScale = 2;
constexpr int screenDotsPerInch = 96;

QByteArray pictureBytes(const OverviewExport& what, const QString& suffix)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString title = QString::fromStdString(what.treemap.data->model->path().filename().string());
    if (suffix == QLatin1String("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(what.size);
        generator.setViewBox(QRect(QPoint(0, 0), what.size));
        generator.setResolution(screenDotsPerInch);
        generator.setTitle(title);
        QPainter painter(&generator);
        what.treemap.paint(painter, what.size);
    } else if (suffix == QLatin1String("pdf")) {
        QPdfWriter writer(&buffer);
        writer.setResolution(screenDotsPerInch);
        writer.setPageSize(QPageSize(QSizeF(what.size) * 72.0 / screenDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("TensorGraft"));
        QPainter painter(&writer);
        what.treemap.paint(painter, what.size);
    } else {
        QImage image((QSizeF(what.size) * pngScale).toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        painter.scale(pngScale, pngScale);
        what.treemap.paint(painter, what.size);
        painter.end();
        image.save(&buffer, "PNG");
    }
    return bytes;
}

} // namespace

Result<std::monostate> exportOverview(const OverviewExport& what, const ProgressFn& progress)
{
    const QString suffix = QString::fromStdString(what.path.extension().string()).mid(1).toLower();
    const OverviewData& data = *what.treemap.data;
    const ModelScan* scan = what.treemap.scan ? &what.treemap.scan->scan : nullptr;
    QByteArray bytes;
    if (suffix == QLatin1String("csv") || suffix == QLatin1String("json")) {
        const auto text = suffix == QLatin1String("csv") ? overviewCsv(data.outline, scan, progress) : overviewJson(*data.model, data.outline, scan, progress);
        if (!text)
            return fail(text.error());
        bytes = QByteArray::fromStdString(*text);
    } else {
        bytes = pictureBytes(what, suffix);
    }
    if (!reportProgress(progress, 1, 1)) // the last moment to give up: nothing was written yet
        return cancelled();
    QSaveFile file(QString::fromStdString(what.path.string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(makeError(ErrorCode::Io, file.errorString().toStdString())
                        .at(what.path).advise("Choose another folder, or free some space."));
    return std::monostate{};
}

} // namespace tensorgraft
