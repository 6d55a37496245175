#pragma once

#include <span>
#include <string_view>

namespace tensorgraft::skeleton {

/// A few lines of Python that write a skeleton of a model that is at hand there. The guide prints them, the window copies
/// them.
struct Snippet {
    std::string_view id;    ///< "tensorflow-checkpoint"
    std::string_view title; ///< English
    std::string_view text;  ///< ends with a newline
};
[[nodiscard]] std::span<const Snippet> snippets();

} // namespace tensorgraft::skeleton
