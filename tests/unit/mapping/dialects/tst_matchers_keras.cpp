#include "model_io/mapping/layer_pairs.h"
#include "model_io/mapping/matchers_keras.h"
#include "model_io/mapping/not_restored.h"
#include "outline_builder.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

ModelSketch keras(const std::vector<std::tuple<std::string, Shape>>& kernels)
{
    ModelSketch model("keras-h5");
    for (const auto& [layer, shape] : kernels) {
        model.add("model_weights/" + layer + "/" + layer + "/kernel:0", layer, "kernel", shape);
        model.add("model_weights/" + layer + "/" + layer + "/bias:0", layer, "bias", {shape[shape.rank() - 1]});
    }
    return model;
}

TEST(MatchByName, SkipsAsKerasDoes)
{
    const ModelSketch source = keras({{"conv1", {3, 3, 3, 8}}, {"conv2", {3, 3, 8, 8}}, {"fc8", {8, 10}}, {"extra", {8, 2}}});
    const ModelSketch target = keras({{"conv2", {3, 3, 8, 8}}, {"conv1", {3, 3, 3, 8}}, {"fc8", {8, 5}}, {"new_head", {5, 5}}});
    const auto strict = matchByName(source.outline(), target.outline(), false);
    EXPECT_TRUE(strict.stops()) << "Keras raises at fc8";
    const auto lenient = matchByName(source.outline(), target.outline(), true);
    EXPECT_FALSE(lenient.stops());
    ASSERT_EQ(lenient.matches.size(), 4u);
    EXPECT_EQ(source.tensors[lenient.matches[0].sources[0]].name, "model_weights/conv2/conv2/kernel:0");
    ASSERT_EQ(lenient.skipped.size(), 4u) << "two shapes, a layer here and a layer there";
    EXPECT_NE(lenient.skipped[0].reason.find("(8, 5)"), std::string::npos);
    EXPECT_NE(lenient.skipped[0].reason.find("(8, 10)"), std::string::npos);
    EXPECT_EQ(lenient.skipped[2].layer, "new_head");
    EXPECT_EQ(lenient.skipped[3].layer, "extra");
}

TEST(MatchTopological, GoesByOrder)
{
    const ModelSketch source = keras({{"conv2d_14", {3, 3, 3, 8}}, {"dense_3", {8, 10}}});
    const ModelSketch target = keras({{"conv2d", {3, 3, 3, 8}}, {"dense", {8, 10}}});
    const auto result = matchTopological(source.outline(), target.outline(), false);
    EXPECT_FALSE(result.stops());
    EXPECT_EQ(result.matches.size(), 4u);
    EXPECT_TRUE(result.skipped.empty());
    const ModelSketch longer = keras({{"conv2d", {3, 3, 3, 8}}, {"dense", {8, 10}}, {"more", {10, 2}}});
    const auto other = matchTopological(source.outline(), longer.outline(), true);
    EXPECT_TRUE(other.stops());
    EXPECT_TRUE(other.matches.empty());
    const ModelSketch smaller = keras({{"conv2d", {3, 3, 3, 8}}, {"dense", {8, 4}}});
    EXPECT_TRUE(matchTopological(source.outline(), smaller.outline(), false).stops());
    EXPECT_EQ(matchTopological(source.outline(), smaller.outline(), true).matches.size(), 2u);
}

TEST(PairLayers, ByKindAndRankNotByOrder)
{
    ModelSketch source("numpy-npy"), target("pytorch");
    source.add("conv1/0", {5, 5, 3, 8}).add("conv1/1", {8});
    target.add("features.0.bias", {8}).add("features.0.weight", {8, 3, 5, 5});
    const std::vector<std::size_t> both{0, 1};
    const auto pairs = pairLayers(source.tensors, both, target.tensors, both);
    ASSERT_EQ(pairs.size(), 2u);
    for (const LayerPair& pair : pairs)
        EXPECT_EQ(pair, pair.target == 0 ? (LayerPair{1, 0, "identity"}) : (LayerPair{0, 1, "transpose(3,2,0,1)"}));
    ModelSketch norm("keras-h5"), other("keras-h5");
    for (const std::string label : {"beta", "gamma", "moving_mean", "moving_variance"})
        norm.add("a/" + label, "a", label, {8});
    for (const std::string label : {"gamma", "beta", "moving_mean", "moving_variance"})
        other.add("b/" + label, "b", label, {8});
    const std::vector<std::size_t> four{0, 1, 2, 3};
    const auto byName = pairLayers(norm.tensors, four, other.tensors, four);
    ASSERT_EQ(byName.size(), 4u);
    for (const LayerPair& pair : byName)
        EXPECT_EQ(norm.tensors[pair.source].label, other.tensors[pair.target].label);
}

TEST(NotRestored, SaysWhy)
{
    const ModelSketch source = keras({{"conv1", {3, 3, 3, 8}}, {"fc8", {8, 10}}});
    const ModelSketch target = keras({{"conv1", {3, 3, 3, 8}}, {"fc8", {8, 5}}, {"head", {5, 5}}});
    MappingDocument document;
    document.policy.shapeMismatch = ShapeMismatchPolicy::Skip;
    document.entries = {{"conv1/kernel", {"conv1/kernel"}, {}, {}, {}}, {"fc8/kernel", {"fc8/kernel"}, {}, {}, {}}};
    document.exclude = {"conv1/bias"};
    const Outline from = source.outline(), to = target.outline();
    const auto list = notRestored(check(document, from, to), to);
    ASSERT_EQ(list.size(), 5u);
    EXPECT_NE(list[0].reason.find("filters"), std::string::npos);
    EXPECT_NE(list[1].reason.find("(8, 10)"), std::string::npos) << list[1].reason;
    EXPECT_NE(list[3].reason.find("Nothing"), std::string::npos);
    EXPECT_NE(notRestoredAsText(list, to).find("head/kernel:0  (5, 5)  Nothing"), std::string::npos) << notRestoredAsText(list, to);
    EXPECT_NE(notRestoredAsPython(list, to).find("(\"model_weights/fc8/fc8/kernel:0\", (8, 5), \""), std::string::npos);
}

} // namespace
} // namespace tensorgraft
