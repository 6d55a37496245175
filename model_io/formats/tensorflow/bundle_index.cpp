#include "model_io/formats/tensorflow/bundle_index.h"

#include "model_io/codecs/hash.h"
#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace {

constexpr std::size_t maxBundleRank = 254;
/// What one tensor of an index takes as a rule; only a first guess of their number.
constexpr std::uint64_t leastEntryBytes = 32;
constexpr const char* damaged = "The index is damaged; copy or download the checkpoint again";

std::optional<Shape> shapeOf(const proto::TensorShapeProto& message)
{
    if (message.unknown_rank() || message.dim_size() > static_cast<int>(maxBundleRank))
        return std::nullopt;
    std::vector<std::int64_t> sizes;
    sizes.reserve(static_cast<std::size_t>(message.dim_size()));
    for (const auto& dim : message.dim())
        sizes.push_back(dim.size());
    Shape shape(std::move(sizes));
    if (!shape.checkedElementCount())
        return std::nullopt;
    return shape;
}

BundleEntry entryOf(const proto::BundleEntryProto& message)
{
    BundleEntry entry;
    entry.typeNumber = message.dtype();
    entry.shape = shapeOf(message.shape());
    entry.shard = message.shard_id();
    entry.offset = message.offset();
    entry.size = message.size();
    entry.crc = unmaskCrc32c(message.crc32c());
    for (const auto& slice : message.slices()) {
        std::vector<SliceExtent> extents;
        for (const auto& extent : slice.extent())
            extents.push_back(extent.has_length() ? SliceExtent{extent.start(), extent.length()} : SliceExtent{});
        entry.slices.push_back(std::move(extents));
    }
    return entry;
}

} // namespace

TableKind tableKind(const std::shared_ptr<const ByteSource>& source, const std::filesystem::path& path)
{
    const auto table = SsTable::open(source, path);
    if (!table)
        return TableKind::None;
    TableKind kind = TableKind::Unknown;
    const auto seen = table->get("", [&](const SsTable::Entry& entry) -> Result<bool> {
        const std::string_view text = entry.valueText();
        // The first field: num_shards, endianness or version of a bundle; the meta message of a V1 checkpoint.
        if (!text.empty())
            kind = text[0] == 0x0A ? TableKind::V1 : text[0] == 0x08 || text[0] == 0x10 || text[0] == 0x1A ? TableKind::Bundle : kind;
        return true;
    });
    return seen ? kind : TableKind::None;
}

Result<BundleHeader> parseBundleHeader(std::string_view text, const std::filesystem::path& path)
{
    proto::BundleHeaderProto message;
    if (text.size() > (std::size_t{1} << 20) || !message.ParseFromArray(text.data(), static_cast<int>(text.size())))
        return fail(makeError(ErrorCode::Corrupt, "the header of the checkpoint's index cannot be read").at(path)
                        .wanted("a BundleHeaderProto").got(std::to_string(text.size()) + " other bytes").advise(damaged));
    BundleHeader header;
    header.shardCount = message.num_shards();
    header.producer = message.version().producer();
    header.minConsumer = message.version().min_consumer();
    if (header.shardCount < 1 || header.shardCount > maxShards)
        return fail(makeError(ErrorCode::Corrupt, "the number of data files is impossible").at(path)
                        .wanted("1 to " + std::to_string(maxShards)).got(std::to_string(header.shardCount)).advise(damaged));
    if (message.endianness() != proto::BundleHeaderProto::LITTLE && message.endianness() != proto::BundleHeaderProto::BIG)
        return fail(makeError(ErrorCode::Corrupt, "the byte order is unknown").at(path).wanted("0 (little) or 1 (big)")
                        .got(std::to_string(message.endianness())).advise(damaged));
    header.bigEndian = message.endianness() == proto::BundleHeaderProto::BIG;
    const auto& bad = message.version().bad_consumers();
    if (header.minConsumer > bundleVersion || std::ranges::find(bad, bundleVersion) != bad.end())
        return fail(makeError(ErrorCode::Unsupported, "the checkpoint is of a newer version of the format").at(path)
                        .wanted("one that readers of version " + std::to_string(bundleVersion) + " may read")
                        .got(header.minConsumer > bundleVersion ? "readers from version " + std::to_string(header.minConsumer) + " on"
                                                                : "this version is excluded")
                        .advise("Update this program, or save the checkpoint with an older TensorFlow"));
    return header;
}

Result<BundleIndex> readBundleIndex(const SsTable& table)
{
    BundleIndex index;
    bool hasHeader = false;
    proto::BundleEntryProto message;
    index.tensors.reserve(std::min<std::uint64_t>(table.sizeBytes() / leastEntryBytes, std::uint64_t{1} << 20));
    auto visited = table.forEach([&](const SsTable::Entry& entry) -> Result<bool> {
        if (!hasHeader) {
            if (!entry.key.empty())
                return fail(makeError(ErrorCode::NotThisFormat, "the table is no index of a checkpoint").at(table.path())
                                .wanted("a header under the empty key").got("the key '" + std::string(entry.key.substr(0, 80)) + "'"));
            auto header = parseBundleHeader(entry.valueText(), table.path());
            if (!header)
                return fail(std::move(header.error()));
            index.header = *header;
            hasHeader = true;
            return true;
        }
        const std::string_view value = entry.valueText();
        if (value.size() > (std::size_t{1} << 30) || !message.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
            // One damaged message says nothing of the others; its tensor has no shape that could be shown.
            message.Clear();
            message.mutable_shape()->set_unknown_rank(true);
        }
        BundleEntry parsed = entryOf(message);
        if (entry.key[0] == '\0') {
            index.slices.emplace(entry.key, std::move(parsed));
        } else {
            parsed.name.assign(entry.key);
            index.tensors.push_back(std::move(parsed));
        }
        return true;
    });
    if (!visited)
        return fail(std::move(visited.error()));
    if (!hasHeader)
        return fail(makeError(ErrorCode::NotThisFormat, "the table is empty").at(table.path()).wanted("the index of a checkpoint"));
    return index;
}

} // namespace tensorgraft::tf
