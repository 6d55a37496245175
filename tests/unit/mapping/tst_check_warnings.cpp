#include "model_io/mapping/check.h"
#include "outline_builder.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using test::ModelSketch;

/// One entry between two models of one tensor each (others may be added).
struct Pair {
    ModelSketch source, target;
    MappingDocument document;
    Pair(const char* from, const char* to) : source(from), target(to) {}
    Pair& map(const std::string& name, Shape from, const std::string& targetName, Shape to, std::string transform = {}, DType type = DType::Float32)
    {
        source.add(name, std::move(from), type);
        target.add(targetName, std::move(to));
        document.entries.push_back({targetName, {name}, std::move(transform), 0.9, "test"});
        return *this;
    }
    [[nodiscard]] CheckResult check() const { return tensorgraft::check(document, source.outline(), target.outline()); }
    /// "warning spatial-order, info channel-order", sorted.
    [[nodiscard]] std::string codes() const
    {
        std::vector<std::string> list;
        for (const Diagnostic& d : check().diagnostics)
            list.push_back(std::string(severityName(d.severity)) + ' ' + d.code);
        std::sort(list.begin(), list.end());
        std::string text;
        for (const std::string& code : list)
            text += (text.empty() ? "" : ", ") + code;
        return text;
    }
    [[nodiscard]] Diagnostic only() const
    {
        const CheckResult result = check();
        EXPECT_EQ(result.diagnostics.size(), 1U) << codes();
        return result.diagnostics.empty() ? Diagnostic{} : result.diagnostics[0];
    }
};

TEST(CheckWarnings, SquareDenseKernels)
{
    const Diagnostic d = Pair("keras-h5", "pytorch").map("d/kernel", {768, 768}, "d.weight", {768, 768}, "transpose(1,0)").only();
    EXPECT_EQ(d.code, "ambiguous-transpose");
    EXPECT_NE(d.message.find("square"), std::string::npos);
    EXPECT_NE(d.message.find("order axes differently"), std::string::npos);
    EXPECT_NE(d.hint.find("identity"), std::string::npos);
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("d/kernel", {768, 768}, "d.weight", {768, 768}).only().code, "ambiguous-transpose");
    EXPECT_EQ(Pair("numpy-npy", "pytorch").map("d/weights", {768, 768}, "d.weight", {768, 768}).only().code, "ambiguous-transpose");
    EXPECT_EQ(Pair("pytorch", "pytorch").map("a.weight", {768, 768}, "d.weight", {768, 768}, "transpose(1,0)").only().code, "ambiguous-transpose");
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("d/kernel", {768, 3072}, "d.weight", {3072, 768}, "transpose(1,0)").codes(), "");
    EXPECT_EQ(Pair("keras-h5", "keras-h5").map("d/kernel", {768, 768}, "e/kernel", {768, 768}).codes(), "") << "the same convention, nothing moved";
    EXPECT_EQ(Pair("keras-h5", "tf-checkpoint-v2").map("d/kernel", {768, 768}, "e/weights", {768, 768}).codes(), "");
    EXPECT_EQ(Pair("numpy-npy", "numpy-npy").map("d/weights", {768, 768}, "d/weights", {768, 768}).codes(), "") << "plain arrays of the same name";
    EXPECT_EQ(Pair("numpy-npy", "numpy-npy").map("d/weights", {768, 768}, "e/weights", {768, 768}).only().code, "ambiguous-transpose");
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("e/embeddings", {300, 300}, "e.embeddings", {300, 300}).codes(), "") << "embeddings are not turned";
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("d/kernel", {1, 1}, "d.weight", {1, 1}).codes(), "");
}

