#include "model_io/analysis/block_moments.h"
#include "model_io/analysis/histogram.h"
#include "model_io/analysis/quantiles.h"
#include "model_io/analysis/statistics.h"
#include "model_io/analysis/tensor_windows.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <limits>
#include <sstream>

namespace tensorgraft {
namespace {

const std::vector<std::pair<std::string, DType>> cases{
    {"plain", DType::Float32}, {"special", DType::Float32}, {"offset", DType::Float64}, {"half", DType::Float16}, {"int8", DType::Int8},
    {"int64", DType::Int64}, {"bool", DType::Bool}, {"complex64", DType::Complex64}, {"one", DType::Float32}};

/// What NumPy made once for the whole program.
const std::filesystem::path& reference()
{
    static const test::TempDir folder;
    static const bool made = [] {
        const auto result = test::run(test::python() + " " + (test::sourceDir() / "tests/unit/analysis/numpy_reference.py").string() + " "
                                      + folder.path().string());
        EXPECT_EQ(result.exitCode, 0) << result.output;
        return true;
    }();
    (void)made;
    return folder.path();
}

struct Expected {
    std::uint64_t count = 0, zeros = 0, nans = 0, infs = 0;
    double min = 0, max = 0, mean = 0, std = 0, l2 = 0;
};

Expected expectedOf(const std::string& name)
{
    std::istringstream lines(test::readFile(reference() / "facts.txt"));
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string key;
        Expected e;
        words >> key >> e.count >> e.zeros >> e.nans >> e.infs;
        if (key != name)
            continue;
        for (double* value : {&e.min, &e.max, &e.mean, &e.std, &e.l2}) {
            std::string text;
            words >> text;
            *value = std::strtod(text.c_str(), nullptr);
        }
        return e;
    }
    ADD_FAILURE() << "no facts of " << name;
    return {};
}

/// Exactly the same, but for the magnitude of complex numbers: NumPy's abs rounds differently from one processor to another.
void expectSame(const Statistics& s, const Expected& e, bool complex)
{
    const auto expectExtreme = [complex](double found, double expected) {
        if (complex)
            EXPECT_NEAR(found, expected, 2e-7 * std::abs(expected));
        else
            EXPECT_EQ(found, expected);
    };
    EXPECT_EQ(s.count, e.count);
    EXPECT_EQ(s.zeros, e.zeros);
    EXPECT_EQ(s.nans, e.nans);
    EXPECT_EQ(s.infs, e.infs);
    expectExtreme(s.min, e.min);
    expectExtreme(s.max, e.max);
    const double scale = std::max({std::abs(e.mean), e.std, 1e-300});
    EXPECT_NEAR(s.mean, e.mean, 1e-13 * scale);
    EXPECT_NEAR(s.std, e.std, 1e-11 * e.std + 1e-12 * std::abs(e.mean) * 1e-3);
    EXPECT_NEAR(s.l2, e.l2, 1e-12 * e.l2);
    expectExtreme(s.absMax, std::max(std::abs(e.min), std::abs(e.max)));
}

TEST(Statistics, AgreeWithNumPy)
{
    for (const auto& [name, type] : cases) {
        SCOPED_TRACE(name);
        const auto bytes = test::readArray<std::byte>(reference() / (name + ".bin"));
        const bool complex = dtypeClass(type) == DTypeClass::Complex;
        expectSame(statistics(type, bytes), expectedOf(name), complex);
        const auto count = static_cast<std::int64_t>(bytes.size() / itemSizeBytes(type));
        const auto model = test::ModelBuilder().add(name, type, {count}, bytes).build();
        const auto streamed = statistics(*model, 0);
        ASSERT_TRUE(streamed) << streamed.error().toString();
        expectSame(*streamed, expectedOf(name), complex);
    }
}

TEST(Statistics, TheSameBitsEveryTime)
{
    const auto bytes = test::readArray<std::byte>(reference() / "plain.bin");
    const Statistics first = statistics(DType::Float32, bytes);
    for (int i = 0; i < 5; ++i) {
        const Statistics again = statistics(DType::Float32, bytes);
        EXPECT_EQ(first.mean, again.mean);
        EXPECT_EQ(first.std, again.std);
    }
}

TEST(Statistics, NothingFinite)
{
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    const std::vector<float> values{nan, inf, -inf};
    const Statistics s = statistics(DType::Float32, std::as_bytes(std::span(values)));
    EXPECT_EQ(s.count, 3u);
    EXPECT_EQ(s.nans, 1u);
    EXPECT_EQ(s.infs, 2u);
    EXPECT_TRUE(std::isnan(s.min) && std::isnan(s.max) && std::isnan(s.mean) && std::isnan(s.std));
    EXPECT_EQ(statistics(DType::Float32, {}).count, 0u);
}

TEST(Statistics, HugeFloat64DoesNotOverflowTheMean)
{
    const std::vector<double> values(100, 1.5e308);
    EXPECT_NEAR(statistics(DType::Float64, std::as_bytes(std::span(values))).mean / 1.5e308, 1, 1e-13);
}

TEST(Statistics, RefusesWhatIsNoNumber)
{
    const auto model = test::ModelBuilder().add("text", DType::Opaque, {3}, std::vector<char>{}).build();
    const auto s = statistics(*model, 0);
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(s.error().tensor, "text");
}

TEST(Statistics, CanBeCancelled)
{
    const auto model = test::ModelBuilder().add("w", DType::Float32, {1000}, std::vector<float>(1000)).build();
    const auto s = statistics(*model, 0, [](std::uint64_t, std::uint64_t) { return false; });
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error().code, ErrorCode::Cancelled);
}

