#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <memory>
#include <span>

namespace tensorgraft {

/// Of two values of equal shape, element by element in float64.
struct Comparison {
    bool bitwiseEqual = false;  ///< same dtype and bytes
    bool equal = false;         ///< same values (NaN equals NaN)
    double maxAbsDifference = 0;
    double cosineSimilarity = 0; ///< 1 where both are zero
    double relativeL2 = 0;       ///< |a - b| / |b|; 0 where both are zero
    std::uint64_t differing = 0; ///< elements
};
/// Compares two runs of elements that arrive in pieces. Not thread-safe; each piece is worked on in parallel.
class Comparator {
public:
    Comparator();
    ~Comparator();
    Comparator(const Comparator&) = delete;
    Comparator& operator=(const Comparator&) = delete;
    /// REQUIRES: plain types; both hold the same count of elements.
    void add(DType typeA, std::span<const std::byte> a, DType typeB, std::span<const std::byte> b);
    [[nodiscard]] Comparison result() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
/// Streams both. Mismatch where the shapes differ.
[[nodiscard]] Result<Comparison> compare(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB,
                                         const ProgressFn& progress = {});
/// The same of float32 values in memory. REQUIRES: equal sizes.
[[nodiscard]] Comparison compare(std::span<const float> a, std::span<const float> b);

} // namespace tensorgraft
