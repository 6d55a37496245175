#include "ui/window/rules_panel.h"

#include "model_io/mapping/fold_rules.h"
#include "ui/models/format_text.h"
#include "ui/models/sentences.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/window/pattern_delegate.h"
#include "ui/window/transform_delegate.h"

#include <QAction>
#include <QActionGroup>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

namespace tensorgraft {

RulesPanel::RulesPanel(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new RulesModel(this)), m_table(new QTableView(this)), m_job(new JobRunner(this)), m_foldJob(new JobRunner(this))
{
    m_model->setIconProvider(themedIcon);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Rules and filters"));
    m_table->setItemDelegateForColumn(RulesModel::SourceColumn, new PatternDelegate(session, Side::Source, m_table));
    m_table->setItemDelegateForColumn(RulesModel::TargetColumn, new PatternDelegate(session, Side::Target, m_table));
    m_table->setItemDelegateForColumn(RulesModel::TransformColumn, new TransformDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setTextElideMode(Qt::ElideMiddle); // names begin alike
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(RulesModel::SourceColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(RulesModel::TargetColumn, QHeaderView::Stretch);
    header->resizeSection(RulesModel::KindColumn, ems(this, 4.5));
    header->resizeSection(RulesModel::TransformColumn, ems(this, 10));
    header->resizeSection(RulesModel::UseColumn, ems(this, 15));

    makeActions();
    auto* bar = new QHBoxLayout;
    bar->setSpacing(ems(this, 0.2));
    auto* add = new QToolButton(this);
    add->setText(tr("Add"));
    add->setAccessibleName(tr("Add a rule or a filter"));
    add->setPopupMode(QToolButton::InstantPopup);
    add->setAutoRaise(true);
    auto* menu = new QMenu(add);
    menu->addAction(tr("&Rule: source pattern to target pattern"), this, [this] { startNew(RulePlace::Part::Rule); });
    menu->addAction(tr("&Exclude: names that are left alone"), this, [this] { startNew(RulePlace::Part::Exclude); });
    menu->addAction(tr("&Include: only these names take part"), this, [this] { startNew(RulePlace::Part::Include); });
    add->setMenu(menu);
    bar->addWidget(add);
    for (QAction* action : {m_remove, m_up, m_down, m_fold, m_expand}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        bar->addWidget(button);
    }
    m_note = new QLabel(this);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_note, 1);

    m_policies = new QToolButton(this);
    m_policies->setPopupMode(QToolButton::InstantPopup);
    m_policies->setAutoRaise(true);
    m_policies->setToolTip(tr("What happens where a source is missing, shapes differ or nothing fills a target"));
    m_policies->setMenu(makePolicies());
    bar->addWidget(m_policies);

    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0, 0.2);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);

    // Queued: the editor closes before the rows that it stands in change.
    connect(m_model, &RulesModel::textEdited, this, [this](RulePlace place, RuleField field, const QString& text) {
        m_session->change(place.part == RulePlace::Part::Rule ? tr("Edit rule %1").arg(place.index + 1) : tr("Edit the filter %1").arg(text),
                          [place, field, text](const MappingDocument& document) { return withRuleText(document, place, field, text); });
    }, Qt::QueuedConnection);
    connect(m_model, &RulesModel::lineAdded, this, [this](RulePlace::Part part, const MappingRule& rule) {
        const QString name = toQString(rule.target);
        m_session->change(part == RulePlace::Part::Rule      ? tr("Add a rule for %1").arg(name)
                          : part == RulePlace::Part::Include ? tr("Include %1").arg(name)
                                                             : tr("Exclude %1").arg(name),
                          [part, rule](const MappingDocument& document) { return withRuleAdded(document, part, rule); });
    }, Qt::QueuedConnection);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RulesPanel::selectionMoved);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RulesPanel::updateActions);
    connect(session, &Session::documentChanged, this, &RulesPanel::refresh);
    connect(session, &Session::checkChanged, this, [this] {
        m_stale = true;
        if (isVisible())
            computeUse();
        updateActions();
    });
    refresh();
}

