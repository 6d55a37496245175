#include "model_io/mapping/fold_rules.h"
#include "tests/unit/mapping/outline_builder.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

MappingEntry proposal(std::string target, std::vector<std::string> source, std::string transform = "")
{
    return {std::move(target), std::move(source), std::move(transform), 1.0, "equal values"};
}

/// Everything that a mapping fills, in words.
std::vector<std::string> meaning(const MappingDocument& document, const ModelSketch& source, const ModelSketch& target)
{
    std::vector<std::string> lines;
    for (const ResolvedEntry& entry : check(document, source.outline(), target.outline()).entries) {
        std::string line = target.tensors[entry.target].name + " <-";
        for (const std::size_t s : entry.sources)
            line += " " + source.tensors[s].name;
        lines.push_back(line + ": " + entry.transform.toString());
    }
    return lines;
}

struct Blocks {
    ModelSketch source{"numpy-npz"}, target{"pytorch"};
    MappingDocument document;

    explicit Blocks(int count, int odd = -1)
    {
        for (int i = 0; i < count; ++i) {
            const std::string from = "block" + std::to_string(i + 1) + "/", to = "layers." + std::to_string(i) + ".";
            source.add(from + "kernel", Shape{3, 4}).add(from + "bias", Shape{4}).add(from + "q", Shape{2, 4}).add(from + "k", Shape{2, 4});
            target.add(to + "weight", Shape{4, 3}).add(to + "bias", Shape{4}).add(to + "qk", Shape{4, 4});
            const std::string other = "block" + std::to_string((i == odd ? (i + 1) % count : i) + 1) + "/";
            document.entries.push_back(proposal(to + "weight", {other + "kernel"}, "transpose(1,0)"));
            document.entries.push_back(proposal(to + "bias", {from + "bias"}));
            document.entries.push_back(proposal(to + "qk", {from + "q", from + "k"}, "concat(0)"));
        }
        source.add("step", Shape{});
        target.add("counter", Shape{});
        document.entries.push_back(proposal("counter", {"step"}));
    }
};

TEST(FoldRules, FamiliesBecomeOneRuleEach)
{
    const Blocks blocks(12);
    const MappingDocument folded = foldIntoRules(blocks.document, blocks.source.outline(), blocks.target.outline());
    ASSERT_EQ(folded.rules.size(), 3u);
    ASSERT_EQ(folded.entries.size(), 1u); // what has no siblings stays an entry, with its reason
    EXPECT_EQ(folded.entries[0], blocks.document.entries.back());
    EXPECT_EQ(meaning(folded, blocks.source, blocks.target), meaning(blocks.document, blocks.source, blocks.target));

    // The rules hold for a model with more of the same.
    const Blocks larger(20);
    EXPECT_EQ(meaning(folded, larger.source, larger.target), meaning(larger.document, larger.source, larger.target));
}

TEST(FoldRules, AnExceptionIsNeverOverruled)
{
    const Blocks blocks(6, 3);
    const MappingDocument folded = foldIntoRules(blocks.document, blocks.source.outline(), blocks.target.outline());
    EXPECT_EQ(meaning(folded, blocks.source, blocks.target), meaning(blocks.document, blocks.source, blocks.target));
    EXPECT_EQ(folded.rules.size(), 2u); // biases and joins; the kernels do not follow one pattern
}

TEST(FoldRules, AGapStaysAGap)
{
    Blocks blocks(6);
    // Nothing fills this one: no rule may.
    int index = 0;
    blocks.document.entries.eraseIf([&index](const MappingEntry&) { return index++ == 3; });
    const MappingDocument folded = foldIntoRules(blocks.document, blocks.source.outline(), blocks.target.outline());
    EXPECT_EQ(meaning(folded, blocks.source, blocks.target), meaning(blocks.document, blocks.source, blocks.target));
    EXPECT_EQ(meaning(folded, blocks.source, blocks.target).size(), 18u);
}

// Keras: "conv2d_3/conv2d_3/kernel:0" holds five numbers, of which only one counts.
TEST(FoldRules, NumbersThatAllShareAreWords)
{
    ModelSketch source("keras-h5"), target("pytorch");
    MappingDocument document;
    for (int i = 1; i <= 3; ++i) {
        const std::string n = std::to_string(i);
        source.add("conv2d_" + n + "/conv2d_" + n + "/kernel:0", Shape{3, 3, 4, 8});
        target.add("stage2.conv" + n + ".weight", Shape{8, 4, 3, 3});
        document.entries.push_back(proposal("stage2.conv" + n + ".weight", {"conv2d_" + n + "/conv2d_" + n + "/kernel:0"}, "transpose(3,2,0,1)"));
    }
    const MappingDocument folded = foldIntoRules(document, source.outline(), target.outline());
    ASSERT_EQ(folded.rules.size(), 1u);
    EXPECT_TRUE(folded.entries.empty());
    EXPECT_EQ(folded.rules[0].source, std::vector<std::string>{"conv2d_{i}/conv2d_{i}/kernel:0"});
    EXPECT_EQ(folded.rules[0].target, "stage2.conv{i}.weight");
    EXPECT_EQ(meaning(folded, source, target), meaning(document, source, target));
}

TEST(FoldRules, NothingAlikeComesBackAsItWas)
{
    ModelSketch source("numpy-npz"), target("pytorch");
    source.add("a/kernel", Shape{3, 4}).add("b", Shape{7});
    target.add("x.weight", Shape{4, 3}).add("y", Shape{7});
    MappingDocument document;
    document.entries = {proposal("x.weight", {"a/kernel"}, "transpose(1,0)"), proposal("y", {"b"})};
    EXPECT_EQ(foldIntoRules(document, source.outline(), target.outline()), document);
    EXPECT_EQ(foldIntoRules({}, source.outline(), target.outline()), MappingDocument{});
}

} // namespace
} // namespace tensorgraft
