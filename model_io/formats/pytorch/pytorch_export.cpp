#include "model_io/codecs/zip_writer.h"
#include "model_io/formats/pytorch/pickle_text.h"
#include "model_io/formats/pytorch/pytorch_writer.h"

#include <numeric>
#include <unordered_set>

namespace tensorgraft::pytorch {
namespace fs = std::filesystem;
namespace {

struct Slot {
    std::string name;
    std::uint64_t bytes = 0, offset = 0, written = 0;
};

/// The layout of torch.save since 1.6: archive/data.pkl, archive/byteorder, archive/data/N, archive/version.
class Exporter final : public ModelWriter {
public:
    Exporter(std::string pickle, std::vector<Slot> slots, fs::path fileName)
        : m_pickle(std::move(pickle)), m_slots(std::move(slots)), m_fileName(std::move(fileName))
    {
    }
    std::vector<std::size_t> preferredOrder() const override
    {
        std::vector<std::size_t> order(m_slots.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        return order;
    }
    std::uint64_t keptBytes() const override { return 0; }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn&) override
    {
        auto created = OutputFile::create(stagingFolder / m_fileName);
        if (!created)
            return fail(std::move(created.error()));
        m_file = std::move(*created);
        m_zip = std::make_unique<ZipWriter>(m_file);
        for (const auto& [name, text] : {std::pair<std::string, std::string_view>{"archive/data.pkl", m_pickle}, {"archive/byteorder", "little"}})
            if (auto r = addText(name, text); !r)
                return r;
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            NewZipEntry entry;
            entry.name = "archive/data/" + std::to_string(i);
            entry.alignment = 64;
            auto offset = m_zip->addStored(std::move(entry), m_slots[i].bytes);
            if (!offset)
                return fail(std::move(offset.error()));
            m_slots[i].offset = *offset;
        }
        return addText("archive/version", "3\n");
    }

    Result<void> write(std::size_t index, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        Slot& slot = m_slots[index];
        if (byteOffset != slot.written || bytes.size() > slot.bytes - byteOffset)
            return fail(makeError(ErrorCode::Mismatch, "the bytes given for a tensor do not fit it").of(slot.name)
                            .wanted("bytes from " + std::to_string(slot.written) + " of " + std::to_string(slot.bytes))
                            .got(std::to_string(bytes.size()) + " bytes from " + std::to_string(byteOffset)));
        slot.written += bytes.size();
        return m_file.writeAt(slot.offset + byteOffset, bytes);
    }

    Result<bool> copyExtent(std::size_t index, const FileExtent& extent) override
    {
        Slot& slot = m_slots[index];
        if (slot.written != 0 || extent.lengthBytes != slot.bytes)
            return false;
        if (auto r = m_file.copyFrom(extent, slot.offset); !r)
            return fail(std::move(r.error()));
        slot.written = slot.bytes;
        return true;
    }

    Result<void> finish(const ProgressFn& progress) override
    {
        for (const Slot& slot : m_slots)
            if (slot.written != slot.bytes)
                return fail(makeError(ErrorCode::Mismatch, "a tensor was not written completely").of(slot.name)
                                .wanted(std::to_string(slot.bytes) + " bytes").got(std::to_string(slot.written) + " bytes"));
        if (auto r = m_zip->finish({}, progress); !r)
            return r;
        return m_file.syncAndClose();
    }
    std::vector<fs::path> outputs() const override { return {m_fileName}; }

private:
    Result<void> addText(const std::string& name, std::string_view text)
    {
        NewZipEntry entry;
        entry.name = name;
        entry.alignment = 64;
        auto offset = m_zip->addStored(std::move(entry), text.size());
        if (!offset)
            return fail(std::move(offset.error()));
        return m_file.writeAt(*offset, std::as_bytes(std::span(text)));
    }

    std::string m_pickle;
    std::vector<Slot> m_slots;
    fs::path m_fileName;
    OutputFile m_file;
    std::unique_ptr<ZipWriter> m_zip;
};

} // namespace

Result<std::unique_ptr<ModelWriter>> createFile(const std::vector<TensorToWrite>& tensors, const ExportOptions&, const fs::path& fileName)
{
    PickleText pickle;
    pickle.global("collections", "OrderedDict");
    pickle.emptyTuple();
    pickle.reduce();
    pickle.mark();
    std::vector<Slot> slots;
    std::unordered_set<std::string_view> names;
    for (const TensorToWrite& t : tensors) {
        if (!names.insert(t.name).second)
            return fail(makeError(ErrorCode::Mismatch, "two tensors have the same name").at(fileName).of(t.name));
        if (!isStorable(t.dtype))
            return fail(makeError(ErrorCode::Unsupported, "PyTorch files cannot be written with this data type").at(fileName).of(t.name)
                            .wanted("float, integer, bool or complex").got(std::string(dtypeName(t.dtype)))
                            .advise("Cast the tensor, or choose another output format"));
        if (!isUtf8(t.name) || t.name.size() > 0x7FFFFFFF)
            return fail(makeError(ErrorCode::Unsupported, "the name is not UTF-8, which PyTorch demands").at(fileName).of(t.name)
                            .advise("Rename the tensor"));
        const auto count = t.shape.checkedElementCount();
        std::uint64_t bytes = 0;
        if (!count || __builtin_mul_overflow(*count, std::uint64_t{itemSizeBytes(t.dtype)}, &bytes) || bytes >> 62)
            return fail(makeError(ErrorCode::Mismatch, "the tensor is too large").at(fileName).of(t.name).got(t.shape.toString()));
        pickle.text(t.name);
        pickle.tensor(std::to_string(slots.size()), t.dtype, t.shape.dims(), t.shape.contiguousStrides(), *count);
        slots.push_back({t.name, bytes, 0, 0});
    }
    pickle.setItems();
    return std::make_unique<Exporter>(std::move(pickle).finish(), std::move(slots), fileName.filename());
}

} // namespace tensorgraft::pytorch
