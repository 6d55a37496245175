#include "model_io/mapping/matcher_tail.h"

#include "model_io/mapping/matcher_axes.h"
#include "model_io/mapping/matcher_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tensorgraft::matching {
namespace {

bool hasWord(const Unit& unit, std::string_view word)
{
    return std::find(unit.words.begin(), unit.words.end(), word) != unit.words.end();
}

std::string joinSteps(const std::string& first, const std::string& then) { return then == "identity" ? first : first + "|" + then; }

// Image models of TensorFlow keep class 0 for the background; PyTorch and Keras do not.
std::optional<Late> withoutBackground(const Model& source, const Model& target, std::size_t s, std::size_t t)
{
    const Unit& from = source.units[s];
    const Unit& to = target.units[t];
    if (from.type != Unit::Type::Kernel || to.type != Unit::Type::Kernel || from.embedding || to.embedding)
        return std::nullopt;
    const std::size_t a = from.main.letters.find('O'), b = to.main.letters.find('O');
    if (a == std::string::npos || b == std::string::npos)
        return std::nullopt;
    const std::int64_t classes = to.main.shape[b];
    if (classes < 20 || from.main.shape[a] != classes + 1)
        return std::nullopt;
    Part cut = from.main;
    cut.shape[a] = classes;
    const auto found = fit(cut, to.main);
    if (!found)
        return std::nullopt;
    Late late{s, t, {}, {}, 0.85, {}};
    // Bare reshapes go to the target's shape, so the slice may come first.
    late.main = joinSteps("slice(" + std::to_string(a) + ",1," + std::to_string(classes + 1) + ")", found->steps);
    late.minor = "slice(0,1," + std::to_string(classes + 1) + ")";
    late.reason = "the classifier with one class more: class 0 of the source is the background";
    return late;
}

// A convolution that covers its whole input is a dense layer after a flattened map. PyTorch flattens channels first.
std::optional<Late> convolutionAsDense(const Model& source, const Model& target, std::size_t s, std::size_t t)
{
    const Unit& from = source.units[s];
    const Unit& to = target.units[t];
    if (from.type != Unit::Type::Kernel || to.type != Unit::Type::Kernel || from.embedding || to.embedding)
        return std::nullopt;
    const bool convolved = from.main.shape.rank() == 4 && to.main.shape.rank() == 2;
    if (!convolved && !(from.main.shape.rank() == 2 && to.main.shape.rank() == 4))
        return std::nullopt;
    const Part& map = convolved ? from.main : to.main;
    const Part& flat = convolved ? to.main : from.main;
    const bool tensorFlow = map.letters == "HWIO", torch = flat.letters == "OI";
    if ((!tensorFlow && map.letters != "OIHW") || (!torch && flat.letters != "IO"))
        return std::nullopt;
    const auto size = [&](char c) { return map.shape[map.letters.find(c)]; };
    const std::int64_t inputs = flat.shape[flat.letters.find('I')], outputs = flat.shape[flat.letters.find('O')];
    if (size('O') != outputs || size('H') < 2 || size('H') * size('W') * size('I') != inputs)
        return std::nullopt;
    Late late{s, t, "reshape", "identity", 0.85, "a convolution over the whole map is a dense layer after flattening"};
    if (tensorFlow == torch) { // the orders of the flattened map differ
        std::string sizes;
        if (!convolved)
            for (char c : std::string_view(torch ? "OIHW" : "HWIO"))
                sizes += (sizes.empty() ? "" : ",") + std::to_string(size(c));
        const std::string order = convolved == tensorFlow ? "transpose(3,2,0,1)" : "transpose(2,3,1,0)";
        late.main = convolved ? order + "|reshape" : "reshape(" + sizes + ")|" + order;
        late.reason += ", in the other order of the axes";
    }
    return late;
}

bool namesOutput(const Unit& unit)
{
    return hasWord(unit, "head") || hasWord(unit, "decoder") || hasWord(unit, "out") || hasWord(unit, "lm");
}

std::optional<Late> tied(const Model& source, const Model& target, std::size_t t)
{
    const Unit& to = target.units[t];
    if (to.type != Unit::Type::Kernel || to.embedding || to.main.shape.rank() != 2 || !namesOutput(to))
        return std::nullopt;
    for (std::size_t s = 0; s < source.units.size(); ++s) {
        const Unit& from = source.units[s];
        const bool table = from.embedding || (hasWord(from, "embed") && from.main.shape.rank() == 2);
        if (!table || from.bucket != to.bucket || from.main.shape.rank() != 2 || from.main.shape[0] < 1000)
            continue;
        if (const auto found = fit(from.main, to.main))
            return Late{s, t, found->steps, {}, 0.75, "the output layer shares its weights with the word embedding"};
    }
    return std::nullopt;
}

bool isWordTable(const Unit& unit)
{
    return unit.type == Unit::Type::Kernel && unit.main.shape.rank() == 2 && unit.main.shape[0] >= 1000 && unit.minors.empty()
        && !hasWord(unit, "pos") && (unit.embedding || hasWord(unit, "embed") || hasWord(unit, "shared"));
}

// A second word embedding of the target where the source has one table: encoder and decoder share it.
std::optional<Late> sharedTable(const Model& source, const Model& target, const Assignment& assignment, std::size_t t)
{
    const Unit& to = target.units[t];
    if (!isWordTable(to))
        return std::nullopt;
    std::vector<std::size_t> tables;
    for (std::size_t s = 0; s < source.units.size(); ++s)
        if (isWordTable(source.units[s]) && source.units[s].bucket == to.bucket)
            tables.push_back(s);
    if (tables.empty() || (tables.size() > 1 && !hasWord(to, "shared")))
        return std::nullopt;
    const std::size_t s = tables.front();
    if (assignment.targetOf[s] == noUnit)
        return std::nullopt;
    const auto found = fit(source.units[s].main, to.main);
    if (!found)
        return std::nullopt;
    return Late{s, t, found->steps, {}, 0.8, "shares the word embedding, of which the source has one table"};
}

std::string nameKey(const Unit& unit)
{
    std::string key;
    for (const NamePiece& piece : unit.pieces)
        key += (piece.number >= 0 ? std::to_string(piece.number) : piece.text) + "/";
    return key;
}

std::string difference(const Unit& from, const Unit& to)
{
    const std::size_t a = from.main.letters.find('O'), b = to.main.letters.find('O');
    if (a != std::string::npos && b != std::string::npos && from.main.shape[a] != to.main.shape[b])
        return std::to_string(from.main.shape[a]) + " outputs against " + std::to_string(to.main.shape[b]);
    return from.main.shape.toString() + " against " + to.main.shape.toString();
}

// "pad_or_crop" only ever in a suggestion: a person decides.
std::optional<Late> namesakeOfOtherShape(const Model& source, const Model& target, std::size_t s, std::size_t t)
{
    const Unit& from = source.units[s];
    const Unit& to = target.units[t];
    const std::size_t rank = from.main.shape.rank();
    if (from.type != to.type || rank != to.main.shape.rank() || rank == 0)
        return std::nullopt;
    Part same = to.main;
    same.shape = from.main.shape;
    same.letters = to.main.letters;
    for (std::size_t i = 0; i < rank; ++i)
        if (const std::size_t at = from.main.letters.find(to.main.letters.empty() ? '?' : to.main.letters[i]);
            at != std::string::npos)
            same.shape[i] = from.main.shape[at];
    const auto found = fit(from.main, same);
    if (!found || found->steps.find("reshape") != std::string::npos)
        return std::nullopt;
    Late late{s, t, found->steps == "identity" ? "pad_or_crop" : found->steps + "|pad_or_crop", "pad_or_crop", 0.3, {}};
    late.reason = "same name, but " + difference(from, to) + ": a layer to be trained anew?";
    return late;
}

bool isConvolution(const Unit& unit) { return unit.type == Unit::Type::Kernel && unit.main.shape.rank() >= 4; }

// The last convolution before a dense layer, with no other dense layer between them; 0 where there is none, or where a
// normalisation after it is as wide as the dense layer's inputs: then the map was averaged, not flattened.
std::int64_t channelsBefore(const Model& model, const Unit& dense)
{
    const Unit* last = nullptr;
    std::size_t lastDense = 0;
    bool denseBefore = false;
    const auto place = [&](const Unit& unit) { return model.traits.layerOrder ? unit.filePosition : unit.naturalPosition; };
    const std::size_t input = dense.main.letters.find('I');
    for (const Unit& unit : model.units) {
        if (place(unit) >= place(dense))
            continue;
        if (unit.type == Unit::Type::Norm && place(dense) - place(unit) <= 2 && input != std::string::npos
            && unit.main.shape[0] == dense.main.shape[input])
            return 0;
        if (unit.type != Unit::Type::Kernel)
            continue;
        if (isConvolution(unit)) {
            if (!last || place(unit) > place(*last))
                last = &unit;
        } else if (unit.main.shape.rank() == 2 && !unit.embedding) {
            denseBefore = true;
            lastDense = std::max(lastDense, place(unit));
        }
    }
    if (!last || (denseBefore && lastDense > place(*last)))
        return 0;
    const std::size_t axis = last->main.letters.find_first_of("OC");
    return axis == std::string::npos ? 0 : last->main.shape[axis];
}

} // namespace

