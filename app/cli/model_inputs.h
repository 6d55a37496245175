#pragma once

#include "model_io/transfer/mapping_inputs.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tensorgraft {
struct Diagnostic;
}

namespace tensorgraft::cli {

/// Exit code 4 where the error is about `output` or some other file that is none of these models' own, else as
/// reportError().
int reportTransferError(const Error& error, const ModelFile& source, const ModelFile& target, const std::filesystem::path& output,
                        bool json);

[[nodiscard]] nlohmann::ordered_json toJson(const Diagnostic& diagnostic);
/// "warning [spatial-order] conv1.weight <- conv1/weights: ... Hint."
[[nodiscard]] std::string toLine(const Diagnostic& diagnostic);

} // namespace tensorgraft::cli
