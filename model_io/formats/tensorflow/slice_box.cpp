#include "model_io/formats/tensorflow/slice_box.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace {

bool overlap(const SliceBox& a, const SliceBox& b)
{
    for (std::size_t axis = 0; axis < a.start.size(); ++axis)
        if (a.start[axis] >= b.start[axis] + b.size[axis] || b.start[axis] >= a.start[axis] + a.size[axis])
            return false;
    return true;
}

} // namespace

std::optional<SliceBox> resolveSlice(std::span<const SliceExtent> slice, const Shape& shape)
{
    if (slice.size() != shape.rank())
        return std::nullopt;
    SliceBox box;
    box.elementCount = 1;
    for (std::size_t axis = 0; axis < slice.size(); ++axis) {
        const SliceExtent& extent = slice[axis];
        const std::int64_t length = extent.length < 0 ? shape[axis] : extent.length;
        if (extent.start < 0 || extent.start > shape[axis] || length > shape[axis] - extent.start)
            return std::nullopt;
        box.start.push_back(extent.start);
        box.size.push_back(length);
        box.elementCount *= static_cast<std::uint64_t>(length);
    }
    return box;
}

bool boxesTile(std::span<const SliceBox> boxes, const Shape& shape)
{
    std::uint64_t covered = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (__builtin_add_overflow(covered, boxes[i].elementCount, &covered))
            return false;
        if (boxes[i].elementCount != 0)
            for (std::size_t k = 0; k < i; ++k)
                if (boxes[k].elementCount != 0 && overlap(boxes[i], boxes[k]))
                    return false;
    }
    return covered == shape.elementCount();
}

Result<void> forEachRun(const SliceBox& box, const Shape& whole, std::uint64_t first, std::uint64_t count,
                        const RunVisitor& visit)
{
    if (box.elementCount == 0 || count == 0)
        return {};
    // Trailing axes that the box covers completely belong to one run, with the first axis that it does not.
    std::size_t axes = whole.rank();
    std::uint64_t run = 1;
    while (axes > 0) {
        --axes;
        run *= static_cast<std::uint64_t>(box.size[axes]);
        if (box.size[axes] != whole[axes])
            break;
    }
    const std::uint64_t runs = box.elementCount / run;
    const auto strides = whole.contiguousStrides();
    std::uint64_t origin = 0;
    for (std::size_t axis = 0; axis < whole.rank(); ++axis)
        origin += static_cast<std::uint64_t>(box.start[axis]) * static_cast<std::uint64_t>(strides[axis]);
    const auto begin = [&](std::uint64_t index) {
        std::uint64_t at = origin;
        for (std::size_t axis = axes; axis-- > 0;) {
            const auto size = static_cast<std::uint64_t>(box.size[axis]);
            at += index % size * static_cast<std::uint64_t>(strides[axis]);
            index /= size;
        }
        return at;
    };
    std::uint64_t low = 0, high = runs; // the first run that ends behind `first`
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (begin(middle) + run > first)
            high = middle;
        else
            low = middle + 1;
    }
    const std::uint64_t end = first + count;
    for (std::uint64_t i = low; i < runs; ++i) {
        const std::uint64_t at = begin(i);
        if (at >= end)
            break;
        const std::uint64_t from = std::max(at, first), to = std::min(at + run, end);
        if (auto r = visit(i * run + (from - at), from, to - from); !r)
            return r;
    }
    return {};
}

} // namespace tensorgraft::tf
