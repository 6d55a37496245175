#include "model_io/formats/tensorflow/v1_model.h"

#include "model_io/formats/tensorflow/bundle_roles.h"
#include "model_io/formats/tensorflow/slice_box.h"
#include "model_io/formats/tensorflow/tf_dtype.h"
#include "model_io/formats/tensorflow/v1_meta.h"
#include "model_io/formats/tensorflow/v1_values.h"

#include <algorithm>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

namespace tensorgraft::tf {
namespace {

struct V1Part {
    std::size_t table = 0;
    std::vector<SliceExtent> slice; ///< as the key has it
    SliceBox box;
};

struct V1Tensor {
    int typeNumber = 0;
    std::vector<V1Part> parts;
    std::shared_ptr<const Error> damage; ///< of this tensor alone
};

/// A block with its entries by key: a block of small tensors is asked for each of them.
struct IndexedBlock {
    struct Entry {
        std::size_t keyHash = 0; ///< keys of a table are unique, and a forged one gains nothing
        std::span<const std::byte> value;
        std::optional<std::uint64_t> fileOffset;
    };
    std::size_t table = 0, index = 0;
    std::shared_ptr<const SsTableBlock> block;
    std::vector<Entry> entries; ///< by hash
};

/// One slice, found and understood.
struct LoadedPart {
    std::size_t tensor = 0, part = 0;
    std::shared_ptr<const SsTableBlock> block;
    std::optional<V1Values> values;
    std::optional<std::uint64_t> rawOffset; ///< of values->raw() in the file, where it is large enough to be mapped
};

/// Keeps a block while its bytes are shown.
class BlockGuard final : public MappingGuard {
public:
    explicit BlockGuard(std::shared_ptr<const SsTableBlock> block) : m_block(std::move(block)) {}
    Result<void> check() const override { return m_block->check(); }
    void release(std::span<const std::byte>) const override {} // other tensors may stand in the same block

private:
    std::shared_ptr<const SsTableBlock> m_block;
};

class V1ModelFile final : public ModelFile {
public:
    V1ModelFile(std::filesystem::path path, std::vector<TensorInfo> infos, Metadata metadata,
                std::vector<std::filesystem::path> files, std::vector<Error> warnings, std::vector<SsTable> tables,
                std::vector<V1Tensor> tensors)
        : ModelFile(std::move(path), "tf-checkpoint-v1", std::move(infos), std::move(metadata), std::move(files), std::move(warnings)),
          m_tables(std::move(tables)), m_tensors(std::move(tensors))
    {
    }

    Result<void> read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const override
    {
        const TensorInfo& info = tensors()[tensor];
        const std::size_t item = itemSizeBytes(info.dtype);
        if (m_tensors[tensor].damage)
            return fail(*m_tensors[tensor].damage);
        if (item == 0)
            return fail(makeError(ErrorCode::Unsupported, "values of this type cannot be read").at(path()).of(info.name)
                            .got(std::string(dtypeName(info.dtype))));
        if (out.size() % item != 0 || firstElement > info.sizeBytes / item || !inside(firstElement * item, out.size(), info.sizeBytes))
            return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor").at(path()).of(info.name));
        for (std::size_t i = 0; i < m_tensors[tensor].parts.size(); ++i) {
            std::shared_ptr<const LoadedPart> part; // only where the range reaches into it
            auto r = forEachRun(m_tensors[tensor].parts[i].box, info.shape, firstElement, out.size() / item,
                                [&](std::uint64_t inBox, std::uint64_t inWhole, std::uint64_t count) -> Result<void> {
                                    if (!part) {
                                        auto loaded = load(tensor, i);
                                        if (!loaded)
                                            return fail(std::move(loaded.error()));
                                        part = std::move(*loaded);
                                    }
                                    part->values->read(inBox, out.subspan((inWhole - firstElement) * item, count * item));
                                    return {};
                                });
            if (r && part)
                r = part->block->check();
            if (!r)
                return fail(std::move(r.error()).of(info.name));
        }
        return {};
    }

    Result<std::optional<MappedTensor>> map(std::size_t tensor) const override
    {
        const TensorInfo& info = tensors()[tensor];
        if (m_tensors[tensor].damage)
            return fail(*m_tensors[tensor].damage);
        if (itemSizeBytes(info.dtype) == 0 || info.sizeBytes == 0 || m_tensors[tensor].parts.size() != 1)
            return std::optional<MappedTensor>{};
        auto part = load(tensor, 0);
        if (!part)
            return fail(std::move(part.error()));
        if (!(*part)->rawOffset)
            return std::optional<MappedTensor>{};
        return MappedTensor{*(*part)->values->raw(), info.shape.contiguousStrides(), true, std::make_shared<BlockGuard>((*part)->block)};
    }

