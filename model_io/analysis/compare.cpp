#include "model_io/analysis/compare.h"

#include "model_io/analysis/magnitudes.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <vector>

namespace tensorgraft {
namespace {

using detail::blockElements;

struct Sums {
    double dot = 0, squaresA = 0, squaresB = 0, squaresDifference = 0, maxDifference = 0;
    std::uint64_t differing = 0;

    void add(double a, double b)
    {
        if (a == b || (std::isnan(a) && std::isnan(b))) {
            if (std::isfinite(a)) {
                dot += a * a;
                squaresA += a * a;
                squaresB += a * a;
            }
            return;
        }
        ++differing;
        if (!std::isfinite(a) || !std::isfinite(b)) {
            maxDifference = std::numeric_limits<double>::infinity();
            return;
        }
        dot += a * b;
        squaresA += a * a;
        squaresB += b * b;
        squaresDifference += (a - b) * (a - b);
        maxDifference = std::max(maxDifference, std::abs(a - b));
    }
    void add(const Sums& other)
    {
        dot += other.dot;
        squaresA += other.squaresA;
        squaresB += other.squaresB;
        squaresDifference += other.squaresDifference;
        maxDifference = std::max(maxDifference, other.maxDifference);
        differing += other.differing;
    }
    [[nodiscard]] Comparison result(bool bitwiseEqual) const
    {
        Comparison c;
        c.bitwiseEqual = bitwiseEqual;
        c.equal = differing == 0;
        c.differing = differing;
        c.maxAbsDifference = maxDifference;
        const bool zeroA = squaresA == 0, zeroB = squaresB == 0;
        if (zeroA || zeroB)
            c.cosineSimilarity = zeroA && zeroB ? 1 : 0;
        else
            c.cosineSimilarity = squaresDifference == 0 ? 1 : std::clamp(dot / (std::sqrt(squaresA) * std::sqrt(squaresB)), -1.0, 1.0);
        if (squaresDifference != 0)
            c.relativeL2 = zeroB ? std::numeric_limits<double>::infinity() : std::sqrt(squaresDifference / squaresB);
        return c;
    }
};

/// Both runs hold the same count of elements (at most blockElements). Complex numbers compare as their two parts.
Sums compareBlock(DType typeA, std::span<const std::byte> a, DType typeB, std::span<const std::byte> b)
{
    double valuesA[2 * blockElements], valuesB[2 * blockElements];
    const bool complex = dtypeClass(typeA) == DTypeClass::Complex || dtypeClass(typeB) == DTypeClass::Complex;
    const std::size_t count = a.size() / itemSizeBytes(typeA);
    const std::size_t numbers = complex ? 2 * count : count;
    const DType wide = complex ? DType::Complex128 : DType::Float64;
    convertElements(typeA, a, wide, std::as_writable_bytes(std::span(valuesA, numbers)));
    convertElements(typeB, b, wide, std::as_writable_bytes(std::span(valuesB, numbers)));
    Sums sums;
    for (std::size_t i = 0; i < numbers; ++i)
        sums.add(valuesA[i], valuesB[i]);
    // Elements count once although complex ones have two parts; and 64-bit integers differ where float64 cannot tell.
    const std::size_t itemBytes = itemSizeBytes(typeA);
    if (complex) {
        sums.differing = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto same = [&](std::size_t k) {
                return valuesA[k] == valuesB[k] || (std::isnan(valuesA[k]) && std::isnan(valuesB[k]));
            };
            sums.differing += !(same(2 * i) && same(2 * i + 1));
        }
    } else if (typeA == typeB && isInteger(typeA) && itemBytes == 8) {
        sums.differing = 0;
        for (std::size_t i = 0; i < count; ++i)
            sums.differing += std::memcmp(a.data() + 8 * i, b.data() + 8 * i, 8) != 0;
    }
    return sums;
}

/// Block results are merged in order: the same inputs give the same bits whatever the threads do.
Sums compareRuns(DType typeA, std::span<const std::byte> a, DType typeB, std::span<const std::byte> b)
{
    const std::size_t sizeA = itemSizeBytes(typeA), sizeB = itemSizeBytes(typeB);
    const std::size_t count = a.size() / sizeA;
    std::vector<Sums> results((count + blockElements - 1) / blockElements);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, results.size(), 32), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t block = range.begin(); block != range.end(); ++block) {
            const std::size_t first = block * blockElements, length = std::min(blockElements, count - first);
            results[block] = compareBlock(typeA, a.subspan(first * sizeA, length * sizeA), typeB, b.subspan(first * sizeB, length * sizeB));
        }
    });
    Sums sums;
    for (const Sums& block : results)
        sums.add(block);
    return sums;
}

} // namespace

