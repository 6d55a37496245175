#include "model_io/formats/tensorflow/bundle_writer.h"

#include "model_io/codecs/float_codec.h"
#include "model_io/codecs/hash.h"
#include "model_io/formats/tensorflow/checked_runs.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t pendingLimit = std::size_t{1} << 20;

/// Where the base class believes a slot to stand: it counts bytes and gives the order.
std::vector<SlotPlace> placesOf(const std::vector<BundleSlot>& slots)
{
    std::vector<SlotPlace> places;
    places.reserve(slots.size());
    for (const BundleSlot& slot : slots)
        places.push_back({slot.pieces.front().file, slot.pieces.front().offset, slot.sizeBytes()});
    return places;
}

} // namespace

BundleWriter::BundleWriter(std::vector<FilePlan> files, std::vector<BundleSlot> slots, fs::path indexName, IndexComposer compose)
    : PlannedWriter(std::move(files), placesOf(slots)), m_slots(std::move(slots)), m_indexName(std::move(indexName)), m_compose(std::move(compose))
{
    m_crcs.reserve(m_slots.size());
    m_pending.resize(m_slots.size());
    for (const BundleSlot& slot : m_slots)
        m_crcs.emplace_back(slot.pieces.size(), 0U);
}

Result<void> BundleWriter::begin(const fs::path& stagingFolder, const ProgressFn& progress)
{
    m_folder = stagingFolder;
    return PlannedWriter::begin(stagingFolder, progress);
}

bool BundleWriter::mayCopyExtent(std::size_t slot) const
{
    return m_slots[slot].swapBytes == 1 && !m_slots[slot].pieces.front().box;
}

Result<bool> BundleWriter::copyExtent(std::size_t slot, const FileExtent& extent)
{
    if (!mayCopyExtent(slot) || extent.lengthBytes != m_slots[slot].sizeBytes())
        return false;
    auto source = FileSource::open(extent.file);
    if (!source)
        return fail(std::move(source.error()));
    auto copied = PlannedWriter::copyExtent(slot, extent);
    if (!copied || !*copied)
        return copied;
    auto crc = crc32cOf(**source, extent.offset, extent.lengthBytes);
    if (!crc)
        return fail(std::move(crc.error()));
    m_crcs[slot][0] = *crc;
    return true;
}

Result<void> BundleWriter::place(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    const BundleSlot& s = m_slots[slot];
    std::vector<std::byte> swapped;
    if (s.swapBytes > 1) {
        swapped.assign(bytes.begin(), bytes.end());
        tensorgraft::swapBytes(swapped, s.swapBytes);
        bytes = swapped;
    }
    if (!s.pieces.front().box) {
        m_crcs[slot][0] = crc32c(m_crcs[slot][0], bytes);
        return PlannedWriter::place(slot, byteOffset, bytes);
    }
    // The elements of a slice come in the slice's own order, whatever axis it is cut along: its bytes are collected,
    // its checksum grows with them.
    if (m_pending[slot].empty())
        m_pending[slot].resize(s.pieces.size());
    const std::uint64_t first = byteOffset / s.itemBytes, count = bytes.size() / s.itemBytes;
    for (std::size_t i = 0; i < s.pieces.size(); ++i) {
        Pending& pending = m_pending[slot][i];
        auto r = forEachRun(*s.pieces[i].box, s.shape, first, count,
                            [&](std::uint64_t, std::uint64_t inWhole, std::uint64_t n) -> Result<void> {
                                const auto run = bytes.subspan((inWhole - first) * s.itemBytes, n * s.itemBytes);
                                pending.bytes.insert(pending.bytes.end(), run.begin(), run.end());
                                return pending.bytes.size() < pendingLimit ? Result<void>{} : flush(slot, i, pending);
                            });
        if (!r)
            return r;
        // What waits is little where slices are many: all of them together stay bounded.
        if (pending.bytes.size() > pendingLimit / s.pieces.size())
            if (auto flushed = flush(slot, i, pending); !flushed)
                return flushed;
    }
    if (byteOffset + bytes.size() == s.sizeBytes()) {
        for (std::size_t i = 0; i < s.pieces.size(); ++i)
            if (auto flushed = flush(slot, i, m_pending[slot][i]); !flushed)
                return flushed;
        m_pending[slot] = {};
    }
    return {};
}

Result<void> BundleWriter::flush(std::size_t slot, std::size_t piece, Pending& pending)
{
    if (pending.bytes.empty())
        return {};
    const SlotPiece& where = m_slots[slot].pieces[piece];
    m_crcs[slot][piece] = crc32c(m_crcs[slot][piece], pending.bytes);
    auto file = output(where.file);
    if (!file)
        return fail(std::move(file.error()));
    if (auto r = (*file)->writeAt(where.offset + pending.written, pending.bytes); !r)
        return r;
    pending.written += pending.bytes.size();
    pending.bytes.clear();
    return {};
}

Result<void> BundleWriter::finish(const ProgressFn& progress)
{
    if (auto r = PlannedWriter::finish(progress); !r)
        return r;
    auto masked = m_crcs;
    for (auto& crcs : masked)
        std::ranges::transform(crcs, crcs.begin(), maskCrc32c);
    auto index = m_compose(masked);
    if (!index)
        return fail(std::move(index.error()));
    auto file = OutputFile::create(m_folder / m_indexName);
    if (!file)
        return fail(std::move(file.error()));
    if (auto r = file->writeAt(0, std::as_bytes(std::span(*index))); !r)
        return r;
    return file->syncAndClose();
}

std::vector<fs::path> BundleWriter::outputs() const
{
    auto names = PlannedWriter::outputs();
    names.push_back(m_indexName);
    return names;
}

} // namespace tensorgraft::tf
