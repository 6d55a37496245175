#include "model_io/mapping/check.h"
#include "outline_builder.h"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

MappingEntry entry(std::string target, std::string source, std::string transform = {}, std::optional<double> confidence = {})
{
    return {std::move(target), {std::move(source)}, std::move(transform), confidence, confidence ? "same name" : ""};
}

MappingRule rule(std::string source, std::string target, std::string transform = {})
{
    return {source.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::move(source)}, std::move(target), std::move(transform)};
}

std::size_t countOf(const CheckResult& result, std::string_view code)
{
    return static_cast<std::size_t>(std::count_if(result.diagnostics.begin(), result.diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; }));
}

const Diagnostic* first(const CheckResult& result, std::string_view code)
{
    for (const Diagnostic& d : result.diagnostics)
        if (d.code == code)
            return &d;
    return nullptr;
}

std::string codesOf(const CheckResult& result)
{
    std::string text;
    for (const Diagnostic& d : result.diagnostics)
        text += std::string(severityName(d.severity)) + ' ' + d.code + " [" + d.target + "] " + d.message + '\n';
    return text;
}

/// "target<-source transform" of each entry.
std::vector<std::string> pairsOf(const CheckResult& result, const ModelSketch& source, const ModelSketch& target)
{
    std::vector<std::string> pairs;
    for (const ResolvedEntry& e : result.entries) {
        std::string text = target.tensors[e.target].name + "<-";
        for (std::size_t s : e.sources)
            text += (text.ends_with("<-") ? "" : "+") + source.tensors[s].name;
        pairs.push_back(text + (e.transform.isIdentity() ? "" : ' ' + e.transform.toString()));
    }
    return pairs;
}

using Pairs = std::vector<std::string>;

/// Two plain vectors a model: nothing about axes gets in the way.
struct Plain {
    ModelSketch source{"pytorch"}, target{"pytorch"};
    MappingDocument document;
    [[nodiscard]] CheckResult check() const { return tensorgraft::check(document, source.outline(), target.outline()); }
    [[nodiscard]] Pairs pairs() const { return pairsOf(check(), source, target); }
};

TEST(FindTensor, AnswersToTheNamesPeopleUse)
{
    ModelSketch keras("keras-h5");
    keras.add("model_weights/conv2d_1/conv2d_1_1/kernel:0", "conv2d_1", "kernel", {3, 3, 1, 8});
    keras.add("model_weights/conv2d_2/conv2d_2_1/kernel:0", "conv2d_2", "kernel", {3, 3, 8, 8});
    keras.add("optimizer_weights/Variable:0", "optimizer_weights", "Variable", {8});
    for (const char* name : {"model_weights/conv2d_1/conv2d_1_1/kernel:0", "conv2d_1/conv2d_1_1/kernel:0", "conv2d_1/conv2d_1_1/kernel",
                             "model_weights/conv2d_1/conv2d_1_1/kernel", "conv2d_1/kernel"})
        EXPECT_EQ(findTensor(keras.tensors, name), 0U) << name;
    EXPECT_EQ(findTensor(keras.tensors, "optimizer_weights/Variable"), 2U);
    EXPECT_FALSE(findTensor(keras.tensors, "kernel"));
    EXPECT_FALSE(findTensor(keras.tensors, "conv2d_3/kernel"));
    keras.add("other", "conv2d_2", "kernel", {1});
    EXPECT_FALSE(findTensor(keras.tensors, "conv2d_2/kernel")) << "two answer";
    keras.add("conv2d_1/kernel", {1});
    EXPECT_EQ(findTensor(keras.tensors, "conv2d_1/kernel"), 4U) << "the exact name wins";
}

