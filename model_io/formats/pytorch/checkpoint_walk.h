#pragma once

#include "model_io/core/metadata.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/pytorch/tensor_pickle.h"

#include <filesystem>

namespace tensorgraft::pytorch {

struct NamedTensor {
    std::string name;
    pickle::Ref value = nullptr; ///< the pickled call, equal for tensors that are one object
    TensorDescription description;
};

struct Checkpoint {
    std::vector<NamedTensor> tensors; ///< in the order of the pickle; names unique
    Metadata metadata;                ///< everything else, as far as it is a value: epochs, learning rates, names
};

/// Flattens a pickled checkpoint: keys and indices joined with '.' ("state_dict.conv1.weight",
/// "optimizer.state.0.exp_avg"), modules as state_dict() names them, other objects by their attributes.
/// Errors: Unsupported where the values are nested without end or too many; Cancelled.
[[nodiscard]] Result<Checkpoint> walkCheckpoint(const pickle::Document& document, const std::filesystem::path& path,
                                                const TensorLookup& lookup = {}, const OpenProgress& progress = {});

} // namespace tensorgraft::pytorch
