#include "model_io/mapping/matcher_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tensorgraft::matching {
namespace {

using K = ParameterKind;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

struct LabelWord {
    std::string_view text, label;
    K kind;
};
// Names of parameters in TensorFlow, Keras, PyTorch, Flax, Haiku, MXNet, Caffe and GPT-2's own code.
constexpr std::array labelWords{
    LabelWord{"kernel", "kernel", K::Kernel}, LabelWord{"weights", "kernel", K::Kernel},
    LabelWord{"weight", "kernel", K::Kernel}, LabelWord{"w", "kernel", K::Kernel},
    LabelWord{"filters", "kernel", K::Kernel}, LabelWord{"filter", "kernel", K::Kernel},
    LabelWord{"depthwise_kernel", "depthwise", K::DepthwiseKernel},
    LabelWord{"depthwise_weights", "depthwise", K::DepthwiseKernel},
    LabelWord{"pointwise_kernel", "pointwise", K::PointwiseKernel},
    LabelWord{"pointwise_weights", "pointwise", K::PointwiseKernel},
    LabelWord{"recurrent_kernel", "recurrent", K::RecurrentKernel},
    LabelWord{"bias", "bias", K::Bias}, LabelWord{"biases", "bias", K::Bias}, LabelWord{"b", "bias", K::Bias},
    LabelWord{"gamma", "gamma", K::Gamma}, LabelWord{"g", "gamma", K::Gamma}, LabelWord{"scale", "gamma", K::Gamma},
    LabelWord{"beta", "beta", K::Beta}, LabelWord{"offset", "beta", K::Beta},
    LabelWord{"moving_mean", "mean", K::MovingMean}, LabelWord{"running_mean", "mean", K::MovingMean},
    LabelWord{"mean", "mean", K::MovingMean},
    LabelWord{"moving_variance", "variance", K::MovingVariance},
    LabelWord{"running_var", "variance", K::MovingVariance}, LabelWord{"moving_var", "variance", K::MovingVariance},
    LabelWord{"variance", "variance", K::MovingVariance}, LabelWord{"var", "variance", K::MovingVariance},
    LabelWord{"alpha", "alpha", K::Alpha}, LabelWord{"alphas", "alpha", K::Alpha},
    LabelWord{"embeddings", "kernel", K::Embedding}, LabelWord{"embedding", "kernel", K::Embedding},
    LabelWord{"num_batches_tracked", "count", K::Scalar}, LabelWord{"count", "count", K::Scalar},
};

const LabelWord* labelWord(std::string_view text)
{
    for (const LabelWord& w : labelWords)
        if (w.text == text)
            return &w;
    return nullptr;
}

// What optimizers and averagers leave beside the weights (TensorFlow slots, Keras groups, PyTorch states).
constexpr std::array optimizerWords{
    std::string_view{"adam"}, std::string_view{"momentum"}, std::string_view{"rmsprop"}, std::string_view{"adagrad"},
    std::string_view{"adadelta"}, std::string_view{"adamax"}, std::string_view{"ftrl"}, std::string_view{"lamb"},
    std::string_view{"adam_m"}, std::string_view{"adam_v"}, std::string_view{"exp_avg"}, std::string_view{"exp_avg_sq"},
    std::string_view{"exponentialmovingaverage"}, std::string_view{"momentum_buffer"}, std::string_view{"global_step"},
    std::string_view{"save_counter"}, std::string_view{"beta1_power"}, std::string_view{"beta2_power"},
};
constexpr std::array optimizerScopes{
    std::string_view{"optimizer"}, std::string_view{"optimizers"}, std::string_view{"optimizer_weights"},
    std::string_view{"opt_state"}, std::string_view{"optimizer_state"}, std::string_view{"optimizer_states"},
    std::string_view{"model_ema"}, std::string_view{"ema_model"}, std::string_view{"ema"},
};
constexpr std::array bufferWords{
    std::string_view{"num_batches_tracked"}, std::string_view{"position_ids"}, std::string_view{"token_type_ids"},
    std::string_view{"masked_bias"}, std::string_view{"attn_mask"}, std::string_view{"inv_freq"},
    std::string_view{"relative_position_index"}, std::string_view{"causal_mask"},
};

template <typename Array>
bool contains(const Array& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

// "Adam_1" is the second slot of the same name.
std::string_view withoutCounter(std::string_view word)
{
    std::size_t end = word.size();
    while (end > 0 && isDigit(word[end - 1]))
        --end;
    return end > 1 && end < word.size() && word[end - 1] == '_' ? word.substr(0, end - 1) : word;
}

void addNumber(std::string_view digits, std::vector<Token>& out)
{
    std::int64_t value = 0;
    for (char c : digits.substr(0, 17))
        value = value * 10 + (c - '0');
    out.push_back({std::string(digits), value, false});
}

// Names whose capitals are not word borders, and words that carry a digit of their own.
bool addKnownRun(std::string_view run, std::vector<Token>& out)
{
    constexpr std::array whole{std::string_view{"prelu"}, std::string_view{"relu"}, std::string_view{"qkv"},
                               std::string_view{"layernorm"}, std::string_view{"batchnorm"},
                               std::string_view{"groupnorm"}, std::string_view{"rmsnorm"}};
    const std::string low = lowered(run);
    if (!contains(whole, low))
        return false;
    out.push_back({low, -1, false});
    return true;
}

void addLetters(std::string_view run, std::vector<Token>& out)
{
    if (addKnownRun(run, out))
        return;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= run.size(); ++i) {
        const bool border = i == run.size() || (isUpper(run[i]) && isLower(run[i - 1]))
            || (i + 1 < run.size() && isUpper(run[i - 1]) && isUpper(run[i]) && isLower(run[i + 1]));
        if (border) {
            out.push_back({lowered(run.substr(begin, i - begin)), -1, false});
            begin = i;
        }
    }
}

// "1x7": the size of a kernel, one word.
std::size_t kernelSizeWord(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size() && isDigit(text[i]))
        ++i;
    if (i == 0 || i + 1 >= text.size() || text[i] != 'x' || !isDigit(text[i + 1]))
        return 0;
    ++i;
    while (i < text.size() && isDigit(text[i]))
        ++i;
    return i;
}

