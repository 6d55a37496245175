#include "model_io/analysis/spectrum.h"

#include "model_io/analysis/gram_spectrum.h"
#include "model_io/analysis/tensor_slice.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tensorgraft {
namespace {

constexpr std::int64_t svdMostRank = 256, svdMostValues = std::int64_t{1} << 20; ///< a decomposition within a moment

/// The tensor as a tall matrix: the longer of the two sides are the rows. The singular values are the same.
struct Tall {
    std::int64_t rows = 0, columns = 0;
    bool turned = false; ///< the axis that was asked for runs along the columns
};

/// The elements in C order as float64.
Result<std::vector<double>> readAll(const ModelFile& model, std::size_t tensor, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    std::vector<double> values(info.elementCount());
    auto walked = forEachWindow(model, tensor, WindowOrder::COrder, progress, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        const std::size_t count = bytes.size() / itemSizeBytes(info.dtype);
        convertElements(info.dtype, bytes, DType::Float64, std::as_writable_bytes(std::span(values).subspan(first, count)));
    }, std::uint64_t{1} << 20);
    if (!walked)
        return fail(std::move(walked.error()));
    return values;
}

/// Bands of a tensor that is in memory, taken as a matrix along one axis.
detail::BandFn bandsOf(const std::vector<double>& values, const Tall& tall, std::int64_t axisSize, std::int64_t inner)
{
    return [&values, tall, axisSize, inner](std::int64_t first, std::int64_t count, std::span<double> out) -> Result<void> {
        // Element (r, c) of the matrix along the axis lies at (c / inner * axisSize + r) * inner + c % inner.
        for (std::int64_t row = first; row < first + count; ++row)
            for (std::int64_t column = 0; column < tall.columns; ++column) {
                const std::int64_t r = tall.turned ? column : row, c = tall.turned ? row : column;
                out[static_cast<std::size_t>((row - first) * tall.columns + column)] = values[static_cast<std::size_t>((c / inner * axisSize + r) * inner + c % inner)];
            }
        return {};
    };
}

/// Bands of a tensor of two axes, read when they are needed.
detail::BandFn bandsOf(const ModelFile& model, std::size_t tensor, std::size_t longAxis)
{
    return [&model, tensor, longAxis, buffer = std::vector<double>()](std::int64_t first, std::int64_t count, std::span<double> out) mutable -> Result<void> {
        const TensorInfo& info = model.tensors()[tensor];
        TensorSlice slice = wholeSlice(info.shape);
        slice[longAxis] = {first, count, 1, false};
        auto bytes = readSlice(model, tensor, slice);
        if (!bytes)
            return fail(std::move(bytes.error()));
        if (longAxis == 0) {
            convertElements(info.dtype, *bytes, DType::Float64, std::as_writable_bytes(out));
            return {};
        }
        buffer.resize(out.size());
        convertElements(info.dtype, *bytes, DType::Float64, std::as_writable_bytes(std::span(buffer)));
        const auto height = static_cast<std::size_t>(count), width = out.size() / height;
        for (std::size_t row = 0; row < height; ++row)
            for (std::size_t column = 0; column < width; ++column)
                out[row * width + column] = buffer[column * height + row];
        return {};
    };
}

Result<std::vector<double>> decompose(const detail::BandFn& band, const Tall& tall)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    RowMajor matrix(tall.rows, tall.columns);
    if (auto read = band(0, tall.rows, std::span(matrix.data(), static_cast<std::size_t>(matrix.size()))); !read)
        return fail(std::move(read.error()));
    if (!matrix.allFinite())
        return fail(makeError(ErrorCode::Unsupported, "a matrix with NaN or infinite values has no singular values"));
    const Eigen::BDCSVD<Eigen::MatrixXd> decomposition(matrix);
    const Eigen::VectorXd& found = decomposition.singularValues();
    return std::vector<double>(found.data(), found.data() + found.size());
}

void addRanks(Spectrum& result)
{
    double sum = 0, squares = 0;
    for (const double v : result.values) {
        sum += v;
        squares += v * v;
    }
    const double largest = result.values.front();
    if (!(largest > 0))
        return;
    double entropy = 0;
    for (const double v : result.values)
        if (v > 0)
            entropy -= v / sum * std::log(v / sum);
    result.effectiveRank = std::exp(entropy);
    result.stableRank = squares / (largest * largest);
    const double floor = largest * static_cast<double>(std::max(result.rows, result.columns)) * static_cast<double>(std::numeric_limits<float>::epsilon());
    result.numericalRank = std::ranges::count_if(result.values, [floor](double v) { return v > floor; });
}

} // namespace

Result<Spectrum> spectrum(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    const auto unsupported = [&](const char* what) { return makeError(ErrorCode::Unsupported, what).at(model.path()).of(info.name); };
    if (!isPlain(info.dtype) || dtypeClass(info.dtype) == DTypeClass::Complex)
        return fail(unsupported("only real numbers have a spectrum here").got(std::string(dtypeName(info.dtype))));
    const auto at = static_cast<std::size_t>(axis);
    if (info.elementCount() == 0)
        return fail(unsupported("the tensor is empty"));
    const auto count = static_cast<std::int64_t>(info.elementCount());
    Spectrum result;
    result.rows = info.shape[at];
    result.columns = count / result.rows;
    const Tall tall{std::max(result.rows, result.columns), std::min(result.rows, result.columns), result.rows < result.columns};
    const std::string size = std::to_string(result.rows) + " x " + std::to_string(result.columns);
    if (tall.columns > spectrumMostRank)
        return fail(unsupported("the matrix is too large for its singular values: they would take many minutes")
                        .wanted("a shorter side of at most " + std::to_string(spectrumMostRank)).got(size)
                        .advise("Choose another axis, or look at the norms of the channels."));
    if (count > spectrumMostWork / tall.columns)
        return fail(unsupported("the matrix is too large for its singular values: they would take many minutes")
                        .wanted("at most " + std::to_string(spectrumMostWork / tall.columns) + " values with a side of " + std::to_string(tall.columns))
                        .got(size).advise("Choose another axis, or look at the norms of the channels."));
    const bool matrix = info.shape.rank() == 2;
    if (!matrix && count > spectrumMostGathered)
        return fail(unsupported("the tensor is too large to be taken as a matrix in memory")
                        .wanted("at most " + std::to_string(spectrumMostGathered) + " values").got(std::to_string(count)));

    std::vector<double> values;
    detail::BandFn band;
    if (matrix) {
        band = bandsOf(model, tensor, info.shape[0] >= info.shape[1] ? 0 : 1);
    } else {
        auto read = readAll(model, tensor, [&](std::uint64_t, std::uint64_t) { return reportProgress(progress, 0, 1); });
        if (!read)
            return fail(std::move(read.error()));
        values = std::move(*read);
        band = bandsOf(values, tall, result.rows, std::max<std::int64_t>(1, info.shape.contiguousStrides()[at]));
    }
    result.fromGram = tall.columns > svdMostRank || count > svdMostValues;
    auto found = result.fromGram ? detail::gramSingularValues(tall.rows, tall.columns, band, progress) : decompose(band, tall);
    if (!found)
        return fail(std::move(found.error()).at(model.path()).of(info.name));
    result.values = std::move(*found);
    addRanks(result);
    return result;
}

} // namespace tensorgraft
