#pragma once

#include "model_io/analysis/kernel_image.h"

#include <QImage>
#include <QRect>
#include <cstdint>
#include <vector>

namespace tensorgraft {

/// The tiles of one page as they go to the screen: one tile after the other, 0xffRRGGBB, one pixel a weight, and the same at
/// halves, quarters ... of the size, so that drawing a reduced tile costs what is drawn and not what it holds.
class KernelPixels {
public:
    KernelPixels() = default;
    explicit KernelPixels(const KernelGrid& grid);

    [[nodiscard]] std::size_t tileCount() const { return m_tiles; }
    /// Colour of a weight.
    [[nodiscard]] std::uint32_t at(std::size_t tile, int y, int x) const;
    [[nodiscard]] std::size_t sizeBytes() const;

    /// Draws tile after tile of one size into an image of Format_RGB32: enlarged weights keep their edges, reduced ones are
    /// averaged. Painting some ten thousand tiles through QPainter would take longer than a frame.
    class Painter {
    public:
        /// `size`: of each tile, in pixels of `target`, which outlives this.
        Painter(QImage& target, QSize size);
        /// What lies outside the image is left out.
        void draw(const KernelPixels& pixels, std::size_t tile, QPoint at);

    private:
        void prepare(int width);

        QImage& m_target;
        QSize m_size;
        int m_sourceWidth = -1;
        std::vector<int> m_columns; ///< first source column of each pixel, and the end
        std::vector<std::uint32_t> m_row;
    };

private:
    struct Level {
        int width = 0, height = 0;
        std::vector<std::uint32_t> pixels; ///< tileCount() * height * width
    };
    /// The smallest that is no smaller than `size`.
    [[nodiscard]] const Level& levelFor(QSize size) const;

    std::size_t m_tiles = 0;
    std::vector<Level> m_levels;
};

} // namespace tensorgraft
