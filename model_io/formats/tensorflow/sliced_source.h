#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/shape.h"
#include "model_io/formats/tensorflow/slice_box.h"

#include <memory>
#include <vector>

namespace tensorgraft::tf {

/// A partitioned variable, assembled: the C-order bytes of the full tensor out of the bytes of its slices.
class SlicedSource final : public ByteSource {
public:
    struct Piece {
        SliceBox box;
        std::shared_ptr<const ByteSource> source; ///< the slice's own C-order bytes
    };
    /// REQUIRES: the boxes tile `shape`; every source holds its box of elements of `itemBytes`.
    SlicedSource(Shape shape, std::size_t itemBytes, std::vector<Piece> pieces);

    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override { return std::optional<Mapped>{}; }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    Result<void> readElements(std::uint64_t first, std::span<std::byte> out) const;

    Shape m_shape;
    std::size_t m_item;
    std::uint64_t m_size;
    std::vector<Piece> m_pieces;
};

} // namespace tensorgraft::tf
