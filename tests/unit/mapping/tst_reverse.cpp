#include "model_io/mapping/generalise.h"
#include "model_io/mapping/reverse.h"
#include "tests/unit/mapping/outline_builder.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

MappingDocument documentOf(std::vector<MappingEntry> entries, std::vector<MappingRule> rules = {})
{
    MappingDocument document;
    document.sourcePath = "a.h5";
    document.targetPath = "b.pt";
    document.entries = std::move(entries);
    document.rules = std::move(rules);
    return document;
}

ReversedMapping reversed(const MappingDocument& document, const ModelSketch& source, const ModelSketch& target)
{
    return reverseMapping(document, check(document, source.outline(), target.outline()), source.outline(), target.outline());
}

std::vector<std::string> linesOf(const MappingDocument& document)
{
    std::vector<std::string> lines;
    for (const MappingEntry& entry : document.entries) {
        std::string line = entry.target + " <-";
        for (const std::string& s : entry.source)
            line += " " + s;
        lines.push_back(line + (entry.transform.empty() ? "" : ": " + entry.transform));
    }
    return lines;
}

TEST(Reverse, RulesMovesJoinsAndPieces)
{
    ModelSketch source("keras-h5"), target("pytorch");
    source.add("conv1/kernel", Shape{3, 5, 4, 8}).add("conv1/bias", Shape{8}).add("conv2/kernel", Shape{3, 5, 8, 16}).add("q", Shape{6, 4}).add("k", Shape{2, 4});
    source.add("v", Shape{2, 4}).add("fused", Shape{9, 4}).add("layer0", Shape{7}).add("layer1", Shape{7});
    target.add("c1.weight", Shape{8, 4, 3, 5}).add("c1.bias", Shape{8}).add("c2.weight", Shape{16, 8, 3, 5}).add("qkv", Shape{4, 10});
    target.add("f1", Shape{4, 4}).add("f2", Shape{5, 4}).add("layers", Shape{2, 7});
    const auto document = documentOf({{"c1.bias", {"conv1/bias"}, "", std::nullopt, ""},
                                      {"qkv", {"q", "k", "v"}, "concat(0)|transpose(1,0)", std::nullopt, ""},
                                      {"f1", {"fused"}, "slice(0,0,4)", std::nullopt, ""},
                                      {"f2", {"fused"}, "slice(0,4,end)", std::nullopt, ""},
                                      {"layers", {"layer0", "layer1"}, "layers:stack", std::nullopt, ""}},
                                     {{{"conv{n}/kernel"}, "c{n}.weight", "conv:HWIO->OIHW"}});
    const ReversedMapping back = reversed(document, source, target);
    EXPECT_TRUE(back.refused.empty()) << back.refused[0].target << ": " << back.refused[0].reason;
    EXPECT_EQ(back.document.sourcePath, "b.pt");
    EXPECT_EQ(back.document.targetPath, "a.h5");
    EXPECT_EQ(linesOf(back.document),
              (std::vector<std::string>{"conv1/kernel <- c1.weight: transpose(2,3,1,0)", "conv1/bias <- c1.bias", "conv2/kernel <- c2.weight: transpose(2,3,1,0)",
                                        "q <- qkv: transpose(1,0)|slice(0,0,6)", "k <- qkv: transpose(1,0)|slice(0,6,8)", "v <- qkv: transpose(1,0)|slice(0,8,10)",
                                        "fused <- f1 f2: concat(0)", "layer0 <- layers: slice(0,0,1)|squeeze(0)", "layer1 <- layers: slice(0,1,2)|squeeze(0)"}));
    // The way back is a mapping like any other, fills everything, and its own way back is the mapping again.
    const CheckResult checked = check(back.document, target.outline(), source.outline());
    EXPECT_FALSE(checked.hasErrors());
    EXPECT_EQ(checked.entries.size(), source.tensors.size());
    const ReversedMapping again = reversed(back.document, target, source);
    EXPECT_TRUE(again.refused.empty());
    ASSERT_EQ(again.document.entries.size(), target.tensors.size());
    EXPECT_EQ(linesOf(again.document)[3], "qkv <- q k v: concat(0)|transpose(1,0)");
    EXPECT_EQ(linesOf(again.document)[5], "f2 <- fused: slice(0,4,9)");
    EXPECT_FALSE(check(again.document, source.outline(), target.outline()).hasErrors());
}

