#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/metadata.h"
#include "model_io/core/shape.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tensorgraft::hdf5 {

// The table of contents of an HDF5 file: plain values, no handle. The helper program fills it through libhdf5; the
// rest of the family works from it alone. Every number in it is as hostile as the file: the users check.

enum class Layout : std::uint8_t { Contiguous, Chunked, Compact, External, Virtual };

/// Filter ids of the HDF5 registry that are decoded here; others are left to libhdf5.
enum FilterId : std::int32_t { FilterDeflate = 1, FilterShuffle = 2, FilterFletcher32 = 3, FilterLzf = 32000 };

struct Filter {
    std::int32_t id = 0;
    std::string name;
    std::vector<std::uint32_t> parameters;
};

struct Chunk {
    std::uint64_t index = 0;  ///< position in the grid of chunks, C order
    std::uint64_t offset = 0; ///< from the start of the file, user block included
    std::uint64_t size = 0;   ///< stored bytes
    std::uint32_t filterMask = 0; ///< bit i set: filter i was skipped for this chunk
};

/// A piece of a dataset in another file. libhdf5 1.10 takes relative names from the working folder; so do the files
/// in use, which are opened beside the HDF5 file.
struct ExternalFile {
    std::string name;
    std::uint64_t offset = 0;
    std::uint64_t size = 0; ///< UINT64_MAX: to the end
};

struct ElementType {
    DType dtype = DType::Opaque;
    std::uint32_t size = 0;  ///< stored bytes of one element
    bool bigEndian = false;
    bool asStored = false;   ///< stored elements are those of `dtype` but for byte order; false: libhdf5 converts
    std::string description; ///< for people: "compound (iter, ret)", "string (variable length)"
};

struct Attribute {
    std::string name;
    Metadata value;
};

struct Dataset {
    std::string path; ///< without leading slash
    std::uint64_t address = 0; ///< of the object header, as libhdf5 opens it
    ElementType type;
    Shape shape;
    bool nullSpace = false; ///< declared without any data space (H5S_NULL)
    Layout layout = Layout::Contiguous;
    std::optional<std::uint64_t> offset; ///< contiguous and written: from the start of the file, user block included
    std::uint64_t storageBytes = 0;
    std::vector<std::int64_t> chunkShape;
    bool chunkIndexComplete = false; ///< `chunks` lists every chunk; false: too many, read through libhdf5
    std::vector<Chunk> chunks;       ///< ascending index
    std::vector<Filter> filters;
    std::vector<std::byte> fillValue; ///< one element as stored; empty: zeros
    std::vector<ExternalFile> external;
    std::vector<Attribute> attributes;
    std::string problem; ///< libhdf5's complaint where the dataset could not be understood
};

struct Group {
    std::string path; ///< "" for the root
    std::vector<Attribute> attributes;
};

struct Toc {
    std::vector<Group> groups;     ///< in the order of the walk, the root first
    std::vector<Dataset> datasets; ///< in the order of the walk
    std::vector<std::string> remarks; ///< links that lead nowhere, limits reached
};

/// Limits of the walk; what lies beyond is a remark or an error, never a hang.
inline constexpr std::size_t maxDepth = 128;
inline constexpr std::size_t maxObjects = 4'000'000;
inline constexpr std::size_t maxRank = 32;
/// libhdf5 1.10 searches the index from its start for every chunk: listing n chunks costs n*n/2 steps.
inline constexpr std::uint64_t maxListedChunks = 4096;
inline constexpr std::uint64_t maxAttributeElements = 1U << 20;
inline constexpr std::uint64_t maxAttributeBytes = 1U << 28;

} // namespace tensorgraft::hdf5
