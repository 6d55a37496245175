#include "tests/unit/mapping/dialects/dialect_testing.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::exportText;
using test::importText;
using test::ModelSketch;
using test::PairMap;
using test::pairsOf;

/// Imports for both models, exports, imports again: the pairs stay.
PairMap roundTrip(std::string_view id, const std::string& text, const ModelSketch& source, const ModelSketch& target)
{
    const auto imported = importText(id, text, &source, &target);
    EXPECT_EQ(imported.error, "") << text;
    const PairMap pairs = pairsOf(imported.document, source, target);
    const auto exported = exportText(id, imported.document, &source, &target);
    EXPECT_EQ(exported.error, "") << text;
    const auto again = importText(id, exported.text, &source, &target);
    EXPECT_EQ(again.error, "") << exported.text;
    EXPECT_EQ(pairsOf(again.document, source, target), pairs) << exported.text;
    return pairs;
}

ModelSketch named(const std::vector<std::string>& names)
{
    ModelSketch model("safetensors");
    for (const std::string& name : names)
        model.add(name, {4});
    return model;
}

TEST(KeyMapping, FirstPatternWinsAndTheRestKeepsItsName)
{
    const ModelSketch source = named({"visual.a", "model.layers.0.w", "model.layers.1.w", "lm_head.weight", "x.w.w"});
    const ModelSketch target = named({"model.visual.a", "model.language_model.layers.0.w", "model.language_model.layers.1.w", "lm_head.weight", "x.v.v"});
    const std::string text = R"(key_mapping = {"^visual": "model.visual", r"^model\.layers": "model.language_model.layers", "^model": "other", r"\.w\b": ".v"})";
    // The last pattern occurs twice in x.w.w, and also in names that an earlier one takes.
    const PairMap pairs = roundTrip("hf-key-mapping", text, source, target);
    EXPECT_EQ(pairs, (PairMap{{"model.visual.a", "visual.a"}, {"model.language_model.layers.0.w", "model.layers.0.w"}, {"model.language_model.layers.1.w", "model.layers.1.w"},
                              {"lm_head.weight", "lm_head.weight"}, {"x.v.v", "x.w.w"}}));
    const auto anchored = importText("hf-key-mapping", R"py({"^visual": "model.visual", "^(?P<a>model)\\.(layers)": "\\g<a>.language_model.\\2"})py");
    EXPECT_EQ(anchored.error, "");
    EXPECT_EQ(pairsOf(anchored.document, source, target).size(), 4u);
    const auto rules = exportText("hf-key-mapping", anchored.document);
    EXPECT_TRUE(rules.notes.empty());
    EXPECT_EQ(pairsOf(importText("hf-key-mapping", rules.text, &source, &target).document, source, target), pairsOf(anchored.document, source, target)) << rules.text;
}

TEST(KeyMapping, NamesWhatRe2Lacks)
{
    for (const auto& [pattern, word] : std::map<std::string, std::string>{{"^model(?!\\.x)", "look-ahead (?!"}, {"(?<=a)b", "look-behind"}, {"(a)\\1", "\\1"},
                                                                          {"a(?P<n>b)(?P=n)", "(?P="}, {"(?>a)b", "atomic"}, {"a++b", "possessive"}}) {
        const auto imported = importText("hf-key-mapping", "{'x': 'y',\n r'" + pattern + "': 'z'}");
        EXPECT_EQ(imported.error, "");
        ASSERT_TRUE(imported.note("regex-unsupported")) << pattern;
        EXPECT_EQ(imported.note("regex-unsupported")->place, "line 2, column 2");
        EXPECT_NE(imported.note("regex-unsupported")->message.find(word), std::string::npos) << imported.note("regex-unsupported")->message;
        EXPECT_NE(imported.note("regex-unsupported")->message.find("column"), std::string::npos);
        EXPECT_FALSE(importText("hf-key-mapping", "{r'" + pattern + "': 'z'}").error.empty());
    }
    EXPECT_TRUE(importText("hf-key-mapping", "{'a(': 'b', 'x': 'y'}").note("bad-regex"));
    EXPECT_TRUE(importText("hf-key-mapping", R"({'a': '\\3', 'x': 'y'})").note("bad-regex"));
    EXPECT_TRUE(importText("hf-key-mapping", "{'b*': 'c', 'x': 'y'}").note("regex-unsupported")) << "matches everywhere";
    EXPECT_TRUE(importText("hf-key-mapping", "{'a': lambda m: m[0], 'x': 'y'}").note("not-a-string"));
}

