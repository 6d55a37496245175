// The gather kernels against memcpy of the same bytes (Google Benchmark).
#include "model_io/transfer/strided_view.h"

#include <benchmark/benchmark.h>
#include <cstring>
#include <vector>

using tensorgraft::StridedView;

namespace {

std::vector<std::byte> buffer(std::size_t bytes) { return std::vector<std::byte>(bytes, std::byte{1}); }

void memoryCopy(benchmark::State& state)
{
    const auto from = buffer(static_cast<std::size_t>(state.range(0)));
    auto to = from;
    for (auto _ : state) {
        std::memcpy(to.data(), from.data(), from.size());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void permuted(benchmark::State& state, std::size_t item, std::vector<std::int64_t> sizes, std::vector<std::int64_t> permutation)
{
    StridedView view;
    view.itemSize = item;
    view.sizes = std::move(sizes);
    view.strides.assign(view.sizes.size(), 1);
    for (std::size_t i = view.sizes.size(); i-- > 1;)
        view.strides[i - 1] = view.strides[i] * view.sizes[i];
    const auto from = buffer(view.elementCount() * item);
    view.data = from.data();
    const StridedView result = view.transposed(permutation);
    auto to = from;
    for (auto _ : state) {
        tensorgraft::gather(result, 0, to);
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(from.size()));
}

BENCHMARK(memoryCopy)->Arg(64 << 20)->Arg(9437184);
BENCHMARK_CAPTURE(permuted, float32_4096x4096_transpose, 4, {4096, 4096}, {1, 0});
BENCHMARK_CAPTURE(permuted, float16_4096x8192_transpose, 2, {4096, 8192}, {1, 0});
BENCHMARK_CAPTURE(permuted, float32_3x3x512x512_HWIO_to_OIHW, 4, {3, 3, 512, 512}, {3, 2, 0, 1});
BENCHMARK_CAPTURE(permuted, float32_512x512x3x3_OIHW_to_HWIO, 4, {512, 512, 3, 3}, {2, 3, 1, 0});

} // namespace

BENCHMARK_MAIN();
