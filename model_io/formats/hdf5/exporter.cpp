#include "model_io/codecs/file_io.h"
#include "model_io/formats/hdf5/hdf5_writers.h"
#include "model_io/formats/hdf5/helper_process.h"
#include "model_io/formats/hdf5/new_file_layout.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

class Exporter final : public ModelWriter {
public:
    Exporter(Toc wanted, std::vector<TensorToWrite> tensors, std::vector<std::uint64_t> lengths, bool keepOrder, fs::path fileName)
        : m_wanted(std::move(wanted)), m_tensors(std::move(tensors)), m_lengths(std::move(lengths)), m_keepOrder(keepOrder),
          m_fileName(std::move(fileName))
    {
    }

    /// libhdf5 places the datasets in the order in which they are made, which is that of the slots.
    std::vector<std::size_t> preferredOrder() const override
    {
        std::vector<std::size_t> order(m_tensors.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        return order;
    }
    std::uint64_t keptBytes() const override { return 0; }
    std::vector<fs::path> outputs() const override { return {m_fileName}; }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn&) override
    {
        const fs::path path = stagingFolder / m_fileName;
        auto helper = HelperProcess::start(-1);
        if (!helper)
            return fail(std::move(helper.error()));
        WireWriter request;
        request.u8(static_cast<std::uint8_t>(Command::CreateFile));
        request.text(fs::absolute(path).string());
        request.u8(m_keepOrder);
        put(request, m_wanted);
        auto reply = (*helper)->call(std::move(request.buffer()));
        if (!reply)
            return fail(std::move(reply.error()).at(path));
        WireReader in(*reply);
        const Toc made = getToc(in);
        std::unordered_map<std::string_view, const Dataset*> byPath;
        for (const Dataset& d : made.datasets)
            byPath.emplace(d.path, &d);
        auto file = OutputFile::openExisting(path);
        if (!file)
            return fail(std::move(file.error()));
        m_file = std::move(*file);
        for (std::size_t i = 0; i < m_tensors.size(); ++i) {
            const auto it = byPath.find(m_wanted.datasets[i].path);
            const bool placed = in.ok() && it != byPath.end() && (it->second->offset || m_lengths[i] == 0);
            if (!placed)
                return fail(makeError(ErrorCode::Io, "the HDF5 library reserved no place for the tensor").at(path).of(m_tensors[i].name));
            m_offsets.push_back(it->second->offset.value_or(0));
        }
        return {};
    }

    Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        if (!inside(byteOffset, bytes.size(), m_lengths[slot]))
            return fail(makeError(ErrorCode::Usage, "bytes past the end of the tensor").at(m_file.path()).of(m_tensors[slot].name));
        return bytes.empty() ? Result<void>() : m_file.writeAt(m_offsets[slot] + byteOffset, bytes);
    }

    Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override
    {
        if (extent.lengthBytes != m_lengths[slot])
            return false;
        if (auto r = m_file.copyFrom(extent, m_offsets[slot]); !r)
            return fail(std::move(r.error()));
        return true;
    }

    Result<void> finish(const ProgressFn& progress) override
    {
        if (!reportProgress(progress, 0, 0))
            return cancelled();
        return m_file.syncAndClose();
    }

private:
    Toc m_wanted;
    std::vector<TensorToWrite> m_tensors;
    std::vector<std::uint64_t> m_lengths, m_offsets;
    bool m_keepOrder;
    fs::path m_fileName;
    OutputFile m_file;
};

} // namespace

Result<std::unique_ptr<ModelWriter>> makeExporter(std::vector<TensorToWrite> tensors, const ExportOptions& options, fs::path fileName,
                                                  Flavour flavour)
{
    if (options.shardBytes)
        return fail(makeError(ErrorCode::Unsupported, "HDF5 files are not written in several parts").at(fileName)
                        .advise("Leave out the size of the parts, or choose safetensors"));
    std::vector<std::uint64_t> lengths;
    for (const TensorToWrite& t : tensors) {
        std::uint64_t length = 0;
        const auto count = t.shape.checkedElementCount();
        if (!hdf5Holds(t.dtype))
            return fail(makeError(ErrorCode::Unsupported, "HDF5 files cannot hold the type " + std::string(dtypeName(t.dtype)))
                            .at(fileName).of(t.name).advise("Cast it, or choose another output format"));
        if (!count || t.shape.rank() > maxRank || __builtin_mul_overflow(*count, itemSizeBytes(t.dtype), &length))
            return fail(makeError(ErrorCode::Unsupported, "HDF5 files cannot hold the shape " + t.shape.toString()).at(fileName).of(t.name));
        lengths.push_back(length);
    }
    auto wanted = flavour == Flavour::Keras ? kerasWeightsLayout(tensors, options.metadata) : plainLayout(tensors, options.metadata);
    if (!wanted)
        return fail(std::move(wanted.error()).at(fileName));
    return std::make_unique<Exporter>(std::move(*wanted), std::move(tensors), std::move(lengths), flavour == Flavour::Generic,
                                      std::move(fileName));
}

} // namespace tensorgraft::hdf5
