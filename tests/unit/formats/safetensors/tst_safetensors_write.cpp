#include "model_io/formats/safetensors/safetensors_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;
using test::TensorValue;

class SafetensorsWrite : public testing::Test {
protected:
    std::shared_ptr<const ModelFile> open(const fs::path& path)
    {
        auto model = m_format->open(path);
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    /// A model of three tensors, in one file or in shards of at most `shardBytes`.
    std::vector<TensorValue> exportModel(const std::string& fileName, std::uint64_t shardBytes = 0)
    {
        std::vector<TensorValue> values{test::patternValue("a.weight", DType::Float32, {2, 3}, 1),
                                        test::patternValue("b.weight", DType::Float16, {5}, 2),
                                        test::patternValue("c.weight", DType::UInt8, {3}, 3)};
        ExportOptions options;
        options.shardBytes = shardBytes;
        options.metadata.set("format", "pt");
        const auto done = test::exportInto(*m_format, values, m_dir.path(), fileName, options);
        EXPECT_TRUE(done) << done.error().toString();
        return values;
    }
    void expectValues(const ModelFile& model, const std::vector<TensorValue>& values)
    {
        ASSERT_EQ(model.tensors().size(), values.size());
        for (const TensorValue& v : values) {
            const auto index = model.find(v.tensor.name);
            ASSERT_TRUE(index) << v.tensor.name;
            const TensorValue found = test::valueOf(model, *index);
            EXPECT_EQ(found.tensor, v.tensor);
            EXPECT_EQ(found.bytes, v.bytes) << v.tensor.name;
        }
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeSafetensorsFormat();
};

TEST_F(SafetensorsWrite, exportReadsBack)
{
    const auto values = exportModel("x.safetensors");
    const auto model = open(m_dir / "x.safetensors");
    expectValues(*model, values);
    EXPECT_EQ(*model->metadata().find("__metadata__")->find("format")->string(), "pt");
    EXPECT_EQ(model->extent(0)->offset % 8, 0u);
}

TEST_F(SafetensorsWrite, exportKeepsElementsAligned)
{
    const std::vector<TensorValue> values{test::patternValue("small", DType::UInt8, {3}, 1),
                                          test::patternValue("large", DType::Float64, {2}, 2)};
    ASSERT_TRUE(test::exportInto(*m_format, values, m_dir.path(), "x.safetensors"));
    const auto model = open(m_dir / "x.safetensors");
    expectValues(*model, values);
    EXPECT_EQ(model->extent(*model->find("large"))->offset % 8, 0u);
}

TEST_F(SafetensorsWrite, exportInShards)
{
    const auto values = exportModel("x.safetensors", 26);
    EXPECT_TRUE(fs::exists(m_dir / "x-00001-of-00002.safetensors"));
    EXPECT_FALSE(fs::exists(m_dir / "x.safetensors"));
    const auto model = open(m_dir / "x.safetensors.index.json");
    expectValues(*model, values);
    EXPECT_EQ(std::get<std::uint64_t>(model->metadata().find("index")->find("total_size")->value()), 37u);
}

TEST_F(SafetensorsWrite, sameTypeAndShapeChangesNothingElse)
{
    auto values = exportModel("x.safetensors");
    values[1] = test::patternValue("b.weight", DType::Float16, {5}, 77);
    const auto done = test::rewriteInto(*m_format, open(m_dir / "x.safetensors"), std::span(&values[1], 1), m_dir / "out", "y.safetensors", 4);
    ASSERT_TRUE(done) << done.error().toString();
    expectValues(*open(m_dir / "out" / "y.safetensors"), values);
    std::string before = test::readFile(m_dir / "x.safetensors");
    const std::string after = test::readFile(m_dir / "out" / "y.safetensors");
    const auto place = open(m_dir / "x.safetensors")->extent(1);
    before.replace(place->offset, 10, reinterpret_cast<const char*>(values[1].bytes.data()), 10);
    EXPECT_EQ(before, after);
}

TEST_F(SafetensorsWrite, nothingReplacedIsACopy)
{
    exportModel("x.safetensors");
    ASSERT_TRUE(test::rewriteInto(*m_format, open(m_dir / "x.safetensors"), {}, m_dir / "out", "x.safetensors"));
    EXPECT_EQ(test::readFile(m_dir / "x.safetensors"), test::readFile(m_dir / "out" / "x.safetensors"));
}

TEST_F(SafetensorsWrite, anotherTypeOrShapeLaysTheFileOut)
{
    auto values = exportModel("x.safetensors");
    values[0] = test::patternValue("a.weight", DType::BFloat16, {4, 3, 2}, 5);
    const auto done = test::rewriteInto(*m_format, open(m_dir / "x.safetensors"), std::span(values.data(), 1), m_dir / "out", "x.safetensors");
    ASSERT_TRUE(done) << done.error().toString();
    const auto model = open(m_dir / "out" / "x.safetensors");
    expectValues(*model, values);
    EXPECT_EQ(model->tensors()[0].name, "a.weight");
    EXPECT_EQ(model->tensors()[2].name, "c.weight");
    EXPECT_EQ(model->metadata(), open(m_dir / "x.safetensors")->metadata());
}

TEST_F(SafetensorsWrite, nullMetadataAndHeaderOrderSurvive)
{
    const std::string json = R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"__metadata__":null,"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})";
    test::writeFile(m_dir / "x.safetensors", std::string(1, static_cast<char>(json.size())) + std::string(7, '\0') + json + "ab");
    const std::vector<TensorValue> values{test::patternValue("a", DType::Int16, {2}, 9)};
    ASSERT_TRUE(test::rewriteInto(*m_format, open(m_dir / "x.safetensors"), values, m_dir / "out", "x.safetensors"));
    const std::string text = test::readFile(m_dir / "out" / "x.safetensors");
    const auto b = text.find("\"b\""), null = text.find("\"__metadata__\":null"), a = text.find("\"a\"");
    ASSERT_NE(null, std::string::npos);
    EXPECT_LT(b, null);
    EXPECT_LT(null, a);
    EXPECT_EQ(open(m_dir / "out" / "x.safetensors")->tensors()[0].name, "a");
}

TEST_F(SafetensorsWrite, shardedModelsKeepTheirFiles)
{
    auto values = exportModel("x.safetensors", 26);
    values[2] = test::patternValue("c.weight", DType::UInt8, {3}, 40);
    const auto model = open(m_dir / "x.safetensors.index.json");
    const auto replaced = std::span(&values[2], 1);
    ASSERT_TRUE(test::rewriteInto(*m_format, model, replaced, m_dir / "same", "x.safetensors.index.json"));
    expectValues(*open(m_dir / "same" / "x.safetensors.index.json"), values);
    EXPECT_EQ(test::readFile(m_dir / "x-00001-of-00002.safetensors"), test::readFile(m_dir / "same" / "x-00001-of-00002.safetensors"));
    EXPECT_EQ(test::readFile(m_dir / "x.safetensors.index.json"), test::readFile(m_dir / "same" / "x.safetensors.index.json"));

    // Under another name no shard has the name of an old one: the result may stand beside the target.
    ASSERT_TRUE(test::rewriteInto(*m_format, model, replaced, m_dir / "other", "y.safetensors.index.json"));
    expectValues(*open(m_dir / "other" / "y.safetensors.index.json"), values);
    for (const auto& file : fs::directory_iterator(m_dir / "other"))
        EXPECT_TRUE(file.path().filename().string().starts_with("y")) << file.path();

    // Another type changes one shard and the total.
    values[2] = test::patternValue("c.weight", DType::Float32, {3}, 41);
    ASSERT_TRUE(test::rewriteInto(*m_format, model, replaced, m_dir / "type", "x.safetensors.index.json"));
    const auto changed = open(m_dir / "type" / "x.safetensors.index.json");
    expectValues(*changed, values);
    EXPECT_EQ(std::get<std::uint64_t>(changed->metadata().find("index")->find("total_size")->value()), 46u);

    // One file out of all shards.
    ASSERT_TRUE(test::rewriteInto(*m_format, model, replaced, m_dir / "one", "x.safetensors"));
    expectValues(*open(m_dir / "one" / "x.safetensors"), values);
}

TEST_F(SafetensorsWrite, aModelOpenedAsAFolderIsWrittenAsOne)
{
    auto values = exportModel("x.safetensors", 26);
    values[0] = test::patternValue("a.weight", DType::Float32, {2, 3}, 50);
    const auto model = open(m_dir.path());
    ASSERT_TRUE(test::rewriteInto(*m_format, model, std::span(values.data(), 1), m_dir / "out", "copy"));
    expectValues(*open(m_dir / "out" / "copy"), values);
}

TEST_F(SafetensorsWrite, copyExtentTakesOverBytes)
{
    auto values = exportModel("x.safetensors");
    const auto model = open(m_dir / "x.safetensors");
    const TensorToWrite slot{"c.weight", DType::UInt8, {3}};
    auto writer = m_format->rewrite(model, {slot}, "y.safetensors");
    ASSERT_TRUE(writer);
    fs::create_directories(m_dir / "out");
    ASSERT_TRUE((*writer)->begin(m_dir / "out", {}));
    EXPECT_EQ((*writer)->keptBytes(), fs::file_size(m_dir / "x.safetensors") - 3);
    test::writeFile(m_dir / "raw", "--xyz");
    const auto wrong = (*writer)->copyExtent(0, {m_dir / "raw", 0, 5});
    ASSERT_TRUE(wrong);
    EXPECT_FALSE(*wrong);
    const auto copied = (*writer)->copyExtent(0, {m_dir / "raw", 2, 3});
    ASSERT_TRUE(copied);
    EXPECT_TRUE(*copied);
    ASSERT_TRUE((*writer)->finish({}));
    EXPECT_EQ(test::valueOf(*open(m_dir / "out" / "y.safetensors"), 2).bytes[0], std::byte{'x'});
}

TEST_F(SafetensorsWrite, whatCannotBeWrittenIsSaidBeforeAnythingIs)
{
    exportModel("x.safetensors");
    const auto model = open(m_dir / "x.safetensors");
    auto writer = m_format->rewrite(model, {{"nowhere", DType::Float32, {1}}}, "y.safetensors");
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::Mismatch);
    writer = m_format->rewrite(model, {{"a.weight", DType::Complex128, {1}}}, "y.safetensors");
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::Unsupported);
    writer = m_format->create({{"bad\xFFname", DType::Float32, {1}}}, {}, "y.safetensors");
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::Unsupported);
    writer = m_format->create({{"a", DType::Float32, {1}}, {"a", DType::Float32, {1}}}, {}, "y.safetensors");
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::Mismatch);
}

TEST_F(SafetensorsWrite, anIncompleteTensorIsNotFinished)
{
    auto writer = m_format->create({{"a", DType::Float32, {2}}}, {}, "y.safetensors");
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->begin(m_dir.path(), {}));
    const std::vector<std::byte> half(4);
    ASSERT_TRUE((*writer)->write(0, 0, half));
    EXPECT_FALSE((*writer)->write(0, 0, half));
    EXPECT_FALSE((*writer)->write(0, 4, std::vector<std::byte>(8)));
    EXPECT_FALSE((*writer)->finish({}));
}

} // namespace
} // namespace tensorgraft