TEST(Check, TheExampleOfTheDesign)
{
    ModelSketch source("tf-checkpoint-v1"), target("tf-checkpoint-v2");
    source.add("vgg_16/conv1/conv1_1/weights", {3, 3, 3, 64}).add("vgg_16/conv1/conv1_2/weights", {3, 3, 64, 64})
        .add("vgg_16/fc6/weights", {7, 7, 512, 4096}).add("vgg_16/fc7/weights", {1, 1, 4096, 4096}).add("vgg_16/fc8/weights", {1, 1, 4096, 1000});
    target.add("block1_conv1/kernel", {3, 3, 3, 64}).add("block1_conv2/kernel", {3, 3, 64, 64}).add("fc1/kernel", {25088, 4096})
        .add("fc2/kernel", {4096, 4096}).add("predictions/kernel", {4096, 10}).add("fc3/kernel", {5});
    MappingDocument document;
    document.exclude = {"vgg_16/fc8/**"};
    document.rules = {rule("vgg_16/conv{i}/conv{i}_{j}/weights", "block{i}_conv{j}/kernel"), rule("vgg_16/fc{n:6|7}/weights", "fc{n-5}/kernel", "reshape(-1,4096)")};
    const CheckResult result = check(document, source.outline(), target.outline());
    EXPECT_EQ(pairsOf(result, source, target), (Pairs{"block1_conv1/kernel<-vgg_16/conv1/conv1_1/weights", "block1_conv2/kernel<-vgg_16/conv1/conv1_2/weights",
                                                      "fc1/kernel<-vgg_16/fc6/weights reshape(-1,4096)", "fc2/kernel<-vgg_16/fc7/weights reshape(-1,4096)"}));
    EXPECT_FALSE(result.hasErrors()) << codesOf(result);
    EXPECT_EQ(result.unusedSources, std::vector<std::size_t>{4});
    EXPECT_EQ(result.targetStates[4], TargetState::Kept);
    EXPECT_EQ(result.targetStates[0], TargetState::Mapped);
    EXPECT_EQ(result.entries[0].origin.kind, EntryOrigin::Kind::Rule);
    EXPECT_EQ(result.entries[2].origin.index, 1U);
}

TEST(Check, Precedence)
{
    Plain p;
    p.source.add("a.x", {4}).add("b.x", {4}).add("c.x", {4});
    p.target.add("t.x", {4});
    p.document.entries = {entry("t.x", "a.x", "", 0.9)};
    EXPECT_EQ(p.pairs(), Pairs{"t.x<-a.x"});
    p.document.rules = {rule("b.x", "t.x")};
    EXPECT_EQ(p.pairs(), Pairs{"t.x<-b.x"}) << "a rule beats a proposal";
    p.document.rules.push_back(rule("c.x", "*.x", "flip(0)"));
    EXPECT_EQ(p.pairs(), Pairs{"t.x<-c.x flip(0)"}) << "a later rule beats an earlier one";
    EXPECT_EQ(countOf(p.check(), "shadowed-rule"), 1U);
    p.document.entries = {entry("t.x", "a.x")};
    EXPECT_EQ(p.pairs(), Pairs{"t.x<-a.x"}) << "a person's entry beats every rule";
    EXPECT_EQ(countOf(p.check(), "shadowed-rule"), 2U);
}

TEST(Check, RulesWithoutSourceSetTransforms)
{
    Plain p;
    p.source.add("a.w", {3, 4}).add("a.b", {4}).add("c.w", {4, 3}).add("d.w", {3, 4});
    p.target.add("a.w", {4, 3}).add("a.b", {4}).add("c.w", {4, 3}).add("d.w", {4, 3});
    p.document.entries = {entry("a.w", "a.w", "identity", 0.8), entry("a.b", "a.b", "", 0.8), entry("c.w", "c.w", "", 0.8), entry("d.w", "d.w", "transpose(1,0)")};
    p.document.rules = {rule("", "**", "transpose(1,0)")};
    CheckResult result = p.check();
    EXPECT_EQ(pairsOf(result, p.source, p.target), (Pairs{"a.w<-a.w transpose(1,0)", "a.b<-a.b", "c.w<-c.w", "d.w<-d.w transpose(1,0)"}))
        << "it sets the transform only where that fits, and never of a person's entry";
    EXPECT_EQ(result.entries[0].origin.kind, EntryOrigin::Kind::Entry);
    EXPECT_NE(result.entries[0].reason.find("rule 1"), std::string::npos);
    EXPECT_EQ(result.entries[0].confidence, 0.8);
    EXPECT_FALSE(result.hasErrors()) << codesOf(result);
    EXPECT_EQ(countOf(result, "shadowed-rule") + countOf(result, "unused-rule"), 0U);

    p.document.entries.clear();
    p.document.rules = {rule("*.b", "*.b"), rule("", "*.b", "flip(0)"), rule("", "*.b", "flip(-1)|flip(0)")};
    result = p.check();
    EXPECT_EQ(pairsOf(result, p.source, p.target), Pairs{"a.b<-a.b flip(-1)|flip(0)"}) << "the later transform wins";
    EXPECT_EQ(countOf(result, "shadowed-rule"), 1U);
    p.document.rules = {rule("", "*.b", "flip(0)"), rule("*.b", "*.b")};
    EXPECT_EQ(p.pairs(), Pairs{"a.b<-a.b"}) << "a later rule with a source says everything itself";
    p.document.rules = {rule("", "nothing", "flip(0)")};
    EXPECT_EQ(countOf(p.check(), "unused-rule"), 1U);
    p.document.rules = {rule("*.b", "*.b"), rule("", "*.b", "transpose(1,0)")};
    EXPECT_EQ(countOf(p.check(), "shadowed-rule"), 1U) << "a transform that fits nowhere";
}

