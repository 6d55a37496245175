#include "model_io/mapping/matcher_axes.h"

#include "model_io/mapping/matcher_layout.h"

#include <algorithm>
#include <utility>

namespace tensorgraft::matching {
namespace {

using Axes = FormatTraits::Axes;

bool hasWord(const Unit& unit, std::string_view word)
{
    return std::find(unit.words.begin(), unit.words.end(), word) != unit.words.end();
}

const Part* minor(const Unit& unit, std::string_view label)
{
    for (const Part& part : unit.minors)
        if (part.label == label)
            return &part;
    return nullptr;
}

// A raw parameter (class token, position table): its axes keep their order in every framework.
std::string rawLetters(std::size_t rank)
{
    static constexpr std::string_view letters = "JKLMNOI";
    return rank > letters.size() ? std::string() : std::string(letters.substr(letters.size() - rank));
}

std::string conventionLetters(std::size_t rank, Axes axes)
{
    const bool torch = axes == Axes::PyTorch;
    switch (rank) {
    case 2: return torch ? "OI" : "IO";
    case 3: return torch ? "OIW" : "WIO";
    case 4: return torch ? "OIHW" : "HWIO";
    case 5: return torch ? "OIDHW" : "DHWIO";
    default: return rawLetters(rank);
    }
}

std::string withChannelsSwapped(std::string letters)
{
    for (char& c : letters)
        c = c == 'O' ? 'I' : c == 'I' ? 'O' : c;
    return letters;
}

std::string transposedLetters(std::size_t rank, Axes axes) { return withChannelsSwapped(conventionLetters(rank, axes)); }

/// WOI, HWOI, DHWOI, IOW, IOHW, IODHW.
bool isTransposedOrder(std::string_view letters)
{
    return letters.size() >= 3 && letters.find('W') != std::string_view::npos && (letters.ends_with("OI") || letters.starts_with("IO"));
}

// Experts of a mixture stand on the first axis; a bare parameter is multiplied from the right, inputs first.
std::string expertLetters(const Unit& unit, const Model& model)
{
    if (unit.main.shape.rank() != 3 || !hasWord(unit, "expert"))
        return {};
    return model.traits.axes == Axes::PyTorch && !unit.main.label.empty() ? "EOI" : "EIO";
}

// Heads and their width are axes of their own in Flax and Keras.
std::string headLetters(const Unit& unit, const Model& model)
{
    if (unit.main.shape.rank() != 3 || model.traits.axes == Axes::PyTorch || unit.words.empty())
        return {};
    const std::string& last = unit.words.back();
    const bool attention = hasWord(unit, "attention");
    if (attention && (last == "query" || last == "key" || last == "value"))
        return "Ihd";
    if (attention && (last == "out" || last == "proj"))
        return "hdO";
    return {};
}

// The reading of the axes that puts `outputs` on the output axis; Unknown where none or several do.
Axes axesByOutputs(const Shape& shape, std::int64_t outputs)
{
    const std::size_t rank = shape.rank();
    const bool last = shape[rank - 1] == outputs, first = shape[0] == outputs;
    if (last == first)
        return Axes::Unknown;
    return last ? Axes::TensorFlow : Axes::PyTorch;
}

// Space stands first in TensorFlow, last in PyTorch; kernels are smaller than channels in nearly all layers.
Axes axesBySpace(const Shape& shape)
{
    if (shape.rank() < 4)
        return Axes::Unknown;
    const std::size_t rank = shape.rank(), space = rank - 2;
    const auto kernelLike = [&](std::size_t begin) {
        for (std::size_t i = begin; i < begin + space; ++i)
            if (shape[i] > 16 || shape[i] != shape[begin])
                return false;
        return true;
    };
    const bool head = kernelLike(0), tail = kernelLike(2);
    return head == tail ? Axes::Unknown : head ? Axes::TensorFlow : Axes::PyTorch;
}

bool isTransposed(const Unit& unit)
{
    return hasWord(unit, "transpose") || hasWord(unit, "upconv") || hasWord(unit, "deconv");
}

struct Votes {
    int tensorFlow = 0, pyTorch = 0;
    void add(Axes axes)
    {
        tensorFlow += axes == Axes::TensorFlow;
        pyTorch += axes == Axes::PyTorch;
    }
    [[nodiscard]] Axes winner(Axes prior) const
    {
        if (tensorFlow == pyTorch)
            return prior;
        return tensorFlow > pyTorch ? Axes::TensorFlow : Axes::PyTorch;
    }
};

bool isPlainKernel(const Unit& unit) { return unit.main.label == "kernel" || unit.main.label == "pointwise"; }

// Letters that the bias, the label or the name settle.
Axes settle(Unit& unit, const Model& model)
{
    Part& main = unit.main;
    const std::size_t rank = main.shape.rank();
    if (!main.letters.empty()) { // the file says it
        main.certain = true;
        return Axes::Unknown;
    }
    if (main.label == "depthwise" && rank == 4 && model.traits.axes != Axes::PyTorch) {
        main.letters = "HWCM";
        main.certain = true;
        return Axes::Unknown;
    }
    if (std::string experts = expertLetters(unit, model); !experts.empty()) {
        main.letters = std::move(experts);
        return Axes::Unknown;
    }
    // A bare matrix that projects, x @ self.proj, keeps its inputs first in every framework.
    if (rank == 2 && main.label.empty() && !unit.embedding && !unit.words.empty() && unit.words.back() == "proj") {
        main.letters = conventionLetters(rank, Axes::TensorFlow);
        return Axes::Unknown;
    }
    if (unit.embedding || (!isPlainKernel(unit) && main.label != "recurrent" && main.label != "depthwise")) {
        main.letters = rawLetters(rank);
        main.certain = true;
        return Axes::Unknown;
    }
    if (std::string heads = headLetters(unit, model); !heads.empty()) {
        main.letters = std::move(heads);
        main.certain = true;
        return Axes::Unknown;
    }
    const Part* bias = minor(unit, "bias");
    if (!bias || bias->shape.rank() != 1 || main.label == "recurrent")
        return Axes::Unknown;
    const Axes axes = axesByOutputs(main.shape, bias->shape[0]);
    if (axes != Axes::Unknown) {
        main.letters = conventionLetters(rank, axes);
        // With as many inputs as outputs the bias fits a transposed convolution as well.
        main.certain = rank == 2 || main.shape[main.letters.find('I')] != bias->shape[0];
        return axes;
    }
    // A transposed convolution keeps its outputs where the others keep their inputs.
    const bool inside = rank == 4 && main.shape[0] != bias->shape[0] && main.shape[3] != bias->shape[0];
    if (inside && main.shape[2] == bias->shape[0] && main.shape[3] == 1)
        main.letters = "HWCM";
    else if (inside && main.shape[2] == bias->shape[0])
        main.letters = transposedLetters(rank, Axes::TensorFlow);
    else if (inside && main.shape[1] == bias->shape[0])
        main.letters = transposedLetters(rank, Axes::PyTorch);
    main.certain = !main.letters.empty();
    return Axes::Unknown;
}

// Other readings of a kernel whose axes nothing settles.
std::vector<std::string> readings(const Part& part, const std::string& likeliest)
{
    std::vector<std::string> out{likeliest};
    if (part.certain || likeliest.empty())
        return out;
    const std::size_t rank = part.shape.rank();
    for (Axes axes : {Axes::TensorFlow, Axes::PyTorch})
        for (std::string letters : {conventionLetters(rank, axes), transposedLetters(rank, axes)})
            if (std::find(out.begin(), out.end(), letters) == out.end() && (rank > 2 || letters.size() == 2))
                out.push_back(std::move(letters));
    return out;
}

bool sameWithoutOnes(const Shape& a, const Shape& b)
{
    std::vector<std::int64_t> x, y;
    std::copy_if(a.begin(), a.end(), std::back_inserter(x), [](std::int64_t n) { return n != 1; });
    std::copy_if(b.begin(), b.end(), std::back_inserter(y), [](std::int64_t n) { return n != 1; });
    return x == y;
}

// PyTorch stores a depthwise kernel as (channels * multiplier, 1, height, width).
void alignDepthwise(const Part& part, std::string& letters, const Part& other, std::string& otherLetters)
{
    if (otherLetters == "OIHW" && other.shape[1] == 1 && letters == "HWIO" && part.shape[3] == 1
        && part.shape[2] == other.shape[0])
        letters = "HWCM";
    if (letters == "HWCM" && otherLetters == "HWIO" && part.shape == other.shape)
        otherLetters = "HWCM";
    if (letters == "HWCM" && otherLetters == "OIHW" && other.shape[1] == 1 && part.shape[3] == 1)
        otherLetters = "CMHW";
    if (letters == "MHWC" && otherLetters == "OIHW" && other.shape[1] == 1 && part.shape[0] == 1)
        otherLetters = "CMHW";
}

std::optional<std::string> stepsBetween(const Part& source, std::string from, const Part& target, std::string to)
{
    alignDepthwise(source, from, target, to);
    alignDepthwise(target, to, source, from);
    if (from.size() != source.shape.rank() || to.size() != target.shape.rank())
        return std::nullopt;
    std::map<char, std::string> composites;
    if (from == "HWCM" || to == "HWCM" || from == "MHWC" || to == "MHWC")
        composites['O'] = "CM";
    if (from == "Ihd" || to == "Ihd")
        composites['O'] = "hd";
    if (from == "hdO" || to == "hdO")
        composites['I'] = "hd";
    return layoutSteps(source.shape, plainForm(from, source.shape), target.shape, plainForm(to, target.shape), composites);
}

std::optional<Fit> fitVector(const Part& source, const Part& target)
{
    if (source.shape == target.shape)
        return Fit{"identity", false};
    if (sameWithoutOnes(source.shape, target.shape))
        return Fit{"reshape", false};
    const bool heads = source.label == "bias" && source.shape.rank() + target.shape.rank() == 3
        && source.shape.elementCount() == target.shape.elementCount();
    return heads ? std::optional<Fit>(Fit{"reshape", false}) : std::nullopt;
}

} // namespace

bool isEmbedding(const Unit& unit)
{
    if (unit.main.kind == ParameterKind::Embedding)
        return true;
    return unit.main.shape.rank() == 2 && unit.main.label == "kernel" && !unit.words.empty() && unit.words.back() == "embed"
        && unit.minors.empty();
}

void nameAxes(Model& model)
{
    Votes matrices, kernels, bySpace;
    for (Unit& unit : model.units) {
        if (unit.type != Unit::Type::Kernel)
            continue;
        (unit.main.shape.rank() == 2 ? matrices : kernels).add(settle(unit, model));
        if (isPlainKernel(unit))
            bySpace.add(axesBySpace(unit.main.shape));
    }
    const Axes prior = model.traits.axes == Axes::Unknown ? bySpace.winner(kernels.winner(matrices.winner(Axes::Unknown)))
                                                          : model.traits.axes;
    const Axes matrixAxes = matrices.winner(prior), kernelAxes = kernels.winner(prior);
    for (Unit& unit : model.units) {
        Part& main = unit.main;
        if (unit.type != Unit::Type::Kernel || !main.letters.empty())
            continue;
        const Axes axes = main.shape.rank() == 2 ? matrixAxes : kernelAxes;
        main.letters = isTransposed(unit) ? transposedLetters(main.shape.rank(), axes)
                                          : conventionLetters(main.shape.rank(), axes);
    }
}

std::pair<std::string, std::string> agreedLetters(const Part& source, const Part& target)
{
    const bool from = isTransposedOrder(source.letters), to = isTransposedOrder(target.letters);
    const bool bothSpatial = source.letters.find('W') != std::string::npos && target.letters.find('W') != std::string::npos;
    if (from == to || !bothSpatial || (source.certain && target.certain))
        return {source.letters, target.letters};
    const bool sourceFollows = !source.certain && (target.certain || to);
    return sourceFollows ? std::pair(withChannelsSwapped(source.letters), target.letters) : std::pair(source.letters, withChannelsSwapped(target.letters));
}

std::optional<Fit> fit(const Part& source, const Part& target)
{
    if (source.letters.empty() || target.letters.empty())
        return fitVector(source, target);
    bool forced = false;
    const auto [sourceLetters, targetLetters] = agreedLetters(source, target);
    for (const std::string& from : readings(source, sourceLetters))
        for (const std::string& to : readings(target, targetLetters)) {
            if (auto steps = stepsBetween(source, from, target, to))
                return Fit{std::move(*steps), forced};
            forced = true;
        }
    if (source.shape == target.shape && source.letters.size() == target.letters.size() && (!source.certain || !target.certain))
        return Fit{"identity", true};
    return std::nullopt;
}

} // namespace tensorgraft::matching
