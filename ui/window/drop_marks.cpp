#include "ui/window/drop_marks.h"

#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/window/drop_text.h"
#include "ui/window/mark_overlay.h"
#include "ui/window/message_bar.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QApplication>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <algorithm>

namespace tensorgraft {

DropMarks::DropMarks(Session* session, TensorTreeView* source, TensorTreeView* target, MessageBar* messages, QObject* parent)
    : QObject(parent), m_session(session), m_views{source, target}, m_overlays{new MarkOverlay(source), new MarkOverlay(target)}, m_messages(messages),
      m_mark(new QAction(tr("&Mark for mapping"), this)), m_map(new QAction(tr("Map &onto the current row"), this)), m_clear(new QAction(tr("Clear marks"), this)),
      m_exclude(new QAction(themedIcon(QStringLiteral("state-excluded")), tr("E&xclude from the mapping"), this)), m_include(new QAction(tr("&Include again"), this))
{
    m_mark->setShortcut(QKeySequence(QStringLiteral("Ctrl+M")));
    m_mark->setStatusTip(tr("Mark the selected rows; then go to a row of the other side and press Return"));
    m_map->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+M")));
    m_map->setStatusTip(tr("Map what is marked, or selected in the source, onto the current row of the other side"));
    connect(m_mark, &QAction::triggered, this, &DropMarks::markSelected);
    connect(m_map, &QAction::triggered, this, &DropMarks::map);
    connect(m_clear, &QAction::triggered, this, &DropMarks::clear);
    connect(m_exclude, &QAction::triggered, this, [this] { setExcluded(true); });
    connect(m_include, &QAction::triggered, this, [this] { setExcluded(false); });
    for (TensorTreeView* v : m_views) {
        makeMenu(v);
        v->installEventFilter(this);
        connect(v, &TensorTreeView::mapRequested, this, &DropMarks::map);
        connect(v->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DropMarks::updateActions);
        connect(v->selectionModel(), &QItemSelectionModel::currentChanged, this, &DropMarks::updateActions);
    }
    connect(session, &Session::modelOpened, this, &DropMarks::clear);
    connect(session, &Session::modelClosed, this, &DropMarks::clear);
    connect(session, &Session::checkChanged, this, &DropMarks::updateActions);
    connect(session, &Session::dropApplied, this, &DropMarks::clear);
    updateActions();
}

void DropMarks::makeMenu(TensorTreeView* v)
{
    v->setContextMenuPolicy(Qt::ActionsContextMenu);
    v->addActions({m_mark, m_map, m_clear});
    if (v->side() != Side::Target)
        return;
    auto* separator = new QAction(v);
    separator->setSeparator(true);
    v->addActions({separator, m_exclude, m_include});
}

Side DropMarks::focusedSide() const
{
    const QWidget* focused = QApplication::focusWidget();
    if (focused && (focused == view(Side::Target) || view(Side::Target)->isAncestorOf(focused)))
        return Side::Target;
    return Side::Source;
}

void DropMarks::markSelected()
{
    const Side side = focusedSide();
    const TensorMime selected = view(side)->selectedRows();
    if (selected.nodes.empty())
        return;
    if (m_marked.nodes.empty() || m_marked.side != side || m_marked.token != selected.token) {
        m_marked = {};
        m_marked.side = side;
        m_marked.token = selected.token;
    }
    std::vector<std::uint32_t>& nodes = m_marked.nodes;
    const auto isMarked = [&](std::uint32_t node) { return std::ranges::find(nodes, node) != nodes.end(); };
    if (std::ranges::all_of(selected.nodes, isMarked))
        std::erase_if(nodes, [&](std::uint32_t node) { return std::ranges::find(selected.nodes, node) != selected.nodes.end(); });
    else
        for (const std::uint32_t node : selected.nodes)
            if (!isMarked(node))
                nodes.push_back(node);
    m_overlays[std::size_t(side)]->setNodes(nodes);
    m_overlays[std::size_t(opposite(side))]->setNodes({});
    const int count = static_cast<int>(nodes.size());
    emit said(count == 0 ? QString()
              : side == Side::Source ? tr("%n marked. Go to a row of the target and press Return; Escape takes the marks away.", nullptr, count)
                                     : tr("%n marked. Go to a row of the source and press Return; Escape takes the marks away.", nullptr, count));
    updateActions();
}

void DropMarks::map()
{
    const bool marks = !m_marked.nodes.empty();
    const TensorMime dragged = marks ? m_marked : view(Side::Source)->selectedRows();
    const Side onto = opposite(dragged.side);
    const std::uint32_t node = view(onto)->nodeOf(view(onto)->currentIndex());
    if (!m_session->hasBoth() || dragged.nodes.empty() || node == 0) {
        m_messages->show(MessageBar::Kind::Information, tr("Select what to take in the source, and a row in the target; then map."));
        return;
    }
    const DropProposal proposal = m_session->proposeDrop(dragged, onto, node);
    if (!m_session->applyDrop(dragged, onto, node))
        m_messages->show(MessageBar::Kind::Warning, dropText(proposal));
}

void DropMarks::clear()
{
    if (m_marked.nodes.empty())
        return;
    m_marked = {};
    for (MarkOverlay* overlay : m_overlays)
        overlay->setNodes({});
    emit said({});
    updateActions();
}

std::vector<std::size_t> DropMarks::selectedTargets() const
{
    std::vector<std::size_t> targets;
    const TreeNodes& nodes = m_session->tree(Side::Target)->nodes();
    for (const std::uint32_t node : view(Side::Target)->selectedRows().nodes)
        for (const std::size_t target : nodes.tensorsBelow(node))
            targets.push_back(target);
    return targets;
}

void DropMarks::setExcluded(bool excluded)
{
    const std::vector<std::size_t> targets = selectedTargets();
    if (!targets.empty())
        m_session->setExcluded(targets, excluded);
}

void DropMarks::updateActions()
{
    const bool both = m_session->hasBoth(), marks = !m_marked.nodes.empty();
    const bool sourceSelected = view(Side::Source)->selectionModel()->hasSelection(), targetSelected = view(Side::Target)->selectionModel()->hasSelection();
    const Side onto = marks ? opposite(m_marked.side) : Side::Target;
    m_mark->setEnabled(both && (sourceSelected || targetSelected));
    m_map->setEnabled(both && (marks || sourceSelected) && view(onto)->currentIndex().isValid());
    m_clear->setEnabled(marks);
    m_exclude->setEnabled(both && targetSelected);
    m_include->setEnabled(both && targetSelected && !m_session->document().exclude.empty());
}

bool DropMarks::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_marked.nodes.empty()) {
        clear();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tensorgraft
