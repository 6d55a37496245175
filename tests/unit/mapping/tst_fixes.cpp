#include "model_io/mapping/fixes.h"
#include "model_io/mapping/similar_names.h"
#include "tests/unit/mapping/outline_builder.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

struct Pair {
    ModelSketch source{"numpy-npz"}, target{"pytorch"};
    MappingDocument document;
    [[nodiscard]] CheckResult checked() const { return check(document, source.outline(), target.outline()); }
    [[nodiscard]] std::vector<Diagnostic> findings(const std::string& code) const
    {
        std::vector<Diagnostic> found;
        for (const Diagnostic& d : checked().diagnostics)
            if (d.code == code)
                found.push_back(d);
        return found;
    }
    [[nodiscard]] std::vector<Fix> fixes(const Diagnostic& finding) const { return fixesFor(finding, document, source.outline(), target.outline()); }
    FixedDocument fixed(const std::vector<Diagnostic>& findings, const Fix& fix) const { return withFix(document, findings, fix, source.outline(), target.outline()); }
};

MappingEntry entry(std::string target, std::vector<std::string> source, std::string transform = "") { return {std::move(target), std::move(source), std::move(transform), std::nullopt, {}}; }

/// Every fix that is offered for a finding of this code makes the finding go away.
void expectEachFixSolves(const Pair& pair, const std::string& code)
{
    const auto found = pair.findings(code);
    ASSERT_FALSE(found.empty()) << code;
    const auto fixes = pair.fixes(found.front());
    ASSERT_FALSE(fixes.empty()) << code;
    for (const Fix& fix : fixes) {
        const FixedDocument fixed = pair.fixed({found.front()}, fix);
        EXPECT_EQ(fixed.solved, 1u) << code << ' ' << int(fix.kind) << ' ' << fix.text;
        EXPECT_NE(fixed.document, pair.document);
        const CheckResult after = check(fixed.document, pair.source.outline(), pair.target.outline());
        for (const Diagnostic& d : after.diagnostics)
            EXPECT_FALSE(d.code == code && d.severity == found.front().severity && d.target == found.front().target && d.partIndex == found.front().partIndex &&
                         d.message == found.front().message)
                << code << " is still there after " << int(fix.kind) << ' ' << fix.text << ": " << d.message;
    }
}

TEST(Fixes, ShapeMismatchOffersTheTransposeThatFits)
{
    Pair pair;
    pair.source.add("fc/0", {64, 10});
    pair.target.add("fc.weight", {10, 64});
    pair.document.entries = {entry("fc.weight", {"fc/0"})};
    const auto found = pair.findings("shape-mismatch");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].part, DocumentPart::Entry);
    EXPECT_EQ(found[0].partIndex, 0u);
    const auto fixes = pair.fixes(found[0]);
    ASSERT_FALSE(fixes.empty());
    EXPECT_EQ(fixes[0], (Fix{FixKind::UseTransform, "transpose(1,0)"}));
    const FixedDocument fixed = pair.fixed(found, fixes[0]);
    EXPECT_EQ(fixed.document.entries, std::vector<MappingEntry>{entry("fc.weight", {"fc/0"}, "transpose(1,0)")});
    expectEachFixSolves(pair, "shape-mismatch");
}

TEST(Fixes, AnotherNumberOfClassesOffersThePartThatFits)
{
    Pair pair;
    pair.source.add("fc.weight", {1000, 64});
    pair.target.add("fc.weight", {10, 64});
    pair.source.formatId = "pytorch";
    pair.document.entries = {entry("fc.weight", {"fc.weight"})};
    const auto found = pair.findings("shape-mismatch");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(pair.fixes(found[0])[0], (Fix{FixKind::UseTransform, "pad_or_crop"}));
    expectEachFixSolves(pair, "shape-mismatch");
}

