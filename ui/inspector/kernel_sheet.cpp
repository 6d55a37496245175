#include "ui/inspector/kernel_sheet.h"

#include "ui/inspector/png_rows.h"
#include "ui/inspector/tensor_export.h"
#include "ui/inspector/value_text.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tensorgraft {
namespace {

constexpr double mostPngPixels = 4e8, mostPngSide = 65'500; ///< what viewers and browsers still open
constexpr double mostSvgPixels = 4e7;                       ///< of the picture in it, where shapes would be too many
constexpr std::int64_t mostPdfPages = 5000;
constexpr double mostPdfSide = 14'400 * 96.0 / 72;          ///< ISO 32000-1, annex C.2: 14,400 points; at 96 dots an inch
constexpr double bandPixels = 4e6;
constexpr double paperHeight = 1.4142; ///< of a PDF's pages, by their width
constexpr int dotsPerInch = 96;

class Text {
    Q_DECLARE_TR_FUNCTIONS(tensorgraft::KernelSheet)
public:
    static QString tooLarge(const QSizeF& size, bool svg)
    {
        const QString pixels = QStringLiteral("%1 × %2").arg(groupedText(static_cast<quint64>(size.width())), groupedText(static_cast<quint64>(size.height())));
        return svg ? tr("An SVG of all filters would hold a picture of %1 pixels, which no program shows. Save a PDF, which takes as many pages as it needs, or zoom out first.").arg(pixels)
                   : tr("A picture of all filters would have %1 pixels, more than programs open. Save a PDF, which takes as many pages as it needs, or zoom out first.").arg(pixels);
    }
    static QString tooManyPages(std::int64_t pages) { return tr("A PDF of all filters would have %1 pages. Zoom out first, or choose one input channel.").arg(groupedText(static_cast<quint64>(pages))); }
    static QString pageTooLarge() { return tr("One filter is larger than a page of a PDF may be. Zoom out first."); }
};

double pixelRatio(const KernelSheet& sheet, const QSizeF& size)
{
    const auto fits = [&](double ratio) { return std::max(size.width(), size.height()) * ratio <= mostPngSide && size.width() * size.height() * ratio * ratio <= mostPngPixels; };
    return sheet.pixelRatio > 1 && !fits(sheet.pixelRatio) ? 1 : sheet.pixelRatio;
}

std::int64_t rowsAPage(const KernelLayout& layout)
{
    const double room = layout.size().width() * paperHeight - 2 * layout.margin + layout.gap;
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(room / layout.pitchY()), 1, std::max<std::int64_t>(1, layout.rows));
}

/// Pages of the tensor as they are needed, those before forgotten.
class Pages {
public:
    Pages(const KernelSheet& sheet, const ProgressFn& progress) : m_sheet(sheet), m_progress(progress) {}

    /// Reads what tiles [first, end) need.
    [[nodiscard]] std::optional<Error> need(std::int64_t first, std::int64_t end)
    {
        const KernelPaging& paging = m_sheet.painter.paging;
        const std::int64_t begin = paging.placeOf(first).page, last = paging.placeOf(std::max(first, end - 1)).page;
        m_pages.erase(m_pages.begin(), m_pages.lower_bound(begin));
        for (std::int64_t page = begin; page <= last; ++page) {
            if (m_pages.contains(page))
                continue;
            auto pictures = m_sheet.load(page, [this](std::uint64_t, std::uint64_t) { return reportProgress(m_progress, m_done, m_total); });
            if (!pictures)
                return std::move(pictures.error());
            m_pages.emplace(page, KernelPixels((*pictures)[m_sheet.which]->grid));
        }
        return std::nullopt;
    }
    [[nodiscard]] const KernelPixels* find(std::int64_t page) const
    {
        const auto found = m_pages.find(page);
        return found == m_pages.end() ? nullptr : &found->second;
    }
    /// False where the person has cancelled.
    [[nodiscard]] bool report(std::uint64_t done, std::uint64_t total)
    {
        m_done = done;
        m_total = total;
        return reportProgress(m_progress, done, total);
    }

private:
    const KernelSheet& m_sheet;
    const ProgressFn& m_progress;
    std::map<std::int64_t, KernelPixels> m_pages;
    std::uint64_t m_done = 0, m_total = 1;
};

