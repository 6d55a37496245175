#include "model_io/formats/tensorflow/checked_source.h"

#include "model_io/codecs/hash.h"

#include <algorithm>
#include <array>

namespace tensorgraft::tf {
namespace {

constexpr std::uint64_t window = std::uint64_t{8} << 20;

/// Two threads that want the same run verify it once; a lock for each of 100,000 runs would be a waste.
std::mutex& lockOf(const void* source)
{
    static std::array<std::mutex, 61> locks;
    return locks[reinterpret_cast<std::uintptr_t>(source) / 64 % locks.size()];
}

} // namespace

std::string crcText(std::uint32_t crc)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "0x";
    for (int shift = 28; shift >= 0; shift -= 4)
        text += digits[crc >> shift & 15];
    return text;
}

Result<std::uint32_t> crc32cOf(const FileSource& file, std::uint64_t offset, std::uint64_t length)
{
    std::uint32_t crc = 0;
    std::vector<std::byte> buffer;
    for (std::uint64_t done = 0; done < length;) {
        const std::uint64_t n = std::min(window, length - done);
        auto mapped = length < 65536 ? Result<std::optional<ByteSource::Mapped>>(std::nullopt) : file.mapAt(offset + done, n);
        if (!mapped)
            return fail(std::move(mapped.error()));
        if (*mapped) {
            crc = crc32c(crc, (*mapped)->bytes);
            (*mapped)->guard->release((*mapped)->bytes);
            if (auto r = (*mapped)->guard->check(); !r)
                return fail(std::move(r.error()));
        } else {
            buffer.resize(static_cast<std::size_t>(n));
            if (auto r = file.readAt(offset + done, buffer); !r)
                return fail(std::move(r.error()));
            crc = crc32c(crc, buffer);
        }
        done += n;
    }
    return crc;
}

CheckedSource::CheckedSource(std::shared_ptr<const FileSource> file, std::uint64_t offset, std::uint64_t length, std::uint32_t crc)
    : m_file(std::move(file)), m_offset(offset), m_length(length), m_crc(crc)
{
}

Error CheckedSource::wrong() const
{
    return makeError(ErrorCode::Corrupt, "the checksum of the tensor's bytes is wrong")
        .at(m_file->path())
        .at(m_offset)
        .wanted("CRC-32C " + crcText(m_crc))
        .got(crcText(m_found))
        .advise("The data file is damaged or belongs to another index; copy or download the checkpoint again");
}

Result<void> CheckedSource::verify() const
{
    if (m_state == State::Good)
        return {};
    const std::lock_guard lock(lockOf(this));
    if (m_state == State::Good)
        return {};
    if (m_state == State::Bad)
        return fail(wrong());
    const auto crc = crc32cOf(*m_file, m_offset, m_length);
    if (!crc) // not remembered: a disk may answer again
        return fail(crc.error());
    if (*crc != m_crc) {
        m_found = *crc;
        m_state = State::Bad;
        return fail(wrong());
    }
    m_state = State::Good;
    return {};
}

namespace {
Failure outside(const FileSource& file, std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor").at(file.path())
                    .wanted("at most " + std::to_string(size) + " bytes")
                    .got(std::to_string(length) + " bytes at " + std::to_string(offset)));
}
} // namespace

Result<void> CheckedSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_length))
        return outside(*m_file, offset, out.size(), m_length);
    // A small run read whole is verified where it lies: one read, not two.
    if (out.size() == m_length && m_state == State::Unknown && m_length <= window) {
        if (auto r = m_file->readAt(m_offset, out); !r)
            return r;
        const std::uint32_t crc = crc32c(0, out);
        if (crc != m_crc) {
            m_found = crc;
            m_state = State::Bad;
            return fail(wrong());
        }
        m_state = State::Good;
        return {};
    }
    if (auto r = verify(); !r)
        return r;
    return m_file->readAt(m_offset + offset, out);
}

Result<std::optional<ByteSource::Mapped>> CheckedSource::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_length))
        return outside(*m_file, offset, length, m_length);
    if (auto r = verify(); !r)
        return fail(std::move(r.error()));
    return m_file->mapAt(m_offset + offset, length);
}

std::optional<FileExtent> CheckedSource::extentAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_length) || !verify())
        return std::nullopt;
    return m_file->extentAt(m_offset + offset, length);
}

} // namespace tensorgraft::tf
