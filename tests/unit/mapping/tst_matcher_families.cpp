#include "match_models.h"

#include "model_io/mapping/matcher_names.h"

#include <gtest/gtest.h>

using namespace tensorgraft;
using test::match;
using test::Matched;
using test::Model;

namespace {

std::string number(int i) { return std::to_string(i); }

void addDense(Model& model, const std::string& name, std::int64_t in, std::int64_t out)
{
    model.add(name + ".weight", {out, in}).add(name + ".bias", {out});
}

void addNorm(Model& model, const std::string& name, std::int64_t size)
{
    model.add(name + ".weight", {size}).add(name + ".bias", {size});
}

} // namespace

TEST(MatcherFamilies, ExpertsAreStackedAndTakenApart)
{
    Model apart{"safetensors", {}}, stacked{"gguf", {}};
    apart.add("model.embed_tokens.weight", {1200, 32});
    stacked.add("token_embd.weight", {1200, 32});
    for (int i = 0; i < 3; ++i) {
        const std::string a = "model.layers." + number(i) + ".block_sparse_moe.", b = "blk." + number(i) + ".ffn_";
        apart.add(a + "gate.weight", {4, 32});
        for (int e = 0; e < 4; ++e)
            for (const char* w : {"w1", "w2", "w3"})
                apart.add(a + "experts." + number(e) + "." + w + ".weight", w == std::string("w2") ? Shape{32, 48} : Shape{48, 32});
        stacked.add(b + "gate_inp.weight", {4, 32}).add(b + "gate_exps.weight", {4, 48, 32});
        stacked.add(b + "down_exps.weight", {4, 32, 48}).add(b + "up_exps.weight", {4, 48, 32});
    }
    const Matched joined = match(apart, stacked);
    EXPECT_EQ(joined.claims.size(), stacked.tensors.size());
    EXPECT_EQ(joined.claims.at("blk.1.ffn_down_exps.weight").transform, "stack(0)");
    EXPECT_EQ(joined.claims.at("blk.1.ffn_up_exps.weight").source,
              "model.layers.1.block_sparse_moe.experts.0.w3.weight model.layers.1.block_sparse_moe.experts.1.w3.weight "
              "model.layers.1.block_sparse_moe.experts.2.w3.weight model.layers.1.block_sparse_moe.experts.3.w3.weight");
    const Matched split = match(stacked, apart);
    EXPECT_EQ(split.claims.size(), apart.tensors.size());
    const auto& one = split.claims.at("model.layers.2.block_sparse_moe.experts.3.w1.weight");
    EXPECT_EQ(one.source, "blk.2.ffn_gate_exps.weight");
    EXPECT_EQ(one.transform, "slice(0,3,4)|squeeze(0)");
}

// A decoder whose levels are counted from the image, against one counted from the latent: the makes of the levels tell.
TEST(MatcherFamilies, ScopesCountedTheOtherWay)
{
    Model source{"pytorch", {}}, target{"safetensors", {}};
    const std::int64_t widths[] = {8, 16, 32, 32};
    for (int level = 0; level < 4; ++level)
        for (int r = 0; r < 3; ++r) {
            const std::int64_t out = widths[level], in = r > 0 ? out : widths[std::min(3, level + 1)];
            const std::string a = "decoder.up." + number(level) + ".block." + number(r) + ".";
            const std::string b = "decoder.up_blocks." + number(3 - level) + ".resnets." + number(r) + ".";
            source.add(a + "conv1.weight", {out, in, 3, 3}).add(a + "conv2.weight", {out, out, 3, 3});
            target.add(b + "conv1.weight", {out, in, 3, 3}).add(b + "conv2.weight", {out, out, 3, 3});
        }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    EXPECT_EQ(m.claims.at("decoder.up_blocks.0.resnets.1.conv2.weight").source, "decoder.up.3.block.1.conv2.weight");
    EXPECT_EQ(m.claims.at("decoder.up_blocks.1.resnets.1.conv2.weight").source, "decoder.up.2.block.1.conv2.weight");
    EXPECT_EQ(m.claims.at("decoder.up_blocks.3.resnets.0.conv1.weight").source, "decoder.up.0.block.0.conv1.weight");
}

