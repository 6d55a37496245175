#pragma once

#include "ui/overview/treemap_layout.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <memory>

class QPainter;

namespace tensorgraft {

/// What the colours of the treemap stand for.
enum class TreemapColour : std::uint8_t { Kind, DType, Score };

/// Draws a treemap from what it holds, without a widget: a copy may paint in any thread.
struct TreemapPainter {
    std::shared_ptr<const OverviewData> data;
    std::shared_ptr<const OverviewScan> scan; ///< null: not looked at yet
    TreemapColour colouring = TreemapColour::Kind;
    QPalette palette;
    QFont font;

    /// The picture in `size`; on a vector device shapes and text are kept.
    void paint(QPainter& painter, const QSizeF& size) const;
    void paintBoxes(QPainter& painter, const std::vector<TreemapBox>& boxes) const;
    [[nodiscard]] TreemapMetrics metrics() const;

private:
    [[nodiscard]] QColor colourOf(std::size_t tensor) const;
    [[nodiscard]] bool hasFault(std::size_t tensor) const;
};

} // namespace tensorgraft
