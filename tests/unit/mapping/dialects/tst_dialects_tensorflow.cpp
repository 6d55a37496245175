#include "tests/unit/mapping/dialects/dialect_testing.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::exportText;
using test::importText;
using test::ModelSketch;
using test::PairMap;
using test::pairsOf;

ModelSketch vgg(const std::string& scope, std::int64_t classes)
{
    ModelSketch model("tf-checkpoint-v2");
    model.add(scope + "conv1/weights", {3, 3, 3, 8}).add(scope + "conv1/biases", {8});
    model.add(scope + "fc7/weights", {8, 16}).add(scope + "fc7/biases", {16});
    model.add(scope + "fc8/weights", {16, classes}).add(scope + "fc8/biases", {classes});
    return model;
}

TEST(Saver, ImportsJsonAndPython)
{
    const ModelSketch source = vgg("vgg_16/", 10), target = vgg("net/", 10);
    for (const std::string text : {R"({"vgg_16/conv1/weights": "net/conv1/weights", "vgg_16/conv1/biases:0": "net/conv1/biases"})",
                                   R"(saver = tf.train.Saver({b'vgg_16/conv1/weights': tf.get_variable("net/conv1/weights"), 'vgg_16/conv1/biases': 'net/conv1/biases:0',}))"}) {
        const auto imported = importText("tf-saver", text);
        EXPECT_EQ(imported.error, "") << text;
        EXPECT_EQ(pairsOf(imported.document, source, target), (PairMap{{"net/conv1/biases", "vgg_16/conv1/biases"}, {"net/conv1/weights", "vgg_16/conv1/weights"}}));
    }
    const auto list = importText("tf-saver", "var_list = ['a', 'b/c']");
    ASSERT_EQ(list.document.entries.size(), 2u);
    EXPECT_EQ(list.document.entries[1].source, std::vector<std::string>{"b/c"});
}

TEST(Saver, NamesWhatOnlyTheProgramKnows)
{
    const auto imported = importText("tf-saver", "{'a': 'b',\n 'c': conv1_weights}");
    ASSERT_TRUE(imported.note("bare-identifier"));
    EXPECT_EQ(imported.note("bare-identifier")->place, "line 2, column 7");
    EXPECT_EQ(imported.note("bare-identifier")->severity, Severity::Error);
    EXPECT_EQ(imported.document.entries.size(), 1u);
    EXPECT_NE(importText("tf-saver", "{'c': conv1_weights}").error.find("line 1, column 7"), std::string::npos) << "nothing is left";
    EXPECT_NE(importText("tf-saver", "3").error.find("dictionary"), std::string::npos);
    EXPECT_TRUE(importText("tf-saver", "{'a': 'b', 'a': 'c'}").note("duplicate-key"));
}

TEST(Saver, PartsOfAVariableAndRoundTrip)
{
    ModelSketch source("tf-checkpoint-v2"), target("skeleton");
    source.add("emb", {10, 4}).add("w", {3});
    target.add("emb/part_0", {6, 4}).add("emb/part_1", {4, 4}).add("w", {3});
    const auto imported = importText("tf-saver", "{'emb': ['emb/part_0', 'emb/part_1'], 'w': 'w'}", &source, &target);
    EXPECT_EQ(pairsOf(imported.document, source, target), (PairMap{{"emb/part_0", "emb|slice(0,0,6)"}, {"emb/part_1", "emb|slice(0,6,10)"}, {"w", "w"}}));
    EXPECT_TRUE(importText("tf-saver", "{'emb': ['emb/part_0', 'emb/part_1'], 'w': 'w'}").note("needs-models"));

    const auto exported = exportText("tf-saver", imported.document, &source, &target);
    EXPECT_TRUE(exported.note("not-expressible")) << "slices are no names";
    const auto again = importText("tf-saver", exported.text);
    EXPECT_EQ(pairsOf(again.document, source, target), (PairMap{{"w", "w"}}));
    MappingDocument shared;
    shared.entries = {{"w", {"w"}, {}, {}, {}}, {"v", {"w"}, {}, {}, {}}};
    EXPECT_TRUE(exportText("tf-saver", shared).note("not-expressible")) << "one key, one variable";
    MappingDocument joined;
    joined.entries = {{"w", {"a", "b"}, "concat(0)", {}, {}}, {"v", {"w"}, {}, {}, {}}};
    EXPECT_TRUE(exportText("tf-saver", joined).note("not-expressible"));
}

