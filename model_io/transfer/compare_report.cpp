#include "model_io/transfer/compare_report.h"

#include "model_io/codecs/csv.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tensorgraft {
namespace {

using Json = nlohmann::ordered_json;

Json finiteOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

std::string shortest(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    char buffer[40];
    const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), value);
    return {buffer, end};
}

Json namesOf(const ModelFile& model, const std::vector<std::size_t>& indices)
{
    Json list = Json::array();
    for (const std::size_t i : indices)
        list.push_back(model.tensors()[i].name);
    return list;
}

Json diagnosticJson(const Diagnostic& diagnostic)
{
    return {{"severity", severityName(diagnostic.severity)}, {"code", diagnostic.code}, {"target", diagnostic.target},
            {"source", diagnostic.source}, {"message", diagnostic.message}, {"hint", diagnostic.hint}};
}

} // namespace

Json differencesAsJson(const ModelFile& a, const ModelFile& b, const ModelPairs& pairs, std::span<const PairDifference> differences)
{
    assert(differences.size() == pairs.pairs.size());
    Json list = Json::array();
    for (std::size_t i = 0; i < pairs.pairs.size(); ++i) {
        const TensorPair& pair = pairs.pairs[i];
        Json json{{"a", pairs.mapped ? namesOf(a, pair.a) : Json(namesInA(a, pair))}, {"b", b.tensors()[pair.b].name}};
        if (pairs.mapped)
            json["transform"] = pair.transform;
        if (const auto& c = differences[i].comparison) {
            json["equal"] = c->equal;
            json["maxAbsDifference"] = finiteOrNull(c->maxAbsDifference);
            json["cosineSimilarity"] = finiteOrNull(c->cosineSimilarity);
            json["relativeL2"] = finiteOrNull(c->relativeL2);
            json["differing"] = c->differing;
            json["bitwiseEqual"] = c->bitwiseEqual;
        } else {
            const std::shared_ptr<const Error>& problem = differences[i].problem;
            json["equal"] = problem && problem->code == ErrorCode::Mismatch ? Json(false) : Json(nullptr);
            json["reason"] = problem ? problem->toString() : std::string("not compared");
        }
        list.push_back(std::move(json));
    }
    Json json{{"a", a.path().string()}, {"b", b.path().string()}, {"pairs", std::move(list)},
              {"onlyInA", namesOf(a, pairs.onlyInA)}, {"onlyInB", namesOf(b, pairs.onlyInB)}};
    if (!pairs.problems.empty()) {
        json["diagnostics"] = Json::array();
        for (const Diagnostic& problem : pairs.problems)
            json["diagnostics"].push_back(diagnosticJson(problem));
    }
    return json;
}

std::string differencesAsCsv(const ModelFile& a, const ModelFile& b, const ModelPairs& pairs, std::span<const PairDifference> differences)
{
    assert(differences.size() == pairs.pairs.size());
    std::string text = "a,b,transform,shape_a,shape_b,equal,max_abs_difference,relative_l2,cosine_similarity,differing,reason\n";
    const auto add = [&text](std::initializer_list<std::string> fields) {
        bool first = true;
        for (const std::string& field : fields) {
            if (!first)
                text += ',';
            first = false;
            if (!field.empty()) // nothing needs no quotes between commas
                text += csvField(field);
        }
        text += '\n';
    };
    const auto shapeOf = [](const ModelFile& model, std::size_t i) { return model.tensors()[i].shape.toString(); };
    for (std::size_t i = 0; i < pairs.pairs.size(); ++i) {
        const TensorPair& pair = pairs.pairs[i];
        const std::string shapeA = pair.a.size() == 1 ? shapeOf(a, pair.a.front()) : std::string(), shapeB = shapeOf(b, pair.b);
        if (const auto& c = differences[i].comparison)
            add({namesInA(a, pair), b.tensors()[pair.b].name, pair.transform, shapeA, shapeB, c->equal ? "true" : "false", shortest(c->maxAbsDifference),
                 shortest(c->relativeL2), shortest(c->cosineSimilarity), std::to_string(c->differing), {}});
        else
            add({namesInA(a, pair), b.tensors()[pair.b].name, pair.transform, shapeA, shapeB, differences[i].isChanged() ? "false" : "", {}, {}, {}, {},
                 differences[i].problem ? differences[i].problem->toString() : "not compared"});
    }
    for (const std::size_t i : pairs.onlyInA)
        add({a.tensors()[i].name, {}, {}, shapeOf(a, i), {}, "false", {}, {}, {}, {}, "only in A"});
    for (const std::size_t i : pairs.onlyInB)
        add({{}, b.tensors()[i].name, {}, {}, shapeOf(b, i), "false", {}, {}, {}, {}, "only in B"});
    return text;
}

} // namespace tensorgraft
