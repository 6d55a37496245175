#include "model_io/mapping/mapping_document.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <sys/stat.h>

namespace tensorgraft {
namespace {

constexpr const char* full = R"X({ "tensorgraft": 1,
  "source": {"path": "vgg_16.ckpt", "sha256": "ab"}, "target": {"path": "../out/vgg16_flowers.h5"},
  "policy": {"missingSource": "skip", "shapeMismatch": "skip", "unmappedTarget": "error", "dtype": "source", "colour": [1, 2.50, null]},
  "include": ["**", "a"], "exclude": ["vgg_16/fc8/**"],
  "rules": [
    {"source": "vgg_16/conv{i}/conv{i}_{j}/weights", "target": "block{i}_conv{j}/kernel"},
    {"target": "**", "transform": "transpose(3,2,1,0)", "why": {"deep": "\u00e9"}},
    {"source": ["a", "b"], "target": "c", "transform": "concat(0)"}],
  "entries": [
    {"target": "attn.in_proj.weight", "source": ["q.weight", "k.weight", "v.weight"], "transform": "transpose(1,0)|concat(0)"},
    {"target": "one", "source": "uno", "confidence": 0.98, "reason": "same \"name\"", "note": true},
    {"target": "zero", "transform": "fill(zeros)"}],
  "author": "somebody", "big": 12345678901234567890123 })X";

TEST(MappingDocument, ReadsEverything)
{
    const auto document = parseMapping(full, "m.json");
    ASSERT_TRUE(document) << document.error().toString();
    EXPECT_EQ(document->sourcePath, "vgg_16.ckpt");
    EXPECT_EQ(document->targetPath, "../out/vgg16_flowers.h5");
    EXPECT_EQ(document->policy, (MappingPolicy{MissingSourcePolicy::Skip, ShapeMismatchPolicy::Skip, UnmappedTargetPolicy::Error, DTypePolicy::Source}));
    EXPECT_EQ(document->include, (std::vector<std::string>{"**", "a"}));
    ASSERT_EQ(document->rules.size(), 3U);
    EXPECT_TRUE(document->rules[1].source.empty());
    EXPECT_EQ(document->rules[2].source.size(), 2U);
    ASSERT_EQ(document->entries.size(), 3U);
    EXPECT_EQ(document->entries[1].source, std::vector<std::string>{"uno"});
    EXPECT_EQ(document->entries[1].confidence, 0.98);
    EXPECT_EQ(document->entries[1].reason, "same \"name\"");
    EXPECT_FALSE(document->entries[0].confidence);
    EXPECT_TRUE(document->entries[2].source.empty());
}

TEST(MappingDocument, RoundTripKeepsUnknownFields)
{
    const auto document = parseMapping(full, "m.json");
    ASSERT_TRUE(document);
    const std::string text = toJson(*document);
    const auto again = parseMapping(text, "m.json");
    ASSERT_TRUE(again) << again.error().toString();
    EXPECT_EQ(*again, *document);
    EXPECT_EQ(toJson(*again), text);
    EXPECT_TRUE(text.ends_with("}\n"));
    const auto json = nlohmann::json::parse(text);
    EXPECT_EQ(json["source"]["sha256"], "ab");
    EXPECT_EQ(json["policy"]["colour"][1], 2.5);
    EXPECT_EQ(json["rules"][1]["why"]["deep"], "\u00e9");
    EXPECT_EQ(json["entries"][1]["note"], true);
    EXPECT_EQ(json["author"], "somebody");
    EXPECT_NE(text.find("12345678901234567890123"), std::string::npos) << "a number that no double holds keeps its digits";
    EXPECT_NE(text.find("[1, 2.50, null]"), std::string::npos);
}

TEST(MappingDocument, UnknownFieldsStayWithTheirRuleAndEntry)
{
    auto document = parseMapping(R"({"tensorgraft": 1, "rules": [{"source": "a", "target": "b", "x": 1}, {"source": "c", "target": "d"}],
                                     "entries": [{"target": "e", "source": "f"}, {"target": "g", "source": "h", "y": [2]}]})", {});
    ASSERT_TRUE(document) << document.error().toString();
    document->rules.insert(document->rules.begin(), MappingRule{{"new"}, "new", "", {}});
    document->entries.eraseIf([](const MappingEntry& entry) { return entry.target == "e"; });
    const auto again = parseMapping(toJson(*document), {});
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *document);
    EXPECT_EQ(again->rules[0].unknownFields, "");
    EXPECT_EQ(again->rules[1].unknownFields, "{\"x\": 1}");
    EXPECT_EQ(again->entries[0].unknownFields, "{\"y\": [2]}");
}

