#include "model_io/formats/tensorflow/bundle_model.h"

#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/bundle_roles.h"
#include "model_io/formats/tensorflow/bundle_texts.h"
#include "model_io/formats/tensorflow/checked_source.h"
#include "model_io/formats/tensorflow/sliced_source.h"
#include "model_io/formats/tensorflow/tf_dtype.h"

#include <algorithm>
#include <optional>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

constexpr const char* copyAgain = "Copy or download the checkpoint again, all of its files";

Error corruptEntry(std::string message) { return makeError(ErrorCode::Corrupt, std::move(message)).advise(copyAgain); }

class Assembler {
public:
    Assembler(BundleParts& parts, const BundleIndex& index) : m_parts(parts), m_index(index) {}

    void openShards()
    {
        const auto& header = m_index.header;
        const auto open = [&](std::int64_t shard) {
            const fs::path path = shardPath(m_parts.layout.prefix, static_cast<std::size_t>(shard), static_cast<std::size_t>(header.shardCount));
            if (auto file = FileSource::open(path)) {
                m_parts.layout.shards.emplace(shard, std::move(*file));
            } else if (!m_missing.contains(shard)) {
                file.error().hint = "The tensors of this data file cannot be read; copy it beside the index, or choose the checkpoint where it is complete";
                m_missing.emplace(shard, std::move(file.error()));
            }
        };
        const auto wanted = [&](const BundleEntry& entry) {
            if (entry.slices.empty() && entry.shard >= 0 && entry.shard < header.shardCount &&
                !m_parts.layout.shards.contains(entry.shard) && !m_missing.contains(entry.shard))
                open(entry.shard);
        };
        for (const BundleEntry& entry : m_index.tensors)
            wanted(entry);
        for (const auto& [key, entry] : m_index.slices)
            wanted(entry);
        for (const auto& [shard, error] : m_missing)
            m_parts.warnings.push_back(error);
        for (const auto& [shard, file] : m_parts.layout.shards)
            m_parts.members.push_back(file->path());
    }

    /// Takes name and shape out of the entry.
    void add(BundleEntry& entry)
    {
        TensorInfo& info = m_parts.tensors.emplace_back();
        TensorStorage& storage = m_parts.storages.emplace_back();
        info.name = std::move(entry.name);
        info.dtype = dtypeOfNumber(entry.typeNumber).value_or(DType::Opaque);
        if (info.dtype == DType::Opaque)
            info.storageNote = dtypeNumberName(entry.typeNumber);
        storage.bigEndian = m_index.header.bigEndian;
        std::optional<Error> damage;
        if (!entry.shape) {
            damage = corruptEntry("the tensor's shape is impossible").wanted("sizes from 0 on that can be multiplied");
            info.shape = Shape{0};
        } else {
            info.shape = std::move(*entry.shape);
            auto source = entry.slices.empty() ? plain(entry, info) : sliced(entry, info);
            if (source)
                storage.source = std::move(*source);
            else
                damage = std::move(source.error());
        }
        if (damage) {
            info.sizeBytes = isPlain(info.dtype) ? sizeOf(info).value_or(0) : 0;
            if (damage->file.empty())
                damage->file = m_parts.layout.indexFile->path();
            damage->tensor = info.name;
            // A missing data file is told once, not for each of its tensors.
            if (damage->code != ErrorCode::Io)
                m_parts.warnings.push_back(*damage);
            storage.damage = std::make_shared<const Error>(std::move(*damage));
        }
    }

private:
    static std::optional<std::uint64_t> sizeOf(const TensorInfo& info)
    {
        std::uint64_t bytes = 0;
        const auto count = info.shape.checkedElementCount();
        if (!count || __builtin_mul_overflow(*count, itemSizeBytes(info.dtype), &bytes) || bytes > INT64_MAX)
            return std::nullopt;
        return bytes;
    }

    /// The place of an entry, checked. Errors: Corrupt, Io.
    Result<std::shared_ptr<const FileSource>> place(const BundleEntry& entry) const
    {
        if (entry.shard < 0 || entry.shard >= m_index.header.shardCount)
            return fail(corruptEntry("the tensor is in a data file that the checkpoint does not have")
                            .wanted("a number below " + std::to_string(m_index.header.shardCount)).got(std::to_string(entry.shard)));
        if (const auto missing = m_missing.find(entry.shard); missing != m_missing.end())
            return fail(missing->second);
        const auto& file = m_parts.layout.shards.at(entry.shard);
        if (entry.offset < 0 || entry.size < 0 ||
            !inside(static_cast<std::uint64_t>(entry.offset), static_cast<std::uint64_t>(entry.size), file->sizeBytes()))
            return fail(corruptEntry("the tensor's data lies outside of its data file").at(file->path())
                            .at(static_cast<std::uint64_t>(std::max<std::int64_t>(entry.offset, 0)))
                            .wanted(std::to_string(entry.size) + " bytes at " + std::to_string(entry.offset))
                            .got("a file of " + std::to_string(file->sizeBytes()) + " bytes"));
        return file;
    }

