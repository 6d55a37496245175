#include "model_io/formats/tflite/tflite_roles.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tensorgraft::tflite {
namespace {

using K = ParameterKind;
using L = AxisLayout;

// Builtin operators by number (schema.fbs, BuiltinOperator).
enum Code : std::int32_t {
    Conv2d = 3, DepthwiseConv2d = 4, Dequantize = 6, EmbeddingLookup = 7, FullyConnected = 9, Lstm = 16, Gather = 36,
    UnidirectionalSequenceLstm = 44, Prelu = 54, TransposeConv = 67, Densify = 124, Conv3d = 132, Conv3dTranspose = 141,
};

/// What an operator does with one of its inputs; rank 0: any.
struct Use {
    std::int32_t code;
    std::size_t input;
    K kind;
    L axes;
    std::size_t rank;
};
constexpr std::array uses{
    Use{Conv2d, 1, K::Kernel, L::OHWI, 4},         Use{Conv2d, 2, K::Bias, L::C, 1},
    Use{DepthwiseConv2d, 1, K::DepthwiseKernel, L::OneHWC, 4}, Use{DepthwiseConv2d, 2, K::Bias, L::C, 1},
    Use{FullyConnected, 1, K::Kernel, L::OI, 2},   Use{FullyConnected, 2, K::Bias, L::C, 1},
    Use{TransposeConv, 1, K::Kernel, L::OHWI, 4},  Use{TransposeConv, 3, K::Bias, L::C, 1},
    Use{Conv3d, 1, K::Kernel, L::DHWIO, 5},        Use{Conv3d, 2, K::Bias, L::C, 1},
    Use{Conv3dTranspose, 1, K::Kernel, L::DHWOI, 5}, Use{Conv3dTranspose, 3, K::Bias, L::C, 1},
    Use{EmbeddingLookup, 1, K::Embedding, L::VE, 2}, Use{Gather, 0, K::Embedding, L::VE, 2},
    Use{Prelu, 1, K::Alpha, L::Unknown, 0},
};

/// "functional_1/conv2d/Conv2D" as its layer and operator; without what the converter and Keras put in front.
struct OperatorName {
    std::string_view layer, op;
};
OperatorName splitOperatorName(std::string_view part)
{
    constexpr std::string_view call = "StatefulPartitionedCall/", variable = "/ReadVariableOp";
    while (part.starts_with(call))
        part.remove_prefix(call.size());
    if (const std::size_t at = part.rfind(variable); at != std::string_view::npos)
        part = part.substr(0, at);
    for (const std::string_view model : {"functional", "model", "sequential"})
        if (const std::size_t end = part.find('/'); end != std::string_view::npos && part.starts_with(model)
            && part.substr(model.size(), end - model.size()).find_first_not_of("_0123456789") == std::string_view::npos) {
            part.remove_prefix(end + 1);
            break;
        }
    const std::size_t slash = part.rfind('/');
    return slash == std::string_view::npos ? OperatorName{{}, part} : OperatorName{part.substr(0, slash), part.substr(slash + 1)};
}

/// The layer that a constant belongs to. The converter joins the names of the operators that it fused with ';': the
/// one that computes with a kernel names the layer, not the batch norm or activation behind it. "" where none does.
std::string_view layerOfFused(std::string_view name)
{
    constexpr std::array ops{std::string_view{"Conv2D"}, std::string_view{"depthwise"}, std::string_view{"DepthwiseConv2dNative"},
                             std::string_view{"MatMul"}, std::string_view{"conv2d_transpose"}, std::string_view{"Conv3D"}, std::string_view{"conv3d_transpose"}, std::string_view{"Tensordot"}};
    std::string_view byBias;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find(';', begin), name.size());
        const OperatorName part = splitOperatorName(name.substr(begin, end - begin));
        begin = end + 1;
        if (std::find(ops.begin(), ops.end(), part.op) != ops.end())
            return part.layer;
        if (part.op == "BiasAdd" && byBias.empty())
            byBias = part.layer;
    }
    return byBias;
}

