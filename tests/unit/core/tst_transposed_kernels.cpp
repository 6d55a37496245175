// Which kernels are those of transposed convolutions: by names, by biases, by the other side.
#include "model_io/core/tensor_roles.h"
#include "model_io/core/transposed_kernels.h"

#include <gtest/gtest.h>
#include <vector>

using namespace tensorgraft;

namespace {

using L = AxisLayout;
const auto TF = AxisConvention::TensorFlow, PT = AxisConvention::PyTorch;

TensorInfo named(const std::string& layer, const std::string& label, Shape shape, AxisConvention convention)
{
    TensorInfo t;
    t.name = layer + '/' + label;
    t.layer = layer;
    t.label = label;
    t.shape = std::move(shape);
    deriveRoles(t, convention);
    return t;
}

TEST(TransposedKernels, NamesSayItForEveryDimension)
{
    struct Case {
        const char* layer;
        const char* label;
        Shape shape;
        AxisConvention convention;
        AxisLayout axes;
    };
    for (const Case& c : {Case{"conv1d_transpose", "kernel", {5, 8, 16}, TF, L::WOI}, Case{"conv2d_transpose_3", "kernel", {3, 3, 8, 16}, TF, L::HWOI},
                          Case{"Conv3D_Transpose", "kernel", {3, 3, 3, 8, 16}, TF, L::DHWOI}, Case{"up.deconv", "weight", {16, 8, 5}, PT, L::IOW},
                          Case{"deconv1", "weight", {16, 8, 3, 3}, PT, L::IOHW}, Case{"deconv1", "weight", {16, 8, 3, 3, 3}, PT, L::IODHW},
                          Case{"conv1d", "kernel", {5, 16, 8}, TF, L::WIO}, Case{"depthwise_conv1d", "depthwise_kernel", {5, 16, 2}, TF, L::WIM},
                          Case{"transpose_out", "weight", {16, 8}, PT, L::OI}}) {
        const TensorInfo t = named(c.layer, c.label, c.shape, c.convention);
        EXPECT_EQ(axisLayoutName(t.axes), axisLayoutName(c.axes)) << c.layer;
        EXPECT_EQ(conventionOf(t.axes), c.convention);
    }
}

TEST(TransposedKernels, TheBiasHasOneValueAnOutput)
{
    struct Case {
        const char* layer;
        const char* label;
        Shape kernel;
        std::int64_t bias;
        AxisConvention convention;
        AxisLayout axes;
    };
    for (const Case& c : {
             Case{"up", "kernel", {5, 8, 16}, 8, TF, L::WOI}, Case{"up", "kernel", {3, 3, 8, 16}, 8, TF, L::HWOI},
             Case{"up", "kernel", {3, 3, 3, 8, 16}, 8, TF, L::DHWOI}, Case{"up", "kernel", {3, 3, 8, 16}, 16, TF, L::HWIO},
             Case{"up", "weight", {16, 8, 5}, 8, PT, L::IOW}, Case{"up", "weight", {16, 8, 3, 3}, 8, PT, L::IOHW},
             Case{"up", "weight", {16, 8, 3, 3, 3}, 8, PT, L::IODHW},
             Case{"up", "weight", {16, 8, 3, 3}, 32, PT, L::IOHW},            // four groups of 8 outputs
             Case{"conv", "weight", {32, 4, 3, 3}, 32, PT, L::OIHW},          // grouped, not transposed
             Case{"dw", "weights", {3, 3, 16, 1}, 16, TF, L::HWIO},           // depthwise under a plain name
             Case{"conv", "weight", {16, 8, 3, 3}, 20, PT, L::OIHW},          // fits neither
             Case{"deconv_layers_0", "weight", {16, 12, 3, 3}, 16, PT, L::OIHW}, // the name misleads
             Case{"up", "kernel", {3, 3, 8, 8}, 8, TF, L::HWIO},              // says nothing
             Case{"conv2d_transpose", "kernel", {3, 3, 8, 8}, 8, TF, L::HWOI},
         }) {
        std::vector tensors{named(c.layer, "bias", {c.bias}, c.convention),
                            named(c.layer, c.label, c.kernel, c.convention), named("other", "bias", {3}, c.convention)};
        settleTransposedByBias(tensors);
        EXPECT_EQ(axisLayoutName(tensors[1].axes), axisLayoutName(c.axes)) << c.layer << ' ' << c.kernel.toString() << ' ' << c.bias;
    }
    // Two kernels and one bias: nothing tells whose it is.
    std::vector two{named("sep", "kernel", {3, 3, 8, 16}, TF), named("sep", "weights", {1, 1, 8, 16}, TF), named("sep", "bias", {8}, TF)};
    settleTransposedByBias(two);
    EXPECT_EQ(two[0].axes, L::HWIO);
    EXPECT_EQ(two[1].axes, L::HWIO);
}

TEST(TransposedKernels, BothSidesAgree)
{
    EXPECT_EQ(agreedLayouts(L::WOI, L::OIW), (std::pair{L::WOI, L::IOW}));
    EXPECT_EQ(agreedLayouts(L::DHWIO, L::IODHW), (std::pair{L::DHWOI, L::IODHW}));
    EXPECT_EQ(agreedLayouts(L::HWIO, L::OIHW), (std::pair{L::HWIO, L::OIHW}));
    EXPECT_EQ(agreedLayouts(L::HWOI, L::Unknown), (std::pair{L::HWOI, L::Unknown}));
    EXPECT_EQ(agreedLayouts(L::HWOI, L::OHWI), (std::pair{L::HWOI, L::OHWI})); // has one order for both
    for (const L layout : {L::WIO, L::HWIO, L::DHWIO, L::OIW, L::OIHW, L::OIDHW}) {
        EXPECT_FALSE(isTransposedLayout(layout));
        EXPECT_TRUE(isTransposedLayout(withChannelsSwapped(layout)));
        EXPECT_EQ(withChannelsSwapped(withChannelsSwapped(layout)), layout);
    }
    EXPECT_EQ(withChannelsSwapped(L::IO), L::IO);
}

} // namespace
