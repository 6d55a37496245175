#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/sstable.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/tensorflow/bundle_entry.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

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

/// What a table holds, told from the value under its empty key.
enum class TableKind : std::uint8_t {
    None,    ///< no table, or one whose first block cannot be read
    Bundle,  ///< the index of a V2 checkpoint
    V1,      ///< a V1 checkpoint
    Unknown, ///< a table of something else
};
/// Reads the footer, the index and the first block.
[[nodiscard]] TableKind tableKind(const std::shared_ptr<const ByteSource>& source, const std::filesystem::path& path);

/// Who takes an index apart, entry by entry: a hundred thousand of them are never kept in two forms.
class BundleIndexVisitor {
public:
    virtual ~BundleIndexVisitor() = default;
    /// First. `tensorCountGuess`: for reserving.
    virtual void onHeader(const BundleHeader& header, std::size_t tensorCountGuess) = 0;
    /// Slices of partitioned variables; all of them before the first tensor. `key`: encodeSliceKey().
    virtual void onSlice(std::string_view key, BundleEntry entry) = 0;
    /// In the order of the names, each once.
    virtual void onTensor(std::string_view name, BundleEntry entry) = 0;
};
/// Errors: NotThisFormat (a table without a bundle's header), Corrupt, Unsupported (the version), Io, Cancelled.
[[nodiscard]] Result<void> readBundleIndex(const SsTable& table, BundleIndexVisitor& visitor, const OpenProgress& progress = {});
/// Errors: Corrupt, Unsupported.
[[nodiscard]] Result<BundleHeader> parseBundleHeader(std::string_view message, const std::filesystem::path& path);

} // namespace tensorgraft::tf
