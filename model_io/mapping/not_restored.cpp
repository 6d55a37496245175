#include "model_io/mapping/not_restored.h"

#include "model_io/mapping/json_node.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft {

std::vector<NotRestored> notRestored(const CheckResult& check, const Outline& target)
{
    std::vector<char> filled(target.tensors.size(), 0);
    for (const ResolvedEntry& entry : check.entries)
        filled[entry.target] = 1;
    std::unordered_map<std::string_view, std::string_view> findings;
    for (const Diagnostic& diagnostic : check.diagnostics)
        if (!diagnostic.target.empty() && diagnostic.severity != Severity::Info && diagnostic.code != "grouped-kernel")
            findings.emplace(diagnostic.target, diagnostic.message);
    std::vector<NotRestored> list;
    for (std::size_t t = 0; t < filled.size(); ++t) {
        if (filled[t])
            continue;
        const TensorInfo& tensor = target.tensors[t];
        std::string reason;
        if (t < check.targetStates.size() && check.targetStates[t] == TargetState::Excluded)
            reason = "The filters leave it out";
        else if (const auto finding = findings.find(tensor.name); finding != findings.end())
            reason = finding->second;
        else if (tensor.role == TensorRole::OptimizerState)
            reason = "Optimizer state, which nothing fills";
        else if (tensor.role == TensorRole::Bookkeeping)
            reason = "A counter, which nothing fills";
        else
            reason = "Nothing in the mapping fills it";
        list.push_back({t, std::move(reason)});
    }
    return list;
}

std::string notRestoredAsText(const std::vector<NotRestored>& list, const Outline& target)
{
    std::string text;
    for (const NotRestored& one : list) {
        const TensorInfo& tensor = target.tensors[one.target];
        text += tensor.name + "  " + tensor.shape.toString() + "  " + one.reason + '\n';
    }
    return text;
}

std::string notRestoredAsPython(const std::vector<NotRestored>& list, const Outline& target)
{
    std::string text = "not_restored = [\n";
    for (const NotRestored& one : list) {
        const TensorInfo& tensor = target.tensors[one.target];
        // A JSON string is a Python string of the same text.
        text += "    (" + quotedJson(tensor.name) + ", " + tensor.shape.toString() + ", " + quotedJson(one.reason) + "),\n";
    }
    return text + "]\n";
}

std::string notRestoredAsJson(const std::vector<NotRestored>& list, const Outline& target)
{
    std::string text = "{\"notRestored\": [";
    const char* before = "\n";
    for (const NotRestored& one : list) {
        const TensorInfo& tensor = target.tensors[one.target];
        std::string shape;
        for (const auto extent : tensor.shape)
            shape += (shape.empty() ? "" : ", ") + std::to_string(extent);
        text += before + ("  {\"name\": " + quotedJson(tensor.name)) + ", \"shape\": [" + shape + "], \"reason\": " + quotedJson(one.reason) + '}';
        before = ",\n";
    }
    return text + "\n]}\n";
}

} // namespace tensorgraft