std::vector<Late> lateMatches(const Model& source, const Model& target, const Assignment& assignment)
{
    std::vector<Late> out;
    std::vector<std::size_t> sources, targets;
    std::map<std::string, std::size_t> byName;
    std::vector<bool> namesakes(source.units.size(), true);
    for (std::size_t s = 0; s < source.units.size(); ++s)
        if (assignment.targetOf[s] == noUnit) {
            sources.push_back(s);
            if (const auto [it, fresh] = byName.emplace(nameKey(source.units[s]), s); !fresh)
                namesakes[it->second] = false;
        }
    for (std::size_t t = 0; t < target.units.size(); ++t)
        if (assignment.sourceOf[t] == noUnit && target.units[t].main.role == NameRole::Weight)
            targets.push_back(t);
    for (std::size_t t : targets) {
        std::vector<Late> heads;
        if (target.units[t].type == Unit::Type::Kernel && target.units[t].main.shape.rank() >= 2)
            for (std::size_t s : sources)
                if (auto late = withoutBackground(source, target, s, t))
                    heads.push_back(std::move(*late));
        if (heads.size() > 1) { // of several classifiers the main one: auxiliary ones say so
            std::erase_if(heads, [&](const Late& late) {
                const Unit& unit = source.units[late.source];
                return std::any_of(unit.words.begin(), unit.words.end(), [](const std::string& w) { return w.starts_with("aux"); });
            });
        }
        std::vector<Late> flattened;
        for (std::size_t s : sources)
            if (auto late = convolutionAsDense(source, target, s, t))
                flattened.push_back(std::move(*late));
        if (heads.size() == 1) {
            out.push_back(std::move(heads.front()));
        } else if (flattened.size() == 1) {
            out.push_back(std::move(flattened.front()));
        } else if (auto late = tied(source, target, t)) {
            out.push_back(std::move(*late));
        } else if (auto shared = sharedTable(source, target, assignment, t)) {
            out.push_back(std::move(*shared));
        } else if (const auto it = byName.find(nameKey(target.units[t])); it != byName.end() && namesakes[it->second]) {
            if (auto suggestion = namesakeOfOtherShape(source, target, it->second, t))
                out.push_back(std::move(*suggestion));
        }
    }
    return out;
}

