#include "model_io/formats/graphdef/typed_values.h"

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/graphdef/graph.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::graphdef {
namespace {

Failure wrongWay(const WireField& field)
{
    return fail(makeError(ErrorCode::Corrupt, "a value is stored in the wrong way for its type")
                    .at(field.begin)
                    .got(std::string(wireTypeName(field.type))));
}

} // namespace

TypedValues::TypedValues(std::shared_ptr<const ByteSource> source, std::uint64_t begin, std::uint64_t length,
                         int dtypeNumber, DType dtype, std::uint64_t elementCount)
    : m_source(std::move(source)), m_begin(begin), m_length(length), m_dtypeNumber(dtypeNumber), m_dtype(dtype),
      m_count(elementCount), m_item(itemSizeBytes(dtype))
{
}

Result<std::vector<std::byte>> TypedValues::decode() const
{
    auto mapped = m_source->mapAt(m_begin, m_length);
    if (!mapped)
        return fail(std::move(mapped.error()));
    std::vector<std::byte> copy;
    std::span<const std::byte> bytes;
    if (*mapped) {
        bytes = (*mapped)->bytes;
    } else {
        copy.resize(m_length);
        if (auto r = m_source->readAt(m_begin, copy); !r)
            return fail(std::move(r.error()));
        bytes = copy;
    }
    const ValueField place = valueFieldOf(m_dtypeNumber);
    const std::uint64_t limit = m_count * m_item;
    std::vector<std::byte> out;
    const auto tooMany = [&](const WireField& field) {
        return fail(makeError(ErrorCode::Corrupt, "a tensor has more values than its shape has elements")
                        .at(field.begin)
                        .wanted("at most " + std::to_string(m_count))
                        .got("more"));
    };
    const auto add = [&](std::uint64_t value) {
        if (m_dtype == DType::Bool)
            value = value != 0;
        for (std::size_t i = 0; i < m_item; ++i) // little-endian; negative numbers are sign-extended to 64 bits
            out.push_back(static_cast<std::byte>(value >> (8 * i)));
    };
    WireWalker walker(bytes, m_begin);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.number != place.number)
            continue;
        if (field.type == WireType::Length && place.width != 0) {
            if (field.length > limit - out.size())
                return tooMany(field);
            out.insert(out.end(), field.payload.begin(), field.payload.end());
        } else if (field.type == WireType::Length) {
            for (std::size_t at = 0; at < field.payload.size();) {
                const std::size_t here = at;
                const auto value = readVarint(field.payload, at);
                if (!value)
                    return fail(makeError(ErrorCode::Corrupt, "a varint cannot be read")
                                    .at(field.offset + here)
                                    .wanted("at most ten bytes, inside the packed field")
                                    .got("a longer one"));
                if (out.size() == limit)
                    return tooMany(field);
                add(*value);
            }
        } else if (field.type == WireType::Varint && place.width == 0) {
            if (out.size() == limit)
                return tooMany(field);
            add(field.value);
        } else if ((field.type == WireType::Fixed32 && place.width == 4) || (field.type == WireType::Fixed64 && place.width == 8)) {
            if (field.length > limit - out.size())
                return tooMany(field);
            out.insert(out.end(), field.payload.begin(), field.payload.end());
        } else {
            return wrongWay(field);
        }
    }
    if (*mapped)
        if (auto r = (*mapped)->guard->check(); !r)
            return fail(std::move(r.error()));
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    if (out.size() % m_item != 0)
        return fail(makeError(ErrorCode::Corrupt, "the values of a tensor end inside of one")
                        .at(m_begin)
                        .wanted("a multiple of " + std::to_string(m_item) + " bytes")
                        .got(std::to_string(out.size()) + " bytes"));
    if (out.empty())
        out.resize(m_item); // zeros
    return out;
}

Result<void> TypedValues::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), sizeBytes()))
        return fail(makeError(ErrorCode::Corrupt, "the range passes the end of the value")
                        .wanted("at most " + std::to_string(sizeBytes()) + " bytes")
                        .got(std::to_string(out.size()) + " bytes at " + std::to_string(offset)));
    std::call_once(m_once, [&] { m_values = decode(); });
    if (!m_values)
        return fail(m_values.error());
    const std::vector<std::byte>& values = *m_values;
    std::size_t done = 0;
    if (offset < values.size()) {
        done = std::min<std::uint64_t>(out.size(), values.size() - offset);
        std::memcpy(out.data(), values.data() + offset, done);
    }
    const std::byte* const last = values.data() + values.size() - m_item;
    std::size_t phase = (offset + done) % m_item;
    for (; done < out.size(); ++done) {
        out[done] = last[phase];
        phase = phase + 1 == m_item ? 0 : phase + 1;
    }
    return {};
}

Result<std::optional<ByteSource::Mapped>> TypedValues::mapAt(std::uint64_t, std::uint64_t) const
{
    return std::optional<Mapped>();
}

} // namespace tensorgraft::graphdef
