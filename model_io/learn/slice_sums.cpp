#include "model_io/learn/slice_sums.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tensorgraft::learning {
namespace {

/// A finaliser in the manner of MurmurHash3 (public domain, A. Appleby): every bit of the value reaches every bit of the sum.
inline std::uint64_t mix(std::uint64_t x)
{
    x = (x + 0x9e3779b97f4a7c15U) * 0xbf58476d1ce4e5b9U;
    x ^= x >> 32;
    x *= 0x94d049bb133111ebU;
    return x ^ (x >> 29);
}

inline std::uint64_t mixFloat(std::uint32_t bits)
{
    return mix((bits & 0x7fffffffU) ? bits : 0U);
}

inline std::uint64_t mixDouble(double value)
{
    const float narrow = static_cast<float>(value);
    if (static_cast<double>(narrow) == value || value != value)
        return mixFloat(std::bit_cast<std::uint32_t>(narrow));
    return mix(std::bit_cast<std::uint64_t>(value));
}

void mixFloats(const std::byte* in, std::span<std::uint64_t> out, std::uint32_t& usedBits)
{
    std::uint32_t used = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint32_t bits;
        std::memcpy(&bits, in + i * sizeof bits, sizeof bits);
        used |= bits;
        out[i] = mixFloat(bits);
    }
    usedBits |= used;
}

} // namespace

void mixElements(DType type, std::span<const std::byte> in, Rounding rounding, std::span<std::uint64_t> out, std::uint32_t& usedBits)
{
    constexpr std::size_t block = 1024;
    const std::size_t itemBytes = itemSizeBytes(type);
    const bool complex = dtypeClass(type) == DTypeClass::Complex;
    const bool longInteger = isInteger(type) && itemBytes == 8;
    if (type == DType::Float32 && !rounding)
        return mixFloats(in.data(), out, usedBits);
    for (std::size_t first = 0; first < out.size(); first += block) {
        const std::size_t count = std::min(block, out.size() - first);
        const auto part = in.subspan(first * itemBytes, count * itemBytes);
        const auto mixed = out.subspan(first, count);
        if (complex || longInteger) {
            for (std::size_t i = 0; i < count; ++i) {
                std::uint64_t words[2] = {0, 0};
                std::memcpy(words, part.data() + i * itemBytes, itemBytes);
                const auto number = static_cast<std::int64_t>(words[0]);
                const double value = static_cast<double>(number);
                if (longInteger && number < (std::int64_t{1} << 53) && number > -(std::int64_t{1} << 53) && (type == DType::Int64 || number >= 0))
                    mixed[i] = mixDouble(value);
                else
                    mixed[i] = mix(words[0] + mix(words[1]));
            }
            continue;
        }
        std::byte rounded[block * 8];
        std::span<const std::byte> bytes = part;
        DType from = type;
        if (rounding) {
            bytes = std::span(rounded).first(count * itemSizeBytes(*rounding));
            convertElements(type, part, *rounding, std::span(rounded).first(bytes.size()));
            from = *rounding;
        }
        if (castIsExact(from, DType::Float32)) {
            float values[block];
            if (from == DType::Float32)
                std::memcpy(values, bytes.data(), bytes.size());
            else
                convertToFloat(from, bytes, std::span(values, count));
            mixFloats(reinterpret_cast<const std::byte*>(values), mixed, usedBits);
        } else {
            double values[block];
            convertToDouble(from, bytes, std::span(values, count));
            for (std::size_t i = 0; i < count; ++i)
                mixed[i] = mixDouble(values[i]);
            usedBits = 0xffffffffU;
        }
    }
}

SliceSums::SliceSums(const Shape& shape) : m_sizes(shape.begin(), shape.end()), m_outer(shape.rank()), m_axes(shape.rank())
{
    // The last axes are summed as one flat block, so that short ones (3 x 3 kernels) cost nothing; 64 elements are enough.
    constexpr std::uint64_t enough = 64;
    while (m_outer > 0 && m_block < enough && static_cast<std::int64_t>(m_block) * m_sizes[m_outer - 1] <= longestAxis)
        m_block *= static_cast<std::uint64_t>(m_sizes[--m_outer]);
    if (m_block == 1 && m_outer > 0)
        m_block = static_cast<std::uint64_t>(m_sizes[--m_outer]); // too long to be remembered: a row of which only the sum counts
    else
        m_flat.resize(m_block);
    for (std::size_t axis = 0; axis < m_outer; ++axis)
        if (m_sizes[axis] > 1 && m_sizes[axis] <= longestAxis)
            m_axes[axis].resize(static_cast<std::size_t>(m_sizes[axis]));
}

void SliceSums::add(std::uint64_t first, std::span<const std::uint64_t> mixed)
{
    while (!mixed.empty()) {
        const std::uint64_t row = first / m_block, column = first % m_block;
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(m_block - column, mixed.size()));
        addRow(row, static_cast<std::size_t>(column), mixed.first(length));
        first += length;
        mixed = mixed.subspan(length);
    }
}

void SliceSums::addRow(std::uint64_t row, std::size_t column, std::span<const std::uint64_t> mixed)
{
    std::uint64_t sum = 0;
    if (m_flat.empty()) {
        for (const std::uint64_t m : mixed)
            sum += m;
    } else {
        std::uint64_t* flat = m_flat.data() + column;
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            sum += mixed[i];
            flat[i] += mixed[i];
        }
    }
    m_total += sum;
    for (std::size_t axis = m_outer; axis-- > 0;) {
        const auto size = static_cast<std::uint64_t>(m_sizes[axis]);
        if (!m_axes[axis].empty())
            m_axes[axis][static_cast<std::size_t>(row % size)] += sum;
        row /= size;
    }
}

void SliceSums::mergeInto(Fingerprint& print)
{
    if (!m_flat.empty()) {
        std::uint64_t inner = m_block;
        for (std::size_t axis = m_outer; axis < m_sizes.size(); ++axis) {
            const auto size = static_cast<std::uint64_t>(m_sizes[axis]);
            inner /= size;
            if (size <= 1)
                continue;
            m_axes[axis].assign(size, 0);
            for (std::uint64_t i = 0; i < m_block; ++i)
                m_axes[axis][i / inner % size] += m_flat[i];
        }
    }
    print.hash += m_total;
    print.axes.resize(m_sizes.size());
    for (std::size_t axis = 0; axis < m_sizes.size(); ++axis) {
        if (print.axes[axis].empty())
            print.axes[axis] = std::move(m_axes[axis]);
        else
            for (std::size_t i = 0; i < m_axes[axis].size(); ++i)
                print.axes[axis][i] += m_axes[axis][i];
    }
}

} // namespace tensorgraft::learning
