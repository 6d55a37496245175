#pragma once

#include "model_io/core/error.h"
#include "model_io/core/model_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace tensorgraft {

/// Random access to a run of bytes: a file, part of one, or the decoded form of something stored otherwise.
/// Const functions may be called from several threads.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual std::uint64_t sizeBytes() const = 0;
    /// Fills `out` from `offset`. Errors: Corrupt where the range passes the end; Io; what decoding finds.
    [[nodiscard]] virtual Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const = 0;
    struct Mapped {
        std::span<const std::byte> bytes;
        std::shared_ptr<const MappingGuard> guard;
    };
    /// Zero-copy view of [offset, offset+length); nullopt where there are no raw bytes to show.
    [[nodiscard]] virtual Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const = 0;
    /// Place of [offset, offset+length) in a file of the disk, nullopt where it is not stored raw.
    [[nodiscard]] virtual std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const = 0;
};

/// A regular file, opened read-only. Reads by position and maps lazily; both give an Io error, never a signal, where
/// the file has shrunk or the disk fails underneath.
class FileSource final : public ByteSource {
public:
    /// Errors: Io (missing, no permission, a directory, not a regular file).
    [[nodiscard]] static Result<std::shared_ptr<const FileSource>> open(const std::filesystem::path& path);
    ~FileSource() override;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] int descriptor() const { return m_fd; }
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override;
    /// The whole file mapped; convenient for parsers. An empty file gives an empty span.
    [[nodiscard]] Result<Mapped> mapWhole() const;

private:
    FileSource(std::filesystem::path path, int fd, std::uint64_t size);
    std::filesystem::path m_path;
    int m_fd;
    std::uint64_t m_size;
    struct State;
    std::unique_ptr<State> m_state; ///< the one map of the file, made on first use
};

/// Bytes [offset, offset+length) of another source.
class SubSource final : public ByteSource {
public:
    /// REQUIRES: the range lies inside `parent`.
    SubSource(std::shared_ptr<const ByteSource> parent, std::uint64_t offset, std::uint64_t length);
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_length; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override;

private:
    std::shared_ptr<const ByteSource> m_parent;
    std::uint64_t m_offset, m_length;
};

/// Bytes in memory: small decoded things.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::vector<std::byte> bytes);
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_bytes->size(); }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    std::shared_ptr<const std::vector<std::byte>> m_bytes;
};

/// True where [offset, offset+length) lies inside [0, size); never overflows.
[[nodiscard]] constexpr bool inside(std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return offset <= size && length <= size - offset;
}

} // namespace tensorgraft