TEST(InitFromCheckpoint, TensorFlowsRules)
{
    const ModelSketch source = vgg("vgg_16/", 10), target = vgg("net/vgg/", 10);
    const auto scope = importText("tf-init-from-checkpoint", "tf.train.init_from_checkpoint('vgg.ckpt', {'vgg_16/': 'net/vgg/'})");
    EXPECT_EQ(scope.error, "");
    ASSERT_EQ(scope.document.rules.size(), 1u);
    EXPECT_EQ(scope.document.rules[0].target, "net/vgg/**");
    EXPECT_EQ(pairsOf(scope.document, source, target).size(), 6u);

    ModelSketch root("tf-checkpoint-v2");
    root.add("conv1/weights", {3}).add("b", {2});
    ModelSketch scoped("tf-checkpoint-v2");
    scoped.add("m/conv1/weights", {3}).add("m/b", {2});
    EXPECT_EQ(pairsOf(importText("tf-init-from-checkpoint", "{'/': 'm/'}").document, root, scoped), (PairMap{{"m/b", "b"}, {"m/conv1/weights", "conv1/weights"}}));
    EXPECT_EQ(pairsOf(importText("tf-init-from-checkpoint", "{'m/': '/'}").document, scoped, root), (PairMap{{"b", "m/b"}, {"conv1/weights", "m/conv1/weights"}}));
    EXPECT_EQ(pairsOf(importText("tf-init-from-checkpoint", "[('b', 'm/b'), ('b', 'm/c')]").document, root, scoped), (PairMap{{"m/b", "b"}}));

    const auto bad = importText("tf-init-from-checkpoint", "{'vgg_16/': 'net', 'a': 'b/', 'x': 'y', 'z': var}");
    EXPECT_TRUE(bad.note("bad-scope"));
    EXPECT_TRUE(bad.note("bare-identifier"));
    EXPECT_EQ(bad.document.entries.size(), 1u);
    const auto late = importText("tf-init-from-checkpoint", "{'a/w': 'm/w', 'b/': 'm/'}");
    EXPECT_TRUE(late.note("assigned-twice")) << "the scope sorts behind the name and wins there";
    EXPECT_TRUE(late.document.entries.empty());
}

TEST(InitFromCheckpoint, PartitionedVariablesAndOptimizerState)
{
    ModelSketch source("tf-checkpoint-v2"), target("tf-checkpoint-v2");
    source.add("old/emb", {10, 4}).add("old/w", {3});
    target.add("new/emb/part_0", {5, 4}).add("new/emb/part_1", {5, 4}).add("new/w", {3}).add("new/w/Momentum", {3});
    target.tensors.back().role = TensorRole::OptimizerState;
    const auto imported = importText("tf-init-from-checkpoint", "{'old/': 'new/'}", &source, &target);
    EXPECT_EQ(pairsOf(imported.document, source, target), (PairMap{{"new/emb/part_0", "old/emb|slice(0,0,5)"}, {"new/emb/part_1", "old/emb|slice(0,5,10)"}, {"new/w", "old/w"}}));
    EXPECT_TRUE(imported.note("state-left-out"));
    const Outline from = source.outline(), to = target.outline();
    EXPECT_FALSE(check(imported.document, from, to).hasErrors());

    const auto exported = exportText("tf-init-from-checkpoint", imported.document, &source, &target);
    EXPECT_EQ(exported.error, "");
    EXPECT_NE(exported.text.find("\"old/emb\": \"new/emb\""), std::string::npos) << exported.text;
    const auto again = importText("tf-init-from-checkpoint", exported.text, &source, &target);
    EXPECT_EQ(pairsOf(again.document, source, target), pairsOf(imported.document, source, target));
}

