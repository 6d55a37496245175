#include "model_io/formats/tensorflow/v1_values.h"

#include "model_io/codecs/protobuf_wire.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::tf {
namespace {

/// How a type stands in a TensorProto (tensorflow/core/framework/tensor.proto).
struct Place {
    std::uint32_t field = 0; ///< 0: not as numbers
    std::size_t fixedBytes = 0; ///< of one stored number; 0: varints
};

Place placeOf(DType type)
{
    switch (type) {
    case DType::Float32: return {5, 4};
    case DType::Float64: return {6, 8};
    case DType::Complex64: return {9, 4};
    case DType::Complex128: return {12, 8};
    case DType::Int64: return {10, 0};
    case DType::Bool: return {11, 0};
    case DType::Float16:
    case DType::BFloat16: return {13, 0};
    case DType::UInt32: return {16, 0};
    case DType::UInt64: return {17, 0};
    case DType::Int8:
    case DType::UInt8:
    case DType::Int16:
    case DType::UInt16:
    case DType::Int32:
    case DType::QInt8:
    case DType::QUInt8:
    case DType::QInt16:
    case DType::QUInt16:
    case DType::QInt32: return {7, 0};
    case DType::Float8E5M2:
    case DType::Float8E4M3FN:
    case DType::Float8E4M3FNUZ:
    case DType::Float8E5M2FNUZ: return {18, 1};
    default: return {};
    }
}

constexpr std::uint32_t contentField = 4;

Failure corrupt(std::string message, std::string wanted, std::string found)
{
    return fail(makeError(ErrorCode::Corrupt, std::move(message)).wanted(std::move(wanted)).got(std::move(found))
                    .advise("The file is damaged; copy or download it again"));
}

/// The last field `number` that is a message: what protobuf takes where a field is repeated.
Result<std::span<const std::byte>> submessage(std::span<const std::byte> message, std::uint32_t number, const char* what)
{
    std::optional<std::span<const std::byte>> found;
    WireWalker walker(message);
    while (walker.next())
        if (walker.field().isMessage(number))
            found = walker.field().payload;
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    if (!found)
        return corrupt("a slice has no values", std::string("a ") + what, "none");
    return *found;
}

void storeNumber(DType type, std::uint64_t value, std::byte* to)
{
    if (type == DType::Bool)
        value = value != 0;
    for (std::size_t i = 0; i < itemSizeBytes(type); ++i) // little-endian; negative numbers are sign-extended
        to[i] = static_cast<std::byte>(value >> (8 * i));
}

/// Varints in `bytes`; nullopt where the last one does not end or one is too long.
std::optional<std::uint64_t> countVarints(std::span<const std::byte> bytes)
{
    std::uint64_t count = 0;
    std::size_t length = 0;
    for (const std::byte b : bytes) {
        if (++length > 10)
            return std::nullopt;
        if ((b & std::byte{0x80}) == std::byte{0}) {
            // The tenth byte has room for one bit only.
            if (length == 10 && std::to_integer<unsigned>(b) > 1)
                return std::nullopt;
            ++count;
            length = 0;
        }
    }
    return length == 0 ? std::optional(count) : std::nullopt;
}

} // namespace

