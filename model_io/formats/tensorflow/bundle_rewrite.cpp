#include "model_io/formats/tensorflow/bundle_writer.h"

#include "model_io/codecs/sstable_builder.h"
#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/tf_dtype.h"
#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

/// The most that a data file's old offsets are taken to be aligned to on purpose.
constexpr std::uint64_t largestAlignment = 4096;

/// One entry of the index: as it stands, and parsed where it has a place in a data file.
struct Item {
    std::string key, value;
    bool hasPlace = false;
    bool changed = false; ///< `value` must be composed anew
    std::int64_t shard = 0;
    std::uint64_t offset = 0, size = 0;
    std::optional<std::size_t> slot;
    std::size_t piece = 0;
    std::optional<TensorToWrite> newForm; ///< another type or shape
};

/// What the composer patches into one entry when the checksums are known.
std::string patched(const Item& item, std::optional<std::uint32_t> crc)
{
    proto::BundleEntryProto message;
    if (!message.ParseFromString(item.value)) // it was parsed before: cannot happen
        return item.value;
    message.set_offset(static_cast<std::int64_t>(item.offset));
    message.set_size(static_cast<std::int64_t>(item.size));
    if (crc)
        message.set_crc32c(*crc);
    if (item.newForm) {
        if (dtypeOfNumber(message.dtype()) != item.newForm->dtype)
            message.set_dtype(numberOfDtype(item.newForm->dtype).value_or(0));
        std::vector<std::int64_t> old;
        for (const auto& dim : message.shape().dim())
            old.push_back(dim.size());
        if (Shape(std::move(old)) != item.newForm->shape) {
            message.mutable_shape()->clear_dim();
            for (const std::int64_t size : item.newForm->shape)
                message.mutable_shape()->add_dim()->set_size(size);
        }
    }
    return message.SerializeAsString();
}

class Rewrite {
public:
    Rewrite(std::shared_ptr<const BundleFile> target, std::vector<TensorToWrite> replaced, BundleOutput output)
        : m_target(std::move(target)), m_layout(m_target->layout()), m_replaced(std::move(replaced)), m_output(std::move(output))
    {
    }

    Result<std::unique_ptr<ModelWriter>> plan()
    {
        m_slots.resize(m_replaced.size());
        if (auto r = readItems(); !r)
            return fail(std::move(r.error()));
        for (std::size_t slot = 0; slot < m_replaced.size(); ++slot)
            if (auto r = assign(slot); !r)
                return fail(std::move(r.error()).at(m_target->path()).of(m_replaced[slot].name));
        for (std::int64_t shard = 0; shard < m_layout.header.shardCount; ++shard)
            if (auto r = planShard(shard); !r)
                return fail(std::move(r.error()));
        for (const Item& item : m_items)
            if (item.slot)
                m_slots[*item.slot].pieces[item.piece].offset = item.offset;
        for (FilePlan& file : m_output.alongside)
            m_files.push_back(std::move(file));
        return std::make_unique<BundleWriter>(std::move(m_files), std::move(m_slots), indexPath(m_output.prefix), composer());
    }

private:
    Result<void> readItems()
    {
        proto::BundleEntryProto message;
        auto visited = m_layout.table->forEach([&](const SsTable::Entry& entry) -> Result<bool> {
            Item item;
            item.key.assign(entry.key);
            item.value.assign(entry.valueText());
            if (!item.key.empty() && message.ParseFromString(item.value) && message.slices_size() == 0) {
                const auto file = m_layout.shards.find(message.shard_id());
                item.shard = message.shard_id();
                item.offset = static_cast<std::uint64_t>(message.offset());
                item.size = static_cast<std::uint64_t>(message.size());
                item.hasPlace = file != m_layout.shards.end() && message.offset() >= 0 && message.size() >= 0 &&
                                inside(item.offset, item.size, file->second->sizeBytes());
                if (!item.hasPlace && file == m_layout.shards.end() && message.shard_id() >= 0 && message.shard_id() < m_layout.header.shardCount)
                    return fail(makeError(ErrorCode::Corrupt, "the checkpoint cannot be rewritten because one of its data files is missing")
                                    .at(shardFile(message.shard_id()))
                                    .advise("Copy the data file beside the index, or export the tensors that are there to a new file"));
            }
            m_byKey.emplace(item.key, m_items.size());
            m_items.push_back(std::move(item));
            return true;
        });
        return visited;
    }

