// A new file: groups, attributes and datasets with their place reserved; the parent writes the values there.

#include "model_io/formats/hdf5/helper/element_type.h"
#include "model_io/formats/hdf5/helper/session.h"
#include "model_io/formats/hdf5/helper/toc_builder.h"

#include <algorithm>

namespace tensorgraft::hdf5 {
namespace {

/// Texts of a fixed size, padded with zeros: what NumPy byte strings, which Keras writes, become in h5py.
bool writeStrings(hid_t object, const std::string& name, const std::vector<std::string>& texts, bool scalar)
{
    std::size_t size = 1;
    for (const std::string& t : texts)
        size = std::max(size, t.size());
    const Handle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type, size);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const hsize_t count = texts.size();
    const Handle space(scalar ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr));
    std::string bytes;
    for (const std::string& t : texts)
        bytes += t + std::string(size - t.size(), '\0');
    const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT));
    return attribute.ok() && H5Awrite(attribute, type, bytes.data()) >= 0;
}

bool writeNumber(hid_t object, const std::string& name, hid_t fileType, hid_t memoryType, const void* value)
{
    const Handle space(H5Screate(H5S_SCALAR));
    const Handle attribute(H5Acreate2(object, name.c_str(), fileType, space, H5P_DEFAULT, H5P_DEFAULT));
    return attribute.ok() && H5Awrite(attribute, memoryType, value) >= 0;
}

bool writeAttribute(hid_t object, const Attribute& a)
{
    if (const std::string* text = a.value.string())
        return writeStrings(object, a.name, {*text}, true);
    if (const auto* v = std::get_if<std::int64_t>(&a.value.value()))
        return writeNumber(object, a.name, H5T_STD_I64LE, H5T_NATIVE_INT64, v);
    if (const auto* v = std::get_if<double>(&a.value.value()))
        return writeNumber(object, a.name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, v);
    if (const Metadata::List* list = a.value.list()) {
        if (list->empty()) { // NumPy's empty array has 64-bit floats
            const hsize_t none = 0;
            const Handle space(H5Screate_simple(1, &none, nullptr));
            return Handle(H5Acreate2(object, a.name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT)).ok();
        }
        std::vector<std::string> texts;
        for (const Metadata& m : *list)
            texts.push_back(m.string() ? *m.string() : "");
        return writeStrings(object, a.name, texts, false);
    }
    return false;
}

} // namespace

Result<std::vector<std::byte>> Session::createFile(WireReader& in)
{
    const std::string path = in.text();
    const bool keepOrder = in.u8() != 0;
    const Toc wanted = getToc(in);
    if (!in.ok())
        return fail(ErrorCode::Usage, "the description of the new file is damaged");
    const Handle access(H5Pcreate(H5P_FILE_ACCESS));
    // Values start where processors like to read them; tiny ones are packed.
    H5Pset_alignment(access, 256, 64);
    const Handle creation(H5Pcreate(H5P_FILE_CREATE)), groups(H5Pcreate(H5P_GROUP_CREATE)), linking(H5Pcreate(H5P_LINK_CREATE));
    if (keepOrder)
        for (hid_t plist : {static_cast<hid_t>(creation), static_cast<hid_t>(groups)})
            H5Pset_link_creation_order(plist, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_char_encoding(linking, H5T_CSET_UTF8);
    Handle file(H5Fcreate(path.c_str(), H5F_ACC_EXCL, creation, access));
    if (!file.ok()) {
        const std::string detail = takeHdf5Message();
        return fail(makeError(ErrorCode::Io, "the file cannot be created (HDF5: " + detail + ")"));
    }
    for (const Group& g : wanted.groups) {
        const Handle group(g.path.empty() ? H5Gopen2(file, "/", H5P_DEFAULT) : H5Gcreate2(file, g.path.c_str(), linking, groups, H5P_DEFAULT));
        if (!group.ok())
            return hdf5Failure("the group '" + g.path + "' cannot be made");
        for (const Attribute& a : g.attributes)
            if (!writeAttribute(group, a))
                return hdf5Failure("the attribute '" + a.name + "' of '/" + g.path + "' cannot be written");
    }
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER);
    H5Pset_obj_track_times(properties, false); // the same input gives the same bytes
    for (const Dataset& d : wanted.datasets) {
        std::vector<hsize_t> dims(d.shape.begin(), d.shape.end());
        const Handle type = littleEndianType(d.type.dtype);
        const Handle space(dims.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr));
        const Handle dataset(type.ok() && space.ok() ? H5Dcreate2(file, d.path.c_str(), type, space, linking, properties, H5P_DEFAULT)
                                                     : hid_t{H5I_INVALID_HID});
        if (!dataset.ok())
            return hdf5Failure("the dataset '" + d.path + "' cannot be made");
    }
    auto toc = buildToc(file, m_tell);
    if (!toc)
        return fail(std::move(toc.error()));
    if (H5Fflush(file, H5F_SCOPE_GLOBAL) < 0)
        return hdf5Failure("the file cannot be written");
    file = Handle();
    WireWriter out;
    put(out, *toc);
    return std::move(out.buffer());
}

} // namespace tensorgraft::hdf5
