#include "model_io/formats/hdf5/helper/element_type.h"

#include <array>
#include <cstring>

namespace tensorgraft::hdf5 {
namespace {

/// Fields of a binary floating-point type, sign in the top bit, exponent next, mantissa with a hidden bit below.
struct FloatFields {
    DType dtype;
    std::size_t size, exponentBits, mantissaBits, bias;
};
// HDF5 cannot say whether all-ones exponents mean infinity; ml_dtypes' names follow from the bias.
constexpr std::array floatKinds{
    FloatFields{DType::Float16, 2, 5, 10, 15},     FloatFields{DType::BFloat16, 2, 8, 7, 127},
    FloatFields{DType::Float32, 4, 8, 23, 127},    FloatFields{DType::Float64, 8, 11, 52, 1023},
    FloatFields{DType::Float8E4M3FN, 1, 4, 3, 7},  FloatFields{DType::Float8E4M3FNUZ, 1, 4, 3, 8},
    FloatFields{DType::Float8E5M2, 1, 5, 2, 15},   FloatFields{DType::Float8E5M2FNUZ, 1, 5, 2, 16},
};

std::optional<DType> integerOf(std::size_t size, bool isSigned)
{
    switch (size) {
    case 1: return isSigned ? DType::Int8 : DType::UInt8;
    case 2: return isSigned ? DType::Int16 : DType::UInt16;
    case 4: return isSigned ? DType::Int32 : DType::UInt32;
    case 8: return isSigned ? DType::Int64 : DType::UInt64;
    default: return std::nullopt;
    }
}

bool fillsWholeBytes(hid_t type)
{
    return H5Tget_precision(type) == 8 * H5Tget_size(type) && H5Tget_offset(type) == 0;
}

void describeInteger(hid_t type, bool isSigned, ElementType& out)
{
    const H5T_order_t order = H5Tget_order(type);
    const auto exact = integerOf(out.size, isSigned);
    if (exact && fillsWholeBytes(type) && (order == H5T_ORDER_LE || order == H5T_ORDER_BE)) {
        out.dtype = *exact;
        out.bigEndian = order == H5T_ORDER_BE && out.size > 1;
        out.asStored = true;
        return;
    }
    out.description = "integer of " + std::to_string(H5Tget_precision(type)) + " bits";
    for (std::size_t size : {1, 2, 4, 8})
        if (H5Tget_precision(type) <= 8 * size) {
            out.dtype = *integerOf(size, isSigned);
            return;
        }
}

void describeFloat(hid_t type, ElementType& out)
{
    std::size_t sign = 0, exponentAt = 0, exponentBits = 0, mantissaAt = 0, mantissaBits = 0;
    const H5T_order_t order = H5Tget_order(type);
    const bool known = H5Tget_fields(type, &sign, &exponentAt, &exponentBits, &mantissaAt, &mantissaBits) >= 0;
    if (known && fillsWholeBytes(type) && (order == H5T_ORDER_LE || order == H5T_ORDER_BE) && mantissaAt == 0 &&
        exponentAt == mantissaBits && sign == mantissaBits + exponentBits && H5Tget_norm(type) == H5T_NORM_IMPLIED)
        for (const FloatFields& k : floatKinds)
            if (k.size == out.size && k.exponentBits == exponentBits && k.mantissaBits == mantissaBits &&
                k.bias == H5Tget_ebias(type)) {
                out.dtype = k.dtype;
                out.bigEndian = order == H5T_ORDER_BE && out.size > 1;
                out.asStored = true;
                return;
            }
    out.dtype = H5Tget_precision(type) <= 32 ? DType::Float32 : DType::Float64;
    out.description = "floating point of " + std::to_string(H5Tget_precision(type)) + " bits";
}

std::string memberName(hid_t type, unsigned index)
{
    char* name = H5Tget_member_name(type, index);
    const std::string text = name ? name : "";
    H5free_memory(name);
    return text;
}

void describeEnum(hid_t type, ElementType& out)
{
    const Handle base(H5Tget_super(type));
    describeInteger(base, H5Tget_sign(base) == H5T_SGN_2, out);
    // h5py writes bool as the enumeration FALSE = 0, TRUE = 1 over int8.
    if (out.size == 1 && H5Tget_nmembers(type) == 2) {
        std::int8_t first = 0, second = 0;
        if (H5Tget_member_value(type, 0, &first) >= 0 && H5Tget_member_value(type, 1, &second) >= 0 && first == 0 &&
            second == 1 && memberName(type, 0) == "FALSE" && memberName(type, 1) == "TRUE")
            out.dtype = DType::Bool;
    }
}

void describeCompound(hid_t type, ElementType& out)
{
    const int members = H5Tget_nmembers(type);
    if (members == 2 && (memberName(type, 0) == "r" || memberName(type, 0) == "real")) {
        ElementType parts[2];
        for (unsigned i = 0; i < 2; ++i) {
            const Handle part(H5Tget_member_type(type, i));
            parts[i].size = static_cast<std::uint32_t>(H5Tget_size(part));
            if (H5Tget_class(part) == H5T_FLOAT)
                describeFloat(part, parts[i]);
        }
        const DType p = parts[0].dtype;
        if (parts[0].asStored && parts[1].asStored && p == parts[1].dtype && parts[0].bigEndian == parts[1].bigEndian &&
            (p == DType::Float32 || p == DType::Float64) && H5Tget_member_offset(type, 0) == 0 &&
            H5Tget_member_offset(type, 1) == parts[0].size && out.size == 2 * parts[0].size) {
            out.dtype = p == DType::Float32 ? DType::Complex64 : DType::Complex128;
            out.bigEndian = parts[0].bigEndian;
            out.asStored = true;
            return;
        }
    }
    out.description = "compound (";
    for (int i = 0; i < members && i < 8; ++i)
        out.description += (i ? ", " : "") + memberName(type, static_cast<unsigned>(i));
    out.description += members > 8 ? ", ...)" : ")";
}

} // namespace

ElementType describeType(hid_t type, std::vector<std::int64_t>& innerShape)
{
    ElementType out;
    out.size = static_cast<std::uint32_t>(H5Tget_size(type));
    switch (H5Tget_class(type)) {
    case H5T_INTEGER: describeInteger(type, H5Tget_sign(type) == H5T_SGN_2, out); break;
    case H5T_BITFIELD: describeInteger(type, false, out); break;
    case H5T_FLOAT: describeFloat(type, out); break;
    case H5T_ENUM: describeEnum(type, out); break;
    case H5T_COMPOUND: describeCompound(type, out); break;
    case H5T_STRING:
        out.dtype = DType::String;
        out.description = H5Tis_variable_str(type) > 0 ? "string of variable length" : "string of " + std::to_string(out.size) + " bytes";
        break;
    case H5T_ARRAY: {
        std::array<hsize_t, H5S_MAX_RANK> dims{};
        const int rank = H5Tget_array_ndims(type);
        if (rank < 1 || rank > H5S_MAX_RANK || H5Tget_array_dims2(type, dims.data()) < 0)
            break;
        const Handle base(H5Tget_super(type));
        std::vector<std::int64_t> ignored;
        ElementType inner = describeType(base, ignored);
        if (!inner.asStored || !ignored.empty()) {
            out.description = "array of " + (inner.description.empty() ? "elements" : inner.description);
            break;
        }
        for (int i = 0; i < rank; ++i)
            innerShape.push_back(static_cast<std::int64_t>(dims[static_cast<std::size_t>(i)]));
        return inner;
    }
    case H5T_OPAQUE: out.description = "opaque, " + std::to_string(out.size) + " bytes each"; break;
    case H5T_REFERENCE: out.description = "references"; break;
    case H5T_VLEN: out.description = "lists of variable length"; break;
    default: out.description = "unknown type"; break;
    }
    return out;
}

Handle littleEndianType(DType dtype)
{
    switch (dtype) {
    case DType::Int8: return H5Tcopy(H5T_STD_I8LE);
    case DType::UInt8: return H5Tcopy(H5T_STD_U8LE);
    case DType::Int16: return H5Tcopy(H5T_STD_I16LE);
    case DType::UInt16: return H5Tcopy(H5T_STD_U16LE);
    case DType::Int32: return H5Tcopy(H5T_STD_I32LE);
    case DType::UInt32: return H5Tcopy(H5T_STD_U32LE);
    case DType::Int64: return H5Tcopy(H5T_STD_I64LE);
    case DType::UInt64: return H5Tcopy(H5T_STD_U64LE);
    case DType::Float32: return H5Tcopy(H5T_IEEE_F32LE);
    case DType::Float64: return H5Tcopy(H5T_IEEE_F64LE);
    case DType::Bool: {
        Handle type(H5Tenum_create(H5T_STD_I8LE));
        std::int8_t value = 0;
        H5Tenum_insert(type, "FALSE", &value);
        value = 1;
        H5Tenum_insert(type, "TRUE", &value);
        return type;
    }
    case DType::Complex64:
    case DType::Complex128: {
        const hid_t part = dtype == DType::Complex64 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
        const std::size_t size = H5Tget_size(part);
        Handle type(H5Tcreate(H5T_COMPOUND, 2 * size));
        H5Tinsert(type, "r", 0, part);
        H5Tinsert(type, "i", size, part);
        return type;
    }
    default: break;
    }
    for (const FloatFields& k : floatKinds)
        if (k.dtype == dtype) {
            // Fields first while the type is still wide, then the size: libhdf5 refuses fields that stick out.
            Handle type(H5Tcopy(H5T_IEEE_F32LE));
            H5Tset_fields(type, k.exponentBits + k.mantissaBits, k.mantissaBits, k.exponentBits, 0, k.mantissaBits);
            H5Tset_precision(type, 8 * k.size);
            H5Tset_size(type, k.size);
            H5Tset_ebias(type, k.bias);
            return type;
        }
    return {};
}

} // namespace tensorgraft::hdf5
