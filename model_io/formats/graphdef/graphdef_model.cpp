#include "model_io/formats/graphdef/graphdef_model.h"

#include "model_io/formats/graphdef/typed_values.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/tensorflow/tf_dtype.h"

#include <map>
#include <unordered_set>

namespace tensorgraft::graphdef {
namespace {

/// One stored value may stand for a whole tensor. What claims to be larger than this is hostile.
constexpr std::uint64_t maxRepeatedBytes = std::uint64_t{1} << 30;

struct Builder {
    std::filesystem::path path;
    std::shared_ptr<const FileSource> source;
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::vector<ConstPlace> places;
    std::vector<Error> warnings;
    std::unordered_set<std::string> names;
};

void setDamage(TensorInfo& info, TensorStorage& storage, Error error)
{
    info.dtype = DType::Opaque;
    info.shape = {};
    info.sizeBytes = 0;
    storage.damage = std::make_shared<const Error>(std::move(error).of(info.name));
}

/// Fills type, shape and storage of a Const.
void describeValue(const Builder& b, const TensorValue& value, TensorInfo& info, TensorStorage& storage, ConstPlace& place)
{
    const auto damage = [&](ErrorCode code, std::string message, std::string wanted, std::string found) {
        setDamage(info, storage, makeError(code, std::move(message)).at(b.path).at(value.enclosing.back().offset)
                                     .wanted(std::move(wanted)).got(std::move(found))
                                     .advise("The other tensors of the graph are usable"));
    };
    place.enclosing = value.enclosing;
    if (value.damaged)
        return damage(ErrorCode::Corrupt, "the value of a constant cannot be read", "fields up to its end", "damage inside");
    if (!value.shape)
        return damage(ErrorCode::Corrupt, "the shape of a constant is impossible", "sizes of 0 or more", "another shape");
    const auto dtype = tf::dtypeOfNumber(value.dtypeNumber);
    if (!dtype)
        return damage(ErrorCode::Corrupt, "the type of a constant is not known", "a DataType of TensorFlow",
                      tf::dtypeNumberName(value.dtypeNumber));
    info.dtype = *dtype;
    info.shape = *value.shape;
    if (!isPlain(*dtype)) {
        info.storageNote = tf::dtypeNumberName(value.dtypeNumber) + ", kept as it is";
        storage.damage = std::make_shared<const Error>(
            makeError(ErrorCode::Unsupported, "values of this type cannot be read").at(b.path).of(info.name)
                .got(tf::dtypeNumberName(value.dtypeNumber))
                .advise("The constant is kept as it is when the file is rewritten"));
        return;
    }
    const std::uint64_t count = info.shape.elementCount();
    const std::uint64_t item = itemSizeBytes(*dtype);
    if (count > (std::uint64_t{1} << 62) / item)
        return damage(ErrorCode::Corrupt, "the shape of a constant is impossible", "fewer than 2^62 bytes", info.shape.toString());
    info.sizeBytes = count * item;
    const ValueField field = valueFieldOf(value.dtypeNumber);
    const WireField& last = value.lastValue;
    if (value.contentBytes > 0) {
        if (value.contentBytes != info.sizeBytes)
            return damage(ErrorCode::Corrupt, "a constant has another number of bytes than its shape asks for",
                          std::to_string(info.sizeBytes), std::to_string(value.contentBytes));
        place.raw = true;
        place.rawOffset = value.contentOffset;
    } else if (value.valueFields == 1 && field.width != 0 && last.type != WireType::Varint && last.length == info.sizeBytes) {
        place.raw = true; // a packed run, or one number of fixed width
        place.rawOffset = last.offset;
    }
    if (place.raw) {
        storage.source = b.source;
        storage.offsetBytes = place.rawOffset;
        return;
    }
    if (info.sizeBytes > maxRepeatedBytes)
        return damage(ErrorCode::Unsupported, "a constant is larger than its stored values can be",
                      "at most " + std::to_string(maxRepeatedBytes) + " bytes where a value is repeated", info.shape.toString());
    const WireSpan& message = value.enclosing.back();
    info.storageNote = value.valueFields == 0 ? "no values: zeros" : "typed values";
    storage.source = std::make_shared<TypedValues>(b.source, message.offset, message.end - message.offset,
                                                   value.dtypeNumber, *dtype, count);
}

/// Leaves early where `progress` is stopped.
void addScope(Builder& b, const Scope& scope, std::vector<std::size_t>& tensorOf, const OpenProgress& progress)
{
    for (const Node& node : scope.nodes) {
        if (!progress.tick(OpenStep::Listing, tensorOf.size(), scope.nodes.size()))
            return;
        if (!node.value) {
            tensorOf.push_back(~std::size_t{0});
            continue;
        }
        TensorInfo info;
        TensorStorage storage;
        ConstPlace place;
        info.name = scope.function.empty() ? std::string(node.name) : std::string(scope.function) + "/" + std::string(node.name);
        if (const std::string plain = info.name; !b.names.insert(plain).second) {
            // TensorFlow refuses such a graph; the values can be looked at all the same.
            for (int n = 1; !b.names.insert(info.name).second; ++n)
                info.name = plain + "#" + std::to_string(n);
            b.warnings.push_back(makeError(ErrorCode::Corrupt, "two constants have the same name").at(b.path).of(plain)
                                     .at(node.value->enclosing.back().begin));
        }
        describeValue(b, *node.value, info, storage, place);
        if (!scope.function.empty() && info.storageNote.empty())
            info.storageNote = "in a function of the library";
        tensorOf.push_back(b.tensors.size());
        b.tensors.push_back(std::move(info));
        b.storages.push_back(std::move(storage));
        b.places.push_back(std::move(place));
    }
}

Metadata describeGraph(const Graph& graph)
{
    Metadata metadata(Metadata::Map{});
    Metadata versions(Metadata::Map{});
    if (graph.producer)
        versions.set("producer", *graph.producer);
    if (graph.minConsumer)
        versions.set("min_consumer", *graph.minConsumer);
    if (!versions.map()->empty())
        metadata.set("versions", std::move(versions));
    std::map<std::string_view, std::uint64_t> operations;
    for (const Node& node : graph.scopes[0].nodes)
        ++operations[node.op];
    Metadata counts(Metadata::Map{});
    for (const auto& [op, count] : operations)
        counts.set(std::string(op), count);
    metadata.set("operations", std::move(counts));
    if (graph.scopes.size() > 1) {
        Metadata::List functions;
        for (std::size_t i = 1; i < graph.scopes.size(); ++i)
            functions.emplace_back(std::string(graph.scopes[i].function));
        metadata.set("functions", std::move(functions));
    }
    return metadata;
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openGraph(const std::filesystem::path& path, const OpenProgress& progress)
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
    constexpr std::size_t headBytes = 65536;
    if (!looksLikeGraph(open->bytes.first(std::min(headBytes, open->bytes.size())), open->bytes.size()))
        return fail(makeError(ErrorCode::NotThisFormat, "the file is no frozen TensorFlow graph").at(path).at(std::uint64_t{0})
                        .wanted("a GraphDef: nodes with names and operations"));
    auto graph = walkGraph(open->bytes, progress.part(0, 0.7));
    if (auto r = open->check(); !r)
        return fail(std::move(r.error()));
    if (!graph)
        return fail(std::move(graph.error()).at(path));

    std::vector<std::vector<std::size_t>> tensorOf(graph->scopes.size());
    for (std::size_t i = 0; i < tensorOf.size(); ++i)
        addScope(b, graph->scopes[i], tensorOf[i], progress.part(0.7, 0.8));
    deriveLayerRoles(b.tensors, AxisConvention::TensorFlow, progress.part(0.8, 0.9));
    for (std::size_t i = 0; i < tensorOf.size(); ++i) {
        if (!progress.part(0.9, 1).report(OpenStep::Listing, i, tensorOf.size()))
            return cancelled();
        std::vector<TensorInfo*> tensors;
        for (const std::size_t index : tensorOf[i])
            tensors.push_back(index < b.tensors.size() ? &b.tensors[index] : nullptr);
        assignGraphRoles(graph->scopes[i], tensors);
    }
    Metadata metadata = describeGraph(*graph);
    if (auto r = open->check(); !r) // names were views of the map up to here
        return fail(std::move(r.error()));
    return std::make_shared<GraphdefFile>(path, std::move(b.tensors), std::move(b.storages), std::move(metadata),
                                          std::move(b.warnings), std::move(b.places), b.source);
}

} // namespace tensorgraft::graphdef
