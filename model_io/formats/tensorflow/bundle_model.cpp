#include "model_io/formats/tensorflow/bundle_model.h"

#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/bundle_roles.h"
#include "model_io/formats/tensorflow/bundle_texts.h"
#include "model_io/formats/tensorflow/checked_runs.h"
#include "model_io/formats/tensorflow/sliced_source.h"
#include "model_io/formats/tensorflow/tf_dtype.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

constexpr const char* copyAgain = "Copy or download the checkpoint again, all of its files";

Error corruptEntry(std::string message) { return makeError(ErrorCode::Corrupt, std::move(message)).advise(copyAgain); }

/// Makes the tensors of a bundle while its index is read.
class Assembler final : public BundleIndexVisitor {
public:
    explicit Assembler(BundleParts& parts) : m_parts(parts) {}

    void onHeader(const BundleHeader& header, std::size_t tensorCountGuess) override
    {
        m_parts.layout.header = header;
        m_parts.tensors.reserve(tensorCountGuess);
        m_parts.storages.reserve(tensorCountGuess);
    }

    void onSlice(std::string_view key, BundleEntry entry) override
    {
        if (entry.slices.empty() && entry.shard >= 0 && entry.shard < m_parts.layout.header.shardCount)
            shardOf(entry.shard); // rewriting needs its file even where no tensor has the slice
        m_slices.emplace(key, std::move(entry));
    }

    void onTensor(std::string_view name, BundleEntry entry) override
    {
        TensorInfo& info = m_parts.tensors.emplace_back();
        TensorStorage& storage = m_parts.storages.emplace_back();
        info.name.assign(name);
        m_hasObjects |= placeInCheckpoint(info);
        info.dtype = dtypeOfNumber(entry.typeNumber).value_or(DType::Opaque);
        if (info.dtype == DType::Opaque)
            info.storageNote = dtypeNumberName(entry.typeNumber);
        storage.bigEndian = m_parts.layout.header.bigEndian;
        std::optional<Error> damage;
        if (!entry.shape) {
            damage = corruptEntry("the tensor's shape is impossible").wanted("sizes from 0 on that can be multiplied");
            info.shape = Shape{0};
        } else {
            info.shape = std::move(*entry.shape);
            auto place = entry.slices.empty() ? plain(entry, info) : sliced(entry, info);
            if (place) {
                storage.source = std::move(place->source);
                storage.offsetBytes = place->offset;
            } else {
                damage = std::move(place.error());
            }
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
        } else if (info.dtype == DType::String && entry.slices.empty()) {
            m_texts.push_back({m_parts.tensors.size() - 1, std::move(entry)});
        }
    }

    /// What only the whole index tells: files that are missing, files that are there.
    void finish()
    {
        std::ptrdiff_t missing = 0;
        for (const auto& [number, shard] : m_shards) {
            if (shard.runs)
                m_parts.members.push_back(m_parts.layout.shards.at(number)->path());
            else
                m_parts.warnings.insert(m_parts.warnings.begin() + missing++, shard.missing);
        }
    }

    [[nodiscard]] const std::vector<TextEntry>& texts() const { return m_texts; }
    [[nodiscard]] bool hasObjects() const { return m_hasObjects; }

private:
    static std::optional<std::uint64_t> sizeOf(const TensorInfo& info)
    {
        std::uint64_t bytes = 0;
        const auto count = info.shape.checkedElementCount();
        if (!count || __builtin_mul_overflow(*count, itemSizeBytes(info.dtype), &bytes) || bytes > INT64_MAX)
            return std::nullopt;
        return bytes;
    }

    /// A data file that some entry is in.
    struct Shard {
        std::shared_ptr<CheckedRuns> runs; ///< nullptr: it is missing
        Error missing;
    };
    /// A value in a source.
    struct Place {
        std::shared_ptr<const ByteSource> source;
        std::uint64_t offset = 0;
    };

    const Shard& shardOf(std::int64_t number)
    {
        if (m_last && m_lastNumber == number)
            return *m_last;
        auto [at, isNew] = m_shards.try_emplace(number);
        if (isNew) {
            const auto count = static_cast<std::size_t>(m_parts.layout.header.shardCount);
            if (auto file = FileSource::open(shardPath(m_parts.layout.prefix, static_cast<std::size_t>(number), count))) {
                at->second.runs = std::make_shared<CheckedRuns>(*file);
                m_parts.layout.shards.emplace(number, std::move(*file));
            } else {
                file.error().hint = "The tensors of this data file cannot be read; copy it beside the index, or choose the checkpoint where it is complete";
                at->second.missing = std::move(file.error());
            }
        }
        m_last = &at->second;
        m_lastNumber = number;
        return *m_last;
    }

