#include "model_io/formats/hdf5/hdf5_model_file.h"

#include "model_io/core/tensor_roles.h"
#include "model_io/core/transposed_kernels.h"
#include "model_io/formats/hdf5/hdf5_metadata.h"
#include "model_io/formats/hdf5/helper_process.h"
#include "model_io/formats/hdf5/keras_layout.h"
#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/keras/transposed_layers.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace tensorgraft::hdf5 {
namespace {

Result<Toc> readToc(const Container& container, const OpenProgress& progress)
{
    auto helper = HelperProcess::start(container.file->descriptor());
    if (!helper)
        return fail(std::move(helper.error()));
    WireWriter request;
    request.u8(static_cast<std::uint8_t>(Command::OpenFile));
    request.u64(container.base);
    request.u64(container.length);
    auto reply = (*helper)->call(std::move(request.buffer()), progress.part(0, 0.95));
    if (!reply) {
        Error& e = reply.error();
        if (e.code == ErrorCode::Cancelled)
            return cancelled();
        e.file = container.path;
        if (e.hint.empty() && e.code == ErrorCode::Corrupt)
            e.hint = e.message.find("already open for write") != std::string::npos
                         ? "Another program had it open and did not close it; `h5clear -s` clears the mark"
                         : "The file is damaged; get a fresh copy of it";
        return fail(std::move(e));
    }
    WireReader in(*reply);
    Toc toc = getToc(in, progress.part(0.95, 1));
    if (progress.stopped())
        return cancelled();
    if (!in.ok() || toc.groups.empty())
        return fail(makeError(ErrorCode::Corrupt, "the HDF5 library gave an unusable table of contents").at(container.path));
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

/// A dataset and what it is called.
struct Listed {
    KerasWeight weight;
    std::string alias;
    std::optional<TensorRole> role;
};

std::vector<Listed> listed(std::vector<KerasWeight> weights)
{
    std::vector<Listed> list;
    list.reserve(weights.size());
    for (KerasWeight& w : weights)
        list.push_back({std::move(w), {}, {}});
    return list;
}

/// The datasets of a Keras 3 file in the model's order; nullopt where it is none.
std::optional<std::vector<Listed>> keras3Order(const Toc& toc, const Metadata* model, bool surely)
{
    std::vector<keras::StoredVariable> variables;
    variables.reserve(toc.datasets.size());
    for (const Dataset& d : toc.datasets)
        variables.push_back({d.path, d.type.dtype, d.shape});
    std::vector<std::string> groups;
    groups.reserve(toc.groups.size());
    for (const Group& g : toc.groups)
        groups.push_back(g.path);
    if (!surely && !keras::looksLikeKeras3(variables, groups))
        return std::nullopt;
    auto names = keras::nameVariables(variables, groups, model);
    std::vector<std::size_t> order(names.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return names[a].order < names[b].order; });
    std::vector<Listed> list;
    for (std::size_t i : order)
        list.push_back({{i, std::move(names[i].layer), std::move(names[i].label)}, std::move(names[i].alias), names[i].role});
    return list;
}

} // namespace

/// Makes tensors of listed datasets; what every flavour has in common.
class TensorTable {
public:
    TensorTable(Container container, std::shared_ptr<const Toc> toc)
        : m_container(std::move(container)), m_toc(std::move(toc)), m_factory(m_container, m_toc)
    {
        for (const std::string& remark : m_toc->remarks)
            m_warnings.push_back(makeError(ErrorCode::Unsupported, remark).at(m_container.path));
    }

    /// Leaves early where `progress` is stopped.
    void add(std::vector<Listed> all, const OpenProgress& progress)
    {
        for (std::size_t i = 0; i < all.size() && progress.tick(OpenStep::Listing, i, all.size()); ++i)
            add(std::move(all[i]));
    }

    void add(Listed listed)
    {
        const Dataset& d = m_toc->datasets[listed.weight.dataset];
        const auto count = d.shape.checkedElementCount();
        TensorInfo t;
        if (!count || d.shape.rank() > maxRank || (isPlain(d.type.dtype) && __builtin_mul_overflow(*count, itemSizeBytes(d.type.dtype), &t.sizeBytes)) ||
            !m_names.insert(d.path).second) {
            m_warnings.push_back(makeError(ErrorCode::Corrupt, "the dataset is left out: " +
                                                                   (d.problem.empty() ? "its shape is impossible or its name is taken" : d.problem))
                                     .at(m_container.path).of(d.path));
            return;
        }
        if (!isPlain(d.type.dtype) && d.problem.empty())
            return; // texts and records: in the metadata
        t.name = d.path;
        t.layer = std::move(listed.weight.layer);
        t.label = std::move(listed.weight.label);
        t.alias = std::move(listed.alias);
        t.dtype = d.type.dtype;
        t.shape = d.shape;
        if (!isPlain(t.dtype))
            t.sizeBytes = 0;
        m_storages.push_back(m_factory.make(listed.weight.dataset, t));
        if (m_storages.back().damage)
            m_warnings.push_back(*m_storages.back().damage);
        m_tensors.push_back(std::move(t));
        m_datasets.push_back(listed.weight.dataset);
        m_roles.push_back(listed.role);
    }

