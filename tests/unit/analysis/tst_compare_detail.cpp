#include "model_io/analysis/compare_detail.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace tensorgraft {
namespace {

/// Figures and histograms as NumPy counts them.
class CompareDetail : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<test::TempDir>();
        const std::string script = "import sys, numpy as np\n"
                                   "f = sys.argv[1] + '/'\n"
                                   "r = np.random.default_rng(3)\n"
                                   "a = r.normal(0, 1, 700001).astype(np.float32); b = (a + r.normal(0, .01, a.size)).astype(np.float32)\n"
                                   "a[5] = np.nan; b[7] = np.inf; b[9] = -np.inf; a[11] = 0\n"
                                   "a.tofile(f + 'a'); b.tofile(f + 'b')\n"
                                   "ok = np.concatenate([a[np.isfinite(a)], b[np.isfinite(b)]]).astype(np.float64)\n"
                                   "for n, v in (('a', a), ('b', b)):\n"
                                   "    v = v[np.isfinite(v)].astype(np.float64)\n"
                                   "    np.histogram(v, bins=50, range=(ok.min(), ok.max()))[0].astype(np.uint64).tofile(f + n + '.hist')\n"
                                   "np.subtract(a, b).tofile(f + 'difference')\n";
        const auto path = s_folder->path() / "make.py";
        test::writeFile(path, script);
        ASSERT_EQ(test::run(test::python() + " '" + path.string() + "' '" + s_folder->path().string() + "'").exitCode, 0);
    }
    static void TearDownTestSuite() { s_folder.reset(); }
    [[nodiscard]] static std::shared_ptr<const ModelFile> models()
    {
        const auto a = test::readArray<float>(s_folder->path() / "a"), b = test::readArray<float>(s_folder->path() / "b");
        const Shape shape{static_cast<std::int64_t>(a.size())};
        return test::ModelBuilder().add("a", DType::Float32, shape, a).add("b", DType::Float32, shape, b).build();
    }
    static inline std::unique_ptr<test::TempDir> s_folder;
};

TEST_F(CompareDetail, HistogramsOverOneRangeAreNumPys)
{
    const auto model = models();
    DetailOptions options;
    options.bins = 50;
    const auto detail = compareInDetail(*model, 0, *model, 1, options);
    ASSERT_TRUE(detail);
    EXPECT_FALSE(detail->isSampled());
    EXPECT_EQ(detail->a.low, detail->b.low);
    EXPECT_EQ(detail->a.high, detail->b.high);
    EXPECT_EQ(detail->a.nans, 1u);
    EXPECT_EQ(detail->b.positiveInfs, 1u);
    EXPECT_EQ(detail->b.negativeInfs, 1u);
    for (const auto& [histogram, name] : {std::pair{&detail->a, "a.hist"}, std::pair{&detail->b, "b.hist"}}) {
        const auto expected = test::readArray<std::uint64_t>(s_folder->path() / name);
        ASSERT_EQ(histogram->counts.size(), expected.size());
        // Values on an edge may fall to either side.
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(static_cast<double>(histogram->counts[i]), static_cast<double>(expected[i]), 2) << name << " bin " << i;
    }
    const auto whole = compare(*model, 0, *model, 1);
    ASSERT_TRUE(whole);
    EXPECT_EQ(detail->figures.differing, whole->differing);
    EXPECT_EQ(detail->figures.maxAbsDifference, whole->maxAbsDifference);
}

TEST_F(CompareDetail, PointsAreElementsAndSpread)
{
    const auto model = models();
    DetailOptions options;
    options.points = 1000;
    const auto detail = compareInDetail(*model, 0, *model, 1, options);
    ASSERT_TRUE(detail);
    EXPECT_GT(detail->pointsA.size(), 990u);
    EXPECT_LE(detail->pointsA.size(), 1000u);
    const auto a = test::readArray<float>(s_folder->path() / "a"), b = test::readArray<float>(s_folder->path() / "b");
    std::size_t at = 0;
    for (std::size_t i = 0; i < detail->pointsA.size(); ++i) { // in the order of the tensor
        while (at < a.size() && !(a[at] == detail->pointsA[i] && b[at] == detail->pointsB[i]))
            ++at;
        ASSERT_LT(at, a.size()) << "point " << i << " is no element";
    }
    EXPECT_GT(at, a.size() * 99 / 100);
}

TEST_F(CompareDetail, HugeTensorsAreSampled)
{
    const auto model = models();
    DetailOptions options;
    options.mostElements = 1 << 19; // two runs of three
    const auto detail = compareInDetail(*model, 0, *model, 1, options);
    ASSERT_TRUE(detail);
    EXPECT_TRUE(detail->isSampled());
    EXPECT_EQ(detail->compared, std::uint64_t{1} << 19);
    const std::uint64_t counted = std::accumulate(detail->a.counts.begin(), detail->a.counts.end(), std::uint64_t{0}) + detail->a.nans;
    EXPECT_EQ(counted, detail->compared);
}

TEST_F(CompareDetail, DifferenceIsNumPys)
{
    const auto model = models();
    const auto difference = differenceModel(model, 0, model, 1, Shape{700001, 1});
    EXPECT_EQ(difference->tensors()[0].shape, (Shape{700001, 1}));
    std::vector<float> part(70'000);
    ASSERT_TRUE(difference->read(0, 600'000, std::as_writable_bytes(std::span(part))));
    const auto expected = test::readArray<float>(s_folder->path() / "difference");
    for (std::size_t i = 0; i < part.size(); ++i)
        ASSERT_EQ(part[i], expected[600'000 + i]) << i;
}

TEST_F(CompareDetail, RefusesAndStops)
{
    const auto model = test::ModelBuilder()
                           .add("a", DType::Float32, {2}, std::vector<float>{1, 2})
                           .add("b", DType::Float32, {1, 2}, std::vector<float>{1, 2})
                           .add("none", DType::Float32, {0}, std::vector<float>{})
                           .build();
    const auto shapes = compareInDetail(*model, 0, *model, 1, {});
    ASSERT_FALSE(shapes);
    EXPECT_EQ(shapes.error().code, ErrorCode::Mismatch);
    const auto stopped = compareInDetail(*model, 0, *model, 0, {}, [](std::uint64_t, std::uint64_t) { return false; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    const auto empty = compareInDetail(*model, 2, *model, 2, {});
    ASSERT_TRUE(empty);
    EXPECT_TRUE(empty->figures.equal);
}

TEST(MatrixShape, CutsWhereItIsMostSquare)
{
    EXPECT_EQ(matrixShape({3, 3, 64, 128}), (Shape{576, 128}));
    EXPECT_EQ(matrixShape({128, 64, 3, 3}), (Shape{128, 576}));
    EXPECT_EQ(matrixShape({7}), (Shape{1, 7}));
    EXPECT_EQ(matrixShape(Shape{}), (Shape{1, 1}));
    EXPECT_EQ(matrixShape({0, 5}), (Shape{0, 0}));
}

} // namespace
} // namespace tensorgraft
