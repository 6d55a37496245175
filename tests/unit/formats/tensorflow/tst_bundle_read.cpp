#include "model_io/formats/tensorflow/bundle_format.h"
#include "tests/support/format_conformance.h"
#include "tests/support/model_helpers.h"
#include "tests/unit/formats/tensorflow/fixtures.h"

#include <gtest/gtest.h>
#include <iostream>
#include <nlohmann/json.hpp>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;
using test::bundlePath;
using test::openBundle;

const TensorInfo& tensorOf(const ModelFile& model, std::string_view name)
{
    const auto index = model.find(name);
    if (!index)
        throw std::runtime_error("no tensor " + std::string(name));
    return model.tensors()[*index];
}

class BundleRead : public testing::TestWithParam<const char*> {};

TEST_P(BundleRead, isAsTheIndependentWriterWroteIt)
{
    const auto model = openBundle(bundlePath(GetParam()));
    ASSERT_TRUE(model);
    test::expectBundle(*model, GetParam());
    EXPECT_TRUE(model->warnings().empty()) << model->warnings()[0].toString();
    test::checkReading(*makeTfCheckpointV2Format(), {GetParam(), "tf-checkpoint-v2", bundlePath(GetParam()), 1, true});
}

INSTANTIATE_TEST_SUITE_P(Bundles, BundleRead,
                         testing::Values("v2-types", "v2-slim", "v2-shards", "v2-aligned", "v2-big-endian", "v2-partitioned", "v2-object",
                                         "v2-snappy", "v2-many-blocks", "v2-cyclic", "v2-config", "newer-producer", "unknown-fields"));

TEST(BundleOpen, everyNameOfIt)
{
    const fs::path index = bundlePath("v2-slim");
    fs::path prefix = index;
    prefix.replace_extension();
    const fs::path data = prefix.string() + ".data-00000-of-00001";
    for (const fs::path& path : {index, prefix, data, index.parent_path() / "checkpoint", index.parent_path()}) {
        SCOPED_TRACE(path);
        const auto model = openBundle(path);
        ASSERT_TRUE(model);
        test::expectBundle(*model, "v2-slim");
        EXPECT_EQ(model->path(), path);
        EXPECT_EQ(model->memberFiles(), (std::vector<fs::path>{index, data}));
    }
    EXPECT_TRUE(makeTfCheckpointV2Format()->locate(prefix));
    EXPECT_FALSE(makeTfCheckpointV2Format()->locate(prefix.string() + "x"));
    const auto missing = makeTfCheckpointV2Format()->open(prefix.string() + "x");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::Io);
}

TEST(BundleOpen, aStateFileOfAMovedFolder)
{
    test::TempDir dir;
    test::copyBundle("v2-slim", dir);
    const auto state = [&](const std::string& text) {
        test::writeFile(dir / "checkpoint", text);
        return makeTfCheckpointV2Format()->open(dir / "checkpoint");
    };
    for (const char* name : {"model.ckpt-7", "/no/such/folder/model.ckpt-7"}) {
        const auto model = state("model_checkpoint_path: \"" + std::string(name) + "\"\n");
        ASSERT_TRUE(model) << model.error().toString();
        EXPECT_TRUE((*model)->warnings().empty());
    }
    // Octal escapes, an older checkpoint that is still there, and one that is not named.
    EXPECT_TRUE(state("model_checkpoint_path: \"model\\056ckpt-7\"\n"));
    const auto older = state("model_checkpoint_path: \"model.ckpt-9\"\nall_model_checkpoint_paths: \"model.ckpt-7\"\n"
                             "all_model_checkpoint_paths: \"model.ckpt-9\"\n");
    ASSERT_TRUE(older) << older.error().toString();
    ASSERT_EQ((*older)->warnings().size(), 1u);
    EXPECT_NE((*older)->warnings()[0].toString().find("model.ckpt-9"), std::string::npos);
    EXPECT_TRUE(state("model_checkpoint_path: \"model.ckpt-9\"\n"));
    fs::copy_file(dir / "model.ckpt-7.index", dir / "other.index");
    const auto none = state("model_checkpoint_path: \"model.ckpt-9\"\n");
    ASSERT_FALSE(none);
    EXPECT_FALSE(none.error().hint.empty());
    // A V1 checkpoint is for another reader.
    test::writeFile(dir / "v1.ckpt", "one file");
    const auto v1 = state("model_checkpoint_path: \"v1.ckpt\"\n");
    ASSERT_FALSE(v1);
    EXPECT_EQ(v1.error().code, ErrorCode::NotThisFormat);
}

