#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/shape.h"
#include "model_io/learn/fingerprint.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tensorgraft::learning {

/// Adds up the mixed elements of a run of a tensor: in all, and for each slice of each axis. Runs of one tensor are summed
/// apart and merged: everything here is a sum.
class SliceSums {
public:
    explicit SliceSums(const Shape& shape);

    /// Elements [first, first + n) in C order. `mixed` as mixElements() gives them.
    void add(std::uint64_t first, std::span<const std::uint64_t> mixed);
    void mergeInto(Fingerprint& print);

private:
    void addRow(std::uint64_t row, std::size_t column, std::span<const std::uint64_t> mixed);

    std::vector<std::int64_t> m_sizes;
    std::size_t m_outer = 0;          ///< axes that are counted a row at a time; the rest is one flat block
    std::uint64_t m_block = 1;        ///< elements of that block
    std::uint64_t m_total = 0;
    std::vector<std::vector<std::uint64_t>> m_axes; ///< of the outer axes
    std::vector<std::uint64_t> m_flat;              ///< of the block's elements; empty where it is too long
};

/// mix(value) of each element. With `rounding` of the values after that cast. `usedBits`: see Fingerprint.
/// REQUIRES: isPlain(type); out.size() elements.
void mixElements(DType type, std::span<const std::byte> in, Rounding rounding, std::span<std::uint64_t> out, std::uint32_t& usedBits);

} // namespace tensorgraft::learning
