#include "model_io/codecs/float_codec.h"
#include "model_io/codecs/hash.h"
#include "model_io/codecs/zip_writer.h"
#include "model_io/formats/pytorch/pytorch_writer.h"
#include "model_io/formats/pytorch/storage_scatter.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace tensorgraft::pytorch {
namespace fs = std::filesystem;
namespace {

struct Slot {
    std::string name;
    std::string storage;
    Geometry geometry;
    std::size_t swapBytes = 1; ///< unit whose bytes are reversed in the file; 1 where they are not
    std::uint64_t totalBytes = 0, writtenBytes = 0;
};

/// A storage that some slot writes to.
struct Storage {
    const StoredBytes* stored = nullptr;
    std::uint64_t bytes = 0;
    bool covered = false;        ///< one slot gives every byte: the old ones need no copy
    bool overlaps = false;       ///< elements may be given twice and are compared then
    std::uint64_t outOffset = 0; ///< in the output
    GivenElements given;
};

class Rewriter final : public ModelWriter {
public:
    Rewriter(std::shared_ptr<const PytorchFile> target, std::vector<Slot> slots, std::map<std::string, Storage> storages,
             fs::path fileName)
        : m_target(std::move(target)), m_slots(std::move(slots)), m_storages(std::move(storages)),
          m_fileName(std::move(fileName))
    {
    }

    std::vector<std::size_t> preferredOrder() const override
    {
        std::vector<std::size_t> order(m_slots.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) {
            const StoredBytes& stored = *m_storages.at(m_slots[i].storage).stored;
            return std::pair(stored.fileOffset.value_or(stored.entry ? stored.entry->dataOffset : 0), m_slots[i].geometry.baseBytes);
        });
        return order;
    }

    std::uint64_t keptBytes() const override
    {
        std::uint64_t kept = container().file->sizeBytes();
        for (const auto& [key, storage] : m_storages)
            if (storage.covered)
                kept -= std::min(kept, storage.stored->entry ? storage.stored->entry->compressedSize : storage.bytes);
        return kept;
    }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn& progress) override
    {
        auto created = OutputFile::create(stagingFolder / m_fileName);
        if (!created)
            return fail(std::move(created.error()));
        m_file = std::move(*created);
        m_totalBytes = keptBytes();
        const bool allRaw = std::ranges::all_of(m_storages, [](const auto& s) { return s.second.stored->fileOffset.has_value(); });
        return allRaw ? beginAtPlace(progress) : beginZip(progress);
    }

    Result<void> write(std::size_t index, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        Slot& slot = m_slots[index];
        if (byteOffset != slot.writtenBytes || bytes.size() > slot.totalBytes - byteOffset)
            return fail(makeError(ErrorCode::Mismatch, "the bytes given for a tensor do not fit it").of(slot.name)
                            .wanted("bytes from " + std::to_string(slot.writtenBytes) + " of " + std::to_string(slot.totalBytes))
                            .got(std::to_string(bytes.size()) + " bytes from " + std::to_string(byteOffset)));
        slot.writtenBytes += bytes.size();
        if (bytes.empty())
            return {};
        std::vector<std::byte> swapped;
        if (slot.swapBytes > 1) {
            swapped.assign(bytes.begin(), bytes.end());
            swapBytes(swapped, slot.swapBytes);
            bytes = swapped;
        }
        Storage& storage = m_storages.at(slot.storage);
        if (slot.geometry.strides.empty() && !storage.overlaps)
            return m_file.writeAt(storage.outOffset + slot.geometry.baseBytes + byteOffset, bytes);
        if (m_mappedStorage != &storage) {
            auto mapped = StorageScatter::open(m_file, storage.outOffset, storage.bytes);
            if (!mapped)
                return fail(std::move(mapped.error()));
            m_scatter = std::move(*mapped);
            m_mappedStorage = &storage;
        }
        auto put = m_scatter.put(slot.geometry, byteOffset / slot.geometry.itemBytes, bytes, storage.overlaps ? &storage.given : nullptr);
        if (!put)
            return fail(std::move(put.error()).at(m_target->path()).of(slot.name));
        return {};
    }

    Result<bool> copyExtent(std::size_t index, const FileExtent& extent) override
    {
        Slot& slot = m_slots[index];
        const Storage& storage = m_storages.at(slot.storage);
        if (!slot.geometry.strides.empty() || storage.overlaps || slot.swapBytes > 1 || slot.writtenBytes != 0 ||
            extent.lengthBytes != slot.totalBytes || !storage.covered)
            return false;
        if (auto r = m_file.copyFrom(extent, storage.outOffset + slot.geometry.baseBytes); !r)
            return fail(std::move(r.error()));
        slot.writtenBytes = slot.totalBytes;
        return true;
    }

    Result<void> finish(const ProgressFn& progress) override
    {
        for (const Slot& slot : m_slots)
            if (slot.writtenBytes != slot.totalBytes)
                return fail(makeError(ErrorCode::Mismatch, "a tensor was not written completely").of(slot.name)
                                .wanted(std::to_string(slot.totalBytes) + " bytes")
                                .got(std::to_string(slot.writtenBytes) + " bytes"));
        m_scatter = {};
        if (m_zip)
            if (auto r = m_zip->finish(container().zip->comment(), progress, m_centralOrder); !r)
                return r;
        if (!m_zip)
            for (const auto& [key, storage] : m_storages)
                if (storage.stored->entry)
                    if (auto r = patchChecksum(*storage.stored->entry, storage); !r)
                        return r;
        return m_file.syncAndClose();
    }

    std::vector<fs::path> outputs() const override { return {m_fileName}; }

