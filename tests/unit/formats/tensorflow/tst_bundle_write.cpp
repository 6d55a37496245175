#include "model_io/formats/tensorflow/bundle_format.h"
#include "tests/support/format_conformance.h"
#include "tests/support/model_helpers.h"
#include "tests/unit/formats/tensorflow/fixtures.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;
using test::bundlePath;
using test::openBundle;
using test::patternValue;
using test::TensorValue;

/// Names of the data files of a bundle and their sizes.
std::vector<std::pair<std::string, std::uintmax_t>> dataFiles(const fs::path& folder)
{
    std::vector<std::pair<std::string, std::uintmax_t>> found;
    for (const auto& file : fs::directory_iterator(folder))
        if (const std::string name = file.path().filename().string(); name.find(".data-") != std::string::npos)
            found.emplace_back(name.substr(name.find(".data-")), file.file_size());
    std::ranges::sort(found);
    return found;
}

class BundleRewrite : public testing::TestWithParam<const char*> {};

TEST_P(BundleRewrite, nothingChanged)
{
    const auto model = openBundle(bundlePath(GetParam()));
    ASSERT_TRUE(model);
    test::TempDir dir;
    const auto done = test::rewriteInto(*makeTfCheckpointV2Format(), model, {}, dir.path(), "copy.index");
    ASSERT_TRUE(done) << done.error().toString();
    EXPECT_EQ(dataFiles(dir.path()), dataFiles(bundlePath(GetParam()).parent_path()));
    EXPECT_EQ(test::readFile(dir / "copy.index"), test::readFile(bundlePath(GetParam())));
    const std::string shard = model->memberFiles()[1].filename().string();
    const std::string copied = "copy" + shard.substr(shard.find(".data-"));
    EXPECT_EQ(test::readFile(dir / copied), test::readFile(model->memberFiles()[1]));
}

TEST_P(BundleRewrite, everyTensorInItsPlace)
{
    test::checkRewriting(*makeTfCheckpointV2Format(), {GetParam(), "tf-checkpoint-v2", bundlePath(GetParam()), 1, true});
}

TEST_P(BundleRewrite, allAtOnceAndTheIndependentReaderAgrees)
{
    const auto model = openBundle(bundlePath(GetParam()));
    ASSERT_TRUE(model);
    std::vector<TensorValue> values;
    for (const TensorInfo& info : model->tensors())
        if (isPlain(info.dtype))
            values.push_back(patternValue(info.name, info.dtype, info.shape, 7));
    test::TempDir dir;
    // Pieces that end inside of slices and rows.
    const auto done = test::rewriteInto(*makeTfCheckpointV2Format(), model, values, dir.path(), "new.ckpt", 136);
    ASSERT_TRUE(done) << done.error().toString();
    if (std::string(GetParam()) != "shared-bytes") { // there every tensor gets a place of its own
        EXPECT_EQ(dataFiles(dir.path()), dataFiles(bundlePath(GetParam()).parent_path()));
    }
    const auto rewritten = openBundle(dir / "new.ckpt");
    ASSERT_TRUE(rewritten);
    EXPECT_TRUE(rewritten->metadata() == model->metadata());
    for (const TensorValue& value : values)
        EXPECT_TRUE(test::valueOf(*rewritten, *rewritten->find(value.tensor.name)).bytes == value.bytes) << value.tensor.name;
    EXPECT_EQ(test::judged(dir / "new.ckpt"), test::described(*rewritten));
}

INSTANTIATE_TEST_SUITE_P(Bundles, BundleRewrite,
                         testing::Values("v2-types", "v2-shards", "v2-aligned", "v2-big-endian", "v2-partitioned", "v2-object", "v2-snappy",
                                         "unknown-fields", "shared-bytes"));