void RulesPanel::makeActions()
{
    const auto make = [this](const QString& text, const QString& tip, const QKeySequence& key, auto slot) {
        auto* action = new QAction(text, this);
        action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    make(tr("New rule"), tr("Type a new rule"), QKeySequence(Qt::Key_Insert), [this] { startNew(RulePlace::Part::Rule); });
    m_remove = make(tr("Remove"), tr("Remove the selected lines"), QKeySequence::Delete, [this] { removeSelected(); });
    m_up = make(tr("Up"), tr("Earlier: later rules win"), QKeySequence(QStringLiteral("Ctrl+Up")), [this] { move(true); });
    m_down = make(tr("Down"), tr("Later: later rules win"), QKeySequence(QStringLiteral("Ctrl+Down")), [this] { move(false); });
    m_fold = make(tr("Entries to rules"), tr("Write entries that follow a pattern as rules; the mapping stays the same"), {}, [this] { entriesToRules(); });
    m_expand = make(tr("Rules to entries"), tr("Write out what the selected rules decide, one entry a target"), {}, [this] { rulesToEntries(); });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QMenu* RulesPanel::makePolicies()
{
    auto* menu = new QMenu(this);
    const auto choice = [&](const QString& title, const QStringList& texts, auto member) {
        menu->addSection(title);
        auto* group = new QActionGroup(menu);
        for (int value = 0; value < texts.size(); ++value) {
            QAction* action = menu->addAction(texts[value], this, [this, title, member, value] {
                m_session->change(tr("Policy: %1").arg(title), [member, value](MappingDocument document) {
                    member(document.policy, value);
                    return document;
                });
            });
            action->setCheckable(true);
            group->addAction(action);
            m_policyActions.push_back({action, [member, value](MappingPolicy policy) {
                                           const MappingPolicy before = policy;
                                           member(policy, value);
                                           return policy == before;
                                       }});
        }
    };
    choice(tr("A source is missing"), {tr("Error"), tr("The target keeps its values")},
           [](MappingPolicy& policy, int value) { policy.missingSource = MissingSourcePolicy(value); });
    choice(tr("Shapes differ"), {tr("Error"), tr("The target keeps its values")},
           [](MappingPolicy& policy, int value) { policy.shapeMismatch = ShapeMismatchPolicy(value); });
    choice(tr("Nothing fills a target"), {tr("The target keeps its values"), tr("Error")},
           [](MappingPolicy& policy, int value) { policy.unmappedTarget = UnmappedTargetPolicy(value); });
    choice(tr("Element type that is written"), {tr("The target's"), tr("The source's")},
           [](MappingPolicy& policy, int value) { policy.dtype = DTypePolicy(value); });
    return menu;
}

void RulesPanel::refresh()
{
    const std::vector<RulePlace> selected = selectedPlaces();
    m_model->setDocument(m_session->document());
    m_note->clear();
    if (m_table->selectionModel()->selectedRows().isEmpty()) // a reset lost it
        for (const RulePlace& place : selected)
            if (const auto row = m_model->rowOf(place))
                m_table->selectionModel()->select(m_model->index(*row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const MappingPolicy& policy = m_session->document().policy;
    for (const auto& [action, isSet] : m_policyActions)
        action->setChecked(isSet(policy));
    m_policies->setText(policy == MappingPolicy() ? tr("Policies") : tr("Policies (changed)"));
    updateActions();
}

void RulesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        computeUse();
}

void RulesPanel::computeUse()
{
    if (!m_session->hasBoth()) {
        m_model->setUse(nullptr, nullptr);
        return;
    }
    m_stale = false;
    using Shared = std::shared_ptr<const DocumentUse>;
    const auto document = m_session->sharedDocument();
    const auto target = m_session->model(Side::Target);
    m_job->start<Shared>(
        tr("Matching rules"),
        [document, checked = m_session->sharedCheck(), source = m_session->model(Side::Source), target](const ProgressFn&) -> Result<Shared> {
            return std::make_shared<const DocumentUse>(useOf(*document, *checked, outlineOf(*source), outlineOf(*target)));
        },
        [this, document, target](Result<Shared> result) {
            if (!result || document != m_session->sharedDocument())
                return; // changed in the meantime: the next check asks again
            m_model->setUse(*std::move(result), target);
            selectionMoved();
        });
}

std::vector<RulePlace> RulesPanel::selectedPlaces() const
{
    std::vector<RulePlace> places;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const auto place = m_model->placeOf(index.row()))
            places.push_back(*place);
    return places;
}

void RulesPanel::selectionMoved()
{
    updateActions();
    std::vector<std::size_t> targets;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        targets.insert(targets.end(), m_model->targetsOf(index.row()).begin(), m_model->targetsOf(index.row()).end());
    if (std::ranges::adjacent_find(targets, std::greater_equal{}) != targets.end()) { // one line alone names each once, in order
        std::ranges::sort(targets);
        targets.erase(std::ranges::unique(targets).begin(), targets.end());
    }
    if (isVisible())
        emit targetsSelected(targets);
}

void RulesPanel::selectPlace(RulePlace place)
{
    if (const auto row = m_model->rowOf(place)) {
        m_table->selectRow(*row);
        m_table->scrollTo(m_model->index(*row, 0));
    }
}

void RulesPanel::startNew(RulePlace::Part part)
{
    m_model->setNewPart(part);
    const QModelIndex cell = m_model->index(m_model->newRow(), RulesModel::TargetColumn);
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentIndex(cell);
    m_table->scrollTo(cell);
    m_table->edit(cell);
}

void RulesPanel::removeSelected()
{
    const std::vector<RulePlace> places = selectedPlaces();
    if (places.empty())
        return m_model->clearNew();
    m_session->change(tr("Remove %n line(s)", nullptr, static_cast<int>(places.size())), [places](const MappingDocument& document) { return withRulesRemoved(document, places); });
}

void RulesPanel::move(bool up)
{
    const std::vector<RulePlace> places = selectedPlaces();
    if (places.size() != 1)
        return;
    const RulePlace from = places.front();
    if (up ? from.index == 0 : !m_model->rowOf({from.part, from.index + 1}))
        return;
    m_session->change(tr("Move rule %1").arg(from.index + 1), [from, up](const MappingDocument& document) { return withRuleMoved(document, from, up); });
    selectPlace({from.part, up ? from.index - 1 : from.index + 1});
}

void RulesPanel::entriesToRules()
{
    if (!m_session->hasBoth())
        return;
    using Shared = std::shared_ptr<MappingDocument>;
    const auto before = m_session->sharedDocument();
    m_foldJob->start<Shared>(
        tr("Looking for rules"),
        [before, source = m_session->model(Side::Source), target = m_session->model(Side::Target)](const ProgressFn&) -> Result<Shared> {
            return std::make_shared<MappingDocument>(foldIntoRules(*before, outlineOf(*source), outlineOf(*target)));
        },
        [this, before](Result<Shared> result) {
            if (!result || before != m_session->sharedDocument())
                return;
            const MappingDocument& after = **result;
            if (after == *before) {
                m_note->setText(tr("No entries follow a common pattern."));
                return;
            }
            const int entries = static_cast<int>(before->entries.size() - after.entries.size()), rules = static_cast<int>(after.rules.size() - before->rules.size());
            m_session->change(tr("Entries to rules"), [folded = *result](const MappingDocument&) { return *folded; });
            m_note->setText(sentences(tr("%n entry(ies) became", nullptr, entries), tr("%n rule(s).", nullptr, rules)));
        });
}

void RulesPanel::rulesToEntries()
{
    if (!m_session->hasBoth() || !m_session->isChecked())
        return;
    std::vector<std::size_t> rules;
    for (const RulePlace& place : selectedPlaces())
        if (place.part == RulePlace::Part::Rule)
            rules.push_back(place.index);
    m_session->change(tr("Rules to entries"), [rules, checked = m_session->sharedCheck(), source = m_session->model(Side::Source), target = m_session->model(Side::Target)](const MappingDocument& document) {
        return withRulesAsEntries(document, rules, *checked, source->tensors(), target->tensors());
    });
}

void RulesPanel::updateActions()
{
    const std::vector<RulePlace> places = selectedPlaces();
    const bool one = places.size() == 1;
    m_remove->setEnabled(!places.empty() || m_table->currentIndex().row() == m_model->newRow());
    m_up->setEnabled(one && places.front().index > 0);
    const auto below = one ? m_model->rowOf({places.front().part, places.front().index + 1}) : std::nullopt;
    m_down->setEnabled(below.has_value());
    m_fold->setEnabled(m_session->hasBoth() && m_session->document().entries.size() > 1);
    m_expand->setEnabled(m_session->hasBoth() && m_session->isChecked() && std::ranges::any_of(places, [](const RulePlace& p) { return p.part == RulePlace::Part::Rule; }));
}

} // namespace tensorgraft
