#include "model_io/formats/pytorch/storage_types.h"

#include <algorithm>
#include <array>

namespace tensorgraft::pytorch {
namespace {

struct Entry {
    DType type;
    std::string_view storage; ///< "" where there is none
    std::string_view name;
};
// The first entry of a type is the one that is written.
constexpr std::array entries{
    Entry{DType::Float32, "FloatStorage", "float32"},        Entry{DType::Float64, "DoubleStorage", "float64"},
    Entry{DType::Float16, "HalfStorage", "float16"},         Entry{DType::BFloat16, "BFloat16Storage", "bfloat16"},
    Entry{DType::Int64, "LongStorage", "int64"},             Entry{DType::Int32, "IntStorage", "int32"},
    Entry{DType::Int16, "ShortStorage", "int16"},            Entry{DType::Int8, "CharStorage", "int8"},
    Entry{DType::UInt8, "ByteStorage", "uint8"},             Entry{DType::Bool, "BoolStorage", "bool"},
    Entry{DType::Complex64, "ComplexFloatStorage", "complex64"},
    Entry{DType::Complex128, "ComplexDoubleStorage", "complex128"},
    Entry{DType::QInt8, "QInt8Storage", "qint8"},            Entry{DType::QUInt8, "QUInt8Storage", "quint8"},
    Entry{DType::QInt32, "QInt32Storage", "qint32"},
    Entry{DType::UInt16, "", "uint16"},                      Entry{DType::UInt32, "", "uint32"},
    Entry{DType::UInt64, "", "uint64"},
    Entry{DType::Float8E4M3FN, "", "float8_e4m3fn"},         Entry{DType::Float8E4M3FNUZ, "", "float8_e4m3fnuz"},
    Entry{DType::Float8E5M2, "", "float8_e5m2"},             Entry{DType::Float8E5M2FNUZ, "", "float8_e5m2fnuz"},
    Entry{DType::UInt8, "UntypedStorage", ""},               Entry{DType::UInt8, "_UntypedStorage", ""},
    Entry{DType::Float32, "", "float"},                      Entry{DType::Float64, "", "double"},
    Entry{DType::Float16, "", "half"},                       Entry{DType::Int64, "", "long"},
    Entry{DType::Int32, "", "int"},                          Entry{DType::Int16, "", "short"},
};

} // namespace

std::optional<DType> dtypeOfStorageClass(std::string_view name)
{
    const auto* it = name.empty() ? entries.end() : std::ranges::find(entries, name, &Entry::storage);
    return it == entries.end() ? std::nullopt : std::optional(it->type);
}

std::optional<DType> dtypeOfTorchName(std::string_view name)
{
    const auto* it = name.empty() ? entries.end() : std::ranges::find(entries, name, &Entry::name);
    return it == entries.end() ? std::nullopt : std::optional(it->type);
}

std::string_view storageClassOf(DType type)
{
    const auto* it = std::ranges::find(entries, type, &Entry::type);
    return it == entries.end() ? std::string_view{} : it->storage;
}

std::string_view torchNameOf(DType type)
{
    const auto* it = std::ranges::find(entries, type, &Entry::type);
    return it == entries.end() ? std::string_view{} : it->name;
}

} // namespace tensorgraft::pytorch
