#pragma once

#include "model_io/formats/hdf5/container.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <memory>
#include <mutex>

namespace tensorgraft::hdf5 {

class HelperProcess;

/// One value over and over: a dataset that was never written.
class FillSource final : public ByteSource {
public:
    /// `value`: one element as stored; empty: zeros.
    FillSource(std::uint64_t sizeBytes, std::vector<std::byte> value) : m_size(sizeBytes), m_value(std::move(value)) {}
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    std::uint64_t m_size;
    std::vector<std::byte> m_value;
};

/// Pieces of several files, one after another: external storage. What the files lack reads as zeros, as libhdf5 has it.
class JoinedSource final : public ByteSource {
public:
    struct Piece {
        std::shared_ptr<const ByteSource> source;
        std::uint64_t offset = 0, length = 0;
    };
    JoinedSource(std::vector<Piece> pieces, std::uint64_t sizeBytes) : m_pieces(std::move(pieces)), m_size(sizeBytes) {}
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override;

private:
    const Piece* pieceWith(std::uint64_t offset, std::uint64_t length, std::uint64_t& inPiece) const;
    std::vector<Piece> m_pieces;
    std::uint64_t m_size;
};

/// The helper that reads what is not decoded here, started at the first need and again after it died. Shared by the
/// datasets of a file.
class LibraryReader {
public:
    explicit LibraryReader(Container container);
    ~LibraryReader();
    /// Elements as stored where the type says so, else little-endian `dtype`. Thread-safe.
    [[nodiscard]] Result<void> read(const Dataset& dataset, std::uint64_t firstElement, std::span<std::byte> out);

private:
    Container m_container;
    std::mutex m_mutex;
    std::unique_ptr<HelperProcess> m_helper;
};

/// A dataset that libhdf5 reads: compact, foreign filters, converted types.
class LibrarySource final : public ByteSource {
public:
    /// REQUIRES: isPlain(dataset.type.dtype), a shape that fits 63 bits in bytes.
    LibrarySource(std::shared_ptr<LibraryReader> reader, std::shared_ptr<const Dataset> dataset, std::uint64_t sizeBytes);
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    std::shared_ptr<LibraryReader> m_reader;
    std::shared_ptr<const Dataset> m_dataset;
    std::uint64_t m_size;
    std::size_t m_item;
};

/// Corrupt: a range past the end of `size` bytes.
[[nodiscard]] Failure pastEnd(std::uint64_t offset, std::uint64_t length, std::uint64_t size);

} // namespace tensorgraft::hdf5
