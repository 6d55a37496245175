#pragma once

#include "model_io/mapping/transform.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tensorgraft::transforms {

// What one step does to one value. For resolve() and the recipes only.

constexpr std::size_t maxRank = 64;

/// A value on its way through the steps.
struct Operand {
    ValueType type;
    /// Where a step computed: the type that these float64 values are rounded to in the end.
    std::optional<DType> nominal;
};

/// The step with nothing left open and the type it yields. No step: nothing changes.
struct Outcome {
    std::vector<Step> steps; ///< none, one, or several (pad_or_crop)
    std::vector<ValueType> results; ///< after each
    std::string loss;
    std::optional<DType> nominal; ///< set by steps that compute
};

/// Applies one step to one value. Joining steps, fills and recipes are the caller's. Errors: Mismatch, Usage, Unsupported.
[[nodiscard]] Result<Outcome> applyStep(const Step& step, const Operand& in, const ValueType* target);
/// Several, one after the other.
[[nodiscard]] Result<Outcome> applySteps(const std::vector<Step>& steps, const Operand& in, const ValueType* target);
/// The steps of transform_apply_compute.cpp; REQUIRES: `step` is one of them.
[[nodiscard]] Result<Outcome> applyComputing(const Step& step, const Operand& in, const ValueType* target);

/// The type that a step which computes rounds to where nothing else is said. Unsupported for bool, complex and others.
[[nodiscard]] Result<DType> computedType(const Step& step, DType in);

// Pieces of the above.
[[nodiscard]] Failure misfit(const Step& step, std::string message, std::string hint = {});
[[nodiscard]] Failure openStep(const Step& step, std::string message, std::string hint);
[[nodiscard]] std::string axisName(std::int64_t axis, const Shape& shape);
[[nodiscard]] std::vector<std::int64_t> dimsOf(const Shape& shape);
[[nodiscard]] Outcome becomes(Step step, DType dtype, std::vector<std::int64_t> dims, std::string loss = {});
/// `axis` counted from the start. Mismatch where the tensor has no such axis.
[[nodiscard]] Result<std::size_t> axisOf(const Step& step, std::int64_t axis, const Shape& shape);
/// Weights that resize one axis as torch.nn.functional.interpolate does.
[[nodiscard]] AxisWeights resizeWeights(std::int64_t from, std::int64_t to, ResizeMode mode, bool alignCorners, bool antialias);

} // namespace tensorgraft::transforms