TEST(Check, RulesJoinSources)
{
    Plain p;
    for (const char* block : {"0", "1"})
        for (const char* part : {"q", "k", "v"})
            p.source.add(std::string("enc.") + block + '.' + part + ".weight", {8, 8});
    p.target.add("blocks.0.qkv.weight", {24, 8}).add("blocks.1.qkv.weight", {24, 8});
    p.document.rules = {{{"enc.{i}.q.weight", "enc.{i}.k.weight", "enc.{i}.v.weight"}, "blocks.{i}.qkv.weight", "concat(0)"}};
    EXPECT_EQ(p.pairs(), (Pairs{"blocks.0.qkv.weight<-enc.0.q.weight+enc.0.k.weight+enc.0.v.weight concat(0)",
                                "blocks.1.qkv.weight<-enc.1.q.weight+enc.1.k.weight+enc.1.v.weight concat(0)"}));
}

TEST(Check, RulesWithWildcardsRegularExpressionsAndSearches)
{
    Plain p;
    p.source.add("conv1.w", {1}).add("conv10.w", {10}).add("deep.layers.conv2.w", {2});
    p.target.add("c1.k", {1}).add("c10.k", {10}).add("deep.layers.c2.k", {2});
    p.document.rules = {rule("re:(.*)conv([0-9]+)\\.w", "\\1c\\2.k")};
    EXPECT_EQ(p.pairs(), (Pairs{"c1.k<-conv1.w", "c10.k<-conv10.w", "deep.layers.c2.k<-deep.layers.conv2.w"}));
    p.document.rules = {rule("\\1conv\\2.w", "re:(.*)c([0-9]+)\\.k")};
    EXPECT_EQ(p.pairs().size(), 3U) << "the other way round";
    p.document.rules = {rule("conv1.*", "c1.*"), rule("**.conv{i}.w", "**.c{i}.k")};
    EXPECT_EQ(p.pairs(), (Pairs{"c1.k<-conv1.w", "c10.k<-conv10.w", "deep.layers.c2.k<-deep.layers.conv2.w"}));
    // The target does not say everything: the source is searched for.
    p.document.rules = {rule("**.conv{i}.w", "c{i}.k"), rule("deep.*.conv2.w", "deep.layers.c2.k")};
    EXPECT_EQ(p.pairs(), (Pairs{"c1.k<-conv1.w", "c10.k<-conv10.w", "deep.layers.c2.k<-deep.layers.conv2.w"}));
    p.document.rules = {rule("conv{i}.w", "c1.k")};
    EXPECT_EQ(countOf(p.check(), "ambiguous-name"), 1U) << codesOf(p.check());
    EXPECT_EQ(p.check().targetStates[0], TargetState::Conflict);
    for (const auto& bad : {rule("conv\\1.w", "c{i}.k"), rule("conv{i}.w", "c\\1.k"), rule("re:(a)", "re:(b)"), rule("re:(a", "b"), rule("re:a(b)", "\\2"), rule("a**", "b")}) {
        p.document.rules = {bad};
        const CheckResult result = p.check();
        EXPECT_EQ(countOf(result, "bad-pattern"), 1U) << bad.source[0] << codesOf(result);
        EXPECT_EQ(countOf(result, "unused-rule") + countOf(result, "shadowed-rule"), 0U);
    }
}

