#include "model_io/formats/skeleton/skeleton_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <chrono>
#include <gtest/gtest.h>
#include <iostream>

namespace tensorgraft {
namespace {

class Skeleton : public testing::Test {
protected:
    Result<std::shared_ptr<const ModelFile>> openText(const std::string& text)
    {
        test::writeFile(m_dir / "s.json", text);
        return m_format->open(m_dir / "s.json");
    }
    int sniff(const std::string& text)
    {
        Probe probe;
        probe.fileSize = text.size();
        probe.head = probe.tail = std::as_bytes(std::span(text));
        return m_format->sniff(probe);
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeSkeletonFormat();
};

TEST_F(Skeleton, theFormOfTheProgram)
{
    const std::string text = R"({"skeleton":1,"format":"torch_state_dict","remark":{"by":["hand"]},"tensors":[
        {"name":"features.0.weight","shape":[64,3,3,3],"dtype":"float32"},
        {"shape":[],"dtype":"int64","name":"features.1.num_batches_tracked","extra":[1,{"a":2}]},
        {"name":"q","shape":[256],"dtype":"Q4_K"}]})";
    EXPECT_GE(sniff(text), 80);
    const auto model = openText(text);
    ASSERT_TRUE(model) << model.error().toString();
    const auto tensors = (*model)->tensors();
    ASSERT_EQ(tensors.size(), 3u);
    EXPECT_EQ(tensors[0].shape, (Shape{64, 3, 3, 3}));
    EXPECT_EQ(tensors[0].sizeBytes, 64u * 27 * 4);
    EXPECT_EQ(tensors[0].axes, AxisLayout::OIHW);
    EXPECT_EQ(tensors[0].layer, "features.0");
    EXPECT_EQ(tensors[1].dtype, DType::Int64);
    EXPECT_EQ(tensors[1].role, TensorRole::Bookkeeping);
    EXPECT_EQ(tensors[2].sizeBytes, 144u);
    EXPECT_EQ(*(*model)->metadata().find("format")->string(), "torch_state_dict");
}

TEST_F(Skeleton, aPlainMapOfShapes)
{
    const std::string text = R"({"vgg_16/conv1/conv1_1/weights": [3, 3, 3, 64], "global_step": []})";
    EXPECT_GT(sniff(text), 0);
    const auto model = openText(text);
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_EQ((*model)->tensors().size(), 2u);
    EXPECT_EQ((*model)->tensors()[0].dtype, DType::Float32);
    EXPECT_EQ((*model)->tensors()[0].axes, AxisLayout::HWIO);
    EXPECT_EQ((*model)->tensors()[1].shape.rank(), 0u);
}

TEST_F(Skeleton, wordsOfTheBenchmarkSayHowAxesLie)
{
    const std::vector<std::pair<const char*, AxisLayout>> words{
        {"keras2_h5", AxisLayout::HWIO}, {"tf_checkpoint", AxisLayout::HWIO}, {"tf_object_graph", AxisLayout::HWIO},
        {"flax", AxisLayout::HWIO}, {"npy_dict", AxisLayout::HWIO}, {"keras3_weights_h5", AxisLayout::HWIO},
        {"torch_state_dict", AxisLayout::OIHW}, {"safetensors", AxisLayout::OIHW}, {"pytorch", AxisLayout::OIHW},
        {"something else", AxisLayout::Unknown}};
    for (const auto& [word, axes] : words) {
        const auto model = openText(std::string(R"({"skeleton":1,"format":")") + word +
                                    R"(","tensors":[{"name":"kernel","shape":[3,3,8,8],"dtype":"float32"}]})");
        ASSERT_TRUE(model) << model.error().toString();
        EXPECT_EQ((*model)->tensors()[0].axes, axes) << word;
    }
}

TEST_F(Skeleton, thereIsNothingToRead)
{
    const auto model = openText(R"({"skeleton":1,"tensors":[{"name":"a","shape":[2],"dtype":"float32"}]})");
    ASSERT_TRUE(model);
    std::vector<std::byte> out(8);
    const auto read = (*model)->read(0, 0, out);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(read.error().tensor, "a");
    EXPECT_FALSE(read.error().hint.empty());
    const auto mapped = (*model)->map(0);
    ASSERT_TRUE(mapped);
    EXPECT_FALSE(*mapped);
    EXPECT_FALSE((*model)->extent(0));
}

