#include "model_io/formats/numpy/piece_writer.h"

#include "model_io/codecs/little_endian.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft::numpy {
namespace {

constexpr std::uint64_t stepBytes = std::uint64_t{4} << 20;
constexpr std::uint32_t dataAlignment = 64;

} // namespace

PieceWriter::PieceWriter(std::filesystem::path fileName, std::vector<Section> sections, std::vector<std::uint64_t> slotBytes,
                         bool asZip, std::shared_ptr<const ZipArchive> archive)
    : m_fileName(std::move(fileName)), m_sections(std::move(sections)), m_slotBytes(std::move(slotBytes)), m_asZip(asZip),
      m_archive(std::move(archive)), m_sinks(m_slotBytes.size())
{
}

std::vector<std::size_t> PieceWriter::preferredOrder() const
{
    std::vector<std::size_t> order;
    for (const Section& section : m_sections)
        for (const Piece& piece : section.pieces)
            if (const auto* slot = std::get_if<SlotPiece>(&piece))
                order.push_back(slot->slot);
    return order;
}

std::uint64_t PieceWriter::keptBytes() const
{
    std::uint64_t total = 0;
    for (const Section& section : m_sections) {
        if (section.oldEntry && section.pieces.empty())
            total += ZipWriter::recordBytes(m_archive->entries()[*section.oldEntry]);
        for (const Piece& piece : section.pieces)
            if (const auto* kept = std::get_if<KeptRange>(&piece))
                total += kept->length;
    }
    return total;
}

Result<void> PieceWriter::begin(const std::filesystem::path& stagingFolder, const ProgressFn& progress)
{
    auto file = OutputFile::create(stagingFolder / m_fileName);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    m_file = std::move(*file);
    m_keptTotal = keptBytes();
    if (m_asZip)
        m_zip = std::make_unique<ZipWriter>(m_file);
    return advance(progress);
}

Result<void> PieceWriter::startSection(const Section& section, const ProgressFn& progress)
{
    m_sectionOpen = true;
    m_piece = 0;
    m_sectionStart = m_position;
    if (!m_asZip)
        return {};
    const ZipEntry* old = section.oldEntry ? &m_archive->entries()[*section.oldEntry] : nullptr;
    if (old && section.pieces.empty()) {
        const std::uint64_t before = m_keptDone;
        m_keptDone += ZipWriter::recordBytes(*old);
        return m_zip->copy(*m_archive, *old, 1, [&](std::uint64_t done, std::uint64_t) {
            return reportProgress(progress, before + done, m_keptTotal);
        });
    }
    const auto size = totalBytes(section.pieces);
    m_sizeKnown = size.has_value();
    Result<std::uint64_t> start = size && old     ? m_zip->replace(*m_archive, *old, *size)
                                  : size          ? m_zip->addStored(section.newEntry, *size)
                                  : old           ? m_zip->beginStored(ZipWriter::describe(*old, dataAlignment))
                                                  : m_zip->beginStored(section.newEntry);
    if (!start)
        return tl::unexpected(std::move(start.error()));
    m_position = m_sectionStart = *start;
    return {};
}

Result<void> PieceWriter::endSection(const Section& section)
{
    m_sectionOpen = false;
    ++m_section;
    if (!m_asZip)
        return {};
    if (!m_sizeKnown && !section.pieces.empty())
        if (auto ok = m_zip->endStored(m_position - m_sectionStart); !ok)
            return ok;
    m_sizeKnown = true;
    m_position = m_zip->position();
    return {};
}

Result<void> PieceWriter::keep(const Section& section, const KeptRange& range, const ProgressFn& progress)
{
    if (const auto extent = section.source->extentAt(range.offset, range.length)) {
        const std::uint64_t before = m_keptDone;
        if (auto ok = m_file.copyFrom(*extent, m_position,
                                      [&](std::uint64_t done, std::uint64_t) { return reportProgress(progress, before + done, m_keptTotal); });
            !ok)
            return ok;
    } else {
        std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(stepBytes, range.length)));
        for (std::uint64_t done = 0; done < range.length;) {
            if (!reportProgress(progress, m_keptDone + done, m_keptTotal))
                return cancelled();
            const auto part = std::span(buffer).first(
                static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), range.length - done)));
            if (auto ok = section.source->readAt(range.offset + done, part); !ok)
                return ok;
            if (auto ok = m_file.writeAt(m_position + done, part); !ok)
                return ok;
            done += part.size();
        }
    }
    m_keptDone += range.length;
    m_position += range.length;
    return {};
}

