#pragma once

#include "model_io/analysis/compare_detail.h"
#include "ui/inspector/compare_subject.h"
#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/kernel_picture.h"

#include <array>
#include <memory>
#include <optional>

namespace tensorgraft {

/// One page of filters of what is written, of the target and of their difference.
using ComparedKernels = std::array<std::shared_ptr<const KernelPicture>, 3>;
/// Reads tensors of one shape side by side; their readers are shared by all pages. REQUIRES: a subject with two tensors of
/// rank >= 2. Any number of threads may call load().
class ComparedKernelReader {
public:
    explicit ComparedKernelReader(const CompareSubject& subject);
    /// Reads both pages and draws all three. Where the scale is common, source and target use `request.limits` and the
    /// difference its own, `differenceBound`, around zero (nullopt: that of the page).
    [[nodiscard]] Result<ComparedKernels> load(KernelRequest request, std::optional<float> differenceBound, const ProgressFn& progress = {}) const;

private:
    CompareSubject m_subject;
    SliceReadFn m_written, m_target;
};
/// Lowest and highest finite value of both tensors together.
[[nodiscard]] Result<std::pair<float, float>> comparedLimits(const CompareSubject& subject, const ProgressFn& progress = {});

/// The difference as a matrix (matrixShape()) of at most `cells` x `cells` cells; each shows the difference of largest
/// magnitude of what it covers.
struct DifferenceMap {
    Shape shape;                ///< of the whole matrix
    int rows = 0, columns = 0;  ///< cells
    std::vector<float> values;  ///< row-major
    float largest = 0;          ///< magnitude of the finite ones
    [[nodiscard]] bool isReduced() const { return rows < shape[0] || columns < shape[1]; }
};
[[nodiscard]] Result<DifferenceMap> loadDifferenceMap(const CompareSubject& subject, int cells, const ProgressFn& progress = {});

} // namespace tensorgraft
