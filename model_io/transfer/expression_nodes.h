#pragma once

#include "model_io/transfer/expression.h"

namespace tensorgraft {

// The kinds of nodes that buildExpression() puts together.

/// Strided memory. `view` has the sizes of the type.
[[nodiscard]] ExpressionPtr viewExpression(ValueType type, StridedView view);
/// Other sizes, same elements in the same order.
[[nodiscard]] ExpressionPtr reshapeExpression(ValueType type, ExpressionPtr child);
/// One value everywhere.
[[nodiscard]] ExpressionPtr constantExpression(ValueType type, double value);
/// Parts side by side along an axis: concat, pad.
[[nodiscard]] ExpressionPtr joinExpression(ValueType type, std::size_t axis, std::vector<ExpressionPtr> parts);

// Nodes that compute, in float64 (expression_compute.cpp). They read their children in windows of a few MiB.

/// (x - zeros[i]) * factors[i] + offsets[i].
[[nodiscard]] ExpressionPtr affineExpression(ValueType type, AffineStep step, ExpressionPtr child);
/// Weighted sums along an axis. Keeps one slab of at most 8 MiB, or reads row by row where a slab is larger.
[[nodiscard]] ExpressionPtr mixExpression(ValueType type, const MixStep& step, ExpressionPtr child);
/// The sum of the parts, added in their order.
[[nodiscard]] ExpressionPtr sumExpression(ValueType type, std::vector<ExpressionPtr> parts);
/// Reads the vectors (and for weight normalisation the directions, once, for their norms) when it is built.
/// Errors: reading.
[[nodiscard]] Result<ExpressionPtr> foldExpression(ValueType type, const FoldStep& step, std::vector<ExpressionPtr> parts);

// Kernels of grouped convolutions (expression_groups.cpp); `view` is the source's memory.

[[nodiscard]] ExpressionPtr expandGroups(ValueType type, const GroupsStep& step, const StridedView& view);
/// Reads what lies between the groups when it is built. Errors: reading; Mismatch where it is not all zero.
[[nodiscard]] Result<ExpressionPtr> collapseGroups(ValueType type, const GroupsStep& step, const StridedView& view);
/// Equal blocks of an axis in another order.
[[nodiscard]] ExpressionPtr reorderBlocks(ValueType type, const ReorderStep& step, const StridedView& view);
/// np.repeat, np.tile.
[[nodiscard]] ExpressionPtr repeatAxis(ValueType type, const RepeatStep& step, const StridedView& view);

} // namespace tensorgraft
