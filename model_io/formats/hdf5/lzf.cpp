#include "model_io/formats/hdf5/lzf.h"

#include <cstdint>

namespace tensorgraft::hdf5 {

std::optional<std::vector<std::byte>> expandLzf(std::span<const std::byte> in, std::size_t limit)
{
    // Three bytes give at most 264: a tiny stream that claims gigabytes is refused before any allocation.
    if (limit / 264 > in.size() + 64)
        return std::nullopt;
    std::vector<std::byte> out;
    out.reserve(limit);
    for (std::size_t i = 0; i < in.size();) {
        const unsigned control = std::to_integer<unsigned>(in[i++]);
        if (control < 32) {
            const std::size_t n = control + 1;
            if (n > in.size() - i || n > limit - out.size())
                return std::nullopt;
            const auto run = in.subspan(i, n);
            out.insert(out.end(), run.begin(), run.end());
            i += n;
            continue;
        }
        std::size_t n = control >> 5;
        if (in.size() - i < (n == 7 ? 2U : 1U))
            return std::nullopt;
        if (n == 7)
            n += std::to_integer<std::size_t>(in[i++]);
        n += 2;
        const std::size_t back = ((control & 31U) << 8) + std::to_integer<std::size_t>(in[i++]) + 1;
        if (back > out.size() || n > limit - out.size())
            return std::nullopt;
        for (std::size_t from = out.size() - back; n-- > 0; ++from) // may overlap what it writes
            out.push_back(out[from]);
    }
    return out;
}

} // namespace tensorgraft::hdf5
