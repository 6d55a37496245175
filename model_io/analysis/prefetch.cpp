#include "model_io/analysis/prefetch.h"

#include <cstdint>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace tensorgraft {

void prefetch(std::span<const std::byte> bytes)
{
#if defined(__unix__) || defined(__APPLE__)
    if (bytes.empty())
        return;
    static const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto first = reinterpret_cast<std::uintptr_t>(bytes.data()) & ~(page - 1);
    const auto last = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size();
    (void)::posix_madvise(reinterpret_cast<void*>(first), last - first, POSIX_MADV_WILLNEED);
#else
    (void)bytes;
#endif
}

} // namespace tensorgraft
