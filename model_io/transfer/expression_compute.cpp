#include "model_io/codecs/float_codec.h"
#include "model_io/transfer/expression_nodes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tensorgraft {
namespace {

constexpr std::size_t windowElements = std::size_t{1} << 16;
/// Largest slab that a mix keeps, in elements of 8 bytes.
constexpr std::uint64_t slabElements = std::uint64_t{1} << 20;

/// A child as float64 numbers.
class Numbers {
public:
    explicit Numbers(ExpressionPtr value) : m_value(std::move(value)) {}
    [[nodiscard]] const Shape& shape() const { return m_value->type().shape; }
    Result<void> read(std::uint64_t first, std::span<double> out)
    {
        while (!out.empty()) {
            const std::size_t n = std::min(windowElements, out.size());
            m_bytes.resize(n * m_value->itemSize());
            if (auto r = m_value->read(first, m_bytes); !r)
                return r;
            convertToDouble(m_value->type().dtype, m_bytes, out.first(n));
            first += n;
            out = out.subspan(n);
        }
        return {};
    }
    Result<std::vector<double>> all()
    {
        std::vector<double> values(static_cast<std::size_t>(shape().elementCount()));
        if (auto r = read(0, values); !r)
            return fail(std::move(r.error()));
        return values;
    }
    [[nodiscard]] ExpressionPtr release() { return std::move(m_value); }

private:
    ExpressionPtr m_value;
    std::vector<std::byte> m_bytes;
};

/// Elements of one index of an axis, and of all indices.
struct AxisExtent {
    std::uint64_t inner = 1, size = 1;
    AxisExtent(const Shape& shape, std::int64_t axis)
    {
        if (shape.rank() == 0)
            return;
        const auto at = static_cast<std::size_t>(axis);
        size = static_cast<std::uint64_t>(shape[at]);
        for (std::size_t i = at + 1; i < shape.rank(); ++i)
            inner *= static_cast<std::uint64_t>(shape[i]);
    }
};

/// A node that fills windows of float64.
class Computed : public Expression {
public:
    using Expression::Expression;
    Result<void> read(std::uint64_t first, std::span<std::byte> out) final
    {
        while (!out.empty()) {
            const std::size_t n = std::min(windowElements, out.size() / sizeof(double));
            m_window.resize(n);
            if (auto r = compute(first, m_window); !r)
                return r;
            std::memcpy(out.data(), m_window.data(), n * sizeof(double));
            first += n;
            out = out.subspan(n * sizeof(double));
        }
        return {};
    }

protected:
    virtual Result<void> compute(std::uint64_t first, std::span<double> out) = 0;

private:
    std::vector<double> m_window;
};

class AffineExpression final : public Computed {
public:
    AffineExpression(ValueType type, AffineStep step, ExpressionPtr child)
        : Computed(std::move(type)), m_step(std::move(step)), m_extent(this->type().shape, m_step.axis), m_child(std::move(child))
    {
    }

protected:
    Result<void> compute(std::uint64_t first, std::span<double> out) override
    {
        if (auto r = m_child.read(first, out); !r)
            return r;
        const auto at = [](const std::vector<double>& list, std::uint64_t i) { return list.size() == 1 ? list[0] : list[static_cast<std::size_t>(i)]; };
        for (std::size_t done = 0; done < out.size();) {
            const std::uint64_t flat = first + done, run = std::min<std::uint64_t>(m_extent.inner - flat % m_extent.inner, out.size() - done);
            const std::uint64_t index = flat / m_extent.inner % m_extent.size;
            const double zero = at(m_step.zeros, index), factor = at(m_step.factors, index), offset = at(m_step.offsets, index);
            for (std::uint64_t i = 0; i < run; ++i, ++done)
                out[done] = (out[done] - zero) * factor + offset;
        }
        return {};
    }

private:
    AffineStep m_step;
    AxisExtent m_extent;
    Numbers m_child;
};

class SumExpression final : public Computed {
public:
    SumExpression(ValueType type, std::vector<ExpressionPtr> parts) : Computed(std::move(type))
    {
        for (ExpressionPtr& p : parts)
            m_parts.emplace_back(std::move(p));
    }

protected:
    Result<void> compute(std::uint64_t first, std::span<double> out) override
    {
        if (auto r = m_parts[0].read(first, out); !r)
            return r;
        m_scratch.resize(out.size());
        for (std::size_t p = 1; p < m_parts.size(); ++p) {
            if (auto r = m_parts[p].read(first, m_scratch); !r)
                return r;
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] += m_scratch[i];
        }
        return {};
    }

private:
    std::vector<Numbers> m_parts;
    std::vector<double> m_scratch;
};

