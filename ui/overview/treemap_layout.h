#pragma once

#include "ui/overview/overview_data.h"

#include <QRectF>
#include <vector>

namespace tensorgraft {

/// One rectangle of the picture: a scope with a line for its name, or a tensor.
struct TreemapBox {
    std::uint32_t node = 0;      ///< in OverviewData::nodes; of a chain of scopes with one child each, the last
    std::uint32_t chainHead = 0; ///< the first of that chain
    QRectF rect;
    double header = 0; ///< height of the line for the name; 0 where there is no room
};

struct TreemapMetrics {
    double header = 0;       ///< height of a line of text
    double leastHeaded = 0;  ///< width of a scope that still gets a line
    double inset = 1;        ///< between a scope and what is in it
    double leastSide = 3;    ///< boxes that are thinner are left out: their scope stands for them
};

/// Parents stand before their children. What is too small to be seen is left out, so that the count of boxes follows the
/// area and not the model.
[[nodiscard]] std::vector<TreemapBox> layoutTreemap(const OverviewData& data, const QRectF& area, const TreemapMetrics& metrics);
/// The innermost box at `point`; -1 where there is none.
[[nodiscard]] int boxAt(const std::vector<TreemapBox>& boxes, const QPointF& point);

} // namespace tensorgraft
