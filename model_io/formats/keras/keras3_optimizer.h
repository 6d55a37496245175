#pragma once

#include "model_io/formats/keras/keras3_names.h"

namespace tensorgraft::keras {

/// Completes the names of `optimizer/vars/n`: iteration, learning rate, then the slots of the trainable variables, one
/// variable after the other, each with all its slots (Optimizer.build() of Keras 3). Slots are named only where every
/// shape agrees; what they are called comes from the optimizer's class in the configuration.
void nameOptimizerSlots(std::span<const StoredVariable> variables, const Metadata* model, std::vector<VariableName>& names);

} // namespace tensorgraft::keras
