#include "model_io/mapping/matcher_model.h"

#include "model_io/core/transposed_kernels.h"
#include "model_io/mapping/matcher_axes.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tensorgraft::matching {
namespace {

using K = ParameterKind;

std::string pathKey(const std::vector<Token>& path)
{
    std::string key;
    for (const Token& token : path)
        key += token.text + (token.ends ? '/' : '_');
    return key;
}

bool isFirstLabel(const Part& part) { return part.label == "#0"; }

// Counted members get the names that their shapes and number tell: Keras `vars`, Caffe blobs, lists in a dictionary.
void nameCounted(std::vector<Part>& parts)
{
    std::vector<Part*> counted;
    for (Part& part : parts)
        if (part.label.starts_with('#'))
            counted.push_back(&part);
    if (counted.empty())
        return;
    std::sort(counted.begin(), counted.end(), [](const Part* a, const Part* b) {
        return a->label.size() != b->label.size() ? a->label.size() < b->label.size() : a->label < b->label;
    });
    const auto set = [](Part& part, const char* label, K kind) {
        part.label = label;
        part.kind = kind;
    };
    const bool vectors = std::all_of(counted.begin(), counted.end(), [](const Part* p) { return p->shape.rank() == 1; });
    if (vectors && counted.size() >= 3) { // Keras: gamma, beta, moving_mean, moving_variance, the first may be left out
        static constexpr const char* names[] = {"gamma", "beta", "mean", "variance"};
        static constexpr K kinds[] = {K::Gamma, K::Beta, K::MovingMean, K::MovingVariance};
        const std::size_t skip = counted.size() == 3 ? 1 : 0;
        for (std::size_t i = 0; i < counted.size() && i + skip < 4; ++i)
            set(*counted[i], names[i + skip], kinds[i + skip]);
        return;
    }
    if (vectors && counted.size() == 2) {
        set(*counted[0], "gamma", K::Gamma);
        set(*counted[1], "beta", K::Beta);
        return;
    }
    bool kernelSeen = false;
    for (Part* part : counted) {
        if (part->shape.rank() >= 2) {
            set(*part, kernelSeen ? "recurrent" : "kernel", kernelSeen ? K::RecurrentKernel : K::Kernel);
            kernelSeen = true;
        } else if (kernelSeen) {
            set(*part, "bias", K::Bias);
        } else if (isFirstLabel(*part)) {
            set(*part, "alpha", K::Alpha);
        }
    }
}

// PyTorch and Haiku call gamma and beta of a normalisation weight and bias, w and b.
void nameNorm(std::vector<Part>& parts, const std::vector<std::string>& words)
{
    const bool prelu = std::find(words.begin(), words.end(), "prelu") != words.end();
    const bool hasMatrix = std::any_of(parts.begin(), parts.end(),
                                       [](const Part& p) { return p.shape.rank() > 1 && p.label != "bias"; });
    if (hasMatrix)
        return;
    bool scaled = false, statistics = false;
    for (const Part& part : parts) {
        scaled = scaled || part.label == "gamma" || (part.label == "kernel" && part.shape.rank() == 1);
        statistics = statistics || part.kind == K::MovingMean || part.kind == K::MovingVariance;
    }
    for (Part& part : parts) {
        if (part.label == "kernel" && part.shape.rank() <= 1) {
            part.label = prelu ? "alpha" : "gamma";
            part.kind = prelu ? K::Alpha : K::Gamma;
        } else if (part.label == "gamma" && prelu) { // MXNet
            part.label = "alpha";
            part.kind = K::Alpha;
        } else if (part.label == "bias" && (scaled || statistics)) {
            part.label = "beta";
            part.kind = K::Beta;
        }
    }
}

bool isKernelLabel(const Part& part)
{
    return part.shape.rank() >= 2 && (part.label == "kernel" || part.label == "depthwise" || part.label == "pointwise"
                                      || part.label == "recurrent");
}

bool isNormLabel(const Part& part)
{
    return part.label == "gamma" || part.label == "beta" || part.label == "mean" || part.label == "variance";
}

Unit makeUnit(const std::vector<Token>& path, Part main)
{
    Unit unit;
    unit.path = path;
    unit.main = std::move(main);
    return unit;
}

// A layer becomes one unit a kernel, or one unit for a normalisation; what is left over is a unit of its own.
void addLayer(const std::vector<Token>& path, std::vector<Part> parts, std::vector<Unit>& out)
{
    nameCounted(parts);
    nameNorm(parts, commonWords(path));
    std::vector<Unit> made;
    std::vector<Part> rest;
    for (Part& part : parts) {
        if (part.role == NameRole::Weight && isKernelLabel(part)) {
            made.push_back(makeUnit(path, std::move(part)));
            made.back().type = Unit::Type::Kernel;
        } else {
            rest.push_back(std::move(part));
        }
    }
    if (made.size() > 1)
        for (Unit& unit : made)
            unit.path.push_back({unit.main.label, -1, true});
    const bool norm = made.empty() && std::any_of(rest.begin(), rest.end(), isNormLabel);
    Unit normUnit;
    for (Part& part : rest) {
        if (norm && (isNormLabel(part) || part.label == "count")) {
            if (normUnit.main.tensors.empty() && part.shape.rank() > 0) {
                normUnit.path = path;
                normUnit.main = std::move(part);
                normUnit.type = Unit::Type::Norm;
            } else {
                normUnit.minors.push_back(std::move(part));
            }
        } else if (!made.empty() && part.shape.rank() <= 2 && (part.label == "bias" || part.label == "recurrent_bias"
                                                               || part.label == "count")) {
            made.back().minors.push_back(std::move(part));
        } else {
            std::vector<Token> own = path;
            if (!part.label.empty())
                own.push_back({part.label, -1, true});
            const std::size_t rank = part.shape.rank();
            made.push_back(makeUnit(own, std::move(part)));
            made.back().type = rank >= 2 ? Unit::Type::Kernel : rank == 1 ? Unit::Type::Vector : Unit::Type::Scalar;
        }
    }
    if (norm && normUnit.main.tensors.empty()) { // a scale that is one number
        normUnit.path = path;
        normUnit.type = Unit::Type::Scalar;
        normUnit.main = std::move(normUnit.minors.front());
        normUnit.minors.erase(normUnit.minors.begin());
    }
    if (norm)
        made.push_back(std::move(normUnit));
    for (Unit& unit : made)
        out.push_back(std::move(unit));
}

/// Axes that only the file itself can say: no framework that trains orders them so, or its layers are transposed.
std::string lettersOf(AxisLayout axes)
{
    if (isTransposedLayout(axes))
        return std::string(axisLayoutName(axes));
    return axes == AxisLayout::OHWI ? "OHWI" : axes == AxisLayout::OneHWC ? "MHWC" : "";
}

// X/ExponentialMovingAverage, X/Adam: same shape as X beside it, whatever the optimizer is called.
void setAsideSlots(Model& model)
{
    std::unordered_map<std::string_view, std::size_t> byName;
    for (std::size_t i = 0; i < model.tensors.size(); ++i)
        byName.emplace(model.tensors[i].name, i);
    for (std::size_t i = 0; i < model.tensors.size(); ++i) {
        const std::string_view name = model.tensors[i].name;
        for (std::size_t at = name.rfind('/'); at != std::string_view::npos && at > 0; at = name.rfind('/', at - 1)) {
            const auto it = byName.find(name.substr(0, at));
            if (it != byName.end() && model.tensors[it->second].shape == model.tensors[i].shape)
                model.setAside[i] = true;
        }
    }
}

// The number in `variables/12/.ATTRIBUTES/VARIABLE_VALUE`, -1 where the name is of another form.
std::int64_t variableNumber(std::string_view name)
{
    constexpr std::string_view prefix = "variables/";
    if (!name.starts_with(prefix))
        return -1;
    std::int64_t number = 0;
    std::size_t i = prefix.size();
    for (; i < name.size() && i < prefix.size() + 9 && name[i] >= '0' && name[i] <= '9'; ++i)
        number = number * 10 + (name[i] - '0');
    return i > prefix.size() && i < name.size() && name[i] == '/' ? number : -1;
}

// SavedModels number their variables in the order in which they were made; the index has them by alphabet.
std::vector<std::size_t> readingOrder(const Outline& outline, FormatTraits& traits)
{
    std::vector<std::size_t> order(outline.tensors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto numbered = [&](const TensorInfo& info) { return info.alias.empty() || variableNumber(info.name) >= 0; };
    const auto aliased = [](const TensorInfo& info) { return !info.alias.empty(); };
    if (!std::all_of(outline.tensors.begin(), outline.tensors.end(), numbered)
        || !std::any_of(outline.tensors.begin(), outline.tensors.end(), aliased))
        return order;
    traits.layerOrder = true;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return variableNumber(outline.tensors[a].name) < variableNumber(outline.tensors[b].name);
    });
    return order;
}

} // namespace