TEST(MatcherFamilies, OneSourceFillsStudentAndTeacher)
{
    Model source{"pytorch", {}}, target{"pytorch", {}};
    const auto backbone = [](Model& model, const std::string& at) {
        for (int i = 0; i < 6; ++i) {
            model.add(at + "layer" + number(i) + ".conv.weight", {8 + i, 8, 3, 3});
            addNorm(model, at + "layer" + number(i) + ".bn", 8 + i);
        }
    };
    backbone(source, "");
    addDense(source, "fc", 13, 100);
    for (const char* side : {"student.", "teacher."}) {
        backbone(target, std::string(side) + "backbone.");
        addDense(target, std::string(side) + "head", 13, 5);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), 36U);
    EXPECT_EQ(m.claims.at("student.backbone.layer3.conv.weight").source, "layer3.conv.weight");
    EXPECT_EQ(m.claims.at("teacher.backbone.layer3.conv.weight").source, "layer3.conv.weight");
    EXPECT_NE(m.claims.at("teacher.backbone.layer3.bn.bias").reason.find("a second time"), std::string::npos);
    // Where the source has two as well, each has its own.
    Model towers{"pytorch", {}};
    backbone(towers, "a.student.net.");
    backbone(towers, "a.teacher.net.");
    const Matched two = match(towers, target);
    EXPECT_EQ(two.claims.at("student.backbone.layer3.conv.weight").source, "a.student.net.layer3.conv.weight");
    EXPECT_EQ(two.claims.at("teacher.backbone.layer3.conv.weight").source, "a.teacher.net.layer3.conv.weight");
}

// A convolution over the whole map is a dense layer, in both directions and both orders.
TEST(MatcherFamilies, ConvolutionAsDenseLayer)
{
    Model slim{"tf_checkpoint", {}}, torch{"pytorch", {}}, keras{"keras-h5", {}};
    slim.add("net/conv1/weights", {3, 3, 3, 8}).add("net/conv1/biases", {8}).add("net/fc6/weights", {5, 5, 8, 40});
    slim.add("net/fc6/biases", {40}).add("net/fc7/weights", {1, 1, 40, 60}).add("net/fc7/biases", {60});
    torch.add("features.0.weight", {8, 3, 3, 3}).add("features.0.bias", {8});
    addDense(torch, "classifier.0", 200, 40);
    addDense(torch, "classifier.3", 40, 60);
    for (const char* name : {"conv1", "fc6", "fc7"}) {
        const std::string at = std::string(name) + "/" + name;
        const Shape kernel = name == std::string("conv1") ? Shape{3, 3, 3, 8} : name == std::string("fc6") ? Shape{200, 40} : Shape{40, 60};
        keras.add(at + "/kernel:0", kernel).add(at + "/bias:0", {kernel[kernel.rank() - 1]});
    }
    EXPECT_EQ(match(slim, torch).claims.at("classifier.0.weight").transform, "transpose(3,2,0,1)|reshape");
    EXPECT_EQ(match(slim, torch).claims.at("classifier.0.bias").source, "net/fc6/biases");
    EXPECT_EQ(match(torch, slim).claims.at("net/fc6/weights").transform, "reshape(40,8,5,5)|transpose(2,3,1,0)");
    EXPECT_EQ(match(slim, keras).claims.at("fc6/fc6/kernel:0").transform, "reshape");
    EXPECT_EQ(match(keras, slim).claims.at("net/fc6/weights").transform, "reshape");
}

