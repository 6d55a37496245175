#include "model_io/transfer/random_fill.h"

#include <cmath>
#include <numbers>

namespace tensorgraft {
namespace {

std::uint64_t mix(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

struct Fans {
    double in = 1, out = 1;
};

Fans fansOf(const Shape& shape, bool outputFirst)
{
    const std::size_t rank = shape.rank();
    if (rank == 0)
        return {};
    if (rank == 1)
        return {static_cast<double>(shape[0]), static_cast<double>(shape[0])};
    double receptive = 1;
    for (std::size_t i = 0; i + 2 < rank; ++i)
        receptive *= static_cast<double>(outputFirst ? shape[i + 2] : shape[i]);
    const auto in = static_cast<double>(outputFirst ? shape[1] : shape[rank - 2]);
    const auto out = static_cast<double>(outputFirst ? shape[0] : shape[rank - 1]);
    return {in * receptive, out * receptive};
}

} // namespace

RandomFill::RandomFill(const FillStep& step, const Shape& shape, std::string_view name, bool kernelIsOutputFirst)
    : m_kind(step.kind), m_a(step.a), m_b(step.b)
{
    std::uint64_t hash = 0xCBF29CE484222325u; // FNV-1a: the same on every machine, unlike std::hash
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    m_key = mix(step.seed ^ hash);

    const Fans fans = fansOf(shape, kernelIsOutputFirst);
    // A normal truncated at two standard deviations has this standard deviation; Keras divides by it.
    constexpr double truncatedStd = 0.87962566103423978;
    const auto asUniform = [&](double limit) {
        m_kind = FillKind::Uniform;
        m_a = -limit;
        m_b = limit;
    };
    const auto asTruncated = [&](double variance) {
        m_kind = FillKind::TruncatedNormal;
        m_a = 0;
        m_b = std::sqrt(variance) / truncatedStd;
    };
    switch (step.kind) {
    case FillKind::Zeros: m_kind = FillKind::Constant; m_a = 0; break;
    case FillKind::Ones: m_kind = FillKind::Constant; m_a = 1; break;
    case FillKind::GlorotUniform: asUniform(std::sqrt(6 / (fans.in + fans.out))); break;
    case FillKind::GlorotNormal: asTruncated(2 / (fans.in + fans.out)); break;
    case FillKind::HeUniform: asUniform(std::sqrt(6 / fans.in)); break;
    case FillKind::HeNormal: asTruncated(2 / fans.in); break;
    case FillKind::Constant:
    case FillKind::Normal:
    case FillKind::TruncatedNormal:
    case FillKind::Uniform: break;
    }
}

double RandomFill::uniform(std::uint64_t index, std::uint64_t draw) const
{
    const std::uint64_t bits = mix(mix(m_key + index) + draw);
    return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53; // in (0, 1)
}

double RandomFill::normal(std::uint64_t index, std::uint64_t draw) const
{
    const double radius = std::sqrt(-2 * std::log(uniform(index, draw)));
    return radius * std::cos(2 * std::numbers::pi * uniform(index, draw + 1));
}

void RandomFill::generate(std::uint64_t first, std::span<float> out) const
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint64_t index = first + i;
        double value = m_a;
        if (m_kind == FillKind::Uniform) {
            value = m_a + (m_b - m_a) * uniform(index, 0);
        } else if (m_kind == FillKind::Normal) {
            value = m_a + m_b * normal(index, 0);
        } else if (m_kind == FillKind::TruncatedNormal) {
            double z = normal(index, 0);
            for (std::uint64_t draw = 2; std::abs(z) > 2; draw += 2)
                z = normal(index, draw);
            value = m_a + m_b * z;
        }
        out[i] = static_cast<float>(value);
    }
}

} // namespace tensorgraft