void tokenize(std::string_view segment, std::vector<Token>& out)
{
    for (std::size_t i = 0; i < segment.size();) {
        if (isDigit(segment[i])) {
            if (const std::size_t size = kernelSizeWord(segment.substr(i))) {
                out.push_back({std::string(segment.substr(i, size)), -1, false});
                i += size;
                continue;
            }
            std::size_t end = i;
            while (end < segment.size() && isDigit(segment[end]))
                ++end;
            addNumber(segment.substr(i, end - i), out);
            i = end;
        } else if (isUpper(segment[i]) || isLower(segment[i])) {
            std::size_t end = i;
            while (end < segment.size() && (isUpper(segment[end]) || isLower(segment[end])))
                ++end;
            const std::string_view run = segment.substr(i, end - i);
            addLetters(run, out);
            // conv2d, conv1d, conv3d: the digit belongs to the word.
            if (end + 1 < segment.size() && isDigit(segment[end]) && (segment[end + 1] == 'd' || segment[end + 1] == 'D')
                && (end + 2 == segment.size() || !isLower(segment[end + 2])) && segment[end] <= '3') {
                out.back().text += std::string(1, segment[end]) + "d";
                end += 2;
            }
            i = end;
        } else {
            ++i;
        }
    }
}

std::vector<std::string_view> split(std::string_view name)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= name.size(); ++i)
        if (i == name.size() || name[i] == '/' || name[i] == '.' || name[i] == '~') {
            if (i > begin)
                parts.push_back(name.substr(begin, i - begin));
            begin = i + 1;
        }
    return parts;
}

// Keras writes conv2d_1/conv2d_1_1/kernel:0 and block1_conv1/block1_conv1/kernel:0: the layer, then its scope.
void dropRepeatedScopes(std::vector<std::string_view>& parts)
{
    for (std::size_t i = 0; i + 2 < parts.size();) {
        if (parts[i + 1] == parts[i] || withoutCounter(parts[i + 1]) == parts[i])
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        else
            ++i;
    }
}