Result<std::monostate> writePng(const KernelPainter& painter, Pages& pages, double scale, QSaveFile& file, const std::filesystem::path& path)
{
    const KernelLayout& layout = painter.layout;
    const QSize size = (layout.size() * scale).toSize();
    PngRows rows(&file, size.width(), size.height());
    const int band = std::clamp(static_cast<int>(bandPixels / size.width()), 1, size.height());
    QImage image(size.width(), band, QImage::Format_RGB32);
    for (int top = 0; top < size.height(); top += band) {
        if (!pages.report(static_cast<std::uint64_t>(top), static_cast<std::uint64_t>(size.height())))
            return cancelled();
        const int height = std::min(band, size.height() - top);
        const QPointF offset(0, -top / scale);
        const auto [first, last] = layout.rowsWithin(top / scale - layout.gap, (top + height) / scale + layout.gap); // frames reach into the gap
        const std::int64_t firstTile = first * layout.columns, endTile = std::min(layout.tiles, (last + 1) * layout.columns);
        if (auto problem = pages.need(firstTile, endTile))
            return fail(std::move(*problem));
        image.fill(painter.ground());
        painter.paintTiles(image, scale, offset, first, last);
        QPainter over(&image);
        over.scale(scale, scale);
        over.setFont(painter.captionFont());
        for (std::int64_t tile = firstTile; tile < endTile; ++tile) {
            const QRectF rect = layout.tile(tile).translated(offset);
            painter.paintMark(over, tile, rect);
            painter.paintCaption(over, tile, rect);
        }
        over.end();
        if (!rows.write(height == band ? image : image.copy(0, 0, image.width(), height)))
            return cannotWrite(file, path);
    }
    if (!rows.finish())
        return cannotWrite(file, path);
    return std::monostate{};
}

Result<std::monostate> writeSvg(const KernelSheet& sheet, const KernelPainter& painter, Pages& pages, QSaveFile& file)
{
    if (auto problem = pages.need(0, painter.layout.tiles))
        return fail(std::move(*problem));
    const QSize size = painter.layout.size().toSize();
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setResolution(dotsPerInch);
    generator.setTitle(sheet.title);
    generator.setDescription(sheet.description);
    QPainter over(&generator);
    painter.paintRows(over, size, 0, painter.layout.rows, true);
    return std::monostate{};
}

Result<std::monostate> writePdf(const KernelSheet& sheet, const KernelPainter& painter, Pages& pages, QSaveFile& file)
{
    const KernelLayout& layout = painter.layout;
    const std::int64_t step = rowsAPage(layout);
    const QSizeF page = layout.sizeOf(step);
    QPdfWriter writer(&file);
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(page * 72.0 / dotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(sheet.title);
    writer.setCreator(QStringLiteral("TensorGraft"));
    QPainter over(&writer);
    for (std::int64_t row = 0; row < layout.rows; row += step) {
        const std::int64_t count = std::min(step, layout.rows - row);
        if (!pages.report(static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(layout.rows)))
            return cancelled();
        if (auto problem = pages.need(row * layout.columns, std::min(layout.tiles, (row + count) * layout.columns)))
            return fail(std::move(*problem));
        if (row > 0)
            writer.newPage();
        painter.paintRows(over, layout.sizeOf(count).toSize(), row, count, true);
    }
    return std::monostate{};
}

bool isSuffix(const QString& suffix, const char* name) { return suffix.compare(QLatin1String(name), Qt::CaseInsensitive) == 0; }

} // namespace

KernelLayout kernelSheetLayout(const KernelSheet& sheet)
{
    const KernelLayout& seen = sheet.painter.layout;
    const QSizeF size = seen.size();
    if (size.height() <= 1.5 * size.width())
        return seen;
    return kernelLayout(sheet.painter.paging, sheet.zoom, std::sqrt(size.width() * size.height()), QFontMetrics(sheet.painter.font));
}

QString kernelSheetProblem(const KernelSheet& sheet, const QString& suffix)
{
    if (isSuffix(suffix, "pdf")) {
        const KernelLayout& layout = sheet.painter.layout;
        const std::int64_t step = rowsAPage(layout), count = (layout.rows + step - 1) / step;
        const QSizeF page = layout.sizeOf(step);
        if (std::max(page.width(), page.height()) > mostPdfSide)
            return Text::pageTooLarge();
        return count > mostPdfPages ? Text::tooManyPages(count) : QString();
    }
    const KernelLayout layout = kernelSheetLayout(sheet);
    const QSizeF size = layout.size();
    const double pixels = size.width() * size.height();
    if (isSuffix(suffix, "svg"))
        return !sheet.painter.drawsRectangles(layout.tiles) && pixels > mostSvgPixels ? Text::tooLarge(size, true) : QString();
    const double ratio = pixelRatio(sheet, size);
    const bool fits = std::max(size.width(), size.height()) * ratio <= mostPngSide && pixels * ratio * ratio <= mostPngPixels;
    return fits ? QString() : Text::tooLarge(size * ratio, false);
}

Result<std::monostate> saveKernelSheet(const KernelSheet& sheet, const std::filesystem::path& path, const ProgressFn& progress)
{
    QSaveFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file, path);
    const QString suffix = QString::fromStdString(path.extension().string()).remove(QLatin1Char('.'));
    Pages pages(sheet, progress);
    KernelPainter painter = sheet.painter;
    painter.pixels = [&pages](std::int64_t page) { return pages.find(page); };
    Result<std::monostate> written = std::monostate{};
    if (isSuffix(suffix, "pdf")) {
        written = writePdf(sheet, painter, pages, file);
    } else {
        painter.layout = kernelSheetLayout(sheet);
        written = isSuffix(suffix, "svg") ? writeSvg(sheet, painter, pages, file)
                                          : writePng(painter, pages, pixelRatio(sheet, painter.layout.size()), file, path);
    }
    if (!written)
        return written;
    if (!file.commit())
        return cannotWrite(file, path);
    return std::monostate{};
}

} // namespace tensorgraft
