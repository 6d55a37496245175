#include "model_io/formats/tensorflow/bundle_roles.h"

#include "model_io/core/tensor_roles.h"
#include "model_io/formats/layer_roles.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <unordered_set>

namespace tensorgraft::tf {
namespace {

/// "Adam_1" and "Adam" are slots of one kind.
std::string_view withoutNumber(std::string_view text)
{
    std::size_t end = text.size();
    while (end > 0 && std::isdigit(static_cast<unsigned char>(text[end - 1])))
        --end;
    return end < text.size() && end > 1 && text[end - 1] == '_' ? text.substr(0, end - 1) : text;
}

/// Names that the optimizers of TensorFlow 1 give their slots, behind the variable's own name.
bool isSlotName(std::string_view last)
{
    using namespace std::string_view_literals;
    static constexpr std::array words{"AdaMax"sv, "Adadelta"sv, "Adagrad"sv, "AdagradDA"sv, "Adam"sv, "AdamW"sv, "AdamWeightDecayOptimizer"sv,
                                      "ExponentialMovingAverage"sv, "Ftrl"sv, "LARSOptimizer"sv, "Lion"sv, "Momentum"sv, "Nadam"sv,
                                      "ProximalAdagrad"sv, "RMSProp"sv, "Shampoo"sv, "adam_m"sv, "adam_v"sv};
    static_assert(std::ranges::is_sorted(words));
    if (last.empty() || !(last.starts_with("adam_") || (last[0] >= 'A' && last[0] <= 'S'))) // nearly every label
        return false;
    return std::ranges::binary_search(words, withoutNumber(last));
}

void markBookkeeping(TensorInfo& t)
{
    t.role = TensorRole::Bookkeeping;
    t.kind = t.shape.rank() == 0 && isPlain(t.dtype) ? ParameterKind::Scalar : ParameterKind::Unknown;
}

/// The names of a checkpoint, collected where the first slot asks for its variable.
class Names {
public:
    explicit Names(std::span<const TensorInfo> tensors) : m_tensors(tensors) {}
    bool contains(std::string_view name)
    {
        if (m_names.empty())
            for (const TensorInfo& t : m_tensors)
                m_names.insert(t.name);
        return m_names.contains(name);
    }

private:
    std::span<const TensorInfo> m_tensors;
    std::unordered_set<std::string_view> m_names;
};

void nameBasedRole(TensorInfo& t, Names& names)
{
    const std::string_view last = t.label;
    if (isSlotName(last)) {
        const std::string_view owner = std::string_view(t.name).substr(0, t.name.size() - std::min(t.name.size(), last.size() + 1));
        if (names.contains(owner)) {
            t.role = TensorRole::OptimizerState;
            return;
        }
        // A file of averages only: they are what its user restores. Kind and layer are those of the variable.
        TensorInfo variable = t;
        const SplitName split = splitLastSegment(owner);
        variable.name = owner;
        variable.layer = split.parent;
        variable.label = split.last;
        deriveRoles(variable, AxisConvention::TensorFlow);
        t.kind = variable.kind;
        t.axes = variable.axes;
        if (last.starts_with("ExponentialMovingAverage"))
            t.role = variable.role;
        return;
    }
    if (t.shape.rank() != 0)
        return;
    const std::string_view stem = withoutNumber(last);
    if (stem == "beta1_power" || stem == "beta2_power")
        t.role = TensorRole::OptimizerState;
    else if (stem.starts_with("global_step") || stem == "local_step" || stem == "save_counter")
        markBookkeeping(t);
}

void objectBasedRole(TensorInfo& t, const ObjectGraph* graph)
{
    if (t.name.find("/.OPTIMIZER_SLOT/") != std::string::npos || (graph && graph->slotKeys.contains(t.name))) {
        t.role = TensorRole::OptimizerState;
        return;
    }
    if (!isPlain(t.dtype)) { // texts: the graph itself, layers' configurations
        markBookkeeping(t);
        return;
    }
    if (t.alias.empty())
        return;
    // The variable's full name tells more than the path: "layer_with_weights-3" may be a transposed convolution.
    TensorInfo named = t;
    const SplitName split = splitLastSegment(t.alias);
    named.name = t.alias;
    named.layer = split.parent;
    named.label = split.last;
    deriveRoles(named, AxisConvention::TensorFlow);
    if (named.kind != ParameterKind::Unknown) {
        t.kind = named.kind;
        t.axes = named.axes;
    }
    if (t.role == TensorRole::Trainable)
        t.role = named.role;
}

} // namespace

bool placeInCheckpoint(TensorInfo& t)
{
    const bool isObject = isObjectKey(t.name);
    const std::string human = isObject ? humanPath(t.name) : std::string();
    const std::string_view path = isObject ? std::string_view(human) : std::string_view(t.name);
    const auto at = path.rfind('/');
    t.layer = path.substr(0, at == std::string_view::npos ? 0 : at);
    t.label = path.substr(at == std::string_view::npos ? 0 : at + 1);
    return isObject;
}

void deriveCheckpointRoles(std::span<TensorInfo> tensors, bool hasObjects, const ObjectGraph* graph, const OpenProgress& progress)
{
    if (graph)
        for (TensorInfo& t : tensors)
            if (const auto found = graph->fullNames.find(t.name); found != graph->fullNames.end() && isObjectKey(t.name))
                t.alias = found->second;
    Names names(tensors);
    deriveLayerRoles(tensors, AxisConvention::TensorFlow, '/', [&](TensorInfo& t) {
        if (hasObjects && t.name == objectGraphKey)
            markBookkeeping(t);
        else if (hasObjects && isObjectKey(t.name))
            objectBasedRole(t, graph);
        else
            nameBasedRole(t, names);
    }, progress);
}

} // namespace tensorgraft::tf