TEST(InitFromCheckpoint, ExportFindsScopesAndShares)
{
    const ModelSketch source = vgg("vgg_16/", 10), target = vgg("net/", 10);
    MappingDocument document;
    document.rules = {{{"vgg_16/**"}, "net/**", {}}};
    const auto whole = exportText("tf-init-from-checkpoint", document, &source, &target);
    EXPECT_EQ(whole.text, "assignment_map = {\n    \"vgg_16/\": \"net/\",\n}\n");
    document.exclude = {"net/fc8/**"};
    const auto part = exportText("tf-init-from-checkpoint", document, &source, &target);
    EXPECT_EQ(part.text.find("\"net/\""), std::string::npos) << part.text;
    EXPECT_EQ(pairsOf(importText("tf-init-from-checkpoint", part.text, &source, &target).document, source, target), pairsOf(document, source, target));

    ModelSketch two("tf-checkpoint-v2");
    two.add("a/w", {3}).add("b/w", {3}).add("a/v", {3}).add("b/v", {3});
    ModelSketch one("tf-checkpoint-v2");
    one.add("s/w", {3}).add("s/v", {3});
    MappingDocument shared;
    shared.rules = {{{"s/**"}, "a/**", {}}, {{"s/**"}, "b/**", {}}};
    const auto list = exportText("tf-init-from-checkpoint", shared, &one, &two);
    EXPECT_NE(list.text.find("(\"s/\", \"b/\")"), std::string::npos) << list.text;
    EXPECT_EQ(pairsOf(importText("tf-init-from-checkpoint", list.text).document, one, two).size(), 4u) << "reuse_variables: one source, several targets";
}

TEST(Slim, KeepsTheMeaningAndSaysWhatItCatches)
{
    ModelSketch source = vgg("vgg_16/", 10), target = vgg("vgg_16/", 5);
    for (ModelSketch* model : {&source, &target})
        model->add("vgg_16/fc80/weights", {4});
    const auto imported = importText("tf-slim", "import tf_slim as slim\nexclude = ['vgg_16/fc8']\nv = slim.get_variables_to_restore(exclude=exclude)\n"
                                                "init_fn = slim.assign_from_checkpoint_fn(path, v, ignore_missing_vars=True)", &source, &target);
    EXPECT_EQ(imported.error, "");
    EXPECT_EQ(imported.document.exclude, std::vector<std::string>{"re:(?:vgg_16/fc8).*"});
    EXPECT_EQ(imported.document.policy.missingSource, MissingSourcePolicy::Skip);
    const PairMap pairs = pairsOf(imported.document, source, target);
    EXPECT_EQ(pairs.size(), 4u);
    EXPECT_FALSE(pairs.count("vgg_16/fc80/weights")) << "slim excludes it too";
    ASSERT_TRUE(imported.note("catches-more"));
    EXPECT_NE(imported.note("catches-more")->message.find("vgg_16/fc80/weights"), std::string::npos);
    EXPECT_EQ(imported.note("catches-more")->place, "line 2, column 12");

    const auto exact = importText("tf-slim", "{'exclude': ['vgg_16/fc8/']}", &source, &target);
    EXPECT_FALSE(exact.note("catches-more"));
    EXPECT_EQ(pairsOf(exact.document, source, target).size(), 5u);
    const auto flags = importText("tf-slim", "python train.py --checkpoint_exclude_scopes=vgg_16/fc8/,vgg_16/fc80 --ignore_missing_vars=True", &source, &target);
    EXPECT_EQ(pairsOf(flags.document, source, target).size(), 4u);
    const auto include = importText("tf-slim", "slim.get_variables_to_restore(['vgg_16/conv\\\\d'])", &source, &target);
    EXPECT_EQ(pairsOf(include.document, source, target).size(), 2u);
    EXPECT_EQ(importText("tf-slim", "{'reshape_variables': True}").document.rules[0].transform, "reshape");
    EXPECT_TRUE(importText("tf-slim", "{'exclude': ['(?!x)y', 'z']}").note("regex-unsupported"));
    EXPECT_TRUE(importText("tf-slim", "{'exclude': ['nothing']}", &source, &target).note("catches-nothing"));
    EXPECT_NE(importText("tf-slim", "{'exclude': 'fc8'}").error.find("every letter"), std::string::npos);

    const auto exported = exportText("tf-slim", exact.document, &source, &target);
    EXPECT_NE(exported.text.find("exclude=[\"vgg_16/fc8/\"]"), std::string::npos) << exported.text;
    EXPECT_EQ(pairsOf(importText("tf-slim", exported.text, &source, &target).document, source, target), pairsOf(exact.document, source, target));
}

