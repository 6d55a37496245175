#include "model_io/formats/hdf5/hdf5_model_file.h"

#include "model_io/core/tensor_roles.h"
#include "model_io/formats/hdf5/hdf5_metadata.h"
#include "model_io/formats/hdf5/helper_process.h"
#include "model_io/formats/hdf5/keras_layout.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace tensorgraft::hdf5 {
namespace {

Result<Toc> readToc(const FileSource& file)
{
    auto helper = HelperProcess::start(file.descriptor());
    if (!helper)
        return fail(std::move(helper.error()));
    WireWriter request;
    request.u8(static_cast<std::uint8_t>(Command::OpenFile));
    auto reply = (*helper)->call(std::move(request.buffer()));
    if (!reply) {
        Error& e = reply.error();
        e.file = file.path();
        if (e.hint.empty() && e.code == ErrorCode::Corrupt)
            e.hint = e.message.find("already open for write") != std::string::npos
                         ? "Another program had it open and did not close it; `h5clear -s` clears the mark"
                         : "The file is damaged; get a fresh copy of it";
        return fail(std::move(e));
    }
    WireReader in(*reply);
    Toc toc = getToc(in);
    if (!in.ok() || toc.groups.empty())
        return fail(makeError(ErrorCode::Corrupt, "the HDF5 library gave an unusable table of contents").at(file.path()));
    return toc;
}

/// Layers that hold running statistics or are named so; in them a rank-1 weight is gamma.
std::unordered_set<std::string> normalisations(const std::vector<TensorInfo>& tensors)
{
    std::unordered_set<std::string> layers;
    for (const TensorInfo& t : tensors)
        if (t.layer.find("norm") != std::string::npos || t.label.find("moving_mean") != std::string::npos ||
            t.label.find("running_mean") != std::string::npos)
            layers.insert(t.layer);
    return layers;
}

std::vector<KerasWeight> plainOrder(const Toc& toc)
{
    std::vector<KerasWeight> order;
    for (std::size_t i = 0; i < toc.datasets.size(); ++i) {
        const std::string& path = toc.datasets[i].path;
        const auto at = path.rfind('/');
        order.push_back({i, at == std::string::npos ? "" : path.substr(0, at), at == std::string::npos ? path : path.substr(at + 1)});
    }
    return order;
}

} // namespace

Hdf5ModelFile::Hdf5ModelFile(std::shared_ptr<const FileSource> file, std::shared_ptr<const Toc> toc,
                             std::vector<std::size_t> datasets, std::string formatId, std::vector<TensorInfo> tensors,
                             std::vector<TensorStorage> storages, Metadata metadata, std::vector<std::filesystem::path> members,
                             std::vector<Error> warnings)
    : StoredModelFile(file->path(), std::move(formatId), std::move(tensors), std::move(storages), std::move(metadata),
                      std::move(members), std::move(warnings)),
      m_file(std::move(file)), m_toc(std::move(toc)), m_datasets(std::move(datasets))
{
}

Result<std::shared_ptr<const Hdf5ModelFile>> Hdf5ModelFile::open(const std::filesystem::path& path, Flavour flavour)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    if (auto block = readSuperblock(**file); !block)
        return fail(std::move(block.error()));
    auto read = readToc(**file);
    if (!read)
        return fail(std::move(read.error()));
    const auto toc = std::make_shared<const Toc>(std::move(*read));

    const bool keras = flavour == Flavour::Keras;
    KerasLayout layout;
    if (keras) {
        auto found = findKerasLayout(*toc);
        if (!found)
            return fail(makeError(ErrorCode::NotThisFormat, "this HDF5 file holds no Keras weights").at(path)
                            .wanted("an attribute 'layer_names' at the root or at 'model_weights'"));
        layout = std::move(*found);
    } else {
        layout.weights = plainOrder(*toc);
    }

    StorageFactory factory(*file, toc);
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::vector<std::size_t> datasets;
    std::vector<Error> warnings;
    std::unordered_set<std::string> names;
    for (const std::string& remark : toc->remarks)
        warnings.push_back(makeError(ErrorCode::Unsupported, remark).at(path));
    for (KerasWeight& w : layout.weights) {
        const Dataset& d = toc->datasets[w.dataset];
        const auto count = d.shape.checkedElementCount();
        TensorInfo t;
        if (!count || d.shape.rank() > maxRank || (isPlain(d.type.dtype) && __builtin_mul_overflow(*count, itemSizeBytes(d.type.dtype), &t.sizeBytes)) ||
            !names.insert(d.path).second) {
            warnings.push_back(makeError(ErrorCode::Corrupt, "the dataset is left out: " +
                                                                 (d.problem.empty() ? "its shape is impossible or its name is taken" : d.problem))
                                   .at(path).of(d.path));
            continue;
        }
        if (!isPlain(d.type.dtype) && d.problem.empty())
            continue; // texts and records: in the metadata
        t.name = d.path;
        t.layer = std::move(w.layer);
        t.label = std::move(w.label);
        t.dtype = d.type.dtype;
        t.shape = d.shape;
        if (!isPlain(t.dtype))
            t.sizeBytes = 0;
        storages.push_back(factory.make(w.dataset, t));
        if (storages.back().damage)
            warnings.push_back(*storages.back().damage);
        tensors.push_back(std::move(t));
        datasets.push_back(w.dataset);
    }
    const auto norms = normalisations(tensors);
    for (TensorInfo& t : tensors) {
        deriveRoles(t, keras ? AxisConvention::TensorFlow : AxisConvention::Unknown, norms.contains(t.layer));
        if (layout.convolutionsAreOihw && t.axes == AxisLayout::HWIO)
            t.axes = AxisLayout::OIHW;
    }
    std::vector<std::filesystem::path> members{path};
    members.insert(members.end(), factory.externalFiles().begin(), factory.externalFiles().end());
    return std::shared_ptr<const Hdf5ModelFile>(
        new Hdf5ModelFile(*file, toc, std::move(datasets), keras ? "keras-h5" : "hdf5", std::move(tensors), std::move(storages),
                          metadataOf(*toc, layout.root), std::move(members), std::move(warnings)));
}

} // namespace tensorgraft::hdf5
