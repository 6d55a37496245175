#include "model_io/formats/registry.h"
#include "tests/support/format_conformance.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <set>

namespace tensorgraft {
namespace {

using test::ConformanceCase;
using test::patternValue;

/// One Python process and the exporters of the program make one small file or more for every format.
class Fixtures {
public:
    static const Fixtures& instance()
    {
        static const Fixtures fixtures;
        return fixtures;
    }
    std::filesystem::path operator/(const std::string& name) const { return m_dir / name; }

private:
    Fixtures()
    {
        const auto script = test::sourceDir() / "tests" / "unit" / "formats" / "conformance" / "make_fixtures.py";
        const auto made = test::run(test::python() + " " + script.string() + " " + m_dir.path().string());
        EXPECT_EQ(made.exitCode, 0) << made.output;
        const std::vector<test::TensorValue> values{
            patternValue("conv.weight", DType::Float32, {2, 1, 3, 3}, 1), patternValue("conv.bias", DType::BFloat16, {2}, 2),
            patternValue("flags", DType::Bool, {3}, 3), patternValue("scalar", DType::Int64, Shape{}, 4),
            patternValue("none", DType::Float32, {0, 3}, 5)};
        write("safetensors", values, "single.safetensors", 0);
        write("safetensors", values, "sharded.safetensors", 60);
        write("skeleton", values, "skeleton.json", 0);
    }
    void write(const char* id, const std::vector<test::TensorValue>& values, const char* name, std::uint64_t shardBytes)
    {
        ExportOptions options;
        options.shardBytes = shardBytes;
        const auto done = test::exportInto(*findFormat(id), values, m_dir.path(), name, options);
        EXPECT_TRUE(done) << done.error().toString();
    }
    test::TempDir m_dir;
};

struct Case {
    const char* file;
    const char* formatId;
    std::size_t step = 1; ///< HDF5 starts a process for every file: not every byte there
};

const Case cases[] = {
    {"plain.npy", "numpy-npy"},      {"fortran.npy", "numpy-npy"},
    {"bigendian.npy", "numpy-npy"},  {"dict.npy", "numpy-npy"},
    {"stored.npz", "numpy-npz"},     {"deflated.npz", "numpy-npz"},
    {"single.safetensors", "safetensors"}, {"sharded.safetensors.index.json", "safetensors"},
    {"skeleton.json", "skeleton"},   {"zip.pt", "pytorch"},
    {"legacy.pt", "pytorch"},        {"script.pt", "pytorch", 3},
    {"graph.pb", "tf-graphdef"},     {"model.tflite", "tflite"},
    {"v1.caffemodel", "caffe"},      {"v2.caffemodel", "caffe"},      {"model.params", "mxnet-params"},
    {"plain.ckpt", "tf-checkpoint-v1"}, {"snappy.ckpt", "tf-checkpoint-v1"},
    {"bundle", "tf-checkpoint-v2", 3},    {"saved_model", "tf-savedmodel", 5},
    {"plain.h5", "hdf5", 499},       {"keras2.h5", "keras-h5", 499},
    {"keras3.keras", "keras-v3", 499}, {"keras3.weights.h5", "keras-v3", 499},
};

class FormatConformance : public testing::TestWithParam<Case> {
protected:
    ConformanceCase theCase() const
    {
        const Case& c = GetParam();
        return {c.file, c.formatId, Fixtures::instance() / c.file, c.step, std::string(c.formatId) != "skeleton"};
    }
    const Format& format() const { return *findFormat(GetParam().formatId); }
};

TEST_P(FormatConformance, theRegistryKnowsItByContent)
{
    const auto model = openModel(theCase().file);
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->formatId(), GetParam().formatId);
}

TEST_P(FormatConformance, reading) { test::checkReading(format(), theCase()); }

TEST_P(FormatConformance, opening) { test::checkOpening(format(), theCase()); }

TEST_P(FormatConformance, theRegistryTellsTheBeginningAndTheEnd)
{
    for (const double stopAt : {2.0, 1.0, 0.0}) { // never, at the end, at once
        std::vector<double> shares;
        const auto model = openModel(theCase().file, OpenProgress([&](const OpenState& state) {
            shares.push_back(state.share);
            return state.share < stopAt;
        }));
        ASSERT_FALSE(shares.empty());
        EXPECT_EQ(shares.front(), 0);
        EXPECT_TRUE(std::ranges::is_sorted(shares));
        if (stopAt > 1) {
            ASSERT_TRUE(model) << model.error().toString();
            EXPECT_EQ(shares.back(), 1);
        } else {
            ASSERT_FALSE(model);
            EXPECT_EQ(model.error().code, ErrorCode::Cancelled);
            EXPECT_EQ(shares.size() == 1, stopAt == 0);
        }
    }
}

TEST_P(FormatConformance, damage) { test::checkDamage(format(), theCase()); }

TEST_P(FormatConformance, shrinking) { test::checkShrinking(format(), theCase()); }

TEST_P(FormatConformance, rewriting)
{
    if (!format().info().canRewrite)
        GTEST_SKIP() << GetParam().formatId << " files are not rewritten";
    test::checkRewriting(format(), theCase());
}

TEST_P(FormatConformance, exporting)
{
    if (!format().info().canExport)
        GTEST_SKIP() << GetParam().formatId << " files are not exported";
    if (std::string(GetParam().file).find("sharded") != std::string::npos)
        GTEST_SKIP() << "exporting in shards has its own test";
    test::checkExport(format(), theCase());
}

INSTANTIATE_TEST_SUITE_P(Formats, FormatConformance, testing::ValuesIn(cases), [](const auto& test) {
    std::string name = test.param.file;
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)))
            c = '_';
    return name;
});

TEST(FormatConformanceSuite, coversEveryFormatOfTheRegistry)
{
    std::set<std::string> covered;
    for (const Case& c : cases)
        covered.insert(c.formatId);
    for (const auto& f : allFormats())
        EXPECT_TRUE(!f->info().canRead || covered.contains(f->info().id)) << f->info().id << " has no fixture";
}

} // namespace
} // namespace tensorgraft