TEST(Fixes, SquareKernelsAreTurnedAllAtOnceAndOnlyOnce)
{
    Pair pair;
    for (int i = 0; i < 5; ++i) {
        const std::string n = std::to_string(i);
        pair.source.add("fc" + n + "/0", {64, 64});
        pair.target.add("fc" + n + ".weight", {64, 64});
        pair.document.entries.push_back(entry("fc" + n + ".weight", {"fc" + n + "/0"}, i == 4 ? "transpose(1,0)" : ""));
    }
    const CheckResult checked = pair.checked();
    const auto all = findingsLike(checked.diagnostics, pair.findings("ambiguous-transpose").front());
    ASSERT_EQ(all.size(), 5u);
    const FixedDocument fixed = pair.fixed(all, {FixKind::UseTransform, "transpose(1,0)"});
    EXPECT_EQ(fixed.solved, 5u);
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(fixed.document.entries[std::size_t(i)].transform, "transpose(1,0)");
    EXPECT_EQ(fixed.document.entries[4].transform, ""); // the one that was turned is offered only the other way
    EXPECT_EQ(pair.document.entries[4].transform, "transpose(1,0)");
}

TEST(Fixes, ATargetOfARuleBecomesAnEntry)
{
    Pair pair;
    pair.source.add("fc1/0", {64, 64}).add("fc2/0", {64, 64});
    pair.target.add("fc1.weight", {64, 64}).add("fc2.weight", {64, 64});
    pair.document.rules = {{{"fc{i}/0"}, "fc{i}.weight", "", {}}};
    const auto found = pair.findings("ambiguous-transpose");
    ASSERT_EQ(found.size(), 2u);
    const FixedDocument fixed = pair.fixed({found[1]}, {FixKind::UseTransform, "transpose(1,0)"});
    EXPECT_EQ(fixed.document.rules, pair.document.rules);
    EXPECT_EQ(fixed.document.entries, std::vector<MappingEntry>{entry("fc2.weight", {"fc2/0"}, "transpose(1,0)")});
}

TEST(Fixes, MissingSource)
{
    Pair pair;
    pair.source.add("encoder/kernel", {4, 4}).add("encoder/bias", {4});
    pair.target.add("encoder.bias", {4});
    pair.document.entries = {entry("encoder.bias", {"encoder/bais"})};
    const auto found = pair.findings("missing-source");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(pair.fixes(found[0])[0], (Fix{FixKind::UseSource, "encoder/bias"}));
    expectEachFixSolves(pair, "missing-source");
}

TEST(Fixes, WhatIsNotThereOrTwiceIsRemoved)
{
    Pair pair;
    pair.source.add("a", {4});
    pair.target.add("a", {4});
    pair.document.entries = {entry("a", {"a"}), entry("nothing", {"a"}), entry("a", {"a"})};
    expectEachFixSolves(pair, "missing-target");
    expectEachFixSolves(pair, "duplicate-entry");
}

TEST(Fixes, RulesAndFilters)
{
    Pair pair;
    pair.source.add("a/x", {4}).add("a/y", {4});
    pair.target.add("b/x", {4}).add("b/y", {4});
    pair.document.exclude = {"zzz/**", "{"};
    pair.document.rules = {{{"a/x"}, "b/x", "", {}}, {{"a/**"}, "b/**", "", {}}, {{"no/**"}, "way/**", "", {}}, {{"a/{"}, "b", "", {}}};
    for (const char* code : {"shadowed-rule", "unused-rule", "bad-pattern", "unused-filter"})
        expectEachFixSolves(pair, code);
    // Several at once: places are those that the check named.
    const CheckResult checked = pair.checked();
    const auto gone = pair.fixed(checked.diagnostics, {FixKind::RemoveRule, {}});
    EXPECT_EQ(gone.solved, 3u);
    EXPECT_EQ(gone.document.rules, std::vector<MappingRule>{pair.document.rules[1]});
    EXPECT_EQ(pair.fixed(checked.diagnostics, {FixKind::RemoveFilter, {}}).document.exclude, std::vector<std::string>{});
    EXPECT_EQ(pair.fixed(pair.findings("shadowed-rule"), {FixKind::MoveRuleLast, {}}).document.rules.back(), pair.document.rules[0]);
}

