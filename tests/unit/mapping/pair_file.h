#pragma once

#include "model_io/mapping/outline.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tensorgraft::test {

/// What a matcher may see of a pair file of the matching benchmark, and the answer apart from it.
struct PairFile {
    struct Answer {
        std::string target;
        /// Accepted ways: sorted source names and the transform's text.
        std::vector<std::pair<std::vector<std::string>, std::string>> accepted;
    };
    std::string name, sourceFormat, targetFormat;
    std::vector<TensorInfo> source, target;
    std::vector<Answer> truth;
    bool expectReject = false;

    [[nodiscard]] Outline sourceOutline() const { return {sourceFormat, source}; }
    [[nodiscard]] Outline targetOutline() const { return {targetFormat, target}; }
};

/// Exits with a message where the file cannot be read: a test without its data is of no use.
[[nodiscard]] PairFile loadPair(const std::filesystem::path& path);

} // namespace tensorgraft::test
