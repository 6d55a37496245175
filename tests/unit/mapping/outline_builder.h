#pragma once

#include "model_io/mapping/outline.h"

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

namespace tensorgraft::test {

/// A model made of names and shapes, with the roles that the reader of its format would give.
struct ModelSketch {
    std::string formatId;
    std::vector<TensorInfo> tensors;

    explicit ModelSketch(std::string format) : formatId(std::move(format)) {}
    /// Layer and label are split at the last separator. Returns *this for chains.
    ModelSketch& add(const std::string& name, Shape shape, DType dtype = DType::Float32);
    ModelSketch& add(const std::string& name, const std::string& layer, const std::string& label, Shape shape, DType dtype = DType::Float32);
    [[nodiscard]] Outline outline() const { return {formatId, tensors}; }
};

/// The model that a facts.json of the samples describes.
ModelSketch sketchOfSample(const std::filesystem::path& factsFile, const std::string& formatId);

} // namespace tensorgraft::test
