#include "app/cli/slice.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tensorgraft::cli {
namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

Error sliceError(std::string message, std::string_view found)
{
    return makeError(ErrorCode::Usage, std::move(message)).got("'" + std::string(found) + "'")
        .advise("A slice is written as NumPy writes it, for example \"[0,:,3:9]\"");
}

std::optional<std::int64_t> number(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

Result<AxisSlice> parseAxis(std::string_view text, std::int64_t size)
{
    const auto parts = split(text, ':');
    if (parts.size() > 3)
        return fail(sliceError("a range has at most start, stop and step", text));
    std::optional<std::int64_t> values[3];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty() && parts.size() > 1)
            continue;
        values[i] = number(parts[i]);
        if (!values[i])
            return fail(sliceError("not a whole number", parts[i]));
    }
    if (parts.size() == 1) {
        const std::int64_t index = *values[0] < 0 ? *values[0] + size : *values[0];
        if (index < 0 || index >= size)
            return fail(sliceError("the index is outside its axis", text).wanted("-" + std::to_string(size) + " to " + std::to_string(size - 1)));
        return AxisSlice{index, 1, 1, false};
    }
    AxisSlice slice;
    slice.step = values[2].value_or(1);
    if (slice.step < 1)
        return fail(sliceError("the step must be 1 or more", text));
    const auto bound = [size](std::int64_t v) { return std::clamp<std::int64_t>(v < 0 ? v + size : v, 0, size); };
    slice.start = bound(values[0].value_or(0));
    const std::int64_t stop = bound(values[1].value_or(size));
    slice.count = stop > slice.start ? (stop - slice.start - 1) / slice.step + 1 : 0;
    return slice;
}

} // namespace

Result<std::vector<AxisSlice>> parseSlice(std::string_view text, const Shape& shape)
{
    std::string_view body = trimmed(text);
    if (body.starts_with('[') != body.ends_with(']'))
        return fail(sliceError("a bracket is missing", text));
    if (body.starts_with('['))
        body = trimmed(body.substr(1, body.size() - 2));
    std::vector<std::string_view> parts;
    if (!body.empty())
        parts = split(body, ',');
    const auto ellipses = std::count(parts.begin(), parts.end(), "...");
    if (ellipses > 1)
        return fail(sliceError("only one '...' can be meant", text));
    const std::size_t named = parts.size() - static_cast<std::size_t>(ellipses);
    if (named > shape.rank())
        return fail(sliceError("the slice has more axes than the tensor", text).wanted("at most " + std::to_string(shape.rank()) + " for shape " + shape.toString()));
    std::vector<AxisSlice> slices;
    const auto takeWhole = [&](std::size_t count) {
        for (; count > 0; --count)
            slices.push_back({0, shape[slices.size()], 1, true});
    };
    for (const std::string_view part : parts) {
        if (part == "...") {
            takeWhole(shape.rank() - named);
            continue;
        }
        auto slice = parseAxis(part, shape[slices.size()]);
        if (!slice)
            return fail(std::move(slice.error()));
        slices.push_back(*slice);
    }
    takeWhole(shape.rank() - slices.size());
    return slices;
}

Sliced applySlice(const Shape& shape, std::span<const float> values, std::span<const AxisSlice> slices)
{
    Sliced result;
    std::vector<std::int64_t> sizes;
    std::uint64_t count = 1;
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        count *= static_cast<std::uint64_t>(slices[axis].count);
        if (slices[axis].keepsAxis) {
            sizes.push_back(slices[axis].count);
            result.axes.push_back(axis);
        }
    }
    result.shape = Shape(std::move(sizes));
    const auto strides = shape.contiguousStrides();
    result.values.reserve(count);
    std::vector<std::int64_t> index(shape.rank());
    for (std::uint64_t i = 0; i < count; ++i) {
        std::int64_t at = 0;
        for (std::size_t axis = 0; axis < shape.rank(); ++axis)
            at += (slices[axis].start + index[axis] * slices[axis].step) * strides[axis];
        result.values.push_back(values[static_cast<std::size_t>(at)]);
        for (std::size_t axis = shape.rank(); axis-- > 0;) {
            if (++index[axis] < slices[axis].count)
                break;
            index[axis] = 0;
        }
    }
    return result;
}

} // namespace tensorgraft::cli