TEST(BundleRewriting, anotherTypeAndShape)
{
    const auto model = openBundle(bundlePath("v2-shards"));
    ASSERT_TRUE(model);
    const std::vector<TensorValue> values{patternValue("net/fc8/weights", DType::BFloat16, {32, 7}, 1),
                                          patternValue("global_step", DType::Float64, {3}, 2)};
    test::TempDir dir;
    const auto done = test::rewriteInto(*makeTfCheckpointV2Format(), model, values, dir.path(), "new.data-00001-of-00003");
    ASSERT_TRUE(done) << done.error().toString();
    const auto rewritten = openBundle(dir / "new");
    ASSERT_TRUE(rewritten);
    ASSERT_EQ(rewritten->tensors().size(), model->tensors().size());
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        const std::string& name = model->tensors()[i].name;
        SCOPED_TRACE(name);
        const auto changed = std::ranges::find(values, name, [](const TensorValue& v) -> const std::string& { return v.tensor.name; });
        EXPECT_EQ(rewritten->tensors()[i].name, name);
        EXPECT_TRUE(test::valueOf(*rewritten, i).bytes == (changed == values.end() ? test::valueOf(*model, i).bytes : changed->bytes));
        EXPECT_EQ(rewritten->tensors()[i].shape, changed == values.end() ? model->tensors()[i].shape : changed->tensor.shape);
    }
    EXPECT_EQ(test::judged(dir / "new"), test::described(*rewritten));
}

TEST(BundleRewriting, textsStayByteForByteWhereTheDataMoves)
{
    const auto model = openBundle(bundlePath("v2-object"));
    ASSERT_TRUE(model);
    const std::string bias = "model/layer_with_weights-0/bias/.ATTRIBUTES/VARIABLE_VALUE";
    const TensorValue value = patternValue(bias, DType::Float32, {900}, 3);
    test::TempDir dir;
    const auto done = test::rewriteInto(*makeTfCheckpointV2Format(), model, std::span(&value, 1), dir.path(), "new");
    ASSERT_TRUE(done) << done.error().toString();
    const auto rewritten = openBundle(dir / "new");
    ASSERT_TRUE(rewritten);
    EXPECT_TRUE(rewritten->warnings().empty()) << rewritten->warnings()[0].toString();
    EXPECT_TRUE(rewritten->metadata() == model->metadata());
    const auto graph = [](const ModelFile& m) {
        const auto extent = m.extent(*m.find("_CHECKPOINTABLE_OBJECT_GRAPH"));
        return test::readFile(extent->file).substr(extent->offset, extent->lengthBytes);
    };
    EXPECT_EQ(graph(*rewritten), graph(*model));
    EXPECT_EQ(test::judged(dir / "new"), test::described(*rewritten));
}

TEST(BundleRewriting, fieldsThatAreNotKnownSurvive)
{
    const auto model = openBundle(bundlePath("unknown-fields"));
    ASSERT_TRUE(model);
    const TensorValue value = patternValue("b", DType::Float32, {4}, 3);
    test::TempDir dir;
    ASSERT_TRUE(test::rewriteInto(*makeTfCheckpointV2Format(), model, std::span(&value, 1), dir.path(), "new"));
    EXPECT_NE(test::readFile(dir / "new.index").find("kept"), std::string::npos);
}

TEST(BundleRewriting, refusals)
{
    const auto format = makeTfCheckpointV2Format();
    const auto refused = [&](const char* bundle, TensorToWrite tensor, const char* output) {
        const auto writer = format->rewrite(openBundle(bundlePath(bundle)), {std::move(tensor)}, output);
        EXPECT_FALSE(writer);
        return writer ? Error{} : writer.error();
    };
    EXPECT_EQ(refused("v2-slim", {"net/fc8/weights", DType::Q4_0, {32, 10}}, "x").code, ErrorCode::Unsupported);
    EXPECT_EQ(refused("v2-slim", {"nothing", DType::Float32, {1}}, "x").code, ErrorCode::Mismatch);
    EXPECT_EQ(refused("v2-slim", {"net/fc8/weights", DType::Float32, {32, 10}}, "checkpoint").code, ErrorCode::Usage);
    EXPECT_EQ(refused("v2-object", {"_CHECKPOINTABLE_OBJECT_GRAPH", DType::Float32, {1}}, "x").code, ErrorCode::Unsupported);
    const Error sliced = refused("v2-partitioned", {"table", DType::Float32, {10, 7}}, "x");
    EXPECT_EQ(sliced.code, ErrorCode::Unsupported);
    EXPECT_EQ(sliced.tensor, "table");
    EXPECT_NE(sliced.hint.find("convert"), std::string::npos);
    const std::vector<TensorToWrite> twice(2, {"net/fc8/weights", DType::Float32, {32, 10}});
    EXPECT_FALSE(format->rewrite(openBundle(bundlePath("v2-slim")), twice, "x"));
}