Result<V1Values> V1Values::parse(std::span<const std::byte> message, DType type, int typeNumber, std::uint64_t count)
{
    const Place place = placeOf(type);
    const std::size_t item = itemSizeBytes(type);
    if (place.field == 0)
        return fail(makeError(ErrorCode::Unsupported, "values of this type cannot be read").got(std::string(dtypeName(type))));
    auto slice = submessage(message, 2, "SavedSlice");
    auto tensor = slice ? submessage(*slice, 3, "TensorProto") : std::move(slice);
    if (!tensor)
        return fail(std::move(tensor.error()));

    V1Values values;
    values.m_type = type;
    std::span<const std::byte> content;
    WireField run; // the one run of packed numbers, as writers make it
    std::uint64_t parts = 0;
    WireWalker walker(*tensor);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isVarint(1) && field.value != 0 && field.value != static_cast<std::uint64_t>(typeNumber))
            return corrupt("a slice has another type than its tensor", "DataType " + std::to_string(typeNumber),
                           "DataType " + std::to_string(field.value));
        if (field.isMessage(contentField))
            content = field.payload;
        else if (field.number == place.field) {
            run = field;
            ++parts;
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));

    const auto rightCount = [&](std::uint64_t found) -> Result<void> {
        if (found == count)
            return {};
        return corrupt("a slice has another number of values than its shape", std::to_string(count), std::to_string(found));
    };
    const bool isRun = parts == 1 && run.type == WireType::Length;
    if (!content.empty() || (isRun && place.fixedBytes != 0)) {
        values.m_bytes = content.empty() ? run.payload : content;
        if (values.m_bytes.size() % item != 0)
            return corrupt("the values of a slice end inside of one", "a multiple of " + std::to_string(item) + " bytes",
                           std::to_string(values.m_bytes.size()) + " bytes");
        if (auto r = rightCount(values.m_bytes.size() / item); !r)
            return fail(std::move(r.error()));
        return values;
    }
    if (isRun) {
        values.m_packed = true;
        values.m_bytes = run.payload;
        const auto found = countVarints(values.m_bytes);
        if (!found)
            return corrupt("a number of a slice does not end", "varints of at most ten bytes", "a longer one");
        if (auto r = rightCount(*found); !r)
            return fail(std::move(r.error()));
        values.m_cursor = std::make_shared<Cursor>();
        return values;
    }
    // Not packed: every value costs two bytes of the file at least, so this is bounded by what is stored.
    walker = WireWalker(*tensor);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.number != place.field)
            continue;
        if (place.fixedBytes != 0) {
            if (field.type == WireType::Length) {
                values.m_decoded.insert(values.m_decoded.end(), field.payload.begin(), field.payload.end());
                continue;
            }
            if (field.type == WireType::Varint || (field.type == WireType::Fixed32) != (place.fixedBytes == 4))
                return corrupt("a value of a slice is stored in the wrong way", "a fixed number", "another one");
            for (std::size_t i = 0; i < place.fixedBytes; ++i)
                values.m_decoded.push_back(static_cast<std::byte>(field.value >> (8 * i)));
            continue;
        }
        const auto add = [&](std::uint64_t number) {
            values.m_decoded.resize(values.m_decoded.size() + item);
            storeNumber(type, number, values.m_decoded.data() + values.m_decoded.size() - item);
        };
        if (field.type == WireType::Varint) {
            add(field.value);
        } else if (field.type == WireType::Length) {
            for (std::size_t at = 0; at < field.payload.size();) {
                const auto number = readVarint(field.payload, at);
                if (!number)
                    return corrupt("a number of a slice does not end", "varints of at most ten bytes", "a longer one");
                add(*number);
            }
        } else {
            return corrupt("a value of a slice is stored in the wrong way", "a varint", "a fixed number");
        }
    }
    if (values.m_decoded.size() % item != 0)
        return corrupt("the values of a slice end inside of one", "whole values", std::to_string(values.m_decoded.size()) + " bytes");
    if (auto r = rightCount(values.m_decoded.size() / item); !r)
        return fail(std::move(r.error()));
    return values;
}

std::optional<std::span<const std::byte>> V1Values::raw() const
{
    // A bool of tensor_content may hold any byte in a damaged file; it is shown as it stands.
    if (m_packed || !m_decoded.empty())
        return std::nullopt;
    return m_bytes;
}

void V1Values::read(std::uint64_t first, std::span<std::byte> out) const
{
    if (out.empty())
        return;
    const std::size_t item = itemSizeBytes(m_type);
    if (!m_packed) {
        const std::span<const std::byte> from = m_decoded.empty() ? m_bytes : m_decoded;
        std::memcpy(out.data(), from.data() + first * item, out.size());
        return;
    }
    const std::lock_guard lock(m_cursor->mutex);
    if (first < m_cursor->element) {
        m_cursor->element = 0;
        m_cursor->at = 0;
    }
    for (; m_cursor->element < first; ++m_cursor->element)
        while (m_cursor->at < m_bytes.size() && (m_bytes[m_cursor->at++] & std::byte{0x80}) != std::byte{0}) {
        } // the bound: a mapped file may change underneath
    for (std::size_t done = 0; done < out.size(); done += item, ++m_cursor->element)
        storeNumber(m_type, readVarint(m_bytes, m_cursor->at).value_or(0), out.data() + done);
}

} // namespace tensorgraft::tf
