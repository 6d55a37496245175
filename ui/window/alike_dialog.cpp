#include "ui/window/alike_dialog.h"

#include "ui/models/alike_pairs_model.h"
#include "ui/models/format_text.h"
#include "ui/models/rule_edit.h"
#include "ui/models/sentences.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/theme/plain_buttons.h"
#include "ui/theme/spacing.h"
#include "ui/window/table_selection.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {
namespace {
/// Lines of the preview; a rule may fill a hundred thousand.
constexpr std::size_t mostShown = 2000;
} // namespace

AlikeDialog::AlikeDialog(Session* session, const std::vector<DropPair>& made, std::vector<DropPair> pairs, QWidget* parent)
    : QDialog(parent), m_session(session), m_source(session->model(Side::Source)), m_target(session->model(Side::Target)),
      m_document(session->sharedDocument()), m_pairs(std::make_shared<const std::vector<DropPair>>(std::move(pairs))), m_job(new JobRunner(this)), m_form(new QComboBox(this)),
      m_note(new QLabel(this)), m_model(new AlikePairsModel(m_source, m_target, this)), m_list(new QTableView(this))
{
    setWindowTitle(tr("Do the same for the others"));
    auto* intro = new QLabel(tr("These tensors differ from the ones you mapped only by the numbers in their names."), this);
    intro->setWordWrap(true);
    m_form->setObjectName(QStringLiteral("form"));
    m_form->addItem(tr("%n entry(ies), one a target", nullptr, static_cast<int>(m_pairs->size())));
    m_form->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* label = new QLabel(tr("&Write it as:"), this);
    label->setBuddy(m_form);
    auto* row = new QHBoxLayout;
    row->setSpacing(ems(this, 0.6));
    row->addWidget(label);
    row->addWidget(m_form, 1);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_list->setModel(m_model);
    m_list->setAlternatingRowColors(true);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setTabKeyNavigation(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(ems(this, 1.45)); // as rows are in the other tables
    m_list->setAccessibleName(tr("Pairs to map"));
    keepHeaderOutOfSelection(m_list);
    for (const int column : {0, 1})
        m_list->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_list->horizontalHeader()->resizeSection(2, ems(this, 11));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Map"));
    makePlain(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(intro);
    layout->addLayout(row);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    resize(ems(this, 42), ems(this, 24));
    connect(m_form, &QComboBox::currentIndexChanged, this, &AlikeDialog::showForm);
    showForm();
    lookForRules(made);
}

void AlikeDialog::lookForRules(const std::vector<DropPair>& made)
{
    std::vector<std::string> targets;
    for (const DropPair& pair : made)
        targets.push_back(m_target->tensors()[pair.target].name);
    m_job->start<std::vector<Generalisation>>(
        tr("Looking for rules"),
        [targets, document = m_document, source = m_source, target = m_target](const ProgressFn&) -> Result<std::vector<Generalisation>> {
            std::vector<std::size_t> entries;
            for (std::size_t i = 0; i < document->entries.size(); ++i)
                if (std::ranges::find(targets, document->entries[i].target) != targets.end())
                    entries.push_back(i);
            if (entries.empty())
                return std::vector<Generalisation>();
            return generalise(*document, entries, outlineOf(*source), outlineOf(*target));
        },
        [this](Result<std::vector<Generalisation>> rules) {
            if (!rules)
                return;
            m_rules = *std::move(rules);
            for (const Generalisation& g : m_rules)
                m_form->addItem(tr("rule: %1 \u2192 %2").arg(joinedSources(g.rule.source), toQString(g.rule.target)));
        });
}

void AlikeDialog::showForm()
{
    m_note->clear();
    const Generalisation* rule = chosenRule();
    if (!rule)
        return m_model->setPairs(m_pairs, true);
    auto adds = std::make_shared<std::vector<DropPair>>();
    for (std::size_t i = 0; i < std::min(rule->adds.size(), mostShown); ++i)
        adds->push_back({rule->adds[i].sources, rule->adds[i].target, rule->adds[i].transform});
    m_model->setPairs(std::move(adds), false);
    QString note = sentences(tr("The rule fills %n more target(s)", nullptr, static_cast<int>(rule->adds.size())),
                             tr("and takes the place of %n entry(ies).", nullptr, static_cast<int>(rule->replaces.size())));
    if (!rule->problems.empty())
        note = sentences(sentences(note, tr("%n new finding(s):", nullptr, static_cast<int>(rule->problems.size()))), libraryText(rule->problems.front().message));
    m_note->setText(note);
}

const Generalisation* AlikeDialog::chosenRule() const
{
    const int index = m_form->currentIndex() - 1;
    return index >= 0 && index < static_cast<int>(m_rules.size()) ? &m_rules[std::size_t(index)] : nullptr;
}

std::vector<DropPair> AlikeDialog::chosen() const
{
    return chosenRule() ? std::vector<DropPair>() : m_model->chosen();
}

} // namespace tensorgraft
