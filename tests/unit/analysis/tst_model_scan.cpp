#include "model_io/analysis/model_scan.h"
#include "model_io/formats/registry.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <sstream>

namespace tensorgraft {
namespace {

struct Planted {
    test::TempDir folder;
    std::shared_ptr<const ModelFile> model;
    Planted()
    {
        const auto made = test::run(test::python() + " " + (test::sourceDir() / "tests/unit/analysis/numpy_scan.py").string() + " " + folder.path().string());
        EXPECT_EQ(made.exitCode, 0) << made.output;
        auto opened = openModel(folder / "model.npz");
        EXPECT_TRUE(opened) << opened.error().toString();
        model = *opened;
    }
};

TEST(ModelScan, SaysWhatNumPySays)
{
    const Planted planted;
    const auto scan = scanModel(*planted.model);
    ASSERT_TRUE(scan);
    std::istringstream lines(test::readFile(planted.folder / "scan.txt"));
    std::string name, score;
    std::uint64_t zeros = 0, nans = 0, infs = 0, allZeros = 0, allNans = 0, allInfs = 0;
    std::size_t count = 0;
    while (lines >> name >> zeros >> nans >> infs >> score) {
        const auto index = planted.model->find(name);
        ASSERT_TRUE(index) << name;
        const TensorScan& one = scan->tensors[*index];
        ASSERT_TRUE(one.statistics) << name;
        EXPECT_EQ(one.statistics->zeros, zeros) << name;
        EXPECT_EQ(one.statistics->nans, nans) << name;
        EXPECT_EQ(one.statistics->infs, infs) << name;
        const double expected = std::strtod(score.c_str(), nullptr);
        if (std::isnan(expected))
            EXPECT_TRUE(std::isnan(one.score)) << name << ' ' << one.score;
        else
            EXPECT_NEAR(one.score, expected, 1e-6 * (1 + std::abs(expected))) << name;
        EXPECT_EQ(one.isOutlier, std::abs(expected) > outlierThreshold) << name;
        allZeros += zeros;
        allNans += nans;
        allInfs += infs;
        ++count;
    }
    EXPECT_EQ(count, planted.model->tensors().size());
    EXPECT_EQ(scan->scanned, count);
    EXPECT_EQ(scan->zeros, allZeros);
    EXPECT_EQ(scan->nans, allNans);
    EXPECT_EQ(scan->infs, allInfs);
    EXPECT_EQ(scan->nans, 5u);
    EXPECT_EQ(scan->infs, 3u);
    EXPECT_EQ(scan->zeroTensors, 1u);
    EXPECT_TRUE(scan->tensors[*planted.model->find("block17/kernel")].isOutlier);
}

TEST(ModelScan, OutlineSumsLayersAndTypes)
{
    const Planted planted;
    const ModelOutline outline = modelOutline(*planted.model);
    std::uint64_t parameters = 0, bytes = 0, members = 0;
    for (const LayerShare& layer : outline.layers) {
        parameters += layer.parameters;
        bytes += layer.bytes;
        members += layer.members.size();
        EXPECT_EQ(layer.members.size(), layer.tensors);
        for (const std::size_t member : layer.members)
            EXPECT_EQ(planted.model->tensors()[member].layer, layer.layer);
    }
    EXPECT_EQ(parameters, outline.total.parameters);
    EXPECT_EQ(bytes, outline.total.bytes);
    EXPECT_EQ(members, planted.model->tensors().size());
    ASSERT_EQ(outline.dtypes.size(), 4u);
    EXPECT_EQ(outline.dtypes.front().dtype, DType::Float32);
    std::uint64_t typed = 0;
    for (const DTypeShare& dtype : outline.dtypes)
        typed += dtype.bytes;
    EXPECT_EQ(typed, outline.total.bytes);
}

TEST(ModelScan, CanBeStopped)
{
    const Planted planted;
    std::atomic<int> calls{0};
    const auto scan = scanModel(*planted.model, [&](std::uint64_t, std::uint64_t) { return ++calls < 3; });
    ASSERT_FALSE(scan);
    EXPECT_EQ(scan.error().code, ErrorCode::Cancelled);
    const auto never = scanModel(*planted.model, [](std::uint64_t, std::uint64_t) { return false; });
    EXPECT_FALSE(never);
}

TEST(ModelScan, ProgressEndsAtTheWhole)
{
    const Planted planted;
    std::uint64_t last = 0, total = 0;
    bool falls = false;
    ASSERT_TRUE(scanModel(*planted.model, [&](std::uint64_t done, std::uint64_t all) {
        falls = falls || all == 0;
        last = std::max(last, done);
        total = all;
        return true;
    }));
    EXPECT_EQ(last, total);
    EXPECT_FALSE(falls);
    EXPECT_EQ(total, modelOutline(*planted.model).total.bytes);
}

TEST(ModelScan, WhatCannotBeReadIsNotedAndTheRestGoesOn)
{
    const Planted planted;
    test::ModelBuilder builder;
    builder.add<float>("good", DType::Float32, {4}, {1, 2, 3, 4}).add<float>("short", DType::Float32, {1000}, {1, 2});
    const auto model = builder.build();
    const auto scan = scanModel(*model);
    ASSERT_TRUE(scan);
    EXPECT_TRUE(scan->tensors[0].statistics);
    EXPECT_FALSE(scan->tensors[1].statistics);
    EXPECT_FALSE(scan->tensors[1].problem.empty());
    EXPECT_EQ(scan->unreadable, 1u);
}

TEST(RobustScores, EqualFewAndMostlyEqual)
{
    for (const double score : robustScores(std::vector<double>(9, 0.25)))
        EXPECT_EQ(score, 0);
    for (const double score : robustScores(std::vector<double>{1, 2, 300, 4}))
        EXPECT_TRUE(std::isnan(score));
    std::vector<double> mostly(20, 1.0);
    mostly[7] = 2;
    const auto scores = robustScores(mostly);
    EXPECT_EQ(scores[0], 0);
    EXPECT_NEAR(scores[7], 1 / (1.253314 * 0.05), 1e-9);
    mostly[3] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isnan(robustScores(mostly)[3]));
}

} // namespace
} // namespace tensorgraft
