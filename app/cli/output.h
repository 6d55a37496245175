#pragma once

#include "app/cli/exit_code.h"
#include "model_io/core/error.h"
#include "model_io/core/metadata.h"

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace tensorgraft::cli {

/// One JSON value and a newline on standard output. Text that is no UTF-8 is repaired, never fatal.
void printJson(const nlohmann::ordered_json& value);
/// Null, booleans, numbers, text, lists and objects as they are; uninterpreted things as {"opaque": "..."}.
[[nodiscard]] nlohmann::ordered_json toJson(const Metadata& metadata);
/// A number, or null where JSON has none (NaN, infinities).
[[nodiscard]] nlohmann::ordered_json numberJson(double value);

/// {"code", "file", "tensor", "offset", "message", "expected", "found", "hint"}, without what is empty.
[[nodiscard]] nlohmann::ordered_json errorJson(const Error& error);

/// Exit code that belongs to an error met while reading.
[[nodiscard]] int exitCodeOf(const Error& error);
/// Says it on one line of standard error and, with `json`, as {"error": {...}} on standard output. Gives exitCodeOf().
int reportError(const Error& error, bool json);
/// The same for an error of the output: exitOutput unless it was cancelled or wrong usage.
int reportOutputError(const Error& error, bool json);
/// "tensorgraft: warning: ..." on standard error.
void warn(std::string_view text);

} // namespace tensorgraft::cli
