#include "model_io/formats/graphdef/graph.h"

#include "model_io/codecs/wire_watch.h"

#include <algorithm>
#include <cctype>

namespace tensorgraft::graphdef {
namespace {

/// As TensorShape::MaxDimensions of TensorFlow.
constexpr std::size_t maxRank = 254;

WireSpan spanOf(const WireField& field) { return {field.number, field.begin, field.offset, field.end}; }

std::optional<Shape> walkShape(const WireField& message)
{
    std::vector<std::int64_t> dims;
    WireWalker walker(message);
    while (walker.next()) {
        if (walker.field().isVarint(3) && walker.field().value != 0)
            return std::nullopt; // unknown_rank
        if (!walker.field().isMessage(2))
            continue;
        std::int64_t size = 0;
        WireWalker dim(walker.field());
        while (dim.next())
            if (dim.field().isVarint(1))
                size = static_cast<std::int64_t>(dim.field().value);
        if (!dim.status() || size < 0 || dims.size() == maxRank)
            return std::nullopt;
        dims.push_back(size);
    }
    Shape shape(std::move(dims));
    return walker.status() && shape.checkedElementCount() ? std::optional(std::move(shape)) : std::nullopt;
}

/// Damage inside a value concerns that value only: its length is known, the walk goes on behind it.
TensorValue walkTensor(const WireField& message, std::vector<WireSpan> enclosing, WireWatch& watch)
{
    TensorValue value;
    value.enclosing = std::move(enclosing);
    value.bytes = message.payload;
    value.shape = Shape{};
    std::uint32_t valueField = 0;
    WireWalker typed(message);
    while (typed.next() && watch.at(message.begin)) // the type may stand behind the values
        if (typed.field().isVarint(1) && typed.field().value <= 200)
            value.dtypeNumber = static_cast<int>(typed.field().value);
    valueField = valueFieldOf(value.dtypeNumber).number;
    WireWalker walker(message);
    while (walker.next() && watch.at(walker.field().begin)) {
        const WireField& field = walker.field();
        if (field.isMessage(2)) {
            value.shape = walkShape(field);
        } else if (field.isMessage(4)) {
            value.contentOffset = field.offset;
            value.contentBytes = field.length;
        } else if (field.number == valueField && valueField != 0) {
            ++value.valueFields;
            value.lastValue = field;
        }
    }
    value.damaged = walker.status() ? false : true;
    return value;
}

/// The attribute `entry` of a node: a map entry of key and AttrValue.
Result<void> walkAttribute(const WireField& entry, std::vector<WireSpan> enclosing, Node& node, WireWatch& watch)
{
    std::string_view key;
    std::optional<WireField> value;
    WireWalker walker(entry);
    while (walker.next()) {
        if (walker.field().isMessage(1))
            key = walker.field().text();
        else if (walker.field().isMessage(2))
            value = walker.field();
    }
    if (auto r = walker.status(); !r)
        return r;
    const bool isTranspose = key == "transpose_b" || key == "adj_y";
    if (!value || !(isTranspose || (key == "value" && node.op == "Const")))
        return {};
    enclosing.push_back(spanOf(entry));
    enclosing.push_back(spanOf(*value));
    WireWalker attribute(*value);
    while (attribute.next()) {
        if (isTranspose && attribute.field().isVarint(5))
            node.transposeB = attribute.field().value != 0;
        if (!isTranspose && attribute.field().isMessage(8)) {
            std::vector<WireSpan> around = enclosing;
            around.push_back(spanOf(attribute.field()));
            node.value = walkTensor(attribute.field(), std::move(around), watch);
        }
    }
    return attribute.status();
}

Result<void> walkNode(const WireField& message, std::vector<WireSpan> enclosing, Scope& scope, WireWatch& watch)
{
    if (!watch.at(message.begin))
        return cancelled();
    Node node;
    std::vector<WireField> attributes;
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(1)) {
            node.name = field.text();
        } else if (field.isMessage(2)) {
            node.op = field.text();
        } else if (field.isMessage(3)) {
            std::string_view input = field.text();
            if (!input.starts_with('^'))
                node.inputs.push_back(input.substr(0, input.find(':')));
        } else if (field.isMessage(5)) {
            attributes.push_back(field);
        }
    }
    if (auto r = walker.status(); !r)
        return r;
    enclosing.push_back(spanOf(message));
    for (const WireField& attribute : attributes) // after the operation is known, wherever it stood
        if (auto r = walkAttribute(attribute, enclosing, node, watch); !r)
            return r;
    scope.nodes.push_back(std::move(node));
    return watch.stopped() ? Result<void>(cancelled()) : Result<void>{};
}

