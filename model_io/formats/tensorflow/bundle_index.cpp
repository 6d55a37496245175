#include "model_io/formats/tensorflow/bundle_index.h"

#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace {

/// What one tensor of an index takes as a rule; only a first guess of their number.
constexpr std::uint64_t usualEntryBytes = 32;
constexpr const char* damaged = "The index is damaged; copy or download the checkpoint again";

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

Result<void> readBundleIndex(const SsTable& table, BundleIndexVisitor& visitor, const OpenProgress& progress)
{
    bool hasHeader = false;
    std::uint64_t entries = 0;
    auto visited = table.forEach([&](const SsTable::Entry& entry) -> Result<bool> {
        if (entries++ % 16 == 0 && !progress.report(OpenStep::Reading, entry.valueFileOffset().value_or(entry.block->fileOffset()), table.sizeBytes()))
            return cancelled();
        if (!hasHeader) {
            if (!entry.key.empty())
                return fail(makeError(ErrorCode::NotThisFormat, "the table is no index of a checkpoint").at(table.path())
                                .wanted("a header under the empty key").got("the key '" + std::string(entry.key.substr(0, 80)) + "'"));
            auto header = parseBundleHeader(entry.valueText(), table.path());
            if (!header)
                return fail(std::move(header.error()));
            visitor.onHeader(*header, std::min<std::uint64_t>(table.sizeBytes() / usualEntryBytes, std::uint64_t{1} << 20));
            hasHeader = true;
        } else if (entry.key[0] == '\0') {
            visitor.onSlice(entry.key, parseBundleEntry(entry.valueText()));
        } else {
            visitor.onTensor(entry.key, parseBundleEntry(entry.valueText()));
        }
        return true;
    });
    if (!visited)
        return fail(std::move(visited.error()));
    if (!hasHeader)
        return fail(makeError(ErrorCode::NotThisFormat, "the table is empty").at(table.path()).wanted("the index of a checkpoint"));
    return {};
}

} // namespace tensorgraft::tf
