#include "ui/inspector/page_choice.h"

namespace tensorgraft {
namespace {

constexpr std::uint64_t readableVector = 32; ///< so many numbers are read faster than a histogram of them

} // namespace

TensorLook tensorLook(const TensorInfo& tensor)
{
    if (!isPlain(tensor.dtype) || tensor.elementCount() == 0)
        return TensorLook::Other;
    switch (tensor.shape.rank()) {
    case 0: return TensorLook::Scalar;
    case 1: return TensorLook::Vector;
    case 2: return TensorLook::Matrix;
    default: return TensorLook::Filters;
    }
}

QString tensorLookName(TensorLook look)
{
    switch (look) {
    case TensorLook::Filters: return QStringLiteral("filters");
    case TensorLook::Matrix: return QStringLiteral("matrix");
    case TensorLook::Vector: return QStringLiteral("vector");
    case TensorLook::Scalar: return QStringLiteral("scalar");
    case TensorLook::Other: return QStringLiteral("other");
    }
    return QStringLiteral("other");
}

QString usualPage(const TensorInfo& tensor)
{
    switch (tensorLook(tensor)) {
    case TensorLook::Filters: return QStringLiteral("kernels");
    case TensorLook::Matrix: return QStringLiteral("heatmap");
    case TensorLook::Vector: return tensor.elementCount() <= readableVector ? QStringLiteral("values") : QStringLiteral("histogram");
    case TensorLook::Scalar: return QStringLiteral("values");
    case TensorLook::Other: return QStringLiteral("metadata");
    }
    return QStringLiteral("metadata");
}

} // namespace tensorgraft