TEST(MappingDocument, OneEntryALine)
{
    MappingDocument document;
    document.entries = {{"a", {"b"}, "", {}, ""}, {"c", {"d", "e"}, "concat(0)", 0.5, "because"}};
    document.rules = {{{"x"}, "y", ""}};
    EXPECT_EQ(toJson(document), R"X({
  "tensorgraft": 1,
  "policy": {"missingSource": "error", "shapeMismatch": "error", "unmappedTarget": "keep", "dtype": "target"},
  "include": ["**"],
  "exclude": [],
  "rules": [
    {"source": "x", "target": "y"}
  ],
  "entries": [
    {"target": "a", "source": "b"},
    {"target": "c", "source": ["d", "e"], "transform": "concat(0)", "confidence": 0.5, "reason": "because"}
  ]
}
)X");
    EXPECT_EQ(*parseMapping(toJson(document), ""), document);
    EXPECT_EQ(*parseMapping(toJson(MappingDocument{}), ""), MappingDocument{});
}

TEST(MappingDocument, RandomDocumentsComeBack)
{
    std::mt19937 random(5);
    const auto word = [&] {
        static const std::vector<std::string> words{"a", "b/c:0", "q\"uote", "back\\slash", "tab\t", "\u00fc\u4e2d", "line\nbreak", "{i}", "**"};
        return words[random() % words.size()] + std::to_string(random() % 100);
    };
    for (int round = 0; round < 100; ++round) {
        MappingDocument document;
        if (random() % 2)
            document.sourcePath = word();
        if (random() % 2)
            document.targetPath = word();
        document.policy.dtype = random() % 2 ? DTypePolicy::Source : DTypePolicy::Target;
        for (unsigned n = random() % 4; n > 0; --n)
            document.rules.push_back({random() % 2 ? std::vector{word(), word()} : std::vector{word()}, word(), random() % 2 ? "flip(0)" : ""});
        for (unsigned n = random() % 6; n > 0; --n)
            document.entries.push_back({word(), {word()}, random() % 2 ? "flip(0)" : "", random() % 2 ? std::optional(static_cast<double>(random() % 1000) / 999) : std::nullopt, word()});
        const auto again = parseMapping(toJson(document), "");
        ASSERT_TRUE(again) << again.error().toString();
        EXPECT_EQ(*again, document);
    }
}