NameRole roleOf(const std::vector<std::string_view>& parts, std::string_view name)
{
    if (name.find(".OPTIMIZER_SLOT") != std::string_view::npos || parts.empty())
        return NameRole::Optimizer;
    const std::string first = lowered(parts.front()), last = lowered(parts.back());
    if (parts.size() > 1 && contains(optimizerScopes, first))
        return NameRole::Optimizer;
    if (std::find(parts.begin(), parts.end(), "param_states") != parts.end()) // T5X: state/param_states/encoder/...
        return NameRole::Optimizer;
    if (last.starts_with("fusedbatchnorm")) // what a converter made of a batch norm: no variable
        return NameRole::Optimizer;
    if (contains(optimizerWords, withoutCounter(last)) || contains(optimizerWords, last)
        || (first == "_checkpointable_object_graph"))
        return NameRole::Optimizer;
    for (std::string_view slot : {"_slot_v", "_slot_vr", "_slot_vc", "_slot_m"}) // Adafactor in Mesh TensorFlow
        if (last.ends_with(slot))
            return NameRole::Optimizer;
    return contains(bufferWords, last) ? NameRole::Buffer : NameRole::Weight;
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

// Haiku keeps a moving statistic as mean_ema/average, with `hidden` and `counter` beside it.
void averagedStatistic(std::vector<std::string_view>& parts, ParsedName& out)
{
    if (parts.size() < 3 || !(parts[parts.size() - 2] == "mean_ema" || parts[parts.size() - 2] == "var_ema"))
        return;
    if (parts.back() != "average") {
        out.role = NameRole::Optimizer;
        return;
    }
    const bool mean = parts[parts.size() - 2] == "mean_ema";
    parts.resize(parts.size() - 2);
    parts.push_back(mean ? "moving_mean" : "moving_variance");
}

// PyTorch's weight_ih_l0, bias_hh_l1_reverse and MXNet's l0_i2h_weight: which of the two kernels of a cell, and the layer.
bool takeCellLabel(std::vector<Token>& rest, ParsedName& out)
{
    const auto is = [&](std::size_t i, std::string_view text) { return i < rest.size() && rest[i].text == text; };
    const auto name = [&](bool weight, bool recurrent) {
        out.label = weight ? (recurrent ? "recurrent" : "kernel") : (recurrent ? "recurrent_bias" : "bias");
        out.kind = weight ? (recurrent ? K::RecurrentKernel : K::Kernel) : (recurrent ? K::RecurrentBias : K::Bias);
    };
    if ((is(0, "weight") || is(0, "bias")) && (is(1, "ih") || is(1, "hh"))) {
        name(is(0, "weight"), is(1, "hh"));
        rest.erase(rest.begin(), rest.begin() + (is(2, "l") ? 3 : 2));
        return true;
    }
    if (const std::size_t n = rest.size(); n > 3 && is(n - 3, "2") && is(n - 2, "h") && (is(n - 4, "i") || is(n - 4, "h"))
                                           && (is(n - 1, "weight") || is(n - 1, "bias"))) {
        name(is(n - 1, "weight"), is(n - 4, "h"));
        rest.resize(n - 4);
        return true;
    }
    return false;
}

// Parameters of an attention that are called by their letter alone: SelfAttention/q.
bool isProjectionLetter(const std::vector<std::string_view>& parts)
{
    if (parts.size() < 2)
        return false;
    const std::string last = lowered(parts.back()), scope = lowered(parts[parts.size() - 2]);
    return (last == "q" || last == "k" || last == "v" || last == "o")
        && (scope.ends_with("attention") || scope.ends_with("attn"));
}

// layernorm_before and layernorm_after are the first and the second.
void numberNorms(std::vector<Token>& path)
{
    for (std::size_t i = 1; i < path.size(); ++i) {
        const std::string& norm = path[i - 1].text;
        const bool before = path[i].text == "before";
        if (path[i].ends && (before || path[i].text == "after") && (norm.ends_with("norm") || norm == "ln"))
            path[i] = {before ? "0" : "1", before ? 0 : 1, true};
    }
}

// Attention to the encoder's states: encoder_attn, EncDecAttention, and PyTorch's multihead_attn beside self_attn.
void nameCrossAttention(std::vector<Token>& path)
{
    const auto is = [&](std::size_t i, std::string_view text) { return i < path.size() && path[i].text == text; };
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const bool two = is(i, "enc") && is(i + 1, "dec") && is(i + 2, "attention");
        if (two)
            path.erase(path.begin() + static_cast<std::ptrdiff_t>(i));
        if (two || (!path[i].ends && (is(i, "encoder") || is(i, "multihead")) && (is(i + 1, "attn") || is(i + 1, "attention"))))
            path[i].text = "cross";
    }
}

