// Files of many tensors: opening tells of its progress often and evenly, and stops where it is asked to.
#include "model_io/codecs/protobuf_wire.h"
#include "model_io/codecs/sstable_builder.h"
#include "model_io/formats/registry.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t many = 8000;

std::string name(std::size_t i) { return "layer" + std::to_string(100000 + i / 2) + (i % 2 ? ".bias" : ".weight"); }

std::string field(std::uint32_t number, std::string_view bytes)
{
    std::string out;
    appendLengthField(out, number, bytes);
    return out;
}
std::string field(std::uint32_t number, std::uint64_t value)
{
    std::string out;
    appendVarintField(out, number, value);
    return out;
}
std::string little(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>(value >> (8 * i)));
    return out;
}

/// Const nodes with a float each (graph.proto, node_def.proto, attr_value.proto, tensor.proto).
std::string frozenGraph()
{
    std::string graph;
    for (std::size_t i = 0; i < many; ++i) {
        const std::string tensor = field(1, 1) + field(2, field(2, field(1, 1))) + field(4, "abcd");
        graph += field(1, field(1, name(i)) + field(2, "Const") + field(5, field(1, "value") + field(2, field(8, tensor))));
    }
    return graph;
}

/// Layers of the second version with one blob (caffe.proto).
std::string caffeNet()
{
    std::string net = field(1, "net");
    for (std::size_t i = 0; i < many; ++i)
        net += field(100, field(1, name(i)) + field(2, "Bias") + field(7, field(7, field(1, little(1, 1))) + field(5, "abcd")));
    return net;
}

/// src/ndarray/ndarray.cc, NDArray::Save, second version.
std::string mxnetList()
{
    std::string list = little(0x112, 8) + little(0, 8) + little(many, 8), names = little(many, 8);
    for (std::size_t i = 0; i < many; ++i) {
        list += little(0xF993FAC9, 4) + little(0, 4) + little(1, 4) + little(1, 8) + little(1, 4) + little(0, 4) + little(0, 4) + "abcd";
        const std::string text = "arg:" + name(i);
        names += little(text.size(), 8) + text;
    }
    return list + names;
}

/// SavedTensorSlices.meta alone: opening reads nothing else.
std::string v1Checkpoint()
{
    std::string meta;
    for (std::size_t i = 0; i < many; ++i)
        meta += field(1, field(1, name(i)) + field(2, field(2, field(1, 1))) + field(3, 1) + field(4, field(1, "")));
    SsTableBuilder table;
    EXPECT_TRUE(table.add("", field(1, meta)));
    return table.finish().value();
}

struct Large {
    const char* formatId;
    const char* file;
    bool byTheClock = false; ///< a helper process tells when it has worked for a while, not after so many objects
};
const Large files[] = {
    {"skeleton", "many.json"},
    {"safetensors", "many.safetensors"},
    {"safetensors", "sharded.safetensors"},
    {"numpy-npy", "many.npy"},
    {"numpy-npz", "many.npz"},
    {"pytorch", "many.pt"},
    {"tf-checkpoint-v2", "many.index"},
    {"tf-checkpoint-v1", "many.ckpt"},
    {"tf-graphdef", "many.pb"},
    {"caffe", "many.caffemodel"},
    {"mxnet-params", "many.params"},
    {"hdf5", "many.hdf5", true},
    {"keras-h5", "many.h5", true},
};

class OpenProgressOfLargeFiles : public testing::TestWithParam<Large> {
protected:
    void SetUp() override
    {
        const std::string id = GetParam().formatId;
        m_path = m_dir / GetParam().file;
        if (id == "tf-graphdef" || id == "caffe" || id == "mxnet-params" || id == "tf-checkpoint-v1") {
            test::writeFile(m_path, id == "tf-graphdef" ? frozenGraph() : id == "caffe" ? caffeNet() : id == "mxnet-params" ? mxnetList() : v1Checkpoint());
            return;
        }
        std::vector<test::TensorValue> values;
        for (std::size_t i = 0; i < many; ++i)
            values.push_back(test::patternValue(name(i), DType::Float32, Shape{1}, static_cast<unsigned>(i)));
        ExportOptions options;
        if (m_path.filename() == "sharded.safetensors") {
            options.shardBytes = many; // a quarter of the values in each
            m_path = m_dir / "sharded.safetensors.index.json";
        }
        const auto done = test::exportInto(*findFormat(id), values, m_dir.path(), GetParam().file, options);
        ASSERT_TRUE(done) << done.error().toString();
    }
    test::TempDir m_dir;
    fs::path m_path;
};