std::string flattenSteps(const Model& source, const Model& target, std::size_t sourceUnit, std::size_t targetUnit)
{
    const Unit& from = source.units[sourceUnit];
    const Unit& to = target.units[targetUnit];
    const std::string& a = from.main.letters;
    const std::string& b = to.main.letters;
    if (!((a == "IO" && b == "OI") || (a == "OI" && b == "IO")) || from.embedding)
        return {};
    const bool fromOrdered = source.traits.layerOrder || !target.traits.layerOrder;
    const std::int64_t channels = fromOrdered ? channelsBefore(source, from) : channelsBefore(target, to);
    const std::int64_t inputs = from.main.shape[a.find('I')], outputs = from.main.shape[a.find('O')];
    if (channels <= 0 || inputs == channels || inputs % channels != 0)
        return {};
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(inputs / channels))));
    if (side * side * channels != inputs)
        return "?";
    const auto text = [](std::int64_t n) { return std::to_string(n); };
    if (a == "IO") // height, width, channel -> channel, height, width
        return "reshape(" + text(side) + "," + text(side) + "," + text(channels) + "," + text(outputs)
            + ")|transpose(3,2,0,1)|reshape";
    return "reshape(" + text(outputs) + "," + text(channels) + "," + text(side) + "," + text(side)
        + ")|transpose(2,3,1,0)|reshape";
}

} // namespace tensorgraft::matching
