#pragma once

#include "model_io/core/model_file.h"

#include <filesystem>
#include <memory>

namespace tensorgraft {

/// A read-only map of the first `sizeBytes` bytes of `descriptor`. Where a page cannot be read (the file was cut, the
/// disk fails) the process gets zeros instead of SIGBUS, and check() says so afterwards.
/// Returns nullptr where the system cannot map (no address space, too many maps): callers then read by position.
/// The handler is installed once, on first use, and passes on every fault outside of our maps.
class GuardedMap : public MappingGuard {
public:
    [[nodiscard]] static std::shared_ptr<const GuardedMap> make(int descriptor, std::uint64_t sizeBytes,
                                                                std::filesystem::path path);
    [[nodiscard]] virtual std::span<const std::byte> bytes() const = 0;
};

} // namespace tensorgraft
