#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

// "Copy as Python": programs that do what the mapping does, for the framework that the person already has. Each needs
// both models; what cannot be written is a note and a comment in the text.

/// tf.compat.v1.train.Saver over the variables of the graph by name.
[[nodiscard]] Result<std::string> exportSaverPython(ExportJob& job);
/// A loop of get_layer(...).get_weights() and set_weights() with the transforms in NumPy. Reads the source with h5py,
/// NumPy, safetensors or PyTorch, as its format asks.
[[nodiscard]] Result<std::string> exportKerasPython(ExportJob& job);
/// A state dict, with the transforms in PyTorch, for load_state_dict().
[[nodiscard]] Result<std::string> exportPytorchPython(ExportJob& job);
/// restored (candidates to freeze) and the other variables (to initialise and train) as two lists, and the var_list.
[[nodiscard]] Result<std::string> exportVarListPython(ExportJob& job);

/// The transform of a pair as one Python expression over the names `operands`, in NumPy or (torch) PyTorch.
/// nullopt where a step has no counterpart there (`why` says which).
[[nodiscard]] std::optional<std::string> pythonExpression(const ResolvedTransform& transform, const std::vector<std::string>& operands, bool torch, std::string& why);

} // namespace tensorgraft::dialects
