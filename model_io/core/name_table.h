#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tensorgraft {

struct TensorInfo;

/// Finds tensors by name: an open-addressing table of indices, eight to sixteen bytes a tensor in one allocation.
/// Of equal names the first counts.
class NameTable {
public:
    NameTable() = default;
    /// O(tensors). REQUIRES: fewer than 2^32 tensors.
    explicit NameTable(std::span<const TensorInfo> tensors);
    /// REQUIRES: `tensors` are those that the index was made of.
    [[nodiscard]] std::optional<std::size_t> find(std::span<const TensorInfo> tensors, std::string_view name) const;

private:
    std::vector<std::uint32_t> m_slots; ///< index + 1; 0 is free. The size is a power of two, at least twice the tensors.
};

} // namespace tensorgraft