void describeUnit(Unit& unit)
{
    unit.words = commonWords(unit.path);
    unit.pieces.clear();
    unit.numbers.clear();
    for (std::size_t i = 0; i < unit.path.size(); ++i) {
        const Token& token = unit.path[i];
        if (!token.isNumber()) {
            if (token.text == "self" && !token.ends && i + 1 < unit.path.size()) // self_attn stands where others have attn
                continue;
            const std::size_t before = unit.pieces.size();
            for (std::string& word : commonWords({token}))
                unit.pieces.push_back({std::move(word), -1, {}, {}, false});
            if (unit.pieces.size() > before)
                unit.pieces.back().ends = token.ends;
            continue;
        }
        unit.numbers.push_back(token.number);
        NamePiece piece{{}, token.number, {}, {}, token.ends};
        if (!unit.pieces.empty())
            piece.before = unit.pieces.back().text;
        if (i + 1 < unit.path.size() && !token.ends)
            if (const auto next = commonWords({unit.path[i + 1]}); !next.empty())
                piece.after = next.front();
        unit.pieces.push_back(std::move(piece));
    }
}

bool naturalLess(const std::vector<NamePiece>& a, const std::vector<NamePiece>& b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const NamePiece& x, const NamePiece& y) {
        if ((x.number >= 0) != (y.number >= 0))
            return x.number >= 0;
        if (x.number >= 0 ? x.number != y.number : x.text != y.text)
            return x.number >= 0 ? x.number < y.number : x.text < y.text;
        return x.ends && !y.ends;
    });
}

