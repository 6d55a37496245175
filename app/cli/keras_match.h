#pragma once

#include "model_io/mapping/outline.h"

#include <string>

namespace CLI {
class App;
}

namespace tensorgraft::cli {

/// `match` as Keras' load_weights() pairs.
struct KerasMatchOptions {
    bool byName = false, topological = false, skipMismatch = false;
};
void addKerasMatchOptions(CLI::App& command, KerasMatchOptions& options);
/// Prints the pairs and what was skipped, and writes the mapping where its name is not empty. Exit code 1 where Keras
/// would stop.
int matchAsKeras(const KerasMatchOptions& options, const Outline& source, const Outline& target, const std::string& sourcePath,
                 const std::string& targetPath, const std::string& mapping, bool json);

} // namespace tensorgraft::cli
