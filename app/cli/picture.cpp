#include "app/cli/picture.h"

#include "app/cli/text.h"
#include "model_io/analysis/histogram.h"
#include "model_io/analysis/kernel_image.h"

#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

namespace tensorgraft::cli {
namespace {

constexpr double margin = 12, titleSize = 14, labelSize = 11;
constexpr int maxSide = 32000; // Cairo's image surfaces end at 32767

enum class Anchor : std::uint8_t { Left, Middle, Right };

struct Free {
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
    void operator()(cairo_t* c) const { cairo_destroy(c); }
};
using Surface = std::unique_ptr<cairo_surface_t, Free>;

/// A white page that is drawn on and encoded.
class Page {
public:
    Page(double width, double height)
        : m_width(static_cast<int>(std::min<double>(std::ceil(width), maxSide))),
          m_height(static_cast<int>(std::min<double>(std::ceil(height), maxSide))),
          m_surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, m_width, m_height)), m_cairo(cairo_create(m_surface.get()))
    {
        color(1, 1, 1);
        cairo_paint(get());
        color(0.1, 0.1, 0.1);
        cairo_select_font_face(get(), "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    }
    [[nodiscard]] cairo_t* get() const { return m_cairo.get(); }
    void color(double r, double g, double b) const { cairo_set_source_rgb(get(), r, g, b); }
    void text(double x, double y, const std::string& text, double size, Anchor anchor) const
    {
        cairo_set_font_size(get(), size);
        cairo_text_extents_t extents;
        cairo_text_extents(get(), text.c_str(), &extents);
        const double shift = anchor == Anchor::Left ? 0 : anchor == Anchor::Middle ? extents.x_advance / 2 : extents.x_advance;
        cairo_move_to(get(), x - shift, y);
        cairo_show_text(get(), text.c_str());
    }
    void line(double x0, double y0, double x1, double y1) const
    {
        cairo_set_line_width(get(), 1);
        cairo_move_to(get(), x0, y0);
        cairo_line_to(get(), x1, y1);
        cairo_stroke(get());
    }
    /// Pixels as they are, `factor` times as large; transparent ones leave the page.
    void image(const Image& image, double x, double y, double factor) const
    {
        Surface pixels(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
        unsigned char* data = cairo_image_surface_get_data(pixels.get());
        if (!data)
            return; // the page's status tells at encoding
        const int stride = cairo_image_surface_get_stride(pixels.get());
        cairo_surface_flush(pixels.get());
        for (int row = 0; row < image.height; ++row)
            for (int column = 0; column < image.width; ++column) {
                const std::uint8_t* in = image.rgba.data() + 4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(column));
                const std::uint32_t argb = in[3] ? 0xFF000000U | std::uint32_t{in[0]} << 16 | std::uint32_t{in[1]} << 8 | in[2] : 0;
                std::memcpy(data + std::ptrdiff_t{row} * stride + std::ptrdiff_t{4} * column, &argb, 4);
            }
        cairo_surface_mark_dirty(pixels.get());
        cairo_save(get());
        cairo_translate(get(), x, y);
        cairo_scale(get(), factor, factor);
        cairo_set_source_surface(get(), pixels.get(), 0, 0);
        cairo_pattern_set_filter(cairo_get_source(get()), CAIRO_FILTER_NEAREST);
        cairo_paint(get());
        cairo_restore(get());
    }
    [[nodiscard]] Result<Png> encode() const
    {
        Png png;
        png.width = m_width;
        png.height = m_height;
        const auto append = [](void* to, const unsigned char* bytes, unsigned int length) {
            static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
            return CAIRO_STATUS_SUCCESS;
        };
        const cairo_status_t status = cairo_status(get()) != CAIRO_STATUS_SUCCESS
                                          ? cairo_status(get())
                                          : cairo_surface_write_to_png_stream(m_surface.get(), append, &png.bytes);
        if (status != CAIRO_STATUS_SUCCESS)
            return fail(ErrorCode::Io, std::string("the picture cannot be drawn: ") + cairo_status_to_string(status));
        return png;
    }

private:
    int m_width, m_height;
    Surface m_surface;
    std::unique_ptr<cairo_t, Free> m_cairo;
};

/// Indices at round distances, about `wanted` of them.
std::vector<std::int64_t> indexTicks(std::int64_t count, int wanted)
{
    // 1, 2, 5, 10, 20, 50, ...
    std::int64_t step = 1;
    for (int k = 0; count / step > wanted; ++k)
        step = k % 3 == 1 ? step / 2 * 5 : step * 2;
    std::vector<std::int64_t> ticks;
    for (std::int64_t i = 0; i < count; i += step)
        ticks.push_back(i);
    return ticks;
}

/// Values at 1, 2 or 5 times a power of ten inside [low, high], about `wanted` of them.
std::vector<double> valueTicks(double low, double high, int wanted)
{
    std::vector<double> ticks;
    const double raw = (high - low) / wanted;
    if (!(raw > 0) || !std::isfinite(raw))
        return ticks;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    for (double k = std::ceil(low / step); k * step <= high && ticks.size() < 100; ++k)
        ticks.push_back(k * step);
    return ticks;
}

} // namespace

Result<Png> drawKernels(const KernelGrid& grid, const std::string& title)
{
    // Small grids are enlarged by whole steps so that the title fits above them.
    const double factor = std::max(1, 480 / std::max(1, grid.image.width));
    const Page page(2 * margin + std::max(factor * grid.image.width, 420.0), 3 * margin + titleSize + factor * grid.image.height);
    page.text(margin, margin + titleSize, title, titleSize, Anchor::Left);
    page.image(grid.image, margin, 2 * margin + titleSize, factor);
    return page.encode();
}

Result<Png> drawHeatmap(const Heatmap& heatmap, ColorMap map, const std::string& title)
{
    const int larger = std::max({1, heatmap.cellRows, heatmap.cellColumns});
    const double factor = std::clamp(480 / larger, 1, 48);
    const double width = factor * heatmap.cellColumns, height = factor * heatmap.cellRows;
    constexpr double left = 64, top = 2 * margin + titleSize, barWidth = 14, barRoom = 110, bottom = 40;
    const double barHeight = std::max(height, 120.0);
    const Page page(left + std::max(width, 300.0) + barRoom + margin, top + barHeight + bottom);
    page.text(margin, margin + titleSize, title, titleSize, Anchor::Left);
    page.image(renderHeatmap(heatmap, map), left, top, factor);
    for (const std::int64_t row : indexTicks(heatmap.rows, static_cast<int>(std::clamp(height / 18, 1.0, 20.0)))) {
        const double y = top + (static_cast<double>(row) + 0.5) / static_cast<double>(heatmap.rows) * height;
        page.line(left - 5, y, left - 1, y);
        page.text(left - 8, y + 4, std::to_string(row), labelSize, Anchor::Right);
    }
    for (const std::int64_t column : indexTicks(heatmap.columns, static_cast<int>(std::clamp(width / 48, 1.0, 20.0)))) {
        const double x = left + (static_cast<double>(column) + 0.5) / static_cast<double>(heatmap.columns) * width;
        page.line(x, top + height + 1, x, top + height + 5);
        page.text(x, top + height + 18, std::to_string(column), labelSize, Anchor::Middle);
    }
    float low = std::numeric_limits<float>::infinity(), high = -low;
    for (const float v : heatmap.mean)
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    if (low > high)
        return page.encode(); // nothing finite: no scale to show
    if (isDiverging(map)) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    Image bar;
    bar.width = 1;
    bar.height = 256;
    for (int i = 0; i < 256; ++i) {
        const auto color = mapColor(map, static_cast<float>(255 - i) / 255);
        bar.rgba.insert(bar.rgba.end(), {color[0], color[1], color[2], 255});
    }
    const double barLeft = left + std::max(width, 300.0) + 16;
    cairo_save(page.get());
    cairo_translate(page.get(), barLeft, top);
    cairo_scale(page.get(), barWidth, barHeight / 256);
    page.image(bar, 0, 0, 1);
    cairo_restore(page.get());
    page.color(0.1, 0.1, 0.1);
    page.text(barLeft + barWidth + 6, top + labelSize, formatNumber(high), labelSize, Anchor::Left);
    page.text(barLeft + barWidth + 6, top + barHeight, formatNumber(low), labelSize, Anchor::Left);
    page.text(barLeft + barWidth + 6, top + barHeight / 2 + labelSize / 2, formatNumber((double{low} + high) / 2), labelSize, Anchor::Left);
    return page.encode();
}

Result<Png> drawHistogram(const Histogram& histogram, bool logarithmic, const std::string& title)
{
    constexpr double left = 70, top = 2 * margin + titleSize + 18, width = 640, height = 320, bottom = 44;
    const Page page(left + width + 2 * margin, top + height + bottom);
    page.text(margin, margin + titleSize, title, titleSize, Anchor::Left);
    page.color(0.35, 0.35, 0.35);
    page.text(margin, 2 * margin + titleSize + 6,
              "zeros " + formatCount(histogram.zeros) + "   NaN " + formatCount(histogram.nans) + "   +Inf " + formatCount(histogram.positiveInfs)
                  + "   -Inf " + formatCount(histogram.negativeInfs), labelSize, Anchor::Left);
    const std::uint64_t most = std::max<std::uint64_t>(1, *std::max_element(histogram.counts.begin(), histogram.counts.end()));
    const auto heightOf = [&](double count) {
        return logarithmic ? height * std::log10(1 + count) / std::log10(1 + static_cast<double>(most)) : height * count / static_cast<double>(most);
    };
    page.color(0.16, 0.42, 0.69);
    const double binWidth = width / static_cast<double>(histogram.counts.size());
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const double h = heightOf(static_cast<double>(histogram.counts[i]));
        cairo_rectangle(page.get(), left + static_cast<double>(i) * binWidth, top + height - h, std::max(1.0, binWidth - (binWidth > 4 ? 1 : 0)), h);
        cairo_fill(page.get());
    }
    page.color(0.1, 0.1, 0.1);
    page.line(left, top, left, top + height);
    page.line(left, top + height, left + width, top + height);
    for (const double value : valueTicks(histogram.low, histogram.high, 8)) {
        const double x = left + (value - histogram.low) / (histogram.high - histogram.low) * width;
        page.line(x, top + height, x, top + height + 5);
        page.text(x, top + height + 18, formatNumber(std::abs(value) < 1e-12 * (histogram.high - histogram.low) ? 0 : value), labelSize, Anchor::Middle);
    }
    std::vector<double> counts;
    if (logarithmic)
        for (double c = 1; c <= static_cast<double>(most); c *= 10)
            counts.push_back(c);
    else
        counts = valueTicks(0, static_cast<double>(most), 6);
    for (const double count : counts) {
        const double y = top + height - heightOf(count);
        page.line(left - 5, y, left, y);
        page.text(left - 8, y + 4, formatCount(static_cast<std::uint64_t>(count)), labelSize, Anchor::Right);
    }
    page.text(left + width / 2, top + height + 36, "value", labelSize, Anchor::Middle);
    return page.encode();
}

} // namespace tensorgraft::cli