TEST(Slim, EachRuleComesBack)
{
    const ModelSketch source = vgg("vgg_16/", 10), target = vgg("vgg_16/", 10);
    for (const std::string text : {"slim.get_variables_to_restore(include=['vgg_16/conv1/'])", "slim.get_variables_to_restore(include=['vgg_16'], exclude=['vgg_16/fc'])",
                                   "{'exclude': ['vgg_16/fc7/'], 'ignore_missing_vars': True}", "{'include': ['vgg_16/fc\\d/weights'], 'reshape_variables': True}"}) {
        const auto imported = importText("tf-slim", text, &source, &target);
        ASSERT_EQ(imported.error, "") << text;
        const auto exported = exportText("tf-slim", imported.document, &source, &target);
        ASSERT_EQ(exported.error, "") << text;
        const auto again = importText("tf-slim", exported.text, &source, &target);
        const PairMap pairs = pairsOf(imported.document, source, target);
        EXPECT_FALSE(pairs.empty()) << text;
        EXPECT_EQ(pairsOf(again.document, source, target), pairs) << text << "\n" << exported.text;
        EXPECT_EQ(again.document.policy.missingSource, imported.document.policy.missingSource) << exported.text;
    }
}

TEST(SkipLayer, BiasesByRank)
{
    ModelSketch source("numpy-npy"), target("tf-checkpoint-v2");
    source.add("conv1/0", {11, 11, 3, 8}).add("conv1/1", {8}).add("fc6/1", {32, 16}).add("fc6/0", {16}).add("fc8/0", {16, 10}).add("fc8/1", {10});
    target.add("net/conv1/weights", {11, 11, 3, 8}).add("net/conv1/biases", {8}).add("net/fc6/weights", {32, 16}).add("net/fc6/biases", {16}).add("net/fc8/weights", {16, 3}).add("net/fc8/biases", {3});
    const auto imported = importText("skip-layer", "SKIP_LAYER = ['fc8']\nscope = 'net'", &source, &target);
    EXPECT_EQ(imported.error, "");
    EXPECT_EQ(pairsOf(imported.document, source, target),
              (PairMap{{"net/conv1/biases", "conv1/1"}, {"net/conv1/weights", "conv1/0"}, {"net/fc6/biases", "fc6/0"}, {"net/fc6/weights", "fc6/1"}}));
    const auto exported = exportText("skip-layer", imported.document, &source, &target);
    EXPECT_EQ(exported.text, "SKIP_LAYER = [\"fc8\"]\n");
    const auto again = importText("skip-layer", exported.text + "scope = 'net'\n", &source, &target);
    EXPECT_EQ(pairsOf(again.document, source, target), pairsOf(imported.document, source, target));
    EXPECT_TRUE(importText("skip-layer", "SKIP_LAYER = ['fc8']").note("order-assumed"));
}

} // namespace
} // namespace tensorgraft
