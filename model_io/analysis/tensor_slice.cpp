#include "model_io/analysis/tensor_slice.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace tensorgraft {
namespace {

constexpr std::uint64_t bufferBytes = std::uint64_t{4} << 20;
constexpr std::uint64_t releaseBytes = std::uint64_t{1} << 20; ///< smaller pieces are likely to be read again soon

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    text = trimmed(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
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
        .advise("A slice is written as NumPy writes it, for example \"[0, :, 3:9]\"");
}

Result<AxisRange> parseAxis(std::string_view text, std::int64_t size, std::size_t axis)
{
    const auto wrong = [&](std::string message) { return fail(sliceError(std::move(message), text)); };
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() == 1) {
        const std::optional<std::int64_t> index = parseInteger(parts[0]);
        if (!index)
            return wrong("not an index or a range");
        const std::int64_t start = *index < 0 ? *index + size : *index;
        if (start < 0 || start >= size)
            return fail(sliceError("the index is outside axis " + std::to_string(axis), text)
                            .wanted("-" + std::to_string(size) + " to " + std::to_string(size - 1)));
        return AxisRange{start, 1, 1, true};
    }
    if (parts.size() > 3)
        return wrong("a range has at most start, stop and step");
    std::int64_t bounds[3] = {0, size, 1};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty())
            continue;
        const std::optional<std::int64_t> value = parseInteger(parts[i]);
        if (!value)
            return wrong("not a range");
        bounds[i] = *value;
    }
    if (bounds[2] <= 0)
        return wrong("the step must be 1 or more");
    for (const int i : {0, 1}) {
        if (bounds[i] < 0)
            bounds[i] = std::max<std::int64_t>(0, bounds[i] + size);
        bounds[i] = std::min(bounds[i], size);
    }
    AxisRange range{bounds[0], 0, bounds[2], false};
    if (bounds[1] > bounds[0])
        range.count = (bounds[1] - bounds[0] - 1) / bounds[2] + 1;
    if (range.count <= 1) // a step that leads nowhere: huge ones must not overflow later
        range.step = 1;
    return range;
}

/// Copies a slice out of memory in which axis `a` has stride `strides[a]` (elements) and whose first byte is the
/// element at offset `origin`.
class Gatherer {
public:
    Gatherer(const TensorSlice& slice, std::span<const std::int64_t> strides, std::size_t itemSize)
        : m_slice(slice), m_strides(strides), m_itemSize(itemSize)
    {
    }
    /// Axes [axis, rank) for the element offset `base` of the axes before. Returns the end of what was written.
    std::byte* gather(const std::byte* memory, std::int64_t origin, std::size_t axis, std::int64_t base, std::byte* out) const
    {
        if (axis == m_slice.size()) {
            std::memcpy(out, memory + static_cast<std::uint64_t>(base - origin) * m_itemSize, m_itemSize);
            return out + m_itemSize;
        }
        const AxisRange& range = m_slice[axis];
        const std::int64_t stride = m_strides[axis];
        if (axis + 1 < m_slice.size()) {
            for (std::int64_t i = 0; i < range.count; ++i)
                out = gather(memory, origin, axis + 1, base + (range.start + i * range.step) * stride, out);
            return out;
        }
        const std::byte* in = memory + static_cast<std::uint64_t>(base + range.start * stride - origin) * m_itemSize;
        const auto count = static_cast<std::size_t>(range.count);
        const auto jump = static_cast<std::size_t>(stride * range.step) * m_itemSize;
        if (jump == m_itemSize) {
            std::memcpy(out, in, count * m_itemSize);
            return out + count * m_itemSize;
        }
        for (std::size_t i = 0; i < count; ++i, in += jump, out += m_itemSize)
            std::memcpy(out, in, m_itemSize);
        return out;
    }

private:
    const TensorSlice& m_slice;
    std::span<const std::int64_t> m_strides;
    std::size_t m_itemSize;
};

