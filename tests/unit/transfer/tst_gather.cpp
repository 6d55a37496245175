// Strided views and the gather kernels against the plainest loop.
#include "model_io/transfer/gather_kernel.h"
#include "model_io/transfer/strided_view.h"
#include "model_io/transfer/transpose_tile.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace tensorgraft;

namespace {

std::vector<std::byte> numbered(std::size_t bytes)
{
    std::vector<std::byte> data(bytes);
    for (std::size_t i = 0; i < bytes; ++i)
        data[i] = static_cast<std::byte>((i * 2654435761u) >> 13);
    return data;
}

StridedView contiguous(const std::vector<std::byte>& data, std::size_t itemSize, std::vector<std::int64_t> sizes, std::size_t skip = 0)
{
    StridedView v;
    v.data = data.data() + skip;
    v.itemSize = itemSize;
    v.strides.assign(sizes.size(), 1);
    for (std::size_t i = sizes.size(); i-- > 1;)
        v.strides[i - 1] = v.strides[i] * sizes[i];
    v.sizes = std::move(sizes);
    return v;
}

std::vector<std::byte> whole(const StridedView& v)
{
    std::vector<std::byte> out(v.elementCount() * v.itemSize);
    gather(v, 0, out);
    return out;
}

std::vector<std::byte> reference(const StridedView& v)
{
    std::vector<std::byte> out(v.elementCount() * v.itemSize);
    if (!out.empty())
        gatherBoxReference(v.data, v.itemSize, v.sizes, v.strides, out.data());
    return out;
}

TEST(TransposeTile, EverySizeAndMisalignment)
{
    for (const std::size_t item : {1u, 2u, 4u, 8u, 16u})
        for (const std::size_t rows : {0u, 1u, 3u, 4u, 5u, 8u, 11u, 35u})
            for (const std::size_t columns : {0u, 1u, 3u, 4u, 7u, 8u, 9u, 33u})
                for (const std::size_t shift : {0u, 1u, 3u}) {
                    const auto from = numbered((rows + 2) * (columns + 1) * item + 8);
                    std::vector<std::byte> to((columns + 3) * (rows + 1) * item + 8, std::byte{0xEE}), expected = to;
                    const auto fromRow = static_cast<std::int64_t>((rows + 2) * item), toRow = static_cast<std::int64_t>((columns + 3) * item);
                    transposeTile(from.data() + shift, fromRow, to.data() + shift, toRow, rows, columns, item);
                    for (std::size_t r = 0; r < rows; ++r)
                        for (std::size_t c = 0; c < columns; ++c)
                            std::memcpy(expected.data() + shift + r * static_cast<std::size_t>(toRow) + c * item,
                                        from.data() + shift + c * static_cast<std::size_t>(fromRow) + r * item, item);
                    ASSERT_EQ(to, expected) << item << " bytes, " << rows << " x " << columns << ", shift " << shift;
                }
}

TEST(Gather, RandomViewsAndWindowsEqualTheReference)
{
    std::mt19937 random(3);
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    for (int round = 0; round < 600; ++round) {
        const std::size_t item = std::size_t{1} << pick(0, 4);
        std::vector<std::int64_t> sizes(static_cast<std::size_t>(pick(0, 5)));
        std::int64_t count = 1;
        for (auto& s : sizes)
            count *= s = pick(round % 7 == 0 ? 0 : 1, 9);
        const auto data = numbered(static_cast<std::size_t>(count) * item + 3);
        StridedView v = contiguous(data, item, sizes, static_cast<std::size_t>(pick(0, 3)));
        for (int change = pick(0, 4); change > 0 && !v.sizes.empty(); --change) {
            const auto axis = pick(0, static_cast<int>(v.sizes.size()) - 1);
            const std::int64_t size = v.sizes[static_cast<std::size_t>(axis)];
            switch (pick(0, 2)) {
            case 0: {
                std::vector<std::int64_t> permutation(v.sizes.size());
                std::iota(permutation.begin(), permutation.end(), 0);
                std::ranges::shuffle(permutation, random);
                v = v.transposed(permutation);
                break;
            }
            case 1: v = v.flipped(axis); break;
            default:
                if (size > 0) {
                    const int start = pick(0, static_cast<int>(size) - 1), step = pick(1, 3);
                    v = v.sliced(axis, start, (size - start + step - 1) / step, step);
                }
            }
        }
        const auto expected = reference(v);
        ASSERT_EQ(whole(v), expected);
        if (const auto n = v.elementCount(); n > 0) {
            const auto first = static_cast<std::uint64_t>(pick(0, static_cast<int>(n) - 1));
            const auto length = static_cast<std::uint64_t>(pick(1, static_cast<int>(n - first)));
            std::vector<std::byte> window(length * item);
            gather(v, first, window);
            ASSERT_TRUE(std::equal(window.begin(), window.end(), expected.begin() + static_cast<std::ptrdiff_t>(first * item)));
        }
        // A reshape that needs no copy shows the same elements in the same order.
        if (count > 0)
            if (const auto flat = v.reshaped(std::vector<std::int64_t>{static_cast<std::int64_t>(v.elementCount())})) {
                ASSERT_EQ(whole(*flat), expected);
            }
    }
}

TEST(Gather, LargeLayoutChangesUseTheParallelPath)
{
    const auto data = numbered(std::size_t{3} * 3 * 128 * 513 * 4);
    const auto hwio = contiguous(data, 4, {3, 3, 128, 513});
    const auto oihw = hwio.transposed(std::vector<std::int64_t>{3, 2, 0, 1});
    EXPECT_EQ(whole(oihw), reference(oihw));
    const auto matrix = contiguous(data, 4, {1152, 513}).transposed(std::vector<std::int64_t>{1, 0});
    EXPECT_EQ(whole(matrix), reference(matrix));
    const auto halves = contiguous(data, 2, {1152, 1026}).transposed(std::vector<std::int64_t>{1, 0});
    EXPECT_EQ(whole(halves), reference(halves));
    const auto flipped = contiguous(data, 4, {1152, 513}).flipped(0).flipped(1);
    EXPECT_EQ(whole(flipped), reference(flipped));
}

TEST(StridedView, ReshapeRefusesWhatNeedsACopy)
{
    const auto data = numbered(24 * 4);
    const auto v = contiguous(data, 4, {2, 3, 4});
    const std::vector<std::int64_t> swapLast{0, 2, 1};
    EXPECT_TRUE(v.reshaped(std::vector<std::int64_t>{6, 4}));
    EXPECT_TRUE(v.reshaped(std::vector<std::int64_t>{2, 1, 12, 1}));
    EXPECT_FALSE(v.transposed(swapLast).reshaped(std::vector<std::int64_t>{2, 12}));
    EXPECT_TRUE(v.transposed(swapLast).reshaped(std::vector<std::int64_t>{2, 2, 2, 3}));
}

} // namespace
