// Opens a model, or only reads the file and computes its CRC-32C, twenty times. Prints milliseconds of one.
#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/hash.h"
#include "model_io/formats/registry.h"

#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

int main(int argc, char** argv)
{
    using namespace tensorgraft;
    const std::string_view what = argc == 3 ? argv[1] : "";
    if (what != "open" && what != "read") {
        std::fprintf(stderr, "usage: bench_open open|read FILE\n");
        return 2;
    }
    constexpr int rounds = 20;
    std::size_t sum = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        if (what == "open") {
            const auto model = openModel(argv[2]);
            if (!model) {
                std::fprintf(stderr, "%s\n", model.error().toString().c_str());
                return 3;
            }
            sum += (*model)->tensors().size();
            continue;
        }
        const auto file = FileSource::open(argv[2]);
        std::vector<std::byte> bytes(file ? (*file)->sizeBytes() : 0);
        if (!file || !(*file)->readAt(0, bytes)) {
            std::fprintf(stderr, "cannot read %s\n", argv[2]);
            return 3;
        }
        sum += crc32c(0, bytes);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%.2f ms (%zu)\n", seconds / rounds * 1e3, sum);
}
