#include "model_io/mapping/transform.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>

namespace tensorgraft {
namespace {

ValueType f32(std::vector<std::int64_t> dims) { return {DType::Float32, Shape(std::move(dims))}; }

Result<ResolvedTransform> resolveText(std::string_view text, const std::vector<ValueType>& sources, const std::optional<ValueType>& target = {})
{
    auto transform = Transform::parse(text);
    if (!transform)
        return fail(transform.error());
    return resolve(*transform, sources, target);
}

TEST(TransformParse, CanonicalTextComesBack)
{
    for (const char* text : {"transpose(3,2,0,1)", "reshape", "reshape(7,7,512,4096)|transpose(3,2,0,1)|reshape", "reshape()", "squeeze", "squeeze(-1)",
                             "unsqueeze(0)", "unsqueeze", "flip(0,1)", "slice(0,768,1536)", "slice(-1,1,end)", "slice(0,0,9,2)", "concat(0)",
                             "transpose(1,0)|stack(-1)", "pad(0,1,2)", "pad(1,0,3,0.5)", "crop(0,10)", "crop(0,10,5)", "pad_or_crop",
                             "cast(float16)", "cast(bfloat16)", "fill(zeros)", "fill(ones)", "fill(constant,0.1)", "fill(normal,0,0.05,42)",
                             "fill(truncated_normal,0,0.02,7)", "fill(uniform,-0.1,0.1,3)", "fill(glorot_uniform,1)", "fill(glorot_normal,1)",
                             "fill(he_uniform,0)", "fill(he_normal,18)", "identity", "reorder(1,0,2,1,3)", "groups(expand,2,2,3)", "groups(collapse,2,1,0)",
                             "groups(split,2,1,-1)", "sum", "sum(-1)", "repeat(0,3)", "repeat(0,3,tile)", "scale(0.5)", "add(-1)", "dequantize",
                             "dequantize(0.1)", "dequantize(0.1,3)", "resize(bilinear)", "resize(bicubic,2,14,3,14,align_corners)",
                             "resize(nearest,0,3)", "resize(bilinear,0,3,antialias)", "lstm:keras->pytorch", "lstm:tf->keras(bias,0)",
                             "gru:keras->pytorch(bias_ih)", "qkv:split(k,0,groups,32,8)", "rope:permute(32)", "gate_up:split(up,1,interleaved)",
                             "bn:fold(kernel,0.001,0)", "weight_norm:fold(none)", "pos_embed:resize(bicubic,1,24,24)", "vocab:pad(50304,mean)",
                             "input:rgb->gray(2,luma)"}) {
        const auto once = Transform::parse(text);
        ASSERT_TRUE(once) << text << ": " << once.error().toString();
        EXPECT_EQ(once->toString(), text);
        const auto again = Transform::parse(once->toString());
        ASSERT_TRUE(again);
        EXPECT_EQ(again->toString(), once->toString());
    }
}

TEST(TransformParse, SpacesShortFormsAndDefaults)
{
    const std::vector<std::pair<const char*, const char*>> rows{
        {"  transpose( 3, 2 ,0,1 ) | reshape ", "transpose(3,2,0,1)|reshape"}, {"", "identity"}, {"   ", "identity"},
        {"identity|squeeze(0)", "squeeze(0)"}, {"cast(f16)", "cast(float16)"}, {"fill(he_normal)", "fill(he_normal,0)"},
        {"slice(0,1,2,1)", "slice(0,1,2)"}, {"crop(0,3,0)", "crop(0,3)"}, {"fill(normal,0,1)", "fill(normal,0,1,0)"},
    };
    for (const auto& [text, canonical] : rows) {
        const auto transform = Transform::parse(text);
        ASSERT_TRUE(transform) << text;
        EXPECT_EQ(transform->toString(), canonical);
    }
}

TEST(TransformParse, RecipesAreTheStepsTheyStandFor)
{
    const std::vector<std::pair<const char*, const char*>> rows{
        {"conv:HWIO->OIHW", "transpose(3,2,0,1)"}, {"conv:OIHW->HWIO", "transpose(2,3,1,0)"}, {"conv:WIO->OIW", "transpose(2,1,0)"},
        {"conv:HWIO->OIWH", "transpose(3,2,1,0)"}, {"dense:transpose", "transpose(1,0)"}, {"dense:IO->OI", "transpose(1,0)"},
        {"depthwise:HWCM->OIHW", "transpose(2,3,0,1)|reshape"}, {"depthwise:OIHW->HWCM", "transpose(2,3,0,1)"},
        {"input:rgb->bgr(2)", "flip(2)"}, {"input:bgr->rgb(1)", "flip(1)"}, {"labels:drop-background(0)", "slice(0,1,end)"},
        {"labels:drop-background", "slice(-1,1,end)"},
        {"flatten:HWC->CHW(7,7,512)", "reshape(7,7,512,-1)|transpose(2,0,1,3)|reshape(25088,-1)"},
        {"flatten:HWC->CHW(7,7,512,1)", "reshape(-1,7,7,512)|transpose(0,3,1,2)|reshape(-1,25088)"},
        {"flatten:CHW->HWC(512,7,7)", "reshape(512,7,7,-1)|transpose(1,2,0,3)|reshape(25088,-1)"},
        {"conv:HWIO->OIHW|flip(1)", "transpose(3,2,0,1)|flip(1)"}, {"conv:groups-expand(2)", "groups(expand,2,-2,-1)"},
        {"conv:groups-expand(2,OIHW)", "groups(expand,2,1,0)"}, {"conv:groups-collapse(2,HWIO)", "groups(collapse,2,2,3)"},
        {"conv:groups-split(2,1,OIHW)", "groups(split,2,1,0)"}, {"conv:groups-concat(HWIO)", "concat(3)"}, {"conv:theano-flip", "flip(0,1)"},
        {"conv:theano-flip(OIHW)", "flip(2,3)"}, {"layers:stack", "stack(0)"}, {"experts:unstack(3)", "slice(0,3,4)|squeeze(0)"},
        {"labels:add-background", "pad(-1,1,0)"}, {"gate_up:fuse(0)", "concat(0)"}, {"reorder(1,ijfo->ifjo)", "reorder(1,0,2,1,3)"},
    };
    for (const auto& [text, canonical] : rows) {
        const auto transform = Transform::parse(text);
        ASSERT_TRUE(transform) << text << ": " << transform.error().toString();
        EXPECT_EQ(transform->toString(), canonical) << text;
    }
}

TEST(TransformParse, ErrorsNameTheColumn)
{
    const std::vector<std::pair<const char*, int>> rows{
        {"transpos(1,0)", 1}, {"reshape(4)|bogus", 12}, {"transpose(1,x)", 13}, {"transpose(1,,0)", 13}, {"transpose(1,0", 13},
        {"transpose", 1}, {"|transpose(1,0)", 1}, {"transpose(1,0)|", 16}, {"reshape(-1,-1)", 12}, {"reshape(-2)", 9}, {"slice(0,1)", 1},
        {"slice(0,1,2,0)", 13}, {"cast(float31)", 6}, {"cast", 1}, {"concat", 1}, {"fill(seven)", 6}, {"fill(constant)", 1},
        {"fill(normal,0,-1,3)", 15}, {"pad(0,-1,2)", 7}, {"conv:HWIO->OIHX", 1}, {"conv:HHIO->OIHW", 1}, {"lstm:nothing", 1},
        {"input:rgb->bgr", 1}, {"flatten:HWC->CHW(7,7)", 1}, {"squeeze(0,1)", 1}, {"identity(3)", 1}, {"crop(0)", 1},
        {"transpose(99999999999999999999,0)", 11}, {"fill(uniform,2,1)", 16}, {"pad_or_crop(1)", 1},
    };
    for (const auto& [text, column] : rows) {
        const auto transform = Transform::parse(text);
        ASSERT_FALSE(transform) << text;
        EXPECT_EQ(transform.error().code, ErrorCode::Usage);
        EXPECT_TRUE(transform.error().message.starts_with("column " + std::to_string(column) + " ")) << text << " -> " << transform.error().message;
    }
    EXPECT_NE(Transform::parse("transpos(1,0)").error().hint.find("transpose"), std::string::npos);
    EXPECT_FALSE(Transform::parse([] {
        std::string many = "flip(0)";
        for (int i = 0; i < 300; ++i)
            many += "|flip(0)";
        return many;
    }()));
}

TEST(TransformParse, RandomTextNeverCrashes)
{
    std::mt19937 random(7);
    const std::string letters = "transposefilcq()|,:->01-9 .HWIO\xff";
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (unsigned n = random() % 24; n > 0; --n)
            text += letters[random() % letters.size()];
        if (const auto transform = Transform::parse(text); transform) {
            EXPECT_EQ(Transform::parse(transform->toString())->toString(), transform->toString()) << text;
        }
    }
}

TEST(TransformResolve, OpenStepsTakeWhatTheTargetNeeds)
{
    struct Row {
        const char* text;
        std::vector<std::int64_t> source, target;
        const char* steps; ///< resolved, or "" for an error
    };
    const std::vector<Row> rows{
        {"reshape", {7, 7, 512, 4096}, {25088, 4096}, "reshape(25088,4096)"},
        {"reshape", {4, 4}, {4, 4}, "identity"},
        {"reshape", {4, 4}, {4, 5}, ""},
        {"squeeze", {1, 1, 64, 10}, {64, 10}, "reshape(64,10)"},
        {"squeeze", {1, 64, 1, 10}, {64, 1, 10}, "reshape(64,1,10)"},
        {"squeeze", {1, 64}, {1, 64}, "identity"},
        {"squeeze", {2, 64}, {64}, ""},
        {"squeeze|transpose(1,0)", {1, 768, 2304}, {2304, 768}, "reshape(768,2304)|transpose(1,0)"},
        {"squeeze|transpose(1,0)", {1, 1, 1, 5}, {5, 1}, ""},
        {"unsqueeze", {64, 10}, {1, 1, 64, 10}, "reshape(1,1,64,10)"},
        {"unsqueeze", {64}, {64, 1}, "reshape(64,1)"},
        {"unsqueeze", {64}, {63, 1}, ""},
        {"pad_or_crop", {10, 5}, {8, 7}, "crop(0,8)|pad(1,0,2)"},
        {"pad_or_crop", {10, 5}, {10, 5}, "identity"},
        {"pad_or_crop", {10}, {10, 5}, ""},
        {"depthwise:HWCM->OIHW", {3, 3, 32, 2}, {64, 1, 3, 3}, "transpose(2,3,0,1)|reshape(64,1,3,3)"},
        {"depthwise:HWCM->OIHW", {3, 3, 32, 1}, {32, 1, 3, 3}, "transpose(2,3,0,1)"},
        {"transpose(0,1)", {3, 4}, {3, 4}, "identity"},
        {"flip(0)", {1, 4}, {1, 4}, "identity"},
        {"slice(0,0,end)", {4}, {4}, "identity"},
        {"slice(0,-3,-1)", {5}, {2}, "slice(0,2,4)"},
        {"transpose(-1,0,1)", {3, 4, 5}, {5, 3, 4}, "transpose(2,0,1)"},
        {"identity", {3, 4}, {4, 3}, ""},
    };
    for (const Row& row : rows) {
        const auto resolved = resolveText(row.text, {f32(row.source)}, f32(row.target));
        ASSERT_EQ(resolved.has_value(), *row.steps != '\0') << row.text << Shape(row.source).toString() << (resolved ? "" : resolved.error().toString());
        if (!resolved) {
            EXPECT_EQ(resolved.error().code, ErrorCode::Mismatch);
            continue;
        }
        std::vector<Step> steps;
        for (const ResolvedStep& step : resolved->steps)
            steps.push_back(step.step);
        EXPECT_EQ(Transform(steps).toString(), row.steps) << row.text;
        EXPECT_EQ(resolved->output, f32(row.target));
    }
}

TEST(TransformResolve, TheTargetsTypeIsCastTo)
{
    const ValueType half{DType::Float16, Shape{4}};
    const auto down = resolveText("", {f32({4})}, half);
    ASSERT_TRUE(down);
    ASSERT_EQ(down->steps.size(), 1U);
    EXPECT_EQ(toString(down->steps[0].step), "cast(float16)");
    EXPECT_TRUE(down->losesData);
    EXPECT_EQ(down->lossReason, "rounds float32 to float16");
    const auto up = resolveText("", {half}, f32({4}));
    ASSERT_TRUE(up);
    EXPECT_FALSE(up->losesData);
    EXPECT_EQ(up->output.dtype, DType::Float32);
    const auto same = resolveText("", {f32({4})}, f32({4}));
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->isIdentity());
    EXPECT_FALSE(resolveText("", {{DType::Complex64, Shape{4}}}, f32({4})));
    const ValueType quantised{DType::Q4_K, Shape{256}};
    EXPECT_TRUE(resolveText("", {quantised}, quantised));
    EXPECT_EQ(resolveText("flip(0)", {quantised}, quantised).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(resolveText("", {quantised}, f32({256})).error().code, ErrorCode::Unsupported);
}

TEST(TransformResolve, WithoutTargetOpenStepsAreRefused)
{
    for (const char* text : {"reshape", "squeeze", "unsqueeze", "pad_or_crop"}) {
        const auto resolved = resolveText(text, {f32({4, 1})});
        ASSERT_FALSE(resolved) << text;
        EXPECT_EQ(resolved.error().code, ErrorCode::Usage) << text;
    }
    EXPECT_TRUE(resolveText("reshape(2,-1)", {f32({4, 1})}));
    EXPECT_EQ(resolveText("fill(zeros)", {}).error().code, ErrorCode::Usage);
}

TEST(TransformResolve, SourcesAreJoined)
{
    const auto qkv = resolveText("transpose(1,0)|concat(0)", {f32({8, 4}), f32({8, 4}), f32({8, 4})}, f32({12, 8}));
    ASSERT_TRUE(qkv) << qkv.error().toString();
    ASSERT_EQ(qkv->steps.size(), 2U);
    EXPECT_TRUE(qkv->steps[0].perSource);
    EXPECT_TRUE(qkv->steps[0].perSourceResults.empty());
    EXPECT_FALSE(qkv->steps[1].perSource);

    // Grouped query attention: fewer key heads than query heads, reshaped to different sizes by one text.
    const auto grouped = resolveText("reshape(-1,2,4)|concat(0)", {f32({16, 4}), f32({8, 4})}, f32({12, 2, 4}));
    ASSERT_TRUE(grouped) << grouped.error().toString();
    EXPECT_EQ(grouped->steps[0].perSourceResults.size(), 2U);
    ASSERT_EQ(grouped->steps[0].perSourceSteps.size(), 2U);
    EXPECT_EQ(toString(grouped->steps[0].perSourceSteps[1]), "reshape(4,2,4)");
    // One source already has the shape: the step still says something for each.
    const auto half = resolveText("reshape(2,4)|concat(0)", {f32({8}), f32({2, 4})}, f32({4, 4}));
    ASSERT_TRUE(half) << half.error().toString();
    EXPECT_EQ(half->steps.size(), 2U);

    EXPECT_EQ(resolveText("stack(0)", {f32({3}), f32({3})})->output.shape, (Shape{2, 3}));
    EXPECT_EQ(resolveText("stack(-1)", {f32({3}), f32({3})})->output.shape, (Shape{3, 2}));
    EXPECT_EQ(resolveText("stack(0)", {f32({3})})->output.shape, (Shape{1, 3}));
    EXPECT_TRUE(resolveText("concat(0)", {f32({3})})->isIdentity());
    EXPECT_EQ(resolveText("", {f32({3}), f32({3})}).error().code, ErrorCode::Usage);
    EXPECT_FALSE(resolveText("concat(0)", {f32({3, 2}), f32({3, 3})}));
    EXPECT_FALSE(resolveText("concat(1)", {f32({3}), f32({3})}));
    EXPECT_FALSE(resolveText("stack(0)", {f32({3}), f32({4})}));
    EXPECT_FALSE(resolveText("concat(0)", {f32({3}), {DType::Float16, Shape{3}}}));
    EXPECT_TRUE(resolveText("cast(float32)|concat(0)", {f32({3}), {DType::Float16, Shape{3}}}));
    EXPECT_FALSE(resolveText("concat(0)|concat(0)", {f32({3}), f32({3})}));
}

TEST(TransformResolve, FillsTakeNoSource)
{
    const auto zeros = resolveText("fill(zeros)", {}, f32({3, 2}));
    ASSERT_TRUE(zeros);
    EXPECT_EQ(zeros->output, f32({3, 2}));
    EXPECT_EQ(zeros->steps.size(), 1U);
    EXPECT_FALSE(resolveText("fill(zeros)", {f32({3, 2})}, f32({3, 2})));
    EXPECT_FALSE(resolveText("", {}, f32({3, 2})));
    EXPECT_FALSE(resolveText("flip(0)|fill(zeros)", {f32({3, 2})}, f32({3, 2})));
}

TEST(TransformResolve, HostileSizesAreRefused)
{
    constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
    EXPECT_FALSE(resolveText("pad(0,9223372036854775807,9223372036854775807)", {f32({4})}));
    EXPECT_FALSE(resolveText("pad(0,0,9223372036854775800)", {f32({4, 4})}));
    EXPECT_FALSE(resolveText("reshape(9223372036854775807,9223372036854775807)", {f32({4})}));
    EXPECT_FALSE(resolveText("reshape(0,-1)", {f32({0})}));
    EXPECT_FALSE(resolveText("", {f32({huge, huge})}));
    EXPECT_FALSE(resolveText("crop(0,4,1)", {f32({4})}));
    EXPECT_FALSE(resolveText("crop(0,9223372036854775807,9223372036854775807)", {f32({4})}));
    EXPECT_FALSE(resolveText("concat(0)", {f32({huge}), f32({huge})}));
    EXPECT_TRUE(resolveText("slice(0,-9223372036854775807,9223372036854775806,9223372036854775807)", {f32({4})}));
}

TEST(TransformResolve, LossesAreNamed)
{
    EXPECT_EQ(resolveText("crop(0,1000)", {f32({1001})})->lossReason, "crops axis 0 from 1001 to 1000");
    EXPECT_EQ(resolveText("pad_or_crop", {f32({10, 4})}, f32({8, 6}))->lossReason, "crops axis 0 from 10 to 8");
    EXPECT_TRUE(resolveText("slice(0,0,2)", {f32({4})})->losesData);
    EXPECT_FALSE(resolveText("pad(0,1,1)", {f32({4})})->losesData);
    EXPECT_FALSE(resolveText("flip(0)|reshape(2,2)", {f32({4})})->losesData);
}

/// Random transforms whose shapes NumPy works out; one Python process for all.
TEST(TransformOracle, ShapesAreThoseOfNumPy)
{
    const test::TempDir folder;
    const auto script = folder / "cases.py", out = folder / "cases.json";
    test::writeFile(script, R"PY(
import json, random, sys
import numpy as np
rng = random.Random(20240607)
cases = []
def shape(lo=1, hi=4, top=6):
    return tuple(rng.randint(1, top) for _ in range(rng.randint(lo, hi)))
def factor(n, k):
    dims = []
    for _ in range(k - 1):
        d = rng.choice([x for x in range(1, n + 1) if n % x == 0]); dims.append(d); n //= d
    dims.append(n); rng.shuffle(dims); return dims
def step(a):
    r = a.ndim
    kind = rng.choice(['transpose', 'reshape', 'flip', 'slice', 'pad', 'crop', 'squeeze', 'unsqueeze'])
    neg = lambda ax, n: ax - n if rng.random() < .4 else ax
    if kind == 'transpose':
        p = list(range(r)); rng.shuffle(p)
        q = [neg(x, r) for x in p]
        return 'transpose(%s)' % ','.join(map(str, q)), np.transpose(a, q)
    if kind == 'reshape':
        d = factor(a.size, rng.randint(1, 4))
        if rng.random() < .5: d[rng.randrange(len(d))] = -1
        return 'reshape(%s)' % ','.join(map(str, d)), a.reshape(d)
    if kind == 'flip':
        axes = rng.sample(range(r), rng.randint(1, r))
        axes = [neg(x, r) for x in axes]
        return 'flip(%s)' % ','.join(map(str, axes)), np.flip(a, axes)
    ax = rng.randrange(r); n = a.shape[ax]; sel = [slice(None)] * r; axt = neg(ax, r)
    if kind == 'slice':
        b, e, s = rng.randint(-n - 2, n + 2), rng.randint(-n - 2, n + 2), rng.randint(1, 3)
        sel[ax] = slice(b, e, s); c = a[tuple(sel)]
        if c.size == 0: return None
        return 'slice(%d,%d,%d,%d)' % (axt, b, e, s), c
    if kind == 'pad':
        w = [(0, 0)] * r; w[ax] = (rng.randint(0, 3), rng.randint(0, 3))
        return 'pad(%d,%d,%d)' % ((axt,) + w[ax]), np.pad(a, w)
    if kind == 'crop':
        k = rng.randint(1, n); o = rng.randint(0, n - k); sel[ax] = slice(o, o + k)
        return 'crop(%d,%d,%d)' % (axt, k, o), a[tuple(sel)]
    if kind == 'squeeze':
        ones = [i for i in range(r) if a.shape[i] == 1]
        if not ones or r == 1: return None
        ax = rng.choice(ones)
        return 'squeeze(%d)' % neg(ax, r), np.squeeze(a, ax)
    ax = rng.randrange(r + 1)
    return 'unsqueeze(%d)' % neg(ax, r + 1), np.expand_dims(a, neg(ax, r + 1))
for _ in range(1500):
    a = np.zeros(shape(), np.float32); first = a.shape; text = []
    for _ in range(rng.randint(1, 5)):
        s = step(a)
        if s is None or s[1].ndim > 8 or s[1].size > 20000: continue
        text.append(s[0]); a = s[1]
    cases.append({'text': '|'.join(text), 'sources': [first], 'result': a.shape})
for _ in range(300):
    base = shape(); n = rng.randint(1, 4)
    if rng.random() < .5:
        ax = rng.randrange(len(base)); arrays = []
        for _ in range(n):
            d = list(base); d[ax] = rng.randint(1, 5); arrays.append(np.zeros(d))
        t = ax - len(base) if rng.random() < .5 else ax
        text, a = 'concat(%d)' % t, np.concatenate(arrays, t)
    else:
        arrays = [np.zeros(base) for _ in range(n)]; ax = rng.randint(-len(base) - 1, len(base))
        text, a = 'stack(%d)' % ax, np.stack(arrays, ax)
    cases.append({'text': text, 'sources': [x.shape for x in arrays], 'result': a.shape})
bad = 0
while bad < 400:  # what NumPy refuses must be refused
    a = np.zeros(shape())
    kind = rng.choice(['transpose', 'reshape', 'squeeze', 'flip', 'concat'])
    try:
        if kind == 'transpose':
            p = [rng.randint(-4, 4) for _ in range(rng.randint(1, 4))]; text = 'transpose(%s)' % ','.join(map(str, p)); np.transpose(a, p)
        elif kind == 'reshape':
            d = [rng.randint(1, 6) for _ in range(rng.randint(1, 4))]
            if rng.random() < .4: d[0] = -1
            text = 'reshape(%s)' % ','.join(map(str, d)); a.reshape(d)
        elif kind == 'squeeze':
            ax = rng.randint(-5, 5); text = 'squeeze(%d)' % ax; np.squeeze(a, ax)
        elif kind == 'flip':
            ax = [rng.randint(-5, 5) for _ in range(rng.randint(1, 3))]; text = 'flip(%s)' % ','.join(map(str, ax)); np.flip(a, ax)
        else:
            b = np.zeros(shape()); ax = rng.randint(-5, 5); text = 'concat(%d)' % ax; np.concatenate([a, b], ax)
            continue
    except ValueError:
        srcs = [a.shape, b.shape] if kind == 'concat' else [a.shape]
        cases.append({'text': text, 'sources': srcs, 'result': None}); bad += 1
json.dump(cases, open(sys.argv[1], 'w'))
)PY");
    const auto ran = test::run(test::python() + " '" + script.string() + "' '" + out.string() + "'");
    ASSERT_EQ(ran.exitCode, 0) << ran.output;
    std::ifstream stream(out);
    const auto cases = nlohmann::json::parse(stream);
    ASSERT_GT(cases.size(), 2000U);
    for (const auto& row : cases) {
        std::vector<ValueType> sources;
        for (const auto& dims : row.at("sources"))
            sources.push_back(f32(dims.get<std::vector<std::int64_t>>()));
        const auto resolved = resolveText(row.at("text").get<std::string>(), sources);
        if (row.at("result").is_null()) {
            EXPECT_FALSE(resolved) << row;
            continue;
        }
        ASSERT_TRUE(resolved) << row << ": " << resolved.error().toString();
        EXPECT_EQ(resolved->output.shape, Shape(row.at("result").get<std::vector<std::int64_t>>())) << row;
        // Nothing is left open: the resolved steps give the same from the sources' shapes alone.
        if (sources.size() == 1) {
            std::vector<Step> steps;
            for (const ResolvedStep& step : resolved->steps)
                steps.push_back(step.step);
            const auto again = resolve(Transform(steps), sources, std::nullopt);
            ASSERT_TRUE(again) << row;
            EXPECT_EQ(again->output, resolved->output) << row;
        }
    }
}

/// Which element of the input each element of the result is; -1 for padding. A plain model of the steps.
struct Tracked {
    std::vector<std::int64_t> dims;
    std::vector<std::int64_t> elements;
};

Tracked trackStep(const Tracked& in, const ResolvedStep& step)
{
    Tracked out;
    out.dims.assign(step.result.shape.begin(), step.result.shape.end());
    if (std::holds_alternative<ReshapeStep>(step.step) || std::holds_alternative<CastStep>(step.step)) {
        out.elements = in.elements;
        return out;
    }
    const std::size_t count = static_cast<std::size_t>(step.result.shape.elementCount()), rank = out.dims.size();
    for (std::size_t flat = 0; flat < count; ++flat) {
        std::vector<std::int64_t> at(rank);
        for (std::size_t axis = rank, rest = flat; axis-- > 0;) {
            at[axis] = static_cast<std::int64_t>(rest) % out.dims[axis];
            rest /= static_cast<std::size_t>(out.dims[axis]);
        }
        bool padding = false;
        std::vector<std::int64_t> from = at;
        if (const auto* t = std::get_if<TransposeStep>(&step.step)) {
            for (std::size_t k = 0; k < rank; ++k)
                from[static_cast<std::size_t>(t->permutation[k])] = at[k];
        } else if (const auto* f = std::get_if<FlipStep>(&step.step)) {
            for (std::int64_t axis : f->axes)
                from[static_cast<std::size_t>(axis)] = out.dims[static_cast<std::size_t>(axis)] - 1 - at[static_cast<std::size_t>(axis)];
        } else if (const auto* c = std::get_if<CropStep>(&step.step)) {
            from[static_cast<std::size_t>(c->axis)] += c->offset;
        } else if (const auto* p = std::get_if<PadStep>(&step.step)) {
            std::int64_t& x = from[static_cast<std::size_t>(p->axis)];
            x -= p->before;
            padding = x < 0 || x >= in.dims[static_cast<std::size_t>(p->axis)];
        } else {
            ADD_FAILURE() << "unexpected " << toString(step.step);
        }
        std::int64_t index = 0;
        for (std::size_t axis = 0; axis < rank; ++axis)
            index = index * in.dims[axis] + from[axis];
        out.elements.push_back(padding ? -1 : in.elements[static_cast<std::size_t>(index)]);
    }
    return out;
}

TEST(TransformInverse, UndoesEveryElement)
{
    std::mt19937 random(11);
    int tried = 0;
    for (int round = 0; round < 1000; ++round) {
        std::vector<std::int64_t> dims;
        for (unsigned n = 1 + random() % 4; n > 0; --n)
            dims.push_back(1 + random() % 4);
        const ValueType input = f32(dims);
        std::vector<Step> steps;
        ValueType now = input;
        for (unsigned n = 1 + random() % 4; n > 0; --n) {
            const auto rank = static_cast<std::int64_t>(now.shape.rank());
            Step step = FlipStep{{static_cast<std::int64_t>(random() % now.shape.rank())}};
            switch (random() % 5) {
            case 0: {
                TransposeStep t{std::vector<std::int64_t>(now.shape.rank())};
                std::iota(t.permutation.begin(), t.permutation.end(), 0);
                std::shuffle(t.permutation.begin(), t.permutation.end(), random);
                step = t;
                break;
            }
            case 1: step = ReshapeStep{std::vector<std::int64_t>{-1, now.shape[now.shape.rank() - 1]}}; break;
            case 2: step = PadStep{static_cast<std::int64_t>(random()) % rank, 1, 2, 0.5}; break;
            case 3: step = CastStep{DType::Float64}; break;
            default: break;
            }
            const auto next = resolve(Transform({step}), std::vector{now}, std::nullopt);
            ASSERT_TRUE(next) << toString(step) << next.error().toString();
            now = next->output;
            steps.push_back(step);
            if (now.shape.elementCount() > 3000)
                break;
        }
        const auto forward = resolve(Transform(steps), std::vector{input}, std::nullopt);
        ASSERT_TRUE(forward);
        const auto back = inverse(*forward);
        ASSERT_TRUE(back) << back.error().toString();
        const auto backward = resolve(*back, std::vector{forward->output}, input);
        ASSERT_TRUE(backward) << back->toString() << backward.error().toString();
        EXPECT_EQ(backward->output, input);
        Tracked value{dims, std::vector<std::int64_t>(input.shape.elementCount())};
        std::iota(value.elements.begin(), value.elements.end(), 0);
        const auto start = value.elements;
        for (const ResolvedStep& step : forward->steps)
            value = trackStep(value, step);
        for (const ResolvedStep& step : backward->steps)
            value = trackStep(value, step);
        EXPECT_EQ(value.elements, start) << Transform(steps).toString() << " of " << input.shape.toString();
        ++tried;
    }
    EXPECT_EQ(tried, 1000);
}

TEST(TransformInverse, IsRefusedWhereThereIsNone)
{
    for (const auto& [text, sources] : std::vector<std::pair<const char*, std::vector<ValueType>>>{
             {"slice(0,0,2)", {f32({4})}}, {"crop(0,2)", {f32({4})}}, {"cast(float16)", {f32({4})}},
             {"concat(0)", {f32({4}), f32({4})}}, {"stack(0)", {f32({4}), f32({4})}}}) {
        const auto forward = resolveText(text, sources);
        ASSERT_TRUE(forward) << text;
        const auto back = inverse(*forward);
        ASSERT_FALSE(back) << text;
        EXPECT_EQ(back.error().code, ErrorCode::Mismatch);
        EXPECT_FALSE(back.error().message.empty());
    }
    EXPECT_FALSE(inverse(*resolveText("fill(zeros)", {}, f32({3}))));
    EXPECT_EQ(inverse(*resolveText("conv:HWIO->OIHW", {f32({3, 3, 8, 16})}))->toString(), "transpose(2,3,1,0)");
}

} // namespace
} // namespace tensorgraft
