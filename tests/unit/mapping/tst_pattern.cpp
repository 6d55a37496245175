#include "model_io/mapping/pattern.h"

#include <gtest/gtest.h>
#include <random>

namespace tensorgraft {
namespace {

Pattern compiled(std::string_view text, const std::vector<std::string>& numbers = {})
{
    auto pattern = Pattern::compile(text, numbers);
    EXPECT_TRUE(pattern) << text << ": " << (pattern ? "" : pattern.error().toString());
    return pattern ? std::move(*pattern) : Pattern();
}

TEST(Pattern, MatchesWholeSegments)
{
    struct Row {
        const char* pattern;
        const char* name;
        bool matches;
    };
    const std::vector<Row> rows{
        {"conv1", "conv1", true}, {"conv1", "conv10", false}, {"conv1/*", "conv10/weights", false}, {"conv1/*", "conv1/weights", true},
        {"conv1/**", "conv1/a/b", true}, {"conv1/**", "conv1", true}, {"conv1/**", "conv10/a", false}, {"**/conv1", "a/b/conv1", true},
        {"**/conv1", "conv1", true}, {"**/conv1", "a/myconv1", false}, {"**", "", true}, {"**", "a/b.c", true}, {"*", "a", true}, {"*", "a/b", false},
        {"*", "a.b", false}, {"*.weight", "conv1.weight", true}, {"*.weight", "a.conv1.weight", false}, {"**.weight", "a.conv1.weight", true},
        {"**.weight", "weight", true}, {"a/**/b", "a/b", true}, {"a/**/b", "a/x/y/b", true}, {"a/**/b", "a/xb", false}, {"a/**/**/b", "a/b", true},
        {"conv*", "conv12", true}, {"conv*", "conv", true}, {"conv*", "conv1/x", false}, {"a/*/b", "a//b", false},
        {"conv{i}", "conv10", true}, {"conv{i}", "conv", false}, {"conv{i}", "conv1/x", false}, {"fc{n:6|7}", "fc7", true}, {"fc{n:6|7}", "fc8", false},
        {"fc{n:6|7}", "fc67", false}, {"a{i}/b{i}", "a1/b1", true}, {"a{i}/b{i}", "a1/b2", false}, {"x{n-5}", "x7", true}, {"x{n-5}", "xa", false},
        {"a.b", "aXb", false}, {"a\\*b", "a*b", true}, {"a\\*b", "axb", false}, {"a\\{i\\}", "a{i}", true}, {"w+(x)", "w+(x)", true},
        {"re:conv[0-9]", "conv1", true}, {"re:conv[0-9]", "conv10", false}, {"re:conv[0-9]", "xconv1", false}, {"re:a|b", "ab", false},
        {"kernel:0", "kernel:0", true}, {"*", "a\xff", true},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(compiled(row.pattern).matches(row.name), row.matches) << row.pattern << " on " << row.name;
        EXPECT_EQ(compiled(row.pattern).match(row.name).has_value(), row.matches) << row.pattern << " on " << row.name;
    }
}

TEST(Pattern, BindsAndFillsIn)
{
    struct Row {
        const char* from;
        const char* name;
        const char* to;
        const char* result; ///< nullptr: nothing
    };
    const std::vector<Row> rows{
        {"vgg_16/conv{i}/conv{i}_{j}/weights", "vgg_16/conv4/conv4_2/weights", "block{i}_conv{j}/kernel", "block4_conv2/kernel"},
        {"fc{n-5}/kernel", "fc2/kernel", "vgg_16/fc{n:6|7}/weights", "vgg_16/fc7/weights"},
        {"fc{n-5}/kernel", "fc3/kernel", "vgg_16/fc{n:6|7}/weights", nullptr},
        {"layer{n}", "layer3", "layers.{n-1}", "layers.2"}, {"layer{n}", "layer3", "layers.{n+10}", "layers.13"},
        {"layer{n}", "layer0", "layers.{n-1}", nullptr}, {"layer{n}", "layer007", "layers.{n+1}", "layers.8"},
        {"**/weights", "a/b/weights", "**/kernel", "a/b/kernel"}, {"**/weights", "weights", "**/kernel", "kernel"},
        {"a/**", "a", "b/**", "b"}, {"a/**", "a/x/y", "b/**", "b/x/y"}, {"*/x/*", "p/x/q", "*.*", "p.q"},
        {"{a}/{b}", "x/y", "{b}/{a}", "y/x"}, {"{a}_{b}", "block_1_expand", "{a}/{b}", "block/1_expand"},
        {"a{i}", "a5", "b{k}", nullptr},
    };
    for (const Row& row : rows) {
        std::vector<std::string> numbers = Pattern::numbersOf(row.from);
        for (auto& name : Pattern::numbersOf(row.to))
            numbers.push_back(name);
        const auto bindings = compiled(row.from, numbers).match(row.name);
        ASSERT_TRUE(bindings) << row.from << " on " << row.name;
        const auto result = compiled(row.to, numbers).instantiate(*bindings);
        ASSERT_EQ(result.has_value(), row.result != nullptr) << row.from << " -> " << row.to;
        if (result) {
            EXPECT_EQ(*result, row.result);
        }
    }
    const auto groups = compiled("re:conv([0-9]+)/(w|b)").match("conv12/w");
    ASSERT_TRUE(groups);
    EXPECT_EQ(compiled("c\\1.\\2").instantiate(*groups), "c12.w");
}

TEST(Pattern, SenselessOnesAreRefusedWithTheColumn)
{
    for (const auto& [text, column] : std::vector<std::pair<const char*, int>>{
             {"", 1}, {"a**", 2}, {"a/**b", 3}, {"conv{", 5}, {"conv{1}", 5}, {"conv{i*2}", 5}, {"x{n:a||b}", 2}, {"a\\", 2}, {"x{n-}", 2}, {"x{}", 2}}) {
        const auto pattern = Pattern::compile(text);
        ASSERT_FALSE(pattern) << text;
        EXPECT_EQ(pattern.error().code, ErrorCode::Usage);
        EXPECT_TRUE(pattern.error().message.starts_with("column " + std::to_string(column) + " ")) << text << ": " << pattern.error().message;
    }
    EXPECT_FALSE(Pattern::compile("re:(a"));
    EXPECT_FALSE(Pattern::compile("re:(?=a)"));
    EXPECT_FALSE(Pattern::compile(std::string(5000, 'a')));
}

TEST(Pattern, TakesLinearTime)
{
    // Backtracking would need 2^40 steps here.
    std::string evil = "re:", name(40, 'a');
    for (int i = 0; i < 20; ++i)
        evil += "(a*)*";
    evil += "b";
    EXPECT_FALSE(compiled(evil).matches(name));
    EXPECT_FALSE(compiled("**/*a*a*a*a*a*a*a*a*/b").matches(std::string(3000, 'a') + "/c"));
}

TEST(Pattern, RandomTextNeverCrashes)
{
    std::mt19937 random(3);
    const std::string letters = "ab/.*{}:|n+-59\\re:()[\xc3";
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (unsigned n = random() % 14; n > 0; --n)
            text += letters[random() % letters.size()];
        if (const auto pattern = Pattern::compile(text))
            if (const auto bindings = pattern->match("ab/a.b"); bindings && !pattern->isRegularExpression()) {
                EXPECT_EQ(pattern->instantiate(*bindings), "ab/a.b") << text;
            }
    }
}

} // namespace
} // namespace tensorgraft
