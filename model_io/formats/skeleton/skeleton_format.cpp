#include "model_io/formats/skeleton/skeleton_format.h"

#include "model_io/codecs/watched_read.h"
#include "model_io/core/unique_names.h"
#include "model_io/formats/keras/json_tree.h"
#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/planned_writer.h"
#include "model_io/formats/skeleton/skeleton_document.h"
#include "model_io/formats/skeleton/skeleton_trees.h"
#include "model_io/formats/stored_model_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;

constexpr std::uint64_t maxSkeletonBytes = 1'000'000'000;
constexpr std::uint64_t maxTreeBytes = 100'000'000;

/// The convention that a word for a format implies: ids of this program, and the words of the matching benchmark.
std::optional<AxisConvention> conventionOfWord(std::string_view word)
{
    constexpr std::array tensorFlow{"keras-h5", "keras-v3", "keras2_h5", "keras3_weights_h5", "keras3_variables",
                                    "tf-checkpoint-v1", "tf-checkpoint-v2", "tf-savedmodel", "tf-graphdef",
                                    "tf_checkpoint", "tf_object_graph", "flax", "flax_npz", "haiku", "npy_dict"};
    constexpr std::array pyTorch{"pytorch", "torch_state_dict", "safetensors", "gguf", "onnx", "caffe", "mxnet-params"};
    if (std::ranges::find(tensorFlow, word) != tensorFlow.end())
        return AxisConvention::TensorFlow;
    if (std::ranges::find(pyTorch, word) != pyTorch.end())
        return AxisConvention::PyTorch;
    return std::nullopt;
}

/// Where nothing says how the model is written: scopes joined by '/' are TensorFlow's, modules joined by '.' PyTorch's.
AxisConvention conventionOfNames(std::span<const TensorInfo> tensors)
{
    std::size_t slashes = 0, dots = 0;
    for (const TensorInfo& t : tensors)
        if (t.name.find('/') != std::string::npos || t.name.ends_with(":0"))
            ++slashes;
        else if (t.name.find('.') != std::string::npos)
            ++dots;
    if (slashes == dots)
        return AxisConvention::Unknown;
    return slashes > dots ? AxisConvention::TensorFlow : AxisConvention::PyTorch;
}

/// [["name", [ or [{"name": in whatever spacing.
bool startsPair(std::string_view head)
{
    const auto at = head.find_first_not_of(" \t\r\n", 1);
    if (at == std::string_view::npos)
        return false;
    const auto next = head.find_first_not_of(" \t\r\n", at + 1);
    return (head[at] == '[' || head[at] == '{') && next != std::string_view::npos && head[next] == '"' &&
           head.substr(0, 65536).find('[', next) != std::string_view::npos;
}

/// Writes names, shapes and dtypes; values are taken and dropped.
class SkeletonWriter final : public PlannedWriter {
public:
    using PlannedWriter::PlannedWriter;
    Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override
    {
        if (extent.lengthBytes != slotPlace(slot).lengthBytes)
            return false;
        markComplete(slot);
        return true;
    }

protected:
    Result<void> place(std::size_t, std::uint64_t, std::span<const std::byte>) override { return {}; }
};

class SkeletonFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"skeleton", "Skeleton (names and shapes)", {".skeleton.json", ".json"}, true, false, true};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        std::string_view head = probe.headText();
        if (head.starts_with("\xEF\xBB\xBF"))
            head.remove_prefix(3);
        const auto skipSpace = [&] { head.remove_prefix(std::min(head.size(), head.find_first_not_of(" \t\r\n"))); };
        skipSpace();
        if (head.starts_with('['))
            return head.find("\"class_name\"") != std::string_view::npos || startsPair(head) ? 60 : 0;
        if (!head.starts_with('{'))
            return 0;
        if (head.find("\"class_name\"") != std::string_view::npos && (head.find("\"layers\"") != std::string_view::npos || head.find("\"config\"") != std::string_view::npos))
            return 80;
        if (head.find("\"skeleton\"") < 4096)
            return 85;
        // {"name": [3, 3 ...
        head.remove_prefix(1);
        skipSpace();
        if (!head.starts_with('"'))
            return 0;
        std::size_t end = 1;
        while (end < head.size() && head[end] != '"')
            end += head[end] == '\\' ? 2 : 1;
        head.remove_prefix(std::min(head.size(), end + 1));
        skipSpace();
        if (!head.starts_with(':'))
            return 0;
        head.remove_prefix(1);
        skipSpace();
        if (head.starts_with('{')) // {"name": {"shape": [3, 3], "dtype": ...
            return head.substr(0, 4096).find("\"shape\"") < 64 ? 40 : 0;
        if (!head.starts_with('['))
            return 0;
        head.remove_prefix(1);
        skipSpace();
        return !head.empty() && (head[0] == ']' || (head[0] >= '0' && head[0] <= '9')) ? 40 : 0;
    }

    /// Lists and Keras configurations go through a tree; the rest, which may have a million entries, does not.
    static Result<skeleton::Document> read(std::string_view text, const fs::path& path, const OpenProgress& progress)
    {
        const std::string_view head = text.substr(0, 65536);
        const bool list = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF") != std::string_view::npos &&
                          head[head.find_first_not_of(" \t\r\n\xEF\xBB\xBF")] == '[';
        const bool configuration = head.find("\"class_name\"") != std::string_view::npos && head.find("\"skeleton\"") == std::string_view::npos;
        if (!list && !configuration) {
            auto document = skeleton::parse(text, path, progress);
            if (document || document.error().code != ErrorCode::NotThisFormat)
                return document;
        }
        if (text.size() > maxTreeBytes)
            return fail(makeError(ErrorCode::Unsupported, "the list or configuration is too large").at(path)
                            .wanted("at most " + std::to_string(maxTreeBytes) + " bytes").got(std::to_string(text.size()) + " bytes")
                            .advise("Write a skeleton or a map {name: shape}, which may be larger"));
        auto tree = keras::parseJsonTree(text, progress.part(0, 0.7));
        if (!tree)
            return fail(std::move(tree.error()).at(path));
        return skeleton::documentOf(*tree, path, progress.part(0.7, 1));
    }

    Result<std::shared_ptr<const ModelFile>> open(const fs::path& path, const OpenOptions& options) const override
    {
        const OpenProgress& progress = options.progress;
        auto source = FileSource::open(path);
        if (!source)
            return fail(std::move(source.error()));
        const std::uint64_t size = (*source)->sizeBytes();
        if (size > maxSkeletonBytes)
            return fail(makeError(ErrorCode::Unsupported, "the skeleton is too large").at(path)
                            .wanted("at most " + std::to_string(maxSkeletonBytes) + " bytes")
                            .got(std::to_string(size) + " bytes"));
        const auto bytes = std::make_unique_for_overwrite<char[]>(size); // filling a gigabyte with zeros first takes a while
        const std::string_view text(bytes.get(), size);
        if (auto r = readWatched(**source, 0, std::as_writable_bytes(std::span(bytes.get(), size)), progress.part(0, 0.02)); !r)
            return fail(std::move(r.error()));
        auto document = read(text, path, progress.part(0.02, 0.6));
        if (!document)
            return fail(std::move(document.error()));
        std::vector<TensorInfo> tensors;
        std::vector<TensorStorage> storages;
        const std::size_t count = document->tensors.size();
        tensors.reserve(count);
        storages.reserve(count);
        Metadata::Map places;
        UniqueNames names;
        const OpenProgress filling = progress.part(0.6, 0.85);
        for (; !document->tensors.empty(); document->tensors.pop_front()) {
            if (!filling.tick(OpenStep::Listing, tensors.size(), count))
                return cancelled();
            skeleton::Described& d = document->tensors.front();
            if (!names.add(d.name, [&](std::size_t i) -> std::string_view { return tensors[i].name; }))
                return fail(makeError(ErrorCode::Corrupt, "the skeleton has this name twice").at(path).of(d.name)
                                .advise("Give each tensor a name of its own"));
            if (!d.keras3Path.empty())
                places.emplace_back(d.name, std::move(d.keras3Path));
            TensorInfo& info = tensors.emplace_back();
            info.name = std::move(d.name);
            info.dtype = d.dtype;
            info.shape = std::move(d.shape);
            info.sizeBytes = d.sizeBytes;
            info.layer = std::move(d.layer);
            info.label = std::move(d.label);
            storages.emplace_back();
        }
        const auto stated = conventionOfWord(document->format);
        deriveLayerRoles(tensors, stated ? *stated : conventionOfNames(tensors), progress.part(0.85, 1));
        if (progress.stopped())
            return cancelled();
        Metadata metadata(Metadata::Map{});
        if (!document->format.empty())
            metadata.set("format", std::move(document->format));
        if (document->kerasVersion)
            metadata.set("keras", document->kerasVersion);
        if (!document->backend.empty())
            metadata.set("backend", std::move(document->backend));
        if (!places.empty())
            metadata.set(std::string(keras::placesKey), std::move(places));
        return std::make_shared<StoredModelFile>(path, "skeleton", std::move(tensors), std::move(storages),
                                                 std::move(metadata), std::vector{path}, std::move(document->warnings));
    }

    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options,
                                                fs::path fileName) const override
    {
        FilePlan file;
        file.name = fileName.filename();
        std::vector<SlotPlace> slots;
        std::unordered_set<std::string_view> names;
        std::string text = "{\"skeleton\": 1,";
        try {
            const Metadata* format = options.metadata.find("format");
            if (format && format->string())
                text += " \"format\": " + nlohmann::json(*format->string()).dump() + ",";
            text += " \"tensors\": [";
            for (const TensorToWrite& t : tensors) {
                if (!names.insert(t.name).second)
                    return fail(makeError(ErrorCode::Mismatch, "two tensors have the same name").at(fileName).of(t.name));
                text += (slots.empty() ? "\n  {\"name\": " : ",\n  {\"name\": ") + nlohmann::json(t.name).dump() + ", \"shape\": [";
                for (std::size_t axis = 0; axis < t.shape.rank(); ++axis)
                    text += (axis ? ", " : "") + std::to_string(t.shape[axis]);
                text += "], \"dtype\": \"" + std::string(dtypeName(t.dtype)) + "\"}";
                slots.push_back({0, 0, t.shape.checkedElementCount().value_or(0) * itemSizeBytes(t.dtype)});
            }
        } catch (const nlohmann::json::exception&) {
            return fail(makeError(ErrorCode::Unsupported, "a name is not UTF-8, which JSON demands").at(fileName));
        }
        text += slots.empty() ? "]}\n" : "\n]}\n";
        file.sizeBytes = text.size();
        file.literals.push_back({0, std::move(text)});
        std::vector<FilePlan> files;
        files.push_back(std::move(file));
        return std::make_unique<SkeletonWriter>(std::move(files), std::move(slots));
    }
};

} // namespace

std::unique_ptr<Format> makeSkeletonFormat() { return std::make_unique<SkeletonFormat>(); }

} // namespace tensorgraft
