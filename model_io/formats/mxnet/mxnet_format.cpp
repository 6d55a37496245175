#include "model_io/formats/mxnet/mxnet_format.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/mxnet/ndarray_list.h"
#include "model_io/formats/stored_model_file.h"

#include <array>
#include <unordered_set>

namespace tensorgraft {
namespace {

/// "arg:conv1_weight": layer conv1, label weight. "arg:" and "aux:" say what trains it, not where it belongs.
void nameLayer(TensorInfo& info)
{
    std::string_view name = info.name;
    if (name.starts_with("arg:") || name.starts_with("aux:"))
        name.remove_prefix(4);
    for (std::string_view word : {"moving_mean", "moving_var", "running_mean", "running_var", "weight", "bias", "gamma", "beta", "alpha"})
        if (name.size() > word.size() + 1 && name.ends_with(word) && name[name.size() - word.size() - 1] == '_') {
            info.layer = name.substr(0, name.size() - word.size() - 1);
            info.label = word;
            return;
        }
    const SplitName split = splitLastSegment(name);
    info.layer = split.parent;
    info.label = split.last.empty() ? name : split.last;
}

class MxnetParamsFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"mxnet-params", "MXNet parameters", {".params"}, true, false, false};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        return !probe.isDirectory && probe.head.size() >= 24 && loadLittle(probe.head, 0, 8) == mxnet::listMagic &&
                       loadLittle(probe.head, 8, 8) == 0
                   ? 90
                   : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        auto source = FileSource::open(path);
        if (!source)
            return fail(std::move(source.error()));
        auto whole = (*source)->mapWhole();
        if (!whole)
            return fail(std::move(whole.error()));
        auto arrays = mxnet::walkList(whole->bytes, options.progress.part(0, 0.8));
        if (whole->guard)
            if (auto r = whole->guard->check(); !r)
                return fail(std::move(r.error()));
        if (!arrays)
            return fail(std::move(arrays.error()).at(path));
        std::vector<TensorInfo> tensors;
        std::vector<TensorStorage> storages;
        std::unordered_set<std::string> names;
        for (const mxnet::Array& array : *arrays) {
            if (!array.dtype)
                continue; // nothing was saved under this name
            TensorInfo& info = tensors.emplace_back();
            info.name = array.name;
            for (int n = 1; !names.insert(info.name).second; ++n)
                info.name = array.name + "#" + std::to_string(n);
            info.dtype = *array.dtype;
            info.shape = array.shape;
            info.sizeBytes = array.shape.elementCount() * itemSizeBytes(*array.dtype);
            nameLayer(info);
            storages.push_back({*source, array.offset, {}, false, nullptr});
        }
        deriveLayerRoles(tensors, AxisConvention::PyTorch, options.progress.part(0.8, 1));
        if (options.progress.stopped())
            return cancelled();
        return std::make_shared<StoredModelFile>(path, "mxnet-params", std::move(tensors), std::move(storages),
                                                 Metadata(Metadata::Map{}), std::vector{path});
    }
};

} // namespace

std::unique_ptr<Format> makeMxnetParamsFormat() { return std::make_unique<MxnetParamsFormat>(); }

} // namespace tensorgraft
