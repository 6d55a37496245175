// Whatever bytes a file has, opening it and reading every tensor gives values or a typed error.
// libFuzzer: cmake --preset dev -B build/fuzz -DCMAKE_CXX_COMPILER=clang++ -DTENSORGRAFT_FUZZ=ON -DTENSORGRAFT_GUI=OFF
//            -DTENSORGRAFT_SANITIZE=address,undefined,fuzzer-no-link; build/fuzz/bin/fuzz_open CORPUS
#include "model_io/formats/registry.h"
#include "model_io/mapping/mapping_document.h"

#include <algorithm>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace tensorgraft;
    (void)parseMapping({reinterpret_cast<const char*>(data), size}, "fuzz.json");

    static const int fd = ::memfd_create("fuzz", 0);
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, data, size, 0) != static_cast<ssize_t>(size))
        return 0;
    const auto model = openModel("/proc/self/fd/" + std::to_string(fd));
    if (!model)
        return 0;
    std::vector<std::byte> window(std::size_t{1} << 16);
    for (std::size_t i = 0; i < (*model)->tensors().size(); ++i) {
        const TensorInfo& info = (*model)->tensors()[i];
        const std::size_t item = itemSizeBytes(info.dtype);
        if (item == 0)
            continue;
        const auto bytes = std::min<std::uint64_t>(window.size() / item * item, info.sizeBytes);
        (void)(*model)->read(i, 0, std::span(window).first(static_cast<std::size_t>(bytes)));
        if (auto mapped = (*model)->map(i); mapped && *mapped)
            (void)(*mapped)->guard->check();
        (void)(*model)->extent(i);
    }
    return 0;
}