/// One run of readSlice().
class SliceReader {
public:
    SliceReader(const ModelFile& model, std::size_t tensor, const TensorSlice& slice, const ProgressFn& progress)
        : m_model(model), m_tensor(tensor), m_slice(slice), m_progress(progress),
          m_strides(model.tensors()[tensor].shape.contiguousStrides()), m_itemSize(itemSizeBytes(model.tensors()[tensor].dtype))
    {
    }
    Result<void> run(std::vector<std::byte>& result)
    {
        m_out = result.data();
        m_begin = m_out;
        m_total = result.size();
        const Result<std::optional<MappedTensor>> mapped = m_model.map(m_tensor);
        if (mapped && *mapped) {
            m_memory = &**mapped;
            m_strides = m_memory->strides;
        }
        if (Result<void> done = walk(0, 0); !done)
            return done;
        // Many small pieces (rows of a part) together may be gigabytes: none of it stays resident either.
        if (const Span span = spanFrom(0); m_memory && m_memory->guard && span.length * m_itemSize >= releaseBytes)
            m_memory->guard->release(m_memory->bytes.subspan(static_cast<std::uint64_t>(span.first) * m_itemSize, span.length * m_itemSize));
        return m_memory && m_memory->guard ? m_memory->guard->check() : Result<void>{};
    }

private:
    /// Elements from the first to the last of axes [axis, rank), and the offset of the first.
    struct Span {
        std::int64_t first = 0;
        std::uint64_t length = 1;
    };
    Span spanFrom(std::size_t axis) const
    {
        Span span;
        for (; axis < m_slice.size(); ++axis) {
            span.first += m_slice[axis].start * m_strides[axis];
            span.length += static_cast<std::uint64_t>((m_slice[axis].count - 1) * m_slice[axis].step * m_strides[axis]);
        }
        return span;
    }

    /// Goes down until what is left lies close enough together to be read at once.
    Result<void> walk(std::size_t axis, std::int64_t base)
    {
        const Span span = spanFrom(axis);
        if (span.length * m_itemSize <= bufferBytes || (axis == m_slice.size()))
            return piece(m_slice, axis, base, span);
        if (axis + 1 < m_slice.size() || m_slice.back().count == 1) {
            for (std::int64_t i = 0; i < m_slice[axis].count; ++i)
                if (Result<void> done = walk(axis + 1, base + (m_slice[axis].start + i * m_slice[axis].step) * m_strides[axis]); !done)
                    return done;
            return {};
        }
        // The innermost axis alone is longer than the buffer: cut it.
        TensorSlice part = m_slice;
        const AxisRange whole = m_slice.back();
        const auto apart = static_cast<std::uint64_t>(whole.step * m_strides[axis]) * m_itemSize;
        const auto atOnce = static_cast<std::int64_t>(std::max<std::uint64_t>(1, bufferBytes / std::max<std::uint64_t>(1, apart)));
        for (std::int64_t i = 0; i < whole.count; i += atOnce) {
            part.back() = AxisRange{whole.start + i * whole.step, std::min(atOnce, whole.count - i), whole.step, false};
            Span partSpan{part.back().start * m_strides[axis],
                          static_cast<std::uint64_t>((part.back().count - 1) * whole.step * m_strides[axis]) + 1};
            if (Result<void> done = piece(part, axis, base, partSpan); !done)
                return done;
        }
        return {};
    }

    Result<void> piece(const TensorSlice& slice, std::size_t axis, std::int64_t base, const Span& span)
    {
        const Gatherer gatherer(slice, m_strides, m_itemSize);
        if (m_memory) {
            m_out = gatherer.gather(m_memory->bytes.data(), 0, axis, base, m_out);
            const std::uint64_t bytes = span.length * m_itemSize;
            if (m_memory->guard && bytes >= releaseBytes) // a walk through 40 GB keeps none of it resident
                m_memory->guard->release(m_memory->bytes.subspan(static_cast<std::uint64_t>(base + span.first) * m_itemSize, bytes));
        } else {
            m_buffer.resize(span.length * m_itemSize);
            if (Result<void> done = m_model.read(m_tensor, static_cast<std::uint64_t>(base + span.first), m_buffer); !done)
                return done;
            m_out = gatherer.gather(m_buffer.data(), base + span.first, axis, base, m_out);
        }
        if (!reportProgress(m_progress, static_cast<std::uint64_t>(m_out - m_begin), m_total))
            return cancelled();
        return {};
    }

    const ModelFile& m_model;
    std::size_t m_tensor;
    const TensorSlice& m_slice;
    const ProgressFn& m_progress;
    std::vector<std::int64_t> m_strides;
    std::size_t m_itemSize;
    const MappedTensor* m_memory = nullptr;
    std::vector<std::byte> m_buffer;
    std::byte* m_out = nullptr;
    std::byte* m_begin = nullptr;
    std::uint64_t m_total = 0;
};

} // namespace

