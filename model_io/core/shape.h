#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tensorgraft {

/// Axis sizes, outermost first (C order). A scalar has rank 0 and one element. Sizes are never negative.
class Shape {
public:
    Shape() = default;
    Shape(std::initializer_list<std::int64_t> dims) : Shape(std::span(dims.begin(), dims.size())) {}
    explicit Shape(std::span<const std::int64_t> dims);
    explicit Shape(const std::vector<std::int64_t>& dims) : Shape(std::span(dims)) {}
    Shape(const Shape& other) : Shape(other.dims()) {}
    Shape(Shape&& other) noexcept : m_rank(std::exchange(other.m_rank, 0)), m_place(other.m_place) {}
    Shape& operator=(const Shape& other);
    Shape& operator=(Shape&& other) noexcept;
    ~Shape()
    {
        if (isFar())
            delete[] m_place.far;
    }

    [[nodiscard]] std::size_t rank() const { return m_rank; }
    [[nodiscard]] std::int64_t operator[](std::size_t axis) const { return data()[axis]; }
    [[nodiscard]] std::int64_t& operator[](std::size_t axis) { return isFar() ? m_place.far[axis] : m_place.near[axis]; }
    [[nodiscard]] std::span<const std::int64_t> dims() const { return {data(), m_rank}; }
    [[nodiscard]] const std::int64_t* begin() const { return data(); }
    [[nodiscard]] const std::int64_t* end() const { return data() + m_rank; }
    [[nodiscard]] bool operator==(const Shape& other) const { return std::ranges::equal(dims(), other.dims()); }

    /// Product of the sizes; nullopt where it does not fit 63 bits or a size is negative (hostile input).
    [[nodiscard]] std::optional<std::uint64_t> checkedElementCount() const;
    /// Product of the sizes. REQUIRES: checkedElementCount() has a value (readers check once, on opening).
    [[nodiscard]] std::uint64_t elementCount() const;
    /// Strides in elements of a C-contiguous array of this shape.
    [[nodiscard]] std::vector<std::int64_t> contiguousStrides() const;
    /// "(3, 3, 64, 128)", "()" for a scalar, "(64,)" for a vector: as NumPy prints it.
    [[nodiscard]] std::string toString() const;

private:
    /// Sizes of up to this many axes stand in the object itself: a model of a million tensors is opened without a
    /// million small allocations.
    static constexpr std::size_t nearRank = 4;
    [[nodiscard]] bool isFar() const { return m_rank > nearRank; }
    [[nodiscard]] const std::int64_t* data() const { return isFar() ? m_place.far : m_place.near; }

    std::size_t m_rank = 0;
    union Place {
        std::int64_t near[nearRank];
        std::int64_t* far; ///< owned
    } m_place{};
};

} // namespace tensorgraft