TEST(Check, IncludeAndExclude)
{
    Plain p;
    p.source.add("a.x", {4}).add("b.x", {4}).add("c.x", {4});
    p.target.add("a.x", {4}).add("b.x", {4}).add("c.x", {4});
    p.document.rules = {rule("**", "**")};
    EXPECT_EQ(p.pairs().size(), 3U);
    p.document.exclude = {"b.*"};
    EXPECT_EQ(p.pairs(), (Pairs{"a.x<-a.x", "c.x<-c.x"}));
    EXPECT_EQ(p.check().targetStates[1], TargetState::Excluded);
    p.document.include = {"c.*", "b.*"};
    EXPECT_EQ(p.pairs(), Pairs{"c.x<-c.x"});
    p.document.exclude = {"nothing.*", "a**"};
    const CheckResult result = p.check();
    EXPECT_EQ(countOf(result, "unused-filter"), 1U);
    EXPECT_EQ(countOf(result, "bad-pattern"), 1U);
    p.document.exclude = {};
    p.document.include = {"**"};
    p.document.rules = {};
    p.document.entries = {entry("a.x", "b.x")};
    p.document.exclude = {"b.x"};
    EXPECT_EQ(countOf(p.check(), "excluded-entry"), 1U) << "a source that is excluded takes its entry with it";
    EXPECT_TRUE(p.check().entries.empty());
    EXPECT_EQ(countOf(p.check(), "unused-filter"), 0U);
    p.document.entries.edit(0).confidence = 0.9;
    EXPECT_EQ(countOf(p.check(), "excluded-entry"), 0U);
}

TEST(Check, MissingNamesAndDuplicates)
{
    Plain p;
    p.source.add("a.x", {4}).add("l1/k", "layer", "k", {4}).add("l2/k", "layer", "k", {4});
    p.target.add("a.x", {4}).add("b.x", {4});
    p.document.entries = {entry("a.x", "nope"), entry("nope", "a.x"), entry("b.x", "a.x"), entry("b.x", "a.x")};
    CheckResult result = p.check();
    EXPECT_EQ(countOf(result, "missing-source"), 1U);
    EXPECT_EQ(first(result, "missing-source")->severity, Severity::Error);
    EXPECT_EQ(countOf(result, "missing-target"), 1U);
    EXPECT_EQ(countOf(result, "duplicate-entry"), 1U);
    EXPECT_EQ(result.targetStates[0], TargetState::Conflict);
    EXPECT_EQ(result.targetStates[1], TargetState::Conflict);
    EXPECT_EQ(result.count(Severity::Error), 3U) << codesOf(result);
    p.document.policy.missingSource = MissingSourcePolicy::Skip;
    result = p.check();
    EXPECT_EQ(first(result, "missing-source")->severity, Severity::Warning);
    EXPECT_EQ(result.targetStates[0], TargetState::Kept);
    p.document.entries = {entry("a.x", "layer/k")};
    EXPECT_EQ(countOf(p.check(), "ambiguous-name"), 1U);
    EXPECT_EQ(countOf(p.check(), "missing-source"), 0U);

    p.document.policy = {};
    p.document.entries = {};
    p.document.rules = {rule("{n}.x", "{n}.x")};
    result = p.check();
    ASSERT_EQ(countOf(result, "missing-source"), 1U) << "b.x has no source";
    EXPECT_EQ(first(result, "missing-source")->target, "b.x");
    EXPECT_EQ(countOf(result, "unused-rule"), 0U);
    p.document.rules = {rule("a.x", "b.x"), rule("{n}.x", "{n}.x")};
    result = p.check();
    ASSERT_EQ(countOf(result, "missing-source"), 1U) << "an earlier rule stands in, but that is said";
    EXPECT_EQ(first(result, "missing-source")->severity, Severity::Warning);
    EXPECT_EQ(result.entries.size(), 2U);
    p.document.entries = {entry("b.x", "gone", "", 0.9)};
    EXPECT_FALSE(p.check().hasErrors()) << "a rule fills what the proposal cannot";
}

TEST(Check, IdleRules)
{
    Plain p;
    p.source.add("a.x", {4});
    p.target.add("a.x", {4});
    p.document.rules = {rule("a.x", "zzz"), rule("a.x", "a.x"), rule("nope.{i}", "{i}.never")};
    const CheckResult result = p.check();
    EXPECT_EQ(countOf(result, "unused-rule"), 2U) << codesOf(result);
    EXPECT_EQ(countOf(result, "shadowed-rule"), 0U);
    p.document.rules = {rule("a.x", "a.x")};
    EXPECT_TRUE(p.check().diagnostics.empty()) << codesOf(p.check());
}

