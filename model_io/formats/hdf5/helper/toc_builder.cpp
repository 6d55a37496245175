#include "model_io/formats/hdf5/helper/toc_builder.h"

#include "model_io/formats/hdf5/helper/element_type.h"

#include <algorithm>
#include <limits>
#include <set>

namespace tensorgraft::hdf5 {
namespace {

class Walker {
public:
    Walker(hid_t file, const TellFn& tell) : m_file(file), m_tell(tell) {}
    Result<Toc> run()
    {
        const Handle root(H5Gopen2(m_file, "/", H5P_DEFAULT));
        H5O_info_t info{};
        if (!root.ok() || H5Oget_info2(root, &info, H5O_INFO_BASIC) < 0)
            return hdf5Failure("the root group cannot be read");
        m_seen.insert(info.addr);
        // libhdf5's addresses are relative to the superblock.
        hsize_t userBlock = 0;
        if (const Handle plist(H5Fget_create_plist(m_file)); plist.ok())
            H5Pget_userblock(plist, &userBlock);
        m_userBlock = userBlock;
        if (auto r = visitGroup(root, "", 0, {0, 1}); !r)
            return fail(std::move(r.error()));
        return std::move(m_toc);
    }

private:
    /// What an object and all below it are of the whole tree.
    struct Share {
        double from, to;
    };
    Result<void> visitGroup(hid_t group, const std::string& path, std::size_t depth, Share share);
    struct Link {
        std::string name;
        H5L_type_t type;
        haddr_t address; ///< of a hard link's object
    };
    Result<void> visitLink(const std::string& parent, const Link& link, std::size_t depth, Share share);
    void visitDataset(hid_t id, const std::string& path, std::uint64_t address);
    void describeSpace(hid_t id, Dataset& d, const std::vector<std::int64_t>& inner);
    void describeLayout(hid_t id, Dataset& d);
    void listChunks(hid_t id, Dataset& d);
    void remark(std::string text)
    {
        if (m_toc.remarks.size() < 1000)
            m_toc.remarks.push_back(std::move(text));
    }

