#include "model_io/analysis/channel_summary.h"
#include "model_io/analysis/spectrum.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

/// Norms and singular values as NumPy computes them.
class Channels : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<test::TempDir>();
        const std::string script = "import sys, numpy as np\n"
                                   "f = sys.argv[1] + '/'\n"
                                   "r = np.random.default_rng(11)\n"
                                   "k = r.normal(0, 1, (24, 5, 3, 3)).astype(np.float32)\n"
                                   "k[3] = 0; k[7] = k[2]; k[9] = k[2]; k[11] *= 1e-9\n"
                                   "k.tofile(f + 'k')\n"
                                   "k64 = k.astype(np.float64)\n"
                                   "for a in range(4):\n"
                                   "    m = np.moveaxis(k64, a, 0).reshape(k.shape[a], -1)\n"
                                   "    np.sqrt((m * m).sum(1)).tofile(f + 'norms%d' % a)\n"
                                   "    s = np.linalg.svd(m, compute_uv=False); s.tofile(f + 's%d' % a)\n"
                                   "    p = s[s > 0] / s.sum()\n"
                                   "    np.array([np.exp(-(p * np.log(p)).sum()), (s * s).sum() / s[0] ** 2]).tofile(f + 'ranks%d' % a)\n";
        test::writeFile(s_folder->path() / "make.py", script);
        ASSERT_EQ(test::run(test::python() + " '" + (s_folder->path() / "make.py").string() + "' '" + s_folder->path().string() + "'").exitCode, 0);
    }
    static void TearDownTestSuite() { s_folder.reset(); }
    [[nodiscard]] static std::shared_ptr<const ModelFile> model()
    {
        return test::ModelBuilder().add("k", DType::Float32, {24, 5, 3, 3}, test::readArray<float>(s_folder->path() / "k")).build();
    }
    [[nodiscard]] static std::vector<double> expected(const std::string& name, int axis)
    {
        return test::readArray<double>(s_folder->path() / (name + std::to_string(axis)));
    }
    static inline std::unique_ptr<test::TempDir> s_folder;
};

TEST_F(Channels, NormsAlongEveryAxis)
{
    for (int axis = 0; axis < 4; ++axis) {
        const auto summary = summariseChannels(*model(), 0, axis);
        ASSERT_TRUE(summary);
        const auto norms = expected("norms", axis);
        ASSERT_EQ(summary->norms.size(), norms.size());
        for (std::size_t i = 0; i < norms.size(); ++i)
            EXPECT_NEAR(summary->norms[i], norms[i], 1e-9 * (1 + norms[i])) << "axis " << axis << " channel " << i;
    }
}

TEST_F(Channels, DeadAndDuplicateFiltersAreFound)
{
    const auto summary = summariseChannels(*model(), 0, 0);
    ASSERT_TRUE(summary);
    for (std::size_t i = 0; i < 24; ++i) {
        EXPECT_EQ(summary->dead[i], i == 3 || i == 11) << i;
        EXPECT_EQ(summary->duplicateOf[i], i == 7 || i == 9 ? 2 : -1) << i;
    }
    EXPECT_EQ(summary->deadCount, 2u);
    EXPECT_EQ(summary->duplicateCount, 2u);
}

TEST_F(Channels, SpectrumIsNumPys)
{
    for (int axis = 0; axis < 4; ++axis) {
        const auto found = spectrum(*model(), 0, axis);
        ASSERT_TRUE(found);
        const auto values = expected("s", axis), ranks = expected("ranks", axis);
        ASSERT_EQ(found->values.size(), values.size()) << axis;
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_NEAR(found->values[i], values[i], 1e-9 * values[0]) << "axis " << axis << " value " << i;
        EXPECT_NEAR(found->effectiveRank, ranks[0], 1e-5);
        EXPECT_NEAR(found->stableRank, ranks[1], 1e-8);
    }
    const auto filters = spectrum(*model(), 0, 0);
    EXPECT_EQ(filters->numericalRank, 20); // of 24: one zero, one next to it, two repeated
    EXPECT_EQ(filters->rows, 24);
    EXPECT_EQ(filters->columns, 45);
}