/// Every compiled target against plain sums, over the lengths where the loops begin and end and from odd addresses.
TEST(BlockMoments, EveryTargetEqualsTheScalarReference)
{
    constexpr std::size_t lanes = 8;
    for (std::int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
        hwy::SetSupportedTargetsForTest(left & -left);
        hwy::GetChosenTarget().DeInit();
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{7}, lanes - 1, lanes, lanes + 1, 8 * lanes + 2})
            for (std::size_t shift = 0; shift < 4; ++shift)
                for (const bool withSpecials : {false, true}) {
                    std::vector<float> values(count);
                    for (std::size_t i = 0; i < count; ++i)
                        values[i] = static_cast<float>((i * 37 % 23)) - 9.5F;
                    if (withSpecials && count > 2) {
                        values[count / 2] = std::numeric_limits<float>::quiet_NaN();
                        values[0] = -std::numeric_limits<float>::infinity();
                        values[count - 1] = 0;
                    }
                    std::vector<std::byte> bytes(count * 4 + shift);
                    if (count)
                        std::memcpy(bytes.data() + shift, values.data(), count * 4);
                    const auto m = detail::blockMomentsFloat32(bytes.data() + shift, count);
                    double sum = 0, low = INFINITY, high = -INFINITY;
                    std::uint64_t finite = 0, zeros = 0, nans = 0;
                    for (const float v : values) {
                        nans += std::isnan(v);
                        zeros += v == 0;
                        if (std::isfinite(v)) {
                            ++finite;
                            sum += v;
                            low = std::min<double>(low, v);
                            high = std::max<double>(high, v);
                        }
                    }
                    SCOPED_TRACE(std::string(hwy::TargetName(left & -left)) + " count " + std::to_string(count));
                    EXPECT_EQ(m.finite, finite);
                    EXPECT_EQ(m.zeros, zeros);
                    EXPECT_EQ(m.nans, nans);
                    EXPECT_EQ(m.infs, count - finite - nans);
                    if (finite == 0)
                        continue;
                    EXPECT_EQ(m.min, low);
                    EXPECT_EQ(m.max, high);
                    const double mean = sum / static_cast<double>(finite);
                    double deviation = 0;
                    for (const float v : values)
                        if (std::isfinite(v))
                            deviation += (v - mean) * (v - mean);
                    EXPECT_NEAR(m.mean, mean, 1e-14 * 20);
                    EXPECT_NEAR(m.deviation, deviation, 1e-13 * deviation + 1e-13);
                    std::vector<double> wide(values.begin(), values.end());
                    const auto d = detail::blockMomentsFloat64(wide.data(), count);
                    EXPECT_EQ(d.finite, m.finite);
                    EXPECT_EQ(d.mean, m.mean);
                    EXPECT_EQ(d.deviation, m.deviation);
                }
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
}

TEST(Histogram, AgreesWithNumPy)
{
    for (const auto& [name, type] : cases) {
        SCOPED_TRACE(name);
        const auto bytes = test::readArray<std::byte>(reference() / (name + ".bin"));
        const Expected e = expectedOf(name);
        const auto count = static_cast<std::int64_t>(bytes.size() / itemSizeBytes(type));
        const auto model = test::ModelBuilder().add(name, type, {count}, bytes).build();
        const auto h = histogram(*model, 0, 37);
        ASSERT_TRUE(h);
        EXPECT_EQ(h->counts, test::readArray<std::uint64_t>(reference() / (name + ".hist")));
        EXPECT_EQ(h->nans, e.nans);
        EXPECT_EQ(h->positiveInfs + h->negativeInfs, e.infs);
        EXPECT_EQ(h->zeros, e.zeros);
        if (type != DType::Float32)
            continue;
        std::vector<float> values(bytes.size() / 4);
        std::memcpy(values.data(), bytes.data(), bytes.size());
        const Histogram inMemory = histogram(values, 37);
        EXPECT_EQ(inMemory.counts, h->counts);
        EXPECT_EQ(inMemory.low, h->low);
        EXPECT_EQ(inMemory.high, h->high);
    }
}

TEST(Histogram, NothingFiniteLeavesTheBinsEmpty)
{
    const Histogram h = histogram(std::vector<float>{NAN, INFINITY}, 4);
    EXPECT_EQ(h.counts, (std::vector<std::uint64_t>{0, 0, 0, 0}));
    EXPECT_EQ(h.nans, 1u);
    EXPECT_EQ(h.positiveInfs, 1u);
    EXPECT_LT(h.low, h.high);
}

