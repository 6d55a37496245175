#include "model_io/mapping/check_layouts.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tensorgraft::checking {
namespace {

struct FormatWord {
    std::string_view id;
    Framework framework;
    AxisConvention convention;
    bool caffeDescended;
};
using F = Framework;
using A = AxisConvention;
// TFLite keeps kernels as OHWI and darknet and GGUF reverse or flatten them: neither convention describes them.
constexpr std::array formatWords{
    FormatWord{"keras-h5", F::Keras, A::TensorFlow, false}, FormatWord{"keras-v3", F::Keras, A::TensorFlow, false},
    FormatWord{"keras2_h5", F::Keras, A::TensorFlow, false}, FormatWord{"keras3_weights_h5", F::Keras, A::TensorFlow, false},
    FormatWord{"keras3_variables", F::Keras, A::TensorFlow, false},
    FormatWord{"tf-checkpoint-v2", F::TensorFlow, A::TensorFlow, false}, FormatWord{"tf-checkpoint-v1", F::TensorFlow, A::TensorFlow, false},
    FormatWord{"tf-savedmodel", F::TensorFlow, A::TensorFlow, false}, FormatWord{"tf-graphdef", F::TensorFlow, A::TensorFlow, false},
    FormatWord{"tf_checkpoint", F::TensorFlow, A::TensorFlow, false}, FormatWord{"tf_object_graph", F::TensorFlow, A::TensorFlow, false},
    FormatWord{"flax", F::Flax, A::TensorFlow, false}, FormatWord{"flax_npz", F::Flax, A::TensorFlow, false},
    FormatWord{"haiku", F::Flax, A::TensorFlow, false},
    FormatWord{"pytorch", F::PyTorch, A::PyTorch, false}, FormatWord{"torch_state_dict", F::PyTorch, A::PyTorch, false},
    FormatWord{"safetensors", F::PyTorch, A::PyTorch, false}, FormatWord{"onnx", F::Onnx, A::PyTorch, false},
    FormatWord{"caffe", F::Caffe, A::PyTorch, true}, FormatWord{"mxnet-params", F::Mxnet, A::PyTorch, false},
    FormatWord{"tflite", F::Tflite, A::Unknown, false}, FormatWord{"gguf", F::Gguf, A::Unknown, false},
    FormatWord{"darknet", F::Darknet, A::Unknown, false}, FormatWord{"matlab", F::MatConvNet, A::Unknown, false},
    FormatWord{"numpy-npy", F::Unknown, A::Unknown, true}, FormatWord{"npy_dict", F::Unknown, A::Unknown, true},
};

/// Letters of the axes, outermost first; "" where unknown.
std::string_view lettersOf(const TensorInfo& tensor, AxisConvention convention)
{
    const std::string_view own = axisLayoutName(tensor.axes);
    if (own.size() == tensor.shape.rank() && own.size() > 1)
        return own;
    if (convention == A::TensorFlow)
        switch (tensor.shape.rank()) {
        case 2: return "IO";
        case 3: return tensor.kind == ParameterKind::DepthwiseKernel ? "WIM" : "WIO";
        case 4: return tensor.kind == ParameterKind::DepthwiseKernel ? "HWIM" : "HWIO";
        case 5: return "DHWIO";
        default: return "";
        }
    if (convention == A::PyTorch)
        switch (tensor.shape.rank()) {
        case 2: return "OI";
        case 3: return "OIW";
        case 4: return "OIHW";
        case 5: return "OIDHW";
        default: return "";
        }
    return "";
}

std::optional<std::size_t> axisOf(char letter, const TensorInfo& tensor, AxisConvention convention)
{
    const auto at = lettersOf(tensor, convention).find(letter);
    return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

} // namespace

Side sideOf(const Outline& outline)
{
    Side side;
    for (const FormatWord& word : formatWords)
        if (word.id == outline.formatId)
            side = {word.framework, word.convention, word.caffeDescended};
    if (side.convention != A::Unknown)
        return side;
    for (const TensorInfo& tensor : outline.tensors)
        if (tensor.shape.rank() > 1 && isKernel(tensor) && tensor.axes != AxisLayout::Unknown) {
            side.convention = conventionOf(tensor.axes);
            break;
        }
    return side;
}

bool isKernel(const TensorInfo& tensor)
{
    using K = ParameterKind;
    if (tensor.shape.rank() < 2)
        return false;
    switch (tensor.kind) {
    case K::Kernel:
    case K::DepthwiseKernel:
    case K::PointwiseKernel:
    case K::RecurrentKernel:
    case K::Unknown:
        return true;
    default:
        return false;
    }
}

std::optional<std::vector<std::size_t>> netPermutation(const ResolvedTransform& transform)
{
    if (transform.inputs.size() != 1)
        return std::nullopt;
    std::vector<std::size_t> order(transform.inputs[0].shape.rank());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const ResolvedStep& step : transform.steps) {
        if (const auto* transpose = std::get_if<TransposeStep>(&step.step)) {
            std::vector<std::size_t> next;
            for (std::int64_t axis : transpose->permutation)
                next.push_back(order[static_cast<std::size_t>(axis)]);
            order = std::move(next);
        } else if (!std::holds_alternative<CastStep>(step.step) && !std::holds_alternative<FlipStep>(step.step)) {
            return std::nullopt;
        }
    }
    return order;
}

std::vector<std::size_t> spatialAxes(const TensorInfo& tensor, AxisConvention convention)
{
    std::vector<std::size_t> axes;
    const std::string_view letters = lettersOf(tensor, convention);
    for (std::size_t i = 0; i < letters.size(); ++i)
        if (letters[i] == 'H' || letters[i] == 'W' || letters[i] == 'D')
            axes.push_back(i);
    if (!letters.empty() || tensor.shape.rank() != 4)
        return axes;
    // Nothing says how the axes lie. Height and width are the small pair in front (HWIO) or behind (OIHW).
    const Shape& s = tensor.shape;
    const bool front = s[0] == s[1] && s[0] <= 15, back = s[2] == s[3] && s[2] <= 15;
    if (front && (!back || s[0] <= s[2]))
        return {0, 1};
    if (back)
        return {2, 3};
    return {};
}

std::optional<std::size_t> inputAxis(const TensorInfo& tensor, AxisConvention convention) { return axisOf('I', tensor, convention); }
std::optional<std::size_t> outputAxis(const TensorInfo& tensor, AxisConvention convention)
{
    return axisOf(tensor.kind == ParameterKind::DepthwiseKernel ? 'M' : 'O', tensor, convention);
}

std::vector<std::vector<std::size_t>> layoutChanges(std::size_t rank)
{
    switch (rank) {
    case 2: return {{1, 0}};
    case 3: return {{2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    case 4: return {{3, 2, 0, 1}, {2, 3, 1, 0}, {2, 3, 0, 1}, {3, 2, 1, 0}, {0, 2, 3, 1}, {0, 3, 1, 2}};
    case 5: return {{4, 3, 0, 1, 2}, {2, 3, 4, 1, 0}};
    default: return {};
    }
}

std::string transposeText(const std::vector<std::size_t>& permutation)
{
    std::string text = "transpose(";
    for (std::size_t i = 0; i < permutation.size(); ++i)
        text += (i ? "," : "") + std::to_string(permutation[i]);
    return text + ')';
}

Shape permuted(const Shape& shape, const std::vector<std::size_t>& permutation)
{
    std::vector<std::int64_t> dims;
    for (std::size_t axis : permutation)
        dims.push_back(shape[axis]);
    return Shape(std::move(dims));
}

} // namespace tensorgraft::checking
