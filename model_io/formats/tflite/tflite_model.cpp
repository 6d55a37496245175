#include "model_io/formats/tflite/tflite_model.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/tflite/int4_source.h"
#include "model_io/formats/tflite/tflite_roles.h"
#include "tensorgraft_tflite/tflite_weights_generated.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft::tflite {
namespace {

/// Verifying stops here: a real model has a few thousand tables, a hostile one may name the same table again and again.
constexpr std::size_t maxTables = 1'000'000;
constexpr std::size_t maxDepth = 16;
constexpr std::uint64_t maxFlatbufferBytes = (std::uint64_t{1} << 31) - 2;

struct StoredType {
    DType dtype = DType::Opaque;
    const char* name = "a type of a newer version";
};
constexpr int int4Type = 17;

/// TensorType of schema.fbs.
StoredType storedType(int type)
{
    switch (type) {
    case 0: return {DType::Float32, "FLOAT32"};
    case 1: return {DType::Float16, "FLOAT16"};
    case 2: return {DType::Int32, "INT32"};
    case 3: return {DType::UInt8, "UINT8"};
    case 4: return {DType::Int64, "INT64"};
    case 5: return {DType::String, "STRING"};
    case 6: return {DType::Bool, "BOOL"};
    case 7: return {DType::Int16, "INT16"};
    case 8: return {DType::Complex64, "COMPLEX64"};
    case 9: return {DType::Int8, "INT8"};
    case 10: return {DType::Float64, "FLOAT64"};
    case 11: return {DType::Complex128, "COMPLEX128"};
    case 12: return {DType::UInt64, "UINT64"};
    case 13: return {DType::Opaque, "RESOURCE"};
    case 14: return {DType::Opaque, "VARIANT"};
    case 15: return {DType::UInt32, "UINT32"};
    case 16: return {DType::UInt16, "UINT16"};
    case int4Type: return {DType::Int8, "INT4"};
    case 18: return {DType::BFloat16, "BFLOAT16"};
    default: return {};
    }
}

struct Builder {
    std::filesystem::path path;
    std::shared_ptr<const FileSource> source;
    std::span<const std::byte> bytes;
    const wire::Model* model = nullptr;
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::vector<Place> places;
    std::vector<Error> warnings;
    std::unordered_set<std::string> names;
    std::unordered_map<std::uint32_t, std::string> ownerOf; ///< buffer -> the first tensor that uses it
};

/// The place of a buffer's bytes; nullopt where it holds none. Damage is told through `outside`.
std::optional<Place> placeOf(const Builder& b, std::uint32_t index, bool& outside)
{
    outside = !b.model->buffers() || index >= b.model->buffers()->size();
    if (outside || index == 0) // buffer 0 is the empty one
        return std::nullopt;
    const wire::Buffer* const buffer = b.model->buffers()->Get(index);
    if (buffer->offset() > 1 && buffer->size() > 0) { // 1 is the converter's placeholder
        outside = !inside(buffer->offset(), buffer->size(), b.source->sizeBytes());
        return Place{index, buffer->offset(), buffer->size(), false};
    }
    if (!buffer->data() || buffer->data()->size() == 0)
        return std::nullopt;
    const auto* const data = reinterpret_cast<const std::byte*>(buffer->data()->Data());
    return Place{index, static_cast<std::uint64_t>(data - b.bytes.data()), buffer->data()->size(), false};
}

void setDamage(const Builder& b, TensorInfo& info, TensorStorage& storage, ErrorCode code, std::string message,
               std::string wanted, std::string found, std::optional<std::uint64_t> offset)
{
    Error error = makeError(code, std::move(message)).at(b.path).of(info.name).wanted(std::move(wanted)).got(std::move(found))
                      .advise("The other tensors of the model are usable");
    error.offset = offset;
    storage.damage = std::make_shared<const Error>(std::move(error));
    info.dtype = DType::Opaque;
    info.shape = {};
    info.sizeBytes = 0;
}

void describeValue(const Builder& b, const wire::Tensor& tensor, Place& place, TensorInfo& info, TensorStorage& storage)
{
    std::vector<std::int64_t> dims;
    if (tensor.shape())
        dims.assign(tensor.shape()->begin(), tensor.shape()->end());
    const StoredType type = storedType(tensor.type());
    Shape shape(std::move(dims));
    const auto count = shape.checkedElementCount();
    const std::uint64_t item = itemSizeBytes(type.dtype);
    if (!count || *count > (std::uint64_t{1} << 62) / std::max<std::uint64_t>(item, 1))
        return setDamage(b, info, storage, ErrorCode::Corrupt, "the shape of a tensor is impossible",
                         "sizes of 0 or more, fewer than 2^62 bytes", shape.toString(), place.offset);
    info.dtype = type.dtype;
    info.shape = std::move(shape);
    info.sizeBytes = *count * item;
    if (tensor.sparsity() || item == 0) {
        info.storageNote = (tensor.sparsity() ? "sparse " : "") + std::string(type.name);
        storage.damage = std::make_shared<const Error>(
            makeError(ErrorCode::Unsupported, tensor.sparsity() ? "sparse tensors cannot be read" : "values of this type cannot be read")
                .at(b.path).of(info.name).got(type.name).advise("The tensor is kept as it is when the file is rewritten"));
        info.dtype = type.dtype == DType::String ? DType::String : DType::Opaque;
        info.sizeBytes = 0;
        return;
    }
    place.packedInt4 = tensor.type() == int4Type;
    const std::uint64_t wanted = place.packedInt4 ? *count / 2 + *count % 2 : info.sizeBytes;
    if (place.storedBytes != wanted)
        return setDamage(b, info, storage, ErrorCode::Corrupt, "a buffer has another size than its tensor's shape asks for",
                         std::to_string(wanted) + " bytes", std::to_string(place.storedBytes) + " bytes", place.offset);
    if (place.packedInt4) {
        info.storageNote = "int4, two in a byte";
        storage.source = std::make_shared<Int4Source>(b.source, place.offset, *count);
        return;
    }
    storage.source = b.source;
    storage.offsetBytes = place.offset;
}

/// nullptr where there is none; a warning where it is inconsistent.
std::shared_ptr<const AffineQuantization> quantizationOf(Builder& b, const wire::Tensor& tensor, const TensorInfo& info)
{
    const wire::QuantizationParameters* const q = tensor.quantization();
    if (!q || !q->scale() || q->scale()->size() == 0 || !isInteger(info.dtype))
        return nullptr;
    AffineQuantization out;
    out.scales.assign(q->scale()->begin(), q->scale()->end());
    if (q->zero_point())
        out.zeroPoints.assign(q->zero_point()->begin(), q->zero_point()->end());
    const auto unusable = [&](std::string wanted, std::string found) {
        b.warnings.push_back(makeError(ErrorCode::Corrupt, "the quantisation of a tensor does not fit it").at(b.path)
                                 .of(info.name).wanted(std::move(wanted)).got(std::move(found))
                                 .advise("The stored integers can be read; what they stand for is not known"));
        return nullptr;
    };
    if (out.zeroPoints.size() == 1 && out.scales.size() > 1)
        out.zeroPoints.assign(out.scales.size(), out.zeroPoints[0]);
    if (!out.zeroPoints.empty() && out.zeroPoints.size() != out.scales.size())
        return unusable(std::to_string(out.scales.size()) + " zero points", std::to_string(out.zeroPoints.size()));
    if (!std::ranges::all_of(out.scales, [](double s) { return std::isfinite(s); }))
        return unusable("finite scales", "infinity or NaN");
    if (out.scales.size() == 1)
        return std::make_shared<const AffineQuantization>(std::move(out));
    std::int32_t axis = q->quantized_dimension();
    if (info.shape.rank() == 1)
        axis = 0; // converters gave the biases of depthwise convolutions the axis of the kernel
    if (axis < 0 || static_cast<std::size_t>(axis) >= info.shape.rank())
        return unusable("an axis of " + info.shape.toString(), std::to_string(axis));
    if (info.shape[static_cast<std::size_t>(axis)] != static_cast<std::int64_t>(out.scales.size()))
        return unusable("a scale for each index of axis " + std::to_string(axis) + " of " + info.shape.toString(),
                        std::to_string(out.scales.size()));
    out.axis = axis;
    return std::make_shared<const AffineQuantization>(std::move(out));
}

/// The converter joins the names of fused operations with ';': the first one says the layer.
void nameLayer(TensorInfo& info)
{
    const std::string_view first = std::string_view(info.name).substr(0, info.name.find(';'));
    const SplitName split = splitLastSegment(first);
    info.layer = split.parent;
    info.label = split.last.empty() ? first : split.last;
}

/// Leaves early where `progress` is stopped.
void addSubgraph(Builder& b, std::size_t number, const wire::SubGraph& graph, std::vector<std::size_t>& tensorOf, const OpenProgress& progress)
{
    if (!graph.tensors())
        return;
    for (std::uint32_t i = 0; i < graph.tensors()->size(); ++i) {
        if (!progress.tick(OpenStep::Listing, i, graph.tensors()->size()))
            return;
        const wire::Tensor& tensor = *graph.tensors()->Get(i);
        tensorOf.push_back(~std::size_t{0});
        bool outside = false;
        auto place = placeOf(b, tensor.buffer(), outside);
        if (!place && !outside)
            continue; // computed while running
        TensorInfo info;
        TensorStorage storage;
        info.name = tensor.name() && tensor.name()->size() > 0 ? tensor.name()->str()
                                                               : "tensor_" + std::to_string(number) + "_" + std::to_string(i);
        if (const std::string plain = info.name; !b.names.insert(plain).second)
            for (int n = 1; !b.names.insert(info.name).second; ++n)
                info.name = plain + "#" + std::to_string(n); // names need not be unique in this format
        if (outside) {
            setDamage(b, info, storage, ErrorCode::Corrupt, "the buffer of a tensor lies outside of the file",
                      std::to_string(b.source->sizeBytes()) + " bytes, " +
                          std::to_string(b.model->buffers() ? b.model->buffers()->size() : 0) + " buffers",
                      "buffer " + std::to_string(tensor.buffer()), std::nullopt);
            place = Place{tensor.buffer(), 0, 0, false};
        } else {
            describeValue(b, tensor, *place, info, storage);
            info.quantization = quantizationOf(b, tensor, info);
            const auto [owner, first] = b.ownerOf.emplace(place->buffer, info.name);
            if (!first)
                info.storageNote += (info.storageNote.empty() ? "shared with " : ", shared with ") + owner->second;
        }
        nameLayer(info);
        tensorOf.back() = b.tensors.size();
        b.tensors.push_back(std::move(info));
        b.storages.push_back(std::move(storage));
        b.places.push_back(*place);
    }
}

std::vector<Operation> operationsOf(const wire::Model& model, const wire::SubGraph& graph)
{
    std::vector<Operation> operations;
    if (!graph.operators() || !model.operator_codes())
        return operations;
    for (const wire::Operator* op : *graph.operators()) {
        if (op->opcode_index() >= model.operator_codes()->size())
            continue;
        const wire::OperatorCode& code = *model.operator_codes()->Get(op->opcode_index());
        Operation& out = operations.emplace_back();
        // The byte came first and holds 127 for what does not fit it.
        out.code = std::max<std::int32_t>(code.deprecated_builtin_code(), code.builtin_code());
        if (op->inputs())
            out.inputs.assign(op->inputs()->begin(), op->inputs()->end());
        if (op->outputs())
            out.outputs.assign(op->outputs()->begin(), op->outputs()->end());
    }
    return operations;
}

Metadata describeModel(const wire::Model& model)
{
    Metadata metadata(Metadata::Map{});
    metadata.set("version", std::uint64_t{model.version()});
    if (model.description())
        metadata.set("description", model.description()->str());
    Metadata::List subgraphs;
    if (model.subgraphs())
        for (const wire::SubGraph* graph : *model.subgraphs())
            subgraphs.emplace_back(graph->name() ? graph->name()->str() : std::string());
    metadata.set("subgraphs", std::move(subgraphs));
    Metadata::List entries;
    if (model.metadata())
        for (const wire::Metadata* entry : *model.metadata())
            entries.emplace_back(entry->name() ? entry->name()->str() : std::string());
    if (!entries.empty())
        metadata.set("metadata", std::move(entries));
    return metadata;
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openTflite(const std::filesystem::path& path, const OpenProgress& progress)
{
    Builder b;
    b.path = path;
    auto source = FileSource::open(path);
    if (!source)
        return fail(std::move(source.error()));
    b.source = std::move(*source);
    auto whole = b.source->mapWhole();
    if (!whole)
        return fail(std::move(whole.error()));
    b.bytes = whole->bytes;
    const std::uint64_t verified = std::min<std::uint64_t>(b.bytes.size(), maxFlatbufferBytes);
    const auto* const data = reinterpret_cast<const std::uint8_t*>(b.bytes.data());
    if (verified < 8 || !flatbuffers::BufferHasIdentifier(data, wire::ModelIdentifier()))
        return fail(makeError(ErrorCode::NotThisFormat, "the file is no TensorFlow Lite model").at(path).at(std::uint64_t{4})
                        .wanted("TFL3"));
    if (!progress.report(OpenStep::Reading, 0, 0)) // the library gives no word while it verifies
        return cancelled();
    flatbuffers::Verifier verifier(data, verified, maxDepth, maxTables);
    if (!wire::VerifyModelBuffer(verifier))
        return fail(makeError(ErrorCode::Corrupt, "the tables of the model do not hold together").at(path).at(std::uint64_t{0})
                        .wanted("a flatbuffer whose every offset lies inside the file")
                        .got(std::to_string(b.bytes.size()) + " bytes in which one does not")
                        .advise("The file may have been cut or damaged on its way; fetch it again"));
    b.model = wire::GetModel(data);

    const auto* const graphs = b.model->subgraphs();
    std::vector<std::vector<std::size_t>> tensorOf(graphs ? graphs->size() : 0);
    std::vector<std::vector<Operation>> operations(tensorOf.size());
    for (std::uint32_t i = 0; i < tensorOf.size(); ++i) {
        addSubgraph(b, i, *graphs->Get(i), tensorOf[i], progress.part(0.5, 0.8));
        operations[i] = operationsOf(*b.model, *graphs->Get(i));
    }
    deriveLayerRoles(b.tensors, AxisConvention::Unknown, progress.part(0.8, 1));
    if (progress.stopped())
        return cancelled();
    for (std::size_t i = 0; i < tensorOf.size(); ++i) {
        std::vector<TensorInfo*> tensors;
        for (const std::size_t index : tensorOf[i])
            tensors.push_back(index < b.tensors.size() ? &b.tensors[index] : nullptr);
        assignOperatorRoles(operations[i], tensors);
    }
    Metadata metadata = describeModel(*b.model);
    if (auto r = whole->guard->check(); !r) // everything above came out of the map
        return fail(std::move(r.error()));
    const std::uint64_t fileBytes = b.source->sizeBytes();
    return std::make_shared<TfliteFile>(path, std::move(b.tensors), std::move(b.storages), std::move(metadata),
                                        std::move(b.warnings), std::move(b.places), fileBytes);
}

} // namespace tensorgraft::tflite