TEST(TensorWindows, CoverEveryElementOnceInOrder)
{
    std::vector<float> values(1000);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    // Stored as the transpose: C order of the value reads across the strides.
    const auto model = test::ModelBuilder().add("w", DType::Float32, {10, 100}, values, {1, 10}).build();
    std::vector<float> seen;
    std::uint64_t next = 0;
    std::size_t windows = 0;
    auto walked = forEachWindow(*model, 0, WindowOrder::COrder, {}, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        EXPECT_EQ(first, next);
        EXPECT_LE(bytes.size(), 256u);
        seen.resize(first + bytes.size() / 4);
        std::memcpy(seen.data() + first, bytes.data(), bytes.size());
        next = seen.size();
        ++windows;
    }, 259);
    ASSERT_TRUE(walked);
    ASSERT_EQ(seen.size(), 1000u);
    EXPECT_EQ(windows, 16u);
    for (std::size_t row = 0; row < 10; ++row)
        for (std::size_t column = 0; column < 100; ++column)
            ASSERT_EQ(seen[row * 100 + column], static_cast<float>(row + 10 * column));
    double sum = 0;
    ASSERT_TRUE(forEachWindow(*model, 0, WindowOrder::Any, {}, [&](std::span<const std::byte> bytes, std::uint64_t) {
        for (std::size_t i = 0; i < bytes.size(); i += 4) {
            float v;
            std::memcpy(&v, bytes.data() + i, 4);
            sum += v;
        }
    }, 64));
    EXPECT_EQ(sum, 999.0 * 1000 / 2);
}

TEST(Histogram, OfLogarithmicMagnitudesIsNumPys)
{
    for (const auto& [name, type] : cases) {
        SCOPED_TRACE(name);
        const auto bytes = test::readArray<std::byte>(reference() / (name + ".bin"));
        const auto count = static_cast<std::int64_t>(bytes.size() / itemSizeBytes(type));
        const auto model = test::ModelBuilder().add(name, type, {count}, bytes).build();
        const auto found = histogram(*model, 0, 29, HistogramAxis::LogMagnitudes);
        ASSERT_TRUE(found) << found.error().toString();
        const auto edges = test::readArray<double>(reference() / (name + ".logedges"));
        const auto counts = test::readArray<std::uint64_t>(reference() / (name + ".loghist"));
        ASSERT_EQ(found->counts.size(), counts.size());
        for (std::size_t i = 0; i <= counts.size(); ++i)
            EXPECT_NEAR(found->edge(i), edges[i], 1e-6 * edges[i]) << i;
        std::uint64_t sum = found->zeros + found->nans + found->positiveInfs + found->negativeInfs;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            EXPECT_NEAR(static_cast<double>(found->counts[i]), static_cast<double>(counts[i]), 2) << i; // pow rounds an edge either way
            sum += found->counts[i];
        }
        EXPECT_EQ(sum, static_cast<std::uint64_t>(count));
    }
    const auto zeros = test::ModelBuilder().add("z", DType::Float32, {3}, std::vector<float>{0, 0, NAN}).build();
    const auto none = histogram(*zeros, 0, 4, HistogramAxis::LogMagnitudes);
    ASSERT_TRUE(none);
    EXPECT_EQ(none->zeros, 2u);
    EXPECT_EQ(none->counts, (std::vector<std::uint64_t>{0, 0, 0, 0}));
}

TEST(Quantiles, AreNumPys)
{
    const std::vector<double> fractions{0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};
    for (const auto& [name, type] : cases) {
        SCOPED_TRACE(name);
        const auto bytes = test::readArray<std::byte>(reference() / (name + ".bin"));
        const auto count = static_cast<std::int64_t>(bytes.size() / itemSizeBytes(type));
        const auto model = test::ModelBuilder().add(name, type, {count}, bytes).build();
        const auto found = quantiles(*model, 0, fractions);
        ASSERT_TRUE(found) << found.error().toString();
        const auto expected = test::readArray<double>(reference() / (name + ".quantiles"));
        const double tolerance = dtypeClass(type) == DTypeClass::Complex ? 2e-7 : 1e-14;
        for (std::size_t i = 0; i < fractions.size(); ++i)
            EXPECT_NEAR((*found)[i], expected[i], tolerance * std::abs(expected[i])) << fractions[i];
    }
}

TEST(Quantiles, OfNothingAreNoNumbers)
{
    const auto model = test::ModelBuilder().add("n", DType::Float32, {2}, std::vector<float>{NAN, INFINITY}).add("s", DType::String, {1}, std::vector<char>(1)).build();
    const auto none = quantiles(*model, 0, std::vector<double>{0.5});
    ASSERT_TRUE(none);
    EXPECT_TRUE(std::isnan(none->front()));
    EXPECT_EQ(quantiles(*model, 1, std::vector<double>{0.5}).error().code, ErrorCode::Unsupported);
    const auto stopped = quantiles(*model, 0, std::vector<double>{0.5}, [](std::uint64_t, std::uint64_t) { return false; });
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace tensorgraft