    /// Only after the block's checksum was verified, so that a copy inside the kernel copies nothing damaged.
    std::optional<FileExtent> extent(std::size_t tensor) const override
    {
        const TensorInfo& info = tensors()[tensor];
        if (m_tensors[tensor].damage || itemSizeBytes(info.dtype) == 0 || info.sizeBytes == 0 || m_tensors[tensor].parts.size() != 1)
            return std::nullopt;
        const auto part = load(tensor, 0);
        if (!part || !(*part)->rawOffset)
            return std::nullopt;
        return FileExtent{m_tables[m_tensors[tensor].parts[0].table].path(), *(*part)->rawOffset, info.sizeBytes};
    }

private:
    /// Memory that decoded blocks may hold together; the newest one stays in any case.
    static constexpr std::uint64_t cacheBytes = std::uint64_t{64} << 20;
    static constexpr std::size_t cacheBlocks = 16, cacheParts = 8;
    /// From this size on the table maps the block of a value, so that it has a place to be shown and copied from; blocks of
    /// smaller ones are kept in memory.
    static constexpr std::size_t mappedValueBytes = std::size_t{4} << 20;

    Result<std::shared_ptr<const LoadedPart>> load(std::size_t tensor, std::size_t part) const
    {
        {
            const std::lock_guard lock(m_mutex);
            const auto it = std::ranges::find_if(m_parts, [&](const auto& p) { return p->tensor == tensor && p->part == part; });
            if (it != m_parts.end()) {
                m_parts.splice(m_parts.begin(), m_parts, it);
                return m_parts.front();
            }
        }
        const V1Part& wanted = m_tensors[tensor].parts[part];
        const SsTable& table = m_tables[wanted.table];
        const TensorInfo& info = tensors()[tensor];
        const std::string key = encodeSliceKey(info.name, wanted.slice);
        const auto blockIndex = table.blockOf(key);
        std::shared_ptr<const IndexedBlock> block;
        const IndexedBlock::Entry* entry = nullptr;
        if (blockIndex) {
            auto read = loadBlock(wanted.table, *blockIndex);
            if (!read)
                return fail(std::move(read.error()).of(info.name));
            block = std::move(*read);
            const std::size_t hash = std::hash<std::string_view>{}(key);
            const auto it = std::ranges::lower_bound(block->entries, hash, {}, &IndexedBlock::Entry::keyHash);
            if (it != block->entries.end() && it->keyHash == hash)
                entry = &*it;
        }
        if (!entry)
            return fail(makeError(ErrorCode::Corrupt, "the checkpoint lists a slice that it does not have").at(table.path()).of(info.name)
                            .wanted("an entry for the slice").got("none")
                            .advise("The file is damaged; the other tensors can be used"));
        auto values = V1Values::parse(entry->value, info.dtype, m_tensors[tensor].typeNumber, wanted.box.elementCount);
        if (!values) {
            values.error().offset = entry->fileOffset.value_or(block->block->fileOffset());
            return fail(std::move(values.error()).at(table.path()).of(info.name));
        }
        auto loaded = std::make_shared<LoadedPart>();
        loaded->tensor = tensor;
        loaded->part = part;
        loaded->block = block->block;
        if (const auto raw = values->raw(); raw && raw->size() >= mappedValueBytes && entry->fileOffset)
            loaded->rawOffset = *entry->fileOffset + static_cast<std::uint64_t>(raw->data() - entry->value.data());
        loaded->values.emplace(std::move(*values));
        const std::lock_guard lock(m_mutex);
        m_parts.push_front(loaded);
        if (m_parts.size() > cacheParts)
            m_parts.pop_back();
        return loaded;
    }