class Subgraph {
public:
    Subgraph(std::span<const Operation> operations, std::span<TensorInfo* const> tensorOf)
        : m_operations(operations), m_tensorOf(tensorOf), m_origin(tensorOf.size()), m_explained(tensorOf.size())
    {
        for (std::size_t i = 0; i < m_origin.size(); ++i)
            m_origin[i] = i;
        for (const Operation& op : operations) // in execution order: what a value comes from is known already
            if ((op.code == Dequantize || op.code == Densify) && !op.inputs.empty() && !op.outputs.empty() &&
                isTensor(op.inputs[0]) && isTensor(op.outputs[0]))
                m_origin[index(op.outputs[0])] = m_origin[index(op.inputs[0])];
    }

    void assign()
    {
        for (const Operation& op : m_operations) {
            for (const Use& use : uses)
                if (use.code == op.code)
                    set(op, use.input, use.kind, use.axes, use.rank);
            nameAfterLayer(op);
            if (op.code == Lstm || op.code == UnidirectionalSequenceLstm)
                assignLstm(op);
        }
        for (std::size_t i = 0; i < m_tensorOf.size(); ++i)
            if (TensorInfo* tensor = m_tensorOf[i]; tensor && !m_explained[i] && !isFloating(tensor->dtype))
                tensor->role = TensorRole::Constant; // shapes, paddings, axes
    }

private:
    bool isTensor(std::int32_t i) const { return i >= 0 && index(i) < m_tensorOf.size(); }
    static std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

    void set(const Operation& op, std::size_t input, K kind, L axes, std::size_t rank)
    {
        if (input >= op.inputs.size() || !isTensor(op.inputs[input]))
            return;
        const std::size_t from = m_origin[index(op.inputs[input])];
        TensorInfo* const tensor = m_tensorOf[from];
        if (!tensor || (rank != 0 && tensor->shape.rank() != rank))
            return;
        m_explained[from] = true;
        tensor->kind = kind;
        tensor->axes = axes;
        tensor->role = TensorRole::Trainable;
    }

    /// Kernel and bias of one operator as "layer/kernel" and "layer/bias": the bias alone is often called unknown_175.
    void nameAfterLayer(const Operation& op)
    {
        TensorInfo* const kernel = constant(op, 1);
        if (!kernel || (kernel->kind != K::Kernel && kernel->kind != K::DepthwiseKernel))
            return;
        const std::string layer(layerOfFused(kernel->name));
        if (layer.empty() || !kernel->alias.empty())
            return;
        kernel->alias = layer + (kernel->kind == K::DepthwiseKernel ? "/depthwise_kernel" : "/kernel");
        TensorInfo* const bias = constant(op, op.code == TransposeConv || op.code == Conv3dTranspose ? 3 : 2);
        if (bias && bias->alias.empty())
            bias->alias = layer + "/bias";
    }

    [[nodiscard]] TensorInfo* constant(const Operation& op, std::size_t input) const
    {
        return input < op.inputs.size() && isTensor(op.inputs[input]) ? m_tensorOf[m_origin[index(op.inputs[input])]] : nullptr;
    }

    /// Inputs of the full kernel: 1 to 4 input weights, 5 to 8 recurrent weights (input, forget, cell, output gate; both
    /// (units, inputs)), 12 to 15 biases.
    void assignLstm(const Operation& op)
    {
        for (std::size_t i = 1; i <= 4; ++i)
            set(op, i, K::Kernel, L::OI, 2);
        for (std::size_t i = 5; i <= 8; ++i)
            set(op, i, K::RecurrentKernel, L::OI, 2);
        for (std::size_t i = 12; i <= 15; ++i)
            set(op, i, K::Bias, L::C, 1);
    }

    std::span<const Operation> m_operations;
    std::span<TensorInfo* const> m_tensorOf;
    std::vector<std::size_t> m_origin;
    std::vector<bool> m_explained;
};

} // namespace

void assignOperatorRoles(std::span<const Operation> operations, std::span<TensorInfo* const> tensorOf)
{
    Subgraph(operations, tensorOf).assign();
}

} // namespace tensorgraft::tflite
