#include "model_io/formats/hdf5/helper/element_type.h"
#include "model_io/formats/hdf5/helper/toc_builder.h"


#include <cstring>
#include <functional>

namespace tensorgraft::hdf5 {
namespace {

/// Nests a flat list of values by the sizes of the data space; a scalar is the value itself.
Metadata nest(std::vector<Metadata>& values, std::span<const hsize_t> dims)
{
    if (values.empty()) // an axis of no length; the others may claim anything
        return Metadata::List();
    std::size_t next = 0;
    const std::function<Metadata(std::size_t)> level = [&](std::size_t axis) -> Metadata {
        if (axis == dims.size())
            return next < values.size() ? std::move(values[next++]) : Metadata();
        Metadata::List list;
        for (hsize_t i = 0; i < dims[axis]; ++i)
            list.push_back(level(axis + 1));
        return list;
    };
    return level(0);
}

/// Text without the padding that its type asks for.
std::string unpad(const char* bytes, std::size_t size, H5T_str_t padding)
{
    std::string_view text(bytes, size);
    if (padding == H5T_STR_SPACEPAD)
        while (!text.empty() && text.back() == ' ')
            text.remove_suffix(1);
    else if (padding == H5T_STR_NULLTERM)
        text = text.substr(0, text.find('\0'));
    else
        while (!text.empty() && text.back() == '\0')
            text.remove_suffix(1);
    return std::string(text);
}

bool readFixedStrings(hid_t attribute, hid_t type, std::uint64_t count, std::vector<Metadata>& values)
{
    const std::size_t size = H5Tget_size(type);
    if (size == 0 || size > maxAttributeBytes / (count ? count : 1))
        return false;
    std::vector<char> bytes(size * count);
    if (H5Aread(attribute, type, bytes.data()) < 0)
        return false;
    for (std::uint64_t i = 0; i < count; ++i)
        values.emplace_back(unpad(bytes.data() + i * size, size, H5Tget_strpad(type)));
    return true;
}

bool readVariableStrings(hid_t attribute, hid_t type, hid_t space, std::uint64_t count, std::vector<Metadata>& values)
{
    std::vector<char*> pointers(count, nullptr);
    if (H5Aread(attribute, type, pointers.data()) < 0)
        return false;
    for (const char* p : pointers)
        values.emplace_back(std::string(p ? p : ""));
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return true;
}

bool readNumbers(hid_t attribute, const ElementType& type, std::uint64_t count, std::vector<Metadata>& values)
{
    const DTypeClass kind = dtypeClass(type.dtype);
    const auto read = [&](hid_t memoryType, auto zero) {
        std::vector<decltype(zero)> numbers(count);
        if (H5Aread(attribute, memoryType, numbers.data()) < 0)
            return false;
        for (auto v : numbers)
            values.emplace_back(v);
        return true;
    };
    if (kind == DTypeClass::SignedInt)
        return read(H5T_NATIVE_INT64, std::int64_t{});
    if (kind == DTypeClass::UnsignedInt)
        return read(H5T_NATIVE_UINT64, std::uint64_t{});
    if (kind == DTypeClass::Float)
        return read(H5T_NATIVE_DOUBLE, double{});
    if (kind == DTypeClass::Boolean) {
        const Handle stored(H5Aget_type(attribute));
        std::vector<std::uint8_t> bits(count);
        if (H5Aread(attribute, stored, bits.data()) < 0)
            return false;
        for (std::uint8_t b : bits)
            values.emplace_back(b != 0);
        return true;
    }
    return false;
}

Metadata readValue(hid_t attribute)
{
    const Handle type(H5Aget_type(attribute));
    const Handle space(H5Aget_space(attribute));
    if (!type.ok() || !space.ok())
        return Metadata::Opaque{"unreadable"};
    if (H5Sget_simple_extent_type(space) == H5S_NULL)
        return {};
    std::vector<std::int64_t> inner;
    const ElementType element = describeType(type, inner);
    const hssize_t points = H5Sget_simple_extent_npoints(space);
    const int rank = H5Sget_simple_extent_ndims(space);
    if (points < 0 || rank < 0 || rank > H5S_MAX_RANK)
        return Metadata::Opaque{"unreadable"};
    const auto count = static_cast<std::uint64_t>(points);
    const auto opaque = [&] {
        H5Eclear2(H5E_DEFAULT);
        return Metadata(Metadata::Opaque{(element.description.empty() ? std::string(dtypeName(element.dtype)) : element.description) +
                                         ", " + std::to_string(count) + (count == 1 ? " element" : " elements")});
    };
    // The values of an attribute lie in the file: more bytes than it has are a damaged size.
    hsize_t fileBytes = 0;
    const Handle file(H5Iget_file_id(attribute));
    H5Fget_filesize(file, &fileBytes);
    if (count > maxAttributeElements || !inner.empty() || (count > 0 && element.size > fileBytes / count))
        return opaque();
    std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
    if (rank > 0)
        H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    std::vector<Metadata> values;
    bool done = false;
    if (element.dtype == DType::String)
        done = H5Tis_variable_str(type) > 0 ? readVariableStrings(attribute, type, space, count, values)
                                            : readFixedStrings(attribute, type, count, values);
    else
        done = readNumbers(attribute, element, count, values);
    return done ? nest(values, dims) : opaque();
}

} // namespace

std::vector<Attribute> readAttributes(hid_t object)
{
    std::vector<Attribute> attributes;
    const auto visit = [](hid_t location, const char* name, const H5A_info_t*, void* data) -> herr_t {
        auto& list = *static_cast<std::vector<Attribute>*>(data);
        const Handle attribute(H5Aopen(location, name, H5P_DEFAULT));
        list.push_back({name, attribute.ok() ? readValue(attribute) : Metadata(Metadata::Opaque{"unreadable"})});
        return list.size() < maxAttributeElements ? 0 : 1;
    };
    H5O_info_t info{};
    if (H5Oget_info2(object, &info, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS) < 0 || info.num_attrs == 0) {
        H5Eclear2(H5E_DEFAULT);
        return attributes;
    }
    // Creation order exists only where the writer asked for it.
    unsigned order = 0;
    const Handle plist(info.type == H5O_TYPE_DATASET ? H5Dget_create_plist(object)
                                                     : (info.type == H5O_TYPE_GROUP ? H5Gget_create_plist(object) : H5I_INVALID_HID));
    const bool tracked = plist.ok() && H5Pget_attr_creation_order(plist, &order) >= 0 && (order & H5P_CRT_ORDER_INDEXED);
    hsize_t at = 0;
    H5Aiterate2(object, tracked ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, &at, visit, &attributes);
    H5Eclear2(H5E_DEFAULT);
    return attributes;
}

} // namespace tensorgraft::hdf5