TEST(CheckWarnings, SpatialOrder)
{
    const Diagnostic d = Pair("keras-h5", "pytorch").map("c/kernel", {3, 3, 16, 32}, "c.weight", {32, 16, 3, 3}, "transpose(3,2,0,1)").only();
    EXPECT_EQ(d.code, "spatial-order");
    EXPECT_EQ(d.severity, Severity::Warning);
    EXPECT_NE(d.hint.find("transpose(3,2,1,0)"), std::string::npos) << d.hint;
    EXPECT_EQ(Pair("numpy-npy", "pytorch").map("c/w", {3, 3, 16, 32}, "c.weight", {32, 16, 3, 3}, "transpose(3,2,1,0)").only().code, "spatial-order")
        << "the other choice is no more proved";
    EXPECT_EQ(Pair("numpy-npy", "pytorch").map("c/w", {32, 16, 3, 3}, "c.weight", {32, 16, 3, 3}).only().code, "spatial-order");
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("c/kernel", {3, 5, 16, 32}, "c.weight", {32, 16, 3, 5}, "transpose(3,2,0,1)").codes(), "") << "3x5 is no question";
    EXPECT_EQ(Pair("keras-h5", "keras-h5").map("c/kernel", {3, 3, 16, 32}, "x/kernel", {3, 3, 16, 32}).codes(), "");
    EXPECT_EQ(Pair("pytorch", "onnx").map("c.weight", {32, 16, 3, 3}, "x.weight", {32, 16, 3, 3}).codes(), "");
    const Diagnostic one = Pair("keras-h5", "pytorch").map("c/kernel", {1, 1, 16, 32}, "c.weight", {32, 16, 1, 1}, "transpose(3,2,0,1)").only();
    EXPECT_EQ(one.severity, Severity::Info) << "both permutations do the same";
    EXPECT_NE(one.message.find("the same"), std::string::npos);
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("c/depthwise_kernel", {3, 3, 16, 1}, "c.weight", {16, 1, 3, 3}, "transpose(2,3,0,1)").only().code, "spatial-order");
}

TEST(CheckWarnings, ChannelsThatLookAlike)
{
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("c/kernel", {3, 3, 64, 64}, "c.weight", {64, 64, 3, 3}, "transpose(3,2,0,1)").codes(), "warning spatial-order")
        << "the conventions say which axis is which";
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("c/kernel", {3, 3, 64, 64}, "c.weight", {64, 64, 3, 3}, "transpose(2,3,0,1)").codes(),
              "warning ambiguous-transpose, warning spatial-order");
    EXPECT_EQ(Pair("numpy-npy", "pytorch").map("c/w", {3, 3, 64, 64}, "c.weight", {64, 64, 3, 3}, "transpose(3,2,0,1)").codes(),
              "warning ambiguous-transpose, warning spatial-order");
    EXPECT_EQ(Pair("numpy-npy", "pytorch").map("c/w", {5, 16, 16}, "c.weight", {16, 16, 5}, "transpose(2,1,0)").codes(), "warning ambiguous-transpose");
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("c/kernel", {5, 8, 16}, "c.weight", {16, 8, 5}, "transpose(2,1,0)").codes(), "");
}