TEST(Check, TransformsThatCannotBe)
{
    Plain p;
    p.source.add("a.x", {4}).add("q.x", {256}, DType::Q4_K).add("b.x", {4});
    p.target.add("a.x", {4}).add("q.x", {256}).add("b.x", {4});
    p.document.entries = {entry("a.x", "a.x", "bogus"), entry("q.x", "q.x"), {"b.x", {"a.x", "b.x"}, "", {}, ""}};
    CheckResult result = p.check();
    EXPECT_EQ(countOf(result, "bad-transform"), 2U) << codesOf(result);
    EXPECT_EQ(countOf(result, "unsupported-type"), 1U);
    EXPECT_TRUE(result.entries.empty());
    p.document.entries = {};
    p.document.rules = {rule("{i}.x", "{i}.x", "flip(0")};
    result = p.check();
    EXPECT_EQ(countOf(result, "bad-transform"), 1U) << "once a rule, not once a target: " << codesOf(result);
    p.document.rules = {};
    p.document.entries = {{"a.x", {}, "fill(he_normal,3)", {}, ""}, entry("b.x", "b.x", "flip(0)")};
    EXPECT_FALSE(p.check().hasErrors()) << codesOf(p.check());
}

TEST(Check, ShapeMismatchSaysWhatWouldFit)
{
    struct Row {
        Shape from, to;
        const char* transform;
        const char* hint;
    };
    for (const Row& row : std::vector<Row>{
             {{3, 3, 5, 64}, {64, 5, 3, 3}, "", "transpose(3,2,0,1) would give (64, 5, 3, 3)"},
             {{3, 3, 5, 64}, {64, 5, 3, 3}, "transpose(2,3,0,1)", "transpose(3,2,0,1) would give (64, 5, 3, 3)"},
             {{10, 20}, {20, 10}, "", "transpose(1,0) would give (20, 10)"},
             {{20, 10}, {20, 10}, "transpose(1,0)", "Without the transform it would fit"},
             {{1, 1, 64, 10}, {64, 10}, "", "squeeze would give (64, 10)"},
             {{64, 10}, {1, 1, 64, 10}, "", "unsqueeze would give (1, 1, 64, 10)"},
             {{3, 3, 128, 7}, {3, 3, 128, 2}, "", "Only axis 3 differs (7 against 2)"},
             {{128, 7}, {2, 128}, "", "Only axis 0 differs (7 against 2)"},
             {{25088, 10}, {10, 25088, 1}, "flip(0)", ""},
             {{2, 12}, {4, 6}, "", "must be written"},
         }) {
        Plain p;
        p.source.add("a.w", row.from);
        p.target.add("a.w", row.to);
        p.document.entries = {entry("a.w", "a.w", row.transform)};
        CheckResult result = p.check();
        const Diagnostic* found = first(result, "shape-mismatch");
        ASSERT_TRUE(found) << row.from.toString();
        EXPECT_EQ(found->severity, Severity::Error);
        EXPECT_NE(found->message.find(row.from.toString()), std::string::npos) << found->message;
        EXPECT_NE(found->message.find(row.to.toString()), std::string::npos) << found->message;
        EXPECT_NE(found->hint.find(row.hint), std::string::npos) << row.from.toString() << row.to.toString() << ": " << found->hint;
        EXPECT_EQ(result.targetStates[0], TargetState::Conflict);
        p.document.policy.shapeMismatch = ShapeMismatchPolicy::Skip;
        result = p.check();
        EXPECT_EQ(first(result, "shape-mismatch")->severity, Severity::Warning);
        EXPECT_EQ(result.targetStates[0], TargetState::Kept);
        EXPECT_TRUE(result.entries.empty());
    }
    Plain p;
    p.source.add("a.w", {2, 3});
    p.target.add("a.w", {2, 3});
    p.document.entries = {entry("a.w", "a.w")};
    EXPECT_EQ(countOf(p.check(), "shape-mismatch"), 0U);
}