TEST(KeyMapping, ExportNamesWhatItCannotSay)
{
    const ModelSketch source = named({"a.w", "b.w", "c.w"}), target = named({"x.w", "y.w", "c.w"});
    MappingDocument document;
    document.entries = {{"x.w", {"a.w"}, {}, {}, {}}, {"y.w", {"b.w"}, "flip(0)", {}, {}}};
    const auto exported = exportText("hf-key-mapping", document, &source, &target);
    ASSERT_TRUE(exported.note("not-expressible"));
    EXPECT_EQ(exported.note("not-expressible")->place, "y.w");
    EXPECT_TRUE(exported.note("loads-more")) << "c.w keeps its name there";
    EXPECT_EQ(exported.text, "key_mapping = {\n    r\"^a\\.w$\": \"x.w\",\n}\n");
}

TEST(ReviseKeys, OneAfterTheOther)
{
    const ModelSketch source = named({"module.backbone.conv1.w", "module.head.w", "bbox.b"}), target = named({"conv1.w", "head.w", "bbox.b"});
    const PairMap pairs = roundTrip("mmengine", R"([(r'^module\.', ''), (r'^backbone\.', '')])", source, target);
    EXPECT_EQ(pairs.size(), 3u) << "the second works on what the first left";
    EXPECT_EQ(pairs.at("conv1.w"), "module.backbone.conv1.w");
    const auto one = importText("mmengine", R"(revise_keys=[(r'^module\.', '')])");
    EXPECT_EQ(one.document.rules.size(), 2u) << "a single pattern is a rule";
    EXPECT_NE(importText("mmengine", R"([(r'^module\.', ''), (r'^backbone\.', '')])").error.find("one after the other"), std::string::npos);
    EXPECT_NE(importText("mmengine", "['a', 'b', 'c']").error.find("no pair"), std::string::npos);
}

TEST(WeightsMapper, EachOfItsMaps)
{
    const ModelSketch source = named({"model.layers.0.gamma", "lm_head.weight", "visual.x", "enc.mlp.w", "t.scale"});
    const ModelSketch target = named({"lang.model.layers.0.weight", "lang.lm_head.weight", "enc.ffn.w", "t.weight_scale", "visual.x"});
    const PairMap pairs = roundTrip("vllm", R"(WeightsMapper(orig_to_new_regex={re.compile(r"\.scale$"): ".weight_scale"}, orig_to_new_substr={".mlp.": ".ffn."},
        orig_to_new_prefix={"model.": "lang.model.", "lm_head.": "lang.lm_head.", "visual.": None}, orig_to_new_suffix={".gamma": ".weight"}))", source, target);
    EXPECT_EQ(pairs, (PairMap{{"lang.model.layers.0.weight", "model.layers.0.gamma"}, {"lang.lm_head.weight", "lm_head.weight"}, {"enc.ffn.w", "enc.mlp.w"}, {"t.weight_scale", "t.scale"}}));
    const auto prefix = importText("vllm", R"({"orig_to_new_prefix": {"model.": "lang.model.", "lm_head.": "lang.lm_head."}, "orig_to_new_suffix": {".gamma": ".weight"}})");
    EXPECT_EQ(prefix.error, "");
    EXPECT_EQ(pairsOf(prefix.document, source, target).size(), 3u) << "also without the models";
    EXPECT_TRUE(importText("vllm", "WeightsMapper(orig_to_new_magic={}, orig_to_new_prefix={'a': 'b'})").note("unknown-map"));
    EXPECT_NE(importText("vllm", "{'orig_to_new_substr': {'a': 'b', 'b': 'c'}}").error.find("one after the other"), std::string::npos);
}

