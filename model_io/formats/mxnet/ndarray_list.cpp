#include "model_io/formats/mxnet/ndarray_list.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/little_endian.h"

namespace tensorgraft::mxnet {
namespace {

// First word of an array. Anything else is the number of axes of the oldest layout.
constexpr std::uint32_t magicV1 = 0xF993FAC8, magicV2 = 0xF993FAC9, magicV3 = 0xF993FACA;
constexpr std::uint32_t maxRank = 32;

/// mshadow::TypeFlag.
std::optional<DType> typeOf(std::uint64_t flag)
{
    switch (flag) {
    case 0: return DType::Float32;
    case 1: return DType::Float64;
    case 2: return DType::Float16;
    case 3: return DType::UInt8;
    case 4: return DType::Int32;
    case 5: return DType::Int8;
    case 6: return DType::Int64;
    case 7: return DType::Bool;
    case 8: return DType::Int16;
    case 9: return DType::UInt16;
    case 10: return DType::UInt32;
    case 11: return DType::UInt64;
    case 12: return DType::BFloat16;
    default: return std::nullopt;
    }
}

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint64_t offset() const { return m_at; }
    [[nodiscard]] std::uint64_t left() const { return m_bytes.size() - m_at; }

    Result<std::uint64_t> number(std::size_t width)
    {
        if (left() < width)
            return fail(cut(width));
        const std::uint64_t value = loadLittle(m_bytes, m_at, width);
        m_at += width;
        return value;
    }
    Result<std::uint64_t> skip(std::uint64_t length)
    {
        if (left() < length)
            return fail(cut(length));
        const std::uint64_t begin = m_at;
        m_at += length;
        return begin;
    }
    [[nodiscard]] Error corrupt(std::string message, std::string wanted, std::string found) const
    {
        return makeError(ErrorCode::Corrupt, std::move(message)).at(m_at).wanted(std::move(wanted)).got(std::move(found))
            .advise("The file may have been cut or damaged on its way; fetch it again");
    }

private:
    [[nodiscard]] Error cut(std::uint64_t wanted) const
    {
        return corrupt("the list of arrays ends too early", std::to_string(wanted) + " bytes", std::to_string(left()) + " bytes");
    }
    std::span<const std::byte> m_bytes;
    std::uint64_t m_at = 0;
};

Result<void> readShape(Reader& in, std::uint64_t rank, std::size_t width, Array& out)
{
    if (rank > maxRank)
        return fail(in.corrupt("an array has too many axes", "at most " + std::to_string(maxRank), std::to_string(rank)));
    std::vector<std::int64_t> dims;
    for (std::uint64_t i = 0; i < rank; ++i) {
        const auto size = in.number(width);
        if (!size)
            return fail(size.error());
        dims.push_back(static_cast<std::int64_t>(*size));
    }
    out.shape = Shape(std::move(dims));
    if (!out.shape.checkedElementCount())
        return fail(in.corrupt("the shape of an array is impossible", "sizes of 0 or more", out.shape.toString()));
    return {};
}

Result<Array> readArray(Reader& in)
{
    Array out;
    const auto first = in.number(4);
    if (!first)
        return fail(first.error());
    std::uint64_t rank = *first;
    std::size_t width = 4;
    bool scalarAllowed = false;
    if (*first == magicV1 || *first == magicV2 || *first == magicV3) {
        width = 8;
        scalarAllowed = *first == magicV3;
        if (*first != magicV1) {
            const auto storage = in.number(4);
            if (!storage)
                return fail(storage.error());
            if (*storage != 0)
                return fail(makeError(ErrorCode::Unsupported, "sparse arrays cannot be read").at(in.offset() - 4).wanted("dense storage")
                                .got("storage type " + std::to_string(*storage)).advise("Save the parameters densely in MXNet"));
        }
        const auto axes = in.number(4);
        if (!axes)
            return fail(axes.error());
        rank = *axes;
        if (scalarAllowed && rank == 0xFFFFFFFF)
            return out; // a shape that is not known: no value follows
    }
    if (auto r = readShape(in, rank, width, out); !r)
        return fail(std::move(r.error()));
    if (rank == 0 && !scalarAllowed)
        return out; // an array without a value
    if (auto context = in.skip(8); !context) // device type and number
        return fail(context.error());
    const auto flag = in.number(4);
    if (!flag)
        return fail(flag.error());
    out.dtype = typeOf(*flag);
    if (!out.dtype)
        return fail(makeError(ErrorCode::Unsupported, "an array is of a type that is not known").at(in.offset() - 4)
                        .wanted("0 to 12").got(std::to_string(*flag)));
    const std::uint64_t count = out.shape.elementCount(), item = itemSizeBytes(*out.dtype);
    if (count > in.left() / item)
        return fail(in.corrupt("an array reaches past the end of the file", std::to_string(in.left()) + " bytes at most",
                               out.shape.toString() + " of " + std::to_string(item) + " bytes"));
    const auto offset = in.skip(count * item);
    if (!offset)
        return fail(offset.error());
    out.offset = *offset;
    return out;
}

} // namespace

Result<std::vector<Array>> walkList(std::span<const std::byte> bytes, const OpenProgress& progress)
{
    Reader in(bytes);
    const auto magic = in.number(8);
    if (!magic || *magic != listMagic)
        return fail(makeError(ErrorCode::NotThisFormat, "the file is no list of MXNet arrays").at(std::uint64_t{0}).wanted("0x112"));
    if (auto reserved = in.skip(8); !reserved)
        return fail(reserved.error());
    const auto count = in.number(8);
    if (!count)
        return fail(count.error());
    if (*count > in.left() / 4) // an array takes four bytes at least
        return fail(in.corrupt("the list claims more arrays than fit the file", "at most " + std::to_string(in.left() / 4), std::to_string(*count)));
    std::vector<Array> arrays;
    for (std::uint64_t i = 0; i < *count; ++i) {
        if (i % 16 == 0 && !progress.report(OpenStep::Reading, in.offset(), bytes.size()))
            return cancelled();
        auto array = readArray(in);
        if (!array)
            return fail(std::move(array.error()));
        array->name = "array_" + std::to_string(i);
        arrays.push_back(std::move(*array));
    }
    const auto names = in.number(8);
    if (!names)
        return fail(names.error());
    if (*names != 0 && *names != *count)
        return fail(in.corrupt("the list has another number of names than arrays", std::to_string(*count), std::to_string(*names)));
    for (std::uint64_t i = 0; i < *names; ++i) {
        if (i % 16 == 0 && !progress.report(OpenStep::Reading, in.offset(), bytes.size()))
            return cancelled();
        const auto length = in.number(8);
        if (!length)
            return fail(length.error());
        const auto at = in.skip(*length);
        if (!at)
            return fail(at.error());
        arrays[i].name.assign(reinterpret_cast<const char*>(bytes.data()) + *at, *length);
    }
    return arrays;
}

} // namespace tensorgraft::mxnet