TEST(BundleExport, oneFileAndSeveral)
{
    const auto format = makeTfCheckpointV2Format();
    std::vector<TensorValue> values;
    unsigned seed = 0;
    for (const DType type : {DType::Float32, DType::Float64, DType::Float16, DType::BFloat16, DType::Int8, DType::UInt8, DType::Int16,
                             DType::UInt16, DType::Int32, DType::UInt32, DType::Int64, DType::UInt64, DType::Bool, DType::Complex64,
                             DType::Complex128, DType::QInt8, DType::QUInt16, DType::QInt32, DType::Float8E5M2, DType::Float8E4M3FN}) {
        ++seed;
        values.push_back(patternValue("z" + std::to_string(99 - seed) + "/" + std::string(dtypeName(type)), type, {5, 3}, seed));
    }
    values.push_back(patternValue("scalar", DType::Float32, Shape{}, 40));
    values.push_back(patternValue("empty", DType::Float32, {0, 3}, 41));
    for (const std::uint64_t shardBytes : {0, 200}) {
        test::TempDir dir;
        ExportOptions options;
        options.shardBytes = shardBytes;
        const auto done = test::exportInto(*format, values, dir.path(), "out.ckpt.index", options);
        ASSERT_TRUE(done) << done.error().toString();
        const auto model = openBundle(dir / "out.ckpt.index");
        ASSERT_TRUE(model);
        EXPECT_EQ(model->tensors().size(), values.size());
        for (const TensorValue& v : values)
            EXPECT_TRUE(test::valueOf(*model, *model->find(v.tensor.name)).bytes == v.bytes) << v.tensor.name;
        EXPECT_EQ(dataFiles(dir.path()).size() > 1, shardBytes != 0);
        EXPECT_EQ(test::judged(dir / "out.ckpt"), test::described(*model));
    }
    for (const TensorToWrite& bad : {TensorToWrite{"t", DType::String, {1}}, TensorToWrite{"t", DType::Q4_0, {32}},
                                     TensorToWrite{"", DType::Float32, {1}}, TensorToWrite{std::string("\0x", 2), DType::Float32, {1}}}) {
        const auto writer = format->create({bad}, {}, "x");
        ASSERT_FALSE(writer);
        EXPECT_EQ(writer.error().code, ErrorCode::Unsupported);
        EXPECT_EQ(writer.error().tensor, bad.name);
    }
    EXPECT_FALSE(format->create({{"t", DType::Float32, {1}}, {"t", DType::Float32, {1}}}, {}, "x"));
}

TEST(BundleSamplesRewrite, aRealObjectBasedCheckpoint)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "there are no samples";
    for (const char* name : {"keras-lso-2shards", "kws-ds-cnn-s"}) {
        const auto model = openBundle(test::sampleFile(*samples / "tf-checkpoint-v2" / name));
        ASSERT_TRUE(model);
        const TensorValue value = patternValue("layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE", DType::Float32,
                                               model->tensors()[*model->find("layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE")].shape, 5);
        test::TempDir dir;
        ASSERT_TRUE(test::rewriteInto(*makeTfCheckpointV2Format(), model, std::span(&value, 1), dir.path(), "new"));
        const auto rewritten = openBundle(dir / "new");
        ASSERT_TRUE(rewritten);
        for (std::size_t i = 0; i < model->tensors().size(); ++i)
            if (isPlain(model->tensors()[i].dtype)) {
                EXPECT_TRUE(test::valueOf(*rewritten, i).bytes ==
                            (model->tensors()[i].name == value.tensor.name ? value.bytes : test::valueOf(*model, i).bytes));
            }
        EXPECT_TRUE(rewritten->metadata() == model->metadata());
        EXPECT_EQ(test::judged(dir / "new"), test::described(*rewritten));
    }
}

} // namespace
} // namespace tensorgraft