TEST_F(Skeleton, mistakesAreNamed)
{
    struct Case {
        std::string text;
        ErrorCode code;
        std::string tensor;
    };
    const std::vector<Case> cases{
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[-1],"dtype":"float32"}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[null],"dtype":"float32"}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[1.5],"dtype":"float32"}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[[1]],"dtype":"float32"}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[4294967296,4294967296]}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[1],"dtype":"float33"}]})", ErrorCode::Unsupported, "a"},
        {R"({"skeleton":1,"tensors":[{"name":"a","dtype":"float32"}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[{"shape":[1]}]})", ErrorCode::Corrupt, ""},
        {R"({"skeleton":1,"tensors":[{"name":"a","shape":[1]},{"name":"a","shape":[1]}]})", ErrorCode::Corrupt, "a"},
        {R"({"skeleton":1,"tensors":[3]})", ErrorCode::Corrupt, ""},
        {R"({"skeleton":2,"tensors":[]})", ErrorCode::Unsupported, ""},
        {R"({"skeleton":1,"tensors":[)", ErrorCode::Corrupt, ""},
        {R"({"some":"thing"})", ErrorCode::NotThisFormat, ""},
        {"", ErrorCode::Corrupt, ""},
    };
    for (const Case& c : cases) {
        const auto model = openText(c.text);
        ASSERT_FALSE(model) << c.text;
        EXPECT_EQ(model.error().code, c.code) << model.error().toString();
        EXPECT_EQ(model.error().tensor, c.tensor) << c.text;
        EXPECT_EQ(model.error().file, m_dir / "s.json");
    }
}

TEST_F(Skeleton, otherJsonIsLeftAlone)
{
    EXPECT_EQ(sniff(R"({"metadata":{},"weight_map":{"a":"m.safetensors"}})"), 0);
    EXPECT_EQ(sniff(R"({"tensorgraft":1,"rules":[]})"), 0);
    EXPECT_EQ(sniff("[1,2]"), 0);
    EXPECT_EQ(sniff("{"), 0);
    EXPECT_EQ(sniff("{\"a"), 0);
    EXPECT_EQ(sniff("{\"a\\"), 0);
    EXPECT_EQ(sniff(""), 0);
}

TEST_F(Skeleton, deepNestingIsSkippedWithoutRecursion)
{
    const std::string text = R"({"skeleton":1,"x":)" + std::string(2'000'000, '[') + std::string(2'000'000, ']') +
                             R"(,"tensors":[{"name":"a","shape":[1]}]})";
    const auto model = openText(text);
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->tensors().size(), 1u);
}

TEST_F(Skeleton, exportReadsBack)
{
    std::vector<test::TensorValue> values{test::patternValue("a/\"quoted\"", DType::Float16, {2, 3}, 1),
                                          test::patternValue("b", DType::Int64, Shape{}, 2)};
    ExportOptions options;
    options.metadata.set("format", "keras-h5");
    const auto done = test::exportInto(*m_format, values, m_dir.path(), "out.json", options);
    ASSERT_TRUE(done) << done.error().toString();
    const auto model = m_format->open(m_dir / "out.json");
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_EQ((*model)->tensors().size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        const TensorInfo& t = (*model)->tensors()[i];
        EXPECT_EQ((TensorToWrite{t.name, t.dtype, t.shape}), values[i].tensor);
    }
    EXPECT_EQ(*(*model)->metadata().find("format")->string(), "keras-h5");
}

TEST_F(Skeleton, aMillionTensorsOpenInSeconds)
{
    std::string text = R"({"skeleton":1,"tensors":[)";
    constexpr int count = 1'000'000;
    for (int i = 0; i < count; ++i)
        text += (i ? ",{\"name\":\"model.layers." : "{\"name\":\"model.layers.") + std::to_string(i) +
                R"(.mlp.weight","shape":[64,64],"dtype":"float32"})";
    test::writeFile(m_dir / "s.json", text + "]}");
    const auto start = std::chrono::steady_clock::now();
    const auto model = m_format->open(m_dir / "s.json");
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->tensors().size(), std::size_t{count});
    std::cout << count << " tensors opened in " << seconds << " s\n";
    EXPECT_LT(seconds, 120.0); // a few seconds with optimisation; this bound only catches a quadratic step
}

} // namespace
} // namespace tensorgraft
