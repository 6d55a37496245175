#include "model_io/analysis/kernel_image.h"

#include <string_view>

namespace tensorgraft {
namespace {

/// The pair of neighbouring axes that looks spatial: equal sizes first, then the smaller area; -1 where none does.
int likelySpatialPair(const Shape& shape)
{
    int best = -1;
    std::int64_t bestScore = 0;
    for (int axis = 0; axis + 1 < static_cast<int>(shape.rank()); ++axis) {
        const std::int64_t h = shape[static_cast<std::size_t>(axis)], w = shape[static_cast<std::size_t>(axis) + 1];
        if (h > 64 || w > 64)
            continue;
        const std::int64_t score = h * w + (h == w ? 0 : 10000);
        if (best < 0 || score < bestScore) {
            best = axis;
            bestScore = score;
        }
    }
    return best;
}

KernelAxes guessByShape(const Shape& shape)
{
    const int rank = static_cast<int>(shape.rank());
    switch (rank) {
    case 0: return {};
    case 1: return {-1, 0, -1, -1};
    case 2: return {0, 1, -1, -1};
    case 3: return shape[0] <= shape[2] ? KernelAxes{-1, 0, 1, 2} : KernelAxes{-1, 2, 1, 0};
    default: break;
    }
    const int spatial = likelySpatialPair(shape);
    if (spatial < 0)
        return {rank - 2, rank - 1, rank - 3, rank - 4};
    if (spatial + 2 >= rank) // ... H W at the end
        return {spatial, spatial + 1, 1, 0};
    if (spatial + 3 >= rank) // O H W I
        return {spatial, spatial + 1, rank - 1, 0};
    return {spatial, spatial + 1, rank - 2, rank - 1};
}

} // namespace

KernelAxes guessKernelAxes(const TensorInfo& tensor)
{
    switch (tensor.axes) {
    case AxisLayout::WIO: return {-1, 0, 1, 2};
    case AxisLayout::WIM: return {-1, 0, 2, 1}; // each channel has filters of its own
    case AxisLayout::HWIM: return {0, 1, 3, 2};
    case AxisLayout::HWIO: return {0, 1, 2, 3};
    case AxisLayout::DHWIO: return {1, 2, 3, 4};
    case AxisLayout::WOI: return {-1, 0, 2, 1};
    case AxisLayout::HWOI: return {0, 1, 3, 2};
    case AxisLayout::DHWOI: return {1, 2, 4, 3};
    case AxisLayout::OIW: return {-1, 2, 1, 0};
    case AxisLayout::OIHW: return {2, 3, 1, 0};
    case AxisLayout::OIDHW: return {3, 4, 1, 0};
    case AxisLayout::IOW: return {-1, 2, 0, 1};
    case AxisLayout::IOHW: return {2, 3, 0, 1};
    case AxisLayout::IODHW: return {3, 4, 0, 1};
    case AxisLayout::OHWI: return {1, 2, 3, 0};
    case AxisLayout::OneHWC: return {1, 2, 0, 3};
    case AxisLayout::IO:
    case AxisLayout::OI:
    case AxisLayout::VE: return {0, 1, -1, -1};
    case AxisLayout::C: return {-1, 0, -1, -1};
    case AxisLayout::Unknown: break;
    }
    return guessByShape(tensor.shape);
}

std::string_view kernelAxisLetters(const TensorInfo& tensor)
{
    const std::string_view letters = axisLayoutName(tensor.axes);
    return letters.size() == tensor.shape.rank() ? letters : std::string_view();
}

} // namespace tensorgraft
