#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/graphdef/graphdef_format.h"
#include "model_io/formats/wire_rewrite.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <cstring>
#include <gtest/gtest.h>
#include <iostream>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;
using namespace std::string_literals;

std::string message(std::uint32_t number, const std::string& content)
{
    std::string out;
    appendLengthField(out, number, content);
    return out;
}

std::string number(std::uint32_t field, std::uint64_t value)
{
    std::string out;
    appendVarintField(out, field, value);
    return out;
}

std::string shapeField(const std::vector<std::uint64_t>& dims)
{
    std::string shape;
    for (const std::uint64_t d : dims)
        shape += message(2, number(1, d));
    return message(2, shape);
}

/// A Const with the TensorProto `tensor`.
std::string constant(const std::string& name, const std::string& tensor)
{
    return message(1, name) + message(2, "Const") + message(5, message(1, "value") + message(2, message(8, tensor)));
}

std::string floats(const std::vector<float>& values)
{
    std::string out(values.size() * 4, '\0');
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

std::string floatTensor(const std::vector<std::uint64_t>& dims, const std::string& fields)
{
    return number(1, 1) + shapeField(dims) + fields;
}

class Graphdef : public testing::Test {
protected:
    /// Graph of these nodes.
    fs::path write(const std::vector<std::string>& nodes, const std::string& rest = {})
    {
        std::string graph;
        for (const std::string& n : nodes)
            graph += message(1, n);
        const fs::path path = m_dir / "graph.pb";
        test::writeFile(path, graph + rest);
        return path;
    }
    std::shared_ptr<const ModelFile> open(const fs::path& path)
    {
        auto model = m_format->open(path);
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    std::vector<float> valuesOf(const ModelFile& model, const std::string& name)
    {
        const auto index = model.find(name);
        if (!index) {
            ADD_FAILURE() << name;
            return {};
        }
        const auto bytes = model.readAll(*index);
        if (!bytes) {
            ADD_FAILURE() << bytes.error().toString();
            return {};
        }
        std::vector<float> out(bytes->size() / 4);
        std::memcpy(out.data(), bytes->data(), bytes->size());
        return out;
    }
    int sniff(const std::string& bytes)
    {
        Probe probe;
        probe.fileSize = bytes.size();
        probe.head = probe.tail = std::as_bytes(std::span(bytes));
        return m_format->sniff(probe);
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeGraphdefFormat();
};

TEST_F(Graphdef, valuesInEveryForm)
{
    const auto model = open(write({
        constant("content", floatTensor({2}, message(4, floats({1, 2})))),
        constant("packed", floatTensor({2}, message(5, floats({3, 4})))),
        constant("runs", floatTensor({3}, message(5, floats({3, 4})) + message(5, floats({5})))),
        constant("last_repeats", floatTensor({4}, message(5, floats({6, 7})))),
        constant("zeros", floatTensor({2, 1}, "")),
        constant("one", floatTensor({}, "\x2d"s + floats({8}))),
        constant("int8", number(1, 6) + shapeField({4}) + message(7, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x7f"s)),
    }));
    ASSERT_TRUE(model);
    EXPECT_EQ(valuesOf(*model, "content"), (std::vector<float>{1, 2}));
    EXPECT_EQ(valuesOf(*model, "packed"), (std::vector<float>{3, 4}));
    EXPECT_EQ(valuesOf(*model, "runs"), (std::vector<float>{3, 4, 5}));
    EXPECT_EQ(valuesOf(*model, "last_repeats"), (std::vector<float>{6, 7, 7, 7}));
    EXPECT_EQ(valuesOf(*model, "zeros"), (std::vector<float>{0, 0}));
    EXPECT_EQ(valuesOf(*model, "one"), (std::vector<float>{8}));
    EXPECT_EQ(test::valueOf(*model, *model->find("int8")).bytes,
              (std::vector<std::byte>{std::byte{255}, std::byte{127}, std::byte{127}, std::byte{127}}));
    EXPECT_TRUE(model->extent(*model->find("content")));
    EXPECT_TRUE(model->extent(*model->find("packed")));
    EXPECT_TRUE(model->extent(*model->find("one")));
    EXPECT_FALSE(model->extent(*model->find("last_repeats")));
}

TEST_F(Graphdef, operationsGiveTheAxes)
{
    const auto consumer = [](const std::string& op, const std::vector<std::string>& inputs, const std::string& attributes = {}) {
        std::string node = message(1, "use_" + op + inputs[1]) + message(2, op);
        for (const std::string& i : inputs)
            node += message(3, i);
        return node + attributes;
    };
    const auto tensor = [](const std::string& name, const std::vector<std::uint64_t>& dims) {
        return constant(name, floatTensor(dims, ""));
    };
    const std::string transposed = message(5, message(1, "transpose_b") + message(2, number(5, 1)));
    const auto model = open(write({
        tensor("a", {3, 3, 1, 2}), tensor("b", {3, 3, 2, 1}), tensor("c", {4, 5}), tensor("d", {5, 4}), tensor("e", {4}),
        tensor("g", {4}), tensor("h", {4}), tensor("m", {4}), tensor("v", {4}), tensor("added", {2}),
        message(1, "a_read") + message(2, "Identity") + message(3, "a"),
        message(1, "again") + message(2, "Identity") + message(3, "a_read:0"),
        message(1, "loop") + message(2, "Identity") + message(3, "loop"),
        consumer("Conv2D", {"x", "again"}), consumer("Conv2D", {"x", "loop"}),
        consumer("DepthwiseConv2dNative", {"x", "b"}), consumer("MatMul", {"x", "c"}),
        consumer("MatMul", {"x", "d"}, transposed), consumer("BiasAdd", {"x", "e"}),
        consumer("FusedBatchNormV3", {"x", "g", "h", "m", "v"}),
        consumer("Add", {"added", "use_Conv2Dagain"}),
        tensor("up3", {3, 3, 3, 4, 2}), consumer("Conv3DBackpropInputV2", {"shape", "up3", "x"}),
        tensor("seq", {5, 4, 2}), message(1, "seq_row") + message(2, "ExpandDims") + message(3, "seq") + message(3, "zero"),
        consumer("Conv2D", {"x", "seq_row"}),
        tensor("up1", {5, 4, 2}), message(1, "up1_row") + message(2, "ExpandDims") + message(3, "up1") + message(3, "zero"),
        consumer("Conv2DBackpropInput", {"shape", "up1_row", "x"}),
        constant("dims", number(1, 3) + shapeField({2}) + message(7, "\x01\x02"s)),
    }));
    ASSERT_TRUE(model);
    const auto is = [&](const std::string& name, ParameterKind kind, AxisLayout axes) {
        const TensorInfo& info = model->tensors()[*model->find(name)];
        EXPECT_EQ(parameterKindName(info.kind), parameterKindName(kind)) << name;
        EXPECT_EQ(axisLayoutName(info.axes), axisLayoutName(axes)) << name;
        return info.role;
    };
    is("a", ParameterKind::Kernel, AxisLayout::HWIO);
    is("b", ParameterKind::DepthwiseKernel, AxisLayout::HWIM);
    is("c", ParameterKind::Kernel, AxisLayout::IO);
    is("d", ParameterKind::Kernel, AxisLayout::OI);
    is("e", ParameterKind::Bias, AxisLayout::C);
    is("g", ParameterKind::Gamma, AxisLayout::C);
    is("h", ParameterKind::Beta, AxisLayout::C);
    EXPECT_EQ(is("m", ParameterKind::MovingMean, AxisLayout::C), TensorRole::Statistic);
    EXPECT_EQ(is("v", ParameterKind::MovingVariance, AxisLayout::C), TensorRole::Statistic);
    is("added", ParameterKind::Bias, AxisLayout::C);
    is("up3", ParameterKind::Kernel, AxisLayout::DHWOI);
    is("seq", ParameterKind::Kernel, AxisLayout::WIO);
    is("up1", ParameterKind::Kernel, AxisLayout::WOI);
    EXPECT_EQ(model->tensors()[*model->find("dims")].role, TensorRole::Constant);
}

TEST_F(Graphdef, damageOfOneConstantLeavesTheOthers)
{
    const auto model = open(write({
        constant("short", floatTensor({2}, message(4, floats({1})))),
        constant("many", floatTensor({1}, message(5, floats({1, 2, 3})))),
        constant("negative", floatTensor({~std::uint64_t{0}}, "")),
        constant("huge", floatTensor({1ULL << 40, 1ULL << 40}, "")),
        constant("large", floatTensor({1ULL << 40}, message(5, floats({1})))),
        constant("unknown_type", number(1, 77) + shapeField({1})),
        constant("cut_inside", floatTensor({1}, "\x22\x7f")),
        constant("good", floatTensor({1}, message(4, floats({9})))),
        constant("good", floatTensor({1}, message(4, floats({10})))),
    }));
    ASSERT_TRUE(model);
    ASSERT_EQ(model->tensors().size(), 9U);
    for (const char* name : {"short", "many", "negative", "huge", "unknown_type", "cut_inside"}) {
        const auto value = model->readAll(*model->find(name));
        ASSERT_FALSE(value) << name;
        EXPECT_EQ(value.error().code, ErrorCode::Corrupt) << name;
        EXPECT_EQ(value.error().tensor, name);
        EXPECT_TRUE(value.error().offset) << name;
    }
    std::vector<std::byte> four(4);
    const auto large = model->read(*model->find("large"), 0, four);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(valuesOf(*model, "good"), std::vector<float>{9});
    EXPECT_EQ(valuesOf(*model, "good#1"), std::vector<float>{10});
    EXPECT_EQ(model->warnings().size(), 1U);
}

TEST_F(Graphdef, anotherShapeWritesTheLengthsAnew)
{
    // 126 bytes inside: the length of the node takes two bytes instead of one afterwards.
    const std::string other = constant("other", floatTensor({1}, message(4, floats({5}))));
    const std::string unknown = message(60, "an extension that is kept");
    const fs::path path = write({constant("w", floatTensor({2, 2}, message(4, floats({1, 2, 3, 4})) + number(3, 9))), other}, unknown);
    const auto model = open(path);
    ASSERT_TRUE(model);
    const auto wanted = test::patternValue("w", DType::Float32, {2, 33}, 3);
    const auto done = test::rewriteInto(*m_format, model, std::span(&wanted, 1), m_dir.path(), "out.pb", 7);
    ASSERT_TRUE(done) << done.error().toString();
    const auto written = open(m_dir / "out.pb");
    ASSERT_TRUE(written);
    EXPECT_EQ(test::valueOf(*written, 0).tensor, wanted.tensor);
    EXPECT_EQ(test::valueOf(*written, 0).bytes, wanted.bytes);
    EXPECT_EQ(valuesOf(*written, "other"), std::vector<float>{5});
    const std::string bytes = test::readFile(m_dir / "out.pb");
    EXPECT_TRUE(bytes.ends_with(message(1, other) + unknown));
    EXPECT_NE(bytes.find(number(3, 9)), std::string::npos); // version_number
}

TEST_F(Graphdef, sameShapeChangesNothingElse)
{
    const fs::path path = write({constant("w", floatTensor({2}, message(4, floats({1, 2})))),
                                 constant("t", floatTensor({3}, message(5, floats({1}))))});
    const auto model = open(path);
    const auto wanted = test::patternValue("w", DType::Float32, {2}, 3);
    ASSERT_TRUE(test::rewriteInto(*m_format, model, std::span(&wanted, 1), m_dir.path(), "out.pb"));
    std::string expected = test::readFile(path);
    std::memcpy(expected.data() + model->extent(0)->offset, wanted.bytes.data(), 8);
    EXPECT_EQ(test::readFile(m_dir / "out.pb"), expected);
}

TEST_F(Graphdef, whatTheGraphCannotHoldIsRefused)
{
    const auto model = open(write({constant("w", floatTensor({2}, message(4, floats({1, 2})))),
                                   constant("s", number(1, 7) + shapeField({1}) + message(8, "text"))}));
    EXPECT_EQ(model->tensors()[1].dtype, DType::String);
    const auto otherType = m_format->rewrite(model, {{"w", DType::Float16, {2}}}, "out.pb");
    ASSERT_FALSE(otherType);
    EXPECT_EQ(otherType.error().code, ErrorCode::Unsupported);
    EXPECT_NE(otherType.error().hint.find("cast(float32)"), std::string::npos);
    EXPECT_FALSE(m_format->rewrite(model, {{"s", DType::String, {1}}}, "out.pb"));
    EXPECT_FALSE(m_format->rewrite(model, {{"w", DType::Float32, {2}}, {"w", DType::Float32, {2}}}, "out.pb"));
}

TEST_F(Graphdef, otherProtobufsAreNotTaken)
{
    const std::string node = message(1, "w") + message(2, "Const");
    EXPECT_GT(sniff(message(1, node)), 0);
    EXPECT_GT(sniff(message(1, node) + message(1, node)), 0);
    EXPECT_EQ(sniff(number(1, 7) + message(2, "pytorch") + message(7, "graph")), 0);        // ONNX ModelProto
    EXPECT_EQ(sniff(number(1, 1) + message(2, message(1, "meta"))), 0);                     // SavedModel
    EXPECT_EQ(sniff(message(1, "LeNet") + message(100, message(1, "conv1"))), 0);           // Caffe
    EXPECT_EQ(sniff(message(1, message(1, "v1") + message(2, message(1, "op"))) + message(2, node)), 0); // MetaGraphDef
    EXPECT_EQ(sniff("\x0a\x05hello\x0a"), 0);
    EXPECT_EQ(sniff("\x0a"), 0);
    EXPECT_EQ(sniff(""), 0);
    EXPECT_EQ(sniff(std::string(4096, '\x0a')), 0);
}

TEST_F(Graphdef, samples)
{
    const auto samples = test::samplesDir();
    if (!samples || !fs::is_directory(*samples / "tf-graphdef"))
        GTEST_SKIP() << "there are no samples";
    for (const auto& folder : fs::directory_iterator(*samples / "tf-graphdef")) {
        const auto model = open(test::sampleFile(folder.path()));
        ASSERT_TRUE(model);
        test::expectFacts(*model, folder.path());
    }
}

TEST(WireRewrite, nestedLengthsGrowTogether)
{
    test::TempDir dir;
    // Two values in one message in one message: both lengths pass from one byte to two.
    const std::string inner = message(4, "aa") + message(4, "bb");
    const std::string file = message(1, message(2, inner)) + "tail";
    const auto span = [](std::uint32_t field, std::uint64_t begin, std::uint64_t end) {
        return WireSpan{field, begin, begin + 2, end};
    };
    const WireSpan outer = span(1, 0, file.size() - 4), middle = span(2, 2, file.size() - 4);
    WireEdit a, b;
    a.begin = 4, a.end = 8, a.enclosing = {outer, middle};
    appendTag(a.before, 4, WireType::Length);
    appendVarint(a.before, 120);
    a.slot = 0, a.slotBytes = 120;
    b.begin = 8, b.end = 12, b.enclosing = {outer, middle};
    b.before = message(4, "c"), b.after = message(5, "d");
    std::vector<SlotPlace> slots(1);
    const auto plan = planWireRewrite(dir / "f", file.size(), {b, a}, "out", slots);
    ASSERT_TRUE(plan);
    const std::string expected = message(1, message(2, message(4, std::string(120, 'x')) + message(4, "c") + message(5, "d"))) + "tail";
    EXPECT_EQ(plan->sizeBytes, expected.size());
    std::string out(expected.size(), '?');
    for (const auto& kept : plan->kept)
        out.replace(kept.offset, kept.from.lengthBytes, file.substr(kept.from.offset, kept.from.lengthBytes));
    for (const auto& literal : plan->literals)
        out.replace(literal.offset, literal.bytes.size(), literal.bytes);
    out.replace(slots[0].offset, 120, std::string(120, 'x'));
    EXPECT_EQ(out, expected);
    a.end = 9;
    EXPECT_FALSE(planWireRewrite(dir / "f", file.size(), {a, b}, "out", slots));
}

} // namespace
} // namespace tensorgraft
