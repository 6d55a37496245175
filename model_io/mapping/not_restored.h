#pragma once

#include "model_io/mapping/check.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tensorgraft {

/// A target tensor that a mapping does not fill: what the tutorials then initialise or train.
struct NotRestored {
    std::size_t target = 0; ///< index into the target's tensors
    std::string reason;     ///< one sentence: why it keeps its own values
};
/// In the order of the target file.
[[nodiscard]] std::vector<NotRestored> notRestored(const CheckResult& check, const Outline& target);

/// One line each: name, shape, reason.
[[nodiscard]] std::string notRestoredAsText(const std::vector<NotRestored>& list, const Outline& target);
/// A Python list of (name, shape, reason), for `tf.variables_initializer` and the like.
[[nodiscard]] std::string notRestoredAsPython(const std::vector<NotRestored>& list, const Outline& target);
/// {"notRestored": [{"name", "shape", "reason"}]}, one a line, final newline.
[[nodiscard]] std::string notRestoredAsJson(const std::vector<NotRestored>& list, const Outline& target);

} // namespace tensorgraft