void renumber(Model& model)
{
    for (std::size_t u = 0; u < model.units.size(); ++u)
        model.units[u].filePosition = u;
}

Model buildModel(const Outline& outline)
{
    Model model;
    model.traits = formatTraits(outline.formatId);
    model.tensors = outline.tensors;
    model.setAside.resize(outline.tensors.size());
    setAsideSlots(model);
    struct Layer {
        std::vector<Token> path;
        std::vector<Part> parts;
    };
    std::vector<Layer> layers;
    std::unordered_map<std::string, std::size_t> layerOf;
    std::unordered_map<std::string_view, std::size_t> aliases; // several may have one: Keras calls them all Variable
    for (const TensorInfo& info : outline.tensors)
        ++aliases[info.alias];
    model.names.resize(outline.tensors.size());
    for (std::size_t i : readingOrder(outline, model.traits)) {
        const TensorInfo& info = outline.tensors[i];
        ParsedName& name = model.names[i];
        name = parseName(info.alias.empty() ? info.name : info.alias, model.traits);
        if (!info.alias.empty() && aliases[info.alias] > 1) {
            const std::int64_t number = std::max(variableNumber(info.name), std::int64_t{0});
            name.path.push_back({std::to_string(number), number, true});
        }
        if (name.role == NameRole::Optimizer || info.role == TensorRole::OptimizerState)
            model.setAside[i] = true;
        if (model.traits.graph && info.role == TensorRole::Constant)
            model.setAside[i] = true;
        if (model.setAside[i] || info.shape.checkedElementCount().value_or(0) == 0)
            continue;
        const auto [it, fresh] = layerOf.emplace(pathKey(name.path), layers.size());
        if (fresh)
            layers.push_back({name.path, {}});
        Part part;
        part.tensors = {i};
        part.shape = info.shape;
        part.label = name.label;
        part.kind = name.kind;
        part.role = name.role;
        part.letters = lettersOf(info.axes);
        layers[it->second].parts.push_back(std::move(part));
    }
    // post_attention_layernorm stands before the feed-forward part, but where that has a norm of its own, after the attention.
    const auto sandwiched = [](const Layer& layer) {
        return std::any_of(layer.path.begin(), layer.path.end(), [](const Token& token) { return token.text == "feedforward"; })
            && std::any_of(layer.path.begin(), layer.path.end(), [](const Token& token) { return token.text == "pre"; });
    };
    if (std::any_of(layers.begin(), layers.end(), sandwiched))
        for (Layer& layer : layers)
            for (std::size_t i = 2; i < layer.path.size(); ++i)
                if (layer.path[i].text == "layernorm" && layer.path[i - 1].text == "attention" && layer.path[i - 2].text == "post")
                    layer.path[i].text = "norm";
    for (Layer& layer : layers)
        addLayer(layer.path, std::move(layer.parts), model.units);
    for (std::size_t i = 0; i < model.units.size(); ++i) {
        Unit& unit = model.units[i];
        unit.filePosition = i;
        describeUnit(unit);
        unit.embedding = isEmbedding(unit);
    }
    nameAxes(model);
    return model;
}

std::string bucketOf(const Unit& unit)
{
    std::vector<std::int64_t> sizes;
    for (std::int64_t size : unit.main.shape)
        if (size != 1)
            sizes.push_back(size);
    // Heads of an attention are one axis to everybody else.
    const auto heads = unit.main.letters.find("hd");
    if (heads != std::string::npos) {
        sizes.clear();
        for (std::size_t i = 0; i < unit.main.shape.rank(); ++i)
            if (i == heads)
                sizes.push_back(unit.main.shape[i] * unit.main.shape[i + 1]);
            else if (i != heads + 1)
                sizes.push_back(unit.main.shape[i]);
    }
    std::sort(sizes.begin(), sizes.end());
    std::string key = unit.type == Unit::Type::Kernel ? "K" : unit.main.shape.rank() == 0 ? "S" : "V";
    for (std::int64_t size : sizes)
        key += " " + std::to_string(size);
    return key;
}

} // namespace tensorgraft::matching
