#include "model_io/transfer/gather_kernel.h"

#include "model_io/transfer/transpose_tile.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <vector>

namespace tensorgraft {
namespace {

/// Tiles of 32 x 32 items keep both sides of a transpose in the first-level cache.
constexpr std::int64_t tileSide = 32;
/// Below this many bytes a second thread costs more than it saves.
constexpr std::uint64_t parallelBytes = std::uint64_t{1} << 20;

struct Box {
    std::size_t itemSize;
    std::span<const std::int64_t> sizes;
    std::vector<std::int64_t> fromBytes, toBytes; ///< distance of neighbours along each axis
};

template <std::size_t N>
void copyRun(const std::byte* from, std::int64_t fromStep, std::byte* to, std::int64_t toStep, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        std::memcpy(to + i * toStep, from + i * fromStep, N);
}

void copyRun(std::size_t itemSize, const std::byte* from, std::int64_t fromStep, std::byte* to, std::int64_t toStep,
             std::int64_t count)
{
    const auto item = static_cast<std::int64_t>(itemSize);
    if (fromStep == item && toStep == item) {
        std::memcpy(to, from, static_cast<std::size_t>(count * item));
        return;
    }
    switch (itemSize) {
    case 1: return copyRun<1>(from, fromStep, to, toStep, count);
    case 2: return copyRun<2>(from, fromStep, to, toStep, count);
    case 4: return copyRun<4>(from, fromStep, to, toStep, count);
    case 8: return copyRun<8>(from, fromStep, to, toStep, count);
    default: return copyRun<16>(from, fromStep, to, toStep, count);
    }
}

/// Two innermost axes of a loop nest: `inner` is contiguous in the result, `along` in the source.
void transposePlane(const Box& box, std::size_t along, std::size_t inner, const std::byte* from, std::byte* to)
{
    const std::int64_t rows = box.sizes[along], columns = box.sizes[inner];
    for (std::int64_t r = 0; r < rows; r += tileSide)
        for (std::int64_t c = 0; c < columns; c += tileSide)
            transposeTile(from + r * box.fromBytes[along] + c * box.fromBytes[inner], box.fromBytes[inner],
                          to + r * box.toBytes[along] + c * box.toBytes[inner], box.toBytes[along],
                          static_cast<std::size_t>(std::min(tileSide, rows - r)),
                          static_cast<std::size_t>(std::min(tileSide, columns - c)), box.itemSize);
}

void gatherLoops(const Box& box, std::span<const std::size_t> outer, std::size_t along, std::size_t inner,
                 const std::byte* from, std::byte* to)
{
    if (outer.empty()) {
        if (along != inner)
            transposePlane(box, along, inner, from, to);
        else
            copyRun(box.itemSize, from, box.fromBytes[inner], to, box.toBytes[inner], box.sizes[inner]);
        return;
    }
    const std::size_t axis = outer.front();
    for (std::int64_t i = 0; i < box.sizes[axis]; ++i)
        gatherLoops(box, outer.subspan(1), along, inner, from + i * box.fromBytes[axis], to + i * box.toBytes[axis]);
}

} // namespace

void gatherBox(const std::byte* from, std::size_t itemSize, std::span<const std::int64_t> sizes,
               std::span<const std::int64_t> strides, std::byte* to)
{
    const auto item = static_cast<std::int64_t>(itemSize);
    Box box{itemSize, sizes, {}, {}};
    box.fromBytes.resize(sizes.size());
    box.toBytes.resize(sizes.size());
    std::int64_t step = item;
    for (std::size_t i = sizes.size(); i-- > 0;) {
        box.fromBytes[i] = strides[i] * item;
        box.toBytes[i] = step;
        step *= sizes[i];
    }
    const std::size_t inner = sizes.size() - 1;
    // The axis that is contiguous in the source; where it is not the innermost one, tiles are transposed along it.
    std::size_t along = inner;
    if (box.fromBytes[inner] != item)
        for (std::size_t i = 0; i < inner; ++i)
            if (box.fromBytes[i] == item && sizes[i] > 1)
                along = i;

    std::vector<std::size_t> outer;
    for (std::size_t i = 0; i < inner; ++i)
        if (i != along)
            outer.push_back(i);

    // The largest outer loop is the one to share among threads; with none, the plane's rows are.
    std::size_t split = along;
    for (const std::size_t axis : outer)
        if (split == along || sizes[axis] > sizes[split])
            split = axis;
    if (static_cast<std::uint64_t>(step) < parallelBytes || sizes[split] < 2) {
        gatherLoops(box, outer, along, inner, from, to);
        return;
    }
    const std::int64_t grain = split == along ? tileSide : 1;
    tbb::parallel_for(tbb::blocked_range<std::int64_t>(0, sizes[split], static_cast<std::size_t>(grain)),
                      [&](const tbb::blocked_range<std::int64_t>& range) {
                          std::vector<std::int64_t> part(sizes.begin(), sizes.end());
                          part[split] = range.end() - range.begin();
                          Box mine = box;
                          mine.sizes = part;
                          gatherLoops(mine, outer, along, inner, from + range.begin() * box.fromBytes[split],
                                      to + range.begin() * box.toBytes[split]);
                      });
}

void gatherBoxReference(const std::byte* from, std::size_t itemSize, std::span<const std::int64_t> sizes,
                        std::span<const std::int64_t> strides, std::byte* to)
{
    if (sizes.empty()) {
        std::memcpy(to, from, itemSize);
        return;
    }
    std::size_t rowBytes = itemSize;
    for (const std::int64_t s : sizes.subspan(1))
        rowBytes *= static_cast<std::size_t>(s);
    for (std::int64_t i = 0; i < sizes[0]; ++i)
        gatherBoxReference(from + i * strides[0] * static_cast<std::int64_t>(itemSize), itemSize, sizes.subspan(1),
                           strides.subspan(1), to + static_cast<std::size_t>(i) * rowBytes);
}

} // namespace tensorgraft
