#include "ui/inspector/kernel_pixels.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft {
namespace {

/// Averages of colours, channel by channel.
class Mean {
public:
    void add(std::uint32_t color)
    {
        m_red += color >> 16 & 0xff;
        m_green += color >> 8 & 0xff;
        m_blue += color & 0xff;
        ++m_count;
    }
    [[nodiscard]] std::uint32_t color() const
    {
        const auto part = [this](std::uint32_t sum) { return (sum + m_count / 2) / m_count; };
        return 0xff000000 | part(m_red) << 16 | part(m_green) << 8 | part(m_blue);
    }

private:
    std::uint32_t m_red = 0, m_green = 0, m_blue = 0, m_count = 0;
};

} // namespace

KernelPixels::KernelPixels(const KernelGrid& grid) : m_tiles(grid.tiles.size())
{
    if (grid.tiles.empty())
        return;
    Level whole;
    whole.width = grid.tiles.front().width;
    whole.height = grid.tiles.front().height;
    whole.pixels.reserve(m_tiles * static_cast<std::size_t>(whole.width) * static_cast<std::size_t>(whole.height));
    for (const KernelTile& tile : grid.tiles)
        for (int y = 0; y < tile.height; ++y) {
            const std::uint8_t* rgba = grid.image.rgba.data() + 4 * (static_cast<std::size_t>(tile.y + y) * static_cast<std::size_t>(grid.image.width) + static_cast<std::size_t>(tile.x));
            for (int x = 0; x < tile.width; ++x, rgba += 4)
                whole.pixels.push_back(0xff000000U | std::uint32_t{rgba[0]} << 16 | std::uint32_t{rgba[1]} << 8 | rgba[2]);
        }
    m_levels.push_back(std::move(whole));
    while (std::max(m_levels.back().width, m_levels.back().height) > 8) {
        const Level& finer = m_levels.back();
        Level half;
        half.width = (finer.width + 1) / 2;
        half.height = (finer.height + 1) / 2;
        half.pixels.reserve(m_tiles * static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height));
        for (std::size_t tile = 0; tile < m_tiles; ++tile) {
            const std::uint32_t* from = finer.pixels.data() + tile * static_cast<std::size_t>(finer.width) * static_cast<std::size_t>(finer.height);
            for (int y = 0; y < half.height; ++y)
                for (int x = 0; x < half.width; ++x) {
                    Mean mean;
                    for (int dy = 2 * y; dy < std::min(finer.height, 2 * y + 2); ++dy)
                        for (int dx = 2 * x; dx < std::min(finer.width, 2 * x + 2); ++dx)
                            mean.add(from[static_cast<std::ptrdiff_t>(dy) * finer.width + dx]);
                    half.pixels.push_back(mean.color());
                }
        }
        m_levels.push_back(std::move(half));
    }
}

std::uint32_t KernelPixels::at(std::size_t tile, int y, int x) const
{
    const Level& level = m_levels.front();
    return level.pixels[(tile * static_cast<std::size_t>(level.height) + static_cast<std::size_t>(y)) * static_cast<std::size_t>(level.width) + static_cast<std::size_t>(x)];
}

std::size_t KernelPixels::sizeBytes() const
{
    std::size_t bytes = 0;
    for (const Level& level : m_levels)
        bytes += level.pixels.size() * sizeof(std::uint32_t);
    return bytes;
}

const KernelPixels::Level& KernelPixels::levelFor(QSize size) const
{
    const Level* best = &m_levels.front();
    for (const Level& level : m_levels)
        if (level.width >= size.width() && level.height >= size.height())
            best = &level;
    return *best;
}

KernelPixels::Painter::Painter(QImage& target, QSize size) : m_target(target), m_size(size.expandedTo(QSize(1, 1))) {}

void KernelPixels::Painter::prepare(int width)
{
    if (width == m_sourceWidth)
        return;
    m_sourceWidth = width;
    m_columns.resize(static_cast<std::size_t>(m_size.width()) + 1);
    for (int x = 0; x <= m_size.width(); ++x)
        m_columns[static_cast<std::size_t>(x)] = static_cast<int>(std::int64_t{x} * width / m_size.width());
    m_row.resize(static_cast<std::size_t>(m_size.width()));
}

void KernelPixels::Painter::draw(const KernelPixels& pixels, std::size_t tile, QPoint at)
{
    const QRect visible = QRect(at, m_size) & m_target.rect();
    if (visible.isEmpty() || tile >= pixels.m_tiles)
        return;
    const Level& level = pixels.levelFor(m_size);
    prepare(level.width);
    const std::uint32_t* source = level.pixels.data() + tile * static_cast<std::size_t>(level.width) * static_cast<std::size_t>(level.height);
    const auto rowOf = [&](int y) { return static_cast<int>(std::int64_t{y} * level.height / m_size.height()); };
    const int left = visible.left() - at.x(), right = left + visible.width();
    int have = -1, haveEnd = -1;
    for (int y = visible.top() - at.y(); y <= visible.bottom() - at.y(); ++y) {
        const int first = rowOf(y), end = std::max(first + 1, rowOf(y + 1));
        if (first != have || end != haveEnd) {
            have = first;
            haveEnd = end;
            for (int x = left; x < right; ++x) {
                const int from = m_columns[static_cast<std::size_t>(x)], to = std::max(from + 1, m_columns[static_cast<std::size_t>(x) + 1]);
                if (end - first == 1 && to - from == 1) {
                    m_row[static_cast<std::size_t>(x)] = source[static_cast<std::ptrdiff_t>(first) * level.width + from];
                    continue;
                }
                Mean mean;
                for (int dy = first; dy < end; ++dy)
                    for (int dx = from; dx < to; ++dx)
                        mean.add(source[static_cast<std::ptrdiff_t>(dy) * level.width + dx]);
                m_row[static_cast<std::size_t>(x)] = mean.color();
            }
        }
        std::memcpy(m_target.scanLine(at.y() + y) + 4 * static_cast<std::ptrdiff_t>(visible.left()), m_row.data() + left, 4 * static_cast<std::size_t>(visible.width()));
    }
}

} // namespace tensorgraft
