#pragma once

#include "model_io/analysis/compare.h"
#include "model_io/core/model_file.h"
#include "model_io/mapping/check.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// Two values that belong together.
struct TensorPair {
    std::vector<std::size_t> a; ///< tensors of A; one unless a mapping joins several
    std::size_t b = 0;          ///< tensor of B
    std::string transform;      ///< of A's tensors; "" where they are compared as they are
};
/// Which tensors of two models are compared, in the order of A (by name) or of B (by mapping).
struct ModelPairs {
    std::vector<TensorPair> pairs;
    std::vector<std::size_t> onlyInA, onlyInB;  ///< without a partner; by mapping both are empty
    std::vector<Diagnostic> problems;           ///< entries of the mapping that could not be resolved
    std::vector<ResolvedEntry> entries;         ///< by mapping one a pair; else empty
    bool mapped = false;
};
/// Pairs the exact name, else the one tensor that answers to it as layer and weight name.
[[nodiscard]] ModelPairs pairByName(const ModelFile& a, const ModelFile& b);
/// Pairs what the mapping makes of A's tensors with B's.
[[nodiscard]] ModelPairs pairByMapping(const MappingDocument& document, const ModelFile& a, const ModelFile& b);

/// What came of one pair.
struct PairDifference {
    std::optional<Comparison> comparison;
    std::shared_ptr<const Error> problem; ///< why they could not be compared; null where they were
    /// Text and records that cannot be compared count as unchanged; tensors of different shapes as changed.
    [[nodiscard]] bool isChanged() const;
    /// How the pair is sorted by change: relative L2; infinite where shapes differ or values cannot be read.
    [[nodiscard]] double change() const;
};
/// Compares pairs.pairs[index]. The only error is Cancelled: all others are kept with the pair.
[[nodiscard]] Result<PairDifference> comparePair(const std::shared_ptr<const ModelFile>& a, const ModelFile& b, const ModelPairs& pairs,
                                                 std::size_t index, const ProgressFn& progress = {});

/// Names of a pair's tensors of A, joined by ", ".
[[nodiscard]] std::string namesInA(const ModelFile& a, const TensorPair& pair);

} // namespace tensorgraft
