#include "model_io/mapping/dialects/name_maps.h"

#include "model_io/mapping/dialects/yaml_subset.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

constexpr std::int64_t maxLayers = 100'000;

struct Range {
    std::string model;
    std::int64_t from = 0, to = 0; ///< layers from, ..., to - 1
    std::size_t position = 0;
};

std::optional<std::int64_t> numberOf(const Literal& value)
{
    std::int64_t number = 0;
    const char* end = value.text.data() + value.text.size();
    const auto [stopped, error] = std::from_chars(value.text.data(), end, number);
    return error == std::errc{} && stopped == end && !value.text.empty() && number >= 0 && number <= maxLayers ? std::optional(number) : std::nullopt;
}

/// Prefix, number and rest of a name whose first whole-number segment is a layer: "model.layers.", 3, ".mlp.weight".
struct LayerName {
    std::string prefix, rest;
    std::int64_t layer = 0;
};
std::optional<LayerName> layerName(std::string_view name)
{
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of("./", at), name.size());
        const std::string_view segment = name.substr(at, end - at);
        if (!segment.empty() && segment.size() < 7 && segment.find_first_not_of("0123456789") == std::string_view::npos && at > 0 && end < name.size()) {
            LayerName found{std::string(name.substr(0, at)), std::string(name.substr(end)), 0};
            std::from_chars(segment.data(), segment.data() + segment.size(), found.layer);
            return found;
        }
        at = end + 1;
    }
    return std::nullopt;
}

/// The prefix under which most tensors have a number: "model.layers.".
std::string layerPrefix(const Outline& outline)
{
    std::map<std::string, std::size_t> counts;
    for (const TensorInfo& tensor : outline.tensors)
        if (const auto name = layerName(tensor.name))
            ++counts[name->prefix];
    std::string best;
    std::size_t most = 0;
    for (const auto& [prefix, count] : counts)
        if (count > most)
            best = prefix, most = count;
    return best;
}

Result<std::vector<Range>> readRanges(ImportJob& job, const Literal& root)
{
    if (const Literal* method = root.find("merge_method"); method && method->text != "passthrough")
        return job.error(ErrorCode::Unsupported, method->position, "merge_method '" + method->text + "' computes new weights from several models; only passthrough moves layers", "Let mergekit merge, and use its result as the source");
    for (const std::string_view key : {"models", "modules"})
        if (const Literal* other = root.find(key))
            return job.error(ErrorCode::Unsupported, other->position, "'" + std::string(key) + "' is not a list of slices", "Only `slices` with `layer_range` are read");
    const Literal* slices = root.find("slices");
    if (!slices || !slices->isSequence())
        return job.error(ErrorCode::Usage, root.position, "the text has no list `slices`");
    std::vector<Range> ranges;
    for (const Literal& slice : slices->items) {
        const Literal* sources = slice.find("sources");
        if (!sources || !sources->isSequence() || sources->items.empty())
            return job.error(ErrorCode::Usage, slice.position, "a slice has no list `sources`");
        if (sources->items.size() > 1)
            return job.error(ErrorCode::Unsupported, sources->items[1].position, "a slice mixes " + countOf(sources->items.size(), "source") + "; a mapping moves layers of one", "Let mergekit merge, and use its result as the source");
        const Literal& source = sources->items[0];
        const Literal *model = source.find("model"), *range = source.find("layer_range");
        if (!model || !range || !range->isSequence() || range->items.size() != 2)
            return job.error(ErrorCode::Usage, source.position, "a source has a `model` and a `layer_range` of two numbers");
        for (const Literal::Member& member : source.members)
            if (member.key.text != "model" && member.key.text != "layer_range")
                job.note(Severity::Error, "not-expressible", member.key.position, "'" + member.key.text + "' of a source cannot be said by a mapping of layers");
        const Literal& named = model->isDict() && model->find("model") ? *model->find("model") : *model;
        const auto from = numberOf(range->items[0]), to = numberOf(range->items[1]);
        if (!from || !to || *from >= *to)
            return job.error(ErrorCode::Usage, range->position, "a layer_range is [first, last + 1]");
        ranges.push_back({named.text, *from, *to, source.position});
    }
    if (ranges.empty())
        return job.error(ErrorCode::Usage, slices->position, "there are no slices");
    for (const std::string_view key : {"tokenizer_source", "parameters", "dtype", "base_model", "tokenizer", "chat_template"})
        if (const Literal* other = root.find(key))
            job.note(key == "parameters" ? Severity::Error : Severity::Warning, "passed-over", other->position, "'" + std::string(key) + "' is no part of a mapping of layers", key == "dtype" ? "Set the mapping's policy dtype, or convert with --dtype" : "");
    return ranges;
}

} // namespace

