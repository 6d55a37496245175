#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/ordered_code.h"
#include "model_io/codecs/sstable.h"
#include "model_io/core/dtype.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tensorgraft::tf {

/// The version of bundles that this program is a consumer of (kTensorBundleVersion of TensorFlow).
constexpr int bundleVersion = 1;
/// More shards than this have no name that TensorFlow would make, and no program that would write them.
constexpr int maxShards = 99999;

/// The value under the empty key.
struct BundleHeader {
    int shardCount = 1;
    bool bigEndian = false;
    int producer = 0, minConsumer = 0;
};

/// Where the bytes of a tensor or of a slice stand.
struct BundleEntry {
    std::string name; ///< empty for a slice
    int typeNumber = 0;
    std::optional<Shape> shape; ///< nullopt: impossible sizes
    std::int64_t shard = 0, offset = 0, size = 0;
    std::uint32_t crc = 0; ///< unmasked
    /// Of a partitioned tensor; its own place means nothing then.
    std::vector<std::vector<SliceExtent>> slices;
};

struct BundleIndex {
    BundleHeader header;
    std::vector<BundleEntry> tensors;                    ///< in the order of the keys
    std::unordered_map<std::string, BundleEntry> slices; ///< by slice key
};

/// What a table holds, told from the value under its empty key.
enum class TableKind : std::uint8_t {
    None,    ///< no table, or one whose first block cannot be read
    Bundle,  ///< the index of a V2 checkpoint
    V1,      ///< a V1 checkpoint
    Unknown, ///< a table of something else
};
/// Reads the footer, the index and the first block.
[[nodiscard]] TableKind tableKind(const std::shared_ptr<const ByteSource>& source, const std::filesystem::path& path);

/// Errors: NotThisFormat (a table without a bundle's header), Corrupt, Unsupported (the version), Io.
[[nodiscard]] Result<BundleIndex> readBundleIndex(const SsTable& table);
/// Errors: Corrupt, Unsupported.
[[nodiscard]] Result<BundleHeader> parseBundleHeader(std::string_view message, const std::filesystem::path& path);

} // namespace tensorgraft::tf