TEST(MappingDocument, FaultsHaveLineAndColumn)
{
    struct Row {
        const char* text;
        const char* place;
        const char* says;
    };
    const std::vector<Row> rows{
        {"", "line 1, column 1", "JSON"},
        {"{\n  \"tensorgraft\": 1,\n}", "line 3, column 1", "JSON"},
        {"[]", "line 1, column 1", "object"},
        {"{\"x\": 1}", "line 1, column 1", "no mapping"},
        {"{\"tensorgraft\": \"1\"}", "line 1, column 17", "number"},
        {"{\"tensorgraft\": 0}", "line 1, column 17", "version"},
        {"{\"tensorgraft\": 1, \"tensorgraft\": 1}", "line 1, column 20", "twice"},
        {"{\"tensorgraft\": 1,\n \"rules\": [\n  {\"target\": 5}]}", "line 3, column 14", "string"},
        {"{\"tensorgraft\": 1, \"rules\": [{\"source\": \"a\"}]}", "line 1, column 30", "target"},
        {"{\"tensorgraft\": 1, \"rules\": [{\"target\": \"a\"}]}", "line 1, column 30", "transform"},
        {"{\"tensorgraft\": 1, \"rules\": [{\"target\": \"a\", \"source\": []}]}", "line 1, column 56", "empty"},
        {"{\"tensorgraft\": 1, \"entries\": [{\"target\": \"a\", \"source\": [\"x\", 7]}]}", "line 1, column 64", "source"},
        {"{\"tensorgraft\": 1, \"entries\": [{\"target\": \"a\", \"confidence\": 1.5}]}", "line 1, column 62", "confidence"},
        {"{\"tensorgraft\": 1, \"entries\": [{\"target\": \"\"}]}", "line 1, column 43", "empty"},
        {"{\"tensorgraft\": 1, \"policy\": {\"dtype\": \"other\"}}", "line 1, column 40", "source"},
        {"{\"tensorgraft\": 1, \"include\": \"**\"}", "line 1, column 31", "list"},
        {"{\"tensorgraft\": 1, \"source\": \"a.h5\"}", "line 1, column 30", "object"},
        {"{\"tensorgraft\": 1, \"entries\": {}}", "line 1, column 31", "list"},
        {"{\"\u00e9\": 1, \"tensorgraft\": true}", "line 1, column 25", "number"},
        {"{\"tensorgraft\": 1} x", "line 1, column 20", "JSON"},
        {"{\"tensorgraft\": 1, \"a\": \"\xff\"}", "line 1, column 26", "JSON"},
        {"{\"a\\\"b\": 1, \"a\\\"b\": 2}", "line 1, column 13", "twice"},
    };
    for (const Row& row : rows) {
        const auto document = parseMapping(row.text, "m.json");
        ASSERT_FALSE(document) << row.text;
        EXPECT_EQ(document.error().code, ErrorCode::Usage) << row.text;
        EXPECT_EQ(document.error().file, "m.json");
        EXPECT_TRUE(document.error().offset.has_value());
        EXPECT_TRUE(document.error().message.starts_with(row.place)) << row.text << " -> " << document.error().message;
        EXPECT_NE(document.error().message.find(row.says), std::string::npos) << document.error().message;
    }
    const auto future = parseMapping("{\"tensorgraft\": 2, \"rules\": \"something new\"}", "m.json");
    ASSERT_FALSE(future);
    EXPECT_EQ(future.error().code, ErrorCode::Unsupported);
    EXPECT_NE(future.error().message.find("version 2"), std::string::npos);
    EXPECT_FALSE(parseMapping(std::string(100000, '['), ""));
    EXPECT_FALSE(parseMapping("{\"tensorgraft\": 1, \"deep\": " + std::string(5000, '[') + std::string(5000, ']') + "}", ""));
}

TEST(MappingDocument, EveryTruncationAndFlipIsHandled)
{
    const std::string text = full;
    for (std::size_t length = 0; length < text.size(); ++length)
        EXPECT_FALSE(parseMapping(std::string_view(text).substr(0, length), "m.json")) << length;
    std::mt19937 random(9);
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = text;
        damaged[random() % damaged.size()] = static_cast<char>(random());
        if (const auto document = parseMapping(damaged, "m.json")) {
            EXPECT_EQ(*parseMapping(toJson(*document), ""), *document) << damaged;
        }
    }
}

TEST(MappingDocument, SavesAtomically)
{
    const test::TempDir folder;
    const auto path = folder / "m.tgmap.json";
    MappingDocument document;
    document.entries = {{"a", {"b"}, "", {}, ""}};
    ASSERT_TRUE(saveMapping(document, path));
    EXPECT_EQ(*loadMapping(path), document);
    ::chmod(path.c_str(), 0640);
    std::filesystem::create_symlink(path.filename(), folder / "link.json");
    document.entries.edit(0).transform = "flip(0)";
    ASSERT_TRUE(saveMapping(document, folder / "link.json"));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.json"));
    EXPECT_EQ(*loadMapping(path), document);
    struct stat status = {};
    ::stat(path.c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0640U);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path()))
        ++files;
    EXPECT_EQ(files, 2U) << "nothing is left lying about";

    EXPECT_EQ(saveMapping(document, folder / "no" / "such.json").error().code, ErrorCode::Io);
    EXPECT_EQ(saveMapping(document, folder.path()).error().code, ErrorCode::Io);
    EXPECT_EQ(loadMapping(folder / "missing.json").error().code, ErrorCode::Io);
    EXPECT_EQ(loadMapping(folder.path()).error().code, ErrorCode::Io);
}

