#include "model_io/core/transposed_kernels.h"

#include <algorithm>
#include <array>

namespace tensorgraft {
namespace {

using L = AxisLayout;

/// Plain and transposed.
constexpr std::array pairs{std::pair{L::WIO, L::WOI}, std::pair{L::HWIO, L::HWOI}, std::pair{L::DHWIO, L::DHWOI},
                           std::pair{L::OIW, L::IOW}, std::pair{L::OIHW, L::IOHW}, std::pair{L::OIDHW, L::IODHW}};

/// Whether a kernel of this layout may have `outputs` outputs. Only PyTorch's order knows groups of transposed
/// convolutions: (inputs, outputs of one group, ...).
bool fits(const TensorInfo& kernel, AxisLayout layout, std::int64_t outputs)
{
    const std::string_view letters = axisLayoutName(layout);
    const std::int64_t own = kernel.shape[letters.find('O')], inputs = kernel.shape[letters.find('I')];
    if (letters[0] != 'I')
        return own == outputs;
    return own > 0 && outputs % own == 0 && inputs % (outputs / own) == 0;
}

/// A depthwise kernel under a plain name: (height, width, channels, 1) and one bias a channel.
bool mayBeDepthwise(const TensorInfo& kernel) { return axisLayoutName(kernel.axes).back() == 'O' && kernel.shape.dims().back() == 1; }

void settle(TensorInfo& kernel, std::int64_t outputs)
{
    const AxisLayout other = withChannelsSwapped(kernel.axes);
    if (outputs > 0 && !fits(kernel, kernel.axes, outputs) && fits(kernel, other, outputs) && !mayBeDepthwise(kernel))
        kernel.axes = other;
}

} // namespace

AxisLayout withChannelsSwapped(AxisLayout layout)
{
    for (const auto& [plain, transposed] : pairs)
        if (layout == plain || layout == transposed)
            return layout == plain ? transposed : plain;
    return layout;
}

bool isTransposedLayout(AxisLayout layout)
{
    return std::ranges::find(pairs, layout, &std::pair<L, L>::second) != pairs.end();
}

std::pair<AxisLayout, AxisLayout> agreedLayouts(AxisLayout a, AxisLayout b)
{
    const AxisLayout otherA = withChannelsSwapped(a), otherB = withChannelsSwapped(b);
    if (otherA == a || otherB == b || isTransposedLayout(a) == isTransposedLayout(b))
        return {a, b};
    return isTransposedLayout(a) ? std::pair(a, otherB) : std::pair(otherA, b);
}

void settleTransposedByBias(std::span<TensorInfo> tensors)
{
    for (std::size_t begin = 0; begin < tensors.size();) {
        std::size_t end = begin;
        TensorInfo* kernel = nullptr;
        const TensorInfo* bias = nullptr;
        int kernels = 0, biases = 0;
        for (; end < tensors.size() && tensors[end].layer == tensors[begin].layer; ++end) {
            TensorInfo& t = tensors[end];
            if (t.kind == ParameterKind::Bias && t.shape.rank() == 1) {
                bias = &t;
                ++biases;
            } else if (t.shape.rank() >= 3 && t.kind == ParameterKind::Kernel && withChannelsSwapped(t.axes) != t.axes) {
                kernel = &t;
                ++kernels;
            }
        }
        if (kernels == 1 && biases == 1)
            settle(*kernel, bias->shape[0]);
        begin = end;
    }
}

} // namespace tensorgraft
