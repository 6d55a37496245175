// Changing a staged copy: elements of datasets that are not raw runs, and datasets whose type or shape changes.

#include "model_io/formats/hdf5/helper/element_type.h"
#include "model_io/formats/hdf5/helper/runs.h"
#include "model_io/formats/hdf5/helper/session.h"
#include "model_io/formats/hdf5/helper/window_driver.h"
#include "model_io/formats/hdf5/helper_protocol.h"

#include <algorithm>

namespace tensorgraft::hdf5 {
namespace {

/// Room for a row of chunks, so that a chunk that two writes share is not packed twice.
constexpr std::size_t chunkCacheBytes = std::size_t{64} << 20;

Handle openForWriting(hid_t file, const std::string& path)
{
    const Handle access(H5Pcreate(H5P_DATASET_ACCESS));
    H5Pset_chunk_cache(access, 12421, chunkCacheBytes, H5D_CHUNK_CACHE_W0_DEFAULT);
    return H5Dopen2(file, path.c_str(), access);
}

/// Copies every attribute as its stored bytes; texts of variable length go through the library's own copy.
Result<void> copyAttributes(hid_t from, hid_t to)
{
    struct Context {
        hid_t to;
        bool failed = false;
    } context{to};
    const auto visit = [](hid_t location, const char* name, const H5A_info_t*, void* data) -> herr_t {
        auto& c = *static_cast<Context*>(data);
        const Handle source(H5Aopen(location, name, H5P_DEFAULT));
        const Handle type(H5Aget_type(source));
        const Handle space(H5Aget_space(source));
        const Handle plist(H5Aget_create_plist(source));
        const Handle copy(H5Acreate2(c.to, name, type, space, plist, H5P_DEFAULT));
        const hssize_t points = H5Sget_simple_extent_npoints(space);
        const std::size_t size = H5Tget_size(type);
        if (!copy.ok() || points < 0 || size == 0 || static_cast<std::uint64_t>(points) > maxAttributeBytes / size) {
            c.failed = true;
            return -1;
        }
        if (points == 0)
            return 0;
        std::vector<std::byte> bytes(static_cast<std::size_t>(points) * size);
        c.failed = H5Aread(source, type, bytes.data()) < 0 || H5Awrite(copy, type, bytes.data()) < 0;
        if (H5Tdetect_class(type, H5T_VLEN) > 0 || H5Tdetect_class(type, H5T_STRING) > 0)
            H5Dvlen_reclaim(type, space, H5P_DEFAULT, bytes.data());
        return c.failed ? -1 : 0;
    };
    hsize_t at = 0;
    if (H5Aiterate2(from, H5_INDEX_NAME, H5_ITER_INC, &at, visit, &context) < 0 || context.failed)
        return hdf5Failure("an attribute cannot be copied");
    return {};
}

/// The old dataset's properties, made to fit the new shape: chunks no larger than it, growing axes kept.
Result<Handle> propertiesFor(hid_t old, const std::vector<hsize_t>& dims, std::vector<hsize_t>& maximum)
{
    Handle plist(H5Dget_create_plist(old));
    if (!plist.ok())
        return hdf5Failure("the properties of the dataset cannot be read");
    const Handle space(H5Dget_space(old));
    const int rank = H5Sget_simple_extent_ndims(space);
    maximum = dims;
    const bool sameRank = rank == static_cast<int>(dims.size());
    if (H5Pget_layout(plist) == H5D_CHUNKED) {
        std::vector<hsize_t> chunk(dims.size(), 1), limits(dims.size());
        if (dims.empty()) { // a scalar cannot have chunks, nor what goes with them
            plist = Handle(H5Pcreate(H5P_DATASET_CREATE));
            return plist;
        }
        if (sameRank) {
            H5Pget_chunk(plist, rank, chunk.data());
            H5Sget_simple_extent_dims(space, nullptr, limits.data());
            for (std::size_t a = 0; a < dims.size(); ++a)
                if (limits[a] == H5S_UNLIMITED)
                    maximum[a] = H5S_UNLIMITED;
        } else { // inner axes whole, up to about a million elements a chunk
            hsize_t elements = 1;
            for (std::size_t a = dims.size(); a-- > 0;) {
                chunk[a] = std::max<hsize_t>(1, std::min<hsize_t>(dims[a], (hsize_t{1} << 20) / elements));
                elements *= chunk[a];
            }
        }
        for (std::size_t a = 0; a < dims.size(); ++a)
            if (maximum[a] != H5S_UNLIMITED)
                chunk[a] = std::max<hsize_t>(1, std::min(chunk[a], dims[a]));
        if (H5Pset_chunk(plist, static_cast<int>(dims.size()), chunk.data()) < 0)
            return hdf5Failure("the chunks cannot be made to fit the new shape");
    }
    if (H5Pget_layout(plist) == H5D_COMPACT)
        H5Pset_layout(plist, H5D_CONTIGUOUS); // the new value may be too large for the object header
    return plist;
}

} // namespace

Result<std::vector<std::byte>> Session::editFile(WireReader& in)
{
    m_datasets.clear();
    const std::string path = in.text();
    const std::uint64_t base = in.u64();
    if (!in.ok())
        return fail(ErrorCode::Usage, "the request is incomplete");
    m_file = base ? openWindow(path, true, base, UINT64_MAX) : Handle(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
    if (!m_file.ok())
        return hdf5Failure("the HDF5 library cannot open the copy for writing");
    return std::vector<std::byte>();
}

Result<std::vector<std::byte>> Session::replaceType(WireReader& in)
{
    const std::string path = in.text();
    const auto dtype = static_cast<DType>(in.u8());
    std::vector<hsize_t> dims(in.count(8));
    for (hsize_t& d : dims)
        d = in.u64();
    m_datasets.erase(path);
    const Handle old(H5Dopen2(m_file, path.c_str(), H5P_DEFAULT));
    H5L_info_t link{};
    if (!in.ok() || !old.ok() || H5Lget_info(m_file, path.c_str(), &link, H5P_DEFAULT) < 0)
        return hdf5Failure("the dataset cannot be opened");
    const Handle oldType(H5Dget_type(old));
    std::vector<std::int64_t> inner;
    // A change of shape alone keeps the stored type with its byte order and name.
    const bool sameType = describeType(oldType, inner).dtype == dtype && inner.empty();
    const Handle type = sameType ? Handle(H5Tcopy(oldType)) : littleEndianType(dtype);
    std::vector<hsize_t> maximum;
    auto properties = propertiesFor(old, dims, maximum);
    if (!properties)
        return fail(std::move(properties.error()));
    H5D_fill_value_t fill = H5D_FILL_VALUE_DEFAULT;
    H5Pfill_value_defined(*properties, &fill);
    if (!sameType && type.ok() && fill == H5D_FILL_VALUE_USER_DEFINED) {
        std::vector<std::byte> value(H5Tget_size(type));
        if (H5Pget_fill_value(*properties, type, value.data()) < 0) // no conversion between the two: zeros
            std::ranges::fill(value, std::byte{0});
        H5Pset_fill_value(*properties, type, value.data());
    }
    const Handle space(dims.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(dims.size()), dims.data(), maximum.data()));
    const Handle made(type.ok() ? H5Dcreate_anon(m_file, type, space, *properties, H5P_DEFAULT) : hid_t{H5I_INVALID_HID});
    if (!made.ok())
        return hdf5Failure("the dataset cannot be made anew with another type or shape");
    if (auto r = copyAttributes(old, made); !r)
        return fail(std::move(r.error()));
    const Handle linking(H5Pcreate(H5P_LINK_CREATE));
    H5Pset_char_encoding(linking, link.cset);
    if (H5Ldelete(m_file, path.c_str(), H5P_DEFAULT) < 0 || H5Olink(made, m_file, path.c_str(), linking, H5P_DEFAULT) < 0)
        return hdf5Failure("the new dataset cannot take the place of the old one");
    return std::vector<std::byte>();
}

Result<std::vector<std::byte>> Session::write(WireReader& in)
{
    const std::string path = in.text();
    const auto dtype = static_cast<DType>(in.u8());
    const bool asStored = in.u8() != 0;
    const std::uint64_t first = in.u64();
    const auto bytes = in.bytes();
    auto [it, isNew] = m_datasets.try_emplace(path);
    if (isNew) {
        it->second = openForWriting(m_file, path);
        if (m_datasets.size() > 8) // bounds the caches of chunks; writing goes dataset by dataset
            for (auto other = m_datasets.begin(); other != m_datasets.end();)
                other = other->first == path ? std::next(other) : m_datasets.erase(other);
    }
    const hid_t dataset = m_datasets.at(path);
    if (!in.ok() || dataset < 0)
        return hdf5Failure("the dataset cannot be opened for writing");
    const Handle type = asStored ? Handle(H5Dget_type(dataset)) : littleEndianType(dtype);
    const std::size_t size = H5Tget_size(type);
    if (size == 0 || size != itemSizeBytes(dtype) || bytes.size() % size != 0)
        return fail(ErrorCode::Unsupported, "the dataset's elements cannot be written one by one");
    auto done = forEachBox(dataset, first, bytes.size() / size, [&](hid_t memory, hid_t space, std::uint64_t before) -> Result<void> {
        if (H5Dwrite(dataset, type, memory, space, H5P_DEFAULT, bytes.data() + before * size) < 0)
            return hdf5Failure("the elements cannot be written");
        return {};
    });
    if (!done)
        return fail(std::move(done.error()));
    return std::vector<std::byte>();
}

Result<std::vector<std::byte>> Session::closeFile()
{
    m_datasets.clear();
    if (!m_file.ok())
        return std::vector<std::byte>();
    if (H5Fflush(m_file, H5F_SCOPE_GLOBAL) < 0)
        return hdf5Failure("the file cannot be completed");
    m_file = Handle();
    if (H5Eget_num(H5E_DEFAULT) > 0)
        return hdf5Failure("the file cannot be closed");
    return std::vector<std::byte>();
}

} // namespace tensorgraft::hdf5
