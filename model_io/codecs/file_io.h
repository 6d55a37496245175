#pragma once

#include "model_io/core/error.h"
#include "model_io/core/model_file.h"
#include "model_io/core/progress.h"

#include <filesystem>
#include <span>

namespace tensorgraft {

/// A file being written by position. Closes on destruction; sync() before that where it must last.
class OutputFile {
public:
    OutputFile() = default;
    ~OutputFile();
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;

    /// Creates the file (it must not exist) with mode 0666 less umask. Errors: Io.
    [[nodiscard]] static Result<OutputFile> create(const std::filesystem::path& path);
    /// Opens an existing file for reading and writing.
    [[nodiscard]] static Result<OutputFile> openExisting(const std::filesystem::path& path);
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] int descriptor() const { return m_fd; }
    [[nodiscard]] Result<void> writeAt(std::uint64_t offset, std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const;
    [[nodiscard]] Result<void> resize(std::uint64_t size);
    /// Copies `from` to `offset` inside the kernel (copy_file_range; pread/pwrite where the file system cannot).
    /// Holes of the source stay holes. REQUIRES: nothing was written to that place of this file before.
    /// `done`/`total` of `progress` are this copy's own bytes. Errors: Io, Cancelled.
    [[nodiscard]] Result<void> copyFrom(const FileExtent& from, std::uint64_t offset, const ProgressFn& progress = {});
    /// fdatasync and close. Errors: Io (a full disk may show only here).
    [[nodiscard]] Result<void> syncAndClose();

private:
    std::filesystem::path m_path;
    int m_fd = -1;
};

} // namespace tensorgraft
