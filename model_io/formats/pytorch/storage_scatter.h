#pragma once

#include "model_io/codecs/file_io.h"
#include "model_io/core/shape.h"

#include <span>
#include <vector>

namespace tensorgraft::pytorch {

/// How a tensor lies in its storage.
struct Geometry {
    std::uint64_t baseBytes = 0;       ///< of element (0, 0, ...) from the start of the storage
    Shape shape;
    std::vector<std::int64_t> strides; ///< in elements; empty: C order
    std::size_t itemBytes = 1;

    /// Bytes from the base to the end of the last element. REQUIRES: checked when the file was opened.
    [[nodiscard]] std::uint64_t reachBytes() const;
    /// No two elements share a place, by the usual sufficient condition on sorted strides.
    [[nodiscard]] bool isInjective() const;
    /// Injective and without gaps: the elements fill their reach.
    [[nodiscard]] bool isDense() const;
    [[nodiscard]] bool operator==(const Geometry&) const = default;
};

/// Which elements of a storage have been given; only kept where tensors overlap in it.
using GivenElements = std::vector<bool>;

/// One storage of an output file, mapped for writing, so that C-order values can be put at strided places. Resident
/// memory is bounded however far apart these are.
class StorageScatter {
public:
    StorageScatter() = default;
    ~StorageScatter();
    StorageScatter(StorageScatter&& other) noexcept;
    StorageScatter& operator=(StorageScatter&& other) noexcept;

    /// Reserves the blocks of [offset, offset+length) (a full disk shows here, not as a signal) and maps them.
    [[nodiscard]] static Result<StorageScatter> open(const OutputFile& file, std::uint64_t offset, std::uint64_t length);
    /// Puts `bytes`, elements of `geometry` from `firstElement` on, in the byte order of the file. With `given`, an
    /// element that already was given must get the same value: else Mismatch.
    [[nodiscard]] Result<void> put(const Geometry& geometry, std::uint64_t firstElement, std::span<const std::byte> bytes,
                                   GivenElements* given);

private:
    void close();
    void dropPages();
    std::byte* m_map = nullptr;
    std::size_t m_mapBytes = 0, m_lead = 0; ///< bytes before the storage on its first page
    std::size_t m_runs = 0;                 ///< separate places touched since pages were dropped
};

} // namespace tensorgraft::pytorch