// The label is the last segment, or its last words: output_weights, conv1_bias, weight_ih_l0.
void takeLabel(std::vector<std::string_view>& parts, const FormatTraits& traits, ParsedName& out,
               std::vector<Token>& rest)
{
    const std::string last = lowered(parts.back());
    const bool embedding = last == "embedding" || last == "embeddings";
    if (const LabelWord* word = labelWord(last); word && !(embedding && parts.size() == 1)) {
        out.label = word->label;
        out.kind = word->kind;
        parts.pop_back();
        return;
    }
    if (allDigits(last) && parts.size() > 1 && (traits.countedLabels || lowered(parts[parts.size() - 2]) == "vars")) {
        out.label = "#" + last;
        parts.pop_back();
        if (parts.size() > 1 && lowered(parts.back()) == "vars")
            parts.pop_back();
        return;
    }
    if (isProjectionLetter(parts)) {
        out.label = "kernel";
        out.kind = K::Kernel;
        return;
    }
    tokenize(parts.back(), rest);
    parts.pop_back();
    if (takeCellLabel(rest, out))
        return;
    const auto wordAt = [&](std::size_t i) { return rest[i].isNumber() ? std::string() : rest[i].text; };
    for (std::size_t words : {std::size_t{2}, std::size_t{1}}) {
        if (rest.size() < words || (rest.size() == words && words == 1))
            continue;
        std::string text = wordAt(rest.size() - words);
        if (words == 2)
            text += "_" + wordAt(rest.size() - 1);
        const LabelWord* word = labelWord(text);
        if (word && word->kind != K::Embedding && text.size() > 1) {
            out.label = word->label;
            out.kind = word->kind;
            rest.resize(rest.size() - words);
            return;
        }
    }
    // in front: weight_g
    if (rest.size() > 1) {
        const LabelWord* word = labelWord(wordAt(0));
        if (word && (word->text == "weight" || word->text == "bias")) {
            out.label = word->label;
            out.kind = word->kind;
            rest.erase(rest.begin());
        }
    }
}

} // namespace

FormatTraits formatTraits(std::string_view format)
{
    using A = FormatTraits::Axes;
    struct Row {
        std::string_view id;
        FormatTraits traits;
    };
    // axes, scopes repeat, layer order, counted labels
    constexpr std::array rows{
        Row{"keras-h5", {A::TensorFlow, true, true, false}}, Row{"keras2_h5", {A::TensorFlow, true, true, false}},
        Row{"hdf5", {A::Unknown, true, false, false}}, Row{"matlab", {A::Unknown, false, false, false}},
        Row{"keras-v3", {A::TensorFlow, false, false, true}},
        Row{"keras3_weights_h5", {A::TensorFlow, false, false, true}},
        Row{"keras3_variables", {A::TensorFlow, false, true, false}},
        Row{"tf-checkpoint-v2", {A::TensorFlow, false, false, false}},
        Row{"tf-checkpoint-v1", {A::TensorFlow, false, false, false}},
        Row{"tf_checkpoint", {A::TensorFlow, false, false, false}},
        Row{"tf_object_graph", {A::TensorFlow, false, false, false}},
        Row{"tf-savedmodel", {A::TensorFlow, false, false, false}},
        Row{"tf-graphdef", {A::TensorFlow, false, true, false}},
        Row{"flax", {A::TensorFlow, false, false, false}}, Row{"flax_npz", {A::TensorFlow, false, false, false}},
        Row{"haiku", {A::TensorFlow, false, false, false}},
        Row{"pytorch", {A::PyTorch, false, true, false}}, Row{"torch_state_dict", {A::PyTorch, false, true, false}},
        Row{"safetensors", {A::PyTorch, false, false, false}}, Row{"onnx", {A::PyTorch, false, true, false}},
        Row{"gguf", {A::PyTorch, false, true, false}}, Row{"caffe", {A::PyTorch, false, true, true}},
        Row{"mxnet-params", {A::PyTorch, false, true, false}}, Row{"darknet", {A::PyTorch, false, true, false}},
        Row{"tflite", {A::PyTorch, false, false, false, true}},
        Row{"numpy-npy", {A::Unknown, false, false, true}}, Row{"npy_dict", {A::Unknown, false, false, true}},
        Row{"numpy-npz", {A::Unknown, false, false, true}},
    };
    for (const Row& row : rows)
        if (row.id == format)
            return row.traits;
    return {};
}