TEST_P(OpenProgressOfLargeFiles, isToldOftenAndEvenly)
{
    std::vector<double> shares;
    std::uint64_t most = 0;
    const auto model = openModel(m_path, OpenProgress([&](const OpenState& state) {
        shares.push_back(state.share);
        if (state.step == OpenStep::Walking || state.step == OpenStep::Listing)
            most = std::max(most, state.done);
        return true;
    }));
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->formatId(), GetParam().formatId);
    EXPECT_EQ((*model)->tensors().size(), many);
    ASSERT_TRUE(std::ranges::is_sorted(shares));
    EXPECT_EQ(shares.back(), 1);
    EXPECT_GT(most, many / 8) << "what is counted is not what there is";
    if (GetParam().byTheClock)
        return;
    EXPECT_GE(shares.size(), many / 16);
    double widest = 0;
    for (std::size_t i = 1; i < shares.size(); ++i)
        widest = std::max(widest, shares[i] - shares[i - 1]);
    EXPECT_LE(widest, 0.21) << "a step of the bar without a word in between";
}

TEST_P(OpenProgressOfLargeFiles, aStopInTheMiddleIsTheEnd)
{
    for (const double share : {0.05, 0.3, 0.55, 0.8, 0.95}) {
        std::size_t after = 0;
        bool stopped = false;
        const auto model = openModel(m_path, OpenProgress([&](const OpenState& state) {
            after += stopped;
            stopped = stopped || state.share >= share;
            return !stopped;
        }));
        ASSERT_FALSE(model) << share;
        EXPECT_EQ(model.error().code, ErrorCode::Cancelled) << share << ": " << model.error().toString();
        EXPECT_EQ(after, 0U) << share;
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, OpenProgressOfLargeFiles, testing::ValuesIn(files), [](const auto& test) {
    std::string label = std::string(test.param.formatId) + "_" + test.param.file;
    std::ranges::replace_if(label, [](unsigned char c) { return !std::isalnum(c); }, '_');
    return label;
});

TEST(OpenProgress, partsMakeOneWholeThatNeverGoesBack)
{
    std::vector<double> shares;
    const OpenProgress whole([&](const OpenState& state) {
        shares.push_back(state.share);
        return true;
    });
    const OpenProgress second = whole.part(0.5, 1);
    EXPECT_TRUE(whole.part(0, 0.5).report(OpenStep::Reading, 1, 2));
    EXPECT_TRUE(second.part(0, 0.5).report(OpenStep::Listing, 1, 1));
    EXPECT_TRUE(whole.part(0, 0.5).report(OpenStep::Reading, 2, 2)); // late
    EXPECT_TRUE(second.reportShare(OpenStep::Walking, 7, 0.6));
    EXPECT_TRUE(second.report(OpenStep::Listing, 9, 4)); // a file that holds more than it says
    EXPECT_EQ(shares, (std::vector{0.25, 0.75, 0.75, 0.8, 1.0}));
}

TEST(OpenProgress, aStopIsKeptForAllParts)
{
    int told = 0;
    const OpenProgress whole([&](const OpenState&) { return ++told < 2; });
    const OpenProgress part = whole.part(0, 0.5);
    EXPECT_TRUE(part.report(OpenStep::Reading, 0, 1));
    EXPECT_FALSE(part.of(OpenStep::Reading)(1, 1));
    EXPECT_TRUE(whole.stopped());
    EXPECT_FALSE(whole.part(0.5, 1).report(OpenStep::Listing, 0, 1));
    EXPECT_FALSE(whole.finish());
    EXPECT_EQ(told, 2);
    EXPECT_FALSE(OpenProgress().stopped());
    EXPECT_TRUE(OpenProgress().finish());
    EXPECT_FALSE(OpenProgress().of(OpenStep::Reading));
}

} // namespace
} // namespace tensorgraft
