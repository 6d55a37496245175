#include "model_io/core/shape.h"

#include <cassert>
#include <limits>

namespace tensorgraft {

std::optional<std::uint64_t> Shape::checkedElementCount() const
{
    constexpr std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
    std::uint64_t count = 1;
    bool zero = false;
    for (std::int64_t d : m_dims) {
        if (d < 0)
            return std::nullopt;
        if (d == 0) {
            zero = true;
            continue;
        }
        if (count > limit / static_cast<std::uint64_t>(d))
            return std::nullopt;
        count *= static_cast<std::uint64_t>(d);
    }
    return zero ? 0 : count;
}

std::uint64_t Shape::elementCount() const
{
    const auto count = checkedElementCount();
    assert(count.has_value());
    return count.value_or(0);
}

std::vector<std::int64_t> Shape::contiguousStrides() const
{
    std::vector<std::int64_t> strides(m_dims.size(), 1);
    for (std::size_t i = m_dims.size(); i-- > 1;)
        strides[i - 1] = strides[i] * m_dims[i];
    return strides;
}

std::string Shape::toString() const
{
    std::string text = "(";
    for (std::size_t i = 0; i < m_dims.size(); ++i) {
        if (i)
            text += ", ";
        text += std::to_string(m_dims[i]);
    }
    return text + (m_dims.size() == 1 ? ",)" : ")");
}

} // namespace tensorgraft
