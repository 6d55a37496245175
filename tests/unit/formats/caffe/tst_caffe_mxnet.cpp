#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/caffe/caffe_format.h"
#include "model_io/formats/mxnet/mxnet_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>

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

int sniff(const Format& format, const std::string& bytes)
{
    Probe probe;
    probe.fileSize = bytes.size();
    probe.head = probe.tail = std::as_bytes(std::span(bytes));
    return format.sniff(probe);
}

void checkSamples(const Format& format, const char* family)
{
    const auto samples = test::samplesDir();
    if (!samples || !fs::is_directory(*samples / family))
        GTEST_SKIP() << "there are no samples";
    for (const auto& folder : fs::directory_iterator(*samples / family)) {
        const auto model = format.open(test::sampleFile(folder.path()));
        ASSERT_TRUE(model) << model.error().toString();
        test::expectFacts(**model, folder.path());
    }
}

std::string layer(const std::string& name, const std::string& type, const std::string& blobs)
{
    return message(100, message(1, name) + message(2, type) + blobs);
}

TEST(Caffe, samples) { checkSamples(*makeCaffeFormat(), "caffe"); }

TEST(Caffe, otherProtobufsAreNotTaken)
{
    const auto format = makeCaffeFormat();
    EXPECT_GT(sniff(*format, message(1, "net") + layer("conv", "Convolution", "")), 0);
    EXPECT_GT(sniff(*format, layer("conv", "Convolution", "")), 0);
    EXPECT_GT(sniff(*format, message(1, "net") + message(2, message(2, "data") + message(4, "conv") + number(5, 4))), 0);
    const std::string node = message(1, message(1, "w") + message(2, "Const"));
    EXPECT_EQ(sniff(*format, node + node), 0);                              // GraphDef
    EXPECT_EQ(sniff(*format, number(1, 7) + message(2, "pytorch")), 0);     // ONNX
    EXPECT_EQ(sniff(*format, message(1, "net")), 0);
    EXPECT_EQ(sniff(*format, ""), 0);
}

TEST(Caffe, rolesAndDamage)
{
    test::TempDir dir;
    const std::string eight(8, '\0'), shape2 = message(7, message(1, "\x02"s));
    const std::string good = message(7, shape2 + message(5, eight));
    test::writeFile(dir / "m", layer("bn", "BatchNorm", good + good + message(7, message(7, message(1, "\x01"s)) + message(5, "abcd"))) +
                                   layer("sc", "Scale", good + good) + layer("p", "PReLU", good) +
                                   layer("short", "PReLU", message(7, shape2 + message(5, "abcd"))) +
                                   layer("runs", "PReLU", message(7, shape2 + message(5, "abcd") + message(5, "abcd"))) +
                                   layer("wide", "PReLU", message(7, message(7, message(1, std::string(40, '\x01'))))) +
                                   layer("p", "PReLU", good));
    const auto opened = makeCaffeFormat()->open(dir / "m");
    ASSERT_TRUE(opened) << opened.error().toString();
    const ModelFile& model = **opened;
    const auto at = [&](const std::string& name) -> const TensorInfo& { return model.tensors()[model.find(name).value()]; };
    EXPECT_EQ(at("bn/0").role, TensorRole::Statistic);
    EXPECT_EQ(at("bn/1").kind, ParameterKind::MovingVariance);
    EXPECT_EQ(at("bn/2").role, TensorRole::Bookkeeping);
    EXPECT_EQ(at("sc/0").kind, ParameterKind::Gamma);
    EXPECT_EQ(at("sc/1").kind, ParameterKind::Beta);
    EXPECT_EQ(at("p/0").kind, ParameterKind::Alpha);
    EXPECT_TRUE(model.find("p/0#1"));
    for (const auto& [name, code] : {std::pair{"short/0", ErrorCode::Corrupt}, std::pair{"runs/0", ErrorCode::Unsupported},
                                     std::pair{"wide/0", ErrorCode::Corrupt}}) {
        const auto value = model.readAll(*model.find(name));
        ASSERT_FALSE(value) << name;
        EXPECT_EQ(value.error().code, code) << name;
    }
}

TEST(Mxnet, samples) { checkSamples(*makeMxnetParamsFormat(), "mxnet-params"); }

TEST(Mxnet, hostileListsAreRefused)
{
    test::TempDir dir;
    const auto format = makeMxnetParamsFormat();
    const std::string head = "\x12\x01\0\0\0\0\0\0"s + std::string(8, '\0');
    const std::string one = "\x01\0\0\0\0\0\0\0"s, none(8, '\0');
    const std::string context(8, '\0'), float32(4, '\0');
    struct Row {
        std::string bytes;
        ErrorCode code;
    };
    for (const Row& row : {
             Row{"\x13\x01"s + std::string(30, '\0'), ErrorCode::NotThisFormat},
             Row{head, ErrorCode::Corrupt},
             Row{head + std::string(8, '\xff'), ErrorCode::Corrupt},                                        // arrays without end
             Row{head + one + "\xff\0\0\0"s, ErrorCode::Corrupt},                                           // 255 axes
             Row{head + one + "\x01\0\0\0\xff\xff\xff\xff"s + context + float32 + none, ErrorCode::Corrupt}, // past the end
             Row{head + one + "\xc9\xfa\x93\xf9\x01\0\0\0"s + std::string(40, '\0'), ErrorCode::Unsupported}, // sparse
             Row{head + one + "\x01\0\0\0\x01\0\0\0"s + context + "\x63\0\0\0"s + std::string(8, '\0'), ErrorCode::Unsupported},
             Row{head + one + "\x01\0\0\0\x01\0\0\0"s + context + float32 + "abcd" + "\x02\0\0\0\0\0\0\0"s, ErrorCode::Corrupt},
             Row{head + one + "\x01\0\0\0\x01\0\0\0"s + context + float32 + "abcd" + one + std::string(8, '\xff'), ErrorCode::Corrupt},
         }) {
        test::writeFile(dir / "m", row.bytes);
        const auto model = format->open(dir / "m");
        ASSERT_FALSE(model);
        EXPECT_EQ(errorCodeName(model.error().code), errorCodeName(row.code)) << model.error().toString();
        EXPECT_EQ(model.error().file, dir / "m");
    }
    test::writeFile(dir / "m", head + one + "\x01\0\0\0\x01\0\0\0"s + context + float32 + "abcd" + none);
    const auto model = format->open(dir / "m");
    ASSERT_TRUE(model);
    EXPECT_EQ((*model)->tensors()[0].name, "array_0");
}

} // namespace
} // namespace tensorgraft
