#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::tf {

/// The values of one slice of a V1 checkpoint: the TensorProto inside SavedTensorSlices, read where it stands.
/// Floating values are raw bytes there; integers are varints, decoded a window at a time. Any number of threads.
class V1Values {
public:
    /// `message`: a SavedTensorSlices, as the table holds it; must outlive this. `count`: elements of the slice.
    /// Errors (without file and tensor): Corrupt; Unsupported for types that are not stored as numbers.
    [[nodiscard]] static Result<V1Values> parse(std::span<const std::byte> message, DType type, int typeNumber,
                                                std::uint64_t count);

    /// The values as they stand in the message, little-endian and in C order; nullopt where they are encoded.
    [[nodiscard]] std::optional<std::span<const std::byte>> raw() const;
    /// Elements [first, first + out.size() / item size). REQUIRES: they exist.
    void read(std::uint64_t first, std::span<std::byte> out) const;

private:
    V1Values() = default;
    DType m_type = DType::Float32;
    bool m_packed = false;
    std::span<const std::byte> m_bytes; ///< raw values or packed varints, in the message
    std::vector<std::byte> m_decoded;   ///< where the values do not stand in one run
    /// Where the last read of packed varints ended: reads go forward as a rule.
    struct Cursor {
        std::mutex mutex;
        std::uint64_t element = 0;
        std::size_t at = 0;
    };
    std::shared_ptr<Cursor> m_cursor;
};

} // namespace tensorgraft::tf