TEST(BundleRoles, nameBased)
{
    const auto model = openBundle(bundlePath("v2-slim"));
    ASSERT_TRUE(model);
    const TensorInfo& kernel = tensorOf(*model, "net/conv1/weights");
    EXPECT_EQ(kernel.layer, "net/conv1");
    EXPECT_EQ(kernel.kind, ParameterKind::Kernel);
    EXPECT_EQ(kernel.axes, AxisLayout::HWIO);
    EXPECT_EQ(kernel.role, TensorRole::Trainable);
    EXPECT_EQ(tensorOf(*model, "net/fc8/weights").axes, AxisLayout::IO);
    EXPECT_EQ(tensorOf(*model, "net/conv1/weights/Adam").role, TensorRole::OptimizerState);
    EXPECT_EQ(tensorOf(*model, "net/conv1/weights/Adam_1").role, TensorRole::OptimizerState);
    EXPECT_EQ(tensorOf(*model, "beta1_power").role, TensorRole::OptimizerState);
    EXPECT_EQ(tensorOf(*model, "global_step").role, TensorRole::Bookkeeping);
    EXPECT_EQ(tensorOf(*model, "global_step").kind, ParameterKind::Scalar);
}

TEST(BundleRoles, objectBased)
{
    const auto model = openBundle(bundlePath("v2-object"));
    ASSERT_TRUE(model);
    const std::string key = "/.ATTRIBUTES/VARIABLE_VALUE";
    const TensorInfo& kernel = tensorOf(*model, "model/layer_with_weights-0/kernel" + key);
    EXPECT_EQ(kernel.layer, "model/layer_with_weights-0");
    EXPECT_EQ(kernel.label, "kernel");
    EXPECT_EQ(kernel.alias, "dense/kernel");
    EXPECT_EQ(kernel.axes, AxisLayout::IO);
    EXPECT_EQ(kernel.role, TensorRole::Trainable);
    const TensorInfo& slot = tensorOf(*model, "model/layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m" + key);
    EXPECT_EQ(slot.role, TensorRole::OptimizerState);
    EXPECT_EQ(slot.alias, "Adam/dense/kernel/m");
    EXPECT_EQ(tensorOf(*model, "save_counter" + key).role, TensorRole::Bookkeeping);
    EXPECT_EQ(tensorOf(*model, "_CHECKPOINTABLE_OBJECT_GRAPH").role, TensorRole::Bookkeeping);
    ASSERT_TRUE(model->metadata().find("object_graph"));

    const auto config = openBundle(bundlePath("v2-config"));
    ASSERT_TRUE(config);
    EXPECT_EQ(tensorOf(*config, "layer-1/w..x.Sy" + key).label, "y") << ".S stands for '/', .. for '.'";
    EXPECT_EQ(tensorOf(*config, "layer-1/w..x.Sy" + key).layer, "layer-1/w.x");
    const Metadata* const texts = config->metadata().find("texts");
    ASSERT_TRUE(texts && texts->find("layer-1/.ATTRIBUTES/OBJECT_CONFIG_JSON"));
    EXPECT_EQ(*texts->find("layer-1/.ATTRIBUTES/OBJECT_CONFIG_JSON")->string(), "{\"class_name\": \"Dense\"}");
}

TEST(BundleSamples, matchTheirFacts)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "there are no samples";
    for (const char* name : {"keras-lso-2shards", "kws-ds-cnn-s", "mtcnn-pnet-3000000", "rfb320-variables"}) {
        SCOPED_TRACE(name);
        const fs::path folder = *samples / "tf-checkpoint-v2" / name;
        const auto model = openBundle(test::sampleFile(folder));
        ASSERT_TRUE(model);
        EXPECT_TRUE(model->warnings().empty()) << model->warnings()[0].toString();
        const auto facts = nlohmann::json::parse(test::readFile(folder / "facts.json"));
        ASSERT_EQ(model->tensors().size(), facts.at("tensors").size());
        for (std::size_t i = 0; i < model->tensors().size(); ++i) {
            const TensorInfo& info = model->tensors()[i];
            const auto& fact = facts.at("tensors").at(i);
            SCOPED_TRACE(info.name);
            EXPECT_EQ(info.name, fact.at("name").get<std::string>());
            EXPECT_EQ(dtypeName(info.dtype), fact.at("dtype").get<std::string>());
            EXPECT_EQ(info.shape, Shape(fact.at("shape").get<std::vector<std::int64_t>>()));
            EXPECT_EQ(info.alias, fact.value("full_name", ""));
            if (fact.contains("sha256")) {
                EXPECT_EQ(test::sha256(test::valueOf(*model, i).bytes), fact.at("sha256").get<std::string>());
            }
        }
    }
    const auto kws = openBundle(test::sampleFile(*samples / "tf-checkpoint-v2" / "kws-ds-cnn-s"));
    ASSERT_TRUE(kws);
    std::size_t slots = 0, trainable = 0, depthwise = 0;
    for (const TensorInfo& t : kws->tensors()) {
        slots += t.role == TensorRole::OptimizerState;
        trainable += t.role == TensorRole::Trainable;
        depthwise += t.kind == ParameterKind::DepthwiseKernel && t.axes == AxisLayout::HWIM;
    }
    std::cout << "kws-ds-cnn-s: " << slots << " of optimizers, " << trainable << " trainable, " << depthwise << " depthwise\n";
    EXPECT_GT(slots, 70u);
    EXPECT_GT(depthwise, 0u);
}

} // namespace
} // namespace tensorgraft