    Result<std::shared_ptr<const IndexedBlock>> loadBlock(std::size_t table, std::size_t index) const
    {
        {
            const std::lock_guard lock(m_mutex);
            const auto it = std::ranges::find_if(m_blocks, [&](const auto& b) { return b->table == table && b->index == index; });
            if (it != m_blocks.end()) {
                m_blocks.splice(m_blocks.begin(), m_blocks, it);
                return m_blocks.front();
            }
        }
        auto read = m_tables[table].block(index);
        if (!read)
            return fail(std::move(read.error()));
        auto indexed = std::make_shared<IndexedBlock>();
        indexed->table = table;
        indexed->index = index;
        indexed->block = std::move(*read);
        auto visited = m_tables[table].forEachIn(indexed->block, [&](const SsTable::Entry& entry) -> Result<bool> {
            indexed->entries.push_back({std::hash<std::string_view>{}(entry.key), entry.value, entry.valueFileOffset()});
            return true;
        });
        if (!visited)
            return fail(std::move(visited.error()));
        std::ranges::sort(indexed->entries, {}, &IndexedBlock::Entry::keyHash);
        const std::lock_guard lock(m_mutex);
        m_blocks.push_front(indexed);
        std::uint64_t total = 0;
        std::size_t kept = 0;
        for (auto it = m_blocks.begin(); it != m_blocks.end(); ++it, ++kept) {
            if (!(*it)->block->isStoredRaw()) // else mapped, or small
                total += (*it)->block->contents().size();
            if (kept > 0 && (total > cacheBytes || kept >= cacheBlocks)) {
                m_blocks.erase(it, m_blocks.end());
                break;
            }
        }
        // A slice must not keep a block that was given up.
        m_parts.remove_if([&](const auto& p) { return std::ranges::none_of(m_blocks, [&](const auto& b) { return b->block == p->block; }); });
        return indexed;
    }

    std::vector<SsTable> m_tables;
    std::vector<V1Tensor> m_tensors;
    mutable std::mutex m_mutex;
    mutable std::list<std::shared_ptr<const IndexedBlock>> m_blocks; ///< newest first
    mutable std::list<std::shared_ptr<const LoadedPart>> m_parts;    ///< newest first
};

Error tensorDamage(const std::filesystem::path& file, const std::string& name, std::string message, std::string wanted, std::string found)
{
    return makeError(ErrorCode::Corrupt, std::move(message)).at(file).of(name).wanted(std::move(wanted)).got(std::move(found))
        .advise("The file is damaged; the other tensors can be used");
}

/// The tensors of all shards, in the order in which they are first named.
struct Contents {
    std::vector<TensorInfo> infos;
    std::vector<V1Tensor> tensors;
    std::vector<std::vector<std::pair<std::size_t, std::vector<SliceExtent>>>> slices; ///< table and slice
    std::unordered_map<std::string, std::size_t> byName;
    std::vector<Error> warnings;

