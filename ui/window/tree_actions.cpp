#include "ui/window/tree_actions.h"

#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/window/link_view.h"
#include "ui/window/model_pane.h"
#include "ui/window/step_scroller.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <unordered_set>

namespace tensorgraft {
namespace {

/// Findings that are looked up for the way to the next one; the states know the others.
constexpr std::size_t findingsAsked = 20'000;

} // namespace

TreeActions::TreeActions(Session* session, ModelPane* source, ModelPane* target, LinkView* links, QObject* parent)
    : QObject(parent), m_session(session), m_source(source), m_target(target), m_scroller(new StepScroller(session, source->view(), target->view(), this)),
      m_layouts(new QActionGroup(this))
{
    const std::tuple<TreeLayout, QString, QString, const char*> layouts[] = {
        {TreeLayout::Layers, tr("By &layers"), QStringLiteral("Alt+1"), "layer"},
        {TreeLayout::Scopes, tr("By &scopes"), QStringLiteral("Alt+2"), "scope"},
        {TreeLayout::Flat, tr("&Flat list"), QStringLiteral("Alt+3"), "flat"},
    };
    for (const auto& [value, text, shortcut, icon] : layouts) {
        QAction* action = add(text, shortcut, tr("How the tree with the focus shows its tensors"), [this, value = value] { pane(activeSide())->view()->setTreeLayout(value); });
        action->setIcon(themedIcon(QString::fromLatin1(icon)));
        action->setCheckable(true);
        action->setData(int(value));
        m_layouts->addAction(action);
    }
    m_pictures = addSwitch(tr("T&humbnails"), QStringLiteral("Alt+4"), tr("Small pictures of the tensors in both trees"), QStringLiteral("trees/thumbnails"), [this](bool on) {
        for (const Side side : {Side::Source, Side::Target})
            pane(side)->view()->setThumbnailsShown(on);
    });
    m_inStep = addSwitch(tr("Scroll in ste&p"), QStringLiteral("Ctrl+J"), tr("Scrolling one tree keeps the mapped rows of the other beside it"), QStringLiteral("trees/inStep"),
                         [this](bool on) { m_scroller->setEnabled(on); });
    m_showCounterpart = addSwitch(tr("Show the counterpa&rt"), QStringLiteral("Ctrl+Shift+J"), tr("Selecting a row in one tree shows what it is mapped with in the other"),
                                  QStringLiteral("trees/showCounterpart"), [](bool) {});
    m_nextUnmapped = add(tr("Ne&xt unmapped target"), QStringLiteral("F3"), tr("Go to the next tensor of the target that nothing fills"), [this] { goToUnmapped(true); });
    m_previousUnmapped = add(tr("&Previous unmapped target"), QStringLiteral("Shift+F3"), tr("Go to the tensor before that nothing fills"), [this] { goToUnmapped(false); });
    m_nextWarning = add(tr("Next &warning"), QStringLiteral("F4"), tr("Go to the next tensor with a warning or a conflict"), [this] { goToWarning(true); });
    m_previousWarning = add(tr("Previous warn&ing"), QStringLiteral("Shift+F4"), tr("Go to the tensor before with a warning or a conflict"), [this] { goToWarning(false); });
    m_counterpart = add(tr("&Go to the counterpart"), QStringLiteral("Ctrl+G"), tr("Go to what the current row is mapped with in the other tree"), [this] { goToCounterpart(); });

    for (const Side side : {Side::Source, Side::Target})
        connect(pane(side)->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, side] { currentMoved(side); });
    connect(links, &LinkView::endsHovered, this, [this](std::uint32_t sourceNode, std::uint32_t targetNode) {
        m_source->view()->setHighlighted(sourceNode ? std::vector{sourceNode} : std::vector<std::uint32_t>());
        m_target->view()->setHighlighted(targetNode ? std::vector{targetNode} : std::vector<std::uint32_t>());
    });
    connect(session, &Session::modelOpened, this, &TreeActions::updateEnabled);
    connect(session, &Session::modelClosed, this, &TreeActions::updateEnabled);
    updateEnabled();
}

QAction* TreeActions::add(const QString& text, const QString& shortcut, const QString& tip, std::function<void()> triggered)
{
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(shortcut));
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, std::move(triggered));
    return action;
}

QAction* TreeActions::addSwitch(const QString& text, const QString& shortcut, const QString& tip, const QString& key, std::function<void(bool)> toggled)
{
    QAction* action = add(text, shortcut, tip, [] {});
    action->setCheckable(true);
    connect(action, &QAction::toggled, this, [key, toggled](bool on) {
        toggled(on);
        appSettings().setValue(key, on);
    });
    action->setChecked(appSettings().value(key, false).toBool());
    return action;
}

