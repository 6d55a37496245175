#include "model_io/formats/hdf5/wire.h"

#include "model_io/formats/hdf5/hdf5_toc.h"

#include <bit>

namespace tensorgraft::hdf5 {
namespace {

enum Tag : std::uint8_t { Null, Bool, Signed, Unsigned, Real, Text, OpaqueTag, ListTag, MapTag };
constexpr int maxMetadataDepth = 64;

struct Putter {
    WireWriter& out;
    void operator()(std::monostate) const { out.u8(Null); }
    void operator()(bool v) const { out.u8(Bool), out.u8(v ? 1 : 0); }
    void operator()(std::int64_t v) const { out.u8(Signed), out.u64(static_cast<std::uint64_t>(v)); }
    void operator()(std::uint64_t v) const { out.u8(Unsigned), out.u64(v); }
    void operator()(double v) const { out.u8(Real), out.u64(std::bit_cast<std::uint64_t>(v)); }
    void operator()(const std::string& v) const { out.u8(Text), out.text(v); }
    void operator()(const Metadata::Opaque& v) const { out.u8(OpaqueTag), out.text(v.description); }
    void operator()(const Metadata::List& v) const
    {
        out.u8(ListTag), out.u64(v.size());
        for (const Metadata& m : v)
            put(out, m);
    }
    void operator()(const Metadata::Map& v) const
    {
        out.u8(MapTag), out.u64(v.size());
        for (const auto& [key, m] : v)
            out.text(key), put(out, m);
    }
};

void put(WireWriter& out, const std::vector<Attribute>& attributes)
{
    out.u64(attributes.size());
    for (const Attribute& a : attributes)
        out.text(a.name), put(out, a.value);
}

std::vector<Attribute> getAttributes(WireReader& in)
{
    std::vector<Attribute> attributes(in.count(9));
    for (Attribute& a : attributes) {
        a.name = in.text();
        a.value = getMetadata(in);
    }
    return attributes;
}

void put(WireWriter& out, std::span<const std::int64_t> dims)
{
    out.u64(dims.size());
    for (std::int64_t d : dims)
        out.u64(static_cast<std::uint64_t>(d));
}

std::vector<std::int64_t> getDims(WireReader& in)
{
    std::vector<std::int64_t> dims(in.count(8));
    for (std::int64_t& d : dims)
        d = static_cast<std::int64_t>(in.u64());
    return dims;
}

void put(WireWriter& out, const Dataset& d)
{
    out.text(d.path);
    out.u64(d.address);
    out.u8(static_cast<std::uint8_t>(d.type.dtype));
    out.u32(d.type.size);
    out.u8(d.type.bigEndian);
    out.u8(d.type.asStored);
    out.text(d.type.description);
    put(out, d.shape.dims());
    out.u8(d.nullSpace);
    out.u8(static_cast<std::uint8_t>(d.layout));
    out.u8(d.offset.has_value());
    out.u64(d.offset.value_or(0));
    out.u64(d.storageBytes);
    put(out, std::span<const std::int64_t>(d.chunkShape));
    out.u8(d.chunkIndexComplete);
    out.u64(d.chunks.size());
    for (const Chunk& c : d.chunks)
        out.u64(c.index), out.u64(c.offset), out.u64(c.size), out.u32(c.filterMask);
    out.u64(d.filters.size());
    for (const Filter& f : d.filters) {
        out.u32(static_cast<std::uint32_t>(f.id)), out.text(f.name), out.u64(f.parameters.size());
        for (std::uint32_t p : f.parameters)
            out.u32(p);
    }
    out.bytes(d.fillValue);
    out.u64(d.external.size());
    for (const ExternalFile& e : d.external)
        out.text(e.name), out.u64(e.offset), out.u64(e.size);
    put(out, d.attributes);
    out.text(d.problem);
}

Dataset getDataset(WireReader& in)
{
    Dataset d;
    d.path = in.text();
    d.address = in.u64();
    const std::uint8_t dtype = in.u8();
    if (dtype > static_cast<std::uint8_t>(DType::Opaque))
        in.fail();
    else
        d.type.dtype = static_cast<DType>(dtype);
    d.type.size = in.u32();
    d.type.bigEndian = in.u8() != 0;
    d.type.asStored = in.u8() != 0;
    d.type.description = in.text();
    d.shape = Shape(getDims(in));
    d.nullSpace = in.u8() != 0;
    d.layout = static_cast<Layout>(in.u8());
    const bool hasOffset = in.u8() != 0;
    const std::uint64_t offset = in.u64();
    if (hasOffset)
        d.offset = offset;
    d.storageBytes = in.u64();
    d.chunkShape = getDims(in);
    d.chunkIndexComplete = in.u8() != 0;
    d.chunks.resize(in.count(28));
    for (Chunk& c : d.chunks) {
        c.index = in.u64();
        c.offset = in.u64();
        c.size = in.u64();
        c.filterMask = in.u32();
    }
    d.filters.resize(in.count(20));
    for (Filter& f : d.filters) {
        f.id = static_cast<std::int32_t>(in.u32());
        f.name = in.text();
        f.parameters.resize(in.count(4));
        for (std::uint32_t& p : f.parameters)
            p = in.u32();
    }
    const auto fill = in.bytes();
    d.fillValue.assign(fill.begin(), fill.end());
    d.external.resize(in.count(24));
    for (ExternalFile& e : d.external) {
        e.name = in.text();
        e.offset = in.u64();
        e.size = in.u64();
    }
    d.attributes = getAttributes(in);
    d.problem = in.text();
    return d;
}

} // namespace

void put(WireWriter& out, const Metadata& value) { std::visit(Putter{out}, value.value()); }

Metadata getMetadata(WireReader& in, int depth)
{
    if (depth > maxMetadataDepth) {
        in.fail();
        return {};
    }
    switch (in.u8()) {
    case Null: return {};
    case Bool: return in.u8() != 0;
    case Signed: return static_cast<std::int64_t>(in.u64());
    case Unsigned: return in.u64();
    case Real: return std::bit_cast<double>(in.u64());
    case Text: return in.text();
    case OpaqueTag: return Metadata::Opaque{in.text()};
    case ListTag: {
        Metadata::List list(in.count(1));
        for (Metadata& m : list)
            m = getMetadata(in, depth + 1);
        return list;
    }
    case MapTag: {
        Metadata::Map map(in.count(9));
        for (auto& [key, m] : map) {
            key = in.text();
            m = getMetadata(in, depth + 1);
        }
        return map;
    }
    default: in.fail(); return {};
    }
}

void put(WireWriter& out, const Toc& toc)
{
    out.u64(toc.groups.size());
    for (const Group& g : toc.groups)
        out.text(g.path), put(out, g.attributes);
    out.u64(toc.datasets.size());
    for (const Dataset& d : toc.datasets)
        put(out, d);
    out.u64(toc.remarks.size());
    for (const std::string& r : toc.remarks)
        out.text(r);
}

Toc getToc(WireReader& in, const OpenProgress& progress)
{
    Toc toc;
    toc.groups.resize(in.count(16));
    for (Group& g : toc.groups) {
        g.path = in.text();
        g.attributes = getAttributes(in);
    }
    const std::size_t datasets = in.count(100);
    toc.datasets.reserve(datasets);
    for (std::size_t i = 0; i < datasets && in.ok() && progress.tick(OpenStep::Listing, i, datasets); ++i)
        toc.datasets.push_back(getDataset(in));
    toc.remarks.resize(in.count(8));
    for (std::string& r : toc.remarks)
        r = in.text();
    return toc;
}

} // namespace tensorgraft::hdf5
