#include "model_io/core/shape.h"

#include <cassert>
#include <limits>

namespace tensorgraft {

Shape::Shape(std::span<const std::int64_t> dims) : m_rank(dims.size())
{
    if (isFar())
        m_place.far = new std::int64_t[m_rank];
    std::ranges::copy(dims, isFar() ? m_place.far : m_place.near);
}

Shape& Shape::operator=(const Shape& other)
{
    if (this != &other)
        *this = Shape(other);
    return *this;
}

Shape& Shape::operator=(Shape&& other) noexcept
{
    std::swap(m_rank, other.m_rank);
    std::swap(m_place, other.m_place);
    return *this;
}

std::optional<std::uint64_t> Shape::checkedElementCount() const
{
    constexpr std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
    std::uint64_t count = 1;
    bool zero = false;
    for (std::int64_t d : *this) {
        if (d < 0)
            return std::nullopt;
        if (d == 0) {
            zero = true;
            continue;
        }
        if (__builtin_mul_overflow(count, static_cast<std::uint64_t>(d), &count) || count > limit)
            return std::nullopt;
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
    std::vector<std::int64_t> strides(m_rank, 1);
    for (std::size_t i = m_rank; i-- > 1;)
        strides[i - 1] = strides[i] * data()[i];
    return strides;
}

std::string Shape::toString() const
{
    std::string text = "(";
    for (std::size_t i = 0; i < m_rank; ++i) {
        if (i)
            text += ", ";
        text += std::to_string(data()[i]);
    }
    return text + (m_rank == 1 ? ",)" : ")");
}

} // namespace tensorgraft