    fs::path shardFile(std::int64_t shard) const
    {
        return shardPath(m_layout.prefix, static_cast<std::size_t>(shard), static_cast<std::size_t>(m_layout.header.shardCount));
    }

    /// Ties one slot to its entry or to the entries of its slices.
    Result<void> assign(std::size_t slot)
    {
        const TensorToWrite& tensor = m_replaced[slot];
        const auto index = m_target->find(tensor.name);
        const auto item = m_byKey.find(tensor.name);
        if (!index || item == m_byKey.end())
            return fail(ErrorCode::Mismatch, "the target has no such tensor");
        if (!m_seen.emplace(tensor.name, slot).second)
            return fail(ErrorCode::Mismatch, "the tensor is to be written twice");
        const TensorInfo& info = m_target->tensors()[*index];
        if (!isPlain(info.dtype) || !isPlain(tensor.dtype) || !numberOfDtype(tensor.dtype))
            return fail(makeError(ErrorCode::Unsupported, "TensorFlow checkpoints cannot take this type here")
                            .wanted("numbers").got(std::string(dtypeName(isPlain(info.dtype) ? tensor.dtype : info.dtype)))
                            .advise("Leave the tensor as it is, or cast to a type such as float32"));
        if (m_target->storage(*index).damage)
            return fail(Error(*m_target->storage(*index).damage));
        const auto count = tensor.shape.checkedElementCount();
        if (!count || *count > (std::uint64_t{1} << 62) / itemSizeBytes(tensor.dtype))
            return fail(makeError(ErrorCode::Mismatch, "the tensor is too large").got(tensor.shape.toString()));

        BundleSlot& s = m_slots[slot];
        s.shape = tensor.shape;
        s.itemBytes = itemSizeBytes(tensor.dtype);
        if (m_layout.header.bigEndian)
            s.swapBytes = dtypeClass(tensor.dtype) == DTypeClass::Complex ? s.itemBytes / 2 : s.itemBytes;
        proto::BundleEntryProto message;
        if (!message.ParseFromString(m_items[item->second].value))
            return fail(ErrorCode::Corrupt, "the tensor's entry cannot be read");
        if (message.slices_size() == 0) {
            Item& place = m_items[item->second];
            if (tensor.dtype != info.dtype || tensor.shape != info.shape)
                place.newForm = tensor;
            tie(place, slot, s.sizeBytes(), std::nullopt);
            return {};
        }
        if (tensor.dtype != info.dtype || tensor.shape != info.shape)
            return fail(makeError(ErrorCode::Unsupported, "a partitioned variable keeps its type and shape")
                            .wanted(std::string(dtypeName(info.dtype)) + " " + info.shape.toString())
                            .got(std::string(dtypeName(tensor.dtype)) + " " + tensor.shape.toString())
                            .advise("Convert the checkpoint first (`tensorgraft convert`): its variables are in one piece then"));
        for (const auto& slice : message.slices()) {
            std::vector<SliceExtent> extents;
            for (const auto& e : slice.extent())
                extents.push_back(e.has_length() ? SliceExtent{e.start(), e.length()} : SliceExtent{});
            const auto part = m_byKey.find(encodeSliceKey(tensor.name, extents));
            auto box = resolveSlice(extents, info.shape);
            if (part == m_byKey.end() || !box) // reading has checked both
                return fail(ErrorCode::Corrupt, "a slice of the variable is not in the index");
            const std::uint64_t size = box->elementCount * s.itemBytes;
            tie(m_items[part->second], slot, size, std::move(box));
        }
        return {};
    }

    void tie(Item& item, std::size_t slot, std::uint64_t size, std::optional<SliceBox> box)
    {
        item.changed = true;
        item.slot = slot;
        item.piece = m_slots[slot].pieces.size();
        if (item.size != size)
            m_relaid.push_back(item.shard);
        item.size = size;
        m_slots[slot].pieces.push_back({static_cast<std::size_t>(item.shard), item.offset, std::move(box)});
    }

