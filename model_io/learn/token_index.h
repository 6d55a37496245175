#pragma once

#include "model_io/learn/fingerprint.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tensorgraft::learning {

/// A slice of a source: index `index` of axis `axis`.
struct Place {
    std::uint64_t sum = 0; ///< of the slice's elements
    std::uint32_t tensor = 0, index = 0;
    std::uint16_t axis = 0, rounding = 0;
};

/// Finds slices of the sources by the sum of their elements.
class TokenIndex {
public:
    explicit TokenIndex(const ModelPrints& prints);
    [[nodiscard]] std::span<const Place> find(std::uint64_t sum) const;

private:
    std::vector<Place> m_places; ///< by sum
};

} // namespace tensorgraft::learning
