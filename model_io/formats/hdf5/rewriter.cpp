#include "model_io/codecs/file_io.h"
#include "model_io/codecs/float_codec.h"
#include "model_io/formats/hdf5/hdf5_writers.h"
#include "model_io/formats/hdf5/helper_process.h"

#include <algorithm>

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

struct Slot {
    TensorToWrite tensor;
    std::size_t index = 0; ///< in the target
    bool direct = false;   ///< a raw run that is written by position
    std::uint64_t offset = 0, length = 0; ///< of a direct one
    bool recreate = false; ///< another type or shape
    bool asStored = false; ///< the library gets elements as the file keeps them
    bool bigEndian = false;
};

class Rewriter final : public ModelWriter {
public:
    Rewriter(std::shared_ptr<const Hdf5ModelFile> target, std::vector<Slot> slots, fs::path fileName)
        : m_target(std::move(target)), m_slots(std::move(slots)), m_fileName(std::move(fileName))
    {
        for (std::size_t i = 0; i < m_slots.size(); ++i)
            m_order.push_back(i);
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) {
            return std::pair(!m_slots[a].direct, m_slots[a].offset) < std::pair(!m_slots[b].direct, m_slots[b].offset);
        });
        m_kept = m_target->file().sizeBytes();
        for (const Slot& s : m_slots)
            m_kept -= s.direct ? s.length : 0;
    }

    std::vector<std::size_t> preferredOrder() const override { return m_order; }
    std::uint64_t keptBytes() const override { return m_kept; }
    std::vector<fs::path> outputs() const override { return {m_fileName}; }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn& progress) override
    {
        auto file = OutputFile::create(stagingFolder / m_fileName);
        if (!file)
            return fail(std::move(file.error()));
        m_file = std::move(*file);
        const std::uint64_t size = m_target->file().sizeBytes();
        if (auto r = m_file.resize(size); !r)
            return r;
        std::uint64_t at = 0, done = 0;
        const auto copyTo = [&](std::uint64_t end) -> Result<void> {
            if (end <= at)
                return {};
            auto r = m_file.copyFrom({m_target->path(), at, end - at}, at, [&](std::uint64_t part, std::uint64_t) {
                return reportProgress(progress, done + part, m_kept);
            });
            done += end - at;
            return r;
        };
        for (std::size_t i : m_order) {
            if (!m_slots[i].direct)
                continue;
            if (auto r = copyTo(m_slots[i].offset); !r)
                return r;
            at = m_slots[i].offset + m_slots[i].length;
        }
        return copyTo(size);
    }

    Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        const Slot& s = m_slots[slot];
        if (s.direct)
            return inside(byteOffset, bytes.size(), s.length)
                       ? m_file.writeAt(s.offset + byteOffset, bytes)
                       : fail(makeError(ErrorCode::Usage, "bytes past the end of the tensor").at(m_file.path()).of(s.tensor.name));
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

    Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override
    {
        const Slot& s = m_slots[slot];
        if (!s.direct || extent.lengthBytes != s.length)
            return false;
        if (auto r = m_file.copyFrom(extent, s.offset); !r)
            return fail(std::move(r.error()));
        return true;
    }

    Result<void> finish(const ProgressFn& progress) override
    {
        // Empty tensors get no write(); their new shape must appear all the same.
        for (std::size_t i : m_order)
            if (m_slots[i].recreate)
                if (auto r = prepare(i); !r)
                    return r;
        if (m_helper) {
            WireWriter request;
            request.u8(static_cast<std::uint8_t>(Command::CloseFile));
            if (auto r = callHelper(std::move(request), ""); !r)
                return r;
            m_helper.reset();
        }
        if (!reportProgress(progress, m_kept, m_kept))
            return cancelled();
        return m_file.syncAndClose();
    }

private:
    Result<void> prepare(std::size_t slot)
    {
        Slot& s = m_slots[slot];
        if (!m_helper) {
            auto helper = HelperProcess::start(-1);
            if (!helper)
                return fail(std::move(helper.error()));
            m_helper = std::move(*helper);
            WireWriter request;
            request.u8(static_cast<std::uint8_t>(Command::EditFile));
            request.text(fs::absolute(m_file.path()).string());
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

    Result<void> callHelper(WireWriter request, const std::string& tensor)
    {
        auto reply = m_helper->call(std::move(request.buffer()));
        if (!reply)
            return fail(std::move(reply.error()).at(m_target->path()).of(tensor));
        return {};
    }

    std::shared_ptr<const Hdf5ModelFile> m_target;
    std::vector<Slot> m_slots;
    std::vector<std::size_t> m_order; ///< raw runs by place, then what the library writes
    fs::path m_fileName;
    std::uint64_t m_kept = 0;
    OutputFile m_file;
    std::unique_ptr<HelperProcess> m_helper;
};

Result<Slot> plan(const Hdf5ModelFile& target, TensorToWrite tensor)
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

} // namespace

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

Result<std::unique_ptr<ModelWriter>> makeRewriter(std::shared_ptr<const Hdf5ModelFile> target, std::vector<TensorToWrite> replaced,
                                                  fs::path fileName)
{
    if (target->memberFiles().size() > 1)
        return fail(makeError(ErrorCode::Unsupported, "the target keeps data in other files").at(target->path())
                        .advise("Convert the target to a new file and use that"));
    std::vector<Slot> slots;
    for (TensorToWrite& t : replaced) {
        auto slot = plan(*target, std::move(t));
        if (!slot)
            return fail(std::move(slot.error()));
        slots.push_back(std::move(*slot));
    }
    auto writer = std::make_unique<Rewriter>(target, slots, std::move(fileName));
    // Two datasets on one run of bytes, or one tensor twice: the second would overwrite the first.
    std::uint64_t end = 0;
    for (std::size_t i : writer->preferredOrder()) {
        const Slot& s = slots[i];
        if (!s.direct || s.length == 0)
            continue;
        if (s.offset < end)
            return fail(makeError(ErrorCode::Corrupt, "the dataset shares its bytes with another one").at(target->path())
                            .at(s.offset).of(s.tensor.name));
        end = s.offset + s.length;
    }
    return writer;
}

} // namespace tensorgraft::hdf5