    Result<void> add(std::size_t table, const std::filesystem::path& file, std::vector<V1TensorMeta> metas, std::uint64_t roomBytes);
    /// False where stopped.
    bool finish(const std::vector<SsTable>& tables, const OpenProgress& progress);
};

Result<void> Contents::add(std::size_t table, const std::filesystem::path& file, std::vector<V1TensorMeta> metas, std::uint64_t roomBytes)
{
    for (V1TensorMeta& meta : metas) {
        const auto [it, isNew] = byName.try_emplace(meta.name, infos.size());
        if (isNew) {
            const auto type = dtypeOfNumber(meta.typeNumber);
            if (!type)
                return fail(makeError(ErrorCode::Unsupported, "a tensor has a type that is not known").at(file).of(meta.name)
                                .got(dtypeNumberName(meta.typeNumber)));
            // Every element costs a byte at least, in a block that Snappy shrinks 22-fold at most.
            const std::uint64_t count = meta.shape.elementCount();
            if (itemSizeBytes(*type) != 0 && count > roomBytes)
                return fail(makeError(ErrorCode::Corrupt, "a tensor is larger than the file can hold").at(file).of(meta.name)
                                .wanted("at most " + std::to_string(roomBytes) + " elements").got(meta.shape.toString())
                                .advise("The file is damaged; copy or download it again"));
            TensorInfo info;
            info.name = meta.name;
            info.dtype = *type;
            info.sizeBytes = count * itemSizeBytes(*type);
            info.shape = std::move(meta.shape);
            infos.push_back(std::move(info));
            tensors.emplace_back().typeNumber = meta.typeNumber;
            slices.emplace_back();
        } else if (infos[it->second].shape != meta.shape || tensors[it->second].typeNumber != meta.typeNumber) {
            tensors[it->second].damage = std::make_shared<Error>(
                tensorDamage(file, meta.name, "two shards describe the tensor differently", infos[it->second].shape.toString(),
                             meta.shape.toString()));
        }
        for (auto& slice : meta.slices)
            slices[it->second].emplace_back(table, std::move(slice));
    }
    return {};
}

bool Contents::finish(const std::vector<SsTable>& tables, const OpenProgress& progress)
{
    for (std::size_t i = 0; i < infos.size(); ++i) {
        if (!progress.tick(OpenStep::Listing, i, infos.size()))
            return false;
        V1Tensor& tensor = tensors[i];
        const auto damaged = [&](std::string message, std::string wanted, std::string found) {
            tensor.damage = std::make_shared<Error>(tensorDamage(tables[slices[i].empty() ? 0 : slices[i][0].first].path(),
                                                                 infos[i].name, std::move(message), std::move(wanted), std::move(found)));
        };
        std::vector<SliceBox> boxes;
        if (slices[i].size() > maxSlices)
            damaged("the tensor has too many slices", "at most " + std::to_string(maxSlices), std::to_string(slices[i].size()));
        for (auto& [table, slice] : slices[i]) {
            if (tensor.damage)
                break;
            auto box = resolveSlice(slice, infos[i].shape);
            if (!box) {
                damaged("a slice does not lie inside of the tensor", infos[i].shape.toString(), "another extent");
                break;
            }
            boxes.push_back(*box);
            tensor.parts.push_back({table, std::move(slice), std::move(*box)});
        }
        if (!tensor.damage && !boxesTile(boxes, infos[i].shape))
            damaged("the slices do not make up the tensor", "every element once", std::to_string(boxes.size()) + " slices");
        if (tensor.damage) {
            tensor.parts.clear();
            warnings.push_back(*tensor.damage);
        }
        if (tensor.parts.size() > 1)
            infos[i].storageNote = std::to_string(tensor.parts.size()) + " slices";
    }
    return true;
}

Result<std::vector<V1TensorMeta>> readMeta(const SsTable& table, const OpenProgress& progress)
{
    std::vector<V1TensorMeta> metas;
    auto found = table.get("", [&](const SsTable::Entry& entry) -> Result<bool> {
        auto parsed = parseV1Meta(entry.value, progress);
        if (!parsed) {
            parsed.error().offset = entry.valueFileOffset().value_or(entry.block->fileOffset());
            return fail(std::move(parsed.error()).at(table.path()));
        }
        metas = std::move(*parsed);
        return true;
    });
    if (!found)
        return fail(std::move(found.error()));
    if (!*found)
        return fail(makeError(ErrorCode::NotThisFormat, "the table is no checkpoint of TensorFlow").at(table.path())
                        .wanted("a description under the empty key").got("none"));
    return metas;
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openV1(const std::filesystem::path& path, const std::vector<std::filesystem::path>& files,
                                                const OpenProgress& progress)
{
    std::vector<SsTable> tables;
    Contents contents;
    for (const std::filesystem::path& file : files) {
        const double each = 0.6 / static_cast<double>(files.size()), from = each * static_cast<double>(tables.size());
        const OpenProgress ofFile = progress.part(from, from + each);
        if (!ofFile.report(OpenStep::Reading, 0, 0))
            return cancelled();
        auto source = FileSource::open(file);
        if (!source)
            return fail(std::move(source.error()));
        const std::uint64_t room = (*source)->sizeBytes() * 22;
        auto table = SsTable::open(std::move(*source), file);
        if (!table)
            return fail(std::move(table.error()));
        auto meta = readMeta(*table, ofFile);
        if (!meta)
            return fail(std::move(meta.error()));
        tables.push_back(std::move(*table));
        if (auto r = contents.add(tables.size() - 1, file, std::move(*meta), room * files.size()); !r)
            return fail(std::move(r.error()));
    }
    if (!contents.finish(tables, progress.part(0.6, 0.8)))
        return cancelled();
    bool hasObjects = false;
    for (TensorInfo& info : contents.infos)
        hasObjects |= placeInCheckpoint(info);
    deriveCheckpointRoles(contents.infos, hasObjects, nullptr, progress.part(0.8, 1));
    if (progress.stopped())
        return cancelled();
    Metadata metadata;
    metadata.set("checkpoint_version", 1);
    if (files.size() > 1)
        metadata.set("shards", static_cast<std::uint64_t>(files.size()));
    return std::make_shared<V1ModelFile>(path, std::move(contents.infos), std::move(metadata), files, std::move(contents.warnings),
                                         std::move(tables), std::move(contents.tensors));
}

} // namespace tensorgraft::tf
