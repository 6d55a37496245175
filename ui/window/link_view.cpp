#include "ui/window/link_view.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/tensor_tree_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft {
namespace {

constexpr std::uint32_t noRow = 0xFFFFFFFFU;
/// Entries of one collapsed scope that are looked at; more would not be told apart anyway.
constexpr std::size_t bundleLimit = 512;
constexpr double hitDistance = 5.0;

Signal signalOf(TargetState state)
{
    switch (state) {
    case TargetState::Mapped: return Signal::Good;
    case TargetState::Warning: return Signal::Warning;
    case TargetState::Conflict: return Signal::Conflict;
    case TargetState::Kept: return Signal::Kept;
    case TargetState::Excluded: return Signal::Excluded;
    }
    return Signal::Good;
}

/// Colour never speaks alone: warnings are dashed, conflicts dotted.
Qt::PenStyle styleOf(TargetState state)
{
    return state == TargetState::Warning ? Qt::DashLine : state == TargetState::Conflict ? Qt::DotLine : Qt::SolidLine;
}

int worse(TargetState state) { return state == TargetState::Conflict ? 2 : state == TargetState::Warning ? 1 : 0; }

} // namespace

LinkView::LinkView(Session* session, TensorTreeView* source, TensorTreeView* target, QWidget* parent)
    : QWidget(parent), m_session(session), m_source(source), m_target(target)
{
    setMouseTracking(true);
    setAccessibleName(tr("Links between source and target"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    // Whatever moves rows (scrolling, expanding, filtering, resizing) repaints a viewport.
    source->viewport()->installEventFilter(this);
    target->viewport()->installEventFilter(this);
    connect(session, &Session::checkChanged, this, &LinkView::indexRows);
}

QSize LinkView::sizeHint() const { return {ems(this, 5), ems(this, 10)}; }

QSize LinkView::minimumSizeHint() const { return {ems(this, 2.5), ems(this, 2)}; }

bool LinkView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint)
        update();
    return QWidget::eventFilter(watched, event);
}

void LinkView::indexRows()
{
    const auto& rows = m_session->rows();
    m_rowOfTarget.assign(m_session->model(Side::Target) ? m_session->model(Side::Target)->tensors().size() : 0, noRow);
    m_rowsOfSource.clear();
    m_rowsOfSource.resize(m_session->model(Side::Source) ? m_session->model(Side::Source)->tensors().size() : 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].targetIndex || *rows[i].targetIndex >= m_rowOfTarget.size())
            continue;
        m_rowOfTarget[*rows[i].targetIndex] = static_cast<std::uint32_t>(i);
        for (const std::size_t s : rows[i].sourceIndices)
            if (s < m_rowsOfSource.size())
                m_rowsOfSource[s].push_back(static_cast<std::uint32_t>(i));
    }
    update();
}

void LinkView::setSelectedTargets(std::vector<std::size_t> targets)
{
    m_selectedTargets.assign(m_rowOfTarget.size(), false);
    for (const std::size_t t : targets)
        if (t < m_selectedTargets.size())
            m_selectedTargets[t] = true;
    update();
}

LinkView::VisibleRows LinkView::visibleRows(const TensorTreeView* view) const
{
    VisibleRows rows;
    const QWidget* viewport = view->viewport();
    if (!view->isVisible())
        return rows;
    // Both widgets live in the same window; y differs by headers and filters.
    const int offset = mapFromGlobal(viewport->mapToGlobal(QPoint())).y();
    rows.top = offset;
    rows.bottom = offset + viewport->height();
    const TreeNodes& nodes = view->tensorTree()->nodes();
    QModelIndex index = view->indexAt(QPoint(1, 1));
    while (index.isValid()) {
        const QRect rect = view->visualRect(index);
        if (rect.top() > viewport->height())
            break;
        const std::uint32_t node = view->nodeOf(index);
        rows.y.emplace(node, offset + rect.center().y());
        rows.inOrder.push_back(node);
        index = view->indexBelow(index);
    }
    if (!rows.inOrder.empty()) {
        rows.firstOrder = nodes[rows.inOrder.front()].order;
        rows.lastOrder = nodes[rows.inOrder.back()].order;
    }
    return rows;
}

