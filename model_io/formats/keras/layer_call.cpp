#include "model_io/formats/keras/layer_call.h"

#include <algorithm>

namespace tensorgraft::keras {
namespace {

constexpr std::int64_t limit = std::int64_t{1} << 62;

} // namespace

std::int64_t times(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    return a < 0 || b < 0 || __builtin_mul_overflow(a, b, &result) || result >= limit ? unknownSize : result;
}

std::int64_t plus(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    return a < 0 || __builtin_add_overflow(a, b, &result) || result < 0 || result >= limit ? unknownSize : result;
}

Dims sizesOf(const LayerConfig& layer, std::string_view key, std::size_t count)
{
    const Metadata* value = layer.find(key);
    if (!value)
        return {};
    if (const Metadata::List* list = value->list(); list && list->size() != 1) {
        Dims sizes;
        for (const Metadata& item : *list)
            if (const auto n = wholeNumber(item); n && *n >= 0)
                sizes.push_back(*n);
        return sizes.size() == count && list->size() == count ? sizes : Dims();
    }
    const auto n = wholeNumber(*value);
    return n && *n >= 0 ? Dims(count, *n) : Dims();
}

std::optional<std::size_t> axisOf(std::int64_t axis, std::size_t rank)
{
    const auto r = static_cast<std::int64_t>(rank);
    if (axis < -r || axis >= r)
        return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + r : axis);
}

MaybeDims dimsOf(const Metadata& value)
{
    const Metadata::List* list = value.list();
    if (!list || list->size() > 16)
        return std::nullopt;
    Dims dims;
    for (const Metadata& item : *list) {
        const auto n = item.list() ? std::nullopt : wholeNumber(item);
        if (!item.isNull() && !n)
            return std::nullopt;
        dims.push_back(n && *n >= 0 && *n < limit ? *n : unknownSize);
    }
    return dims;
}

bool channelsFirst(const LayerConfig& layer)
{
    return layer.text("data_format") == "channels_first" || layer.text("dim_ordering") == "th";
}

bool samePadding(const LayerConfig& layer)
{
    const std::string padding = layer.text("padding", layer.text("border_mode", "valid"));
    return padding == "same" || padding == "SAME";
}

LayerResult notKnown(std::string problem)
{
    LayerResult result;
    result.problem = std::move(problem);
    return result;
}

} // namespace tensorgraft::keras
