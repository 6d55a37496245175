#include "match_models.h"

#include "model_io/mapping/transform.h"

#include <gtest/gtest.h>

namespace tensorgraft::test {

Matched match(const Model& source, const Model& target, const MatchOptions& options)
{
    Matched out;
    auto result = matchModels(source.outline(), target.outline(), options);
    EXPECT_TRUE(result.has_value());
    if (!result)
        return out;
    out.result = *result;
    for (const Match& m : result->matches) {
        std::string names;
        std::vector<ValueType> inputs;
        for (std::size_t s : m.sources) {
            names += (names.empty() ? "" : " ") + source.tensors[s].name;
            inputs.push_back({source.tensors[s].dtype, source.tensors[s].shape});
        }
        const TensorInfo& to = target.tensors[m.target];
        const auto transform = Transform::parse(m.transform);
        EXPECT_TRUE(transform.has_value()) << m.transform;
        if (m.confidence >= 0.5 && transform) {
            EXPECT_TRUE(resolve(*transform, inputs, ValueType{to.dtype, to.shape}).has_value()) << to.name << " " << m.transform;
        }
        EXPECT_FALSE(m.reason.empty());
        (m.confidence >= 0.5 ? out.claims : out.suggestions)[to.name] = {names, m.transform, m.confidence, m.reason};
    }
    return out;
}

} // namespace tensorgraft::test
