#pragma once

#include "model_io/analysis/compare_detail.h"
#include "ui/inspector/compare_subject.h"
#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/kernel_picture.h"

#include <array>
#include <memory>

namespace tensorgraft {

/// The same page of filters of what is written, of the target and of their difference.
struct ComparedKernels {
    std::array<std::shared_ptr<const KernelPicture>, 3> pictures;
};
/// Reads both pages and draws all three. Where the scale is common, source and target share one; the difference has
/// its own around zero. REQUIRES: a subject with two tensors of rank >= 2.
[[nodiscard]] Result<ComparedKernels> loadComparedKernels(const CompareSubject& subject, KernelRequest request, const ProgressFn& progress = {});

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
