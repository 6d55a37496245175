#include "model_io/formats/graphdef/graphdef_model.h"

#include <array>
#include <unordered_map>

namespace tensorgraft::graphdef {
namespace {

using K = ParameterKind;
using L = AxisLayout;

/// What an operation does with one of its inputs (tensorflow/core/ops: nn_ops, math_ops, array_ops).
struct Use {
    std::string_view op;
    std::size_t input;
    K kind;
    L axes;
    std::size_t rank;
};
constexpr std::array uses{
    Use{"Conv2D", 1, K::Kernel, L::HWIO, 4},
    Use{"Conv3D", 1, K::Kernel, L::DHWIO, 5},
    Use{"_FusedConv2D", 1, K::Kernel, L::HWIO, 4},
    Use{"Conv2DBackpropInput", 1, K::Kernel, L::HWOI, 4}, // a transposed convolution
    Use{"Conv3DBackpropInput", 1, K::Kernel, L::DHWOI, 5},
    Use{"Conv3DBackpropInputV2", 1, K::Kernel, L::DHWOI, 5},
    Use{"DepthwiseConv2dNative", 1, K::DepthwiseKernel, L::HWIM, 4},
    Use{"_FusedDepthwiseConv2dNative", 1, K::DepthwiseKernel, L::HWIM, 4},
    Use{"MatMul", 1, K::Kernel, L::IO, 2},
    Use{"_FusedMatMul", 1, K::Kernel, L::IO, 2},
    Use{"BatchMatMul", 1, K::Kernel, L::IO, 2},
    Use{"BatchMatMulV2", 1, K::Kernel, L::IO, 2},
    Use{"BiasAdd", 1, K::Bias, L::C, 1},
    Use{"BiasAddV1", 1, K::Bias, L::C, 1},
    Use{"_FusedConv2D", 2, K::Bias, L::C, 1},
    Use{"_FusedMatMul", 2, K::Bias, L::C, 1},
    Use{"Gather", 0, K::Embedding, L::VE, 2},
    Use{"GatherV2", 0, K::Embedding, L::VE, 2},
};

bool isBatchNorm(std::string_view op)
{
    return op == "FusedBatchNorm" || op == "FusedBatchNormV2" || op == "FusedBatchNormV3" || op == "_FusedBatchNormEx";
}

/// Convolutions of sequences are those of pictures of one row: ExpandDims gives the kernel a height (tf.nn.conv1d,
/// conv1d_transpose, Keras' DepthwiseConv1D).
L withoutHeight(L axes)
{
    return axes == L::HWIO ? L::WIO : axes == L::HWOI ? L::WOI : axes == L::HWIM ? L::WIM : L::Unknown;
}

/// Operations that hand their first input on, as it is or in another type.
bool passesOn(std::string_view op)
{
    return op == "Identity" || op == "ReadVariableOp" || op == "StopGradient" || op == "Enter" || op == "Cast" ||
           op == "CheckNumerics" || op == "Snapshot" || op == "PlaceholderWithDefault";
}

void set(TensorInfo& tensor, K kind, L axes)
{
    tensor.kind = kind;
    tensor.axes = axes;
    tensor.role = kind == K::MovingMean || kind == K::MovingVariance ? TensorRole::Statistic : TensorRole::Trainable;
}

class Consumers {
public:
    Consumers(const Scope& scope, const std::vector<TensorInfo*>& tensorOf)
        : m_scope(scope), m_tensorOf(tensorOf), m_explained(scope.nodes.size())
    {
        m_byName.reserve(scope.nodes.size());
        for (std::size_t i = 0; i < scope.nodes.size(); ++i)
            m_byName.emplace(scope.nodes[i].name, i);
    }

    void assign()
    {
        for (const Node& node : m_scope.nodes)
            assignInputs(node);
        for (const Node& node : m_scope.nodes) // after the kernels are known
            assignAddedBias(node);
        for (std::size_t i = 0; i < m_tensorOf.size(); ++i)
            if (TensorInfo* tensor = m_tensorOf[i]; tensor && !m_explained[i] && !isFloating(tensor->dtype))
                tensor->role = TensorRole::Constant; // shapes, paddings, axes, class names
    }

private:
    /// The node that input `index` comes from, behind Identity and its like. Bounded: a graph may be cyclic.
    std::optional<std::size_t> origin(const Node& node, std::size_t index) const
    {
        const Node* at = &node;
        std::size_t input = index;
        for (int hops = 0; hops < 32 && input < at->inputs.size(); ++hops) {
            const auto it = m_byName.find(at->inputs[input]);
            if (it == m_byName.end())
                return std::nullopt;
            at = &m_scope.nodes[it->second];
            if (!passesOn(at->op))
                return it->second;
            input = 0;
        }
        return std::nullopt;
    }

    TensorInfo* constant(const Node& node, std::size_t input, std::size_t rank)
    {
        const auto from = origin(node, input);
        if (!from || !m_tensorOf[*from] || m_tensorOf[*from]->shape.rank() != rank)
            return nullptr;
        m_explained[*from] = true;
        return m_tensorOf[*from];
    }

    void assignUse(const Node& node, const Use& use)
    {
        if (TensorInfo* tensor = constant(node, use.input, use.rank)) {
            const bool transposed = use.axes == L::IO && node.transposeB;
            set(*tensor, use.kind, transposed ? L::OI : use.axes);
            return;
        }
        const L axes = withoutHeight(use.axes);
        const auto from = axes == L::Unknown ? std::nullopt : origin(node, use.input);
        if (from && m_scope.nodes[*from].op == "ExpandDims")
            if (TensorInfo* row = constant(m_scope.nodes[*from], 0, 3))
                set(*row, use.kind, axes);
    }

    void assignInputs(const Node& node)
    {
        for (const Use& use : uses)
            if (node.op == use.op)
                assignUse(node, use);
        if (!isBatchNorm(node.op))
            return;
        constexpr std::array kinds{K::Gamma, K::Beta, K::MovingMean, K::MovingVariance};
        for (std::size_t i = 0; i < kinds.size(); ++i)
            if (TensorInfo* tensor = constant(node, i + 1, 1))
                set(*tensor, kinds[i], L::C);
    }

    /// Add of a vector onto a convolution or a product is a bias that was written without BiasAdd.
    void assignAddedBias(const Node& node)
    {
        if (node.op != "Add" && node.op != "AddV2")
            return;
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
            const auto other = origin(node, 1 - side);
            if (!other)
                continue;
            const std::string_view op = m_scope.nodes[*other].op;
            if (op == "MatMul" || op == "Conv2D" || op == "DepthwiseConv2dNative" || op == "Conv3D")
                if (TensorInfo* tensor = constant(node, side, 1))
                    set(*tensor, K::Bias, L::C);
        }
    }

    const Scope& m_scope;
    const std::vector<TensorInfo*>& m_tensorOf;
    std::vector<bool> m_explained;
    std::unordered_map<std::string_view, std::size_t> m_byName;
};

} // namespace

void assignGraphRoles(const Scope& scope, const std::vector<TensorInfo*>& tensorOf) { Consumers(scope, tensorOf).assign(); }

} // namespace tensorgraft::graphdef
