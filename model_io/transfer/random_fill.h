#pragma once

#include "model_io/mapping/transform.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace tensorgraft {

/// Values of a `fill` step: element i depends only on (kind, parameters, seed, name, i), so that any window can be made
/// alone and every machine makes the same. Random numbers: SplitMix64 (Steele, Lea, Flood 2014) as a hash of the
/// counter; normal values by Box and Muller; truncated at two standard deviations by drawing again (TensorFlow's rule).
/// Glorot and He take fan-in and fan-out from the shape as Keras does, `kernelIsOutputFirst` telling OIHW from HWIO.
class RandomFill {
public:
    RandomFill(const FillStep& step, const Shape& shape, std::string_view name, bool kernelIsOutputFirst = false);
    /// Elements [first, first + out.size()).
    void generate(std::uint64_t first, std::span<float> out) const;

private:
    [[nodiscard]] double uniform(std::uint64_t index, std::uint64_t draw) const;
    [[nodiscard]] double normal(std::uint64_t index, std::uint64_t draw) const;
    FillKind m_kind; ///< reduced to Constant, Normal, TruncatedNormal or Uniform
    double m_a = 0, m_b = 0;
    std::uint64_t m_key;
};

} // namespace tensorgraft