TEST(MatcherFamilies, CellsOfRecurrentLayers)
{
    Model keras{"keras-h5", {}}, torch{"pytorch", {}};
    keras.add("embedding/embeddings:0", {2000, 24});
    torch.add("encoder.weight", {2000, 24});
    std::int64_t in = 24;
    for (int l = 0; l < 2; ++l) {
        const std::string name = l ? "lstm_1" : "lstm", layer = "_l" + number(l);
        keras.add(name + "/kernel:0", {in, 64}).add(name + "/recurrent_kernel:0", {16, 64}).add(name + "/bias:0", {64});
        torch.add("rnn.weight_ih" + layer, {64, in}).add("rnn.weight_hh" + layer, {64, 16});
        torch.add("rnn.bias_ih" + layer, {64}).add("rnn.bias_hh" + layer, {64});
        in = 16; // the second layer's two kernels have one shape
    }
    const Matched m = match(keras, torch);
    EXPECT_EQ(m.claims.at("rnn.weight_ih_l1").source, "lstm_1/kernel:0");
    EXPECT_EQ(m.claims.at("rnn.weight_hh_l1").source, "lstm_1/recurrent_kernel:0");
    EXPECT_EQ(m.claims.at("rnn.weight_hh_l0").source, "lstm/recurrent_kernel:0");
    EXPECT_EQ(m.claims.at("rnn.weight_hh_l0").transform, "transpose(1,0)");
    EXPECT_EQ(m.claims.at("rnn.bias_ih_l1").source, "lstm_1/bias:0");
    EXPECT_EQ(m.claims.count("rnn.bias_hh_l1"), 0U);
}

