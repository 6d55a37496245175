#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::hdf5 {

/// Expands an LZF stream as h5py stores it (liblzf's format): a control byte below 32 starts a literal run of
/// control + 1 bytes, any other a back reference of (control >> 5) + 2 bytes, 7 meaning that a length byte follows.
/// nullopt where the stream is damaged or gives more than `limit` bytes.
[[nodiscard]] std::optional<std::vector<std::byte>> expandLzf(std::span<const std::byte> in, std::size_t limit);

} // namespace tensorgraft::hdf5
