#include "model_io/learn/token_index.h"

#include <algorithm>
#include <tbb/parallel_sort.h>
#include <tuple>

namespace tensorgraft::learning {

TokenIndex::TokenIndex(const ModelPrints& prints)
{
    for (std::size_t r = 0; r < prints.prints.size(); ++r)
        for (std::size_t t = 0; t < prints.prints[r].size(); ++t) {
            const Fingerprint& print = prints.prints[r][t];
            if (!print.usable)
                continue;
            for (std::size_t a = 0; a < print.axes.size(); ++a)
                for (std::size_t i = 0; i < print.axes[a].size(); ++i)
                    m_places.push_back({print.axes[a][i], static_cast<std::uint32_t>(t), static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(a),
                                        static_cast<std::uint16_t>(r)});
        }
    tbb::parallel_sort(m_places.begin(), m_places.end(), [](const Place& a, const Place& b) {
        return std::tie(a.sum, a.rounding, a.tensor, a.axis, a.index) < std::tie(b.sum, b.rounding, b.tensor, b.axis, b.index);
    });
}

std::span<const Place> TokenIndex::find(std::uint64_t sum) const
{
    const auto less = [](const Place& p, std::uint64_t s) { return p.sum < s; };
    const auto first = std::lower_bound(m_places.begin(), m_places.end(), sum, less);
    auto last = first;
    while (last != m_places.end() && last->sum == sum)
        ++last;
    return {first, last};
}

} // namespace tensorgraft::learning