TEST(Reverse, SaysWhyNot)
{
    ModelSketch source("pytorch"), target("pytorch");
    source.add("a", Shape{8}).add("b", Shape{8}).add("words", Shape{10, 4}).add("wide", Shape{6}, DType::Float32).add("tied", Shape{3});
    target.add("sum", Shape{8}).add("words", Shape{7, 4}).add("narrow", Shape{6}, DType::Float16).add("t1", Shape{3}).add("t2", Shape{3}).add("new", Shape{2}).add("scaled", Shape{8});
    const auto document = documentOf({{"sum", {"a", "b"}, "sum", std::nullopt, ""},
                                      {"words", {"words"}, "vocab:crop(7)", std::nullopt, ""},
                                      {"narrow", {"wide"}, "", std::nullopt, ""},
                                      {"t1", {"tied"}, "", std::nullopt, ""},
                                      {"t2", {"tied"}, "", std::nullopt, ""},
                                      {"new", {}, "fill(zeros)", std::nullopt, ""},
                                      {"scaled", {"a"}, "scale(0.3)", std::nullopt, ""}});
    const ReversedMapping back = reversed(document, source, target);
    EXPECT_EQ(linesOf(back.document), (std::vector<std::string>{"tied <- t1"}));
    const auto reasonOf = [&](const std::string& name) {
        const auto found = std::ranges::find(back.refused, name, &NotReversed::target);
        return found == back.refused.end() ? std::string() : found->reason;
    };
    EXPECT_NE(reasonOf("sum").find("does not say what was added up"), std::string::npos);
    EXPECT_NE(reasonOf("words").find("do not make up the whole"), std::string::npos);
    EXPECT_NE(reasonOf("narrow").find("rounds float32 to float16"), std::string::npos);
    EXPECT_NE(reasonOf("t2").find("filled from 't1' already"), std::string::npos);
    EXPECT_NE(reasonOf("new").find("fill"), std::string::npos);
    EXPECT_NE(reasonOf("scaled").find("rounds"), std::string::npos);
    EXPECT_EQ(back.refused.size(), 6U);
}

TEST(Generalise, FromOneEntryToTheRuleOfItsSiblings)
{
    ModelSketch source("keras-h5"), target("pytorch");
    for (int b = 1; b <= 3; ++b)
        for (int c = 1; c <= 2; ++c) {
            source.add("vgg_16/conv" + std::to_string(b) + "/conv" + std::to_string(b) + "_" + std::to_string(c) + "/weights", Shape{3, 5, 4 * b, 8 * c});
            target.add("block" + std::to_string(b + 1) + ".conv" + std::to_string(c - 1) + ".weight", Shape{8 * c, 4 * b, 3, 5});
        }
    source.add("vgg_16/fc8/weights", Shape{10, 10});
    const auto document = documentOf({{"block3.conv0.weight", {"vgg_16/conv2/conv2_1/weights"}, "transpose(3,2,0,1)", std::nullopt, ""}});
    const std::size_t entry = 0;
    const auto found = generalise(document, std::span(&entry, 1), source.outline(), target.outline());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule.source, (std::vector<std::string>{"vgg_16/conv{i}/conv{i}_{j}/weights"}));
    EXPECT_EQ(found[0].rule.target, "block{i+1}.conv{j-1}.weight");
    EXPECT_EQ(found[0].replaces, (std::vector<std::size_t>{0}));
    EXPECT_EQ(found[0].adds.size(), 5U);
    // The rule alone does all of it.
    const auto checked = check(documentOf({}, {found[0].rule}), source.outline(), target.outline());
    EXPECT_FALSE(checked.hasErrors());
    EXPECT_EQ(checked.entries.size(), 6U);
}

TEST(Generalise, JoinsScopesAndNothingAlike)
{
    ModelSketch source("pytorch"), target("pytorch");
    for (int i = 0; i < 4; ++i) {
        for (const char* part : {"q", "k", "v"})
            source.add("layers." + std::to_string(i) + "." + part, Shape{4, 4});
        source.add("encoder.h." + std::to_string(i) + ".norm", Shape{4});
        target.add("blocks." + std::to_string(i) + ".qkv", Shape{12, 4});
        target.add("model.h." + std::to_string(i) + ".norm", Shape{4});
    }
    source.add("encoder.h.bias", Shape{4}).add("lone", Shape{2});
    target.add("model.h.bias", Shape{4}).add("single", Shape{2});
    const auto document = documentOf({{"blocks.1.qkv", {"layers.1.q", "layers.1.k", "layers.1.v"}, "qkv:fuse(0)", std::nullopt, ""},
                                      {"model.h.2.norm", {"encoder.h.2.norm"}, "", std::nullopt, ""},
                                      {"single", {"lone"}, "", std::nullopt, ""}});
    const std::vector<std::size_t> all{0, 1, 2};
    const auto found = generalise(document, all, source.outline(), target.outline());
    std::vector<std::string> rules;
    for (const Generalisation& g : found) {
        rules.push_back(g.rule.source[0] + " " + g.rule.target + " +" + std::to_string(g.adds.size()));
        EXPECT_TRUE(g.problems.empty()) << g.rule.target << ": " << g.problems[0].message;
    }
    EXPECT_EQ(rules, (std::vector<std::string>{"layers.{i}.q blocks.{i}.qkv +3", "encoder.h.{i}.norm model.h.{i}.norm +3", "encoder.** model.** +4"}));
    EXPECT_EQ(found[0].rule.source, (std::vector<std::string>{"layers.{i}.q", "layers.{i}.k", "layers.{i}.v"}));
}

} // namespace
} // namespace tensorgraft