TEST(MappingDocument, SchemaAndReaderAgree)
{
    const test::TempDir folder;
    std::vector<std::string> texts{
        full, "{\"tensorgraft\": 1}", "{\"tensorgraft\": 1.0}", "{\"tensorgraft\": 2}", "{}", "[]", "3", "null", "{\"tensorgraft\": true}",
        R"({"tensorgraft": 1, "source": "x"})", R"({"tensorgraft": 1, "source": {"path": 3}})", R"({"tensorgraft": 1, "source": {}})",
        R"({"tensorgraft": 1, "policy": []})", R"({"tensorgraft": 1, "policy": {"dtype": "none"}})", R"({"tensorgraft": 1, "policy": {"dtype": null}})",
        R"({"tensorgraft": 1, "include": []})", R"({"tensorgraft": 1, "include": [""]})", R"({"tensorgraft": 1, "exclude": [1]})",
        R"({"tensorgraft": 1, "rules": null})", R"({"tensorgraft": 1, "rules": [{"target": "a", "source": "b"}]})",
        R"({"tensorgraft": 1, "rules": [{"target": "a", "source": ""}]})", R"({"tensorgraft": 1, "rules": [{"target": "", "source": "b"}]})",
        R"({"tensorgraft": 1, "rules": [{"target": "a", "transform": ""}]})", R"({"tensorgraft": 1, "rules": [{"target": "a", "transform": 1}]})",
        R"({"tensorgraft": 1, "rules": [{"target": "a", "source": []}]})", R"({"tensorgraft": 1, "rules": [{"source": "a"}]})",
        R"({"tensorgraft": 1, "rules": [{"target": "a"}]})", R"({"tensorgraft": 1, "rules": [5]})",
        R"({"tensorgraft": 1, "entries": [{"target": "a"}]})", R"({"tensorgraft": 1, "entries": [{"target": "a", "source": []}]})",
        R"({"tensorgraft": 1, "entries": [{"target": "a", "source": ["b", ""]}]})", R"({"tensorgraft": 1, "entries": [{"target": "a", "confidence": 1}]})",
        R"({"tensorgraft": 1, "entries": [{"target": "a", "confidence": -0.1}]})", R"({"tensorgraft": 1, "entries": [{"target": "a", "confidence": "1"}]})",
        R"({"tensorgraft": 1, "entries": [{"target": "a", "confidence": true}]})", R"({"tensorgraft": 1, "entries": [{"target": "a", "reason": 1}]})",
        R"({"tensorgraft": 1, "entries": [{"target": "a", "new": 1}], "more": {}})",
    };
    // And every value of the full document replaced by something of another type.
    const auto whole = nlohmann::json::parse(full).flatten();
    for (const auto& [pointer, value] : whole.items())
        for (const nlohmann::json& other : {nlohmann::json(7), nlohmann::json("word"), nlohmann::json(nullptr), nlohmann::json::array(), nlohmann::json::object()}) {
            nlohmann::json changed = nlohmann::json::parse(full);
            changed[nlohmann::json::json_pointer(pointer)] = other;
            texts.push_back(changed.dump());
        }
    test::writeFile(folder / "texts.json", nlohmann::json(texts).dump());
    test::writeFile(folder / "judge.py", R"PY(
import json, sys
try:
    import jsonschema
except ImportError:
    sys.exit(77)
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
judge = jsonschema.Draft7Validator(schema)
print(json.dumps([judge.is_valid(json.loads(t)) for t in json.load(open(sys.argv[2]))]))
)PY");
    const auto ran = test::run(test::python() + " '" + (folder / "judge.py").string() + "' '" + (test::sourceDir() / "resources/mapping.schema.json").string() +
                               "' '" + (folder / "texts.json").string() + "' 2>/dev/null");
    if (ran.exitCode == 77)
        GTEST_SKIP() << "python3-jsonschema is not installed: the schema is not compared with the reader";
    ASSERT_EQ(ran.exitCode, 0) << ran.output;
    const auto verdicts = nlohmann::json::parse(ran.output);
    ASSERT_EQ(verdicts.size(), texts.size());
    int valid = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto document = parseMapping(texts[i], "m.json");
        EXPECT_EQ(document.has_value(), verdicts[i].get<bool>()) << texts[i] << (document ? "" : document.error().toString());
        valid += document.has_value();
    }
    EXPECT_GT(valid, 20);
    EXPECT_LT(valid, static_cast<int>(texts.size()) - 20);
}

} // namespace
} // namespace tensorgraft
