#include "model_io/formats/tensorflow/bundle_entry.h"

#include "model_io/codecs/hash.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/protobuf_wire.h"
#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <array>

namespace tensorgraft::tf {
namespace {

constexpr std::size_t maxBundleRank = 254;

std::optional<Shape> shapeOf(const proto::TensorShapeProto& message)
{
    if (message.unknown_rank() || message.dim_size() > static_cast<int>(maxBundleRank))
        return std::nullopt;
    std::vector<std::int64_t> sizes;
    sizes.reserve(static_cast<std::size_t>(message.dim_size()));
    for (const auto& dim : message.dim())
        sizes.push_back(dim.size());
    Shape shape(sizes);
    if (!shape.checkedElementCount())
        return std::nullopt;
    return shape;
}

/// Reads fields of one message in ascending order, each at most once, as every protobuf library writes them.
class OrderedFields {
public:
    explicit OrderedFields(std::span<const std::byte> bytes) : m_bytes(bytes) {}
    /// Goes behind the tag of the next field; 0 at the end, nullopt where the order or the tag is another one.
    std::optional<unsigned> next()
    {
        if (m_at == m_bytes.size())
            return 0;
        const auto tag = std::to_integer<unsigned>(m_bytes[m_at++]);
        const unsigned before = std::exchange(m_last, tag);
        return tag > before && tag < 0x80 ? std::optional(tag) : std::nullopt;
    }
    std::optional<std::uint64_t> varint() { return readVarint(m_bytes, m_at); }
    std::optional<std::uint32_t> fixed32()
    {
        if (m_bytes.size() - m_at < 4)
            return std::nullopt;
        m_at += 4;
        return static_cast<std::uint32_t>(loadLittle(m_bytes, m_at - 4, 4));
    }
    std::optional<std::span<const std::byte>> message()
    {
        const auto length = varint();
        if (!length || *length > m_bytes.size() - m_at)
            return std::nullopt;
        m_at += *length;
        return m_bytes.subspan(m_at - *length, *length);
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    unsigned m_last = 0;
};

constexpr unsigned tagOf(unsigned number, WireType type) { return number << 3 | static_cast<unsigned>(type); }

/// A TensorShapeProto of a few sizes; false where it holds anything else.
bool readShape(std::span<const std::byte> message, std::optional<Shape>& shape)
{
    std::array<std::int64_t, 8> sizes;
    std::size_t rank = 0;
    for (std::size_t at = 0; at < message.size();) {
        if (std::to_integer<unsigned>(message[at++]) != tagOf(2, WireType::Length) || rank == sizes.size())
            return false;
        const auto length = readVarint(message, at);
        if (!length || *length > message.size() - at)
            return false;
        OrderedFields dim(message.subspan(at, *length));
        at += *length;
        sizes[rank] = 0;
        auto tag = dim.next();
        if (tag == tagOf(1, WireType::Varint)) {
            const auto size = dim.varint();
            if (!size)
                return false;
            sizes[rank] = static_cast<std::int64_t>(*size);
            tag = dim.next();
        }
        if (tag != 0U) // a name, or a form of another writer
            return false;
        ++rank;
    }
    shape.emplace(std::span<const std::int64_t>(sizes).first(rank));
    if (!shape->checkedElementCount())
        shape.reset();
    return true;
}

bool readOrdered(std::span<const std::byte> message, BundleEntry& entry)
{
    OrderedFields fields(message);
    std::uint32_t crc = 0;
    bool hasShape = false;
    for (;;) {
        const auto tag = fields.next();
        if (!tag)
            return false;
        std::optional<std::uint64_t> value;
        switch (*tag) {
        case 0:
            if (!hasShape)
                entry.shape.emplace();
            entry.crc = unmaskCrc32c(crc);
            return true;
        case tagOf(2, WireType::Length): {
            const auto shape = fields.message();
            if (!shape || !readShape(*shape, entry.shape))
                return false;
            hasShape = true;
            continue;
        }
        case tagOf(6, WireType::Fixed32): {
            const auto stored = fields.fixed32();
            if (!stored)
                return false;
            crc = *stored;
            continue;
        }
        case tagOf(1, WireType::Varint):
        case tagOf(3, WireType::Varint):
        case tagOf(4, WireType::Varint):
        case tagOf(5, WireType::Varint): value = fields.varint(); break;
        default: return false; // slices, and what this program does not know
        }
        if (!value)
            return false;
        switch (*tag >> 3) {
        case 1: entry.typeNumber = static_cast<std::int32_t>(*value); break;
        case 3: entry.shard = static_cast<std::int32_t>(*value); break;
        case 4: entry.offset = static_cast<std::int64_t>(*value); break;
        default: entry.size = static_cast<std::int64_t>(*value);
        }
    }
}

} // namespace

BundleEntry parseBundleEntryAsMessage(std::string_view text)
{
    BundleEntry entry;
    proto::BundleEntryProto message;
    if (text.size() > (std::size_t{1} << 30) || !message.ParseFromArray(text.data(), static_cast<int>(text.size())))
        return entry;
    entry.typeNumber = message.dtype();
    entry.shape = shapeOf(message.shape());
    entry.shard = message.shard_id();
    entry.offset = message.offset();
    entry.size = message.size();
    entry.crc = unmaskCrc32c(message.crc32c());
    for (const auto& slice : message.slices()) {
        std::vector<SliceExtent> extents;
        for (const auto& extent : slice.extent())
            extents.push_back(extent.has_length() ? SliceExtent{extent.start(), extent.length()} : SliceExtent{});
        entry.slices.push_back(std::move(extents));
    }
    return entry;
}

BundleEntry parseBundleEntry(std::string_view text)
{
    BundleEntry entry;
    if (readOrdered(std::as_bytes(std::span(text)), entry))
        return entry;
    return parseBundleEntryAsMessage(text);
}

} // namespace tensorgraft::tf
