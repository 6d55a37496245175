#include "model_io/transfer/strided_view.h"

#include "model_io/transfer/gather_kernel.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft {

std::uint64_t StridedView::elementCount() const
{
    std::uint64_t count = 1;
    for (const std::int64_t s : sizes)
        count *= static_cast<std::uint64_t>(s);
    return count;
}

StridedView StridedView::transposed(std::span<const std::int64_t> permutation) const
{
    StridedView result = *this;
    for (std::size_t k = 0; k < permutation.size(); ++k) {
        result.sizes[k] = sizes[static_cast<std::size_t>(permutation[k])];
        result.strides[k] = strides[static_cast<std::size_t>(permutation[k])];
    }
    return result;
}

StridedView StridedView::flipped(std::int64_t axis) const
{
    StridedView result = *this;
    const auto a = static_cast<std::size_t>(axis);
    if (sizes[a] > 0)
        result.data += (sizes[a] - 1) * strides[a] * static_cast<std::int64_t>(itemSize);
    result.strides[a] = -strides[a];
    return result;
}

StridedView StridedView::sliced(std::int64_t axis, std::int64_t start, std::int64_t count, std::int64_t step) const
{
    StridedView result = *this;
    const auto a = static_cast<std::size_t>(axis);
    if (count > 0)
        result.data += start * strides[a] * static_cast<std::int64_t>(itemSize);
    result.sizes[a] = count;
    result.strides[a] = strides[a] * step;
    return result;
}

std::optional<StridedView> StridedView::reshaped(std::span<const std::int64_t> newSizes) const
{
    StridedView result = *this;
    result.sizes.assign(newSizes.begin(), newSizes.end());
    result.strides.assign(newSizes.size(), 1);
    if (elementCount() == 0)
        return result;
    // Groups of old axes that are one run in memory are matched with groups of new axes of the same product.
    std::vector<std::int64_t> oldSizes, oldStrides;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (sizes[i] != 1) {
            oldSizes.push_back(sizes[i]);
            oldStrides.push_back(strides[i]);
        }
    std::size_t o = 0, n = 0;
    while (o < oldSizes.size()) {
        std::size_t oEnd = o + 1, nEnd = n;
        std::int64_t oldProduct = oldSizes[o], newProduct = 1;
        while (newProduct != oldProduct) {
            if (newProduct < oldProduct) {
                newProduct *= newSizes[nEnd++];
            } else {
                if (oldStrides[oEnd - 1] != oldStrides[oEnd] * oldSizes[oEnd])
                    return std::nullopt;
                oldProduct *= oldSizes[oEnd++];
            }
        }
        std::int64_t stride = oldStrides[oEnd - 1];
        for (std::size_t i = nEnd; i-- > n;) {
            result.strides[i] = stride;
            stride *= newSizes[i];
        }
        o = oEnd;
        n = nEnd;
    }
    return result;
}

namespace {

struct Axes {
    std::vector<std::int64_t> sizes, strides;
};

/// Drops axes of size 1 and joins neighbours that are one run: fewer, longer loops.
Axes simplified(const StridedView& view)
{
    Axes axes;
    for (std::size_t i = 0; i < view.sizes.size(); ++i) {
        if (view.sizes[i] == 1)
            continue;
        if (!axes.sizes.empty() && axes.strides.back() == view.strides[i] * view.sizes[i]) {
            axes.sizes.back() *= view.sizes[i];
            axes.strides.back() = view.strides[i];
        } else {
            axes.sizes.push_back(view.sizes[i]);
            axes.strides.push_back(view.strides[i]);
        }
    }
    return axes;
}

/// A flat range of a C-order array is a few boxes: a partial row, whole rows, a partial row, on every level.
void gatherRange(const Axes& axes, std::size_t level, const std::byte* data, std::size_t itemSize, std::uint64_t first,
                 std::uint64_t count, std::byte*& out)
{
    if (count == 0)
        return;
    if (level == axes.sizes.size()) {
        std::memcpy(out, data, itemSize);
        out += itemSize;
        return;
    }
    std::uint64_t rowElements = 1;
    for (std::size_t i = level + 1; i < axes.sizes.size(); ++i)
        rowElements *= static_cast<std::uint64_t>(axes.sizes[i]);
    const std::int64_t rowBytes = axes.strides[level] * static_cast<std::int64_t>(itemSize);

    const std::uint64_t firstRow = first / rowElements;
    const std::uint64_t skip = first % rowElements;
    const std::byte* row = data + static_cast<std::int64_t>(firstRow) * rowBytes;
    if (skip != 0) {
        const std::uint64_t part = std::min(count, rowElements - skip);
        gatherRange(axes, level + 1, row, itemSize, skip, part, out);
        count -= part;
        row += rowBytes;
    }
    const std::uint64_t wholeRows = count / rowElements;
    if (wholeRows > 0) {
        std::vector<std::int64_t> sizes(axes.sizes.begin() + static_cast<std::ptrdiff_t>(level), axes.sizes.end());
        sizes[0] = static_cast<std::int64_t>(wholeRows);
        gatherBox(row, itemSize, sizes, std::span(axes.strides).subspan(level), out);
        out += wholeRows * rowElements * itemSize;
        row += static_cast<std::int64_t>(wholeRows) * rowBytes;
        count -= wholeRows * rowElements;
    }
    gatherRange(axes, level + 1, row, itemSize, 0, count, out);
}

} // namespace

void gather(const StridedView& view, std::uint64_t first, std::span<std::byte> out)
{
    const Axes axes = simplified(view);
    std::byte* to = out.data();
    gatherRange(axes, 0, view.data, view.itemSize, first, out.size() / view.itemSize, to);
}

} // namespace tensorgraft