TEST(CheckWarnings, FlattenOrder)
{
    const auto vgg = [](const char* transform) {
        Pair p("keras-h5", "pytorch");
        p.map("c/kernel", {3, 5, 32, 512}, "c.weight", {512, 32, 3, 5}, "transpose(3,2,0,1)");
        p.map("fc1/kernel", {25088, 4096}, "fc1.weight", {4096, 25088}, transform);
        p.map("fc2/kernel", {4096, 1024}, "fc2.weight", {1024, 4096}, "transpose(1,0)");
        return p;
    };
    const Diagnostic d = vgg("transpose(1,0)").only();
    EXPECT_EQ(d.code, "flatten-order");
    EXPECT_EQ(d.severity, Severity::Warning);
    EXPECT_EQ(d.target, "fc1.weight") << "the second dense layer raises no question";
    EXPECT_NE(d.hint.find("flatten:HWC->CHW(7,7,512)|dense:transpose"), std::string::npos) << d.hint;
    EXPECT_EQ(vgg("flatten:HWC->CHW(7,7,512)|dense:transpose").only().severity, Severity::Info) << "it is reordered";
    EXPECT_EQ(vgg("reshape(7,7,512,4096)|transpose(3,2,0,1)|reshape").only().severity, Severity::Info);

    Pair back("pytorch", "keras-h5");
    back.map("c.weight", {512, 32, 3, 5}, "c/kernel", {3, 5, 32, 512}, "transpose(2,3,1,0)").map("f.weight", {10, 25088}, "f/kernel", {25088, 10}, "transpose(1,0)");
    EXPECT_NE(back.only().hint.find("dense:transpose|flatten:CHW->HWC(512,7,7)"), std::string::npos);
    Pair pooled("keras-h5", "pytorch");
    pooled.map("c/kernel", {3, 5, 32, 512}, "c.weight", {512, 32, 3, 5}, "transpose(3,2,0,1)").map("f/kernel", {512, 10}, "f.weight", {10, 512}, "transpose(1,0)");
    EXPECT_EQ(pooled.codes(), "") << "global pooling flattens nothing";
    Pair attention("pytorch", "flax");
    attention.map("o.weight", {768, 12, 64}, "out/kernel", {12, 64, 768}, "transpose(1,2,0)").map("m.weight", {768, 3072}, "mlp/kernel", {3072, 768}, "transpose(1,0)");
    EXPECT_EQ(attention.codes(), "") << "attention heads are no convolution";
    Pair same("keras-h5", "keras-h5");
    same.map("c/kernel", {3, 3, 32, 512}, "d/kernel", {3, 3, 32, 512}).map("f/kernel", {25088, 10}, "g/kernel", {25088, 10});
    EXPECT_EQ(same.codes(), "");
}

TEST(CheckWarnings, GateOrder)
{
    Pair p("keras-h5", "pytorch");
    p.map("lstm/kernel", {10, 400}, "lstm.weight_ih_l0", {400, 10}, "transpose(1,0)").map("lstm/recurrent_kernel", {100, 400}, "lstm.weight_hh_l0", {400, 100}, "transpose(1,0)");
    EXPECT_EQ(p.codes(), "warning gate-order, warning gate-order");
    EXPECT_NE(p.check().diagnostics[0].message.find("i, f, c, o"), std::string::npos);
    Pair gru("keras-h5", "pytorch");
    gru.map("gru/recurrent_kernel", {100, 300}, "gru.weight_hh_l0", {300, 100}, "transpose(1,0)");
    EXPECT_EQ(gru.codes(), "warning gate-order");
    Pair same("keras-h5", "keras-h5");
    same.map("lstm/kernel", {10, 400}, "lstm_1/kernel", {10, 400}).map("lstm/recurrent_kernel", {100, 400}, "lstm_1/recurrent_kernel", {100, 400});
    EXPECT_EQ(same.codes(), "");
    EXPECT_EQ(Pair("keras-h5", "pytorch").map("dense/kernel", {100, 400}, "dense.weight", {400, 100}, "transpose(1,0)").codes(), "") << "a dense layer has no gates";
}

TEST(CheckWarnings, ChannelOrderOfCaffeDescendants)
{
    Pair p("numpy-npy", "pytorch");
    p.map("a/w", {3, 5, 3, 10}, "a.weight", {10, 3, 3, 5}, "transpose(3,2,0,1)").map("b/w", {3, 5, 3, 12}, "b.weight", {12, 3, 3, 5}, "transpose(3,2,0,1)");
    const CheckResult result = p.check();
    EXPECT_EQ(std::count_if(result.diagnostics.begin(), result.diagnostics.end(), [](const Diagnostic& d) { return d.code == "channel-order" && d.severity == Severity::Info; }), 1)
        << "once a model: " << p.codes();
    Pair keras("keras-h5", "pytorch");
    keras.map("a/kernel", {3, 5, 3, 10}, "a.weight", {10, 3, 3, 5}, "transpose(3,2,0,1)");
    EXPECT_EQ(keras.codes(), "");
    Pair grey("numpy-npy", "pytorch");
    grey.map("a/w", {3, 5, 1, 10}, "a.weight", {10, 1, 3, 5}, "transpose(3,2,0,1)");
    EXPECT_EQ(grey.codes(), "");
}

