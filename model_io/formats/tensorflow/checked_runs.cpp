#include "model_io/formats/tensorflow/checked_runs.h"

#include "model_io/codecs/hash.h"

#include <algorithm>
#include <atomic>

namespace tensorgraft::tf {
namespace {

constexpr std::uint64_t window = std::uint64_t{8} << 20;

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

CheckedRuns::CheckedRuns(std::shared_ptr<const FileSource> file) : m_file(std::move(file)) {}

std::optional<std::uint64_t> CheckedRuns::add(std::uint64_t fileOffset, std::uint64_t length, std::uint32_t crc)
{
    if (length > INT64_MAX - m_size)
        return std::nullopt;
    const std::uint64_t begin = m_size;
    m_runs.push_back({begin, fileOffset, crc});
    m_size += length;
    return begin;
}

Result<std::size_t> CheckedRuns::runOf(std::uint64_t offset, std::uint64_t length) const
{
    const auto after = std::ranges::upper_bound(m_runs, offset, {}, &Run::begin);
    if (after != m_runs.begin()) {
        const auto run = static_cast<std::size_t>(after - m_runs.begin()) - 1;
        if (inside(offset - m_runs[run].begin, length, lengthOf(run)))
            return run;
    }
    return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor").at(m_file->path())
                    .got(std::to_string(length) + " bytes at " + std::to_string(offset)));
}

CheckedRuns::State CheckedRuns::stateOf(std::size_t run) const { return std::atomic_ref(m_runs[run].state).load(std::memory_order_acquire); }

Error CheckedRuns::wrong(std::size_t run) const
{
    const std::lock_guard lock(m_foundLock);
    return makeError(ErrorCode::Corrupt, "the checksum of the tensor's bytes is wrong")
        .at(m_file->path())
        .at(m_runs[run].fileOffset)
        .wanted("CRC-32C " + crcText(m_runs[run].crc))
        .got(crcText(m_found[run]))
        .advise("The data file is damaged or belongs to another index; copy or download the checkpoint again");
}

Failure CheckedRuns::setBad(std::size_t run, std::uint32_t found) const
{
    {
        const std::lock_guard lock(m_foundLock);
        m_found[run] = found;
    }
    std::atomic_ref(m_runs[run].state).store(State::Bad, std::memory_order_release);
    return fail(wrong(run));
}

Result<void> CheckedRuns::verify(std::size_t run) const
{
    if (stateOf(run) == State::Good)
        return {};
    const std::lock_guard lock(lockOf(run));
    if (stateOf(run) == State::Good)
        return {};
    if (stateOf(run) == State::Bad)
        return fail(wrong(run));
    const auto crc = crc32cOf(*m_file, m_runs[run].fileOffset, lengthOf(run));
    if (!crc) // not remembered: a disk may answer again
        return fail(crc.error());
    if (*crc != m_runs[run].crc)
        return setBad(run, *crc);
    std::atomic_ref(m_runs[run].state).store(State::Good, std::memory_order_release);
    return {};
}

Result<void> CheckedRuns::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    const auto run = runOf(offset, out.size());
    if (!run)
        return fail(run.error());
    const std::uint64_t length = lengthOf(*run), place = m_runs[*run].fileOffset + (offset - m_runs[*run].begin);
    // A small run read whole is verified where it lies: one read, not two.
    if (out.size() == length && stateOf(*run) == State::Unknown && length <= window) {
        if (auto r = m_file->readAt(place, out); !r)
            return r;
        const std::uint32_t crc = crc32c(0, out);
        if (crc != m_runs[*run].crc)
            return setBad(*run, crc);
        std::atomic_ref(m_runs[*run].state).store(State::Good, std::memory_order_release);
        return {};
    }
    if (auto r = verify(*run); !r)
        return r;
    return m_file->readAt(place, out);
}

Result<std::optional<ByteSource::Mapped>> CheckedRuns::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    const auto run = runOf(offset, length);
    if (!run)
        return fail(run.error());
    if (auto r = verify(*run); !r)
        return fail(std::move(r.error()));
    return m_file->mapAt(m_runs[*run].fileOffset + (offset - m_runs[*run].begin), length);
}

std::optional<FileExtent> CheckedRuns::extentAt(std::uint64_t offset, std::uint64_t length) const
{
    const auto run = runOf(offset, length);
    if (!run || !verify(*run))
        return std::nullopt;
    return m_file->extentAt(m_runs[*run].fileOffset + (offset - m_runs[*run].begin), length);
}

} // namespace tensorgraft::tf
