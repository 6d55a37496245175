#include "model_io/formats/hdf5/hdf5_edit.h"

#include "model_io/codecs/float_codec.h"
#include "model_io/formats/hdf5/hdf5_writers.h"
#include "model_io/formats/hdf5/helper_process.h"

#include <algorithm>

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;

Hdf5Edit::Hdf5Edit(std::shared_ptr<const Hdf5ModelFile> target, std::vector<Slot> slots)
    : m_target(std::move(target)), m_slots(std::move(slots))
{
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        m_order.push_back(i);
    std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) {
        return std::pair(!m_slots[a].direct, m_slots[a].offset) < std::pair(!m_slots[b].direct, m_slots[b].offset);
    });
    m_kept = m_target->container().sizeBytes();
    for (const Slot& s : m_slots)
        m_kept -= s.direct ? s.length : 0;
}

Hdf5Edit::~Hdf5Edit() = default;

bool Hdf5Edit::keepsSize() const
{
    return std::ranges::all_of(m_slots, &Slot::direct);
}

Result<void> Hdf5Edit::copyKept(std::uint64_t from, std::uint64_t end, std::uint64_t& done, const ProgressFn& progress)
{
    if (end <= from)
        return {};
    const auto here = [&](std::uint64_t part, std::uint64_t) { return reportProgress(progress, done + part, m_kept); };
    if (const auto extent = m_target->container().bytes->extentAt(from, end - from)) {
        if (auto r = m_file->copyFrom(*extent, m_base + from, here); !r)
            return r;
    } else {
        return fail(makeError(ErrorCode::Io, "the target's bytes lie in no file").at(m_target->path()));
    }
    done += end - from;
    return {};
}

Result<void> Hdf5Edit::begin(OutputFile& file, std::uint64_t base, const ProgressFn& progress)
{
    m_file = &file;
    m_base = base;
    const std::uint64_t size = m_target->container().sizeBytes();
    std::uint64_t at = 0, done = 0;
    for (std::size_t i : m_order) {
        if (!m_slots[i].direct)
            continue;
        if (auto r = copyKept(at, m_slots[i].offset, done, progress); !r)
            return r;
        at = m_slots[i].offset + m_slots[i].length;
    }
    return copyKept(at, size, done, progress);
}

Result<void> Hdf5Edit::write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
{
    const Slot& s = m_slots[slot];
    if (s.direct)
        return inside(byteOffset, bytes.size(), s.length)
                   ? m_file->writeAt(m_base + s.offset + byteOffset, bytes)
                   : fail(makeError(ErrorCode::Usage, "bytes past the end of the tensor").at(m_file->path()).of(s.tensor.name));
    if (auto r = prepare(slot); !r)
        return r;
    const std::size_t item = itemSizeBytes(s.tensor.dtype);
    std::vector<std::byte> swapped;
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min<std::size_t>(bytes.size(), maxTransferBytes / item * item));
        bytes = bytes.subspan(part.size());
        std::span<const std::byte> stored = part;
        if (s.bigEndian) {
            swapped.assign(part.begin(), part.end());
            swapBytes(swapped, dtypeClass(s.tensor.dtype) == DTypeClass::Complex ? item / 2 : item);
            stored = swapped;
        }
        WireWriter request;
        request.u8(static_cast<std::uint8_t>(Command::Write));
        request.text(m_target->dataset(s.index).path);
        request.u8(static_cast<std::uint8_t>(s.tensor.dtype));
        request.u8(s.asStored);
        request.u64(byteOffset / item);
        request.bytes(stored);
        if (auto r = callHelper(std::move(request), s.tensor.name); !r)
            return r;
        byteOffset += part.size();
    }
    return {};
}

Result<bool> Hdf5Edit::copyExtent(std::size_t slot, const FileExtent& extent)
{
    const Slot& s = m_slots[slot];
    if (!s.direct || extent.lengthBytes != s.length)
        return false;
    if (auto r = m_file->copyFrom(extent, m_base + s.offset); !r)
        return fail(std::move(r.error()));
    return true;
}

Result<void> Hdf5Edit::finish()
{
    // Empty tensors get no write(); their new shape must appear all the same.
    for (std::size_t i : m_order)
        if (m_slots[i].recreate)
            if (auto r = prepare(i); !r)
                return r;
    if (!m_helper)
        return {};
    WireWriter request;
    request.u8(static_cast<std::uint8_t>(Command::CloseFile));
    if (auto r = callHelper(std::move(request), ""); !r)
        return r;
    m_helper.reset();
    return {};
}