private:
    const Container& container() const { return m_target->container(); }

    Result<void> copy(const ByteSource& source, std::uint64_t offset, std::uint64_t length, std::uint64_t to, const ProgressFn& progress)
    {
        const auto here = [&](std::uint64_t part, std::uint64_t) { return reportProgress(progress, m_doneBytes + part, m_totalBytes); };
        if (length == 0)
            return {};
        if (const auto extent = source.extentAt(offset, length)) {
            if (auto r = m_file.copyFrom(*extent, to, here); !r)
                return r;
        } else {
            std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(length, std::uint64_t{4} << 20)));
            for (std::uint64_t done = 0; done < length;) {
                const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), length - done)));
                if (auto r = source.readAt(offset + done, part); !r)
                    return r;
                if (auto r = m_file.writeAt(to + done, part); !r)
                    return r;
                done += part.size();
                if (!here(done, length))
                    return cancelled();
            }
        }
        m_doneBytes += length;
        return {};
    }

    Result<std::uint32_t> number32(std::uint64_t offset) const
    {
        std::array<std::byte, 4> bytes{};
        if (auto r = m_file.readAt(offset, bytes); !r)
            return fail(std::move(r.error()));
        return std::to_integer<std::uint32_t>(bytes[0]) | std::to_integer<std::uint32_t>(bytes[1]) << 8 |
               std::to_integer<std::uint32_t>(bytes[2]) << 16 | std::to_integer<std::uint32_t>(bytes[3]) << 24;
    }

    /// The CRC-32 of a stored entry, in all places that have it: central record, local header or data descriptor
    /// (PKWARE APPNOTE 4.3.7, 4.3.9, 4.3.12).
    Result<void> patchChecksum(const ZipEntry& entry, const Storage& storage)
    {
        std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(storage.bytes, std::uint64_t{4} << 20)));
        std::uint32_t crc = 0;
        for (std::uint64_t done = 0; done < storage.bytes;) {
            const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), storage.bytes - done)));
            if (auto r = m_file.readAt(storage.outOffset + done, part); !r)
                return r;
            crc = crc32(crc, part);
            done += part.size();
        }
        std::vector<std::uint64_t> places{entry.centralHeaderOffset + 16};
        constexpr std::uint16_t hasDescriptor = 8;
        if (!(entry.flags & hasDescriptor)) {
            places.push_back(entry.localHeaderOffset + 14);
        } else {
            constexpr std::uint32_t signature = 0x08074b50;
            std::uint64_t at = entry.dataOffset + entry.compressedSize;
            const auto first = number32(at);
            if (!first)
                return fail(first.error());
            if (*first == signature)
                at += 4;
            if (const auto old = number32(at); old && *old == entry.crc)
                places.push_back(at);
        }
        const std::array<std::byte, 4> bytes{std::byte(crc & 0xFF), std::byte(crc >> 8 & 0xFF), std::byte(crc >> 16 & 0xFF), std::byte(crc >> 24)};
        for (std::uint64_t at : places)
            if (auto r = m_file.writeAt(at, bytes); !r)
                return r;
        return {};
    }

    /// Everything but what is replaced stays where it is; only the checksums of zip entries change with the values.
    Result<void> beginAtPlace(const ProgressFn& progress)
    {
        const FileSource& file = *container().file;
        if (auto r = m_file.resize(file.sizeBytes()); !r)
            return r;
        std::vector<Storage*> byOffset;
        for (auto& [key, storage] : m_storages) {
            storage.outOffset = *storage.stored->fileOffset;
            if (storage.covered)
                byOffset.push_back(&storage);
        }
        std::ranges::sort(byOffset, {}, &Storage::outOffset);
        std::uint64_t reached = 0;
        for (const Storage* storage : byOffset) {
            if (auto r = copy(file, reached, storage->outOffset - reached, reached, progress); !r)
                return r;
            reached = storage->outOffset + storage->bytes;
        }
        return copy(file, reached, file.sizeBytes() - reached, reached, progress);
    }

    /// A storage that was compressed becomes longer: the archive is laid out anew.
    Result<void> beginZip(const ProgressFn& progress)
    {
        const ZipArchive& zip = *container().zip;
        m_zip = std::make_unique<ZipWriter>(m_file);
        std::map<const ZipEntry*, Storage*> replacedEntries;
        for (auto& [key, storage] : m_storages)
            replacedEntries[storage.stored->entry] = &storage;
        std::vector<std::size_t> byPlace(zip.entries().size());
        std::iota(byPlace.begin(), byPlace.end(), std::size_t{0});
        std::ranges::stable_sort(byPlace, {}, [&](std::size_t i) { return zip.entries()[i].localHeaderOffset; });
        m_centralOrder.resize(byPlace.size());
        for (std::size_t added = 0; added < byPlace.size(); ++added) {
            m_centralOrder[byPlace[added]] = added;
            const ZipEntry& entry = zip.entries()[byPlace[added]];
            const bool isStorage = std::ranges::any_of(container().parts, [&](const PickledPart& part) { return entry.name.starts_with(part.storageFolder); });
            const std::uint32_t alignment = isStorage ? 64 : 1;
            const auto it = replacedEntries.find(&entry);
            if (it == replacedEntries.end()) {
                const auto here = [&](std::uint64_t part, std::uint64_t) { return reportProgress(progress, m_doneBytes + part, m_totalBytes); };
                if (auto r = m_zip->copy(zip, entry, alignment, here); !r)
                    return r;
                m_doneBytes += ZipWriter::recordBytes(entry);
                continue;
            }
            Storage& storage = *it->second;
            auto offset = m_zip->replace(zip, entry, entry.size, alignment);
            if (!offset)
                return fail(std::move(offset.error()));
            storage.outOffset = *offset;
            if (!storage.covered)
                if (auto r = copy(*storage.stored->source, 0, storage.bytes, storage.outOffset, progress); !r)
                    return r;
        }
        // Room up to the end, so that storages can be mapped whatever is written first.
        return m_file.resize(m_zip->position());
    }

    std::shared_ptr<const PytorchFile> m_target;
    std::vector<Slot> m_slots;
    std::map<std::string, Storage> m_storages;
    fs::path m_fileName;
    OutputFile m_file;
    std::unique_ptr<ZipWriter> m_zip;
    std::vector<std::size_t> m_centralOrder;
    StorageScatter m_scatter;
    const Storage* m_mappedStorage = nullptr;
    std::uint64_t m_doneBytes = 0, m_totalBytes = 0;
};

