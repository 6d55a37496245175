#include "model_io/formats/tensorflow/tf_dtype.h"

#include <array>
#include <string_view>

namespace tensorgraft::tf {
namespace {

struct Row {
    int number;
    DType type;
    std::string_view name;
};
constexpr std::array rows{
    Row{1, DType::Float32, "DT_FLOAT"},
    Row{2, DType::Float64, "DT_DOUBLE"},
    Row{3, DType::Int32, "DT_INT32"},
    Row{4, DType::UInt8, "DT_UINT8"},
    Row{5, DType::Int16, "DT_INT16"},
    Row{6, DType::Int8, "DT_INT8"},
    Row{7, DType::String, "DT_STRING"},
    Row{8, DType::Complex64, "DT_COMPLEX64"},
    Row{9, DType::Int64, "DT_INT64"},
    Row{10, DType::Bool, "DT_BOOL"},
    Row{11, DType::QInt8, "DT_QINT8"},
    Row{12, DType::QUInt8, "DT_QUINT8"},
    Row{13, DType::QInt32, "DT_QINT32"},
    Row{14, DType::BFloat16, "DT_BFLOAT16"},
    Row{15, DType::QInt16, "DT_QINT16"},
    Row{16, DType::QUInt16, "DT_QUINT16"},
    Row{17, DType::UInt16, "DT_UINT16"},
    Row{18, DType::Complex128, "DT_COMPLEX128"},
    Row{19, DType::Float16, "DT_HALF"},
    Row{20, DType::Opaque, "DT_RESOURCE"},
    Row{21, DType::Opaque, "DT_VARIANT"},
    Row{22, DType::UInt32, "DT_UINT32"},
    Row{23, DType::UInt64, "DT_UINT64"},
    Row{24, DType::Float8E5M2, "DT_FLOAT8_E5M2"},
    Row{25, DType::Float8E4M3FN, "DT_FLOAT8_E4M3FN"},
    Row{26, DType::Float8E4M3FNUZ, "DT_FLOAT8_E4M3FNUZ"},
    Row{27, DType::Opaque, "DT_FLOAT8_E4M3B11FNUZ"},
    Row{28, DType::Float8E5M2FNUZ, "DT_FLOAT8_E5M2FNUZ"},
    Row{29, DType::Opaque, "DT_INT4"},
    Row{30, DType::Opaque, "DT_UINT4"},
    Row{31, DType::Opaque, "DT_INT2"},
    Row{32, DType::Opaque, "DT_UINT2"},
};
constexpr int referenceOffset = 100;

const Row* findRow(int number)
{
    if (number > referenceOffset)
        number -= referenceOffset;
    for (const Row& row : rows)
        if (row.number == number)
            return &row;
    return nullptr;
}

} // namespace

std::optional<DType> dtypeOfNumber(int number)
{
    const Row* const row = findRow(number);
    return row ? std::optional(row->type) : std::nullopt;
}

std::optional<int> numberOfDtype(DType type)
{
    if (type != DType::Opaque)
        for (const Row& row : rows)
            if (row.type == type)
                return row.number;
    return std::nullopt;
}

std::string dtypeNumberName(int number)
{
    const Row* const row = findRow(number);
    return row ? std::string(row->name) : "DataType " + std::to_string(number);
}

} // namespace tensorgraft::tf