Result<void> Hdf5Edit::prepare(std::size_t slot)
{
    Slot& s = m_slots[slot];
    if (!m_helper) {
        auto helper = HelperProcess::start(-1);
        if (!helper)
            return fail(std::move(helper.error()));
        m_helper = std::move(*helper);
        WireWriter request;
        request.u8(static_cast<std::uint8_t>(Command::EditFile));
        request.text(fs::absolute(m_file->path()).string());
        request.u64(m_base);
        if (auto r = callHelper(std::move(request), ""); !r)
            return r;
    }
    if (!s.recreate)
        return {};
    WireWriter request;
    request.u8(static_cast<std::uint8_t>(Command::ReplaceType));
    request.text(m_target->dataset(s.index).path);
    request.u8(static_cast<std::uint8_t>(s.tensor.dtype));
    request.u64(s.tensor.shape.rank());
    for (std::int64_t d : s.tensor.shape)
        request.u64(static_cast<std::uint64_t>(d));
    s.recreate = false;
    return callHelper(std::move(request), s.tensor.name);
}

Result<void> Hdf5Edit::callHelper(WireWriter request, const std::string& tensor)
{
    auto reply = m_helper->call(std::move(request.buffer()));
    if (!reply)
        return fail(std::move(reply.error()).at(m_target->path()).of(tensor));
    return {};
}

Result<Hdf5Edit::Slot> Hdf5Edit::planSlot(const Hdf5ModelFile& target, TensorToWrite tensor)
{
    const auto refuse = [&](ErrorCode code, std::string message, std::string hint) {
        return fail(makeError(code, std::move(message)).at(target.path()).of(tensor.name).advise(std::move(hint)));
    };
    const auto index = target.find(tensor.name);
    if (!index)
        return refuse(ErrorCode::Mismatch, "the target has no tensor of this name", "Check the names with `tensorgraft inspect`");
    if (!hdf5Holds(tensor.dtype))
        return refuse(ErrorCode::Unsupported, "HDF5 files cannot hold the type " + std::string(dtypeName(tensor.dtype)),
                      "Cast it, or choose another output format");
    if (target.storage(*index).damage)
        return refuse(ErrorCode::Corrupt, "the dataset is damaged: " + target.storage(*index).damage->message,
                      "Get a fresh copy of the target");
    const TensorInfo& info = target.tensors()[*index];
    const Dataset& d = target.dataset(*index);
    Slot s;
    s.index = *index;
    const bool same = tensor.dtype == info.dtype && tensor.shape == info.shape;
    s.length = info.sizeBytes;
    s.direct = same && d.layout == Layout::Contiguous && d.offset && d.filters.empty() && d.type.asStored && !d.type.bigEndian;
    s.offset = s.direct ? *d.offset : 0;
    if (!s.direct && (d.layout == Layout::External || d.layout == Layout::Virtual))
        return refuse(ErrorCode::Unsupported, "the dataset keeps its data in other files", "Convert the target to a new file and use that");
    const bool recordsOfNumbers = d.chunkShape.size() != 0 && d.chunkShape.size() != d.shape.rank();
    if (!s.direct && recordsOfNumbers)
        return refuse(ErrorCode::Unsupported, "the elements of the dataset are arrays", "Convert the target to a new file and use that");
    s.recreate = !same;
    // As stored wherever the stored type stays; what is made anew in another type is plain little-endian.
    const bool keepsType = tensor.dtype == info.dtype;
    s.asStored = keepsType ? d.type.asStored : true;
    s.bigEndian = keepsType && d.type.asStored && d.type.bigEndian;
    s.tensor = std::move(tensor);
    return s;
}

Result<std::unique_ptr<Hdf5Edit>> Hdf5Edit::plan(std::shared_ptr<const Hdf5ModelFile> target, std::vector<TensorToWrite> replaced)
{
    if (target->memberFiles().size() > 1)
        return fail(makeError(ErrorCode::Unsupported, "the target keeps data in other files").at(target->path())
                        .advise("Convert the target to a new file and use that"));
    std::vector<Slot> slots;
    for (TensorToWrite& t : replaced) {
        auto slot = planSlot(*target, std::move(t));
        if (!slot)
            return fail(std::move(slot.error()));
        slots.push_back(std::move(*slot));
    }
    std::unique_ptr<Hdf5Edit> edit(new Hdf5Edit(std::move(target), std::move(slots)));
    // Two datasets on one run of bytes, or one tensor twice: the second would overwrite the first.
    std::uint64_t end = 0;
    for (std::size_t i : edit->m_order) {
        const Slot& s = edit->m_slots[i];
        if (!s.direct || s.length == 0)
            continue;
        if (s.offset < end)
            return fail(makeError(ErrorCode::Corrupt, "the dataset shares its bytes with another one").at(edit->m_target->path())
                            .at(s.offset).of(s.tensor.name));
        end = s.offset + s.length;
    }
    return edit;
}

bool hdf5Holds(DType dtype)
{
    switch (dtypeClass(dtype)) {
    case DTypeClass::Boolean:
    case DTypeClass::Float:
    case DTypeClass::Complex: return true;
    case DTypeClass::SignedInt:
    case DTypeClass::UnsignedInt: return dtype <= DType::UInt64; // the quantised integers of TensorFlow have no HDF5 type
    default: return false;
    }
}

} // namespace tensorgraft::hdf5
