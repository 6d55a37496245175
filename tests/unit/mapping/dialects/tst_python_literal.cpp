#include "model_io/mapping/dialects/python_literal.h"
#include "model_io/mapping/dialects/yaml_subset.h"

#include <gtest/gtest.h>

namespace tensorgraft::dialects {
namespace {

Literal one(std::string_view text)
{
    auto statements = parseLiterals(text);
    EXPECT_TRUE(statements) << text << ": " << (statements ? "" : statements.error().toString());
    if (!statements || statements->empty())
        return {};
    return statements->front().value;
}

std::string failure(std::string_view text)
{
    const auto statements = parseLiterals(text);
    return statements ? "no error" : statements.error().message;
}

TEST(PythonLiteral, ReadsPythonAndJson)
{
    const Literal dict = one("# a map\nname_map = {\n  'old/name': \"new/name\",  # comment\n  b'bytes': r'raw\\d', u'x': ('a' 'b'), 'n': None, 'k': [1, -2.5e3,],\n}\n");
    ASSERT_TRUE(dict.isDict());
    ASSERT_EQ(dict.members.size(), 5u);
    EXPECT_EQ(dict.find("old/name")->text, "new/name");
    EXPECT_EQ(dict.find("bytes")->text, "raw\\d");
    EXPECT_EQ(dict.find("x")->text, "ab");
    EXPECT_TRUE(dict.find("n")->isNone());
    ASSERT_EQ(dict.find("k")->items.size(), 2u);
    EXPECT_EQ(dict.find("k")->items[1].text, "-2.5e3");
    EXPECT_EQ(one("{\"a\\/b\": \"\\u00e9\"}").find("a/b")->text, "\xC3\xA9");
    EXPECT_EQ(one("'\\x41\\102\\n\\q'").text, "AB\n\\q");
    EXPECT_EQ(one("'''two\nlines'''").text, "two\nlines");
    EXPECT_EQ(one("('only')").kind, Literal::Kind::String);
    EXPECT_EQ(one("('only',)").kind, Literal::Kind::Tuple);
    EXPECT_EQ(one("{'a', 'b'}").items.size(), 2u) << "a set";
}

TEST(PythonLiteral, KeepsNamesAndCallsAsText)
{
    const Literal call = one("import re\nslim.get_variables_to_restore(include=None, exclude=['fc8'])\n");
    EXPECT_EQ(call.kind, Literal::Kind::Call);
    EXPECT_EQ(call.text, "slim.get_variables_to_restore");
    EXPECT_EQ(call.find("exclude")->items[0].text, "fc8");
    const Literal dict = one("{'a': conv1, 'b': net.weights['w'].op.name, 'c': lambda x: x + 1, 'd': tf.get_variable('v')}");
    EXPECT_EQ(dict.find("a")->kind, Literal::Kind::Name);
    EXPECT_EQ(dict.find("b")->text, "net.weights['w'].op.name");
    EXPECT_EQ(dict.find("c")->text, "lambda x: x + 1");
    EXPECT_EQ(dict.find("d")->kind, Literal::Kind::Call);
    EXPECT_EQ(one("_FROM: dict[str, str] = {'x': 'y'}").find("x")->text, "y");
}

TEST(PythonLiteral, RefusesWhatWouldHaveToRun)
{
    EXPECT_NE(failure("{v.op.name: v for v in variables}").find("line 1, column"), std::string::npos) << failure("{v.op.name: v for v in variables}");
    EXPECT_NE(failure("x = 1\nfor v in x:\n  pass").find("line 2, column 1"), std::string::npos);
    EXPECT_NE(failure("{'a': f'{x}'}").find("f-string"), std::string::npos);
    EXPECT_NE(failure("{'a' + 'b': 1}").find("computed"), std::string::npos) << failure("{'a' + 'b': 1}");
    EXPECT_NE(failure("{'a': 'b'").find("never closed"), std::string::npos);
    EXPECT_NE(failure("'open").find("never closed"), std::string::npos);
    EXPECT_NE(failure("  \n ").find("empty"), std::string::npos);
    EXPECT_NE(failure("{'a' 'b'}x").find("line 1"), std::string::npos);
    EXPECT_NE(failure(std::string(100000, '[')).find("nested too deeply"), std::string::npos);
    EXPECT_NE(failure("'\\ud800'").find("no character"), std::string::npos);
}

TEST(PythonLiteral, DamageNeverCrashes)
{
    const std::string text = "a = {'k': [1, ('x', b\"y\\x41\"), {'z': tf.v('w', n=None)}], r'\\d': lambda q: {q[0]}}\n# end\nb = '''t'''";
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        (void)parseLiterals(text.substr(0, cut));
    for (std::size_t at = 0; at < text.size(); ++at)
        for (const char c : {'\'', '(', '}', '\\', '\0', '\n', '#', '\xFF'}) {
            std::string damaged = text;
            damaged[at] = c;
            (void)parseLiterals(damaged);
        }
}

TEST(PythonLiteral, WritesStrings)
{
    EXPECT_EQ(pythonString("a\"b\\c\n"), "\"a\\\"b\\\\c\\n\"");
    EXPECT_EQ(pythonRawString("^a\\.(.*)$"), "r\"^a\\.(.*)$\"");
    EXPECT_EQ(pythonRawString("ends\\"), "\"ends\\\\\"");
    for (const std::string text : {"a\"b\\c\n", "^x\\d", "\x01tab\t", "caf\xC3\xA9"})
        EXPECT_EQ(one(pythonRawString(text)).text, text);
}

TEST(YamlSubset, ReadsSlices)
{
    const auto yaml = parseYaml("# merge\nslices:\n  - sources:\n    - model: \"org/a\"  # first\n      layer_range: [0, 24]\n  - sources:\n      - {model: b, layer_range: [8, 32]}\nmerge_method: passthrough\n");
    ASSERT_TRUE(yaml) << yaml.error().toString();
    const Literal& slices = *yaml->find("slices");
    ASSERT_EQ(slices.items.size(), 2u);
    const Literal& first = slices.items[0].find("sources")->items[0];
    EXPECT_EQ(first.find("model")->text, "org/a");
    EXPECT_EQ(first.find("layer_range")->items[1].text, "24");
    EXPECT_EQ(slices.items[1].find("sources")->items[0].find("model")->text, "b");
    EXPECT_EQ(yaml->find("merge_method")->text, "passthrough");
    for (const std::string bad : {"a: &x 1", "a:\n\tb: 1", "- a\nb: 1", "a: [1, 2", "a: |\n  x"})
        EXPECT_FALSE(parseYaml(bad)) << bad;
    const std::string text = "slices:\n  - sources:\n    - {model: b, layer_range: [8, 32]}\n    - x: 'y'\n";
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        (void)parseYaml(text.substr(0, cut));
}

} // namespace
} // namespace tensorgraft::dialects