TEST(CheckWarnings, Losses)
{
    Pair cast("pytorch", "pytorch");
    cast.map("a.bias", {4}, "a.bias", {4}, "cast(float16)");
    EXPECT_EQ(cast.codes(), "warning lossy-cast");
    EXPECT_EQ(Pair("pytorch", "pytorch").map("a.bias", {4}, "b.bias", {4}, "", DType::Float16).codes(), "") << "float16 to float32 loses nothing";
    EXPECT_EQ(Pair("pytorch", "pytorch").map("a.bias", {4}, "b.bias", {4}, "", DType::Float64).codes(), "warning lossy-cast");
    const Diagnostic crop = Pair("pytorch", "pytorch").map("a.bias", {1001}, "b.bias", {1000}, "crop(0,1000,1)").only();
    EXPECT_EQ(crop.code, "crops-data");
    EXPECT_NE(crop.message.find("crops axis 0 from 1001 to 1000"), std::string::npos);
    EXPECT_EQ(Pair("pytorch", "pytorch").map("a.bias", {5}, "b.bias", {3}, "pad_or_crop").only().code, "crops-data");
    EXPECT_EQ(Pair("pytorch", "pytorch").map("a.bias", {3}, "b.bias", {5}, "pad_or_crop").codes(), "") << "padding loses nothing";

    Pair fused("pytorch", "pytorch");
    fused.map("qkv.bias", {12}, "q.bias", {4}, "slice(0,0,4)");
    EXPECT_EQ(fused.codes(), "warning crops-data");
    fused.target.add("k.bias", {4}).add("v.bias", {4});
    fused.document.entries.push_back({"k.bias", {"qkv.bias"}, "slice(0,4,8)", {}, ""});
    fused.document.entries.push_back({"v.bias", {"qkv.bias"}, "slice(0,8,12)", {}, ""});
    EXPECT_EQ(fused.codes(), "") << "the parts together take everything";
}

TEST(CheckWarnings, GroupedKernels)
{
    Pair alexnet("numpy-npy", "pytorch"); // conv2 of AlexNet is in two groups in Caffe's models
    alexnet.map("conv2/weights", {5, 5, 48, 256}, "conv2.weight", {256, 96, 5, 5}, "transpose(3,2,0,1)");
    EXPECT_EQ(alexnet.codes(), "error shape-mismatch, warning grouped-kernel");
    for (const Diagnostic& d : alexnet.check().diagnostics)
        if (d.code == "grouped-kernel") {
            EXPECT_NE(d.message.find("2 groups"), std::string::npos) << d.message;
        }
    Pair classes("keras-h5", "keras-h5");
    classes.map("a/kernel", {3, 3, 128, 8}, "a/kernel", {3, 3, 128, 2});
    EXPECT_EQ(classes.codes(), "error shape-mismatch") << "another class count is no grouping";
    Pair odd("pytorch", "pytorch");
    odd.map("a.weight", {8, 5, 3, 3}, "a.weight", {8, 7, 3, 3});
    EXPECT_EQ(odd.codes(), "error shape-mismatch");
}

TEST(CheckWarnings, OptimizerState)
{
    Pair p("keras-h5", "keras-h5");
    p.map("optimizer_weights/Variable:0", {8}, "optimizer_weights/Variable:0", {8});
    EXPECT_EQ(p.codes(), "warning optimizer-state");
    Pair from("keras-h5", "keras-h5");
    from.map("optimizer_weights/Variable:0", {8}, "a/bias:0", {8});
    EXPECT_EQ(from.codes(), "warning optimizer-state");
    Pair none("keras-h5", "keras-h5");
    none.map("a/bias:0", {8}, "a/bias:0", {8});
    none.source.add("optimizer_weights/Variable:0", {8});
    none.target.add("optimizer_weights/Variable:0", {8});
    EXPECT_EQ(none.codes(), "") << "what is left alone is not warned of";
}

