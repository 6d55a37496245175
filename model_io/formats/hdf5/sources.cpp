#include "model_io/formats/hdf5/sources.h"

#include "model_io/formats/hdf5/helper_process.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::hdf5 {

Failure pastEnd(std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return fail(makeError(ErrorCode::Corrupt, "a read passes the end of the dataset")
                    .wanted("at most " + std::to_string(size) + " bytes")
                    .got(std::to_string(length) + " bytes from " + std::to_string(offset)));
}

Result<void> FillSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return pastEnd(offset, out.size(), m_size);
    if (m_value.empty()) {
        std::ranges::fill(out, std::byte{0});
        return {};
    }
    // The first element by hand, then what is there already, doubled.
    std::size_t done = std::min(out.size(), m_value.size());
    for (std::size_t i = 0; i < done; ++i)
        out[i] = m_value[(offset + i) % m_value.size()];
    while (done < out.size()) {
        const std::size_t n = std::min(done, out.size() - done);
        std::memcpy(out.data() + done, out.data(), n);
        done += n;
    }
    return {};
}

Result<void> JoinedSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return pastEnd(offset, out.size(), m_size);
    for (const Piece& p : m_pieces) {
        if (out.empty())
            return {};
        if (offset >= p.length) {
            offset -= p.length;
            continue;
        }
        const std::uint64_t n = std::min<std::uint64_t>(out.size(), p.length - offset);
        const std::uint64_t at = p.offset + offset;
        const std::uint64_t stored = at < p.source->sizeBytes() ? std::min(n, p.source->sizeBytes() - at) : 0;
        if (stored)
            if (auto r = p.source->readAt(at, out.first(stored)); !r)
                return r;
        std::ranges::fill(out.subspan(stored, n - stored), std::byte{0});
        out = out.subspan(n);
        offset = 0;
    }
    std::ranges::fill(out, std::byte{0});
    return {};
}

const JoinedSource::Piece* JoinedSource::pieceWith(std::uint64_t offset, std::uint64_t length, std::uint64_t& inPiece) const
{
    for (const Piece& p : m_pieces) {
        if (offset < p.length || (length == 0 && offset == p.length)) {
            inPiece = p.offset + offset;
            return inside(offset, length, p.length) && inside(inPiece, length, p.source->sizeBytes()) ? &p : nullptr;
        }
        offset -= p.length;
    }
    return nullptr;
}

Result<std::optional<ByteSource::Mapped>> JoinedSource::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    std::uint64_t at = 0;
    const Piece* p = pieceWith(offset, length, at);
    return p ? p->source->mapAt(at, length) : Result<std::optional<Mapped>>(std::nullopt);
}

std::optional<FileExtent> JoinedSource::extentAt(std::uint64_t offset, std::uint64_t length) const
{
    std::uint64_t at = 0;
    const Piece* p = pieceWith(offset, length, at);
    return p ? p->source->extentAt(at, length) : std::nullopt;
}

LibraryReader::LibraryReader(Container container) : m_container(std::move(container)) {}
LibraryReader::~LibraryReader() = default;

Result<void> LibraryReader::read(const Dataset& dataset, std::uint64_t firstElement, std::span<std::byte> out)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_helper) {
        auto helper = HelperProcess::start(m_container.file->descriptor());
        if (!helper)
            return fail(std::move(helper.error()));
        m_helper = std::move(*helper);
        WireWriter open;
        open.u8(static_cast<std::uint8_t>(Command::OpenFile));
        open.u64(m_container.base);
        open.u64(m_container.length);
        if (auto r = m_helper->call(std::move(open.buffer())); !r) {
            m_helper.reset();
            return fail(std::move(r.error()).at(m_container.path).of(dataset.path));
        }
    }
    const std::size_t item = itemSizeBytes(dataset.type.dtype);
    for (std::size_t done = 0; done < out.size();) {
        const std::size_t n = std::min<std::size_t>(out.size() - done, maxTransferBytes / item * item);
        WireWriter request;
        request.u8(static_cast<std::uint8_t>(Command::Read));
        request.u64(dataset.address);
        request.u8(static_cast<std::uint8_t>(dataset.type.dtype));
        request.u8(dataset.type.asStored);
        request.u64(firstElement + done / item);
        request.u64(n / item);
        auto reply = m_helper->call(std::move(request.buffer()));
        if (!reply) {
            m_helper.reset(); // a fresh one for the next dataset: this one may have crashed
            return fail(std::move(reply.error()).at(m_container.path).of(dataset.path));
        }
        if (reply->size() != n)
            return fail(makeError(ErrorCode::Corrupt, "the HDF5 library gave another number of bytes").at(m_container.path)
                            .of(dataset.path).wanted(std::to_string(n)).got(std::to_string(reply->size())));
        std::memcpy(out.data() + done, reply->data(), n);
        done += n;
    }
    return {};
}

LibrarySource::LibrarySource(std::shared_ptr<LibraryReader> reader, std::shared_ptr<const Dataset> dataset, std::uint64_t sizeBytes)
    : m_reader(std::move(reader)), m_dataset(std::move(dataset)), m_size(sizeBytes), m_item(itemSizeBytes(m_dataset->type.dtype))
{
}

Result<void> LibrarySource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return pastEnd(offset, out.size(), m_size);
    if (out.empty())
        return {};
    const std::uint64_t first = offset / m_item;
    const std::uint64_t end = (offset + out.size() + m_item - 1) / m_item;
    if (offset % m_item == 0 && out.size() % m_item == 0)
        return m_reader->read(*m_dataset, first, out);
    std::vector<std::byte> whole((end - first) * m_item);
    if (auto r = m_reader->read(*m_dataset, first, whole); !r)
        return r;
    std::memcpy(out.data(), whole.data() + (offset - first * m_item), out.size());
    return {};
}

} // namespace tensorgraft::hdf5
