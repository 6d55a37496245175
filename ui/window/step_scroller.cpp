#include "ui/window/step_scroller.h"

#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/window/tensor_tree_view.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>

namespace tensorgraft {
namespace {

/// Rows below a scope that are asked for a counterpart.
constexpr std::uint32_t placesAsked = 256;

} // namespace

StepScroller::StepScroller(Session* session, TensorTreeView* source, TensorTreeView* target, QObject* parent)
    : QObject(parent), m_session(session), m_source(source), m_target(target)
{
    for (const Side side : {Side::Source, Side::Target})
        connect(view(side)->verticalScrollBar(), &QScrollBar::valueChanged, this, [this, side] {
            if (m_enabled && !m_moving)
                follow(side);
        });
}

void StepScroller::setEnabled(bool enabled)
{
    m_enabled = enabled;
    if (enabled)
        follow(m_target->hasFocus() ? Side::Target : Side::Source);
}

std::optional<std::size_t> StepScroller::counterpartOfTensor(Side side, std::size_t tensor) const
{
    const LinkIndex& links = m_session->links();
    const auto& rows = m_session->rows();
    if (side == Side::Source) {
        const auto touching = links.rowsOfSource(tensor);
        return touching.empty() ? std::nullopt : rows[touching.front()].targetIndex;
    }
    const auto row = links.rowOfTarget(tensor);
    return row && !rows[*row].sourceIndices.empty() ? std::optional(rows[*row].sourceIndices.front()) : std::nullopt;
}

std::uint32_t StepScroller::counterpart(Side side, std::uint32_t node) const
{
    const TreeNodes &nodes = view(side)->tensorTree()->nodes(), &others = view(opposite(side))->tensorTree()->nodes();
    const TreeArrangement& all = view(side)->rowsModel()->arrangement();
    const std::uint32_t place = all.placeOf(node);
    if (place == TreeArrangement::none)
        return 0;
    const std::uint32_t end = std::min(all.ends[place], place + placesAsked);
    for (std::uint32_t p = place; p < end; ++p) {
        const TreeNodes::Node& below = nodes[all.nodes[p]];
        if (!below.isTensor())
            continue;
        if (const auto tensor = counterpartOfTensor(side, below.tensor); tensor && *tensor < view(opposite(side))->tensorTree()->modelFile()->tensors().size())
            return others.nodeOfTensor(*tensor);
    }
    return 0;
}

void StepScroller::follow(Side leader)
{
    const TensorTreeView* led = view(leader);
    TensorTreeView* other = view(opposite(leader));
    const int rows = led->rowsModel()->rowCount();
    if (!m_session->hasBoth() || rows == 0 || other->rowsModel()->rowCount() == 0)
        return;
    const int height = led->viewport()->height(), middle = led->rowAt(height / 2);
    const int first = std::max(0, led->rowAt(0)), last = led->rowAt(height - 1) < 0 ? rows - 1 : led->rowAt(height - 1);
    const int centre = middle < 0 ? (first + last) / 2 : middle;
    for (int away = 0; away <= last - first + 1; ++away)
        for (const int row : {centre - away, centre + away}) {
            if (row < first || row > last)
                continue;
            const std::uint32_t there = counterpart(leader, led->rowsModel()->nodeAt(row));
            const int otherRow = there ? other->rowsModel()->rowStandingFor(there) : -1;
            if (otherRow < 0)
                continue;
            m_moving = true;
            other->verticalScrollBar()->setValue(otherRow * other->verticalHeader()->defaultSectionSize() - led->rowViewportPosition(row));
            m_moving = false;
            return;
        }
}

} // namespace tensorgraft