struct Comparator::State {
    Sums sums;
    bool sameBytes = true;
};

Comparator::Comparator() : m_state(std::make_unique<State>()) {}
Comparator::~Comparator() = default;

void Comparator::add(DType typeA, std::span<const std::byte> a, DType typeB, std::span<const std::byte> b)
{
    State& s = *m_state;
    s.sameBytes = s.sameBytes && typeA == typeB && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
    s.sums.add(compareRuns(typeA, a, typeB, b));
}

Comparison Comparator::result() const { return m_state->sums.result(m_state->sameBytes); }

Result<Comparison> compare(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB, const ProgressFn& progress)
{
    const TensorInfo &infoA = a.tensors()[tensorA], &infoB = b.tensors()[tensorB];
    if (infoA.shape != infoB.shape)
        return fail(makeError(ErrorCode::Mismatch, "the shapes differ, there is nothing to compare element by element")
                        .at(b.path()).of(infoB.name).wanted(infoA.shape.toString()).got(infoB.shape.toString()));
    for (const auto& [model, info] : {std::pair{&a, &infoA}, std::pair{&b, &infoB}})
        if (!isPlain(info->dtype))
            return fail(makeError(ErrorCode::Unsupported, "elements of this type cannot be compared")
                            .at(model->path()).of(info->name).got(std::string(dtypeName(info->dtype))));

    auto mappedB = b.map(tensorB);
    if (!mappedB)
        return fail(std::move(mappedB.error()));
    const bool useMap = *mappedB && (*mappedB)->contiguous;
    std::vector<std::byte> buffer;
    Comparator comparator;
    Result<void> failed;
    const std::uint64_t sizeA = itemSizeBytes(infoA.dtype), sizeB = itemSizeBytes(infoB.dtype);
    const auto goOn = [&](std::uint64_t done, std::uint64_t total) { return failed.has_value() && reportProgress(progress, done, total); };
    auto walked = forEachWindow(a, tensorA, WindowOrder::COrder, goOn, [&](std::span<const std::byte> bytesA, std::uint64_t first) {
        const std::uint64_t length = bytesA.size() / sizeA * sizeB;
        std::span<const std::byte> bytesB;
        if (useMap) {
            bytesB = (*mappedB)->bytes.subspan(first * sizeB, length);
        } else {
            buffer.resize(length);
            failed = b.read(tensorB, first, buffer);
            bytesB = buffer;
        }
        if (!failed)
            return;
        comparator.add(infoA.dtype, bytesA, infoB.dtype, bytesB);
        if (useMap && (*mappedB)->guard) {
            failed = (*mappedB)->guard->check();
            (*mappedB)->guard->release(bytesB);
        }
    });
    if (!failed)
        return fail(std::move(failed.error()));
    if (!walked)
        return fail(std::move(walked.error()));
    return infoA.dtype == infoB.dtype || infoA.elementCount() != 0 ? comparator.result() : Sums{}.result(false);
}

Comparison compare(std::span<const float> a, std::span<const float> b)
{
    assert(a.size() == b.size());
    Comparator comparator;
    comparator.add(DType::Float32, std::as_bytes(a), DType::Float32, std::as_bytes(b));
    return comparator.result();
}

} // namespace tensorgraft
