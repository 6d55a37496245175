// One pass over a mapped file with every core: what reading it must cost at least. Prints GB/s.
#include "model_io/codecs/byte_source.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_bandwidth FILE\n");
        return 2;
    }
    const auto file = tensorgraft::FileSource::open(argv[1]);
    const auto mapped = file ? (*file)->mapWhole() : tensorgraft::Result<tensorgraft::ByteSource::Mapped>{};
    if (!file || !mapped || mapped->bytes.empty()) {
        std::fprintf(stderr, "cannot map %s\n", argv[1]);
        return 3;
    }
    const auto start = std::chrono::steady_clock::now();
    const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::uint64_t> sums(threads * 8);
    std::vector<std::thread> workers;
    for (std::size_t t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            const std::size_t words = mapped->bytes.size() / 8, begin = words * t / threads, end = words * (t + 1) / threads;
            std::uint64_t sum = 0, word = 0;
            for (std::size_t i = begin; i < end; ++i) {
                std::memcpy(&word, mapped->bytes.data() + i * 8, 8);
                sum += word;
            }
            sums[t * 8] = sum;
        });
    for (std::thread& w : workers)
        w.join();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::uint64_t sum = 0;
    for (const std::uint64_t s : sums)
        sum += s;
    std::printf("%.2f GB/s (sum %llx)\n", static_cast<double>(mapped->bytes.size()) / seconds / 1e9, static_cast<unsigned long long>(sum));
}
