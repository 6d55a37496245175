#include "model_io/codecs/float_codec.h"
#include "model_io/transfer/evaluate.h"
#include "tests/oracle/transforms/memory_model.h"
#include "tests/support/test_paths.h"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>

namespace tensorgraft {
namespace {

using nlohmann::json;

struct Value {
    ValueType type;
    std::vector<std::byte> bytes;
};

Value valueOf(const json& j, const std::string& data)
{
    Value value;
    value.type.dtype = dtypeFromName(j.at("dtype").get<std::string>()).value_or(DType::Opaque);
    value.type.shape = Shape(j.at("shape").get<std::vector<std::int64_t>>());
    value.bytes.resize(j.at("bytes").get<std::size_t>());
    std::memcpy(value.bytes.data(), data.data() + j.at("offset").get<std::size_t>(), value.bytes.size());
    return value;
}

/// The transform in windows of all sizes, over sources that are mapped or not.
Result<std::vector<std::byte>> evaluated(const std::vector<Value>& sources, const ResolvedTransform& resolved, std::mt19937& random)
{
    std::vector<test::MemoryTensor> tensors;
    std::vector<std::size_t> indices;
    for (const Value& source : sources) {
        test::MemoryTensor t;
        t.info.name = "t" + std::to_string(tensors.size());
        t.info.dtype = source.type.dtype;
        t.info.shape = source.type.shape;
        t.info.sizeBytes = source.bytes.size();
        t.bytes = source.bytes;
        indices.push_back(tensors.size());
        tensors.push_back(std::move(t));
    }
    // A tiny memory makes values that must be materialised go through a temporary file.
    const std::uint64_t memory = random() % 4 == 0 ? 16 : std::uint64_t{1} << 20;
    auto stream = TransformStream::make(test::memoryModel(std::move(tensors), random() % 2 == 0), indices, resolved, "target", memory);
    if (!stream)
        return fail(stream.error());
    const std::size_t item = itemSizeBytes(resolved.output.dtype);
    std::vector<std::byte> bytes(resolved.output.shape.elementCount() * item);
    const bool whole = random() % 3 == 0 || bytes.size() > 100000;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t step = whole ? bytes.size() : std::min(bytes.size() - at, (1 + random() % 37) * item);
        if (auto r = (*stream)->read(at / item, std::span(bytes).subspan(at, step)); !r)
            return fail(r.error());
        at += step;
    }
    return bytes;
}

/// The largest distance: in units in the last place of float32 (ulp >= 0 asked), or absolute and relative (ulp < 0).
void expectClose(const std::vector<std::byte>& found, const Value& expected, int ulp, const std::string& what)
{
    ASSERT_EQ(found.size(), expected.bytes.size()) << what;
    if (found == expected.bytes)
        return;
    const std::size_t count = expected.type.shape.elementCount();
    std::vector<double> a(count), b(count);
    convertToDouble(expected.type.dtype, found, a);
    convertToDouble(expected.type.dtype, expected.bytes, b);
    for (std::size_t i = 0; i < count; ++i) {
        const double unit = expected.type.dtype == DType::Float16   ? std::ldexp(1.0, -10)
                            : expected.type.dtype == DType::Float64 ? std::ldexp(1.0, -50)
                                                                    : std::ldexp(1.0, -23);
        const double allowed = ulp < 0 ? 2e-6 * (1 + std::abs(b[i])) : ulp * unit * std::max(std::abs(b[i]), 0.01);
        ASSERT_TRUE(a[i] == b[i] || std::abs(a[i] - b[i]) <= allowed) << what << " element " << i << ": " << a[i] << " instead of " << b[i];
    }
}

ErrorCode codeOf(const std::string& word) { return word == "usage" ? ErrorCode::Usage : word == "unsupported" ? ErrorCode::Unsupported : ErrorCode::Mismatch; }

void expectInverse(const std::vector<Value>& sources, const ResolvedTransform& forward, const std::vector<std::byte>& result, bool declared,
                   const std::string& what, std::mt19937& random)
{
    const auto back = inverse(forward);
    ASSERT_EQ(back.has_value(), declared) << what << (back ? ": has an inverse, " + back->toString() : ": " + back.error().toString());
    if (!back) {
        EXPECT_EQ(back.error().code, ErrorCode::Mismatch);
        EXPECT_FALSE(back.error().message.empty());
        return;
    }
    // The text of the inverse is a transform like any other.
    const auto again = Transform::parse(back->toString());
    ASSERT_TRUE(again) << what << ": " << back->toString() << ": " << again.error().toString();
    const auto resolved = resolve(*again, std::vector{forward.output}, sources[0].type);
    ASSERT_TRUE(resolved) << what << ": " << back->toString() << ": " << resolved.error().toString();
    const auto bytes = evaluated({{forward.output, result}}, *resolved, random);
    ASSERT_TRUE(bytes) << what << ": " << bytes.error().toString();
    EXPECT_EQ(*bytes, sources[0].bytes) << what << ": " << back->toString() << " does not give the source back";
}

void checkCase(const json& c, const std::string& data, std::mt19937& random)
{
    const auto text = c.at("text").get<std::string>();
    std::string what = text;
    std::vector<Value> sources;
    for (const json& j : c.at("sources")) {
        sources.push_back(valueOf(j, data));
        what += " of " + sources.back().type.shape.toString();
    }
    if (const json& q = c.at("quantization"); !q.is_null())
        sources[0].type.quantization = std::make_shared<const AffineQuantization>(AffineQuantization{
            q.at("scales").get<std::vector<double>>(), q.at("zeros").get<std::vector<std::int64_t>>(), q.at("axis").get<int>()});
    std::vector<ValueType> inputs;
    for (const Value& source : sources)
        inputs.push_back(source.type);
    const bool fails = c.at("error").is_string();
    std::optional<Value> expected;
    if (c.contains("result"))
        expected = valueOf(c.at("result"), data);

    const auto transform = Transform::parse(text);
    ASSERT_TRUE(transform) << what << ": " << transform.error().toString();
    EXPECT_EQ(Transform::parse(transform->toString())->toString(), transform->toString());
    const auto resolved = resolve(*transform, inputs, c.at("target").get<bool>() && expected ? std::optional(expected->type) : std::nullopt);
    Result<std::vector<std::byte>> bytes;
    if (resolved)
        bytes = evaluated(sources, *resolved, random);
    if (fails) {
        ASSERT_TRUE(!resolved || !bytes) << what << " is accepted";
        const Error& error = resolved ? bytes.error() : resolved.error();
        EXPECT_EQ(error.code, codeOf(c.at("error").get<std::string>())) << what << ": " << error.toString();
        EXPECT_NE(error.toString().find(c.at("says").get<std::string>()), std::string::npos) << what << ": " << error.toString();
        return;
    }
    ASSERT_TRUE(resolved) << what << ": " << resolved.error().toString();
    ASSERT_TRUE(bytes) << what << ": " << bytes.error().toString();
    ASSERT_EQ(resolved->output.shape, expected->type.shape) << what;
    ASSERT_EQ(resolved->output.dtype, expected->type.dtype) << what;
    expectClose(*bytes, *expected, c.at("ulp").get<int>(), what);
    if (c.at("loses").is_boolean()) {
        EXPECT_EQ(resolved->losesData, c.at("loses").get<bool>()) << what << ": " << resolved->lossReason;
    }
    if (c.at("inverse").is_boolean() && sources.size() == 1)
        expectInverse(sources, *resolved, *bytes, c.at("inverse").get<bool>(), what, random);
}

TEST(TransformsOracle, EveryStepAndRecipeGivesWhatNumPyAndTorchGive)
{
    const test::TempDir folder;
    const auto script = test::sourceDir() / "tests/oracle/transforms/transforms_oracle.py";
    // The same cases every time; another seed makes others.
    const char* const chosen = std::getenv("TRANSFORMS_ORACLE_SEED");
    const auto seed = static_cast<unsigned>(chosen ? std::strtoul(chosen, nullptr, 10) : 20240);
    const auto ran = test::run(test::python() + " '" + script.string() + "' '" + folder.path().string() + "' " + std::to_string(seed));
    ASSERT_EQ(ran.exitCode, 0) << ran.output;
    const std::string data = test::readFile(folder / "data.bin");
    const json cases = json::parse(test::readFile(folder / "cases.json"));
    ASSERT_GT(cases.size(), 800U);
    std::mt19937 random(seed);
    for (const json& c : cases)
        checkCase(c, data, random);
    std::printf("%zu cases\n", cases.size());
}

} // namespace
} // namespace tensorgraft
