#pragma once

#include "model_io/analysis/statistics.h"
#include "model_io/core/model_file.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::learning {

/// What is kept of a tensor's values. The sums are over mix(value) modulo 2^64: they do not depend on the order of the
/// elements, and values that are equal in float32 or float64 mix alike whatever type stores them (-0 as 0).
struct Fingerprint {
    bool usable = false;   ///< false where the elements are no numbers, or there are none
    std::uint64_t count = 0;
    std::uint64_t hash = 0;
    /// For every axis the sums of its slices, index by index; empty where the axis has size 1 or is too long to keep.
    std::vector<std::vector<std::uint64_t>> axes;
    Statistics moments;    ///< of the exact values only
    std::uint32_t usedBits = 0; ///< all bits that are set in some float32 value: rounding from a shorter type shows here
    [[nodiscard]] bool constant() const { return moments.nans == 0 && moments.infs == 0 && moments.min == moments.max; }
};

/// Sizes up to which the slices of an axis are remembered.
constexpr std::int64_t longestAxis = std::int64_t{1} << 20;

/// The values as they are, or as they would be after a cast to a shorter type.
using Rounding = std::optional<DType>;

/// Fingerprints of every tensor of a model, one list a rounding.
struct ModelPrints {
    std::vector<Rounding> roundings;              ///< the first is always "as they are"
    std::vector<std::vector<Fingerprint>> prints; ///< [rounding][tensor]; not usable where the rounding changes nothing
};

/// Called with the bytes done; false stops. May be called from several threads, one at a time.
using BytesDone = std::function<bool(std::uint64_t bytes)>;

/// One pass over all tensors, in parallel, in windows. `roundings`: beside the exact values. Errors: reading; Cancelled.
[[nodiscard]] Result<ModelPrints> fingerprintModel(const ModelFile& model, std::vector<DType> roundings, const BytesDone& done);

/// Of a value in memory: little-endian, C order.
[[nodiscard]] Fingerprint fingerprint(DType type, const Shape& shape, std::span<const std::byte> bytes, Rounding rounding = {});

} // namespace tensorgraft::learning
