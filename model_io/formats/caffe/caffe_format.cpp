#include "model_io/formats/caffe/caffe_format.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/formats/caffe/caffe_net.h"
#include "model_io/formats/stored_model_file.h"

#include <unordered_set>

namespace tensorgraft {
namespace {

/// A value that version 1 pads to four axes with leading ones gets its own axes back.
Shape ownShape(const Shape& stored, std::size_t rank)
{
    std::vector<std::int64_t> dims(stored.begin(), stored.end());
    while (rank != 0 && dims.size() > rank && dims.front() == 1)
        dims.erase(dims.begin());
    return Shape(std::move(dims));
}

struct Builder {
    std::filesystem::path path;
    std::shared_ptr<const FileSource> source;
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::unordered_set<std::string> names;
};

void addBlob(Builder& b, const caffe::Layer& layer, std::size_t index)
{
    const caffe::Blob& blob = layer.blobs[index];
    const caffe::BlobMeaning meaning = caffe::meaningOf(layer.type, index);
    TensorInfo info;
    TensorStorage storage;
    info.layer = layer.name;
    info.label = std::to_string(index);
    const std::string plain = std::string(layer.name) + "/" + info.label;
    info.name = plain;
    for (int n = 1; !b.names.insert(info.name).second; ++n)
        info.name = plain + "#" + std::to_string(n);
    const auto damage = [&](ErrorCode code, std::string message, std::string wanted, std::string found) {
        storage.damage = std::make_shared<const Error>(makeError(code, std::move(message)).at(b.path).at(blob.begin).of(info.name)
                                                           .wanted(std::move(wanted)).got(std::move(found))
                                                           .advise("The other blobs of the model are usable"));
        info.dtype = DType::Opaque;
        info.shape = {};
        info.sizeBytes = 0;
    };
    info.dtype = blob.isDouble ? DType::Float64 : DType::Float32;
    const std::uint64_t item = itemSizeBytes(info.dtype);
    if (!blob.shape || blob.shape->elementCount() > (std::uint64_t{1} << 62) / item) {
        damage(ErrorCode::Corrupt, "the shape of a blob is impossible", "at most 32 sizes of 0 or more", "another shape");
    } else {
        info.shape = blob.legacyShape ? ownShape(*blob.shape, meaning.rank) : *blob.shape;
        if (info.shape != *blob.shape)
            info.storageNote = "stored as " + blob.shape->toString();
        info.sizeBytes = info.shape.elementCount() * item;
        if (blob.runs > 1 || !blob.packed)
            damage(ErrorCode::Unsupported, "the values of a blob are not stored as one packed run", "one run",
                   std::to_string(blob.runs) + " fields");
        else if (blob.lengthBytes != info.sizeBytes)
            damage(ErrorCode::Corrupt, "a blob has another number of bytes than its shape asks for",
                   std::to_string(info.sizeBytes), std::to_string(blob.lengthBytes));
    }
    if (!storage.damage) {
        storage.source = b.source;
        storage.offsetBytes = blob.offset;
        info.kind = meaning.kind;
        if (info.shape.rank() == meaning.rank)
            info.axes = meaning.axes;
        if (meaning.kind == ParameterKind::MovingMean || meaning.kind == ParameterKind::MovingVariance)
            info.role = TensorRole::Statistic;
        else if (meaning.kind == ParameterKind::Scalar)
            info.role = TensorRole::Bookkeeping;
    }
    b.tensors.push_back(std::move(info));
    b.storages.push_back(std::move(storage));
}

class CaffeFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"caffe", "Caffe", {".caffemodel"}, true, false, false};
        return i;
    }

    int sniff(const Probe& probe) const override { return !probe.isDirectory && caffe::looksLikeNet(probe.head) ? 75 : 0; }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        Builder b;
        b.path = path;
        auto source = FileSource::open(path);
        if (!source)
            return fail(std::move(source.error()));
        b.source = std::move(*source);
        auto open = openForWire(*b.source);
        if (!open)
            return fail(std::move(open.error()).at(path));
        if (!caffe::looksLikeNet(open->bytes.first(std::min<std::size_t>(65536, open->bytes.size()))))
            return fail(makeError(ErrorCode::NotThisFormat, "the file is no Caffe model").at(path).at(std::uint64_t{0})
                            .wanted("a NetParameter with layers"));
        auto net = caffe::walkNet(open->bytes, options.progress.part(0, 0.9));
        if (auto r = open->check(); !r)
            return fail(std::move(r.error()));
        if (!net)
            return fail(std::move(net.error()).at(path));
        Metadata::List layers;
        for (const caffe::Layer& layer : net->layers) {
            if (!options.progress.part(0.9, 1).report(OpenStep::Listing, layers.size(), net->layers.size()))
                return cancelled();
            Metadata entry(Metadata::Map{});
            entry.set("name", std::string(layer.name));
            entry.set("type", layer.type);
            layers.push_back(std::move(entry));
            for (std::size_t i = 0; i < layer.blobs.size(); ++i)
                addBlob(b, layer, i);
        }
        Metadata metadata(Metadata::Map{});
        metadata.set("name", std::string(net->name));
        metadata.set("layers", std::move(layers));
        if (auto r = open->check(); !r) // names were views of the map up to here
            return fail(std::move(r.error()));
        return std::make_shared<StoredModelFile>(path, "caffe", std::move(b.tensors), std::move(b.storages), std::move(metadata),
                                                 std::vector{path});
    }
};

} // namespace

std::unique_ptr<Format> makeCaffeFormat() { return std::make_unique<CaffeFormat>(); }

} // namespace tensorgraft