TEST(CheckSamples, MtcnnProposalIsWarnedOf)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: the published MTCNN conversion is not checked";
    const ModelSketch source = test::sketchOfSample(*samples / "numpy-npy/facenet-det1/facts.json", "numpy-npy");
    const ModelSketch target = test::sketchOfSample(*samples / "pytorch/facenet-pytorch-pnet/facts.json", "pytorch");
    MappingDocument document;
    const auto add = [&](const std::string& to, const std::string& from, const char* transform) { document.entries.push_back({to, {from}, transform, 0.9, "names"}); };
    for (const char* n : {"1", "2", "3", "4_1", "4_2"}) {
        std::string from = std::string("conv") + n;
        std::replace(from.begin(), from.end(), '_', '-');
        add(std::string("conv") + n + ".weight", from + "/weights", "transpose(3,2,0,1)");
        add(std::string("conv") + n + ".bias", from + "/biases", "");
    }
    for (const char* n : {"1", "2", "3"})
        add(std::string("prelu") + n + ".weight", std::string("PReLU") + n + "/alpha", "");
    CheckResult result = check(document, source.outline(), target.outline());
    EXPECT_EQ(result.entries.size(), 13U);
    EXPECT_FALSE(result.hasErrors());
    std::vector<std::string> warned;
    for (const Diagnostic& d : result.diagnostics)
        if (d.severity == Severity::Warning) {
            EXPECT_EQ(d.code, "spatial-order") << d.message;
            warned.push_back(d.target);
        }
    EXPECT_EQ(warned, (std::vector<std::string>{"conv1.weight", "conv2.weight", "conv3.weight"}));

    // The one rule that the published conversion needs: it changes the kernels and nothing else.
    document.rules = {{{}, "**.weight", "transpose(3,2,1,0)"}};
    result = check(document, source.outline(), target.outline());
    EXPECT_FALSE(result.hasErrors());
    for (const ResolvedEntry& e : result.entries)
        EXPECT_EQ(e.transform.toString(), target.tensors[e.target].shape.rank() == 4 ? "transpose(3,2,1,0)" : "identity");
}

TEST(CheckSamples, EmotionToGenderIsFreeOfNoise)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: the Keras pair is not checked";
    const ModelSketch source = test::sketchOfSample(*samples / "keras-h5/fer2013-mini-xception-102/facts.json", "keras-h5");
    const ModelSketch target = test::sketchOfSample(*samples / "keras-h5/gender-mini-xception/facts.json", "keras-h5");
    // As the matcher proposes it: every weight of the same layer, label and shape.
    MappingDocument document;
    for (const TensorInfo& t : target.tensors)
        if (t.name.starts_with("model_weights/"))
            if (const auto s = findTensor(source.tensors, t.layer + '/' + t.label); s && source.tensors[*s].shape == t.shape)
                document.entries.push_back({t.name, {source.tensors[*s].name}, "", 0.95, "same layer"});
    CheckResult result = check(document, source.outline(), target.outline());
    EXPECT_EQ(result.entries.size(), 78U);
    EXPECT_FALSE(result.hasErrors());
    std::vector<std::string> codes;
    for (const Diagnostic& d : result.diagnostics)
        codes.push_back(d.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"shape-mismatch", "shape-mismatch"})) << "the last convolution's kernel and bias, and nothing else";

    // The same by one rule; the names' scope suffixes are bridged by layer and weight name.
    document.entries.clear();
    document.exclude = {"optimizer_weights/**"};
    document.policy.shapeMismatch = ShapeMismatchPolicy::Skip;
    document.rules = {{{"**"}, "**", ""}};
    result = check(document, source.outline(), target.outline());
    EXPECT_EQ(result.entries.size(), 78U);
    EXPECT_FALSE(result.hasErrors());
    EXPECT_EQ(result.count(Severity::Warning), 2U);
    EXPECT_EQ(std::count(result.targetStates.begin(), result.targetStates.end(), TargetState::Kept), 2);
}

} // namespace
} // namespace tensorgraft