bool naturalLess(const std::vector<Token>& a, const std::vector<Token>& b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const Token& x, const Token& y) {
        if (x.isNumber() != y.isNumber())
            return x.isNumber();
        if (x.isNumber() ? x.number != y.number : x.text != y.text)
            return x.isNumber() ? x.number < y.number : x.text < y.text;
        return x.ends && !y.ends;
    });
}

ParsedName parseName(std::string_view name, const FormatTraits& traits)
{
    ParsedName out;
    constexpr std::string_view objectSuffix = "/.ATTRIBUTES/VARIABLE_VALUE";
    std::string_view text = name;
    if (text.ends_with(objectSuffix))
        text.remove_suffix(objectSuffix.size());
    if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos && allDigits(text.substr(colon + 1)))
        text = text.substr(0, colon);
    if (text.starts_with("arg:") || text.starts_with("aux:"))
        text.remove_prefix(4);
    std::vector<std::string_view> parts = split(text);
    out.role = roleOf(parts, name);
    if (parts.size() > 1 && parts.front() == "model_weights")
        parts.erase(parts.begin());
    if (parts.size() > 1 && (parts.front() == "params" || parts.front() == "batch_stats")) // collections of Flax
        parts.erase(parts.begin());
    if (traits.scopesRepeat)
        dropRepeatedScopes(parts);
    averagedStatistic(parts, out);
    if (parts.empty())
        return out;
    std::vector<Token> rest;
    takeLabel(parts, traits, out, rest);
    for (std::string_view part : parts) {
        tokenize(part, out.path);
        if (!out.path.empty())
            out.path.back().ends = true;
    }
    out.path.insert(out.path.end(), rest.begin(), rest.end());
    if (!out.path.empty())
        out.path.back().ends = true;
    numberNorms(out.path);
    nameCrossAttention(out.path);
    return out;
}

namespace {

// Phrases of transformer code: LLaMA's w1 to w3 are gate, down and up; Hugging Face calls the norm before the attention
// input_layernorm and the one before the feed-forward part post_attention_layernorm. Gives the tokens taken.
std::size_t addPhrase(const std::vector<Token>& path, std::size_t at, std::vector<std::string>& out)
{
    const auto is = [&](std::size_t i, std::string_view text) { return at + i < path.size() && path[at + i].text == text; };
    if (is(0, "feed") && is(1, "forward")) {
        out.emplace_back("mlp");
        return 2;
    }
    if (path.size() == 1 && is(0, "output")) { // beside the layers, not in them
        out.emplace_back("head");
        return 1;
    }
    if (is(0, "input") && is(1, "layernorm")) {
        out.insert(out.end(), {"attention", "norm"});
        return 2;
    }
    if (is(0, "pre") && is(1, "feedforward") && is(2, "layernorm")) {
        out.insert(out.end(), {"mlp", "norm"});
        return 3;
    }
    if (is(0, "post") && (is(1, "feedforward") || is(1, "ffw")) && (is(2, "layernorm") || is(2, "norm"))) {
        out.insert(out.end(), {"post", "mlp", "norm"});
        return 3;
    }
    if (is(0, "post") && is(1, "attention") && is(2, "layernorm")) {
        out.insert(out.end(), {"mlp", "norm"});
        return 3;
    }
    if (is(0, "w") && at + 2 == path.size() && at > 1 && (out.back() == "mlp" || path[at - 1].text == "experts")) {
        static constexpr std::array<std::string_view, 4> names{"", "gate", "down", "up"};
        const std::int64_t number = path[at + 1].number;
        if (number >= 1 && number <= 3) {
            out.emplace_back(names[static_cast<std::size_t>(number)]);
            return 2;
        }
    }
    return 0;
}

} // namespace

