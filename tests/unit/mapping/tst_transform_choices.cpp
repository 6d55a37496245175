#include "model_io/mapping/transform_choices.h"
#include "tests/unit/mapping/outline_builder.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

TEST(TransformChoices, SquareKernelOfAFormatThatDoesNotSay)
{
    const auto from = ModelSketch("numpy-npy").add("fc/0", {64, 64}), to = ModelSketch("pytorch").add("fc.weight", {64, 64});
    const TransformChoices choices = transformChoices(from.outline(), 0, to.outline(), 0, "identity");
    EXPECT_TRUE(choices.isOpen);
    EXPECT_EQ(choices.transforms, (std::vector<std::string>{"identity", "transpose(1,0)"}));
}

TEST(TransformChoices, NothingIsOpenWhereBothAreOfOneFormat)
{
    const auto from = ModelSketch("pytorch").add("fc.weight", {64, 64}), to = ModelSketch("pytorch").add("head.weight", {64, 64});
    const TransformChoices choices = transformChoices(from.outline(), 0, to.outline(), 0, "identity");
    EXPECT_FALSE(choices.isOpen);
    EXPECT_EQ(choices.transforms.size(), 2u); // still there for who asks
}

TEST(TransformChoices, AnOblongDenseKernelHasOne)
{
    const auto from = ModelSketch("numpy-npy").add("fc/0", {64, 10}), to = ModelSketch("pytorch").add("fc.weight", {10, 64});
    const TransformChoices choices = transformChoices(from.outline(), 0, to.outline(), 0, "transpose(1,0)");
    EXPECT_FALSE(choices.isOpen);
    EXPECT_EQ(choices.transforms, std::vector<std::string>{"transpose(1,0)"});
}

TEST(TransformChoices, HeightAndWidth)
{
    const auto from = ModelSketch("numpy-npy").add("conv1/weights", {3, 3, 16, 32}), to = ModelSketch("pytorch").add("conv1.weight", {32, 16, 3, 3});
    const TransformChoices choices = transformChoices(from.outline(), 0, to.outline(), 0, "transpose(3,2,0,1)");
    EXPECT_TRUE(choices.isOpen);
    EXPECT_EQ(choices.transforms, (std::vector<std::string>{"transpose(3,2,0,1)", "transpose(3,2,1,0)"}));
}

TEST(TransformChoices, FlattenOrderBehindAConvolution)
{
    const auto from = ModelSketch("keras-h5").add("conv/kernel", {3, 3, 8, 16}).add("conv/bias", {16}).add("dense/kernel", {256, 10});
    const auto to = ModelSketch("pytorch").add("conv.weight", {16, 8, 3, 3}).add("conv.bias", {16}).add("fc.weight", {10, 256});
    const TransformChoices choices = transformChoices(from.outline(), 2, to.outline(), 2, "transpose(1,0)");
    EXPECT_TRUE(choices.isOpen);
    ASSERT_EQ(choices.transforms.size(), 2u);
    EXPECT_EQ(choices.transforms[0], "transpose(1,0)");
    EXPECT_NE(choices.transforms[1].find("flatten"), std::string::npos) << choices.transforms[1];
}

TEST(TransformChoices, WhatDoesNotFitIsNoChoice)
{
    const auto from = ModelSketch("numpy-npy").add("a", {3, 4}), to = ModelSketch("pytorch").add("b", {5, 4});
    EXPECT_TRUE(transformChoices(from.outline(), 0, to.outline(), 0, "identity").transforms.empty());
}

} // namespace
} // namespace tensorgraft