/// Numbers that are there already.
class VectorExpression final : public Computed {
public:
    VectorExpression(ValueType type, std::vector<double> values) : Computed(std::move(type)), m_values(std::move(values)) {}

protected:
    Result<void> compute(std::uint64_t first, std::span<double> out) override
    {
        std::copy_n(m_values.begin() + static_cast<std::ptrdiff_t>(first), out.size(), out.begin());
        return {};
    }

private:
    std::vector<double> m_values;
};

class MixExpression final : public Computed {
public:
    MixExpression(ValueType type, const MixStep& step, ExpressionPtr child)
        : Computed(std::move(type)), m_weights(step.weights), m_extent(this->type().shape, step.axis), m_child(std::move(child)),
          m_slab(static_cast<std::uint64_t>(m_weights->inputSize) * m_extent.inner)
    {
        m_outer = m_extent.size * m_extent.inner == 0 ? 0 : this->type().shape.elementCount() / (m_extent.size * m_extent.inner);
    }

protected:
    Result<void> compute(std::uint64_t first, std::span<double> out) override
    {
        while (!out.empty()) {
            const std::uint64_t row = first / m_extent.inner, at = first % m_extent.inner;
            const std::uint64_t outer = row / m_extent.size, index = row % m_extent.size;
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_extent.inner - at, out.size()));
            auto r = m_slab <= slabElements ? fromSlab(outer, index, at, out.first(count)) : fromRows(outer, index, at, out.first(count));
            if (!r)
                return r;
            first += count;
            out = out.subspan(count);
        }
        return {};
    }

private:
    /// Several slabs are kept at once where they are small.
    Result<void> fromSlab(std::uint64_t outer, std::uint64_t index, std::uint64_t at, std::span<double> out)
    {
        if (outer < m_keptFirst || outer >= m_keptFirst + m_keptCount) {
            const std::uint64_t room = m_slab == 0 ? m_outer : std::max<std::uint64_t>(slabElements / 4 / m_slab, 1);
            m_keptFirst = outer;
            m_keptCount = std::min<std::uint64_t>(room, m_outer - outer);
            m_kept.resize(static_cast<std::size_t>(m_keptCount * m_slab));
            if (auto r = m_child.read(outer * m_slab, m_kept); !r)
                return r;
        }
        const double* const slab = m_kept.data() + (outer - m_keptFirst) * m_slab;
        std::fill(out.begin(), out.end(), 0.0);
        for (std::size_t t = m_weights->firstTap[index]; t < m_weights->firstTap[index + 1]; ++t) {
            const double weight = m_weights->weights[t];
            const double* const from = slab + static_cast<std::uint64_t>(m_weights->taps[t]) * m_extent.inner + at;
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] += weight * from[i];
        }
        return {};
    }

    Result<void> fromRows(std::uint64_t outer, std::uint64_t index, std::uint64_t at, std::span<double> out)
    {
        // Rows that are made alike (a mean for each new word) are made once.
        const bool whole = at == 0 && out.size() == m_extent.inner;
        if (whole && m_lastOuter == outer && sameTaps(m_lastIndex, index)) {
            std::copy(m_last.begin(), m_last.end(), out.begin());
            return {};
        }
        std::fill(out.begin(), out.end(), 0.0);
        m_row.resize(out.size());
        for (std::size_t t = m_weights->firstTap[index]; t < m_weights->firstTap[index + 1]; ++t) {
            const std::uint64_t from = outer * m_slab + static_cast<std::uint64_t>(m_weights->taps[t]) * m_extent.inner + at;
            if (auto r = m_child.read(from, m_row); !r)
                return r;
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] += m_weights->weights[t] * m_row[i];
        }
        if (whole) {
            m_last.assign(out.begin(), out.end());
            m_lastOuter = outer;
            m_lastIndex = index;
        }
        return {};
    }

    [[nodiscard]] bool sameTaps(std::uint64_t a, std::uint64_t b) const
    {
        const auto& first = m_weights->firstTap;
        const std::size_t count = first[a + 1] - first[a];
        return count > 1 && count == first[b + 1] - first[b] &&
               std::equal(m_weights->taps.begin() + static_cast<std::ptrdiff_t>(first[a]), m_weights->taps.begin() + static_cast<std::ptrdiff_t>(first[a + 1]),
                          m_weights->taps.begin() + static_cast<std::ptrdiff_t>(first[b])) &&
               std::equal(m_weights->weights.begin() + static_cast<std::ptrdiff_t>(first[a]),
                          m_weights->weights.begin() + static_cast<std::ptrdiff_t>(first[a + 1]),
                          m_weights->weights.begin() + static_cast<std::ptrdiff_t>(first[b]));
    }

    std::shared_ptr<const AxisWeights> m_weights;
    AxisExtent m_extent; ///< of the result
    Numbers m_child;
    std::uint64_t m_slab, m_outer = 0; ///< elements of the child below one outer index; outer indices
    std::vector<double> m_kept, m_row, m_last;
    std::uint64_t m_keptFirst = 0, m_keptCount = 0, m_lastIndex = 0;
    std::uint64_t m_lastOuter = ~std::uint64_t{0};
};

