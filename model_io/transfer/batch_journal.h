#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace tensorgraft {

/// A file of an output, with the proof that it is still what was written.
struct ProvedFile {
    std::filesystem::path path; ///< absolute
    std::uint64_t sizeBytes = 0;
    std::string hash; ///< XXH3-128 of the whole file
    [[nodiscard]] bool operator==(const ProvedFile&) const = default;
};

/// A job that was finished.
struct BatchRecord {
    std::string inputs; ///< batchInputsKey() of what it was made from
    std::vector<ProvedFile> files;
    std::uint64_t written = 0, kept = 0, warnings = 0, writtenBytes = 0; ///< tensors, tensors, diagnostics, bytes
};

/// What a batch has begun and finished, as JSON Lines that are only ever appended and synced: a kill loses at most the
/// line being written. Outputs are named relative to the journal's folder, so that a folder can be moved.
/// Locked while open: two batches cannot share one. Its functions may be called from several threads.
class BatchJournal {
public:
    /// `resume`: reads what is there; else the file starts anew. Errors: Io; Usage where another batch has it.
    [[nodiscard]] static Result<std::unique_ptr<BatchJournal>> open(const std::filesystem::path& path, bool resume);
    ~BatchJournal();
    BatchJournal(const BatchJournal&) = delete;
    BatchJournal& operator=(const BatchJournal&) = delete;

    /// Before a job writes anything: what appears under this name from now on is ours.
    [[nodiscard]] Result<void> begin(const std::filesystem::path& output);
    [[nodiscard]] Result<void> finish(const std::filesystem::path& output, const BatchRecord& record);
    /// Of this batch or of the one that is resumed.
    [[nodiscard]] bool began(const std::filesystem::path& output) const;
    [[nodiscard]] const BatchRecord* find(const std::filesystem::path& output) const;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    BatchJournal() = default;
    std::string keyOf(const std::filesystem::path& output) const;
    Result<void> append(const std::string& line);
    void readLine(std::string_view line);

    std::filesystem::path m_path, m_folder;
    int m_fd = -1;
    mutable std::mutex m_mutex;
    std::set<std::string> m_begun;
    std::map<std::string, BatchRecord> m_finished;
};

/// Size and hash of every file. Errors: Io.
[[nodiscard]] Result<std::vector<ProvedFile>> proveFiles(const std::vector<std::filesystem::path>& files);
/// True where every file still has its size and its hash. Never fails: what cannot be read is not valid.
[[nodiscard]] bool stillValid(const BatchRecord& record);

} // namespace tensorgraft