    Result<std::shared_ptr<const ByteSource>> plain(const BundleEntry& entry, TensorInfo& info) const
    {
        if (isPlain(info.dtype)) {
            const auto size = sizeOf(info);
            if (!size)
                return fail(corruptEntry("the tensor's shape is impossible").got(info.shape.toString()));
            info.sizeBytes = *size;
            if (entry.size < 0 || static_cast<std::uint64_t>(entry.size) != *size)
                return fail(corruptEntry("the tensor's size does not fit its shape")
                                .wanted(std::to_string(*size) + " bytes for " + std::string(dtypeName(info.dtype)) + " " + info.shape.toString())
                                .got(std::to_string(entry.size)));
        }
        auto file = place(entry);
        if (!file)
            return fail(std::move(file.error()));
        const auto offset = static_cast<std::uint64_t>(entry.offset), size = static_cast<std::uint64_t>(entry.size);
        info.sizeBytes = size;
        if (!isPlain(info.dtype)) // texts and variants: their checksum is not that of the bytes as they stand
            return std::make_shared<const SubSource>(std::move(*file), offset, size);
        return std::make_shared<const CheckedSource>(std::move(*file), offset, size, entry.crc);
    }

    Result<std::shared_ptr<const ByteSource>> sliced(const BundleEntry& entry, TensorInfo& info) const
    {
        info.storageNote = "partitioned, " + std::to_string(entry.slices.size()) + (entry.slices.size() == 1 ? " slice" : " slices");
        if (!isPlain(info.dtype))
            return fail(makeError(ErrorCode::Unsupported, "partitioned variables of this type are not assembled").got(std::string(dtypeName(info.dtype))));
        const auto size = sizeOf(info);
        if (!size)
            return fail(corruptEntry("the tensor's shape is impossible").got(info.shape.toString()));
        info.sizeBytes = *size;
        if (entry.slices.size() > maxSlices)
            return fail(makeError(ErrorCode::Unsupported, "the variable is partitioned into too many slices")
                            .wanted("at most " + std::to_string(maxSlices)).got(std::to_string(entry.slices.size())));
        std::vector<SlicedSource::Piece> pieces;
        std::vector<SliceBox> boxes;
        for (std::size_t i = 0; i < entry.slices.size(); ++i) {
            const auto which = [&](std::string message) {
                return corruptEntry(std::move(message)).got("slice " + std::to_string(i) + " of " + info.shape.toString());
            };
            auto box = resolveSlice(entry.slices[i], info.shape);
            if (!box)
                return fail(which("a slice lies outside of its variable"));
            const auto part = m_index.slices.find(encodeSliceKey(info.name, entry.slices[i]));
            if (part == m_index.slices.end())
                return fail(which("a slice of the variable is not in the index"));
            TensorInfo slice;
            slice.dtype = info.dtype;
            slice.shape = Shape(box->size);
            if (part->second.typeNumber != entry.typeNumber || part->second.shape != slice.shape || !part->second.slices.empty())
                return fail(which("a slice has another type or shape than its variable says"));
            auto source = plain(part->second, slice);
            if (!source)
                return fail(std::move(source.error()));
            boxes.push_back(*box);
            pieces.push_back({std::move(*box), std::move(*source)});
        }
        if (!boxesTile(boxes, info.shape))
            return fail(corruptEntry("the slices do not cover their variable exactly once").got(info.storageNote));
        return std::make_shared<const SlicedSource>(info.shape, itemSizeBytes(info.dtype), std::move(pieces));
    }

    BundleParts& m_parts;
    const BundleIndex& m_index;
    std::map<std::int64_t, Error> m_missing;
};

} // namespace

Result<BundleParts> readBundle(const fs::path& prefix)
{
    BundleParts parts;
    parts.layout.prefix = prefix;
    std::error_code ignored;
    // An index may stand under another name than TensorFlow's.
    const fs::path indexName = fs::exists(indexPath(prefix), ignored) || !fs::is_regular_file(prefix, ignored) ? indexPath(prefix) : prefix;
    auto file = FileSource::open(indexName);
    if (!file)
        return fail(std::move(file.error()));
    parts.layout.indexFile = *file;
    parts.members.push_back(indexName);
    auto table = SsTable::open(*file, indexName);
    if (!table) {
        // Named as an index, beside its data: then it is one that was cut.
        if (table.error().code == ErrorCode::NotThisFormat && indexName != prefix)
            table.error().code = ErrorCode::Corrupt;
        return fail(std::move(table.error()));
    }
    parts.layout.table = std::make_shared<const SsTable>(std::move(*table));
    auto index = readBundleIndex(*parts.layout.table);
    if (!index)
        return fail(std::move(index.error()));
    parts.layout.header = index->header;
    parts.metadata.set("num_shards", index->header.shardCount);
    parts.metadata.set("endianness", index->header.bigEndian ? "big" : "little");
    Metadata version;
    version.set("producer", index->header.producer);
    version.set("min_consumer", index->header.minConsumer);
    parts.metadata.set("version", std::move(version));

    Assembler assembler(parts, *index);
    assembler.openShards();
    parts.tensors.reserve(index->tensors.size());
    parts.storages.reserve(index->tensors.size());
    for (BundleEntry& entry : index->tensors)
        assembler.add(entry);
    const auto graph = readTexts(parts, index->tensors);
    deriveCheckpointRoles(parts.tensors, graph ? &*graph : nullptr);
    return parts;
}

std::shared_ptr<const BundleFile> makeBundleFile(fs::path path, std::string formatId, BundleParts parts)
{
    return std::make_shared<const BundleFile>(std::move(path), std::move(formatId), std::move(parts.tensors), std::move(parts.storages),
                                              std::move(parts.metadata), std::move(parts.members), std::move(parts.warnings),
                                              std::move(parts.layout));
}

} // namespace tensorgraft::tf
