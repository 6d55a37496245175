#include "ui/models/tree_arrangement.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

constexpr std::uint32_t none = TreeArrangement::none;
/// Tensors between two looks at the stop sign.
constexpr std::uint32_t stride = 4096;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct Stopped {};

class Arranger {
public:
    Arranger(const TreeNodes& nodes, std::span<const TensorInfo> tensors, const TreeStates& states, const TreeRequest& request, const std::function<bool()>& stop)
        : m_nodes(nodes), m_tensors(tensors), m_states(states), m_request(request), m_stop(stop)
    {
    }

    TreeArrangement run()
    {
        TreeArrangement out;
        accept();
        out.shownTensors = m_request.query.isEmpty() ? m_tensors.size() : m_shown;
        std::vector<std::uint32_t> top;
        switch (m_request.layout) {
        case TreeLayout::Scopes: top = children(0); break;
        case TreeLayout::Layers: top = layers(); break;
        case TreeLayout::Flat: top = flat(); break;
        }
        sort(top);
        const std::size_t most = m_request.layout == TreeLayout::Flat ? top.size() : std::size_t{m_nodes.size()};
        out.nodes.reserve(most);
        out.ends.reserve(most);
        out.parents.reserve(most);
        out.placeOfNode.assign(m_nodes.size(), none);
        // Depth first without recursion: file names may nest as deep as they like.
        struct Level {
            std::vector<std::uint32_t> rows;
            std::size_t next = 0;
            std::uint32_t parent = none;
        };
        std::vector<Level> levels;
        levels.push_back({std::move(top), 0, none});
        while (!levels.empty()) {
            Level& level = levels.back();
            if (level.next == level.rows.size()) {
                if (level.parent != none)
                    out.ends[level.parent] = out.size();
                levels.pop_back();
                continue;
            }
            const std::uint32_t node = level.rows[level.next++];
            const std::uint32_t place = out.size();
            if (place % stride == 0)
                check();
            out.placeOfNode[node] = place;
            out.nodes.push_back(node);
            out.ends.push_back(place + 1);
            out.parents.push_back(level.parent);
            if (!m_nodes[node].isTensor()) {
                auto below = children(node);
                sort(below);
                levels.push_back({std::move(below), 0, place});
            }
        }
        return out;
    }

private:
    void check() const
    {
        if (m_stop && m_stop())
            throw Stopped{}; // caught in arrangeTree()
    }

    void accept()
    {
        if (m_request.query.isEmpty())
            return;
        m_accepted.assign(m_nodes.size(), 0);
        for (std::uint32_t id = m_nodes.size() - 1; id > 0; --id) {
            if (id % stride == 0)
                check();
            const TreeNodes::Node& node = m_nodes[id];
            if (node.isTensor()) {
                m_accepted[id] = m_request.query.matches(m_tensors[node.tensor], m_states.state(node.tensor));
                m_shown += m_accepted[id];
            }
            m_accepted[node.parent] |= m_accepted[id];
        }
    }
    bool accepted(std::uint32_t node) const { return m_accepted.empty() || m_accepted[node]; }

    std::vector<std::uint32_t> children(std::uint32_t node) const
    {
        std::vector<std::uint32_t> below;
        const bool tensorsOnly = m_request.layout == TreeLayout::Layers;
        below.reserve(m_nodes[node].childCount);
        for (const std::uint32_t child : m_nodes.children(node))
            if (accepted(child) && (!tensorsOnly || m_nodes[child].isTensor()))
                below.push_back(child);
        return below;
    }

    /// Layers by their first tensor, in file order; tensors without a layer stand for themselves.
    std::vector<std::uint32_t> layers() const
    {
        std::vector<std::uint32_t> top;
        std::vector<bool> seen(m_nodes.size());
        for (std::size_t t = 0; t < m_tensors.size(); ++t) {
            const std::uint32_t leaf = m_nodes.nodeOfTensor(t), up = m_nodes[leaf].parent;
            if (!accepted(leaf))
                continue;
            if (up == 0)
                top.push_back(leaf);
            else if (!seen[up]) {
                seen[up] = true;
                top.push_back(up);
            }
        }
        return top;
    }

    std::vector<std::uint32_t> flat() const
    {
        std::vector<std::uint32_t> top;
        top.reserve(m_tensors.size());
        for (std::size_t t = 0; t < m_tensors.size(); ++t)
            if (const std::uint32_t leaf = m_nodes.nodeOfTensor(t); accepted(leaf))
                top.push_back(leaf);
        return top;
    }

    std::string_view nameOf(std::uint32_t node) const
    {
        if (m_request.layout == TreeLayout::Flat)
            return m_tensors[m_nodes[node].tensor].name;
        if (m_request.layout == TreeLayout::Layers && !m_nodes[node].isTensor())
            return m_nodes.layerName(node, m_tensors);
        return m_nodes[node].name;
    }

