#pragma once

#include "model_io/core/dtype.h"

#include <optional>
#include <string_view>

namespace tensorgraft::pytorch {

/// Element type of a storage class ("FloatStorage", "BFloat16Storage"); bytes (uint8) for "UntypedStorage"; nullopt
/// where there is none that this program knows. Names of torch/storage.py, `_dtype_to_storage_type_map`.
[[nodiscard]] std::optional<DType> dtypeOfStorageClass(std::string_view name);
/// Element type of `torch.<name>` as a dtype object: "float32", "half", "float8_e4m3fn".
[[nodiscard]] std::optional<DType> dtypeOfTorchName(std::string_view name);
/// The storage class that holds elements of `type`; "" where PyTorch 1.6 has none.
[[nodiscard]] std::string_view storageClassOf(DType type);
/// The dtype object of `type`, for types whose storages have no class of their own ("float8_e5m2", "uint16"); "" where
/// PyTorch has no such type.
[[nodiscard]] std::string_view torchNameOf(DType type);

} // namespace tensorgraft::pytorch
