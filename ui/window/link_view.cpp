#include "ui/window/link_view.h"

#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/tensor_tree_view.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace tensorgraft {
namespace {

/// Tensors inside collapsed scopes that one paint looks at, shared among the scopes in sight: where they hold more, a sample
/// spread over each. The numbers on bundles are then estimates and say so.
constexpr std::uint32_t sampleBudget = 16'384, leastOfAScope = 64;
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

/// Colour never speaks alone: warnings are dashed, conflicts dotted, what is left out has long dashes with dots.
Qt::PenStyle styleOf(TargetState state)
{
    switch (state) {
    case TargetState::Warning: return Qt::DashLine;
    case TargetState::Conflict: return Qt::DotLine;
    case TargetState::Kept:
    case TargetState::Excluded: return Qt::DashDotLine;
    case TargetState::Mapped: break;
    }
    return Qt::SolidLine;
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
    connect(session, &Session::checkChanged, this, qOverload<>(&QWidget::update));
}

QSize LinkView::sizeHint() const { return {ems(this, 5), ems(this, 10)}; }

QSize LinkView::minimumSizeHint() const { return {ems(this, 2.5), ems(this, 2)}; }

bool LinkView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint)
        update();
    return QWidget::eventFilter(watched, event);
}

void LinkView::setSelectedTargets(std::vector<std::size_t> targets)
{
    m_selectedTargets.assign(targets.empty() ? 0 : std::ranges::max(targets) + 1, false);
    for (const std::size_t target : targets)
        m_selectedTargets[target] = true;
    update();
}

LinkView::VisibleRows LinkView::visibleRows(const TensorTreeView* view) const
{
    VisibleRows rows;
    rows.view = view;
    const QWidget* viewport = view->viewport();
    // Both widgets live in the same window; y differs by headers and filters.
    rows.offset = mapFromGlobal(viewport->mapToGlobal(QPoint())).y();
    rows.top = rows.offset;
    rows.bottom = rows.offset + viewport->height();
    const int count = view->rowsModel()->rowCount();
    if (!view->isVisible() || count == 0)
        return rows;
    rows.first = std::max(0, view->rowAt(0));
    const int last = view->rowAt(viewport->height() - 1);
    rows.last = last < 0 ? count - 1 : last;
    return rows;
}

