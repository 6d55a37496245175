#include "model_io/formats/registry.h"
#include "model_io/learn/learn.h"
#include "model_io/mapping/check.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

using namespace tensorgraft;
namespace fs = std::filesystem;

namespace {

/// The pairs of make_pairs.py, made once for all tests.
const fs::path& pairsFolder()
{
    static test::TempDir folder;
    static const fs::path pairs = [] {
        const auto script = test::sourceDir() / "tests/unit/learn/make_pairs.py";
        const auto made = test::run(test::python() + " '" + script.string() + "' '" + (folder / "pairs").string() + "'");
        EXPECT_EQ(made.exitCode, 0) << made.output;
        return folder / "pairs";
    }();
    return pairs;
}

std::shared_ptr<const ModelFile> open(const fs::path& path)
{
    auto model = openModel(path);
    EXPECT_TRUE(model) << (model ? "" : model.error().toString());
    return model ? *model : nullptr;
}

struct Expected {
    std::string target;
    std::vector<std::string> sources, transforms;
};

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        parts.push_back(part);
    return parts;
}

std::vector<Expected> expectedOf(const fs::path& file)
{
    std::vector<Expected> out;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto fields = split(line, '\t');
        if (fields.size() >= 3)
            out.push_back({fields[0], split(fields[1], ','), {fields.begin() + 2, fields.end()}});
    }
    return out;
}

struct Learned {
    std::shared_ptr<const ModelFile> source, example;
    LearnResult result;
    [[nodiscard]] const Match* of(const std::string& target) const
    {
        for (const Match& match : result.matches)
            if (example->tensors()[match.target].name == target)
                return &match;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> sourcesOf(const Match& match) const
    {
        std::vector<std::string> names;
        for (const std::size_t s : match.sources)
            names.push_back(source->tensors()[s].name);
        return names;
    }
};

Learned learn(const std::string& pair, const LearnOptions& options = {})
{
    Learned out{open(pairsFolder() / pair / "source.safetensors"), open(pairsFolder() / pair / "target.safetensors"), {}};
    auto result = learnMapping(out.source, out.example, options);
    EXPECT_TRUE(result) << (result ? "" : result.error().toString());
    if (result)
        out.result = std::move(*result);
    return out;
}

class LearnPairs : public testing::TestWithParam<const char*> {};

TEST_P(LearnPairs, FindsEveryTransform)
{
    const Learned learned = learn(GetParam());
    for (const Expected& want : expectedOf(pairsFolder() / GetParam() / "expected.txt")) {
        SCOPED_TRACE(want.target);
        const Match* match = learned.of(want.target);
        if (!match) {
            ADD_FAILURE() << "not found";
            continue;
        }
        EXPECT_EQ(learned.sourcesOf(*match), want.sources) << match->reason;
        EXPECT_NE(std::find(want.transforms.begin(), want.transforms.end(), match->transform), want.transforms.end())
            << match->transform << " instead of " << want.transforms.front();
        EXPECT_GE(match->confidence, 0.5) << match->reason;
        EXPECT_FALSE(match->reason.empty());
    }
    EXPECT_TRUE(learned.result.unmatchedTargets.empty());
}
INSTANTIATE_TEST_SUITE_P(Synthetic, LearnPairs, testing::Values("layouts", "reshapes", "parts", "casts", "computed", "equals"),
                         [](const auto& pair) { return std::string(pair.param); });

TEST(Learn, StrangersHaveNothingInCommon)
{
    const Learned learned = learn("strangers");
    EXPECT_TRUE(learned.result.matches.empty());
    EXPECT_EQ(learned.result.unmatchedTargets.size(), 8U);
    EXPECT_EQ(learned.result.unusedSources.size(), 8U);
}

TEST(Learn, SaysThatPermutationsOfOnesAreTheSame)
{
    const Learned learned = learn("layouts");
    const Match* one = learned.of("conv2.weight");
    ASSERT_TRUE(one);
    EXPECT_NE(one->reason.find("two permutations are the same"), std::string::npos) << one->reason;
    const Match* three = learned.of("conv1.weight");
    ASSERT_TRUE(three);
    EXPECT_EQ(three->reason.find("permutations are the same"), std::string::npos) << three->reason;
}

TEST(Learn, StatesTheErrorOfInexactValues)
{
    const Learned learned = learn("casts");
    for (const char* name : {"cut.weight", "noisy.weight"}) {
        const Match* match = learned.of(name);
        ASSERT_TRUE(match) << name;
        EXPECT_NE(match->reason.find("largest error"), std::string::npos) << match->reason;
        EXPECT_LT(match->confidence, 1);
    }
    const Match* exact = learned.of("half.weight");
    ASSERT_TRUE(exact);
    EXPECT_EQ(exact->confidence, 1);
    EXPECT_NE(exact->reason.find("rounded to float16"), std::string::npos) << exact->reason;
}

TEST(Learn, EqualConstantsHaveALowerConfidenceAndAReason)
{
    const Learned learned = learn("equals");
    const Match* bias = learned.of("features.1.conv.bias");
    ASSERT_TRUE(bias);
    EXPECT_LT(bias->confidence, 0.9);
    EXPECT_NE(bias->reason.find("3 sources"), std::string::npos) << bias->reason;
    EXPECT_FALSE(learned.result.notes.empty());
    const Match* unique = learned.of("features.1.conv.weight");
    ASSERT_TRUE(unique);
    EXPECT_EQ(unique->confidence, 1);
}

TEST(Learn, WithoutToleranceOnlyEqualValuesCount)
{
    LearnOptions options;
    options.tolerant = false;
    const Learned learned = learn("casts", options);
    EXPECT_FALSE(learned.of("noisy.weight"));
    EXPECT_FALSE(learned.of("cut.weight"));
    EXPECT_TRUE(learned.of("half.weight"));
}

TEST(Learn, CancelStopsIt)
{
    LearnOptions options;
    options.progress = [](std::uint64_t, std::uint64_t) { return false; };
    const auto result = learnMapping(open(pairsFolder() / "parts/source.safetensors"), open(pairsFolder() / "parts/target.safetensors"), options);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(Learn, ProgressGrowsToTheEnd)
{
    LearnOptions options;
    std::uint64_t last = 0, total = 0;
    bool grows = true;
    options.progress = [&](std::uint64_t done, std::uint64_t all) {
        grows = grows && done >= last && done <= all;
        last = done;
        total = all;
        return true;
    };
    learn("layouts", options);
    EXPECT_TRUE(grows);
    EXPECT_EQ(last, total);
}

TEST(Learn, ASkeletonIsRefused)
{
    test::TempDir folder;
    test::writeFile(folder / "s.json", R"({"skeleton": 1, "tensors": [{"name": "w", "shape": [2, 3], "dtype": "float32"}]})");
    const auto result = learnMapping(open(folder / "s.json"), open(pairsFolder() / "parts/target.safetensors"));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Unsupported);
    EXPECT_NE(result.error().message.find("skeleton"), std::string::npos);
}

} // namespace
