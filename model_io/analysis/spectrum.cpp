#include "model_io/analysis/spectrum.h"

#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft {

Result<Spectrum> spectrum(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    const auto unsupported = [&](const char* what) { return makeError(ErrorCode::Unsupported, what).at(model.path()).of(info.name); };
    if (!isPlain(info.dtype) || dtypeClass(info.dtype) == DTypeClass::Complex)
        return fail(unsupported("only real numbers have a spectrum here").got(std::string(dtypeName(info.dtype))));
    const auto at = static_cast<std::size_t>(axis);
    Spectrum result;
    result.rows = info.shape[at];
    if (info.elementCount() == 0)
        return fail(unsupported("the tensor is empty"));
    if (info.elementCount() > static_cast<std::uint64_t>(spectrumMostValues))
        return fail(unsupported("the matrix is too large for its singular values").wanted("at most " + std::to_string(spectrumMostValues) + " values").got(std::to_string(info.elementCount())));
    result.columns = static_cast<std::int64_t>(info.elementCount()) / result.rows;
    if (std::min(result.rows, result.columns) > spectrumMostRank)
        return fail(unsupported("the matrix is too large for its singular values").wanted("a side of at most " + std::to_string(spectrumMostRank))
                        .got(std::to_string(result.rows) + " x " + std::to_string(result.columns)));

    // The singular values of a matrix and of its transpose are the same: the longer side becomes the rows.
    const bool turned = result.rows < result.columns;
    Eigen::MatrixXd matrix(std::max(result.rows, result.columns), std::min(result.rows, result.columns));
    const std::int64_t inner = std::max<std::int64_t>(1, info.shape.contiguousStrides()[at]);
    std::vector<double> values;
    bool finite = true;
    auto walked = forEachWindow(model, tensor, WindowOrder::COrder, progress, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        values.resize(bytes.size() / itemSizeBytes(info.dtype));
        convertElements(info.dtype, bytes, DType::Float64, std::as_writable_bytes(std::span(values)));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto place = static_cast<std::int64_t>(first + i);
            const std::int64_t row = place / inner % result.rows, column = place / (inner * result.rows) * inner + place % inner;
            finite = finite && std::isfinite(values[i]);
            (turned ? matrix(column, row) : matrix(row, column)) = values[i];
        }
    }, std::uint64_t{1} << 20);
    if (!walked)
        return fail(std::move(walked.error()));
    if (!finite)
        return fail(unsupported("a matrix with NaN or infinite values has no singular values"));

    const Eigen::BDCSVD<Eigen::MatrixXd> decomposition(matrix);
    const Eigen::VectorXd& found = decomposition.singularValues();
    result.values.assign(found.data(), found.data() + found.size());
    double sum = 0, squares = 0;
    for (const double v : result.values) {
        sum += v;
        squares += v * v;
    }
    const double largest = result.values.front();
    if (largest > 0) {
        double entropy = 0;
        for (const double v : result.values)
            if (v > 0)
                entropy -= v / sum * std::log(v / sum);
        result.effectiveRank = std::exp(entropy);
        result.stableRank = squares / (largest * largest);
        const double floor = largest * static_cast<double>(std::max(result.rows, result.columns)) * static_cast<double>(std::numeric_limits<float>::epsilon());
        result.numericalRank = std::ranges::count_if(result.values, [floor](double v) { return v > floor; });
    }
    return result;
}

} // namespace tensorgraft
