#pragma once

#include "model_io/core/format.h"

#include <memory>
#include <span>
#include <string_view>

namespace tensorgraft {

/// Every format of the program, in the order in which `tensorgraft formats` lists them.
[[nodiscard]] std::span<const std::unique_ptr<Format>> allFormats();
[[nodiscard]] const Format* findFormat(std::string_view id);

/// Opens whatever `path` is: asks every format by content and takes the surest that can read it. Where none knows the
/// bytes the error is NotThisFormat and says what the content looks like (JPEG, gzip, text, empty ...).
/// `progress` is told of the beginning and of the end in any case, and in between often enough to stop within a moment.
/// Errors: Io, NotThisFormat, Cancelled, or the surest format's own.
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openModel(const std::filesystem::path& path, const OpenProgress& progress = {});

/// The format for a new file of this name: by suffix (".safetensors", ".npz", ".pt", ".h5", ...).
[[nodiscard]] const Format* formatForExport(const std::filesystem::path& fileName);

} // namespace tensorgraft
