#include "model_io/formats/tensorflow/checked_runs.h"

#include "model_io/codecs/hash.h"
#include "tests/support/test_paths.h"

#include <atomic>
#include <cstdint>
#include <gtest/gtest.h>
#include <thread>

namespace tensorgraft::tf {
namespace {

class CheckedRunsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        std::string bytes(1000, '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * 7 % 251);
        m_bytes = bytes;
        test::writeFile(m_dir / "data", bytes);
        auto file = FileSource::open(m_dir / "data");
        ASSERT_TRUE(file);
        m_runs = std::make_unique<CheckedRuns>(*file);
    }
    std::uint64_t add(std::uint64_t offset, std::uint64_t length, bool good = true)
    {
        const std::uint32_t crc = crc32c(0, std::as_bytes(std::span(m_bytes)).subspan(offset, length));
        return m_runs->add(offset, length, good ? crc : crc ^ 1).value();
    }
    Result<std::string> read(std::uint64_t at, std::uint64_t length) const
    {
        std::string text(length, '\0');
        auto r = m_runs->readAt(at, std::as_writable_bytes(std::span(text)));
        return r ? Result<std::string>(text) : fail(r.error());
    }
    test::TempDir m_dir;
    std::string m_bytes;
    std::unique_ptr<CheckedRuns> m_runs;
};

TEST_F(CheckedRunsTest, RunsAreFoundWhereverTheyStandInTheFile)
{
    const auto late = add(900, 50), early = add(0, 100), empty = add(400, 0), overlapping = add(50, 100);
    EXPECT_EQ(m_runs->sizeBytes(), 250u);
    EXPECT_EQ(read(late, 50).value(), m_bytes.substr(900, 50));
    EXPECT_EQ(read(early, 100).value(), m_bytes.substr(0, 100));
    EXPECT_EQ(read(early + 10, 20).value(), m_bytes.substr(10, 20));
    EXPECT_EQ(read(empty, 0).value(), "");
    EXPECT_EQ(read(overlapping + 99, 1).value(), m_bytes.substr(149, 1));
    const auto extent = m_runs->extentAt(overlapping + 1, 9);
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->offset, 51u);
    const auto mapped = m_runs->mapAt(late + 5, 45);
    ASSERT_TRUE(mapped && *mapped);
    EXPECT_EQ(std::string_view(reinterpret_cast<const char*>((*mapped)->bytes.data()), 45), m_bytes.substr(905, 45));
}

TEST_F(CheckedRunsTest, RangesStayInsideOneRun)
{
    const auto first = add(0, 100);
    add(200, 100);
    for (const auto& [at, length] : {std::pair<std::uint64_t, std::uint64_t>{first, 101}, {50, 51}, {99, 2}, {200, 1}, {201, 0}, {UINT64_MAX, 2}}) {
        const auto r = read(at, std::min<std::uint64_t>(length, 1000));
        ASSERT_FALSE(r) << at << " " << length;
        EXPECT_EQ(r.error().code, ErrorCode::Mismatch);
        EXPECT_FALSE(m_runs->extentAt(at, length));
        EXPECT_FALSE(m_runs->mapAt(at, length));
    }
}

TEST_F(CheckedRunsTest, OnlyTheRunWithTheWrongChecksumIsLost)
{
    const auto good = add(0, 100), bad = add(100, 100, false), alsoGood = add(200, 100);
    for (const std::uint64_t length : {100, 10, 100}) { // whole, in part, and whole again
        const auto r = read(bad, length);
        ASSERT_FALSE(r);
        EXPECT_EQ(r.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(r.error().offset, 100u);
        EXPECT_EQ(r.error().found, crcText(crc32c(0, std::as_bytes(std::span(m_bytes)).subspan(100, 100))));
    }
    EXPECT_FALSE(m_runs->extentAt(bad, 1));
    EXPECT_FALSE(m_runs->mapAt(bad, 1));
    EXPECT_TRUE(read(good, 100));
    EXPECT_TRUE(read(alsoGood, 10));
}

TEST_F(CheckedRunsTest, ManyThreadsMayAsk)
{
    std::vector<std::uint64_t> begins;
    for (std::uint64_t i = 0; i < 100; ++i)
        begins.push_back(add(i * 10, 10, i % 10 != 3));
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (std::uint64_t i = 0; i < 100; ++i)
                if (const auto r = read(begins[i] + 1, 5); r.has_value() != (i % 10 != 3) || (r && *r != m_bytes.substr(i * 10 + 1, 5)))
                    ++wrong;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(CheckedRunsTest, TogetherTheyStayBelowTheLimit)
{
    EXPECT_TRUE(m_runs->add(0, INT64_MAX - 10, 0));
    EXPECT_FALSE(m_runs->add(0, 11, 0));
    EXPECT_TRUE(m_runs->add(0, 10, 0));
}

} // namespace
} // namespace tensorgraft::tf