TEST(Torchtune, NumbersOfLayers)
{
    ModelSketch source("pytorch"), target("pytorch");
    for (const std::string layer : {"0", "1", "11"}) {
        source.add("layers." + layer + ".attention.wq.weight", {4});
        target.add("layers." + layer + ".attn.q_proj.weight", {4});
    }
    source.add("tok_embeddings.weight", {4}).add("rope.freqs", {4});
    target.add("tok_embeddings.weight", {4});
    const PairMap pairs = roundTrip("torchtune", R"({"layers.{}.attention.wq.weight": "layers.{}.attn.q_proj.weight", "tok_embeddings.weight": "tok_embeddings.weight", "rope.freqs": None})", source, target);
    EXPECT_EQ(pairs.size(), 4u);
    EXPECT_EQ(pairs.at("layers.11.attn.q_proj.weight"), "layers.11.attention.wq.weight");
    const auto unknown = importText("torchtune", R"({"tok_embeddings.weight": "tok_embeddings.weight"})", &source, &target);
    EXPECT_TRUE(unknown.note("unknown-key"));
    EXPECT_TRUE(importText("torchtune", R"({"a.{i}": "b.{i}", "c.{}": "d.{}"})").note("template-field"));
    EXPECT_TRUE(importText("torchtune", R"({"a": "b.{}", "c.{}": "d.{}"})").note("too-many-fields"));
    MappingDocument shifted;
    shifted.rules = {{{"layers.{n}.attention.wq.weight"}, "layers.{n+1}.attn.q_proj.weight", {}}};
    EXPECT_NE(exportText("torchtune", shifted).error.find("no template with {}"), std::string::npos) << exportText("torchtune", shifted).error;
}

TEST(Orbax, KeyedByTheTarget)
{
    ModelSketch source("orbax"), target("orbax");
    source.add("params/Dense_0/kernel", {4}).add("params/Dense_0/bias", {4}).add("params/enc_1/w", {4}).add("params/head/w", {4}).add("same", {4});
    target.add("params/dense/kernel", {4}).add("params/dense/bias", {4}).add("params/encoder_1/w", {4}).add("params/head/w", {4}).add("same", {4});
    const std::string text = R"(transformations = {
        'params': {'dense': {'kernel': Transform(original_key='params/Dense_0/kernel'), 'bias': Transform(original_key=('params', 'Dense_0', 'bias'))},
                   'head': {'w': Transform(use_fallback=True)}},
        r'params/encoder_(\d+)/(.*)': Transform(original_key=r'params/enc_\1/\2'),
    })";
    const PairMap pairs = roundTrip("orbax", text, source, target);
    EXPECT_EQ(pairs, (PairMap{{"params/dense/kernel", "params/Dense_0/kernel"}, {"params/dense/bias", "params/Dense_0/bias"}, {"params/encoder_1/w", "params/enc_1/w"}, {"same", "same"}}));
    const auto strict = importText("orbax", text + "\ndefault_to_original = False");
    EXPECT_EQ(pairsOf(strict.document, source, target).count("same"), 0u);
    const auto computed = importText("orbax", "{'a': Transform(original_key='b', value_fn=lambda v: v * 2), 'c': Transform(original_key='d')}");
    ASSERT_TRUE(computed.note("function"));
    EXPECT_NE(computed.note("function")->place.find("line 1"), std::string::npos);
    const auto rules = exportText("orbax", strict.document);
    EXPECT_EQ(pairsOf(importText("orbax", rules.text).document, source, target), pairsOf(strict.document, source, target)) << rules.text;
}

