#include "tests/unit/mapping/dialects/dialect_testing.h"

namespace tensorgraft::test {
namespace {

const DialectNote* find(const std::vector<DialectNote>& notes, std::string_view code)
{
    for (const DialectNote& note : notes)
        if (note.code == code)
            return &note;
    return nullptr;
}

} // namespace

const DialectNote* Imported::note(std::string_view code) const { return find(notes, code); }
const DialectNote* Exported::note(std::string_view code) const { return find(notes, code); }

PairMap pairsOf(const MappingDocument& document, const ModelSketch& source, const ModelSketch& target)
{
    PairMap pairs;
    const Outline from = source.outline(), to = target.outline();
    const CheckResult result = check(document, from, to);
    for (const ResolvedEntry& entry : result.entries) {
        std::string text;
        for (const std::size_t s : entry.sources)
            text += (text.empty() ? "" : "+") + from.tensors[s].name;
        if (!entry.transform.isIdentity())
            text += '|' + entry.transform.toString();
        pairs[to.tensors[entry.target].name] = text;
    }
    return pairs;
}

Imported importText(std::string_view id, std::string_view text, const ModelSketch* source, const ModelSketch* target)
{
    const Outline from = source ? source->outline() : Outline{}, to = target ? target->outline() : Outline{};
    DialectContext context;
    context.source = source ? &from : nullptr;
    context.target = target ? &to : nullptr;
    auto result = importDialect(id, text, context);
    if (!result)
        return {{}, {}, result.error().toString()};
    return {std::move(result->document), std::move(result->notes), {}};
}

Exported exportText(std::string_view id, const MappingDocument& document, const ModelSketch* source, const ModelSketch* target)
{
    const Outline from = source ? source->outline() : Outline{}, to = target ? target->outline() : Outline{};
    DialectContext context;
    context.source = source ? &from : nullptr;
    context.target = target ? &to : nullptr;
    auto result = exportDialect(id, document, context);
    if (!result)
        return {{}, {}, result.error().toString()};
    return {std::move(result->text), std::move(result->notes), {}};
}

} // namespace tensorgraft::test
