#pragma once

#include "model_io/codecs/pickle.h"
#include "model_io/core/dtype.h"
#include "model_io/core/shape.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::pytorch {

/// A storage as its persistent id names it: ('storage', class, key, location, count[, view]).
struct StorageId {
    std::string key;
    std::string className;             ///< "FloatStorage", "UntypedStorage"
    std::optional<DType> dtype;        ///< of the class; nullopt where it is not known
    std::uint64_t elements = 0;        ///< of the root storage; bytes for UntypedStorage
    std::uint64_t viewOffset = 0;      ///< first element of the view into the root storage (legacy files)
};

/// A tensor as the pickled call describes it; nothing of its data is known yet.
struct TensorDescription {
    std::optional<StorageId> storage; ///< nullopt where it has none (sparse, meta): then `problem` says why
    DType dtype = DType::Float32;
    Shape shape;
    std::vector<std::int64_t> strides; ///< in elements
    std::uint64_t offset = 0;          ///< in elements of `dtype`, from the start of the view
    std::string note;                  ///< "quantised, scale 0.1, zero point 0"
    std::string problem;               ///< why the values cannot be read; empty where they can
};

/// What a file's own way of naming tensors (the tar format numbers them) adds: nullopt where the id is none.
using TensorLookup = std::function<std::optional<TensorDescription>(pickle::Ref persistentId)>;

/// Reads a persistent id that names a storage.
[[nodiscard]] std::optional<StorageId> storageOf(pickle::Ref value);
/// Recognises tensors, parameters and bare storages; nullopt for everything else. Never executes anything: it knows
/// the functions of torch._utils by name. `depth` bounds nested wrappers.
[[nodiscard]] std::optional<TensorDescription> tensorOf(pickle::Ref value, const TensorLookup& lookup = {}, int depth = 0);
/// "module.name" of a global; "" for other values.
[[nodiscard]] std::string globalName(pickle::Ref value);

} // namespace tensorgraft::pytorch
