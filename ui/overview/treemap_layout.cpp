#include "ui/overview/treemap_layout.h"

#include "model_io/analysis/treemap.h"

namespace tensorgraft {

std::vector<TreemapBox> layoutTreemap(const OverviewData& data, const QRectF& area, const TreemapMetrics& metrics)
{
    std::vector<TreemapBox> boxes;
    struct Open {
        std::uint32_t node;
        QRectF rect;
    };
    std::vector<Open> stack{{0, area}};
    std::vector<double> sizes;
    while (!stack.empty()) { // no recursion: names may nest as deep as they like
        auto [node, rect] = stack.back();
        stack.pop_back();
        TreemapBox box;
        box.chainHead = node;
        while (!data.nodes[node].isTensor() && data.nodes[node].childCount == 1 && !data.nodes[data.nodes.child(node, 0)].isTensor())
            node = data.nodes.child(node, 0);
        if (box.chainHead == 0 && node != 0)
            box.chainHead = data.nodes.child(0, 0);
        box.node = node;
        box.rect = rect;
        QRectF inner = rect;
        if (node != 0 && !data.nodes[node].isTensor()) {
            if (rect.width() >= metrics.leastHeaded && rect.height() >= 2 * metrics.header)
                box.header = metrics.header;
            inner = rect.adjusted(metrics.inset, box.header > 0 ? box.header : metrics.inset, -metrics.inset, -metrics.inset);
        }
        if (node != 0)
            boxes.push_back(box);
        if (data.nodes[node].isTensor() || inner.width() < metrics.leastSide || inner.height() < metrics.leastSide)
            continue;
        const auto children = data.bySize(node);
        sizes.clear();
        // Of a million children only those are laid out that are large enough to be seen.
        const double whole = static_cast<double>(data.nodes[node].sizeBytes), least = metrics.leastSide * metrics.leastSide * whole / (inner.width() * inner.height());
        double shown = 0;
        for (const std::uint32_t child : children) {
            const double size = static_cast<double>(data.nodes[child].sizeBytes);
            if (size < least)
                break; // largest first
            sizes.push_back(size);
            shown += size;
        }
        const auto rects = squarify(sizes, {inner.x(), inner.y(), inner.width(), inner.height()}, sizes.size() < children.size() ? whole - shown : 0);
        for (std::size_t i = sizes.size(); i-- > 0;)
            if (rects[i].width >= metrics.leastSide && rects[i].height >= metrics.leastSide)
                stack.push_back({children[i], QRectF(rects[i].x, rects[i].y, rects[i].width, rects[i].height)});
    }
    return boxes;
}

int boxAt(const std::vector<TreemapBox>& boxes, const QPointF& point)
{
    for (std::size_t i = boxes.size(); i-- > 0;) // children stand behind their parents
        if (boxes[i].rect.contains(point))
            return static_cast<int>(i);
    return -1;
}

} // namespace tensorgraft
