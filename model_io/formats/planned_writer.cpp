#include "model_io/formats/planned_writer.h"

#include <algorithm>
#include <numeric>
#include <system_error>

namespace tensorgraft {
namespace fs = std::filesystem;

void FilePlan::keep(FileExtent from, std::uint64_t offset)
{
    if (from.lengthBytes == 0)
        return;
    if (!kept.empty()) {
        Kept& last = kept.back();
        if (last.from.file == from.file && last.from.offset + last.from.lengthBytes == from.offset &&
            last.offset + last.from.lengthBytes == offset) {
            last.from.lengthBytes += from.lengthBytes;
            return;
        }
    }
    kept.push_back({std::move(from), offset});
}

PlannedWriter::PlannedWriter(std::vector<FilePlan> files, std::vector<SlotPlace> slots)
    : m_files(std::move(files)), m_slots(std::move(slots)), m_written(m_slots.size(), 0)
{
}

std::vector<std::size_t> PlannedWriter::preferredOrder() const
{
    std::vector<std::size_t> order(m_slots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(m_slots[i].file, m_slots[i].offset); });
    return order;
}

std::uint64_t PlannedWriter::keptBytes() const
{
    std::uint64_t total = 0;
    for (const FilePlan& file : m_files)
        for (const FilePlan::Kept& kept : file.kept)
            total += kept.from.lengthBytes;
    return total;
}

Result<void> PlannedWriter::begin(const fs::path& stagingFolder, const ProgressFn& progress)
{
    m_folder = stagingFolder;
    const std::uint64_t total = keptBytes();
    std::uint64_t done = 0;
    for (std::size_t i = 0; i < m_files.size(); ++i)
        if (auto r = makeFile(i, done, total, progress); !r)
            return r;
    return {};
}

Result<void> PlannedWriter::makeFile(std::size_t file, std::uint64_t& done, std::uint64_t total, const ProgressFn& progress)
{
    const FilePlan& plan = m_files[file];
    const fs::path path = m_folder / plan.name;
    if (plan.name.has_parent_path()) {
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (error)
            return fail(ioError(error.value(), "create the folder", path.parent_path()));
    }
    if (m_open) {
        m_open.reset();
        if (auto r = m_file.syncAndClose(); !r)
            return r;
    }
    auto created = OutputFile::create(path);
    if (!created)
        return fail(std::move(created.error()));
    m_file = std::move(*created);
    m_open = file;
    if (auto r = m_file.resize(plan.sizeBytes); !r)
        return r;
    for (const FilePlan::Kept& kept : plan.kept) {
        const auto here = [&](std::uint64_t part, std::uint64_t) { return reportProgress(progress, done + part, total); };
        if (auto r = m_file.copyFrom(kept.from, kept.offset, here); !r)
            return r;
        done += kept.from.lengthBytes;
    }
    for (const FilePlan::Literal& literal : plan.literals)
        if (auto r = m_file.writeAt(literal.offset, std::as_bytes(std::span(literal.bytes))); !r)
            return r;
    if (!reportProgress(progress, done, total))
        return cancelled();
    return {};
}

Result<OutputFile*> PlannedWriter::output(std::size_t file)
{
    if (m_open != file) {
        if (m_open) {
            m_open.reset();
            if (auto r = m_file.syncAndClose(); !r)
                return fail(std::move(r.error()));
        }
        auto opened = OutputFile::openExisting(m_folder / m_files[file].name);
        if (!opened)
            return fail(std::move(opened.error()));
        m_file = std::move(*opened);
        m_open = file;
    }
    return &m_file;
}

Result<void> PlannedWriter::write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    const SlotPlace& where = m_slots[slot];
    if (byteOffset != m_written[slot] || bytes.size() > where.lengthBytes - byteOffset)
        return fail(makeError(ErrorCode::Mismatch, "the bytes given for a tensor do not fit it")
                        .at(m_files[where.file].name)
                        .wanted("bytes from " + std::to_string(m_written[slot]) + " of " + std::to_string(where.lengthBytes))
                        .got(std::to_string(bytes.size()) + " bytes from " + std::to_string(byteOffset)));
    if (auto r = place(slot, byteOffset, bytes); !r)
        return r;
    m_written[slot] += bytes.size();
    return {};
}

Result<void> PlannedWriter::place(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    auto file = output(m_slots[slot].file);
    if (!file)
        return fail(std::move(file.error()));
    return (*file)->writeAt(m_slots[slot].offset + byteOffset, bytes);
}

bool PlannedWriter::mayCopyExtent(std::size_t) const { return true; }

Result<bool> PlannedWriter::copyExtent(std::size_t slot, const FileExtent& extent)
{
    const SlotPlace& where = m_slots[slot];
    if (!mayCopyExtent(slot) || m_written[slot] != 0 || extent.lengthBytes != where.lengthBytes)
        return false;
    auto file = output(where.file);
    if (!file)
        return fail(std::move(file.error()));
    if (auto r = (*file)->copyFrom(extent, where.offset); !r)
        return fail(std::move(r.error()));
    m_written[slot] = where.lengthBytes;
    return true;
}

Result<void> PlannedWriter::complete(const ProgressFn&) { return {}; }

Result<void> PlannedWriter::finish(const ProgressFn& progress)
{
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot)
        if (m_written[slot] != m_slots[slot].lengthBytes)
            return fail(makeError(ErrorCode::Mismatch, "a tensor was not written completely")
                            .at(m_files[m_slots[slot].file].name)
                            .wanted(std::to_string(m_slots[slot].lengthBytes) + " bytes")
                            .got(std::to_string(m_written[slot]) + " bytes"));
    if (auto r = complete(progress); !r)
        return r;
    if (m_open) {
        m_open.reset();
        return m_file.syncAndClose();
    }
    return {};
}

std::vector<fs::path> PlannedWriter::outputs() const
{
    std::vector<fs::path> names;
    names.reserve(m_files.size());
    for (const FilePlan& file : m_files)
        names.push_back(file.name);
    return names;
}

} // namespace tensorgraft
