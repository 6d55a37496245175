#pragma once

#include <QString>
#include <optional>

namespace tensorgraft {

/// The pair of models that comes with the program, for a first try.
struct SamplePair {
    QString source, target;
};
/// Looks beside the installed program and in the project's own tree.
[[nodiscard]] std::optional<SamplePair> findSamplePair();

} // namespace tensorgraft
