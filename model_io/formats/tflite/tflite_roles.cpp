#include "model_io/formats/tflite/tflite_roles.h"

#include <array>
#include <optional>

namespace tensorgraft::tflite {
namespace {

using K = ParameterKind;
using L = AxisLayout;

// Builtin operators by number (schema.fbs, BuiltinOperator).
enum Code : std::int32_t {
    Conv2d = 3, DepthwiseConv2d = 4, Dequantize = 6, EmbeddingLookup = 7, FullyConnected = 9, Lstm = 16, Gather = 36,
    UnidirectionalSequenceLstm = 44, Prelu = 54, TransposeConv = 67, Densify = 124, Conv3d = 132,
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
    Use{EmbeddingLookup, 1, K::Embedding, L::VE, 2}, Use{Gather, 0, K::Embedding, L::VE, 2},
    Use{Prelu, 1, K::Alpha, L::Unknown, 0},
};

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