    hid_t m_file;
    const TellFn& m_tell;
    std::uint64_t m_userBlock = 0;
    Toc m_toc;
    std::set<haddr_t> m_seen;
};

Result<void> Walker::visitGroup(hid_t group, const std::string& path, std::size_t depth, Share share)
{
    m_toc.groups.push_back({path, readAttributes(group)});
    unsigned order = 0;
    const Handle plist(H5Gget_create_plist(group));
    const bool tracked = plist.ok() && H5Pget_link_creation_order(plist, &order) >= 0 && (order & H5P_CRT_ORDER_INDEXED);
    std::vector<Link> links;
    hsize_t at = 0;
    const herr_t status = H5Literate(
        group, tracked ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, &at,
        [](hid_t, const char* name, const H5L_info_t* info, void* data) -> herr_t {
            auto& list = *static_cast<std::vector<Link>*>(data);
            list.push_back({name, info->type, info->type == H5L_TYPE_HARD ? info->u.address : HADDR_UNDEF});
            return list.size() > maxObjects ? -1 : 0;
        },
        &links);
    if (status < 0)
        return hdf5Failure("the members of the group '/" + path + "' cannot be listed");
    const double each = (share.to - share.from) / static_cast<double>(std::max<std::size_t>(links.size(), 1));
    for (std::size_t i = 0; i < links.size(); ++i) {
        const double from = share.from + each * static_cast<double>(i);
        m_tell(m_seen.size(), from);
        if (auto r = visitLink(path, links[i], depth, {from, from + each}); !r)
            return r;
    }
    return {};
}

Result<void> Walker::visitLink(const std::string& parent, const Link& link, std::size_t depth, Share share)
{
    const std::string path = parent.empty() ? link.name : parent + "/" + link.name;
    if (link.type != H5L_TYPE_HARD) {
        remark("'/" + path + "' is " + (link.type == H5L_TYPE_SOFT ? "a soft" : "an external") + " link and is not followed");
        return {};
    }
    // By address: by name libhdf5 would search the group once more for every member.
    const Handle object(H5Oopen_by_addr(m_file, link.address));
    H5O_info_t info{};
    if (!object.ok() || H5Oget_info2(object, &info, H5O_INFO_BASIC) < 0)
        return hdf5Failure("the object '/" + path + "' cannot be read");
    if (!m_seen.insert(info.addr).second)
        return {}; // another name of something already listed
    if (m_seen.size() > maxObjects || depth >= maxDepth)
        return fail(makeError(ErrorCode::Unsupported, "the file has more objects or deeper groups than the program reads")
                        .wanted("at most " + std::to_string(maxObjects) + " objects, " + std::to_string(maxDepth) + " levels"));
    if (info.type == H5O_TYPE_GROUP)
        return visitGroup(object, path, depth + 1, share);
    if (info.type == H5O_TYPE_DATASET)
        visitDataset(object, path, info.addr);
    return {};
}

void Walker::visitDataset(hid_t id, const std::string& path, std::uint64_t address)
{
    Dataset d;
    d.path = path;
    d.address = address;
    const Handle type(H5Dget_type(id));
    if (!type.ok()) {
        d.problem = "its type cannot be read: " + takeHdf5Message();
        m_toc.datasets.push_back(std::move(d));
        return;
    }
    std::vector<std::int64_t> inner;
    d.type = describeType(type, inner);
    d.attributes = readAttributes(id);
    describeSpace(id, d, inner);
    describeLayout(id, d);
    // Keras 3 stores bfloat16 as two opaque bytes and says so in an attribute.
    if (d.type.dtype == DType::Opaque && d.type.size == 2 && H5Tget_class(type) == H5T_OPAQUE)
        for (const Attribute& a : d.attributes)
            if (a.name == "dtype" && a.value.string() && *a.value.string() == "bfloat16") {
                d.type.dtype = DType::BFloat16;
                d.type.asStored = true;
                d.type.description = "bfloat16 in opaque bytes";
            }
    H5Eclear2(H5E_DEFAULT);
    m_toc.datasets.push_back(std::move(d));
}

void Walker::describeSpace(hid_t id, Dataset& d, const std::vector<std::int64_t>& inner)
{
    const Handle space(H5Dget_space(id));
    const int rank = space.ok() ? H5Sget_simple_extent_ndims(space) : -1;
    if (rank < 0 || rank > H5S_MAX_RANK) {
        d.problem = "its shape cannot be read: " + takeHdf5Message();
        return;
    }
    if (H5Sget_simple_extent_type(space) == H5S_NULL) {
        d.nullSpace = true;
        d.shape = Shape{0};
        return;
    }
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
    if (rank > 0)
        H5Sget_simple_extent_dims(space, sizes.data(), nullptr);
    std::vector<std::int64_t> dims;
    for (hsize_t s : sizes)
        dims.push_back(s > std::numeric_limits<std::int64_t>::max() ? -1 : static_cast<std::int64_t>(s));
    dims.insert(dims.end(), inner.begin(), inner.end());
    d.shape = Shape(std::move(dims));
    if (!d.shape.checkedElementCount())
        d.problem = "its shape does not fit 63 bits";
}

void Walker::describeLayout(hid_t id, Dataset& d)
{
    const Handle plist(H5Dget_create_plist(id));
    if (!plist.ok()) {
        d.problem = "its properties cannot be read: " + takeHdf5Message();
        return;
    }
    d.storageBytes = H5Dget_storage_size(id);
    for (int i = 0; i < std::max(0, H5Pget_nfilters(plist)); ++i) {
        unsigned flags = 0, config = 0;
        std::size_t count = 32;
        unsigned values[32] = {};
        char name[64] = {};
        const H5Z_filter_t filter = H5Pget_filter2(plist, static_cast<unsigned>(i), &flags, &count, values, sizeof name - 1, name, &config);
        d.filters.push_back({filter, name, {values, values + std::min<std::size_t>(count, 32)}});
    }
    H5D_fill_value_t fill = H5D_FILL_VALUE_UNDEFINED;
    const Handle type(H5Dget_type(id));
    if (isPlain(d.type.dtype) && d.type.asStored && H5Tget_class(type) != H5T_ARRAY &&
        H5Pfill_value_defined(plist, &fill) >= 0 && fill == H5D_FILL_VALUE_USER_DEFINED) {
        d.fillValue.resize(d.type.size);
        if (H5Pget_fill_value(plist, type, d.fillValue.data()) < 0)
            d.fillValue.clear();
    }
    switch (H5Pget_layout(plist)) {
    case H5D_COMPACT: d.layout = Layout::Compact; break;
    case H5D_VIRTUAL: d.layout = Layout::Virtual; break;
    case H5D_CHUNKED: listChunks(id, d); break;
    case H5D_CONTIGUOUS:
        if (const int files = H5Pget_external_count(plist); files > 0) {
            d.layout = Layout::External;
            for (int i = 0; i < files; ++i) {
                char name[4096] = {};
                off_t offset = 0;
                hsize_t size = 0;
                if (H5Pget_external(plist, static_cast<unsigned>(i), sizeof name - 1, name, &offset, &size) < 0 || offset < 0)
                    d.problem = "its list of external files cannot be read";
                else
                    d.external.push_back({name, static_cast<std::uint64_t>(offset), size});
            }
        } else if (const haddr_t at = H5Dget_offset(id); at != HADDR_UNDEF) {
            d.offset = at;
        }
        break;
    default: d.problem = "its layout is unknown"; break;
    }
}

void Walker::listChunks(hid_t id, Dataset& d)
{
    d.layout = Layout::Chunked;
    const Handle plist(H5Dget_create_plist(id));
    hsize_t sizes[H5S_MAX_RANK] = {};
    const int rank = H5Pget_chunk(plist, H5S_MAX_RANK, sizes);
    const Handle space(H5Dget_space(id));
    if (rank < 1 || H5Sget_simple_extent_ndims(space) != rank) {
        d.problem = "its chunks do not fit its shape";
        return;
    }
    for (int i = 0; i < rank; ++i)
        d.chunkShape.push_back(static_cast<std::int64_t>(sizes[i]));
    if (static_cast<std::size_t>(rank) != d.shape.rank() || !isPlain(d.type.dtype))
        return; // elements that are arrays or records: left to libhdf5
    hsize_t count = 0;
    if (H5Dget_num_chunks(id, space, &count) < 0) {
        d.problem = "its chunks cannot be listed: " + takeHdf5Message();
        return;
    }
    if (count > maxListedChunks)
        return;
    d.chunkIndexComplete = true;
    for (hsize_t i = 0; i < count; ++i) {
        hsize_t at[H5S_MAX_RANK] = {};
        unsigned mask = 0;
        haddr_t address = 0;
        hsize_t size = 0;
        if (H5Dget_chunk_info(id, space, i, at, &mask, &address, &size) < 0) {
            d.problem = "its chunks cannot be listed: " + takeHdf5Message();
            return;
        }
        std::uint64_t index = 0;
        for (int a = 0; a < rank; ++a) {
            const std::uint64_t extent = static_cast<std::uint64_t>(d.shape[static_cast<std::size_t>(a)]);
            const std::uint64_t side = std::max<hsize_t>(1, sizes[a]);
            index = index * ((extent + side - 1) / side) + at[a] / side;
        }
        d.chunks.push_back({index, address + m_userBlock, size, mask});
    }
    std::ranges::sort(d.chunks, {}, &Chunk::index);
}

} // namespace

Result<Toc> buildToc(hid_t file, const TellFn& tell) { return Walker(file, tell).run(); }

} // namespace tensorgraft::hdf5