/// Bytes [first, second) of the storage that a tensor may touch.
std::pair<std::uint64_t, std::uint64_t> rangeOf(const Geometry& g) { return {g.baseBytes, g.baseBytes + g.reachBytes()}; }

/// Finds tensors that may give the same element twice: tied ones, overlapping views, expanded axes.
Result<void> findOverlaps(std::map<std::string, Storage>& storages, const std::vector<Slot>& slots, const fs::path& path)
{
    std::map<std::string_view, std::vector<const Slot*>> byStorage;
    for (const Slot& slot : slots)
        if (slot.totalBytes > 0)
            byStorage[slot.storage].push_back(&slot);
    for (auto& [key, here] : byStorage) {
        Storage& storage = storages.at(std::string(key));
        std::ranges::sort(here, {}, [](const Slot* s) { return s->geometry.baseBytes; });
        std::uint64_t reached = 0;
        for (const Slot* slot : here) {
            const auto [from, to] = rangeOf(slot->geometry);
            storage.overlaps = storage.overlaps || from < reached || !slot->geometry.isInjective();
            reached = std::max(reached, to);
        }
        if (!storage.overlaps)
            continue;
        const std::size_t item = here.front()->geometry.itemBytes;
        for (const Slot* slot : here)
            if (slot->geometry.itemBytes != item || slot->geometry.baseBytes % item != 0)
                return fail(makeError(ErrorCode::Unsupported, "tensors of different types share one storage and cannot both be replaced")
                                .at(path).of(slot->name).advise("Replace one of them, or export to a new file"));
        storage.given.assign(storage.bytes / item, false);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteFile(std::shared_ptr<const PytorchFile> target,
                                                 const std::vector<TensorToWrite>& replaced, const fs::path& fileName)
{
    const Container& container = target->container();
    std::vector<Slot> slots;
    std::map<std::string, Storage> storages;
    std::vector<bool> taken(target->tensors().size());
    for (const TensorToWrite& wanted : replaced) {
        const auto index = target->find(wanted.name);
        if (!index)
            return fail(makeError(ErrorCode::Mismatch, "the target has no such tensor").at(target->path()).of(wanted.name));
        if (taken[*index])
            return fail(makeError(ErrorCode::Mismatch, "the tensor is to be written twice").at(target->path()).of(wanted.name));
        taken[*index] = true;
        const TensorInfo& info = target->tensors()[*index];
        const TensorStorage& storage = target->storage(*index);
        if (storage.damage)
            return fail(*storage.damage);
        if (info.dtype != wanted.dtype || info.shape != wanted.shape)
            return fail(makeError(ErrorCode::Unsupported, "a PyTorch file is rewritten only with the types and shapes that it has")
                            .at(target->path()).of(wanted.name)
                            .wanted(std::string(dtypeName(info.dtype)) + " " + info.shape.toString())
                            .got(std::string(dtypeName(wanted.dtype)) + " " + wanted.shape.toString())
                            .advise("Cast to the target's type, or export to a new file"));
        Slot slot;
        slot.name = wanted.name;
        slot.storage = target->origin(*index).storage;
        slot.geometry = {storage.offsetBytes, info.shape, storage.strides, itemSizeBytes(info.dtype)};
        slot.totalBytes = info.sizeBytes;
        if (storage.bigEndian)
            slot.swapBytes = dtypeClass(info.dtype) == DTypeClass::Complex ? slot.geometry.itemBytes / 2 : slot.geometry.itemBytes;
        Storage& place = storages[slot.storage];
        place.stored = &container.storages.at(slot.storage);
        place.bytes = place.stored->source->sizeBytes();
        place.covered = place.covered || (slot.geometry.baseBytes == 0 && slot.geometry.isDense() && slot.totalBytes == place.bytes);
        slots.push_back(std::move(slot));
    }
    if (auto r = findOverlaps(storages, slots, target->path()); !r)
        return fail(std::move(r.error()));
    return std::make_unique<Rewriter>(std::move(target), std::move(slots), std::move(storages), fileName.filename());
}

} // namespace tensorgraft::pytorch
