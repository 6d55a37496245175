#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// Axis sizes, outermost first (C order). A scalar has rank 0 and one element. Sizes are never negative.
class Shape {
public:
    Shape() = default;
    Shape(std::initializer_list<std::int64_t> dims) : m_dims(dims) {}
    explicit Shape(std::vector<std::int64_t> dims) : m_dims(std::move(dims)) {}

    [[nodiscard]] std::size_t rank() const { return m_dims.size(); }
    [[nodiscard]] std::int64_t operator[](std::size_t axis) const { return m_dims[axis]; }
    [[nodiscard]] std::int64_t& operator[](std::size_t axis) { return m_dims[axis]; }
    [[nodiscard]] std::span<const std::int64_t> dims() const { return m_dims; }
    [[nodiscard]] auto begin() const { return m_dims.begin(); }
    [[nodiscard]] auto end() const { return m_dims.end(); }
    [[nodiscard]] bool operator==(const Shape&) const = default;

    /// Product of the sizes; nullopt where it does not fit 63 bits or a size is negative (hostile input).
    [[nodiscard]] std::optional<std::uint64_t> checkedElementCount() const;
    /// Product of the sizes. REQUIRES: checkedElementCount() has a value (readers check once, on opening).
    [[nodiscard]] std::uint64_t elementCount() const;
    /// Strides in elements of a C-contiguous array of this shape.
    [[nodiscard]] std::vector<std::int64_t> contiguousStrides() const;
    /// "(3, 3, 64, 128)", "()" for a scalar, "(64,)" for a vector: as NumPy prints it.
    [[nodiscard]] std::string toString() const;

private:
    std::vector<std::int64_t> m_dims;
};

} // namespace tensorgraft
