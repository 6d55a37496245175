#include "model_io/analysis/compare_detail.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tensorgraft {
namespace {

constexpr std::uint64_t runElements = std::uint64_t{1} << 18;

/// Both tensors in runs of equal length, as bytes and as float64.
class PairedRuns {
public:
    PairedRuns(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB, std::uint64_t mostElements)
        : m_a(a), m_b(b), m_tensorA(tensorA), m_tensorB(tensorB), m_elements(a.tensors()[tensorA].elementCount()),
          m_typeA(a.tensors()[tensorA].dtype), m_typeB(b.tensors()[tensorB].dtype)
    {
        const std::uint64_t all = (m_elements + runElements - 1) / runElements;
        m_runs = std::min(all, std::max<std::uint64_t>(1, mostElements / runElements));
        m_isSampled = m_runs < all;
        m_complex = dtypeClass(m_typeA) == DTypeClass::Complex || dtypeClass(m_typeB) == DTypeClass::Complex;
    }
    [[nodiscard]] std::uint64_t runs() const { return m_runs; }
    [[nodiscard]] bool isComplex() const { return m_complex; }
    [[nodiscard]] std::uint64_t compared() const { return m_isSampled ? m_runs * runElements : m_elements; }

    [[nodiscard]] Result<void> read(std::uint64_t run)
    {
        // Sampled runs are spread from the very first element to the very last.
        const std::uint64_t spread = m_elements - std::min(m_elements, runElements);
        const std::uint64_t first = !m_isSampled ? run * runElements
                                    : m_runs < 2 ? 0
                                                 : static_cast<std::uint64_t>(static_cast<long double>(spread) * static_cast<long double>(run) / static_cast<long double>(m_runs - 1));
        const std::uint64_t count = std::min(runElements, m_elements - first);
        bytesA.resize(count * itemSizeBytes(m_typeA));
        bytesB.resize(count * itemSizeBytes(m_typeB));
        if (auto r = m_a.read(m_tensorA, first, bytesA); !r)
            return r;
        return m_b.read(m_tensorB, first, bytesB);
    }
    void convert()
    {
        const std::size_t numbers = bytesA.size() / itemSizeBytes(m_typeA) * (m_complex ? 2 : 1);
        valuesA.resize(numbers);
        valuesB.resize(numbers);
        const DType wide = m_complex ? DType::Complex128 : DType::Float64;
        convertElements(m_typeA, bytesA, wide, std::as_writable_bytes(std::span(valuesA)));
        convertElements(m_typeB, bytesB, wide, std::as_writable_bytes(std::span(valuesB)));
    }
    std::vector<std::byte> bytesA, bytesB;
    std::vector<double> valuesA, valuesB;

private:
    const ModelFile &m_a, &m_b;
    std::size_t m_tensorA, m_tensorB;
    std::uint64_t m_elements, m_runs = 0;
    DType m_typeA, m_typeB;
    bool m_isSampled = false, m_complex = false;
};

/// A different place in every step of an even walk: regular steps would meet only some channels.
std::uint64_t scattered(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

void count(Histogram& histogram, std::span<const double> values)
{
    const double width = histogram.high - histogram.low;
    const auto bins = static_cast<double>(histogram.counts.size());
    for (const double v : values) {
        if (std::isnan(v)) {
            ++histogram.nans;
        } else if (std::isinf(v)) {
            ++(v > 0 ? histogram.positiveInfs : histogram.negativeInfs);
        } else {
            histogram.zeros += v == 0;
            const double at = width > 0 ? (v - histogram.low) / width * bins : 0;
            ++histogram.counts[static_cast<std::size_t>(std::clamp(at, 0.0, bins - 1))];
        }
    }
}

Result<void> checkComparable(const ModelFile& a, const TensorInfo& infoA, const ModelFile& b, const TensorInfo& infoB)
{
    if (infoA.shape != infoB.shape)
        return fail(makeError(ErrorCode::Mismatch, "the shapes differ, there is nothing to compare element by element")
                        .at(b.path()).of(infoB.name).wanted(infoA.shape.toString()).got(infoB.shape.toString()));
    for (const auto& [model, info] : {std::pair{&a, &infoA}, std::pair{&b, &infoB}})
        if (!isPlain(info->dtype))
            return fail(makeError(ErrorCode::Unsupported, "elements of this type cannot be compared")
                            .at(model->path()).of(info->name).got(std::string(dtypeName(info->dtype))));
    return {};
}

class DifferenceModel final : public ModelFile {
public:
    DifferenceModel(std::shared_ptr<const ModelFile> a, std::size_t tensorA, std::shared_ptr<const ModelFile> b, std::size_t tensorB, TensorInfo info)
        : ModelFile(b->path(), b->formatId(), {std::move(info)}, {}, b->memberFiles()), m_a(std::move(a)), m_b(std::move(b)), m_tensorA(tensorA),
          m_tensorB(tensorB)
    {
    }
    Result<void> read(std::size_t, std::uint64_t firstElement, std::span<std::byte> out) const override
    {
        constexpr std::size_t step = std::size_t{1} << 16;
        const DType typeA = m_a->tensors()[m_tensorA].dtype, typeB = m_b->tensors()[m_tensorB].dtype;
        const bool complex = dtypeClass(typeA) == DTypeClass::Complex || dtypeClass(typeB) == DTypeClass::Complex;
        const DType wide = complex ? DType::Complex128 : DType::Float64;
        const std::size_t parts = complex ? 2 : 1;
        std::vector<std::byte> bytesA, bytesB;
        std::vector<double> a, b;
        std::vector<float> difference;
        for (std::size_t done = 0, total = out.size() / sizeof(float); done < total;) {
            const std::size_t n = std::min(step, total - done);
            bytesA.resize(n * itemSizeBytes(typeA));
            bytesB.resize(n * itemSizeBytes(typeB));
            if (auto r = m_a->read(m_tensorA, firstElement + done, bytesA); !r)
                return r;
            if (auto r = m_b->read(m_tensorB, firstElement + done, bytesB); !r)
                return r;
            a.resize(n * parts);
            b.resize(n * parts);
            difference.resize(n);
            convertElements(typeA, bytesA, wide, std::as_writable_bytes(std::span(a)));
            convertElements(typeB, bytesB, wide, std::as_writable_bytes(std::span(b)));
            for (std::size_t i = 0; i < n; ++i)
                difference[i] = static_cast<float>(complex ? std::hypot(a[2 * i] - b[2 * i], a[2 * i + 1] - b[2 * i + 1]) : a[i] - b[i]);
            std::ranges::copy(std::as_bytes(std::span(difference)), out.begin() + static_cast<std::ptrdiff_t>(done * sizeof(float)));
            done += n;
        }
        return {};
    }
    Result<std::optional<MappedTensor>> map(std::size_t) const override { return std::optional<MappedTensor>{}; }
    std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    std::shared_ptr<const ModelFile> m_a, m_b;
    std::size_t m_tensorA, m_tensorB;
};

} // namespace

Result<DetailedComparison> compareInDetail(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB,
                                           const DetailOptions& options, const ProgressFn& progress)
{
    const TensorInfo &infoA = a.tensors()[tensorA], &infoB = b.tensors()[tensorB];
    if (auto comparable = checkComparable(a, infoA, b, infoB); !comparable)
        return fail(std::move(comparable.error()));
    DetailedComparison detail;
    detail.elements = infoA.elementCount();
    PairedRuns runs(a, tensorA, b, tensorB, options.mostElements);
    detail.compared = runs.compared();
    const std::uint64_t numbers = detail.compared * (runs.isComplex() ? 2 : 1);
    const std::uint64_t every = std::max<std::uint64_t>(1, (numbers + options.points - 1) / std::max<std::uint64_t>(1, options.points));
    Comparator comparator;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    std::uint64_t walked = 0;
    for (std::uint64_t run = 0; run < runs.runs(); ++run) {
        if (!reportProgress(progress, run, 2 * runs.runs()))
            return fail(makeError(ErrorCode::Cancelled, "cancelled"));
        if (auto r = runs.read(run); !r)
            return fail(std::move(r.error()));
        comparator.add(infoA.dtype, runs.bytesA, infoB.dtype, runs.bytesB);
        runs.convert();
        for (const auto* values : {&runs.valuesA, &runs.valuesB})
            for (const double v : *values)
                if (std::isfinite(v)) {
                    low = std::min(low, v);
                    high = std::max(high, v);
                }
        for (std::uint64_t cell = (walked + every - 1) / every; cell * every < walked + runs.valuesA.size(); ++cell) {
            const std::uint64_t at = std::min<std::uint64_t>(cell * every + scattered(cell) % every - walked, runs.valuesA.size() - 1);
            if (std::isfinite(runs.valuesA[at]) && std::isfinite(runs.valuesB[at])) {
                detail.pointsA.push_back(static_cast<float>(runs.valuesA[at]));
                detail.pointsB.push_back(static_cast<float>(runs.valuesB[at]));
            }
        }
        walked += runs.valuesA.size();
    }
    detail.figures = comparator.result();
    detail.figures.bitwiseEqual = detail.figures.bitwiseEqual && infoA.dtype == infoB.dtype;
    for (Histogram* histogram : {&detail.a, &detail.b}) {
        histogram->low = low <= high ? low : 0;
        histogram->high = low <= high ? high : 0;
        histogram->counts.assign(static_cast<std::size_t>(std::max(1, options.bins)), 0);
    }
    for (std::uint64_t run = 0; run < runs.runs(); ++run) {
        if (!reportProgress(progress, runs.runs() + run, 2 * runs.runs()))
            return fail(makeError(ErrorCode::Cancelled, "cancelled"));
        if (runs.runs() > 1) // one run is still at hand
            if (auto r = runs.read(run); !r)
                return fail(std::move(r.error()));
        runs.convert();
        count(detail.a, runs.valuesA);
        count(detail.b, runs.valuesB);
    }
    return detail;
}

std::shared_ptr<const ModelFile> differenceModel(std::shared_ptr<const ModelFile> a, std::size_t tensorA, std::shared_ptr<const ModelFile> b,
                                                 std::size_t tensorB, const Shape& shape)
{
    TensorInfo info = b->tensors()[tensorB];
    info.dtype = DType::Float32;
    info.shape = shape;
    info.sizeBytes = info.elementCount() * sizeof(float);
    info.quantization.reset();
    info.storageNote.clear();
    if (shape != b->tensors()[tensorB].shape)
        info.axes = AxisLayout::Unknown;
    return std::make_shared<DifferenceModel>(std::move(a), tensorA, std::move(b), tensorB, std::move(info));
}

Shape matrixShape(const Shape& shape)
{
    if (shape.rank() < 2)
        return Shape{1, static_cast<std::int64_t>(shape.elementCount())};
    std::int64_t rows = 1, columns = static_cast<std::int64_t>(shape.elementCount());
    Shape best{rows, columns};
    double bestRatio = std::numeric_limits<double>::infinity();
    for (std::size_t cut = 1; cut < shape.rank(); ++cut) {
        const std::int64_t size = shape[cut - 1];
        if (size == 0)
            return Shape{0, 0};
        rows *= size;
        columns /= size;
        const double ratio = std::abs(std::log(static_cast<double>(rows)) - std::log(static_cast<double>(std::max<std::int64_t>(1, columns))));
        if (ratio < bestRatio) {
            bestRatio = ratio;
            best = Shape{rows, columns};
        }
    }
    return best;
}

} // namespace tensorgraft
