#include "model_io/formats/tensorflow/sliced_source.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::tf {

SlicedSource::SlicedSource(Shape shape, std::size_t itemBytes, std::vector<Piece> pieces)
    : m_shape(std::move(shape)), m_item(itemBytes), m_size(m_shape.elementCount() * itemBytes), m_pieces(std::move(pieces))
{
}

Result<void> SlicedSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor"));
    // Whole elements; the edges of a range that begins or ends inside one are cut off.
    const std::uint64_t first = offset / m_item, end = (offset + out.size() + m_item - 1) / m_item;
    if (first * m_item == offset && end * m_item == offset + out.size())
        return readElements(first, out);
    std::vector<std::byte> whole((end - first) * m_item);
    if (auto r = readElements(first, whole); !r)
        return r;
    std::memcpy(out.data(), whole.data() + (offset - first * m_item), out.size());
    return {};
}

Result<void> SlicedSource::readElements(std::uint64_t first, std::span<std::byte> out) const
{
    const std::uint64_t count = out.size() / m_item;
    std::vector<std::byte> buffer;
    for (const Piece& piece : m_pieces) {
        // What the range needs of a piece is one run of the piece's own order.
        std::uint64_t low = piece.box.elementCount, high = 0;
        auto r = forEachRun(piece.box, m_shape, first, count, [&](std::uint64_t inBox, std::uint64_t, std::uint64_t n) -> Result<void> {
            low = std::min(low, inBox);
            high = inBox + n;
            return {};
        });
        if (!r)
            return r;
        if (low >= high)
            continue;
        buffer.resize((high - low) * m_item);
        if (auto read = piece.source->readAt(low * m_item, buffer); !read)
            return read;
        r = forEachRun(piece.box, m_shape, first, count, [&](std::uint64_t inBox, std::uint64_t inWhole, std::uint64_t n) -> Result<void> {
            std::memcpy(out.data() + (inWhole - first) * m_item, buffer.data() + (inBox - low) * m_item, n * m_item);
            return {};
        });
        if (!r)
            return r;
    }
    return {};
}

} // namespace tensorgraft::tf
