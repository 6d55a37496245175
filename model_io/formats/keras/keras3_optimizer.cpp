#include "model_io/formats/keras/keras3_optimizer.h"

#include "model_io/formats/keras/layer_config.h"

#include <algorithm>
#include <array>

namespace tensorgraft::keras {
namespace {

struct SlotNames {
    std::string_view className;
    std::size_t count;
    std::array<std::string_view, 2> names;
};
constexpr std::array slotNames{
    SlotNames{"Adam", 2, {"momentum", "velocity"}}, SlotNames{"AdamW", 2, {"momentum", "velocity"}},
    SlotNames{"Adamax", 2, {"momentum", "norm"}},   SlotNames{"SGD", 1, {"momentum", ""}},
    SlotNames{"RMSprop", 1, {"velocity", ""}},      SlotNames{"Adagrad", 1, {"accumulator", ""}},
    SlotNames{"Lion", 1, {"momentum", ""}},         SlotNames{"Adadelta", 2, {"accumulated_grad", "accumulated_delta_var"}},
};

std::string optimizerClass(const Metadata* model)
{
    const Metadata* compiled = model ? model->find("compile_config") : nullptr;
    const Metadata* optimizer = compiled ? compiled->find("optimizer") : nullptr;
    const auto config = optimizer ? layerConfig(*optimizer) : std::nullopt;
    if (config)
        return config->className;
    return optimizer && optimizer->string() ? *optimizer->string() : "";
}

std::string slotName(const std::string& className, std::size_t slots, std::size_t which)
{
    for (const SlotNames& s : slotNames)
        if (s.className == className && s.count == slots)
            return std::string(s.names[which]);
    return "slot_" + std::to_string(which);
}

} // namespace

void nameOptimizerSlots(std::span<const StoredVariable> variables, const Metadata* model, std::vector<VariableName>& names)
{
    std::vector<std::size_t> state, trainable;
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (variables[i].path.starts_with("optimizer/vars/"))
            state.push_back(i);
        else if (!names[i].role && !names[i].label.starts_with("moving_"))
            trainable.push_back(i);
    }
    const auto byOrder = [&](std::size_t a, std::size_t b) { return names[a].order < names[b].order; };
    std::ranges::sort(state, byOrder);
    std::ranges::sort(trainable, byOrder);
    const auto scalar = [&](std::size_t at, bool whole) {
        if (at >= state.size() || variables[state[at]].shape.rank() != 0)
            return false;
        const DTypeClass c = dtypeClass(variables[state[at]].dtype);
        return whole ? c == DTypeClass::SignedInt || c == DTypeClass::UnsignedInt : c == DTypeClass::Float;
    };
    const auto give = [&](std::size_t at, const std::string& name) {
        names[state[at]].label = name;
        names[state[at]].alias = "optimizer/" + name;
    };
    if (!scalar(0, true))
        return;
    give(0, "iteration");
    std::size_t first = 1;
    if (scalar(1, false)) {
        give(1, "learning_rate");
        first = 2;
    }
    const std::size_t count = state.size() - first;
    if (trainable.empty() || count == 0 || count % trainable.size() != 0)
        return;
    const std::size_t slots = count / trainable.size();
    for (std::size_t i = 0; i < count; ++i)
        if (variables[state[first + i]].shape != variables[trainable[i / slots]].shape)
            return;
    const std::string className = optimizerClass(model);
    for (std::size_t i = 0; i < count; ++i) {
        const VariableName& of = names[trainable[i / slots]];
        const std::string slot = slots <= 2 ? slotName(className, slots, i % slots) : "slot_" + std::to_string(i % slots);
        names[state[first + i]].alias = "optimizer/" + of.layer + "/" + of.label + "/" + slot;
    }
}

} // namespace tensorgraft::keras
