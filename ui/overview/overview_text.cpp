#include "ui/overview/overview_text.h"

#include <QCoreApplication>

namespace tensorgraft {

int kindGroup(const TensorInfo& tensor)
{
    if (tensor.role == TensorRole::OptimizerState || tensor.role == TensorRole::Bookkeeping)
        return 6;
    switch (tensor.kind) {
    case ParameterKind::Kernel:
    case ParameterKind::DepthwiseKernel:
    case ParameterKind::PointwiseKernel: return 0;
    case ParameterKind::RecurrentKernel: return 1;
    case ParameterKind::Embedding:
    case ParameterKind::PositionEmbedding: return 2;
    case ParameterKind::Bias:
    case ParameterKind::RecurrentBias: return 3;
    case ParameterKind::Gamma:
    case ParameterKind::Beta:
    case ParameterKind::Alpha: return 4;
    case ParameterKind::MovingMean:
    case ParameterKind::MovingVariance: return 5;
    case ParameterKind::Scalar:
    case ParameterKind::Unknown: break;
    }
    return 7;
}

QString kindGroupText(int group)
{
    switch (group) {
    case 0: return QCoreApplication::translate("tensorgraft::TreemapView", "Kernels");
    case 1: return QCoreApplication::translate("tensorgraft::TreemapView", "Recurrent kernels");
    case 2: return QCoreApplication::translate("tensorgraft::TreemapView", "Embeddings");
    case 3: return QCoreApplication::translate("tensorgraft::TreemapView", "Biases");
    case 4: return QCoreApplication::translate("tensorgraft::TreemapView", "Normalisation");
    case 5: return QCoreApplication::translate("tensorgraft::TreemapView", "Moving statistics");
    case 6: return QCoreApplication::translate("tensorgraft::TreemapView", "Optimizer state");
    default: return QCoreApplication::translate("tensorgraft::TreemapView", "Other");
    }
}


} // namespace tensorgraft