std::vector<std::string> commonWords(const std::vector<Token>& path)
{
    struct Synonym {
        std::string_view word, first, second;
    };
    static constexpr std::array synonyms{
        Synonym{"bn", "norm", ""}, Synonym{"batchnorm", "norm", ""}, Synonym{"batch_norm", "norm", ""},
        Synonym{"batchnorm2d", "norm", ""}, Synonym{"batchnorm1d", "norm", ""}, Synonym{"normalization", "norm", ""},
        Synonym{"layernorm", "norm", ""}, Synonym{"groupnorm", "norm", ""}, Synonym{"rmsnorm", "norm", ""},
        Synonym{"ln", "norm", ""}, Synonym{"gn", "norm", ""},
        Synonym{"conv2d", "conv", ""}, Synonym{"conv1d", "conv", ""}, Synonym{"conv3d", "conv", ""},
        Synonym{"convolution", "conv", ""}, Synonym{"dwconv", "depthwise", "conv"}, Synonym{"dw", "depthwise", ""},
        Synonym{"dconv", "depthwise", "conv"}, Synonym{"pw", "pointwise", ""}, Synonym{"deconv", "conv", "transpose"},
        Synonym{"fc", "dense", ""}, Synonym{"linear", "dense", ""}, Synonym{"ip", "dense", ""}, Synonym{"lin", "dense", ""},
        Synonym{"project", "proj", ""}, Synonym{"projection", "proj", ""},
        Synonym{"attn", "attention", ""}, Synonym{"selfattention", "self", "attention"}, Synonym{"crossattention", "cross", "attention"},
        Synonym{"reverse", "backward", ""}, Synonym{"exps", "expert", ""},
        Synonym{"q", "query", ""}, Synonym{"k", "key", ""}, Synonym{"v", "value", ""}, Synonym{"queries", "query", ""},
        Synonym{"wq", "query", ""}, Synonym{"wk", "key", ""}, Synonym{"wv", "value", ""}, Synonym{"wo", "out", ""},
        Synonym{"wqkv", "qkv", ""}, Synonym{"keys", "key", ""}, Synonym{"values", "value", ""}, Synonym{"o", "out", ""}, Synonym{"output", "out", ""},
        Synonym{"outputs", "out", ""}, Synonym{"input", "in", ""}, Synonym{"inputs", "in", ""},
        Synonym{"middle", "mid", ""},
        Synonym{"ffn", "mlp", ""}, Synonym{"ff", "mlp", ""}, Synonym{"feedforward", "mlp", ""},
        Synonym{"emb", "embed", ""}, Synonym{"embd", "embed", ""}, Synonym{"embedding", "embed", ""}, Synonym{"embeddings", "embed", ""},
        Synonym{"embedder", "embed", ""}, Synonym{"embeds", "embed", ""},
        Synonym{"position", "pos", ""}, Synonym{"positional", "pos", ""}, Synonym{"posembed", "pos", "embed"},
        Synonym{"wte", "word", "embed"}, Synonym{"wpe", "pos", "embed"}, Synonym{"token", "word", ""},
        Synonym{"tok", "word", ""}, Synonym{"tokens", "word", ""},
        Synonym{"h", "block", ""}, Synonym{"layer", "block", ""}, Synonym{"layers", "block", ""},
        Synonym{"blocks", "block", ""}, Synonym{"blk", "block", ""}, Synonym{"unit", "block", ""},
        Synonym{"stage", "block", ""}, Synonym{"encoderblock", "encoder", "block"},
        Synonym{"downsample", "down", "skip"}, Synonym{"downsampler", "down", ""}, Synonym{"downsamplers", "down", ""},
        Synonym{"upsample", "up", ""}, Synonym{"upsampler", "up", ""}, Synonym{"upsamplers", "up", ""},
        Synonym{"shortcut", "skip", ""}, Synonym{"residual", "skip", ""},
        Synonym{"logits", "head", ""}, Synonym{"logit", "head", ""}, Synonym{"predictions", "head", ""},
        Synonym{"classifier", "head", ""}, Synonym{"classification", "head", ""}, Synonym{"softmax", "head", ""},
        Synonym{"cls", "class", ""}, Synonym{"segment", "type", ""}, Synonym{"attentions", "attention", ""},
    };
    std::vector<std::string> words;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (const std::size_t taken = addPhrase(path, i, words)) {
            i += taken - 1;
            continue;
        }
        const Token& token = path[i];
        if (token.isNumber())
            continue;
        const auto it = std::find_if(synonyms.begin(), synonyms.end(),
                                     [&](const Synonym& s) { return s.word == token.text; });
        if (it != synonyms.end()) {
            words.emplace_back(it->first);
            if (!it->second.empty())
                words.emplace_back(it->second);
            continue;
        }
        std::string text = token.text;
        if (text.size() > 3 && text.ends_with('s') && !text.ends_with("ss"))
            text.pop_back();
        words.push_back(std::move(text));
    }
    return words;
}

} // namespace tensorgraft::matching
