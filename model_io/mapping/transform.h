#pragma once

#include "model_io/core/error.h"
#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tensorgraft {

// Steps of a transform, as written; `docs/mapping.md` gives the grammar. Axes may be negative (from the end) until
// resolved. Each works as the NumPy function of its name.

struct TransposeStep { std::vector<std::int64_t> permutation; };                ///< axis k of the result is axis p[k]
struct ReshapeStep { std::optional<std::vector<std::int64_t>> sizes; };         ///< none: the target's; one may be -1
struct SqueezeStep { std::optional<std::int64_t> axis; };                       ///< none: as the target needs
struct UnsqueezeStep { std::optional<std::int64_t> axis; };                     ///< none: as the target needs
struct FlipStep { std::vector<std::int64_t> axes; };
/// slice(axis,start,stop[,step]): Python's bounds, step > 0; `stop` may be the word `end` (the largest int64).
struct SliceStep { std::int64_t axis = 0, start = 0, stop = 0, step = 1; };
struct ConcatStep { std::int64_t axis = 0; };
struct StackStep { std::int64_t axis = 0; };
/// pad(axis,before,after[,value])
struct PadStep { std::int64_t axis = 0, before = 0, after = 0; double value = 0; };
/// crop(axis,size[,offset]): keeps `size` from `offset`
struct CropStep { std::int64_t axis = 0, size = 0, offset = 0; };
struct PadOrCropStep {};                                                         ///< to the target's shape, leading part
struct CastStep { DType to = DType::Float32; };
enum class FillKind : std::uint8_t { Zeros, Ones, Constant, Normal, TruncatedNormal, Uniform, GlorotUniform, GlorotNormal, HeUniform, HeNormal };
/// fill(zeros), fill(constant,0.1), fill(normal,mean,stddev,seed), fill(glorot_uniform,seed): takes no source.
/// Deterministic: the same seed, shape and target name give the same values on every machine.
struct FillStep { FillKind kind = FillKind::Zeros; double a = 0, b = 0; std::uint64_t seed = 0; };

using Step = std::variant<TransposeStep, ReshapeStep, SqueezeStep, UnsqueezeStep, FlipStep, SliceStep, ConcatStep,
                          StackStep, PadStep, CropStep, PadOrCropStep, CastStep, FillStep>;
/// Canonical text of one step: "transpose(3,2,0,1)".
[[nodiscard]] std::string toString(const Step& step);

/// Shape and element type of a value between two steps.
struct ValueType {
    DType dtype = DType::Float32;
    Shape shape;
    [[nodiscard]] bool operator==(const ValueType&) const = default;
};

/// A pipeline as text: "reshape(7,7,512,4096)|transpose(3,2,0,1)|reshape". Empty or "identity": nothing is changed.
class Transform {
public:
    Transform() = default;
    explicit Transform(std::vector<Step> steps) : m_steps(std::move(steps)) {}
    /// Understands every step above and the named recipes ("conv:HWIO->OIHW", "dense:transpose",
    /// "depthwise:HWCM->OIHW"), which it keeps as the steps they stand for. Errors: Usage, naming the column.
    [[nodiscard]] static Result<Transform> parse(std::string_view text);
    /// Canonical text; parse(toString()) gives the same steps. "identity" where there are none.
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
    [[nodiscard]] bool isIdentity() const { return m_steps.empty(); }

private:
    std::vector<Step> m_steps;
};

/// One step with nothing left open: axes non-negative, sizes explicit. Squeeze, unsqueeze and reshape have become
/// ReshapeStep with full sizes; crop, slice and flip keep their kind; pad_or_crop has become CropStep / PadStep.
struct ResolvedStep {
    Step step;
    ValueType result;    ///< of every operand (of the one joined value from concat/stack on)
    bool perSource = true; ///< false from the joining step on
    /// Result types of each source where they differ before a concat; empty where all equal `result`.
    std::vector<ValueType> perSourceResults;
    /// The step of each source where they differ: reshape(-1, ...) or slice(0, 1, end) of sources of other sizes before
    /// a concat. Empty where `step` serves all.
    std::vector<Step> perSourceSteps;
};

/// A transform bound to concrete inputs and target: what the executor runs.
struct ResolvedTransform {
    std::vector<ValueType> inputs;
    std::vector<ResolvedStep> steps; ///< without no-ops
    ValueType output;
    bool losesData = false;          ///< slice, crop, a cast that is not exact
    std::string lossReason;          ///< "crops axis 0 from 1001 to 1000"; empty where nothing is lost
    [[nodiscard]] bool isIdentity() const { return steps.empty(); }
};

/// Works out every shape and type. `target` gives what is left open (reshape, squeeze, unsqueeze, pad_or_crop) and is
/// compared with the result: another shape is a Mismatch; another dtype appends a cast to the target's.
/// Without `target`, open steps are Usage errors. Element counts that agree never license a reshape: only an explicit
/// step reshapes.
[[nodiscard]] Result<ResolvedTransform> resolve(const Transform& transform, std::span<const ValueType> sources,
                                                const std::optional<ValueType>& target);

/// The transform that undoes `forward`, where it has one: no loss, one source, no fill. Mismatch with the reason else.
[[nodiscard]] Result<Transform> inverse(const ResolvedTransform& forward);

} // namespace tensorgraft