    std::shared_ptr<const Hdf5ModelFile> finish(const char* formatId, Metadata metadata, bool keras, bool convolutionsAreOihw,
                                                std::vector<Error> moreWarnings, const Metadata* modelConfig = nullptr)
    {
        const auto norms = normalisations(m_tensors);
        for (std::size_t i = 0; i < m_tensors.size(); ++i) {
            TensorInfo& t = m_tensors[i];
            deriveRoles(t, keras ? AxisConvention::TensorFlow : AxisConvention::Unknown, norms.contains(t.layer));
            if (convolutionsAreOihw && (t.axes == AxisLayout::HWIO || t.axes == AxisLayout::HWOI))
                t.axes = AxisLayout::OIHW;
            if (m_roles[i])
                t.role = *m_roles[i];
        }
        settleTransposedByBias(m_tensors);
        if (const Metadata* config = modelConfig ? modelConfig : metadata.find("model_config"))
            keras::settleTransposedByClass(m_tensors, *config);
        std::vector<std::filesystem::path> members{m_container.path};
        members.insert(members.end(), m_factory.externalFiles().begin(), m_factory.externalFiles().end());
        m_warnings.insert(m_warnings.end(), moreWarnings.begin(), moreWarnings.end());
        return std::shared_ptr<const Hdf5ModelFile>(
            new Hdf5ModelFile(m_container, m_toc, std::move(m_datasets), formatId, std::move(m_tensors), std::move(m_storages),
                              std::move(metadata), std::move(members), std::move(m_warnings)));
    }

private:
    Container m_container;
    std::shared_ptr<const Toc> m_toc;
    StorageFactory m_factory;
    std::vector<TensorInfo> m_tensors;
    std::vector<TensorStorage> m_storages;
    std::vector<std::size_t> m_datasets;
    std::vector<std::optional<TensorRole>> m_roles;
    std::vector<Error> m_warnings;
    std::unordered_set<std::string> m_names;
};

Hdf5ModelFile::Hdf5ModelFile(Container container, std::shared_ptr<const Toc> toc, std::vector<std::size_t> datasets,
                             std::string formatId, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages,
                             Metadata metadata, std::vector<std::filesystem::path> members, std::vector<Error> warnings)
    : StoredModelFile(container.path, std::move(formatId), std::move(tensors), std::move(storages), std::move(metadata),
                      std::move(members), std::move(warnings)),
      m_container(std::move(container)), m_toc(std::move(toc)), m_datasets(std::move(datasets))
{
}

Result<std::shared_ptr<const Hdf5ModelFile>> Hdf5ModelFile::open(const std::filesystem::path& path, Flavour flavour,
                                                                 const OpenProgress& progress, bool plainToo)
{
    auto container = openContainer(path);
    if (!container)
        return fail(std::move(container.error()));
    if (auto block = readSuperblock(*container->bytes, path); !block)
        return fail(std::move(block.error()));
    auto read = readToc(*container, progress.part(0, 0.93));
    if (!read)
        return fail(std::move(read.error()));
    const auto toc = std::make_shared<const Toc>(std::move(*read));
    std::vector<Listed> weights;
    const char* formatId = "hdf5";
    std::string root;
    bool oihw = false;
    if (flavour == Flavour::Generic) {
        weights = listed(plainOrder(*toc));
    } else if (auto layout = findKerasLayout(*toc, progress.part(0.93, 0.95))) {
        formatId = "keras-h5";
        root = layout->root;
        oihw = layout->convolutionsAreOihw;
        weights = listed(std::move(layout->weights));
    } else if (auto order = keras3Order(*toc, nullptr, false)) {
        formatId = "keras-v3";
        weights = std::move(*order);
    } else if (progress.stopped()) {
        return cancelled();
    } else if (plainToo) {
        flavour = Flavour::Generic;
        weights = listed(plainOrder(*toc));
    } else {
        return fail(makeError(ErrorCode::NotThisFormat, "this HDF5 file holds no Keras weights").at(path)
                        .wanted("an attribute 'layer_names' at the root or at 'model_weights', or the groups of Keras 3"));
    }
    TensorTable table(std::move(*container), toc);
    table.add(std::move(weights), progress.part(0.95, 0.99));
    if (!progress.part(0.99, 1).report(OpenStep::Listing, 0, 0))
        return cancelled();
    return table.finish(formatId, metadataOf(*toc, root), flavour == Flavour::Keras, oihw, {});
}

Result<std::shared_ptr<const Hdf5ModelFile>> Hdf5ModelFile::openArchived(Container container, ArchiveText text, const OpenProgress& progress)
{
    if (auto block = readSuperblock(*container.bytes, container.path); !block) {
        Error& e = block.error();
        e.message = "the member '" + container.member + "': " + e.message;
        if (e.code == ErrorCode::NotThisFormat) // the archive is surely Keras'
            e.code = ErrorCode::Corrupt;
        return fail(std::move(e));
    }
    auto read = readToc(container, progress.part(0, 0.93));
    if (!read)
        return fail(std::move(read.error()));
    const auto toc = std::make_shared<const Toc>(std::move(*read));
    auto weights = keras3Order(*toc, text.model, true);
    Metadata metadata = std::move(text.metadata);
    const Metadata attributes = metadataOf(*toc, "");
    if (const Metadata::Map* map = attributes.map(); map && !map->empty())
        metadata.set(container.member, attributes);
    TensorTable table(std::move(container), toc);
    table.add(std::move(*weights), progress.part(0.95, 0.99));
    if (!progress.part(0.99, 1).report(OpenStep::Listing, 0, 0))
        return cancelled();
    return table.finish("keras-v3", std::move(metadata), true, false, std::move(text.warnings), text.model);
}

} // namespace tensorgraft::hdf5
