#pragma once

#include "model_io/learn/arrangement.h"
#include "model_io/learn/fingerprint.h"
#include "model_io/learn/learn.h"
#include "model_io/learn/prove.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tensorgraft::learning {

/// What fills a target, proved.
struct Found {
    std::vector<std::size_t> sources;
    std::string steps;
    double confidence = 1;
    std::string reason;
    std::vector<std::size_t> permutation; ///< of whole axes, where that is all it does
    std::vector<Arrangement> alike;       ///< other permutations that give the same values
    Rounding rounding;                    ///< type the values are rounded to first
    Proof proof;
};

/// A source whose values, perhaps rounded, may be those of a target in another order.
struct Candidate {
    std::size_t source = 0;
    std::size_t rounding = 0; ///< index into ModelPrints::roundings
};

/// Everything that the steps of the search share.
struct Search {
    ModelPtr source, example;
    LearnOptions options;
    ModelPrints sourcePrints;
    std::vector<Fingerprint> targetPrints;
    std::vector<std::optional<Found>> found;       ///< by target
    std::vector<std::vector<Candidate>> ambiguous; ///< by target: several sources with its values
    std::vector<std::string> notes;
    std::unordered_map<std::uint64_t, std::vector<Candidate>> byHash;
    std::map<std::vector<std::size_t>, std::size_t> votes; ///< permutations of the kernels that were found

    [[nodiscard]] const TensorInfo& sourceInfo(std::size_t s) const { return source->tensors()[s]; }
    [[nodiscard]] const TensorInfo& targetInfo(std::size_t t) const { return example->tensors()[t]; }
    [[nodiscard]] const Fingerprint& print(const Candidate& c) const { return sourcePrints.prints[c.rounding][c.source]; }
    /// Targets that nothing fills yet and whose values can be looked at.
    [[nodiscard]] std::vector<std::size_t> open() const;
    /// The step for a rounding that the target's own type does not do: "cast(float16)"; "" else.
    [[nodiscard]] std::string castSteps(const Rounding& rounding, std::size_t target) const;
    [[nodiscard]] Result<std::optional<Proof>> prove(const std::vector<std::size_t>& sources, const std::string& steps, std::size_t target,
                                                     double tolerance = 0) const;
    /// Calls `work` for each target, in parallel; bytes of targets done count as progress. Errors: the first; Cancelled.
    [[nodiscard]] Result<void> forEachTarget(const std::vector<std::size_t>& targets, const std::function<Result<void>(std::size_t)>& work);

    std::function<bool(std::uint64_t bytes)> proved; ///< progress of the second half
    std::atomic<bool> stop = false;
};

/// The types that targets may have been rounded to on their way.
[[nodiscard]] std::vector<DType> roundingsOf(const ModelFile& example, const std::vector<Fingerprint>& prints);

// The steps of the search, in this order. Each fills `found` for targets that are still open.

/// A whole source in another order: axes permuted, flipped, cut, joined, gates reordered.
[[nodiscard]] Result<void> findWhole(Search& search);
/// A slice of a source; sources concatenated, stacked or interleaved.
[[nodiscard]] Result<void> findParts(Search& search);
/// Values that are close, scaled, shifted, or the sum of two sources.
[[nodiscard]] Result<void> findComputed(Search& search);
/// Equal values in several sources: names and structure decide.
[[nodiscard]] Result<void> decideEqual(Search& search);

/// One way of arranging a candidate as the target, proved; nullopt where none is.
[[nodiscard]] Result<std::optional<Found>> arrange(const Search& search, const Candidate& candidate, std::size_t target);

} // namespace tensorgraft::learning