void LinkView::computeCurves()
{
    m_curves.clear();
    const auto& rows = m_session->rows();
    if (rows.empty() || !m_session->hasBoth() || m_rowOfTarget.size() != m_session->model(Side::Target)->tensors().size() ||
        m_rowsOfSource.size() != m_session->model(Side::Source)->tensors().size())
        return;
    const VisibleRows left = visibleRows(m_source), right = visibleRows(m_target);
    std::vector<std::uint32_t> candidates;
    const auto forTensorsAt = [](const TensorTreeView* view, std::uint32_t node, auto&& visit) {
        const TreeNodes& nodes = view->tensorTree()->nodes();
        if (nodes[node].isTensor())
            visit(nodes[node].tensor);
        else if (!view->isExpanded(view->indexOfNode(node)) && nodes[node].tensorCount <= bundleLimit * 64) {
            std::size_t seen = 0;
            for (const std::size_t tensor : nodes.tensorsBelow(node)) {
                visit(tensor);
                if (++seen >= bundleLimit)
                    break;
            }
        }
    };
    for (const std::uint32_t node : right.inOrder)
        forTensorsAt(m_target, node, [&](std::size_t tensor) {
            if (m_rowOfTarget[tensor] != noRow)
                candidates.push_back(m_rowOfTarget[tensor]);
        });
    for (const std::uint32_t node : left.inOrder)
        forTensorsAt(m_source, node, [&](std::size_t tensor) {
            candidates.insert(candidates.end(), m_rowsOfSource[tensor].begin(), m_rowsOfSource[tensor].end());
        });
    std::ranges::sort(candidates);
    const auto duplicates = std::ranges::unique(candidates);
    candidates.erase(duplicates.begin(), duplicates.end());

    std::unordered_map<std::uint32_t, std::uint32_t> standIn[2];
    const auto representative = [&](Side side, std::size_t tensor) {
        const TensorTreeView* view = side == Side::Source ? m_source : m_target;
        const std::uint32_t leaf = view->tensorTree()->nodes().nodeOfTensor(tensor);
        const auto [it, isNew] = standIn[std::size_t(side)].try_emplace(leaf, 0U);
        if (isNew)
            it->second = view->representative(leaf);
        return it->second;
    };
    const auto place = [&](const TensorTreeView* view, const VisibleRows& visible, std::uint32_t node, bool& faded) {
        if (const auto it = visible.y.find(node); it != visible.y.end()) {
            if (it->second >= visible.top && it->second <= visible.bottom)
                return std::clamp(it->second, visible.top, visible.bottom);
        }
        faded = true;
        return view->tensorTree()->nodes()[node].order <= visible.firstOrder ? visible.top : visible.bottom;
    };
    std::unordered_map<std::uint64_t, std::size_t> bundles;
    for (const std::uint32_t r : candidates) {
        if (r >= rows.size() || !rows[r].targetIndex)
            continue;
        const MappingRow& row = rows[r];
        const std::uint32_t to = representative(Side::Target, *row.targetIndex);
        for (const std::size_t s : row.sourceIndices) {
            const std::uint32_t from = representative(Side::Source, s);
            if (!from || !to)
                continue; // filtered away
            const auto [it, isNew] = bundles.try_emplace((std::uint64_t{from} << 32) | to, m_curves.size());
            if (isNew) {
                Curve curve;
                curve.sourceNode = from;
                curve.targetNode = to;
                curve.row = r;
                curve.count = 0;
                bool fadedLeft = false, fadedRight = false;
                const int y1 = place(m_source, left, from, fadedLeft), y2 = place(m_target, right, to, fadedRight);
                curve.faded = fadedLeft || fadedRight;
                if (fadedLeft && fadedRight) {
                    it->second = std::numeric_limits<std::size_t>::max();
                    continue;
                }
                curve.path.moveTo(0, y1);
                const double bend = width() * 0.5;
                curve.path.cubicTo(bend, y1, width() - bend, y2, width(), y2);
                m_curves.push_back(std::move(curve));
            }
            if (it->second >= m_curves.size())
                continue;
            Curve& curve = m_curves[it->second];
            ++curve.count;
            if (worse(row.state) > worse(curve.state) || curve.count == 1)
                curve.state = row.state;
            if (*row.targetIndex < m_selectedTargets.size() && m_selectedTargets[*row.targetIndex])
                curve.selected = true;
        }
    }
}

