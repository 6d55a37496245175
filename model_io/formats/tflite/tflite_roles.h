#pragma once

#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tensorgraft::tflite {

/// One operator of a subgraph: its builtin code and the tensors that it reads and writes (-1: an optional one left out).
struct Operation {
    std::int32_t code = 0;
    std::vector<std::int32_t> inputs, outputs;
};

/// Kind and axes of the constants of one subgraph out of the operators that read them, through DEQUANTIZE.
/// `tensorOf[i]`: subgraph tensor i, nullptr where it is no constant. Integers that feed no weights become Constant.
void assignOperatorRoles(std::span<const Operation> operations, std::span<TensorInfo* const> tensorOf);

} // namespace tensorgraft::tflite
