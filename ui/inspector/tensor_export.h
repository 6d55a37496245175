#pragma once

#include "model_io/core/model_file.h"
#include "model_io/analysis/tensor_slice.h"

#include <QByteArray>
#include <filesystem>
#include <variant>

class QFileDevice;

namespace tensorgraft {

/// Writes a tensor as a NumPy array (format 1.0, C order), in windows of a few MiB. Types that NumPy has not (bfloat16,
/// float8) become float32, which holds them exactly. The file appears complete or not at all.
/// Errors: Unsupported for types without plain elements; Io; those of reading; Cancelled.
[[nodiscard]] Result<std::monostate> saveAsNpy(const ModelFile& model, std::size_t tensor, const std::filesystem::path& path,
                                               const ProgressFn& progress = {});
/// Writes a slice as comma-separated values: one line for every index of all axes but the last. Tensors of more than
/// two axes have a comment line "# index" before each matrix, as numpy.savetxt readers skip it. Values give the same
/// element back when they are read. Errors as above.
[[nodiscard]] Result<std::monostate> saveAsCsv(const ModelFile& model, std::size_t tensor, const TensorSlice& slice,
                                               const std::filesystem::path& path, const ProgressFn& progress = {});
/// That the file could not be written, and why.
[[nodiscard]] Failure cannotWrite(const QFileDevice& file, const std::filesystem::path& path);
/// Bytes as a file that appears complete or not at all. Errors: Io.
[[nodiscard]] Result<std::monostate> writeWhole(const QByteArray& bytes, const std::filesystem::path& path);

} // namespace tensorgraft