Result<void> importLayerRanges(ImportJob& job)
{
    Result<Literal> root = Literal{};
    const std::size_t first = job.text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && job.text[first] == '{')
        root = onlyValue(job);
    else
        root = parseYaml(job.text);
    if (!root)
        return fail(root.error());
    const auto ranges = readRanges(job, *root);
    if (!ranges)
        return fail(ranges.error());
    const std::string& model = ranges->front().model;
    std::string from = job.context.source ? layerPrefix(*job.context.source) : "", to = job.context.target ? layerPrefix(*job.context.target) : "";
    if (from.empty())
        from = to.empty() ? "model.layers." : to;
    if (to.empty())
        to = from;
    if (!job.context.source)
        job.notes.push_back({Severity::Info, "names-assumed", {}, "The layers are taken to stand under '" + from + "'", "Give the source model: then the place is read from its names"});
    // What is no layer keeps its name; target layers that no range fills take none by their own number.
    job.document.rules.push_back({{"**"}, "**", {}});
    std::int64_t at = 0;
    std::set<std::string> otherModels;
    std::vector<MappingRule> rules;
    for (const Range& range : *ranges) {
        const std::int64_t count = range.to - range.from;
        if (at + count > maxLayers)
            return job.error(ErrorCode::Usage, range.position, "there are too many layers");
        if (range.model != model) {
            otherModels.insert(range.model);
            job.note(Severity::Error, "other-model", range.position, "Layers " + std::to_string(at) + " to " + std::to_string(at + count - 1) + " come from '" + range.model + "', and a mapping has one source ('" + model + "')",
                     "Make a second mapping for that model and run it on the result of the first");
            for (std::int64_t layer = at; layer < at + count; ++layer)
                job.document.exclude.push_back("re:" + std::string("\\Q") + to + std::to_string(layer) + "\\E[./].*");
        } else {
            std::string words;
            for (std::int64_t layer = range.from; layer < range.to; ++layer)
                words += (words.empty() ? "" : "|") + std::to_string(layer);
            const std::int64_t shift = at - range.from;
            const std::string counted = shift == 0 ? "{n:" + words + "}" : "{n" + std::string(shift > 0 ? "+" : "-") + std::to_string(std::abs(shift)) + "}";
            rules.push_back({{literalPattern(from) + "{n:" + words + "}.**"}, literalPattern(to) + counted + ".**", {}});
        }
        at += count;
    }
    job.document.rules.insert(job.document.rules.end(), std::make_move_iterator(rules.begin()), std::make_move_iterator(rules.end()));
    if (job.context.target) {
        std::int64_t have = 0;
        for (const TensorInfo& tensor : job.context.target->tensors)
            if (const auto name = layerName(tensor.name); name && name->prefix == to)
                have = std::max(have, name->layer + 1);
        if (have != at)
            job.notes.push_back({Severity::Warning, "layer-count", {}, "The slices make " + countOf(static_cast<std::size_t>(at), "layer") + ", the target has " + std::to_string(have), "Build the target with as many layers"});
    }
    return {};
}

Result<std::string> exportLayerRanges(ExportJob& job)
{
    const std::string_view who = "layer ranges";
    const Pairs pairs(job);
    notePolicies(job, who);
    const std::string from = layerPrefix(*job.context.source), to = layerPrefix(*job.context.target);
    std::map<std::int64_t, std::set<std::int64_t>> sourcesOf;
    std::map<std::int64_t, std::size_t> members;
    for (const NamedPair& pair : plainPairs(job, pairs, who)) {
        const auto source = layerName(pair.source[0]), target = layerName(pair.target);
        if (source && target && source->prefix == from && target->prefix == to && source->rest == target->rest) {
            sourcesOf[target->layer].insert(source->layer);
            ++members[target->layer];
        } else if (pair.source[0] != pair.target) {
            job.note(Severity::Error, "not-expressible", pair.target, "It takes '" + pair.source[0] + "', and slices move whole layers and rename nothing", "Use hf-key-mapping or csv");
        }
    }
    std::map<std::int64_t, std::size_t> inTarget;
    for (const TensorInfo& tensor : job.context.target->tensors)
        if (const auto name = layerName(tensor.name); name && name->prefix == to)
            ++inTarget[name->layer];
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    for (std::int64_t layer = 0; layer < static_cast<std::int64_t>(inTarget.size()); ++layer) {
        const auto found = sourcesOf.find(layer);
        if (found == sourcesOf.end() || found->second.size() != 1 || members[layer] != inTarget[layer]) {
            job.note(Severity::Error, "not-expressible", to + std::to_string(layer), found == sourcesOf.end() ? "No layer of the source fills it" : found->second.size() > 1 ? "It is filled from several layers" : "Only part of it is filled", "A slice copies whole layers");
            continue;
        }
        const std::int64_t source = *found->second.begin();
        if (!ranges.empty() && ranges.back().second == source)
            ++ranges.back().second;
        else
            ranges.emplace_back(source, source + 1);
    }
    if (ranges.empty())
        return fail(makeError(ErrorCode::Mismatch, "no whole layer is moved"));
    const std::string model = job.document.sourcePath.empty() ? "source" : job.document.sourcePath;
    std::string text = "slices:\n";
    for (const auto& [first, last] : ranges)
        text += "  - sources:\n      - model: " + pythonString(model) + "\n        layer_range: [" + std::to_string(first) + ", " + std::to_string(last) + "]\n";
    return text + "merge_method: passthrough\n";
}

} // namespace tensorgraft::dialects