    int compare(std::uint32_t a, std::uint32_t b) const
    {
        const TreeNodes::Node &x = m_nodes[a], &y = m_nodes[b];
        const auto order = [](const auto& l, const auto& r) { return l < r ? -1 : r < l ? 1 : 0; };
        switch (m_request.key) {
        case TreeSortKey::FileOrder: return 0;
        case TreeSortKey::Name: return compareNames(nameOf(a), nameOf(b));
        case TreeSortKey::Parameters: return order(x.parameters, y.parameters);
        case TreeSortKey::Size: return order(x.sizeBytes, y.sizeBytes);
        case TreeSortKey::Shape:
            if (x.isTensor() && y.isTensor()) {
                const auto s = m_tensors[x.tensor].shape.dims(), t = m_tensors[y.tensor].shape.dims();
                if (s.size() != t.size())
                    return order(s.size(), t.size());
                return std::ranges::lexicographical_compare(s, t) ? -1 : std::ranges::lexicographical_compare(t, s) ? 1 : 0;
            }
            return x.isTensor() != y.isTensor() ? (x.isTensor() ? 1 : -1) : order(x.tensorCount, y.tensorCount);
        case TreeSortKey::Type:
            if (x.isTensor() && y.isTensor())
                return order(dtypeName(m_tensors[x.tensor].dtype), dtypeName(m_tensors[y.tensor].dtype));
            return x.isTensor() == y.isTensor() ? 0 : x.isTensor() ? 1 : -1;
        case TreeSortKey::State: {
            if (const int worst = order(urgency(m_states.shown(m_nodes, a)), urgency(m_states.shown(m_nodes, b))))
                return worst;
            const auto taking = [this](std::uint32_t id) { return id < m_states.taking.size() ? m_states.taking[id] : 0U; };
            return x.isTensor() || y.isTensor() ? 0 : order(taking(b), taking(a));
        }
        }
        return 0;
    }

    /// What needs a look stands first.
    static int urgency(RowState state)
    {
        switch (state) {
        case RowState::Conflict: return 0;
        case RowState::Warning: return 1;
        case RowState::Unused:
        case RowState::Kept: return 2;
        case RowState::Excluded: return 3;
        case RowState::Mapped:
        case RowState::Used: return 4;
        case RowState::None: return 5;
        }
        return 5;
    }

    void sort(std::vector<std::uint32_t>& rows) const
    {
        if (m_request.key == TreeSortKey::FileOrder || rows.size() < 2)
            return;
        std::size_t compared = 0;
        std::ranges::stable_sort(rows, [&](std::uint32_t a, std::uint32_t b) {
            if (++compared % stride == 0)
                check();
            return m_request.descending ? compare(a, b) > 0 : compare(a, b) < 0;
        });
    }

    const TreeNodes& m_nodes;
    std::span<const TensorInfo> m_tensors;
    const TreeStates& m_states;
    const TreeRequest& m_request;
    const std::function<bool()>& m_stop;
    std::vector<std::uint8_t> m_accepted; ///< per node; empty: all
    std::size_t m_shown = 0;
};

} // namespace

int compareNames(std::string_view a, std::string_view b)
{
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            while (i < a.size() && a[i] == '0')
                ++i;
            while (j < b.size() && b[j] == '0')
                ++j;
            const std::size_t p = i, q = j;
            while (i < a.size() && isDigit(a[i]))
                ++i;
            while (j < b.size() && isDigit(b[j]))
                ++j;
            if (i - p != j - q)
                return i - p < j - q ? -1 : 1;
            if (const int digits = a.substr(p, i - p).compare(b.substr(q, j - q)))
                return digits;
            continue;
        }
        const auto x = static_cast<unsigned char>(lower(a[i])), y = static_cast<unsigned char>(lower(b[j]));
        if (x != y)
            return x < y ? -1 : 1;
        ++i;
        ++j;
    }
    return i < a.size() ? 1 : j < b.size() ? -1 : 0;
}

int TreeArrangement::depth(std::uint32_t place) const
{
    int depth = 0;
    for (std::uint32_t up = parents[place]; up != none; up = parents[up])
        ++depth;
    return depth;
}

std::vector<std::uint32_t> TreeArrangement::visible(const std::vector<std::uint8_t>& expanded, std::vector<std::uint32_t> memory) const
{
    std::vector<std::uint32_t> rows = std::move(memory);
    rows.resize(size()); // filled by index: push_back() would cost a branch for each of a million
    std::size_t count = 0;
    for (std::uint32_t place = 0; place < size();) {
        rows[count++] = place;
        place = expanded[nodes[place]] ? place + 1 : ends[place];
    }
    rows.resize(count);
    return rows;
}

std::vector<std::uint32_t> TreeArrangement::visibleBelow(std::uint32_t above, const std::vector<std::uint8_t>& expanded) const
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t place = above + 1; place < ends[above];) {
        rows.push_back(place);
        place = expanded[nodes[place]] ? place + 1 : ends[place];
    }
    return rows;
}

Result<TreeArrangement> arrangeTree(const TreeNodes& nodes, std::span<const TensorInfo> tensors, const TreeStates& states, const TreeRequest& request,
                                    const std::function<bool()>& stop)
{
    try {
        return Arranger(nodes, tensors, states, request, stop).run();
    } catch (const Stopped&) {
        return cancelled();
    }
}

} // namespace tensorgraft