    /// The data file of an entry whose place in it is checked. Errors: Corrupt, Io.
    Result<const Shard*> shardFor(const BundleEntry& entry)
    {
        if (entry.shard < 0 || entry.shard >= m_parts.layout.header.shardCount)
            return fail(corruptEntry("the tensor is in a data file that the checkpoint does not have")
                            .wanted("a number below " + std::to_string(m_parts.layout.header.shardCount)).got(std::to_string(entry.shard)));
        const Shard& shard = shardOf(entry.shard);
        if (!shard.runs)
            return fail(shard.missing);
        const FileSource& file = shard.runs->file();
        if (entry.offset < 0 || entry.size < 0 ||
            !inside(static_cast<std::uint64_t>(entry.offset), static_cast<std::uint64_t>(entry.size), file.sizeBytes()))
            return fail(corruptEntry("the tensor's data lies outside of its data file").at(file.path())
                            .at(static_cast<std::uint64_t>(std::max<std::int64_t>(entry.offset, 0)))
                            .wanted(std::to_string(entry.size) + " bytes at " + std::to_string(entry.offset))
                            .got("a file of " + std::to_string(file.sizeBytes()) + " bytes"));
        return &shard;
    }

    Result<Place> plain(const BundleEntry& entry, TensorInfo& info)
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
        auto shard = shardFor(entry);
        if (!shard)
            return fail(std::move(shard.error()));
        const auto offset = static_cast<std::uint64_t>(entry.offset), size = static_cast<std::uint64_t>(entry.size);
        info.sizeBytes = size;
        if (!isPlain(info.dtype)) // texts and variants: their checksum is not that of the bytes as they stand
            return Place{std::make_shared<const SubSource>(m_parts.layout.shards.at(entry.shard), offset, size), 0};
        const auto begin = (*shard)->runs->add(offset, size, entry.crc);
        if (!begin)
            return fail(corruptEntry("the tensors of the data file are together larger than any disk").got(std::to_string(size) + " more bytes"));
        return Place{(*shard)->runs, *begin};
    }

    Result<Place> sliced(const BundleEntry& entry, TensorInfo& info)
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
            const auto part = m_slices.find(encodeSliceKey(info.name, entry.slices[i]));
            if (part == m_slices.end())
                return fail(which("a slice of the variable is not in the index"));
            TensorInfo slice;
            slice.dtype = info.dtype;
            slice.shape = Shape(box->size);
            if (part->second.typeNumber != entry.typeNumber || part->second.shape != slice.shape || !part->second.slices.empty())
                return fail(which("a slice has another type or shape than its variable says"));
            auto place = plain(part->second, slice);
            if (!place)
                return fail(std::move(place.error()));
            boxes.push_back(*box);
            pieces.push_back({std::move(*box), std::make_shared<const SubSource>(std::move(place->source), place->offset, slice.sizeBytes)});
        }
        if (!boxesTile(boxes, info.shape))
            return fail(corruptEntry("the slices do not cover their variable exactly once").got(info.storageNote));
        return Place{std::make_shared<const SlicedSource>(info.shape, itemSizeBytes(info.dtype), std::move(pieces)), 0};
    }

    BundleParts& m_parts;
    std::unordered_map<std::string, BundleEntry> m_slices; ///< by slice key
    std::map<std::int64_t, Shard> m_shards;
    const Shard* m_last = nullptr; ///< of m_shards: neighbours are in one file as a rule
    std::int64_t m_lastNumber = 0;
    std::vector<TextEntry> m_texts;
    bool m_hasObjects = false;
};

} // namespace

Result<BundleParts> readBundle(const fs::path& prefix, const OpenProgress& progress)
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
    Assembler assembler(parts);
    if (auto read = readBundleIndex(*parts.layout.table, assembler, progress.part(0, 0.75)); !read)
        return fail(std::move(read.error()));
    assembler.finish();
    const BundleHeader& header = parts.layout.header;
    parts.metadata.set("num_shards", header.shardCount);
    parts.metadata.set("endianness", header.bigEndian ? "big" : "little");
    Metadata version;
    version.set("producer", header.producer);
    version.set("min_consumer", header.minConsumer);
    parts.metadata.set("version", std::move(version));
    const auto graph = readTexts(parts, assembler.texts());
    deriveCheckpointRoles(parts.tensors, assembler.hasObjects() || graph, graph ? &*graph : nullptr, progress.part(0.75, 1));
    if (progress.stopped())
        return cancelled();
    return parts;
}

std::shared_ptr<const BundleFile> makeBundleFile(fs::path path, std::string formatId, BundleParts parts)
{
    return std::make_shared<const BundleFile>(std::move(path), std::move(formatId), std::move(parts.tensors), std::move(parts.storages),
                                              std::move(parts.metadata), std::move(parts.members), std::move(parts.warnings),
                                              std::move(parts.layout));
}

} // namespace tensorgraft::tf
