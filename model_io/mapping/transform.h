#pragma once

#include "model_io/core/error.h"
#include "model_io/core/quantization.h"
#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <memory>
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

/// reorder(axis,0,2,1,3): the axis as equal blocks, block k of the result is block blocks[k] of the input. Letters say
/// the same: reorder(1,ijfo->ifjo).
struct ReorderStep { std::int64_t axis = 0; std::vector<std::int64_t> blocks; };
/// Kernels of grouped convolutions. expand and collapse: groups(expand,count,inputAxis,outputAxis), between the kernel as
/// stored (an output channel holds the input channels of its own group) and the ungrouped one with zeros between groups;
/// collapse reads those zeros and refuses where one is another number. groups(split,count,index,outputAxis): one group.
enum class GroupsKind : std::uint8_t { Expand, Collapse, Split };
struct GroupsStep { GroupsKind kind = GroupsKind::Expand; std::int64_t count = 1, inputAxis = -2, outputAxis = -1, index = 0; };

// Steps that compute. They work in float64 from any real element type; values are rounded once, at the end or by a cast,
// to the element type that went in (integers: float32) or to the target's.

/// sum: the sources, element by element. sum(axis): np.sum(a, axis).
struct SumStep { std::optional<std::int64_t> axis; };
/// repeat(axis,n): np.repeat; repeat(axis,n,tile): the whole axis again and again.
struct RepeatStep { std::int64_t axis = 0, count = 1; bool tile = false; };
struct ScaleStep { double factor = 1; };
struct AddStep { double value = 0; };
/// dequantize: (stored - zeroPoint) * scale with the tensor's own record; dequantize(scale[,zeroPoint]).
struct DequantizeStep { std::optional<double> scale; double zeroPoint = 0; };
/// resize(bicubic) to the target's sizes, resize(bilinear,axis,size,...[,align_corners][,antialias]): each axis as
/// torch.nn.functional.interpolate does it.
enum class ResizeMode : std::uint8_t { Nearest, Linear, Cubic };
struct ResizeStep {
    ResizeMode mode = ResizeMode::Linear;
    std::vector<std::int64_t> axes, sizes; ///< empty: every axis whose size is not the target's
    bool alignCorners = false, antialias = false;
};
/// A recipe whose steps depend on the shapes it meets ("bn:fold(bias,0.001)"); resolve() replaces it by them.
struct RecipeStep { std::string name; std::vector<std::string> arguments; };

// Steps that only resolve() makes.

/// Index k of an axis becomes a weighted sum of indices of the input: resize, sum(axis), a mean.
struct AxisWeights {
    std::int64_t inputSize = 0;
    std::vector<std::size_t> firstTap{0}; ///< of each index of the result, and the end
    std::vector<std::int64_t> taps;       ///< indices of the input
    std::vector<double> weights;
    [[nodiscard]] std::int64_t outputSize() const { return static_cast<std::int64_t>(firstTap.size()) - 1; }
    void endRow() { firstTap.push_back(taps.size()); }
};
struct MixStep { std::int64_t axis = 0; std::shared_ptr<const AxisWeights> weights; };
/// (x - zeros[i]) * factors[i] + offsets[i], i along `axis`; each list has one number for all, or one an index.
struct AffineStep { std::int64_t axis = 0; std::vector<double> zeros{0}, factors{1}, offsets{0}; };
/// Joins kernel, gamma, variance (gamma may be missing): kernel * gamma / sqrt(variance + epsilon) along `axis`.
/// Or [bias,] gamma, beta, mean, variance: beta + (bias - mean) * gamma / sqrt(variance + epsilon).
/// Or g, v: g * v / |v|, the norm over all axes but `axis` (all axes where it is negative).
enum class FoldKind : std::uint8_t { BatchNormKernel, BatchNormBias, WeightNorm };
struct FoldStep { FoldKind kind = FoldKind::BatchNormKernel; std::int64_t axis = 0; double epsilon = 0; bool hasBias = false, hasGamma = true, hasBeta = true; };

using Step = std::variant<TransposeStep, ReshapeStep, SqueezeStep, UnsqueezeStep, FlipStep, SliceStep, ConcatStep,
                          StackStep, PadStep, CropStep, PadOrCropStep, CastStep, FillStep, ReorderStep, GroupsStep, SumStep,
                          RepeatStep, ScaleStep, AddStep, DequantizeStep, ResizeStep, RecipeStep, MixStep, AffineStep, FoldStep>;
/// Canonical text of one step: "transpose(3,2,0,1)".
[[nodiscard]] std::string toString(const Step& step);

/// Shape and element type of a value between two steps.
struct ValueType {
    DType dtype = DType::Float32;
    Shape shape;
    /// What the stored integers stand for, where the file says it; only `dequantize` asks.
    std::shared_ptr<const AffineQuantization> quantization = nullptr;
    [[nodiscard]] bool operator==(const ValueType& other) const { return dtype == other.dtype && shape == other.shape; }
};

/// A pipeline as text: "reshape(7,7,512,4096)|transpose(3,2,0,1)|reshape". Empty or "identity": nothing is changed.
class Transform {
public:
    Transform() = default;
    explicit Transform(std::vector<Step> steps) : m_steps(std::move(steps)) {}
    /// Understands every step above and the named recipes ("conv:HWIO->OIHW", "dense:transpose",
    /// "depthwise:HWCM->OIHW"), which it keeps as the steps they stand for; those that depend on shapes stay by name.
    /// Errors: Usage, naming the column.
    [[nodiscard]] static Result<Transform> parse(std::string_view text);
    /// Canonical text; parse(toString()) gives the same steps. "identity" where there are none.
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
    [[nodiscard]] bool isIdentity() const { return m_steps.empty(); }

private:
    std::vector<Step> m_steps;
};

/// One step with nothing left open: axes non-negative, sizes explicit. Squeeze, unsqueeze and reshape have become
/// ReshapeStep with full sizes; crop, slice and flip keep their kind; pad_or_crop has become CropStep / PadStep; recipes,
/// resize, scale, add and dequantize have become the steps that compute. Those yield float64 until a cast rounds.
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
    bool losesData = false;          ///< slice, crop, a cast that is not exact, what computes and cannot be undone
    std::string lossReason;          ///< "crops axis 0 from 1001 to 1000"; empty where nothing is lost
    [[nodiscard]] bool isIdentity() const { return steps.empty(); }
};

/// Works out every shape and type. `target` gives what is left open (reshape, squeeze, unsqueeze, pad_or_crop) and is
/// compared with the result: another shape is a Mismatch; another dtype appends a cast to the target's.
/// Without `target`, open steps are Usage errors. Element counts that agree never license a reshape: only an explicit
/// step reshapes.
[[nodiscard]] Result<ResolvedTransform> resolve(const Transform& transform, std::span<const ValueType> sources,
                                                const std::optional<ValueType>& target);

/// Element type of the result where the source decides: that of the last cast, else `input`; float32 where integers are
/// computed with.
[[nodiscard]] DType ownType(const Transform& transform, DType input);

/// The transform that undoes `forward`, where it has one: no loss, one source, no fill. Mismatch with the reason else.
[[nodiscard]] Result<Transform> inverse(const ResolvedTransform& forward);

} // namespace tensorgraft
