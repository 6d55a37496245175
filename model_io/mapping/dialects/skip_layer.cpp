#include "model_io/mapping/dialects/slim.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

struct Options {
    std::vector<std::string> skip;
    std::string scope, weights = "weights", biases = "biases";
};

Result<Options> readOptions(ImportJob& job)
{
    const auto statements = parseLiterals(job.text);
    if (!statements)
        return fail(statements.error());
    Options options;
    bool found = false;
    const auto take = [&](std::string name, const Literal& value) -> Result<void> {
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (name == "scope" || name == "weights" || name == "biases") {
            if (!value.isString())
                return job.error(ErrorCode::Usage, value.position, "'" + name + "' is a string, this is " + value.described());
            (name == "scope" ? options.scope : name == "weights" ? options.weights : options.biases) = value.text;
            return {};
        }
        if (name == "train_layers") {
            job.note(Severity::Info, "not-a-mapping", value.position, "Which layers are trained is no part of a mapping", "Export the mapping as python-var-list: it writes the restored and the other variables as two lists");
            return {};
        }
        if (name != "skip_layer" && name != "skip_layers" && name != "skip" && !name.empty())
            return job.error(ErrorCode::Usage, value.position, "'" + name + "' is not known here; SKIP_LAYER, scope, weights and biases are");
        if (!value.isSequence())
            return job.error(ErrorCode::Usage, value.position, "SKIP_LAYER is a list of layers, this is " + value.described());
        for (const Literal& item : value.items) {
            if (!item.isString())
                return job.error(ErrorCode::Usage, item.position, "a layer of SKIP_LAYER is a string, this is " + item.described());
            options.skip.push_back(item.text);
        }
        found = true;
        return {};
    };
    for (const Statement& statement : *statements) {
        if (statement.value.isDict()) {
            for (const Literal::Member& member : statement.value.members)
                if (auto taken = take(member.key.text, member.value); !taken)
                    return fail(std::move(taken.error()));
        } else if (auto taken = take(statement.name, statement.value); !taken) {
            return fail(std::move(taken.error()));
        }
    }
    if (!found)
        return fail(ErrorCode::Usage, "the text has no SKIP_LAYER list");
    if (!options.scope.empty() && !options.scope.ends_with('/'))
        options.scope += '/';
    return options;
}

/// "conv1" of conv1/0 and conv1/weights.
std::string layerOf(const std::string& name)
{
    const std::size_t slash = name.rfind('/');
    return slash == std::string::npos ? name : name.substr(0, slash);
}

} // namespace

Result<void> importSkipLayer(ImportJob& job)
{
    const auto options = readOptions(job);
    if (!options)
        return fail(options.error());
    const std::set<std::string> skip(options->skip.begin(), options->skip.end());
    const std::string target = literalPattern(options->scope);
    if (!job.context.source) {
        job.document.rules.push_back({{"{layer}/" + literalPattern(options->weights)}, target + "{layer}/" + literalPattern(options->weights), {}});
        job.document.rules.push_back({{"{layer}/" + literalPattern(options->biases)}, target + "{layer}/" + literalPattern(options->biases), {}});
        job.document.rules.push_back({{"{layer}/0"}, target + "{layer}/" + literalPattern(options->weights), {}});
        job.document.rules.push_back({{"{layer}/1"}, target + "{layer}/" + literalPattern(options->biases), {}});
        for (const std::string& layer : options->skip)
            job.document.exclude.push_back(literalPattern(options->scope + layer) + "/**");
        job.notes.push_back({Severity::Warning, "order-assumed", {}, "Of the lists [w, b] the first is taken for the weights and the second for the biases", "Give the source: then they are told apart by their rank, as the tutorial does"});
        return {};
    }
    std::set<std::string> seen;
    for (const TensorInfo& tensor : job.context.source->tensors) {
        const std::string layer = layerOf(tensor.name);
        seen.insert(layer);
        if (skip.count(layer))
            continue;
        // The tutorials assign by rank: one axis is a bias, whatever its place in the list.
        const std::string variable = options->scope + layer + '/' + (tensor.shape.rank() <= 1 ? options->biases : options->weights);
        const auto known = std::find_if(job.document.entries.begin(), job.document.entries.end(), [&](const MappingEntry& e) { return e.target == variable; });
        if (known != job.document.entries.end()) {
            job.notes.push_back({Severity::Error, "several-fit", tensor.name, "'" + known->source[0] + "' and '" + tensor.name + "' have the same rank, so both would be '" + variable + "'", "Map this layer by hand"});
            continue;
        }
        job.document.entries.push_back({variable, {tensor.name}, {}, {}, {}});
    }
    for (const std::string& layer : options->skip)
        if (!seen.count(layer))
            job.notes.push_back({Severity::Warning, "catches-nothing", {}, "SKIP_LAYER names '" + layer + "', which the source does not have", {}});
    if (job.document.entries.empty())
        return fail(makeError(ErrorCode::Mismatch, "SKIP_LAYER leaves no layer of the source"));
    return {};
}

Result<std::string> exportSkipLayer(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "a SKIP_LAYER list");
    const auto plain = plainPairs(job, pairs, "a SKIP_LAYER list");
    std::set<std::string> mapped;
    for (const NamedPair& pair : plain) {
        const std::string layer = layerOf(pair.source[0]);
        const std::string to = layerOf(std::string(opName(pair.target)));
        const bool same = to == layer || to.ends_with('/' + layer);
        if (!same)
            job.note(Severity::Error, "not-expressible", pair.target, "It takes '" + pair.source[0] + "', and the tutorial's loop fills each layer from the layer of its own name", "Use tf-saver or csv");
        else
            mapped.insert(layer);
    }
    std::string text;
    std::set<std::string> written;
    for (const TensorInfo& tensor : job.context.source->tensors) {
        const std::string layer = layerOf(tensor.name);
        if (!mapped.count(layer) && written.insert(layer).second)
            text += (text.empty() ? "" : ", ") + pythonString(layer);
    }
    return "SKIP_LAYER = [" + text + "]\n";
}

} // namespace tensorgraft::dialects