/// Beyond a small size the Gram matrix answers; whichever way the tensor lies, it says what NumPy's SVD says.
TEST(LargeSpectrum, IsNumPysWhicheverWayTheMatrixLies)
{
    const test::TempDir folder;
    test::writeFile(folder.path() / "make.py", "import sys, numpy as np\n"
                                               "f = sys.argv[1] + '/'\n"
                                               "r = np.random.default_rng(2)\n"
                                               "m = (r.normal(0, 1, (700, 40)) @ r.normal(0, 1, (40, 300)) + r.normal(0, 1e-3, (700, 300))).astype(np.float32)\n"
                                               "m.tofile(f + 'm'); m.T.copy().tofile(f + 't')\n"
                                               "np.moveaxis(m.reshape(20, 35, 300), 2, 1).copy().tofile(f + 'k')\n"
                                               "np.linalg.svd(m.astype(np.float64), compute_uv=False).tofile(f + 's')\n");
    ASSERT_EQ(test::run(test::python() + " '" + (folder.path() / "make.py").string() + "' '" + folder.path().string() + "'").exitCode, 0);
    const auto expected = test::readArray<double>(folder.path() / "s");
    const auto model = test::ModelBuilder()
                           .add("m", DType::Float32, {700, 300}, test::readArray<float>(folder.path() / "m"))
                           .add("t", DType::Float32, {300, 700}, test::readArray<float>(folder.path() / "t"))
                           .add("k", DType::Float32, {20, 300, 35}, test::readArray<float>(folder.path() / "k"))
                           .build();
    for (const auto& [tensor, axis] : {std::pair{0, 0}, std::pair{0, 1}, std::pair{1, 0}, std::pair{1, 1}, std::pair{2, 1}}) {
        const auto found = spectrum(*model, static_cast<std::size_t>(tensor), axis);
        ASSERT_TRUE(found) << found.error().toString();
        EXPECT_TRUE(found->fromGram);
        ASSERT_EQ(found->values.size(), 300u);
        for (std::size_t i = 0; i < 300; ++i)
            EXPECT_NEAR(found->values[i], expected[i], 1e-7 * expected[0]) << tensor << " along " << axis << ", value " << i;
        EXPECT_EQ(found->numericalRank, std::ranges::count_if(expected, [&](double v) { return v > expected[0] * 700 * 0x1p-23; }));
    }
}

TEST(LargeSpectrum, StopsWhenItIsTold)
{
    const auto model = test::ModelBuilder().add("m", DType::Float32, {600, 400}, std::vector<float>(240'000, 1.0F)).build();
    for (const std::uint64_t stopAt : {0ULL, 500'000ULL}) { // while it sums up; while it reduces
        const auto stopped = spectrum(*model, 0, 0, [stopAt](std::uint64_t done, std::uint64_t) { return done < stopAt; });
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    }
    std::uint64_t last = 0;
    const auto whole = spectrum(*model, 0, 0, [&last](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last);
        EXPECT_LE(done, total);
        last = done;
        return true;
    });
    ASSERT_TRUE(whole);
    EXPECT_NEAR(whole->values[0], std::sqrt(240'000.0), 1e-9);
    EXPECT_EQ(whole->numericalRank, 1);
}

TEST_F(Channels, WhatCannotBeDoneIsSaid)
{
    const auto nan = test::ModelBuilder().add("n", DType::Float32, {1, 2}, std::vector<float>{1, NAN}).build();
    const auto refused = spectrum(*nan, 0, 0);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    const auto wide = test::ModelBuilder().add("w", DType::Int8, {4097, 4097}, std::vector<std::int8_t>(4097 * 4097, 1)).build();
    const auto large = spectrum(*wide, 0, 0);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::Unsupported);
    EXPECT_NE(large.error().expected.find("4096"), std::string::npos);
    EXPECT_FALSE(large.error().hint.empty());
    std::vector<float> holed(300 * 300, 1.0F);
    holed[12345] = INFINITY;
    const auto infinite = test::ModelBuilder().add("i", DType::Float32, {300, 300}, holed).build();
    EXPECT_EQ(spectrum(*infinite, 0, 0).error().code, ErrorCode::Unsupported);
    const auto zeros = test::ModelBuilder().add("z", DType::Float32, {2, 2}, std::vector<float>(4)).build();
    const auto none = spectrum(*zeros, 0, 0);
    ASSERT_TRUE(none);
    EXPECT_EQ(none->effectiveRank, 0);
    EXPECT_EQ(none->numericalRank, 0);
}

} // namespace
} // namespace tensorgraft
