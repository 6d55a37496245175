#include "model_io/formats/pytorch/pytorch_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;

TEST(PytorchSamples, allAgreeWithTheirFacts)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: PyTorch files of other programs were not read";
    const auto format = makePytorchFormat();
    std::size_t count = 0;
    for (const auto& folder : fs::directory_iterator(*samples / "pytorch")) {
        const auto model = format->open(test::sampleFile(folder.path()));
        ASSERT_TRUE(model) << model.error().toString();
        for (const Error& warning : (*model)->warnings())
            ADD_FAILURE() << warning.toString();
        test::expectFacts(**model, folder.path());
        ++count;
    }
    EXPECT_GE(count, 13u);
}

TEST(PytorchSamples, whatIsNoTensorIsMetadata)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: a checkpoint with optimizer settings was not read";
    const auto folder = *samples / "pytorch" / "cgcnn-checkpoint";
    const auto model = makePytorchFormat()->open(test::sampleFile(folder));
    ASSERT_TRUE(model) << model.error().toString();
    const Metadata* epoch = (*model)->metadata().find("epoch");
    ASSERT_TRUE(epoch);
    EXPECT_EQ(std::get<std::int64_t>(epoch->value()), 457);
    const Metadata* groups = (*model)->metadata().find("optimizer")->find("param_groups");
    ASSERT_TRUE(groups && groups->list());
    EXPECT_EQ(std::get<double>(groups->list()->at(0).find("lr")->value()), 0.05);
}

TEST(PytorchSamples, permutedStoragesAreMapped)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: a legacy file with permuted strides was not mapped";
    const auto model = makePytorchFormat()->open(test::sampleFile(*samples / "pytorch" / "facenet-pytorch-pnet"));
    ASSERT_TRUE(model) << model.error().toString();
    const auto index = (*model)->find("conv1.weight");
    ASSERT_TRUE(index);
    EXPECT_EQ((*model)->tensors()[*index].storageNote, "strides (1, 10, 30, 90)");
    EXPECT_EQ((*model)->tensors()[*index].axes, AxisLayout::OIHW);
    const auto mapped = (*model)->map(*index);
    ASSERT_TRUE(mapped && *mapped);
    EXPECT_EQ((*mapped)->strides, (std::vector<std::int64_t>{1, 10, 30, 90}));
}

} // namespace
} // namespace tensorgraft
