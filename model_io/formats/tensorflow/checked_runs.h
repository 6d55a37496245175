#pragma once

#include "model_io/codecs/byte_source.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::tf {

/// Runs of a data file whose CRC-32C are known, one behind the other as one source: a hundred thousand tensors share an
/// object. Nothing is read on making it; whoever first asks for any part of a run (reading, mapping or its place for a
/// copy) has the whole run verified, once: a wrong byte is noticed on every way out, at the price of one pass over the
/// run at memory speed. Where the checksum is wrong every read and map of the run is Corrupt, and there is no extent.
class CheckedRuns final : public ByteSource {
public:
    explicit CheckedRuns(std::shared_ptr<const FileSource> file);

    /// Appends a run and tells where it begins in this source; nullopt where the runs together would pass 2^63 bytes.
    /// `crc`: unmasked. REQUIRES: the run lies inside the file, and nobody reads yet.
    [[nodiscard]] std::optional<std::uint64_t> add(std::uint64_t fileOffset, std::uint64_t length, std::uint32_t crc);

    [[nodiscard]] const FileSource& file() const { return *m_file; }
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    /// A range must lie inside one run. Errors: Mismatch (it does not), Corrupt (the checksum), Io.
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override;

private:
    enum class State : std::uint8_t { Unknown, Good, Bad };
    struct Run {
        std::uint64_t begin = 0; ///< in this source
        std::uint64_t fileOffset = 0;
        std::uint32_t crc = 0;
        mutable State state = State::Unknown; ///< only through std::atomic_ref
    };
    Result<std::size_t> runOf(std::uint64_t offset, std::uint64_t length) const;
    std::uint64_t lengthOf(std::size_t run) const { return (run + 1 < m_runs.size() ? m_runs[run + 1].begin : m_size) - m_runs[run].begin; }
    /// Verifies the run where that was not done yet. Errors: Corrupt, Io.
    Result<void> verify(std::size_t run) const;
    State stateOf(std::size_t run) const;
    Failure setBad(std::size_t run, std::uint32_t found) const;
    Error wrong(std::size_t run) const;
    /// Two threads that want the same run verify it once; a lock for each run would be a waste.
    std::mutex& lockOf(std::size_t run) const { return m_locks[run % m_locks.size()]; }

    std::shared_ptr<const FileSource> m_file;
    std::uint64_t m_size = 0;
    std::vector<Run> m_runs; ///< ascending by `begin`
    mutable std::array<std::mutex, 31> m_locks;
    mutable std::mutex m_foundLock;
    mutable std::map<std::size_t, std::uint32_t> m_found; ///< checksums of bad runs
};

/// CRC-32C of a run of a file, in windows. Errors: Io, Corrupt (outside of the file).
[[nodiscard]] Result<std::uint32_t> crc32cOf(const FileSource& file, std::uint64_t offset, std::uint64_t length);

/// "0x1234abcd".
[[nodiscard]] std::string crcText(std::uint32_t crc);

} // namespace tensorgraft::tf
