#include "model_io/transfer/fill_unmapped.h"

#include <string>

namespace tensorgraft {
namespace {

std::string initialOf(const TensorInfo& target)
{
    const bool real = dtypeClass(target.dtype) == DTypeClass::Float;
    switch (target.kind) {
    case ParameterKind::Gamma:
    case ParameterKind::MovingVariance: return "fill(ones)";
    case ParameterKind::Embedding:
    case ParameterKind::PositionEmbedding: return real ? "fill(uniform,-0.05,0.05,1)" : "fill(zeros)";
    case ParameterKind::Kernel:
    case ParameterKind::DepthwiseKernel:
    case ParameterKind::PointwiseKernel:
    case ParameterKind::RecurrentKernel: return real && target.shape.rank() >= 2 ? "fill(glorot_uniform,1)" : "fill(zeros)";
    default: return "fill(zeros)";
    }
}

} // namespace

Result<ResolvedEntry> fillEntry(std::string_view fill, std::size_t index, const TensorInfo& target)
{
    const std::string text = fill == "initial" ? initialOf(target) : std::string(fill);
    auto transform = Transform::parse(text);
    if (!transform)
        return fail(std::move(transform.error()).of(target.name));
    auto resolved = resolve(*transform, {}, ValueType{target.dtype, target.shape});
    if (!resolved)
        return fail(std::move(resolved.error()).of(target.name).advise("Name a fill: initial, fill(zeros), fill(glorot_uniform,1), ..."));
    ResolvedEntry entry;
    entry.target = index;
    entry.transform = std::move(*transform);
    entry.resolved = std::move(*resolved);
    entry.reason = "not in the mapping: filled as asked";
    return entry;
}

} // namespace tensorgraft