Result<void> walkFunction(const WireField& message, std::vector<WireSpan> enclosing, Graph& graph, WireWatch& watch)
{
    Scope scope;
    enclosing.push_back(spanOf(message));
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(1)) { // OpDef
            WireWalker signature(field);
            while (signature.next())
                if (signature.field().isMessage(1))
                    scope.function = signature.field().text();
            if (auto r = signature.status(); !r)
                return r;
        } else if (field.isMessage(3)) {
            if (auto r = walkNode(field, enclosing, scope, watch); !r)
                return r;
        }
    }
    graph.scopes.push_back(std::move(scope));
    return walker.status();
}

bool isNodeName(std::string_view text)
{
    const auto inner = [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == '.' || c == '\\' || c == '/' || c == '>' || c == '-';
    };
    return !text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) || text[0] == '.' || text[0] == '_') &&
           std::ranges::all_of(text, inner);
}

bool isOperationName(std::string_view text)
{
    const auto inner = [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '>' || c == '.' || c == '/'; };
    return !text.empty() && (std::isupper(static_cast<unsigned char>(text[0])) || text[0] == '_') &&
           std::ranges::all_of(text, inner);
}

/// Reads "tag, length" at `at`, which moves behind them.
std::optional<std::uint64_t> lengthOf(std::span<const std::byte> head, std::size_t& at, std::byte tag)
{
    if (at >= head.size() || head[at] != tag)
        return std::nullopt;
    ++at;
    return readVarint(head, at);
}

std::optional<std::string_view> textAt(std::span<const std::byte> head, std::size_t& at, std::byte tag)
{
    const auto length = lengthOf(head, at, tag);
    if (!length || *length > head.size() - at)
        return std::nullopt;
    const std::string_view text(reinterpret_cast<const char*>(head.data()) + at, *length);
    at += *length;
    return text;
}

} // namespace

Result<Graph> walkGraph(std::span<const std::byte> bytes, const OpenProgress& progress)
{
    WireWatch watch(progress, bytes.size());
    Graph graph;
    graph.scopes.emplace_back();
    WireWalker walker(bytes);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(1)) {
            if (auto r = walkNode(field, {}, graph.scopes[0], watch); !r)
                return fail(std::move(r.error()));
        } else if (field.isMessage(2)) {
            WireWalker library(field);
            while (library.next())
                if (library.field().isMessage(1))
                    if (auto r = walkFunction(library.field(), {spanOf(field)}, graph, watch); !r)
                        return fail(std::move(r.error()));
            if (auto r = library.status(); !r)
                return fail(std::move(r.error()));
        } else if (field.isMessage(4)) {
            WireWalker versions(field);
            while (versions.next())
                if (versions.field().isVarint(1))
                    graph.producer = static_cast<std::int64_t>(versions.field().value);
                else if (versions.field().isVarint(2))
                    graph.minConsumer = static_cast<std::int64_t>(versions.field().value);
            if (auto r = versions.status(); !r)
                return fail(std::move(r.error()));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    return graph;
}

bool looksLikeGraph(std::span<const std::byte> head, std::uint64_t fileSize)
{
    constexpr std::byte nodeTag{0x0A}, nameTag{0x0A}, opTag{0x12};
    std::size_t at = 0;
    for (int seen = 0;; ++seen) {
        if (seen > 0 && (at >= head.size() || head[at] != nodeTag))
            return true;
        const auto length = lengthOf(head, at, nodeTag);
        // A name and an operation take five bytes at least. The first node may be cut; only then is the rest unknown.
        if (!length)
            return seen > 0;
        if (*length < 5 || (seen > 0 && *length > fileSize - at))
            return seen > 0 && *length > fileSize - at;
        const std::size_t begin = at;
        const auto name = textAt(head, at, nameTag);
        const auto op = name ? textAt(head, at, opTag) : std::nullopt;
        if (!name || !op)
            return seen > 0 && head.size() < fileSize && head.size() - begin < 1024;
        if (!isNodeName(*name) || !isOperationName(*op) || at - begin > *length)
            return false;
        if (*length > head.size() - begin || seen == 64)
            return true;
        at = begin + *length;
    }
}

ValueField valueFieldOf(int dtypeNumber)
{
    if (dtypeNumber > 100)
        dtypeNumber -= 100; // reference types
    switch (dtypeNumber) {
    case 1: return {5, 4};             // float
    case 2: return {6, 8};             // double
    case 3: case 4: case 5: case 6:    // int32, uint8, int16, int8
    case 11: case 12: case 13: case 15: case 16: case 17: // quantised, uint16
        return {7, 0};
    case 8: return {9, 4};             // complex64, two floats each
    case 9: return {10, 0};            // int64
    case 10: return {11, 0};           // bool
    case 18: return {12, 8};           // complex128
    case 14: case 19: return {13, 0};  // bfloat16, half
    case 22: return {16, 0};           // uint32
    case 23: return {17, 0};           // uint64
    case 24: case 25: case 26: case 28: return {18, 1}; // float8 kinds: a bytes field
    default: return {};
    }
}

} // namespace tensorgraft::graphdef