TEST(Fixes, Policies)
{
    Pair pair;
    pair.source.add("a", {4}, DType::Float32);
    pair.target.add("a", {4}, DType::Float16).add("b", {3});
    pair.document.entries = {entry("a", {"a"})};
    pair.document.policy.unmappedTarget = UnmappedTargetPolicy::Error;
    expectEachFixSolves(pair, "unmapped-target");
    expectEachFixSolves(pair, "lossy-cast");
    EXPECT_TRUE(isPolicy(pair.fixes(pair.findings("lossy-cast")[0])[0].kind));
}

TEST(Fixes, ExcludedNamesArePatternsOfThemselves)
{
    Pair pair;
    pair.source.add("a", {4}, DType::Float32);
    pair.target.add("odd{name}*", {4}, DType::Float16);
    pair.document.entries = {entry("odd{name}*", {"a"})};
    const auto found = pair.findings("lossy-cast");
    ASSERT_EQ(found.size(), 1u);
    const FixedDocument fixed = pair.fixed(found, {FixKind::ExcludeTarget, {}});
    const CheckResult after = check(fixed.document, pair.source.outline(), pair.target.outline());
    EXPECT_EQ(after.targetStates[0], TargetState::Excluded);
    EXPECT_EQ(after.count(Severity::Error) + after.count(Severity::Warning), 0u);
}

TEST(Fixes, TheanoKernelsGetTheFlipInFront)
{
    Pair pair;
    pair.source = ModelSketch("keras-h5");
    pair.source.add("conv/kernel", {3, 3, 3, 8});
    pair.target.add("conv.weight", {8, 3, 3, 3});
    pair.document.entries = {entry("conv.weight", {"conv/kernel"}, "transpose(3,2,0,1)")};
    Outline source = pair.source.outline();
    source.backend = "theano";
    const CheckResult checked = check(pair.document, source, pair.target.outline());
    const auto found = std::ranges::find(checked.diagnostics, std::string("theano-kernels"), &Diagnostic::code);
    ASSERT_NE(found, checked.diagnostics.end());
    const auto fixes = fixesFor(*found, pair.document, source, pair.target.outline());
    ASSERT_EQ(fixes.size(), 1u);
    EXPECT_EQ(fixes[0].text, "conv:theano-flip|transpose(3,2,0,1)");
}

TEST(SimilarNames, CompletionPrefersWholeWords)
{
    ModelSketch model("pytorch");
    model.add("layers.10.conv.weight", {1}).add("conv.weight", {1}).add("deconv.weight", {1}).add("layers.1.conv.bias", {1});
    const auto of = [&](const char* typed) {
        std::vector<std::string> names;
        for (const std::size_t i : completions(model.tensors, typed, 10))
            names.push_back(model.tensors[i].name);
        return names;
    };
    EXPECT_EQ(of("conv.weight"), (std::vector<std::string>{"conv.weight", "layers.10.conv.weight", "deconv.weight"}));
    EXPECT_EQ(of("l1cb"), std::vector<std::string>{"layers.1.conv.bias"}); // letters in order; the other has no b behind its c
    EXPECT_EQ(of("CONV.B").front(), "layers.1.conv.bias");
    EXPECT_TRUE(of("xyz").empty());
    EXPECT_EQ(completions(model.tensors, "", 2), (std::vector<std::size_t>{0, 1}));
}

TEST(SimilarNames, Misspelt)
{
    ModelSketch model("pytorch");
    model.add("encoder.weight", {1}).add("encoder.bias", {1}).add("decoder.bias", {1});
    EXPECT_EQ(similarNames(model.tensors, "encoder.bais", 2), (std::vector<std::size_t>{1, 2}));
    EXPECT_TRUE(similarNames(model.tensors, "q", 3).empty());
    EXPECT_TRUE(similarNames(model.tensors, std::string(100'000, 'a'), 3).empty());
}

} // namespace
} // namespace tensorgraft