// attn and cross_attn against self_attn and encoder_attn; layers that are numbered in their block but named beside it.
TEST(MatcherFamilies, CrossAttentionAndSharedEmbeddings)
{
    Model source{"pytorch", {}}, target{"pytorch", {}};
    source.add("decoder.token_embedding.weight", {2000, 32});
    target.add("model.shared.weight", {2000, 32}).add("model.decoder.embed_tokens.weight", {2000, 32});
    for (int i = 0; i < 4; ++i) {
        const std::string a = "decoder.blocks." + number(i) + ".", b = "model.decoder.layers." + number(i) + ".";
        for (const char* kind : {"attn", "cross_attn"}) {
            for (const char* part : {"query", "key", "value", "out"})
                addDense(source, a + kind + "." + part, 32, 32);
            addNorm(source, a + kind + "_ln", 32);
        }
        addDense(source, a + "mlp.0", 32, 96);
        addDense(source, a + "mlp.2", 96, 32);
        addNorm(source, a + "mlp_ln", 32);
        for (const char* kind : {"self_attn", "encoder_attn"}) {
            for (const char* part : {"k_proj", "v_proj", "q_proj", "out_proj"})
                addDense(target, b + kind + "." + part, 32, 32);
            addNorm(target, b + kind + "_layer_norm", 32);
        }
        addDense(target, b + "fc1", 32, 96);
        addDense(target, b + "fc2", 96, 32);
        addNorm(target, b + "final_layer_norm", 32);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    for (int i = 0; i < 4; ++i) {
        const std::string a = "decoder.blocks." + number(i) + ".", b = "model.decoder.layers." + number(i) + ".";
        EXPECT_EQ(m.claims.at(b + "self_attn.k_proj.weight").source, a + "attn.key.weight");
        EXPECT_EQ(m.claims.at(b + "encoder_attn.out_proj.weight").source, a + "cross_attn.out.weight");
        EXPECT_EQ(m.claims.at(b + "encoder_attn_layer_norm.weight").source, a + "cross_attn_ln.weight");
        EXPECT_EQ(m.claims.at(b + "fc1.weight").source, a + "mlp.0.weight");
        EXPECT_EQ(m.claims.at(b + "final_layer_norm.bias").source, a + "mlp_ln.bias");
    }
    EXPECT_EQ(m.claims.at("model.shared.weight").source, "decoder.token_embedding.weight");
}

TEST(MatcherFamilies, NormsBeforeAndAfter)
{
    Model jax{"flax_npz", {}}, torch{"pytorch", {}};
    for (int i = 0; i < 4; ++i) {
        const std::string a = "Transformer/encoderblock_" + number(i) + "/", b = "encoder.layer." + number(i) + ".";
        jax.add(a + "LayerNorm_0/bias", {32}).add(a + "LayerNorm_0/scale", {32}).add(a + "LayerNorm_2/bias", {32});
        jax.add(a + "LayerNorm_2/scale", {32}).add(a + "MlpBlock_3/Dense_0/kernel", {32, 96}).add(a + "MlpBlock_3/Dense_1/kernel", {96, 32});
        torch.add(b + "intermediate.dense.weight", {96, 32}).add(b + "output.dense.weight", {32, 96});
        addNorm(torch, b + "layernorm_before", 32);
        addNorm(torch, b + "layernorm_after", 32);
    }
    const Matched m = match(jax, torch);
    EXPECT_EQ(m.claims.size(), torch.tensors.size());
    EXPECT_EQ(m.claims.at("encoder.layer.2.layernorm_before.weight").source, "Transformer/encoderblock_2/LayerNorm_0/scale");
    EXPECT_EQ(m.claims.at("encoder.layer.2.layernorm_after.bias").source, "Transformer/encoderblock_2/LayerNorm_2/bias");
}

// x @ self.proj against a linear layer: the square one is transposed too.
TEST(MatcherFamilies, BareProjectionsKeepInputsFirst)
{
    Model source{"pytorch", {}}, target{"pytorch", {}};
    source.add("text_projection", {32, 32}).add("visual.proj", {48, 32});
    target.add("visual_projection.weight", {32, 48}).add("text_projection.weight", {32, 32});
    for (int i = 0; i < 3; ++i) {
        addDense(source, "resblocks." + number(i) + ".mlp", 32, 64 + i);
        addDense(target, "layers." + number(i) + ".mlp", 32, 64 + i);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.at("text_projection.weight").transform, "transpose(1,0)");
    EXPECT_EQ(m.claims.at("visual_projection.weight").transform, "transpose(1,0)");
}

TEST(MatcherFamilies, GateAndUpAreTakenApart)
{
    Model source{"safetensors", {}}, target{"safetensors", {}};
    source.add("model.embed_tokens.weight", {1200, 32});
    target.add("model.embed_tokens.weight", {1200, 32});
    for (int i = 0; i < 3; ++i) {
        const std::string at = "model.layers." + number(i) + ".mlp.";
        source.add(at + "gate_up_proj.weight", {128, 32}).add(at + "down_proj.weight", {32, 64});
        target.add(at + "gate_proj.weight", {64, 32}).add(at + "up_proj.weight", {64, 32}).add(at + "down_proj.weight", {32, 64});
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    EXPECT_EQ(m.claims.at("model.layers.1.mlp.up_proj.weight").transform, "slice(0,64,128)");
}

// A few convolutions of one shape in two networks that are otherwise strangers; and left-over layers where names agree.
TEST(MatcherFamilies, CoincidencesAreNotClaimed)
{
    Model plain{"keras-h5", {}}, other{"pytorch", {}};
    const std::pair<int, int> kernels[] = {{3, 32}, {32, 64}, {64, 64}, {64, 128}};
    for (int i = 0; i < 4; ++i)
        plain.add("conv2d_" + number(i + 1) + "/kernel:0", {3, 3, kernels[i].first, kernels[i].second})
            .add("conv2d_" + number(i + 1) + "/bias:0", {kernels[i].second});
    plain.add("dense_1/kernel:0", {512, 256}).add("dense_1/bias:0", {256}).add("dense_2/kernel:0", {256, 10}).add("dense_2/bias:0", {10});
    const std::tuple<const char*, int, int> blocks[] = {{"enc.stem", 1, 16},    {"enc.body.0", 16, 64}, {"enc.body.1", 64, 64},
                                                        {"dec.up.0", 64, 64},   {"dec.up.1", 64, 128},  {"dec.flow", 128, 2}};
    for (const auto& [name, in, out] : blocks)
        other.add(std::string(name) + ".conv.weight", {out, in, 3, 3}).add(std::string(name) + ".conv.bias", {out});
    addDense(other, "mask.proj", 576, 32);
    addDense(other, "mask.emb", 32, 7);
    const Matched m = match(plain, other);
    EXPECT_TRUE(m.claims.empty());
    EXPECT_FALSE(m.result.refusal.empty());

    Model pretrained{"pytorch", {}}, tuned{"pytorch", {}};
    for (Model* model : {&pretrained, &tuned})
        for (int i = 0; i < 6; ++i)
            for (const char* name : {"attention.dense", "output.dense"})
                addDense(*model, (model == &tuned ? "net.bert.layer." : "bert.layer.") + number(i) + "." + name, 32, 32);
    addDense(pretrained, "cls.predictions.transform.dense", 32, 32);
    addDense(tuned, "net.bert.pooler.dense", 32, 32);
    const Matched tune = match(pretrained, tuned);
    EXPECT_EQ(tune.claims.size(), 24U);
    EXPECT_EQ(tune.claims.count("net.bert.pooler.dense.weight"), 0U);
}

// conv3 and the projection of the first block have one shape: what the other blocks show decides.
TEST(MatcherFamilies, TheOtherBlocksDecide)
{
    Model source{"flax_npz", {}}, target{"pytorch", {}};
    for (int b = 0; b < 4; ++b) {
        const std::int64_t in = b == 0 ? 8 : 16 * b, width = b == 0 ? 8 : 4 * b, out = 16 * (b + 1);
        const std::string a = "block" + number(b + 1) + "/", t = "stages." + number(b) + ".";
        const auto conv = [&](const std::string& from, const std::string& to, std::int64_t k, std::int64_t i, std::int64_t o) {
            source.add(a + from + "/conv2d/kernel", {k, k, i, o});
            target.add(t + to + ".weight", {o, i, k, k});
        };
        conv("a", "conv1", 1, in, width);
        conv("a/proj", "downsample.conv", 1, in, out);
        conv("b", "conv2", 3, width, width);
        conv("c", "conv3", 1, width, out);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    for (int b = 0; b < 4; ++b) {
        EXPECT_EQ(m.claims.at("stages." + number(b) + ".conv3.weight").source, "block" + number(b + 1) + "/c/conv2d/kernel");
        EXPECT_EQ(m.claims.at("stages." + number(b) + ".downsample.conv.weight").source, "block" + number(b + 1) + "/a/proj/conv2d/kernel");
    }
}

// Four norms a block: before and after the attention, before and after the feed-forward part. GGUF reorders no rows here.
TEST(MatcherFamilies, SandwichedNorms)
{
    Model source{"safetensors", {}}, target{"gguf", {}};
    source.add("model.embed_tokens.weight", {2000, 256});
    target.add("token_embd.weight", {2000, 256});
    for (int i = 0; i < 4; ++i) {
        const std::string a = "model.layers." + number(i) + ".", b = "blk." + number(i) + ".";
        source.add(a + "input_layernorm.weight", {256}).add(a + "mlp.gate_proj.weight", {512, 256}).add(a + "mlp.up_proj.weight", {512, 256});
        source.add(a + "post_attention_layernorm.weight", {256}).add(a + "post_feedforward_layernorm.weight", {256});
        source.add(a + "pre_feedforward_layernorm.weight", {256}).add(a + "self_attn.q_proj.weight", {256, 256});
        target.add(b + "attn_norm.weight", {256}).add(b + "ffn_gate.weight", {512, 256}).add(b + "ffn_up.weight", {512, 256});
        target.add(b + "post_attention_norm.weight", {256}).add(b + "post_ffw_norm.weight", {256}).add(b + "ffn_norm.weight", {256});
        target.add(b + "attn_q.weight", {256, 256});
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    EXPECT_EQ(m.claims.at("blk.2.attn_norm.weight").source, "model.layers.2.input_layernorm.weight");
    EXPECT_EQ(m.claims.at("blk.2.ffn_norm.weight").source, "model.layers.2.pre_feedforward_layernorm.weight");
    EXPECT_EQ(m.claims.at("blk.2.post_attention_norm.weight").source, "model.layers.2.post_attention_layernorm.weight");
    EXPECT_EQ(m.claims.at("blk.2.post_ffw_norm.weight").source, "model.layers.2.post_feedforward_layernorm.weight");
    EXPECT_EQ(m.claims.at("blk.2.attn_q.weight").transform, "identity");
}

TEST(MatcherFamilies, TheOutputsBiasIsKeptTwice)
{
    Model source{"flax", {}}, target{"pytorch", {}};
    source.add("embeddings/word_embeddings/embedding", {6000, 32}).add("cls/predictions/bias", {6000});
    target.add("embeddings.word_embeddings.weight", {6000, 32}).add("cls.predictions.bias", {6000});
    for (int i = 0; i < 3; ++i) {
        source.add("encoder/layer/" + number(i) + "/dense/kernel", {32, 40 + i}).add("encoder/layer/" + number(i) + "/dense/bias", {40 + i});
        addDense(target, "encoder.layer." + number(i) + ".dense", 32, 40 + i);
    }
    addDense(target, "cls.predictions.decoder", 32, 6000);
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    EXPECT_EQ(m.claims.at("cls.predictions.decoder.bias").source, "cls/predictions/bias");
    EXPECT_EQ(m.claims.at("cls.predictions.decoder.weight").source, "embeddings/word_embeddings/embedding");
}

// Heads that are axes of their own, into one fused projection; and a text model without its head back into one with.
TEST(MatcherFamilies, HeadsAreJoinedToOneProjection)
{
    Model source{"flax_npz", {}}, target{"pytorch", {}};
    source.add("embedding/kernel", {4, 4, 3, 32});
    target.add("patch_embed.proj.weight", {32, 3, 4, 4});
    for (int i = 0; i < 4; ++i) {
        const std::string a = "Transformer/encoderblock_" + number(i) + "/MultiHeadDotProductAttention_1/", b = "blocks." + number(i) + ".attn.";
        for (const char* part : {"key", "query", "value"})
            source.add(a + part + "/bias", {4, 8}).add(a + part + "/kernel", {32, 4, 8});
        source.add(a + "out/bias", {32}).add(a + "out/kernel", {4, 8, 32});
        addDense(target, b + "qkv", 32, 96);
        addDense(target, b + "proj", 32, 32);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    const auto& qkv = m.claims.at("blocks.2.attn.qkv.weight");
    EXPECT_EQ(qkv.transform, "transpose(1,2,0)|reshape(32,32)|concat(0)");
    const std::string at = "Transformer/encoderblock_2/MultiHeadDotProductAttention_1/";
    EXPECT_EQ(qkv.source, at + "query/kernel " + at + "key/kernel " + at + "value/kernel");
    EXPECT_EQ(m.claims.at("blocks.2.attn.qkv.bias").source, at + "query/bias " + at + "key/bias " + at + "value/bias");
}

// A flat list of counted layers is no scope that could be made otherwise than the target's.
TEST(MatcherFamilies, CountedLayersIntoNestedOnes)
{
    Model source{"keras-h5", {}}, target{"pytorch", {}};
    int count = 0;
    const auto counted = [](const std::string& name, int n) { return name + (n ? "_" + number(n) : "") + "/kernel:0"; };
    const auto twice = [&](const std::string& at, std::int64_t in, std::int64_t out) {
        for (const auto& [name, inputs] : {std::pair{".0", in}, std::pair{".3", out}}) {
            source.add(counted("conv2d", count++), {3, 3, inputs, out});
            target.add(at + name + ".weight", {out, inputs, 3, 3});
        }
    };
    twice("inc.double_conv", 3, 8);
    for (int i = 1; i < 5; ++i)
        twice("down" + number(i) + ".conv", 8 << (i - 1), 8 << i);
    for (int i = 1; i < 5; ++i) {
        const std::int64_t in = 128 >> (i - 1), out = in / 2;
        source.add(counted("conv2d_transpose", i - 1), {2, 2, out, in});
        target.add("up" + number(i) + ".up.weight", {in, out, 2, 2});
        twice("up" + number(i) + ".conv", in, out);
    }
    const Matched m = match(source, target);
    EXPECT_EQ(m.result.refusal, "");
    EXPECT_EQ(m.claims.size(), target.tensors.size());
    EXPECT_EQ(m.claims.at("up2.up.weight").source, "conv2d_transpose_1/kernel:0");
}

TEST(MatcherNames, StatesOfOptimizersAreSetAside)
{
    using namespace matching;
    const FormatTraits flax = formatTraits("flax"), tf = formatTraits("tf_checkpoint");
    EXPECT_EQ(parseName("state/param_states/encoder/layers_0/mlp/wi/kernel/v", flax).role, NameRole::Optimizer);
    EXPECT_EQ(parseName("encoder/block_000/layer_000/SelfAttention/q_slot_vr", tf).role, NameRole::Optimizer);
    EXPECT_EQ(parseName("encoder/block_000/layer_000/SelfAttention/q", tf).label, "kernel");
}