TEST(Mergekit, LayersInANewOrder)
{
    ModelSketch source("safetensors"), target("safetensors");
    for (int i = 0; i < 4; ++i)
        for (const std::string part : {".mlp.weight", ".norm.weight"})
            source.add("model.layers." + std::to_string(i) + part, {4});
    for (int i = 0; i < 6; ++i)
        for (const std::string part : {".mlp.weight", ".norm.weight"})
            target.add("model.layers." + std::to_string(i) + part, {4});
    source.add("model.embed.weight", {4});
    target.add("model.embed.weight", {4});
    const std::string text = "slices:\n  - sources:\n    - model: a\n      layer_range: [0, 3]\n  - sources:\n    - model: a\n      layer_range: [1, 4]\nmerge_method: passthrough\n";
    const PairMap pairs = roundTrip("mergekit", text, source, target);
    EXPECT_EQ(pairs.size(), 13u);
    EXPECT_EQ(pairs.at("model.layers.3.mlp.weight"), "model.layers.1.mlp.weight");
    EXPECT_EQ(pairs.at("model.layers.5.norm.weight"), "model.layers.3.norm.weight");
    EXPECT_EQ(pairs.at("model.layers.1.mlp.weight"), "model.layers.1.mlp.weight");
    EXPECT_TRUE(importText("mergekit", "slices:\n  - sources:\n    - {model: a, layer_range: [0, 2]}\n  - sources:\n    - {model: b, layer_range: [2, 4]}\n").note("other-model"));
    EXPECT_NE(importText("mergekit", "slices:\n  - sources:\n    - {model: a, layer_range: [0, 2]}\nmerge_method: slerp\n").error.find("slerp"), std::string::npos);
    EXPECT_NE(importText("mergekit", "slices:\n  - sources:\n    - {model: a, layer_range: [0, 2]}\n    - {model: b, layer_range: [0, 2]}\n").error.find("mixes 2 sources"), std::string::npos);
}

TEST(Csv, TwoColumnsAndAThird)
{
    ModelSketch source("numpy-npz"), target("numpy-npz");
    source.add("a,b", {4}).add("k", {2, 3}).add("say \"hi\"", {4});
    target.add("x", {4}).add("kt", {3, 2}).add("y", {4});
    const PairMap pairs = roundTrip("csv", "source,target,transform\r\n\"a,b\",x,\r\nk,kt,\"transpose(1,0)\"\n\"say \"\"hi\"\"\",y,\n", source, target);
    EXPECT_EQ(pairs, (PairMap{{"x", "a,b"}, {"kt", "k|transpose(1,0)"}, {"y", "say \"hi\""}}));
    EXPECT_EQ(importText("csv", "k\tkt\n").document.entries.size(), 1u);
    EXPECT_EQ(importText("csv", "new,old\nkt,k\n").document.entries[0].source, std::vector<std::string>{"k"});
    EXPECT_TRUE(importText("csv", "a,x\nb,x\n").note("duplicate-target"));
    EXPECT_TRUE(importText("csv", "a,\nb,x\n").note("empty-cell"));
    EXPECT_TRUE(importText("csv", "a,x,wiggle(3)\nb,y\n").note("bad-transform"));
    EXPECT_NE(importText("csv", "a,b,c,d\n").error.find("line 1"), std::string::npos);
    EXPECT_NE(importText("csv", "\"a,b\n").error.find("never closed"), std::string::npos);
    MappingDocument joined;
    joined.entries = {{"x", {"a", "b"}, "concat(0)", {}, {}}, {"y", {"c"}, {}, {}, {}}};
    const auto exported = exportText("csv", joined);
    EXPECT_EQ(exported.text, "source,target\nc,y\n");
    EXPECT_TRUE(exported.note("not-expressible"));
}

TEST(Dialects, AreListedAndGuessed)
{
    EXPECT_GE(allDialects().size(), 16u);
    for (const DialectInfo& info : allDialects()) {
        EXPECT_EQ(findDialect(info.id), &info);
        EXPECT_TRUE(info.canImport || info.canExport) << info.id;
        EXPECT_FALSE(info.expresses.empty());
        // Neither nonsense nor a cut text crashes one.
        for (const std::string text : {"", "{", "[[[", "\xFF\xFE", "{'a': {'b': ['c', (None, 1)]}}", "a: [b"}) {
            const auto imported = importText(info.id, text);
            EXPECT_TRUE(!imported.error.empty() || !imported.document.entries.empty() || !imported.document.rules.empty() || info.id == "csv") << info.id << ": " << text;
        }
    }
    EXPECT_EQ(guessDialect("x = WeightsMapper(...)")->id, "vllm");
    EXPECT_EQ(guessDialect("a,b", "map.csv")->id, "csv");
    EXPECT_EQ(guessDialect("slim.get_variables_to_restore()")->id, "tf-slim");
    EXPECT_EQ(guessDialect("hello"), nullptr);
    EXPECT_NE(importText("klingon", "{}").error.find("tf-saver"), std::string::npos);
}

} // namespace
} // namespace tensorgraft
