#include "ui/window/compare_subject.h"

#include "model_io/transfer/transformed_model.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"

#include <QCoreApplication>
#include <algorithm>

namespace tensorgraft {

CompareSubject compareSubject(const Session& session, std::size_t target)
{
    CompareSubject subject;
    if (!session.hasBoth() || target >= session.model(Side::Target)->tensors().size())
        return subject;
    const std::vector<ResolvedEntry>& entries = session.check().entries;
    const auto entry = std::ranges::lower_bound(entries, target, {}, &ResolvedEntry::target);
    if (entry != entries.end() && entry->target == target && std::ranges::all_of(entry->sources, [&](std::size_t s) { return s < session.model(Side::Source)->tensors().size(); })) {
        const TensorInfo& info = session.model(Side::Target)->tensors()[target];
        QStringList names;
        for (const std::size_t s : entry->sources)
            names << toQString(session.model(Side::Source)->tensors()[s].name);
        subject.sources = names.join(QStringLiteral(" + "));
        subject.transform = toQString(entry->transform.toString());
        subject.written = {transformedModel(session.model(Side::Source), entry->sources, entry->resolved, info), 0};
        subject.target = {session.model(Side::Target), target};
        return subject;
    }
    for (const MappingRow& row : session.rows())
        if (row.targetIndex == target) {
            subject.problem = QCoreApplication::translate("CompareSubject", "This entry cannot be run, so there is nothing to compare.");
            if (!row.reason.empty())
                subject.problem += u'\n' + libraryText(row.reason);
            return subject;
        }
    subject.problem = QCoreApplication::translate("CompareSubject", "Nothing is mapped onto this tensor: it keeps its own value.");
    return subject;
}

} // namespace tensorgraft