void LinkView::computeCurves()
{
    m_curves.clear();
    const auto& rows = m_session->rows();
    const LinkIndex& links = m_session->links();
    if (rows.empty() || !m_session->hasBoth() || links.targetCount() != m_session->model(Side::Target)->tensors().size() ||
        links.sourceCount() != m_session->model(Side::Source)->tensors().size())
        return;
    const VisibleRows left = visibleRows(m_source), right = visibleRows(m_target);

    // The entries that touch a row in sight, each with its weight: more than 1 where a collapsed scope is sampled.
    std::vector<std::pair<std::uint32_t, double>> candidates;
    std::uint32_t collapsed = 1;
    for (const VisibleRows* visible : {&left, &right})
        for (int row = visible->first; row <= visible->last; ++row)
            collapsed += !visible->view->rowsModel()->isExpanded(visible->view->rowsModel()->nodeAt(row)) && visible->view->rowsModel()->hasChildren(row);
    const std::uint32_t mostOfAScope = std::max(leastOfAScope, sampleBudget / collapsed);
    const auto collect = [&](const VisibleRows& visible, const auto& rowsOf) {
        const TensorRowsModel* model = visible.view->rowsModel();
        const TreeNodes& nodes = visible.view->tensorTree()->nodes();
        const TreeArrangement& all = model->arrangement();
        for (int row = visible.first; row <= visible.last; ++row) {
            const std::uint32_t node = model->nodeAt(row);
            if (nodes[node].isTensor()) {
                rowsOf(nodes[node].tensor, 1.0);
            } else if (!model->isExpanded(node)) {
                const std::uint32_t place = all.placeOf(node), end = all.ends[place];
                const std::uint32_t step = std::max<std::uint32_t>(1, (end - place) / mostOfAScope);
                for (std::uint32_t p = place + 1; p < end; p += step)
                    if (nodes[all.nodes[p]].isTensor())
                        rowsOf(nodes[all.nodes[p]].tensor, double(step));
            }
        }
    };
    collect(right, [&](std::size_t tensor, double weight) {
        if (const auto row = links.rowOfTarget(tensor))
            candidates.emplace_back(static_cast<std::uint32_t>(*row), weight);
    });
    collect(left, [&](std::size_t tensor, double weight) {
        for (const std::uint32_t row : links.rowsOfSource(tensor))
            candidates.emplace_back(row, weight);
    });
    std::ranges::sort(candidates); // of an entry found from both sides the one with the smaller weight, the surer, stays
    const auto duplicates = std::ranges::unique(candidates, {}, &std::pair<std::uint32_t, double>::first);
    candidates.erase(duplicates.begin(), duplicates.end());

    /// y of a row; true where it is out of sight.
    const auto place = [](const VisibleRows& visible, int row) {
        const int height = visible.view->verticalHeader()->defaultSectionSize();
        const int y = visible.offset + visible.view->rowViewportPosition(row) + height / 2;
        return std::pair(double(std::clamp(y, visible.top, visible.bottom)), y < visible.top || y > visible.bottom);
    };
    std::unordered_map<std::uint64_t, std::size_t> bundles;
    constexpr std::size_t nothing = std::numeric_limits<std::size_t>::max();
    std::vector<double> weights;
    for (const auto& [r, weight] : candidates) {
        if (r >= rows.size() || !rows[r].targetIndex)
            continue;
        const MappingRow& row = rows[r];
        const int to = m_target->rowsModel()->rowStandingFor(m_target->tensorTree()->nodes().nodeOfTensor(*row.targetIndex));
        if (to < 0)
            continue; // filtered away
        for (const std::size_t s : row.sourceIndices) {
            const int from = s < links.sourceCount() ? m_source->rowsModel()->rowStandingFor(m_source->tensorTree()->nodes().nodeOfTensor(s)) : -1;
            if (from < 0)
                continue;
            const auto [it, isNew] = bundles.try_emplace((std::uint64_t(from) << 32) | std::uint64_t(to), m_curves.size());
            if (isNew) {
                Curve curve;
                curve.sourceNode = m_source->rowsModel()->nodeAt(from);
                curve.targetNode = m_target->rowsModel()->nodeAt(to);
                curve.row = r;
                curve.count = 0;
                const auto [y1, fadedLeft] = place(left, from);
                const auto [y2, fadedRight] = place(right, to);
                curve.faded = fadedLeft || fadedRight;
                if (fadedLeft && fadedRight) {
                    it->second = nothing;
                    continue;
                }
                curve.from = y1;
                curve.to = y2;
                curve.path.moveTo(0, y1);
                const double bend = width() * 0.5;
                curve.path.cubicTo(bend, y1, width() - bend, y2, width(), y2);
                m_curves.push_back(std::move(curve));
                weights.push_back(0);
            }
            if (it->second == nothing)
                continue;
            Curve& curve = m_curves[it->second];
            ++curve.count;
            weights[it->second] += weight;
            if (worse(row.state) > worse(curve.state) || curve.count == 1)
                curve.state = row.state;
            curve.selected = curve.selected || (*row.targetIndex < m_selectedTargets.size() && m_selectedTargets[*row.targetIndex]);
        }
    }
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        m_curves[i].isEstimate = weights[i] > double(m_curves[i].count);
        m_curves[i].count = static_cast<std::size_t>(std::llround(weights[i]));
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
    drawCounts(painter);
}

void LinkView::drawCounts(QPainter& painter) const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    std::vector<QRectF> taken;
    for (const Curve& curve : m_curves) {
        if (curve.count < 2)
            continue;
        const QString text = (curve.isEstimate ? QStringLiteral("~") : QString()) + locale().toString(qulonglong(curve.count));
        QRectF chip(0, 0, metrics.horizontalAdvance(text) + metrics.height() * 0.7, metrics.height());
        chip.moveCenter(QPointF(width() / 2.0, (curve.from + curve.to) / 2));
        // Where two chips would lie on each other the first one stays; hovering tells the other.
        if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(chip); }))
            continue;
        taken.push_back(chip);
        const QColor colour = curve.selected ? palette().color(QPalette::Highlight) : signalColor(signalOf(curve.state), palette());
        painter.setPen(QPen(colour, 1));
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(chip, Qt::AlignCenter, text);
    }
    painter.setBrush(Qt::NoBrush);
}

std::optional<std::size_t> LinkView::curveAt(const QPointF& point) const
{
    std::optional<std::size_t> best;
    double bestDistance = hitDistance * hitDistance;
    constexpr int samples = 32;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const auto [low, high] = std::minmax(m_curves[i].from, m_curves[i].to);
        if (point.y() < low - hitDistance || point.y() > high + hitDistance)
            continue;
        QPointF before = m_curves[i].path.pointAtPercent(0);
        for (int k = 1; k <= samples; ++k) {
            // To the segment, not to its ends: steep curves have far-apart samples.
            const QPointF after = m_curves[i].path.pointAtPercent(double(k) / samples), along = after - before, d = point - before;
            const double length = QPointF::dotProduct(along, along);
            const double t = length > 0 ? std::clamp(QPointF::dotProduct(d, along) / length, 0.0, 1.0) : 0.0;
            const QPointF off = d - t * along;
            if (const double distance = QPointF::dotProduct(off, off); distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
            before = after;
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

std::size_t LinkView::entriesOf(int curve) const { return m_curves[std::size_t(curve)].count; }

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
        text += u'\n' + libraryText(row.reason);
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
    emit endsHovered(from, to);
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
    emit endsHovered(0, 0);
    update();
}

} // namespace tensorgraft