    Result<void> planShard(std::int64_t shard)
    {
        std::vector<Item*> items;
        for (Item& item : m_items)
            if (!item.key.empty() && item.hasPlace && item.shard == shard)
                items.push_back(&item);
        std::ranges::stable_sort(items, {}, [](const Item* i) { return i->offset; });
        FilePlan file;
        file.name = shardPath(m_output.prefix, static_cast<std::size_t>(shard), static_cast<std::size_t>(m_layout.header.shardCount));
        auto source = m_layout.shards.find(shard);
        std::shared_ptr<const FileSource> unused; // no tensor is in it; it belongs to the checkpoint all the same
        if (source == m_layout.shards.end()) {
            auto opened = FileSource::open(shardFile(shard));
            if (opened)
                unused = std::move(*opened);
        }
        const FileSource* const from = source != m_layout.shards.end() ? source->second.get() : unused.get();
        if (std::ranges::find(m_relaid, shard) != m_relaid.end() || overlapsReplaced(items)) {
            if (auto r = relay(file, items, *from); !r)
                return r;
        } else if (from) {
            file.sizeBytes = from->sizeBytes();
            std::uint64_t reached = 0;
            for (const Item* item : items) {
                if (!item->slot)
                    continue;
                file.keep({from->path(), reached, item->offset - reached}, reached);
                reached = item->offset + item->size;
            }
            file.keep({from->path(), reached, file.sizeBytes - reached}, reached);
        }
        m_files.push_back(std::move(file)); // file i is shard i
        return {};
    }

    /// True where a replaced run shares bytes with another one: both need a place of their own.
    static bool overlapsReplaced(const std::vector<Item*>& items)
    {
        std::uint64_t reached = 0;
        const Item* last = nullptr;
        for (const Item* item : items) {
            if (item->size == 0)
                continue;
            if (last && item->offset < reached && (item->slot || last->slot))
                return true;
            if (!last || item->offset + item->size > reached) {
                reached = item->offset + item->size;
                last = item;
            }
        }
        return false;
    }

    Result<void> relay(FilePlan& file, const std::vector<Item*>& items, const FileSource& from)
    {
        for (const Item& item : m_items)
            if (!item.key.empty() && !item.hasPlace && !item.value.empty() && item.size != 0)
                return fail(makeError(ErrorCode::Corrupt, "the data file cannot be laid out anew because the place of a tensor in it is damaged")
                                .at(from.path()).of(item.key)
                                .advise("Keep the sizes of the tensors, or export those that can be read to a new file"));
        std::uint64_t bits = largestAlignment;
        for (const Item* item : items)
            bits |= item->offset;
        const std::uint64_t alignment = std::uint64_t{1} << std::countr_zero(bits);
        std::uint64_t reached = 0;
        for (Item* item : items) {
            const std::uint64_t at = (reached + alignment - 1) / alignment * alignment;
            if (!item->slot)
                file.keep({from.path(), item->offset, item->size}, at);
            item->offset = at;
            item->changed = true;
            reached = at + item->size;
        }
        file.sizeBytes = reached;
        return {};
    }

    IndexComposer composer()
    {
        if (m_replaced.empty()) // the index stays byte for byte
            return [target = m_target](const auto&) -> Result<std::string> {
                const auto& file = target->layout().indexFile;
                std::string bytes(file->sizeBytes(), '\0');
                if (auto r = file->readAt(0, std::as_writable_bytes(std::span(bytes))); !r)
                    return fail(std::move(r.error()));
                return bytes;
            };
        auto items = std::make_shared<const std::vector<Item>>(std::move(m_items));
        return [items](const std::vector<std::vector<std::uint32_t>>& crcs) -> Result<std::string> {
            SsTableBuilder builder;
            for (const Item& item : *items) {
                std::optional<std::uint32_t> crc;
                if (item.slot)
                    crc = crcs[*item.slot][item.piece];
                if (auto r = builder.add(item.key, item.changed ? patched(item, crc) : item.value); !r)
                    return fail(std::move(r.error()));
            }
            return builder.finish();
        };
    }

    std::shared_ptr<const BundleFile> m_target;
    const BundleLayout& m_layout;
    std::vector<TensorToWrite> m_replaced;
    BundleOutput m_output;
    std::vector<Item> m_items; ///< in the order of the keys
    std::unordered_map<std::string, std::size_t> m_byKey, m_seen;
    std::vector<BundleSlot> m_slots;
    std::vector<std::int64_t> m_relaid; ///< shards in which a size changes
    std::vector<FilePlan> m_files;
};

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteBundle(std::shared_ptr<const BundleFile> target, std::vector<TensorToWrite> replaced,
                                                   BundleOutput output)
{
    return Rewrite(std::move(target), std::move(replaced), std::move(output)).plan();
}

} // namespace tensorgraft::tf