/// Sums of squares of the slices along an axis, or of everything (axis < 0).
Result<std::vector<double>> squares(Numbers& values, std::int64_t axis)
{
    const std::uint64_t count = values.shape().elementCount();
    const AxisExtent extent(values.shape(), std::max<std::int64_t>(axis, 0));
    std::vector<double> sums(axis < 0 ? 1 : static_cast<std::size_t>(extent.size), 0.0), window;
    for (std::uint64_t first = 0; first < count;) {
        window.resize(static_cast<std::size_t>(std::min<std::uint64_t>(windowElements, count - first)));
        if (auto r = values.read(first, window); !r)
            return fail(std::move(r.error()));
        for (std::size_t i = 0; i < window.size(); ++i)
            sums[axis < 0 ? 0 : static_cast<std::size_t>((first + i) / extent.inner % extent.size)] += window[i] * window[i];
        first += window.size();
    }
    return sums;
}

} // namespace

ExpressionPtr affineExpression(ValueType type, AffineStep step, ExpressionPtr child)
{
    return std::make_unique<AffineExpression>(std::move(type), std::move(step), std::move(child));
}

ExpressionPtr mixExpression(ValueType type, const MixStep& step, ExpressionPtr child)
{
    return std::make_unique<MixExpression>(std::move(type), step, std::move(child));
}

ExpressionPtr sumExpression(ValueType type, std::vector<ExpressionPtr> parts)
{
    return std::make_unique<SumExpression>(std::move(type), std::move(parts));
}

Result<ExpressionPtr> foldExpression(ValueType type, const FoldStep& step, std::vector<ExpressionPtr> parts)
{
    if (step.kind == FoldKind::WeightNorm) {
        Numbers magnitude(std::move(parts[0])), direction(std::move(parts[1]));
        auto g = magnitude.all();
        if (!g)
            return fail(std::move(g.error()));
        auto sums = squares(direction, step.axis);
        if (!sums)
            return fail(std::move(sums.error()));
        AffineStep affine;
        affine.axis = std::max<std::int64_t>(step.axis, 0);
        affine.factors.resize(sums->size());
        for (std::size_t i = 0; i < sums->size(); ++i)
            affine.factors[i] = (*g)[i] / std::sqrt((*sums)[i]);
        return affineExpression(std::move(type), std::move(affine), direction.release());
    }
    const bool bias = step.kind == FoldKind::BatchNormBias;
    // In the order of the sources: kernel, [gamma,] variance or [bias,] [gamma,] [beta,] mean, variance.
    std::vector<std::vector<double>> vectors;
    for (std::size_t i = bias ? 0 : 1; i < parts.size(); ++i) {
        auto values = Numbers(std::move(parts[i])).all();
        if (!values)
            return fail(std::move(values.error()));
        vectors.push_back(std::move(*values));
    }
    const std::vector<double>& variance = vectors.back();
    const std::size_t count = variance.size();
    std::size_t next = bias && step.hasBias ? 1 : 0;
    std::vector<double> factors(count, 1.0);
    if (step.hasGamma)
        factors = vectors[next++];
    for (std::size_t i = 0; i < count; ++i)
        factors[i] /= std::sqrt(variance[i] + step.epsilon);
    if (!bias) {
        AffineStep affine;
        affine.axis = step.axis;
        affine.factors = std::move(factors);
        return affineExpression(std::move(type), std::move(affine), std::move(parts[0]));
    }
    std::vector<double> result(count, 0.0);
    if (step.hasBeta)
        result = vectors[next++];
    const std::vector<double>& mean = vectors[next];
    for (std::size_t i = 0; i < count; ++i)
        result[i] += ((step.hasBias ? vectors[0][i] : 0.0) - mean[i]) * factors[i];
    return std::make_unique<VectorExpression>(std::move(type), std::move(result));
}

} // namespace tensorgraft
