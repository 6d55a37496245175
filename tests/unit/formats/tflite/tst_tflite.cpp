#include "model_io/formats/dequantized_model.h"
#include "model_io/formats/tflite/tflite_format.h"
#include "tensorgraft_tflite/tflite_weights_generated.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <cstring>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;
namespace wire = tflite::wire;

struct TestTensor {
    std::string name;
    std::vector<std::int32_t> shape;
    int type = 0;
    std::uint32_t buffer = 0;
    std::vector<float> scales = {};
    std::vector<std::int64_t> zeroPoints = {};
    int axis = 0;
    bool sparse = false;
};
struct TestOperator {
    int code = 0;
    std::vector<std::int32_t> inputs = {}, outputs = {};
};
struct TestBuffer {
    std::vector<std::uint8_t> bytes = {};
    std::uint64_t offset = 0, size = 0;
};

std::vector<std::uint8_t> floatBytes(const std::vector<float>& values)
{
    std::vector<std::uint8_t> out(values.size() * 4);
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

class Tflite : public testing::Test {
protected:
    fs::path write(const std::vector<TestTensor>& tensors, const std::vector<TestBuffer>& buffers,
                   const std::vector<TestOperator>& operators = {}, const std::string& behind = {})
    {
        flatbuffers::FlatBufferBuilder b;
        std::vector<flatbuffers::Offset<wire::Tensor>> t;
        for (const TestTensor& tensor : tensors) {
            flatbuffers::Offset<wire::QuantizationParameters> q;
            if (!tensor.scales.empty())
                q = wire::CreateQuantizationParametersDirect(b, nullptr, nullptr, &tensor.scales, &tensor.zeroPoints, tensor.axis);
            flatbuffers::Offset<wire::SparsityParameters> sparsity;
            if (tensor.sparse)
                sparsity = wire::CreateSparsityParameters(b);
            t.push_back(wire::CreateTensorDirect(b, &tensor.shape, static_cast<std::int8_t>(tensor.type), tensor.buffer,
                                                 tensor.name.c_str(), q, false, sparsity));
        }
        std::vector<flatbuffers::Offset<wire::OperatorCode>> codes;
        std::vector<flatbuffers::Offset<wire::Operator>> ops;
        for (const TestOperator& op : operators) {
            ops.push_back(wire::CreateOperatorDirect(b, static_cast<std::uint32_t>(codes.size()), &op.inputs, &op.outputs));
            codes.push_back(wire::CreateOperatorCode(b, static_cast<std::int8_t>(std::min(op.code, 127)), 0, 1, op.code));
        }
        std::vector<flatbuffers::Offset<wire::SubGraph>> graphs{wire::CreateSubGraphDirect(b, &t, nullptr, nullptr, &ops, "main")};
        std::vector<flatbuffers::Offset<wire::Buffer>> data;
        for (const TestBuffer& buffer : buffers) {
            if (buffer.size > 0) {
                data.push_back(wire::CreateBufferDirect(b, nullptr, buffer.offset, buffer.size));
                continue;
            }
            b.ForceVectorAlignment(buffer.bytes.size(), 1, 16);
            data.push_back(wire::CreateBufferDirect(b, &buffer.bytes));
        }
        wire::FinishModelBuffer(b, wire::CreateModelDirect(b, 3, &codes, &graphs, "a test", &data));
        const fs::path path = m_dir / "model.tflite";
        test::writeFile(path, std::string(reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize()) + behind);
        return path;
    }
    std::shared_ptr<const ModelFile> open(const fs::path& path)
    {
        auto model = m_format->open(path);
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeTfliteFormat();
};

TEST_F(Tflite, constantsOnly)
{
    const auto model = open(write({{"in", {1, 2}, 0, 0}, {"w", {2, 1}, 0, 1}, {"", {2}, 0, 2}, {"w", {1}, 3, 3}},
                                  {{}, {floatBytes({1, 2})}, {floatBytes({3, 4})}, {{7}}}));
    ASSERT_TRUE(model);
    ASSERT_EQ(model->tensors().size(), 3U);
    EXPECT_EQ(model->tensors()[0].name, "w");
    EXPECT_EQ(model->tensors()[1].name, "tensor_0_2");
    EXPECT_EQ(model->tensors()[2].name, "w#1");
    EXPECT_TRUE(model->extent(0));
    EXPECT_EQ(*model->metadata().find("description")->string(), "a test");
}

TEST_F(Tflite, operatorsGiveTheAxes)
{
    const auto of = [&](std::size_t floats) { return TestBuffer{std::vector<std::uint8_t>(floats * 4), 0, 0}; };
    const auto model = open(write({{"x", {1, 4, 4, 1}, 0, 0}, {"a", {2, 3, 3, 1}, 0, 1}, {"b", {2}, 0, 2}, {"c", {1, 3, 3, 2}, 0, 3},
                                   {"d", {2, 9}, 0, 4}, {"half", {2, 9}, 1, 5}, {"half_out", {2, 9}, 0, 0},
                                   {"perm", {2}, 2, 6}, {"t", {1, 3, 3, 2}, 0, 3}, {"r", {3, 3}, 0, 7}, {"u", {1, 3, 3, 1, 2}, 0, 3}, {"ub", {2}, 0, 2}},
                                  {{}, of(18), of(2), of(18), of(18), of(9), of(2), of(9)},
                                  {{3, {0, 1, 2}, {0}}, {4, {0, 3, -1}, {0}}, {9, {0, 4}, {0}}, {6, {5}, {6}}, {9, {0, 6}, {0}},
                                   {39, {0, 7}, {0}}, {44, {0, 99, -1, -1, -1, -1, 9}, {0}}, {141, {7, 10, 0, 11}, {0}}}));
    ASSERT_TRUE(model);
    const auto is = [&](const std::string& name, ParameterKind kind, AxisLayout axes) {
        const TensorInfo& info = model->tensors()[*model->find(name)];
        EXPECT_EQ(parameterKindName(info.kind), parameterKindName(kind)) << name;
        EXPECT_EQ(axisLayoutName(info.axes), axisLayoutName(axes)) << name;
    };
    is("a", ParameterKind::Kernel, AxisLayout::OHWI);
    is("b", ParameterKind::Bias, AxisLayout::C);
    is("c", ParameterKind::DepthwiseKernel, AxisLayout::OneHWC);
    is("d", ParameterKind::Kernel, AxisLayout::OI);
    is("half", ParameterKind::Kernel, AxisLayout::OI);
    is("r", ParameterKind::RecurrentKernel, AxisLayout::OI);
    is("u", ParameterKind::Kernel, AxisLayout::DHWOI);
    is("ub", ParameterKind::Bias, AxisLayout::C);
    EXPECT_EQ(model->tensors()[*model->find("perm")].role, TensorRole::Constant);
    EXPECT_NE(model->tensors()[*model->find("t")].storageNote.find("shared with c"), std::string::npos);
}

TEST_F(Tflite, quantisationAndItsView)
{
    const auto model = open(write({{"one", {3}, 9, 1, {0.5f}, {2}}, {"axis", {2, 3}, 9, 2, {1, 10, 100}, {0, 1, 2}, 1},
                                   {"odd", {3}, 9, 3, {1, 2}, {0, 0}, 0}, {"plain", {1}, 9, 4},
                                   {"depthwise_bias", {2}, 9, 5, {1, 2}, {0, 0}, 3}},
                                  {{}, {{0, 4, 0xFE}}, {{1, 1, 1, 2, 2, 2}}, {{1, 2, 3}}, {{9}}, {{1, 2}}}));
    ASSERT_TRUE(model);
    ASSERT_TRUE(model->tensors()[0].quantization);
    EXPECT_EQ(*model->tensors()[0].quantization, (AffineQuantization{{0.5}, {2}, -1}));
    EXPECT_EQ(*model->tensors()[1].quantization, (AffineQuantization{{1, 10, 100}, {0, 1, 2}, 1}));
    EXPECT_FALSE(model->tensors()[2].quantization);
    EXPECT_EQ(model->warnings().size(), 1U);
    EXPECT_FALSE(model->tensors()[3].quantization);
    ASSERT_TRUE(model->tensors()[4].quantization);
    EXPECT_EQ(model->tensors()[4].quantization->axis, 0);

    const auto view = dequantizedView(model);
    EXPECT_EQ(view->tensors()[0].dtype, DType::Float32);
    EXPECT_EQ(view->tensors()[3].dtype, DType::Int8);
    const auto values = [&](std::size_t tensor) {
        const auto bytes = view->readAll(tensor);
        EXPECT_TRUE(bytes);
        std::vector<float> out(bytes->size() / 4);
        std::memcpy(out.data(), bytes->data(), bytes->size());
        return out;
    };
    EXPECT_EQ(values(0), (std::vector<float>{-1, 1, -2}));
    EXPECT_EQ(values(1), (std::vector<float>{1, 0, -100, 2, 10, 0}));
    std::vector<std::byte> part(8);
    ASSERT_TRUE(view->read(1, 4, part));
    float two[2];
    std::memcpy(two, part.data(), 8);
    EXPECT_EQ(two[0], 10);
    EXPECT_EQ(two[1], 0);
    EXPECT_FALSE(view->read(1, 5, part));
    EXPECT_FALSE(view->extent(0));
    EXPECT_EQ(dequantizedView(view), view);
}

TEST_F(Tflite, damageOfOneTensorLeavesTheOthers)
{
    const auto model = open(write({{"short", {3}, 0, 1}, {"negative", {-1}, 0, 1}, {"no buffer", {1}, 0, 77}, {"outside", {1}, 0, 2},
                                   {"sparse", {1}, 0, 1, {}, {}, 0, true}, {"text", {1}, 5, 1}, {"new type", {1}, 99, 1}, {"good", {1}, 0, 3}},
                                  {{}, {floatBytes({1, 2})}, {{}, 1'000'000, 4}, {floatBytes({5})}}));
    ASSERT_TRUE(model);
    ASSERT_EQ(model->tensors().size(), 8U);
    for (const auto& [name, code] : {std::pair{"short", ErrorCode::Corrupt}, std::pair{"negative", ErrorCode::Corrupt},
                                     std::pair{"no buffer", ErrorCode::Corrupt}, std::pair{"outside", ErrorCode::Corrupt},
                                     std::pair{"sparse", ErrorCode::Unsupported}, std::pair{"text", ErrorCode::Unsupported},
                                     std::pair{"new type", ErrorCode::Unsupported}}) {
        const auto index = model->find(name);
        ASSERT_TRUE(index) << name;
        const auto value = model->readAll(*index);
        ASSERT_FALSE(value) << name;
        EXPECT_EQ(value.error().code, code) << value.error().toString();
        EXPECT_FALSE(m_format->rewrite(model, {{name, model->tensors()[*index].dtype, model->tensors()[*index].shape}}, "o"));
    }
    EXPECT_TRUE(model->readAll(*model->find("good")));
}

TEST_F(Tflite, bytesBehindTheFlatbuffer)
{
    const fs::path probe = write({{"far", {2}, 0, 1}}, {{}, {{}, 2, 8}});
    const auto size = fs::file_size(probe);
    const auto bytes = floatBytes({8, 9});
    const fs::path path = write({{"far", {2}, 0, 1}}, {{}, {{}, size, 8}}, {}, std::string(bytes.begin(), bytes.end()));
    const auto model = open(path);
    ASSERT_TRUE(model);
    EXPECT_EQ(model->extent(0)->offset, size);
    const auto wanted = test::patternValue("far", DType::Float32, {2}, 3);
    ASSERT_TRUE(test::rewriteInto(*m_format, model, std::span(&wanted, 1), m_dir.path(), "out.tflite"));
    EXPECT_EQ(test::valueOf(*open(m_dir / "out.tflite"), 0).bytes, wanted.bytes);
}

TEST_F(Tflite, fourBits)
{
    const auto model = open(write({{"w", {5}, 17, 1}}, {{}, {{0x21, 0xF8, 0x07}}}));
    ASSERT_TRUE(model);
    EXPECT_EQ(model->tensors()[0].dtype, DType::Int8);
    const auto value = test::valueOf(*model, 0);
    EXPECT_EQ(std::to_integer<int>(value.bytes[0]), 1);
    EXPECT_EQ(std::to_integer<int>(value.bytes[2]), 0xF8); // -8
    EXPECT_EQ(std::to_integer<int>(value.bytes[3]), 0xFF); // -1
    EXPECT_EQ(std::to_integer<int>(value.bytes[4]), 7);
    for (const std::size_t piece : {1, 2, 3, 5}) {
        test::TensorValue wanted = value;
        wanted.bytes = {std::byte{7}, std::byte{0xF9}, std::byte{0}, std::byte{3}, std::byte{0xFE}};
        test::TempDir out;
        ASSERT_TRUE(test::rewriteInto(*m_format, model, std::span(&wanted, 1), out.path(), "out.tflite", piece));
        EXPECT_EQ(test::valueOf(*open(out / "out.tflite"), 0).bytes, wanted.bytes) << piece;
        wanted.bytes[1] = std::byte{8};
        test::TempDir refused;
        EXPECT_FALSE(test::rewriteInto(*m_format, model, std::span(&wanted, 1), refused.path(), "out.tflite", piece));
    }
}

TEST_F(Tflite, aSharedBufferTakesOneValue)
{
    const auto model = open(write({{"a", {2}, 0, 1}, {"b", {2}, 0, 1}}, {{}, {floatBytes({1, 2})}}));
    const auto value = test::patternValue("a", DType::Float32, {2}, 5);
    std::vector<test::TensorValue> both{value, value};
    both[1].tensor.name = "b";
    ASSERT_TRUE(test::rewriteInto(*m_format, model, both, m_dir.path(), "same.tflite"));
    EXPECT_EQ(test::valueOf(*open(m_dir / "same.tflite"), 1).bytes, value.bytes);
    both[1].bytes[0] ^= std::byte{1};
    const auto refused = test::rewriteInto(*m_format, model, both, m_dir.path(), "other.tflite");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Mismatch);
    EXPECT_FALSE(refused.error().hint.empty());
    for (const TensorToWrite& wrong : {TensorToWrite{"a", DType::Float32, {3}}, TensorToWrite{"a", DType::Int32, {2}}}) {
        const auto no = m_format->rewrite(model, {wrong}, "x");
        ASSERT_FALSE(no);
        EXPECT_EQ(no.error().code, ErrorCode::Unsupported);
        EXPECT_FALSE(no.error().hint.empty());
    }
}

TEST_F(Tflite, brokenTablesAreCorrupt)
{
    const std::string good = test::readFile(write({{"w", {2}, 0, 1}}, {{}, {floatBytes({1, 2})}}));
    const fs::path path = m_dir / "bad.tflite";
    std::string bad = good;
    std::memcpy(bad.data(), "\xff\xff\xff\x7f", 4); // the root lies outside
    test::writeFile(path, bad);
    const auto model = m_format->open(path);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Corrupt);
    test::writeFile(path, "\x10\0\0\0TFL2");
    EXPECT_EQ(m_format->open(path).error().code, ErrorCode::NotThisFormat);
    test::writeFile(path, "");
    EXPECT_EQ(m_format->open(path).error().code, ErrorCode::NotThisFormat);
}

TEST_F(Tflite, samples)
{
    const auto samples = test::samplesDir();
    if (!samples || !fs::is_directory(*samples / "tflite"))
        GTEST_SKIP() << "there are no samples";
    for (const auto& folder : fs::directory_iterator(*samples / "tflite")) {
        const auto model = open(test::sampleFile(folder.path()));
        ASSERT_TRUE(model);
        test::expectFacts(*model, folder.path());
    }
}

} // namespace
} // namespace tensorgraft
