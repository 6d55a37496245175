// Transposes of small matrices between two strided places, the inner loop of every layout change.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model_io/transfer/transpose_tile.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "model_io/transfer/transpose_tile.h"

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace tensorgraft::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// 4x4 blocks of 32-bit items: four loads, two rounds of interleaving, four stores. Wider vectors do not help: the
/// cost is in the cache lines touched, not in the shuffles.
void Transpose32(const std::byte* from, std::int64_t fromRowBytes, std::byte* to, std::int64_t toRowBytes,
                 std::size_t rows, std::size_t columns)
{
    std::size_t r = 0;
#if HWY_TARGET != HWY_SCALAR
    const hn::FixedTag<std::uint32_t, 4> d;
    const hn::RepartitionToWide<decltype(d)> d64;
    const auto load = [&](std::size_t c, std::size_t r) {
        return hn::LoadU(d, reinterpret_cast<const std::uint32_t*>(from + static_cast<std::int64_t>(c) * fromRowBytes + r * 4));
    };
    const auto store = [&](auto v, std::size_t r, std::size_t c) {
        hn::StoreU(v, d, reinterpret_cast<std::uint32_t*>(to + static_cast<std::int64_t>(r) * toRowBytes + c * 4));
    };
    for (; r + 4 <= rows; r += 4) {
        std::size_t c = 0;
        for (; c + 4 <= columns; c += 4) {
            const auto v0 = load(c, r), v1 = load(c + 1, r), v2 = load(c + 2, r), v3 = load(c + 3, r);
            const auto a = hn::BitCast(d64, hn::InterleaveLower(d, v0, v1));
            const auto b = hn::BitCast(d64, hn::InterleaveLower(d, v2, v3));
            const auto e = hn::BitCast(d64, hn::InterleaveUpper(d, v0, v1));
            const auto f = hn::BitCast(d64, hn::InterleaveUpper(d, v2, v3));
            store(hn::BitCast(d, hn::InterleaveLower(d64, a, b)), r, c);
            store(hn::BitCast(d, hn::InterleaveUpper(d64, a, b)), r + 1, c);
            store(hn::BitCast(d, hn::InterleaveLower(d64, e, f)), r + 2, c);
            store(hn::BitCast(d, hn::InterleaveUpper(d64, e, f)), r + 3, c);
        }
        for (; c < columns; ++c)
            for (std::size_t k = 0; k < 4; ++k)
                std::memcpy(to + static_cast<std::int64_t>(r + k) * toRowBytes + c * 4,
                            from + static_cast<std::int64_t>(c) * fromRowBytes + (r + k) * 4, 4);
    }
#endif
    for (; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            std::memcpy(to + static_cast<std::int64_t>(r) * toRowBytes + c * 4,
                        from + static_cast<std::int64_t>(c) * fromRowBytes + r * 4, 4);
}

/// 8x8 blocks of 16-bit items: three rounds of interleaving, of 16, 32 and 64 bits.
void Transpose16(const std::byte* from, std::int64_t fromRowBytes, std::byte* to, std::int64_t toRowBytes,
                 std::size_t rows, std::size_t columns)
{
    std::size_t r = 0;
#if HWY_TARGET != HWY_SCALAR
    const hn::FixedTag<std::uint16_t, 8> d;
    const hn::FixedTag<std::uint32_t, 4> d32;
    const hn::FixedTag<std::uint64_t, 2> d64;
    const auto load = [&](std::size_t c, std::size_t row) {
        return hn::LoadU(d, reinterpret_cast<const std::uint16_t*>(from + static_cast<std::int64_t>(c) * fromRowBytes + row * 2));
    };
    const auto store = [&](auto v, std::size_t row, std::size_t c) {
        hn::StoreU(hn::BitCast(d, v), d, reinterpret_cast<std::uint16_t*>(to + static_cast<std::int64_t>(row) * toRowBytes + c * 2));
    };
    const auto lower16 = [&](auto a, auto b) { return hn::BitCast(d32, hn::InterleaveLower(d, a, b)); };
    const auto upper16 = [&](auto a, auto b) { return hn::BitCast(d32, hn::InterleaveUpper(d, a, b)); };
    const auto lower32 = [&](auto a, auto b) { return hn::BitCast(d64, hn::InterleaveLower(d32, a, b)); };
    const auto upper32 = [&](auto a, auto b) { return hn::BitCast(d64, hn::InterleaveUpper(d32, a, b)); };
    for (; r + 8 <= rows; r += 8) {
        std::size_t c = 0;
        for (; c + 8 <= columns; c += 8) {
            const auto v0 = load(c, r), v1 = load(c + 1, r), v2 = load(c + 2, r), v3 = load(c + 3, r);
            const auto v4 = load(c + 4, r), v5 = load(c + 5, r), v6 = load(c + 6, r), v7 = load(c + 7, r);
            const auto l01 = lower16(v0, v1), u01 = upper16(v0, v1), l23 = lower16(v2, v3), u23 = upper16(v2, v3);
            const auto l45 = lower16(v4, v5), u45 = upper16(v4, v5), l67 = lower16(v6, v7), u67 = upper16(v6, v7);
            const auto pair = [&](auto a, auto b, std::size_t row) {
                store(hn::InterleaveLower(d64, a, b), row, c);
                store(hn::InterleaveUpper(d64, a, b), row + 1, c);
            };
            pair(lower32(l01, l23), lower32(l45, l67), r);
            pair(upper32(l01, l23), upper32(l45, l67), r + 2);
            pair(lower32(u01, u23), lower32(u45, u67), r + 4);
            pair(upper32(u01, u23), upper32(u45, u67), r + 6);
        }
        for (; c < columns; ++c)
            for (std::size_t k = 0; k < 8; ++k)
                std::memcpy(to + static_cast<std::int64_t>(r + k) * toRowBytes + c * 2,
                            from + static_cast<std::int64_t>(c) * fromRowBytes + (r + k) * 2, 2);
    }
#endif
    for (; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            std::memcpy(to + static_cast<std::int64_t>(r) * toRowBytes + c * 2,
                        from + static_cast<std::int64_t>(c) * fromRowBytes + r * 2, 2);
}

} // namespace tensorgraft::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tensorgraft {
namespace {
HWY_EXPORT(Transpose16);
HWY_EXPORT(Transpose32);

template <std::size_t N>
void transposePlain(const std::byte* from, std::int64_t fromRowBytes, std::byte* to, std::int64_t toRowBytes,
                    std::size_t rows, std::size_t columns)
{
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            std::memcpy(to + static_cast<std::int64_t>(r) * toRowBytes + c * N,
                        from + static_cast<std::int64_t>(c) * fromRowBytes + r * N, N);
}
} // namespace

void transposeTile(const std::byte* from, std::int64_t fromRowBytes, std::byte* to, std::int64_t toRowBytes,
                   std::size_t rows, std::size_t columns, std::size_t itemSize)
{
    switch (itemSize) {
    case 1: return transposePlain<1>(from, fromRowBytes, to, toRowBytes, rows, columns);
    case 2: return HWY_DYNAMIC_DISPATCH(Transpose16)(from, fromRowBytes, to, toRowBytes, rows, columns);
    case 4: return HWY_DYNAMIC_DISPATCH(Transpose32)(from, fromRowBytes, to, toRowBytes, rows, columns);
    case 8: return transposePlain<8>(from, fromRowBytes, to, toRowBytes, rows, columns);
    default: return transposePlain<16>(from, fromRowBytes, to, toRowBytes, rows, columns);
    }
}

} // namespace tensorgraft
#endif