void TreeActions::fillViewMenu(QMenu* menu) const
{
    menu->addActions(m_layouts->actions());
    connect(menu, &QMenu::aboutToShow, this, [this] {
        for (QAction* action : m_layouts->actions())
            action->setChecked(action->data().toInt() == int(pane(activeSide())->view()->treeLayout()));
    });
    menu->addSeparator();
    menu->addActions({m_pictures, m_inStep, m_showCounterpart});
}

void TreeActions::fillGoMenu(QMenu* menu) const
{
    menu->addActions({m_nextUnmapped, m_previousUnmapped, m_nextWarning, m_previousWarning});
    menu->addAction(m_counterpart);
}

void TreeActions::updateEnabled()
{
    const bool both = m_session->hasBoth();
    for (QAction* action : {m_nextUnmapped, m_previousUnmapped, m_nextWarning, m_previousWarning, m_counterpart})
        action->setEnabled(both);
}

Side TreeActions::activeSide() const
{
    return m_target->isAncestorOf(QApplication::focusWidget()) || !m_session->model(Side::Source) ? Side::Target : Side::Source;
}

void TreeActions::goToUnmapped(bool forward)
{
    const auto& target = m_session->model(Side::Target);
    go(forward, tr("Nothing in the target is unmapped."), [this, &target](std::size_t tensor) {
        const TensorRole role = target->tensors()[tensor].role;
        return m_session->tree(Side::Target)->state(tensor) == RowState::Kept && role != TensorRole::OptimizerState && role != TensorRole::Bookkeeping;
    });
}

void TreeActions::goToWarning(bool forward)
{
    // Findings also name tensors that nothing fills; their state is that they are kept.
    std::unordered_set<std::size_t> found;
    std::size_t asked = 0;
    for (const Diagnostic& finding : m_session->check().diagnostics)
        if (finding.severity != Severity::Info && !finding.target.empty() && m_session->hasBoth() && ++asked <= findingsAsked)
            if (const auto tensor = m_session->model(Side::Target)->find(finding.target))
                found.insert(*tensor);
    go(forward, tr("There are no warnings."), [this, &found](std::size_t tensor) {
        const RowState state = m_session->tree(Side::Target)->state(tensor);
        return state == RowState::Warning || state == RowState::Conflict || found.contains(tensor);
    });
}

void TreeActions::go(bool forward, const QString& nothing, const std::function<bool(std::size_t)>& wanted)
{
    if (!m_session->hasBoth())
        return;
    TensorTreeView* view = m_target->view();
    const TreeArrangement& all = view->rowsModel()->arrangement();
    const TreeNodes& nodes = view->tensorTree()->nodes();
    const std::uint32_t count = all.size(), current = all.placeOf(view->nodeOf(view->currentIndex()));
    std::uint32_t place = current == TreeArrangement::none ? (forward ? count - 1 : 0) : current;
    for (std::uint32_t step = 0; step < count; ++step) {
        place = forward ? (place + 1) % count : (place + count - 1) % count;
        const std::uint32_t node = all.nodes[place];
        if (!nodes[node].isTensor() || !wanted(nodes[node].tensor))
            continue;
        const QModelIndex there = view->revealNode(node);
        view->setCurrentIndex(there);
        view->setFocus(Qt::ShortcutFocusReason);
        const bool wrapped = current != TreeArrangement::none && (forward ? place <= current : place >= current);
        emit said(wrapped && place != current ? tr("Once around the end") : QString());
        return;
    }
    emit said(nothing);
}

void TreeActions::goToCounterpart()
{
    const Side side = activeSide();
    TensorTreeView *here = pane(side)->view(), *there = pane(opposite(side))->view();
    const std::uint32_t node = here->currentIndex().isValid() && m_session->hasBoth() ? m_scroller->counterpart(side, here->nodeOf(here->currentIndex())) : 0;
    const QModelIndex index = node ? there->revealNode(node) : QModelIndex();
    if (!index.isValid()) {
        emit said(node ? tr("The filter hides the counterpart.") : tr("The current row is not mapped."));
        return;
    }
    there->setCurrentIndex(index);
    there->setFocus(Qt::ShortcutFocusReason);
    emit said({});
}

void TreeActions::currentMoved(Side side)
{
    TensorTreeView* view = pane(side)->view();
    if (!m_showCounterpart->isChecked() || m_revealing || !view->hasFocus() || !m_session->hasBoth() || !view->currentIndex().isValid())
        return;
    const std::uint32_t node = m_scroller->counterpart(side, view->nodeOf(view->currentIndex()));
    if (!node)
        return;
    m_revealing = true;
    if (const QModelIndex there = pane(opposite(side))->view()->revealNode(node); there.isValid())
        pane(opposite(side))->view()->setHighlighted({node});
    m_revealing = false;
}

} // namespace tensorgraft