TEST(Check, KeptTargetsWhoseNamesakeHasAnotherShapeAreExplained)
{
    Plain p;
    p.source.add("body.bias", {4}).add("head.bias", {7});
    p.target.add("body.bias", {4}).add("head.bias", {2});
    p.document.entries = {entry("body.bias", "body.bias", "", 0.9)};
    CheckResult result = p.check();
    ASSERT_EQ(countOf(result, "shape-mismatch"), 1U);
    EXPECT_EQ(first(result, "shape-mismatch")->severity, Severity::Warning);
    EXPECT_EQ(first(result, "shape-mismatch")->target, "head.bias");
    EXPECT_EQ(result.targetStates[1], TargetState::Kept);
    p.document.exclude = {"head.**"};
    EXPECT_EQ(countOf(p.check(), "shape-mismatch"), 0U) << "a person who excluded it knows";
    p.document = {};
    EXPECT_TRUE(p.check().diagnostics.empty()) << "an empty mapping says nothing yet";
}

TEST(Check, Policies)
{
    Plain p;
    p.source.add("a.x", {4});
    p.target.add("a.x", {4}, DType::Float16).add("b.x", {4}).add("optimizer.state.0.exp_avg", {4});
    p.document.entries = {entry("a.x", "a.x")};
    CheckResult result = p.check();
    EXPECT_EQ(result.entries[0].resolved.output.dtype, DType::Float16);
    EXPECT_EQ(countOf(result, "lossy-cast"), 1U);
    EXPECT_EQ(result.targetStates[0], TargetState::Warning);
    EXPECT_EQ(result.entries[0].diagnostics.size(), 1U);
    EXPECT_EQ(countOf(result, "unmapped-target"), 0U);
    p.document.policy.dtype = DTypePolicy::Source;
    result = p.check();
    EXPECT_EQ(result.entries[0].resolved.output.dtype, DType::Float32);
    EXPECT_EQ(countOf(result, "lossy-cast"), 0U);
    p.document.entries.edit(0).transform = "cast(bfloat16)";
    EXPECT_EQ(p.check().entries[0].resolved.output.dtype, DType::BFloat16);
    p.document.policy.unmappedTarget = UnmappedTargetPolicy::Error;
    result = p.check();
    ASSERT_EQ(countOf(result, "unmapped-target"), 1U) << "b.x, but not the optimizer's state";
    EXPECT_EQ(first(result, "unmapped-target")->target, "b.x");
    p.document.exclude = {"b.*"};
    EXPECT_EQ(countOf(p.check(), "unmapped-target"), 0U);
}

TEST(Check, ProposalsKeepTheirWords)
{
    Plain p;
    p.source.add("a.x", {4});
    p.target.add("a.x", {4});
    p.document.entries = {entry("a.x", "a.x", "", 0.75)};
    const CheckResult result = p.check();
    EXPECT_EQ(result.entries[0].confidence, 0.75);
    EXPECT_EQ(result.entries[0].reason, "same name");
}

TEST(CheckSpeed, AHundredThousandTensors)
{
    Plain p;
    constexpr int layers = 25000;
    for (int i = 0; i < layers; ++i)
        for (const char* part : {"weight", "bias", "running_mean", "running_var"}) {
            const bool w = std::string_view(part) == "weight";
            p.source.add("src.layer_" + std::to_string(i) + '.' + part, w ? Shape{8, 4, 3, 3} : Shape{8});
            p.target.add("model.blocks." + std::to_string(i) + ".conv." + part, w ? Shape{8, 4, 3, 3} : Shape{8});
        }
    p.document.rules = {rule("src.layer_{i}.weight", "model.blocks.{i}.conv.weight"), rule("src.layer_{i}.{p:bias|running_mean|running_var}", "model.blocks.{i}.conv.{p}"),
                        rule("", "**.bias", "flip(0)")};
    p.document.exclude = {"**.nothing"};
    const auto start = std::chrono::steady_clock::now();
    const CheckResult result = p.check();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(result.entries.size(), std::size_t{layers} * 4);
    std::printf("100,000 targets, 3 rules: %.2f s\n", seconds);
    // Debug builds with sanitizers on a loaded machine are ten times slower than a release; quadratic work would take minutes.
    EXPECT_LT(seconds, 60.0);
}

} // namespace
} // namespace tensorgraft
