#include "ui/inspector/plot_data.h"

#include <array>
#include <charconv>
#include <cmath>

namespace tensorgraft {
namespace {

/// One table as it grows.
class Csv {
public:
    explicit Csv(const char* header) : m_text(header) { m_text += '\n'; }
    template <typename... T>
    void line(const T&... values)
    {
        bool first = true;
        ((first ? void(first = false) : void(m_text += ','), add(values)), ...);
        m_text += '\n';
    }
    [[nodiscard]] QByteArray take() { return std::move(m_text); }

private:
    template <typename T>
    void add(T value)
    {
        if constexpr (std::is_floating_point_v<T>) {
            if (!std::isfinite(value)) {
                m_text += std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
                return;
            }
        }
        std::array<char, 40> buffer{};
        const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
        m_text.append(buffer.data(), static_cast<qsizetype>(end - buffer.data()));
    }
    QByteArray m_text;
};

/// Calls `visit(tile, input, y, x)` for every weight of the page; colour tiles give each of their channels.
template <typename Visit>
void forEachWeight(const KernelPicture& picture, const Visit& visit)
{
    for (const KernelTile& tile : picture.grid.tiles) {
        const bool colour = tile.input < 0;
        for (std::int64_t input = colour ? 0 : tile.input; input < (colour ? picture.paging.inputs : tile.input + 1); ++input)
            for (std::int64_t y = 0; y < picture.paging.tileHeight(); ++y)
                for (std::int64_t x = 0; x < picture.paging.tileWidth(); ++x)
                    visit(tile, input, y, x);
    }
}

} // namespace

QByteArray kernelData(const KernelPicture& picture)
{
    Csv csv("filter,input,row,column,value");
    forEachWeight(picture, [&](const KernelTile& tile, std::int64_t input, std::int64_t y, std::int64_t x) {
        csv.line(tile.output, input, y * picture.paging.stepY, x * picture.paging.stepX, picture.value(tile, y, x, input));
    });
    return csv.take();
}

QByteArray comparedKernelData(const KernelPicture& source, const KernelPicture& target, const KernelPicture& difference)
{
    Csv csv("filter,input,row,column,source,target,difference");
    forEachWeight(source, [&](const KernelTile& tile, std::int64_t input, std::int64_t y, std::int64_t x) {
        csv.line(tile.output, input, y * source.paging.stepY, x * source.paging.stepX, source.value(tile, y, x, input), target.value(tile, y, x, input),
                 difference.value(tile, y, x, input));
    });
    return csv.take();
}

QByteArray heatmapData(const HeatmapPicture& picture)
{
    const Heatmap& map = picture.heatmap;
    const bool reduced = picture.isReduced();
    Csv csv(reduced ? "first_row,last_row,first_column,last_column,mean,min,max" : "row,column,value");
    for (int row = 0; row < map.cellRows; ++row)
        for (int column = 0; column < map.cellColumns; ++column) {
            const std::size_t i = static_cast<std::size_t>(row) * static_cast<std::size_t>(map.cellColumns) + static_cast<std::size_t>(column);
            const MatrixRegion cell = picture.cell(row, column);
            if (reduced)
                csv.line(cell.firstRow, cell.firstRow + cell.rows - 1, cell.firstColumn, cell.firstColumn + cell.columns - 1, map.mean[i], map.min[i], map.max[i]);
            else
                csv.line(cell.firstRow, cell.firstColumn, map.mean[i]);
        }
    return csv.take();
}

QByteArray differenceData(const DifferenceMap& map)
{
    Csv csv("row,column,difference");
    for (int row = 0; row < map.rows; ++row)
        for (int column = 0; column < map.columns; ++column)
            csv.line(map.shape[0] * row / map.rows, map.shape[1] * column / map.columns,
                     map.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) + static_cast<std::size_t>(column)]);
    return csv.take();
}

QByteArray histogramData(const Histogram& histogram)
{
    Csv csv("low,high,count");
    for (std::size_t i = 0; i < histogram.counts.size(); ++i)
        csv.line(histogram.edge(i), histogram.edge(i + 1), histogram.counts[i]);
    return csv.take();
}

QByteArray histogramData(const Histogram& source, const Histogram& target)
{
    Csv csv("low,high,source,target");
    for (std::size_t i = 0; i < source.counts.size(); ++i)
        csv.line(source.edge(i), source.edge(i + 1), source.counts[i], target.counts[i]);
    return csv.take();
}

QByteArray channelData(const ChannelSummary& channels)
{
    Csv csv("channel,norm,dead,duplicate_of");
    for (std::size_t i = 0; i < channels.norms.size(); ++i)
        csv.line(i, channels.norms[i], int{channels.dead[i]}, channels.duplicateOf[i]);
    return csv.take();
}

QByteArray spectrumData(const Spectrum& spectrum)
{
    Csv csv("number,singular_value");
    for (std::size_t i = 0; i < spectrum.values.size(); ++i)
        csv.line(i, spectrum.values[i]);
    return csv.take();
}

QByteArray scatterData(std::span<const float> target, std::span<const float> source)
{
    Csv csv("target,source");
    for (std::size_t i = 0; i < target.size(); ++i)
        csv.line(target[i], source[i]);
    return csv.take();
}

} // namespace tensorgraft
