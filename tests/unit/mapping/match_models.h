#pragma once

#include "model_io/mapping/matcher.h"

#include <map>
#include <string>
#include <vector>

namespace tensorgraft::test {

/// A model of names and shapes, for the matcher.
struct Model {
    std::string format;
    std::vector<TensorInfo> tensors;

    Model& add(std::string name, Shape shape)
    {
        TensorInfo info;
        info.name = std::move(name);
        info.shape = std::move(shape);
        tensors.push_back(std::move(info));
        return *this;
    }
    [[nodiscard]] Outline outline() const { return {format, tensors}; }
};

struct Claim {
    std::string source, transform;
    double confidence = 0;
    std::string reason;
};

struct Matched {
    MatchResult result;
    std::map<std::string, Claim> claims, suggestions;
};

/// Matches, and expects of every claim that its transform resolves to the target's shape.
Matched match(const Model& source, const Model& target, const MatchOptions& options = {});

} // namespace tensorgraft::test