void LinkView::paintEvent(QPaintEvent*)
{
    computeCurves();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double thin = std::max(1.2, ems(this, 1) / 14.0);
    const auto draw = [&](const Curve& curve, bool strong) {
        QColor colour = signalColor(signalOf(curve.state), palette());
        if (curve.selected)
            colour = palette().color(QPalette::Highlight);
        colour.setAlphaF(strong ? 1.0F : curve.faded ? 0.28F : 0.75F);
        const double bundle = std::min(3.0, std::log2(static_cast<double>(curve.count)) * 0.5);
        QPen pen(colour, thin * (strong ? 2.0 : 1.0) + bundle, styleOf(curve.state));
        pen.setCapStyle(Qt::RoundCap);
        painter.setPen(pen);
        painter.drawPath(curve.path);
    };
    for (const Curve& curve : m_curves)
        if (!curve.selected)
            draw(curve, false);
    for (const Curve& curve : m_curves)
        if (curve.selected || (curve.sourceNode == m_hoveredSource && curve.targetNode == m_hoveredTarget && m_hoveredTarget))
            draw(curve, true);
}

std::optional<std::size_t> LinkView::curveAt(const QPointF& point) const
{
    std::optional<std::size_t> best;
    double bestDistance = hitDistance * hitDistance;
    constexpr int samples = 32;
    for (std::size_t i = 0; i < m_curves.size(); ++i)
        for (int k = 0; k <= samples; ++k) {
            const QPointF d = m_curves[i].path.pointAtPercent(double(k) / samples) - point;
            const double distance = QPointF::dotProduct(d, d);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
    return best;
}

std::optional<QPoint> LinkView::pointOn(std::size_t target) const
{
    const auto& rows = m_session->rows();
    for (const Curve& curve : m_curves)
        if (curve.row < rows.size() && rows[curve.row].targetIndex == target)
            return curve.path.pointAtPercent(0.5).toPoint();
    return std::nullopt;
}

QString LinkView::describe(const Curve& curve) const
{
    const auto& rows = m_session->rows();
    if (curve.row >= rows.size())
        return {};
    if (curve.count > 1)
        return tr("%n entry(ies) between %1 and %2", nullptr, static_cast<int>(curve.count))
            .arg(toQString(m_source->tensorTree()->nodes().path(curve.sourceNode)), toQString(m_target->tensorTree()->nodes().path(curve.targetNode)));
    const MappingRow& row = rows[curve.row];
    QString text = toQString(row.source.empty() ? std::string() : row.source.front()) + QStringLiteral(" \u2192 ") + toQString(row.target);
    text += u'\n' + toQString(row.transform.empty() ? "identity" : row.transform) + QStringLiteral(", ") + TensorTreeModel::stateText(rowStateOf(row.state));
    if (!row.reason.empty())
        text += u'\n' + toQString(row.reason);
    return text;
}

void LinkView::mouseMoveEvent(QMouseEvent* event)
{
    const auto hit = curveAt(event->position());
    const std::uint32_t from = hit ? m_curves[*hit].sourceNode : 0, to = hit ? m_curves[*hit].targetNode : 0;
    setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (from == m_hoveredSource && to == m_hoveredTarget)
        return;
    m_hoveredSource = from;
    m_hoveredTarget = to;
    const QString text = hit ? describe(m_curves[*hit]) : QString();
    QToolTip::showText(event->globalPosition().toPoint(), text, this);
    emit linkHovered(text.section(u'\n', 0, 0));
    update();
}

void LinkView::mousePressEvent(QMouseEvent* event)
{
    const auto hit = curveAt(event->position());
    const auto& rows = m_session->rows();
    if (event->button() == Qt::LeftButton && hit && m_curves[*hit].row < rows.size() && rows[m_curves[*hit].row].targetIndex)
        emit linkClicked(*rows[m_curves[*hit].row].targetIndex);
}

void LinkView::leaveEvent(QEvent*)
{
    m_hoveredSource = m_hoveredTarget = 0;
    emit linkHovered({});
    update();
}

} // namespace tensorgraft
