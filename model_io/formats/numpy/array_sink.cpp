#include "model_io/formats/numpy/array_sink.h"

#include "model_io/codecs/float_codec.h"
#include "model_io/formats/numpy/latin1_source.h"
#include "model_io/formats/numpy/npy_header.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::numpy {
namespace {

constexpr std::size_t stepBytes = std::size_t{1} << 20;

Failure outOfOrder()
{
    return fail(ErrorCode::Usage, "tensor bytes came out of order");
}

/// Walks a shape in C order and gives each element's place in Fortran order.
class FortranWalk {
public:
    FortranWalk(std::span<const std::int64_t> dims, std::int64_t unit, std::uint64_t first)
        : m_dims(dims.begin(), dims.end()), m_steps(dims.size()), m_index(dims.size())
    {
        for (std::size_t axis = 0; axis < m_dims.size(); ++axis) {
            m_steps[axis] = unit;
            unit *= m_dims[axis];
        }
        for (std::size_t axis = m_dims.size(); axis-- > 0;) {
            m_index[axis] = static_cast<std::int64_t>(first % static_cast<std::uint64_t>(m_dims[axis]));
            first /= static_cast<std::uint64_t>(m_dims[axis]);
            m_place += m_index[axis] * m_steps[axis];
        }
    }
    [[nodiscard]] std::uint64_t place() const { return static_cast<std::uint64_t>(m_place); }
    void next()
    {
        for (std::size_t axis = m_dims.size(); axis-- > 0;) {
            m_place += m_steps[axis];
            if (++m_index[axis] < m_dims[axis])
                return;
            m_place -= m_dims[axis] * m_steps[axis];
            m_index[axis] = 0;
        }
    }

private:
    std::vector<std::int64_t> m_dims, m_steps, m_index;
    std::int64_t m_place = 0;
};

} // namespace

ArraySink::ArraySink(OutputFile& file, std::uint64_t position, StoredAs stored, std::uint64_t window)
    : m_file(file), m_position(position), m_stored(std::move(stored)), m_window(window)
{
}

Result<void> ArraySink::write(std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    if (byteOffset != m_received || bytes.size() > m_stored.sizeBytes() - m_received)
        return outOfOrder();
    m_received += bytes.size();
    if (!m_stored.permuted())
        return emit(bytes);
    const std::uint64_t room = std::min(m_window, m_stored.sizeBytes());
    while (!bytes.empty()) {
        if (m_buffer.capacity() == 0)
            m_buffer.reserve(static_cast<std::size_t>(room));
        const auto part = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(room) - m_buffer.size());
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(part));
        bytes = bytes.subspan(part);
        if (m_buffer.size() == room)
            if (auto ok = flush(false); !ok)
                return ok;
    }
    return complete() ? flush(true) : Result<void>();
}

Result<bool> ArraySink::copyExtent(const FileExtent& extent)
{
    if (m_stored.permuted() || m_stored.asLatin1 || (m_stored.bigEndian && itemSizeBytes(m_stored.dtype) > 1))
        return false;
    if (extent.lengthBytes != m_stored.sizeBytes() || m_received != 0)
        return outOfOrder();
    if (auto ok = m_file.copyFrom(extent, m_position); !ok)
        return tl::unexpected(std::move(ok.error()));
    m_received = m_emitted = extent.lengthBytes;
    return true;
}

Result<void> ArraySink::emit(std::span<const std::byte> bytes)
{
    const std::size_t item = itemSizeBytes(m_stored.dtype);
    const bool swap = m_stored.bigEndian && item > 1;
    if (!swap && !m_stored.asLatin1) {
        auto ok = m_file.writeAt(m_position + m_emitted, bytes);
        m_emitted += bytes.size();
        return ok;
    }
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(bytes.size(), stepBytes / 16 * 16));
        bytes = bytes.subspan(part.size());
        std::vector<std::byte> swapped(part.begin(), part.end());
        if (swap)
            swapBytes(swapped, dtypeClass(m_stored.dtype) == DTypeClass::Complex ? item / 2 : item);
        m_scratch.clear();
        if (m_stored.asLatin1)
            appendLatin1(m_scratch, swapped);
        else
            m_scratch.swap(swapped);
        if (auto ok = m_file.writeAt(m_position + m_emitted, m_scratch); !ok)
            return ok;
        m_emitted += m_scratch.size();
    }
    return {};
}

Result<void> ArraySink::flush(bool last)
{
    const std::size_t item = itemSizeBytes(m_stored.dtype);
    if (m_buffer.empty())
        return {};
    if (m_buffer.size() == m_stored.sizeBytes()) { // all of it is here: permute in memory
        std::vector<std::byte> permuted(m_buffer.size());
        FortranWalk walk(m_stored.shape.dims(), 1, 0);
        for (std::size_t at = 0; at < m_buffer.size(); at += item, walk.next())
            std::memcpy(permuted.data() + walk.place() * item, m_buffer.data() + at, item);
        m_buffer = {};
        return emit(permuted);
    }
    // Whole rows of the first axis give runs in the file; what is left over waits for its row.
    const std::uint64_t rowBytes = m_stored.sizeBytes() / static_cast<std::uint64_t>(m_stored.shape[0]);
    std::uint64_t use = m_buffer.size();
    if (!last && m_flushed % rowBytes == 0 && use > rowBytes)
        use -= use % rowBytes;
    if (auto ok = scatter(m_flushed / item, std::span(m_buffer).first(static_cast<std::size_t>(use))); !ok)
        return ok;
    m_flushed += use;
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(use));
    if (m_flushed == m_stored.sizeBytes())
        m_emitted = m_flushed;
    return {};
}

Result<void> ArraySink::scatter(std::uint64_t firstElement, std::span<const std::byte> bytes)
{
    const std::size_t item = itemSizeBytes(m_stored.dtype);
    const std::uint64_t rowElements = m_stored.shape.elementCount() / static_cast<std::uint64_t>(m_stored.shape[0]);
    const std::size_t part = dtypeClass(m_stored.dtype) == DTypeClass::Complex ? item / 2 : item;
    std::vector<std::byte> run;
    while (!bytes.empty()) {
        const std::uint64_t row = firstElement / rowElements, column = firstElement % rowElements;
        const std::uint64_t elements = bytes.size() / item;
        // Either `rows` whole rows, or (rows = 1) a stretch of one.
        const std::uint64_t rows = column == 0 ? std::max<std::uint64_t>(elements / rowElements, 1) : 1;
        const std::uint64_t columns = std::min(rowElements - column, elements);
        FortranWalk walk(m_stored.shape.dims().subspan(1), m_stored.shape[0], column);
        for (std::uint64_t c = 0; c < columns; ++c, walk.next()) {
            run.resize(static_cast<std::size_t>(rows) * item);
            for (std::uint64_t r = 0; r < rows; ++r)
                std::memcpy(run.data() + r * item, bytes.data() + (r * rowElements + c) * item, item);
            if (m_stored.bigEndian && item > 1)
                swapBytes(run, part);
            if (auto ok = m_file.writeAt(m_position + (walk.place() + row) * item, run); !ok)
                return ok;
        }
        const std::uint64_t done = rows * columns;
        firstElement += done;
        bytes = bytes.subspan(static_cast<std::size_t>(done * item));
    }
    return {};
}

} // namespace tensorgraft::numpy
