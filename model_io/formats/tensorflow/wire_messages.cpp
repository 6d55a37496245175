#include "model_io/formats/tensorflow/wire_messages.h"

#include "model_io/codecs/protobuf_wire.h"

namespace tensorgraft::tf {
namespace {

/// The varint `number` of a small message; `fallback` where it has none.
std::optional<std::int64_t> parseNumber(std::span<const std::byte> message, std::uint32_t number, std::int64_t fallback)
{
    WireWalker walker(message);
    while (walker.next())
        if (walker.field().isVarint(number))
            fallback = static_cast<std::int64_t>(walker.field().value);
    if (!walker.status())
        return std::nullopt;
    return fallback;
}

} // namespace

std::optional<Shape> parseShape(std::span<const std::byte> message)
{
    std::vector<std::int64_t> dims;
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isVarint(3) && field.value != 0)
            return std::nullopt;
        if (!field.isMessage(2))
            continue;
        const auto size = parseNumber(field.payload, 1, 0);
        if (!size || dims.size() == maxRank)
            return std::nullopt;
        dims.push_back(*size);
    }
    Shape shape(std::move(dims));
    if (!walker.status() || !shape.checkedElementCount())
        return std::nullopt;
    return shape;
}

std::optional<std::vector<SliceExtent>> parseSlice(std::span<const std::byte> message)
{
    std::vector<SliceExtent> slice;
    WireWalker walker(message);
    while (walker.next()) {
        if (!walker.field().isMessage(1))
            continue;
        const auto start = parseNumber(walker.field().payload, 1, 0);
        const auto length = parseNumber(walker.field().payload, 2, -1);
        if (!start || !length || slice.size() == maxRank)
            return std::nullopt;
        slice.push_back({*start, *length});
    }
    if (!walker.status())
        return std::nullopt;
    return slice;
}

std::optional<std::int64_t> parseMinConsumer(std::span<const std::byte> message) { return parseNumber(message, 2, 0); }

} // namespace tensorgraft::tf