TensorSlice wholeSlice(const Shape& shape)
{
    TensorSlice slice;
    for (const std::int64_t size : shape)
        slice.push_back({0, size, 1, false});
    return slice;
}

Result<TensorSlice> parseSlice(std::string_view text, const Shape& shape)
{
    const std::string_view written = trimmed(text);
    text = written;
    if (text.starts_with('[') != text.ends_with(']') || text == "[" || text == "]")
        return fail(sliceError("a bracket is missing", written));
    if (text.starts_with('['))
        text = trimmed(text.substr(1, text.size() - 2));
    if (text == ",")
        return fail(sliceError("not an index or a range", written));
    if (text.ends_with(',')) // a tuple of one, as Python writes it
        text = trimmed(text.substr(0, text.size() - 1));
    TensorSlice slice = wholeSlice(shape);
    if (text.empty())
        return slice;
    const std::vector<std::string_view> parts = split(text, ',');
    const auto dots = static_cast<std::size_t>(std::ranges::count(parts, std::string_view("...")));
    if (dots > 1)
        return fail(sliceError("only one '...' can stand in a slice", written));
    if (parts.size() - dots > shape.rank())
        return fail(sliceError("the slice has more axes than the tensor", written)
                        .wanted("at most " + std::to_string(shape.rank()) + " for shape " + shape.toString()));
    std::size_t axis = 0;
    for (const std::string_view part : parts) {
        if (part == "...") {
            axis += shape.rank() - (parts.size() - 1);
            continue;
        }
        Result<AxisRange> range = parseAxis(part, shape[axis], axis);
        if (!range)
            return fail(std::move(range).error());
        slice[axis++] = *range;
    }
    return slice;
}

std::string sliceText(const TensorSlice& slice, const Shape& shape)
{
    std::string text = "[";
    for (std::size_t axis = 0; axis < slice.size(); ++axis) {
        const AxisRange& range = slice[axis];
        if (axis > 0)
            text += ", ";
        if (range.isIndex) {
            text += std::to_string(range.start);
            continue;
        }
        const std::int64_t end = range.count == 0 ? range.start : range.start + (range.count - 1) * range.step + 1;
        // With a step the last element decides, not the end that was typed: 0:9:2 and 0:10:2 are one slice of ten.
        const bool toTheEnd = range.count > 0 && range.start + range.count * range.step >= shape[axis];
        if (range.start > 0 || range.count == 0)
            text += std::to_string(range.start);
        text += ':';
        if (!toTheEnd)
            text += std::to_string(end);
        if (range.step != 1)
            text += ':' + std::to_string(range.step);
    }
    return text + "]";
}

Shape sliceShape(const TensorSlice& slice)
{
    std::vector<std::int64_t> dims;
    for (const AxisRange& range : slice)
        dims.push_back(range.count);
    return Shape(std::move(dims));
}

Result<std::vector<std::byte>> readSlice(const ModelFile& model, std::size_t tensor, const TensorSlice& slice,
                                         const ProgressFn& progress, std::uint64_t limitBytes)
{
    const TensorInfo& info = model.tensors()[tensor];
    const std::size_t itemSize = itemSizeBytes(info.dtype);
    if (itemSize == 0)
        return fail(makeError(ErrorCode::Unsupported, "values of type " + std::string(dtypeName(info.dtype)) + " cannot be shown as numbers")
                        .at(model.path()).of(info.name));
    const std::uint64_t count = sliceShape(slice).elementCount();
    if (count > limitBytes / itemSize)
        return fail(makeError(ErrorCode::Unsupported, "the part is too large to be shown at once")
                        .at(model.path()).of(info.name).got(std::to_string(count) + " values").advise("Choose a smaller part."));
    std::vector<std::byte> result(count * itemSize);
    if (count == 0)
        return result;
    if (Result<void> done = SliceReader(model, tensor, slice, progress).run(result); !done)
        return fail(std::move(done).error());
    return result;
}

Result<std::vector<float>> readSliceAsFloat(const ModelFile& model, std::size_t tensor, const TensorSlice& slice,
                                            const ProgressFn& progress, std::uint64_t limitBytes)
{
    Result<std::vector<std::byte>> bytes = readSlice(model, tensor, slice, progress, limitBytes);
    if (!bytes)
        return fail(std::move(bytes).error());
    const DType type = model.tensors()[tensor].dtype;
    std::vector<float> values(bytes->size() / itemSizeBytes(type));
    convertToFloat(type, *bytes, values);
    return values;
}

} // namespace tensorgraft
