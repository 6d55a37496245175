#include "ui/inspector/plot_data.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace tensorgraft {
namespace {

/// One table as it grows.
class Csv {
public:
    explicit Csv(const char* header) : m_text(header) { m_text += '\n'; }
    template <typename... T>
    void line(const T&... values)
    {
        put(values...);
        end();
    }
    /// A part of a line.
    template <typename... T>
    void put(const T&... values)
    {
        ((m_lineBegun ? void(m_text += ',') : void(m_lineBegun = true), add(values)), ...);
    }
    void end()
    {
        m_text += '\n';
        m_lineBegun = false;
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
    bool m_lineBegun = false;
};

/// Writes a line for every weight of the tiles, with the values of each of `sides`; colour tiles give each of their channels.
QByteArray weightData(const char* values, const std::vector<const std::vector<ShownTile>*>& sides)
{
    const std::vector<ShownTile>& tiles = *sides.front();
    const bool deep = !tiles.empty() && tiles.front().picture->paging.depth > 1;
    Csv csv(("filter,input," + std::string(deep ? "depth," : "") + "row,column," + values).c_str());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const KernelTile& tile = *tiles[i].tile;
        const KernelPaging& paging = tiles[i].picture->paging;
        const bool colour = tile.input < 0;
        for (std::int64_t input = colour ? 0 : tile.input; input < (colour ? paging.inputs : tile.input + 1); ++input)
            for (std::int64_t y = 0; y < paging.tileHeight(); ++y)
                for (std::int64_t x = 0; x < paging.tileWidth(); ++x) {
                    csv.put(tile.output, input);
                    if (deep)
                        csv.put(tiles[i].picture->request.depth);
                    csv.put(y * paging.stepY, x * paging.stepX);
                    for (const std::vector<ShownTile>* side : sides)
                        csv.put((*side)[i].value(y, x, input));
                    csv.end();
                }
    }
    return csv.take();
}

} // namespace

QByteArray kernelData(const std::vector<ShownTile>& tiles)
{
    return weightData("value", {&tiles});
}

QByteArray comparedKernelData(const std::vector<ShownTile>& source, const std::vector<ShownTile>& target, const std::vector<ShownTile>& difference)
{
    return weightData("source,target,difference", {&source, &target, &difference});
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
