// Pairing as Keras' load_weights() does.
#include "model_io/mapping/matchers_keras.h"
#include "ui/phrases/library_text.h"
#include "ui/models/format_text.h"
#include "ui/session.h"

namespace tensorgraft {

void Session::matchAsKeras(KerasOrder order)
{
    if (!hasBoth())
        return;
    using Shared = std::shared_ptr<const KerasMatch>;
    const auto source = model(Side::Source), target = model(Side::Target);
    matchJob()->start<Shared>(
        tr("Matching"),
        [source, target, order](const ProgressFn&) -> Result<Shared> {
            // What has another shape keeps its values and is reported: a click shall not end in nothing.
            const Outline from = outlineOf(*source), to = outlineOf(*target);
            return std::make_shared<const KerasMatch>(order == KerasOrder::ByName ? matchByName(from, to, true) : matchTopological(from, to, true));
        },
        [this, source, target, order](Result<Shared> result) {
            if (!result) {
                emit matchFailed(result.error());
                return;
            }
            if (source != model(Side::Source) || target != model(Side::Target))
                return; // another model was opened in the meantime
            const KerasMatch& match = **result;
            std::vector<DropPair> pairs; // a person chose this rule, so they are no proposals
            for (const Match& one : match.matches)
                pairs.push_back({one.sources, one.target, one.transform.empty() ? std::string("identity") : one.transform});
            const int filled = static_cast<int>(pairs.size());
            mapPairs(order == KerasOrder::ByName ? tr("Match by name (%n tensor(s))", nullptr, filled) : tr("Match by order (%n tensor(s))", nullptr, filled), pairs);
            KerasReport report{order, filled, static_cast<int>(target->tensors().size()), {}, match.stops()};
            for (const KerasSkip& skip : match.skipped)
                report.skipped += skip.layer.empty() ? libraryText(skip.reason) : toQString(skip.layer) + QStringLiteral(": ") + libraryText(skip.reason);
            emit kerasMatched(report);
        });
}

} // namespace tensorgraft
