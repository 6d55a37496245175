#include "model_io/mapping/pattern.h"
#include "model_io/mapping/rule_use.h"
#include "tests/unit/mapping/outline_builder.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;
using Indices = std::vector<std::size_t>;

TEST(RuleUse, MatchedUsedShadowedAndIncomplete)
{
    ModelSketch source("pytorch"), target("pytorch");
    for (int i = 0; i < 3; ++i) {
        source.add("a." + std::to_string(i) + ".weight", {4});
        target.add("b." + std::to_string(i) + ".weight", {4});
    }
    target.add("b.3.weight", {4});
    MappingDocument document;
    document.rules = {{{"a.{i}.weight"}, "b.{i}.weight", "", {}}, {{"a.2.weight"}, "b.2.weight", "", {}}, {{"x.**"}, "y.**", "", {}}, {{}, "**.weight", "scale(2)", {}},
                      {{"a.{"}, "b", "", {}}, {{"a.0.weight"}, "b.0.weight", "turn", {}}};
    document.entries = {{"b.1.weight", {"a.0.weight"}, "", std::nullopt, {}}};
    document.exclude = {"a.0.*", "nothing"};
    const DocumentUse use = useOf(document, check(document, source.outline(), target.outline()), source.outline(), target.outline());
    ASSERT_EQ(use.rules.size(), 6u);
    EXPECT_EQ(use.rules[0].matched, (Indices{0, 1, 2}));
    EXPECT_EQ(use.rules[0].incomplete, Indices{3});
    EXPECT_TRUE(use.rules[0].used.empty()); // 0 is excluded, 1 is an entry's, 2 a later rule's
    EXPECT_EQ(use.rules[1].used, Indices{2});
    EXPECT_TRUE(use.rules[2].matched.empty());
    EXPECT_TRUE(use.rules[2].error.empty());
    EXPECT_EQ(use.rules[3].matched, (Indices{0, 1, 2, 3}));
    EXPECT_EQ(use.rules[3].used, Indices{2});
    EXPECT_NE(use.rules[4].error.find("column 3"), std::string::npos) << use.rules[4].error;
    EXPECT_NE(use.rules[5].error.find("turn"), std::string::npos) << use.rules[5].error;
    ASSERT_EQ(use.exclude.size(), 2u);
    EXPECT_EQ(use.exclude[0].sources, Indices{0});
    EXPECT_TRUE(use.exclude[0].targets.empty());
    EXPECT_TRUE(use.exclude[1].sources.empty() && use.exclude[1].targets.empty());
    EXPECT_EQ(use.include[0].targets.size(), 4u);
}

TEST(RuleUse, ErrorsOfARuleAlone)
{
    EXPECT_EQ(ruleError({{"a/**"}, "b/**", "transpose(1,0)", {}}), "");
    EXPECT_NE(ruleError({{"a"}, "", "", {}}), "");
    EXPECT_NE(ruleError({{"re:("}, "b", "", {}}), "");
    EXPECT_NE(ruleError({{"a"}, "\\1", "", {}}), "");
    EXPECT_NE(patternError("a**"), "");
    EXPECT_EQ(patternError("a/**"), "");
}

TEST(Pattern, LiteralMatchesOnlyTheName)
{
    for (const char* name : {"a/b", "re:a", "a*{b}\\c", "\\1", "**"}) {
        const auto pattern = Pattern::compile(Pattern::literal(name));
        ASSERT_TRUE(pattern.has_value()) << name;
        EXPECT_TRUE(pattern->matches(name)) << name;
        EXPECT_FALSE(pattern->matches("a/bb")) << name;
    }
}

} // namespace
} // namespace tensorgraft
