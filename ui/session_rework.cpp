// What makes a whole mapping out of values or out of another mapping: learning, folding into rules, reversing.
#include "model_io/learn/learn.h"
#include "model_io/mapping/fold_rules.h"
#include "model_io/mapping/reverse.h"
#include "ui/phrases/library_text.h"
#include "ui/models/format_text.h"
#include "ui/session.h"

namespace tensorgraft {

void Session::learn()
{
    if (!hasBoth())
        return;
    struct Found {
        std::vector<MappingEntry> entries;
        QStringList notes;
    };
    const auto source = model(Side::Source), target = model(Side::Target);
    matchJob()->start<Found>(
        tr("Comparing values"),
        [source, target](const ProgressFn& progress) -> Result<Found> {
            LearnOptions options;
            options.progress = progress;
            auto learnt = learnMapping(source, target, options);
            if (!learnt)
                return fail(std::move(learnt.error()));
            MatchResult matched;
            matched.matches = std::move(learnt->matches);
            Found found{toEntries(matched, outlineOf(*source), outlineOf(*target)), {}};
            for (const std::string& note : learnt->notes)
                found.notes += libraryText(note);
            return found;
        },
        [this, source, target](Result<Found> result) {
            if (!result) {
                emit matchFailed(result.error());
                return;
            }
            if (source != model(Side::Source) || target != model(Side::Target))
                return; // another model was opened in the meantime
            const int found = static_cast<int>(result->entries.size());
            change(tr("Learn from values (%n entry(ies))", nullptr, found), [entries = std::move(result->entries)](const MappingDocument& document) { return withProposals(document, entries); }, std::size_t(found));
            emit learnt(found, result->notes);
        });
}

void Session::foldRules()
{
    if (!hasBoth())
        return;
    const auto source = model(Side::Source), target = model(Side::Target);
    const auto before = m_document;
    matchJob()->start<MappingDocument>(
        tr("Looking for rules"),
        [source, target, before](const ProgressFn&) -> Result<MappingDocument> { return foldIntoRules(*before, outlineOf(*source), outlineOf(*target)); },
        [this, before](Result<MappingDocument> result) {
            if (!result) {
                emit matchFailed(result.error());
                return;
            }
            if (before != m_document)
                return; // edited in the meantime: what was folded is no longer there
            const int rules = static_cast<int>(result->rules.size()), entries = static_cast<int>(result->entries.size());
            const bool changed = *result != *before;
            edit(tr("Fold entries into rules"), std::move(*result));
            emit folded(rules, entries, changed);
        });
}

void Session::reverse()
{
    if (!hasBoth())
        return;
    struct Back {
        MappingStep step;
        QStringList refused;
    };
    const auto source = model(Side::Source), target = model(Side::Target);
    const auto before = m_document;
    matchJob()->start<Back>(
        tr("Reversing"),
        [source, target, before](const ProgressFn&) -> Result<Back> {
            const Outline from = outlineOf(*source), to = outlineOf(*target);
            ReversedMapping reversed = reverseMapping(*before, tensorgraft::check(*before, from, to), from, to);
            Back back{makeStep(before, std::make_shared<const MappingDocument>(std::move(reversed.document)), true), {}};
            for (const NotReversed& one : reversed.refused)
                back.refused += toQString(one.target) + QStringLiteral(": ") + libraryText(one.reason);
            return back;
        },
        [this, source, target, before](Result<Back> result) {
            if (!result) {
                emit matchFailed(result.error());
                return;
            }
            if (before != m_document || source != model(Side::Source) || target != model(Side::Target))
                return;
            pushStep(tr("Reverse the mapping"), std::move(result->step));
            emit reversed(result->refused);
        });
}

} // namespace tensorgraft
