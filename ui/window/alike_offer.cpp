#include "ui/window/alike_offer.h"

#include "ui/models/alike_pairs.h"
#include "ui/session.h"
#include "ui/window/alike_dialog.h"
#include "ui/window/message_bar.h"

namespace tensorgraft {
namespace {
/// A whole scope needs no "others".
constexpr std::size_t mostExamples = 8;
} // namespace

AlikeOffer::AlikeOffer(Session* session, MessageBar* messages, QWidget* window)
    : QObject(window), m_session(session), m_messages(messages), m_window(window), m_job(new JobRunner(this))
{
    connect(session, &Session::dropApplied, this, &AlikeOffer::offer);
}

void AlikeOffer::look(const std::vector<DropPair>& made, Found found)
{
    const auto source = m_session->model(Side::Source), target = m_session->model(Side::Target);
    m_job->start<std::vector<DropPair>>(
        tr("Looking for others"),
        [made, source, target, rows = m_session->sharedRows()](const ProgressFn&) -> Result<std::vector<DropPair>> {
            std::vector<bool> taken(target->tensors().size());
            for (const MappingRow& row : *rows)
                if (row.targetIndex && *row.targetIndex < taken.size())
                    taken[*row.targetIndex] = true;
            return alikePairs(made, outlineOf(*source), outlineOf(*target), std::move(taken));
        },
        [this, source, target, found = std::move(found)](Result<std::vector<DropPair>> alike) {
            if (alike && source == m_session->model(Side::Source) && target == m_session->model(Side::Target))
                found(*alike);
        });
}

void AlikeOffer::offer(const std::vector<DropPair>& made)
{
    m_messages->dismiss();
    m_job->cancel();
    if (made.empty() || made.size() > mostExamples || !m_session->hasBoth())
        return;
    look(made, [this, made](const std::vector<DropPair>& alike) {
        if (alike.empty())
            return;
        const int count = static_cast<int>(alike.size());
        m_messages->show(MessageBar::Kind::Information, tr("Do the same for the %n alike?", nullptr, count), {},
                         {{tr("Map %n", nullptr, count), [this, alike, count] { m_session->mapPairs(tr("Map %n alike", nullptr, count), alike); }},
                          {tr("Preview, or as a rule..."), [this, made, alike] { openDialog(made, alike); }}});
    });
}

void AlikeOffer::openFor(const std::vector<MappingRow>& rows)
{
    std::vector<DropPair> made;
    for (const MappingRow& row : rows)
        if (row.targetIndex && row.sourceIndices.size() == row.source.size() && !row.source.empty() && made.size() < mostExamples)
            made.push_back({row.sourceIndices, *row.targetIndex, row.transform});
    if (made.empty() || !m_session->hasBoth())
        return;
    look(made, [this, made](const std::vector<DropPair>& alike) {
        if (alike.empty())
            m_messages->show(MessageBar::Kind::Information, tr("No other tensors differ from these by the numbers in their names and fit as well."));
        else
            openDialog(made, alike);
    });
}

void AlikeOffer::openDialog(const std::vector<DropPair>& made, const std::vector<DropPair>& alike)
{
    if (!m_session->hasBoth())
        return;
    auto* dialog = new AlikeDialog(m_session, made, alike, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const Generalisation* rule = dialog->chosenRule()) {
            if (dialog->document() == m_session->sharedDocument()) // else the entries that it replaces are others
                m_session->change(tr("Rule for %n more", nullptr, static_cast<int>(rule->adds.size())), [rule = *rule](const MappingDocument& document) { return withGeneralisation(document, rule); }, rule->replaces.size());
            return;
        }
        const auto chosen = dialog->chosen();
        m_session->mapPairs(tr("Map %n alike", nullptr, static_cast<int>(chosen.size())), chosen);
    });
    dialog->open();
}

} // namespace tensorgraft
