#include "app/cli/sliced_values.h"

namespace tensorgraft::cli {

Sliced applySlice(const Shape& shape, std::span<const float> values, const TensorSlice& slice)
{
    Sliced result;
    std::vector<std::int64_t> sizes;
    std::uint64_t count = 1;
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        count *= static_cast<std::uint64_t>(slice[axis].count);
        if (!slice[axis].isIndex) {
            sizes.push_back(slice[axis].count);
            result.axes.push_back(axis);
        }
    }
    result.shape = Shape(std::move(sizes));
    const auto strides = shape.contiguousStrides();
    result.values.reserve(count);
    std::vector<std::int64_t> index(shape.rank());
    for (std::uint64_t i = 0; i < count; ++i) {
        std::int64_t at = 0;
        for (std::size_t axis = 0; axis < shape.rank(); ++axis)
            at += (slice[axis].start + index[axis] * slice[axis].step) * strides[axis];
        result.values.push_back(values[static_cast<std::size_t>(at)]);
        for (std::size_t axis = shape.rank(); axis-- > 0;) {
            if (++index[axis] < slice[axis].count)
                break;
            index[axis] = 0;
        }
    }
    return result;
}

} // namespace tensorgraft::cli