/// False where the piece waits for its slot to be written.
Result<bool> PieceWriter::advancePiece(const Section& section, const ProgressFn& progress)
{
    const Piece& piece = section.pieces[m_piece];
    if (const auto* kept = std::get_if<KeptRange>(&piece)) {
        if (auto ok = keep(section, *kept, progress); !ok)
            return tl::unexpected(std::move(ok.error()));
    } else if (const auto* fresh = std::get_if<NewBytes>(&piece)) {
        if (auto ok = m_file.writeAt(m_position, fresh->bytes); !ok)
            return tl::unexpected(std::move(ok.error()));
        m_position += fresh->bytes.size();
    } else {
        const auto& slot = std::get<SlotPiece>(piece);
        std::unique_ptr<ArraySink>& made = m_sinks[slot.slot];
        if (!made)
            made = std::make_unique<ArraySink>(m_file, m_position, slot.stored);
        if (!slot.stored.asLatin1) {
            m_position += slot.stored.sizeBytes();
        } else if (!made->complete()) {
            m_waitingFor = slot.slot;
            return false;
        } else {
            std::byte length[4];
            storeLittle(length, 0, 4, made->storedBytes()); // below 2^32: planPart() checked
            if (auto ok = m_file.writeAt(m_position - 4, length); !ok)
                return tl::unexpected(std::move(ok.error()));
            m_position += made->storedBytes();
        }
    }
    ++m_piece;
    return true;
}

Result<void> PieceWriter::advance(const ProgressFn& progress)
{
    m_waitingFor.reset();
    while (m_section < m_sections.size()) {
        const Section& section = m_sections[m_section];
        if (!m_sectionOpen)
            if (auto ok = startSection(section, progress); !ok)
                return ok;
        while (m_piece < section.pieces.size()) {
            auto gone = advancePiece(section, progress);
            if (!gone)
                return tl::unexpected(std::move(gone.error()));
            if (!*gone)
                return {};
        }
        if (auto ok = endSection(section); !ok)
            return ok;
    }
    return {};
}

Result<ArraySink*> PieceWriter::sink(std::size_t slot)
{
    if (slot >= m_sinks.size() || !m_sinks[slot])
        return fail(ErrorCode::Usage, "a tensor was written before its turn");
    return m_sinks[slot].get();
}

Result<void> PieceWriter::afterWriting(std::size_t slot)
{
    return m_waitingFor == slot && m_sinks[slot]->complete() ? advance({}) : Result<void>();
}

Result<void> PieceWriter::write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    auto to = sink(slot);
    if (!to)
        return tl::unexpected(std::move(to.error()));
    if (auto ok = (*to)->write(byteOffset, bytes); !ok)
        return ok;
    return afterWriting(slot);
}

Result<bool> PieceWriter::copyExtent(std::size_t slot, const FileExtent& extent)
{
    auto to = sink(slot);
    if (!to)
        return tl::unexpected(std::move(to.error()));
    return (*to)->copyExtent(extent);
}

Result<void> PieceWriter::finish(const ProgressFn& progress)
{
    // An empty text slot gets no write() that could have moved things on.
    while (m_waitingFor && m_sinks[*m_waitingFor]->complete())
        if (auto ok = advance(progress); !ok)
            return ok;
    for (std::size_t slot = 0; slot < m_sinks.size(); ++slot)
        if (!m_sinks[slot] || !m_sinks[slot]->complete())
            return fail(ErrorCode::Usage, "a tensor was not written completely");
    if (m_zip) {
        // The directory keeps the order of the old one, whatever the order of the data.
        std::vector<std::size_t> order(m_sections.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (m_archive)
            std::sort(order.begin(), order.end(),
                      [&](std::size_t a, std::size_t b) { return *m_sections[a].oldEntry < *m_sections[b].oldEntry; });
        if (auto ok = m_zip->finish(m_archive ? m_archive->comment() : std::string(), progress, std::move(order)); !ok)
            return ok;
    }
    return m_file.syncAndClose();
}

} // namespace tensorgraft::numpy
