#include "model_io/mapping/matcher_fused.h"

#include "model_io/mapping/matcher_axes.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tensorgraft::matching {
namespace {

using Words = std::vector<std::string>;

// Where in a path a fused projection is named, and what it is made of.
struct FusedName {
    std::size_t begin = 0;
    Words parts;
};

std::optional<FusedName> fusedName(const std::vector<Token>& path)
{
    const auto is = [&](std::size_t i, std::string_view text) { return i < path.size() && path[i].text == text; };
    for (std::size_t i = path.size() > 3 ? path.size() - 3 : 0; i < path.size(); ++i) {
        if (is(i, "qkv") || is(i, "wqkv"))
            return FusedName{i, {"query", "key", "value"}};
        if ((is(i, "c") && is(i + 1, "attn")) || (is(i, "in") && is(i + 1, "proj") && i + 2 == path.size()))
            return FusedName{i, {"query", "key", "value"}};
        if (is(i, "kv"))
            return FusedName{i, {"key", "value"}};
        if (is(i, "gate") && is(i + 1, "up"))
            return FusedName{i, {"gate", "up"}};
    }
    return std::nullopt;
}

// "query" of self.query, q_proj, to_q, attention.wq; "" where the unit is no part of a projection.
std::string partWord(const Unit& unit)
{
    static const Words known{"query", "key", "value", "gate", "up"};
    if (const auto fused = fusedName(unit.path); fused && fused->parts.front() == "gate") // gate_up is both
        return {};
    for (std::size_t back = 1; back <= 2 && back <= unit.words.size(); ++back) {
        const std::string& word = unit.words[unit.words.size() - back];
        if (std::find(known.begin(), known.end(), word) != known.end())
            return word;
        if (word != "proj")
            break;
    }
    return {};
}

std::size_t outputAxis(const Part& part) { return part.letters.find('O'); }

bool hasParts(const Model& model, const Words& parts)
{
    return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return std::any_of(model.units.begin(), model.units.end(), [&](const Unit& unit) {
            return unit.type == Unit::Type::Kernel && partWord(unit) == part;
        });
    });
}

bool hasFused(const Model& model, const Words& parts)
{
    return std::any_of(model.units.begin(), model.units.end(), [&](const Unit& unit) {
        const auto name = unit.type == Unit::Type::Kernel ? fusedName(unit.path) : std::nullopt;
        return name && name->parts == parts && partWord(unit).empty();
    });
}

// Outputs of a part in the model that has them apart: query heads may outnumber key heads.
std::map<std::string, std::int64_t> partOutputs(const Model& model, const Words& parts)
{
    std::map<std::string, std::int64_t> out;
    for (const Unit& unit : model.units) {
        const std::string word = partWord(unit);
        if (unit.type != Unit::Type::Kernel || std::find(parts.begin(), parts.end(), word) == parts.end() || out.contains(word))
            continue;
        const std::size_t axis = outputAxis(unit.main), heads = unit.main.letters.find("hd");
        if (axis != std::string::npos)
            out[word] = unit.main.shape[axis];
        else if (heads != std::string::npos)
            out[word] = unit.main.shape[heads] * unit.main.shape[heads + 1];
    }
    return out;
}

std::vector<std::int64_t> sharesOf(std::int64_t size, const Words& parts, std::map<std::string, std::int64_t> outputs)
{
    std::vector<std::int64_t> shares;
    for (const std::string& part : parts)
        shares.push_back(outputs[part]);
    if (std::accumulate(shares.begin(), shares.end(), std::int64_t{0}) == size)
        return shares;
    const auto count = static_cast<std::int64_t>(parts.size());
    return size % count == 0 ? std::vector<std::int64_t>(parts.size(), size / count) : std::vector<std::int64_t>{};
}

Part sliced(const Part& part, std::size_t axis, std::int64_t begin, std::int64_t end)
{
    Part out = part;
    out.shape[axis] = end - begin;
    out.slice = "slice(" + std::to_string(axis) + "," + std::to_string(begin) + "," + std::to_string(end) + ")";
    return out;
}

void splitUnit(const Unit& unit, const FusedName& name, const std::map<std::string, std::int64_t>& outputs,
               std::vector<Unit>& out)
{
    const std::size_t axis = outputAxis(unit.main);
    const auto shares = axis == std::string::npos || unit.main.shape.rank() != 2
        ? std::vector<std::int64_t>{}
        : sharesOf(unit.main.shape[axis], name.parts, outputs);
    if (shares.empty()) {
        out.push_back(unit);
        return;
    }
    std::int64_t begin = 0;
    for (std::size_t p = 0; p < shares.size(); ++p) {
        Unit part = unit;
        part.path.resize(name.begin);
        part.path.push_back({name.parts[p], -1, true});
        part.main = sliced(unit.main, axis, begin, begin + shares[p]);
        part.minors.clear();
        for (const Part& minor : unit.minors)
            if (minor.shape.rank() == 1 && minor.shape[0] == unit.main.shape[axis])
                part.minors.push_back(sliced(minor, 0, begin, begin + shares[p]));
        begin += shares[p];
        describeUnit(part);
        out.push_back(std::move(part));
    }
}

void splitAll(Model& source, const Model& target, const Words& parts)
{
    const auto outputs = partOutputs(target, parts);
    std::vector<Unit> units;
    for (const Unit& unit : source.units) {
        const auto name = unit.type == Unit::Type::Kernel ? fusedName(unit.path) : std::nullopt;
        if (name && name->parts == parts)
            splitUnit(unit, *name, outputs, units);
        else
            units.push_back(unit);
    }
    source.units = std::move(units);
    renumber(source);
}

// Heads and their width are one axis once they are joined.
Part withoutHeads(Part part)
{
    if (const std::size_t heads = part.letters.find("Ihd"); heads != std::string::npos) {
        part.shape = Shape{part.shape[0], part.shape[1] * part.shape[2]};
        part.letters = "IO";
    } else if (part.letters.empty() && part.label == "bias" && part.shape.rank() == 2) {
        part.shape = Shape{part.shape[0] * part.shape[1]};
    }
    return part;
}

std::optional<Part> joinParts(const std::vector<const Part*>& parts)
{
    Part out = withoutHeads(*parts.front());
    const std::size_t axis = out.letters.empty() ? 0 : outputAxis(out);
    if (axis == std::string::npos || axis >= out.shape.rank())
        return std::nullopt;
    out.tensors.clear();
    std::int64_t size = 0;
    for (const Part* part : parts) {
        const Part flat = withoutHeads(*part);
        Shape rest = flat.shape;
        if (rest.rank() != out.shape.rank() || flat.letters != out.letters)
            return std::nullopt;
        size += rest[axis];
        rest[axis] = out.shape[axis];
        if (rest != out.shape)
            return std::nullopt;
        out.tensors.push_back(part->tensors.front());
        out.joined.push_back(*part);
    }
    out.shape[axis] = size;
    return out;
}

std::optional<Unit> joinUnits(const std::vector<const Unit*>& units, const std::string& word)
{
    Unit out = *units.front();
    std::vector<const Part*> mains;
    for (const Unit* unit : units)
        mains.push_back(&unit->main);
    auto main = joinParts(mains);
    if (!main)
        return std::nullopt;
    out.main = std::move(*main);
    out.minors.clear();
    for (const Part& minor : units.front()->minors) {
        std::vector<const Part*> same;
        for (const Unit* unit : units)
            for (const Part& other : unit->minors)
                if (other.label == minor.label)
                    same.push_back(&other);
        if (same.size() != units.size())
            continue;
        if (auto joined = joinParts(same))
            out.minors.push_back(std::move(*joined));
    }
    while (!out.path.empty() && (partWord(out) != "" || out.words.back() == "proj")) {
        out.path.pop_back();
        describeUnit(out);
        if (out.words.empty())
            break;
    }
    out.path.push_back({word, -1, true});
    describeUnit(out);
    return out;
}

void joinAll(Model& source, const Words& parts)
{
    std::map<std::string, std::vector<std::size_t>> groups; // by the path with the part's word left out
    for (std::size_t u = 0; u < source.units.size(); ++u) {
        const Unit& unit = source.units[u];
        const std::string word = partWord(unit);
        if (unit.type != Unit::Type::Kernel || unit.embedding || std::find(parts.begin(), parts.end(), word) == parts.end())
            continue;
        std::string key;
        for (const NamePiece& piece : unit.pieces)
            key += (piece.number >= 0 ? std::to_string(piece.number) : piece.text == word ? "*" : piece.text) + "/";
        groups[key].push_back(u);
    }
    std::vector<bool> gone(source.units.size());
    std::map<std::size_t, Unit> joined;
    for (const auto& [key, members] : groups) {
        std::vector<const Unit*> ordered;
        for (const std::string& part : parts)
            for (std::size_t u : members)
                if (partWord(source.units[u]) == part)
                    ordered.push_back(&source.units[u]);
        if (ordered.size() != parts.size())
            continue;
        if (auto unit = joinUnits(ordered, parts.size() == 3 ? "qkv" : parts.front() + parts.back())) {
            for (std::size_t u : members)
                gone[u] = true;
            joined.emplace(members.front(), std::move(*unit));
        }
    }
    std::vector<Unit> units;
    for (std::size_t u = 0; u < source.units.size(); ++u) {
        if (const auto it = joined.find(u); it != joined.end())
            units.push_back(std::move(it->second));
        else if (!gone[u])
            units.push_back(source.units[u]);
    }
    source.units = std::move(units);
    renumber(source);
}

} // namespace

void alignFused(Model& source, const Model& target)
{
    for (const Words& parts : {Words{"query", "key", "value"}, Words{"key", "value"}, Words{"gate", "up"}}) {
        if (hasFused(source, parts) && hasParts(target, parts) && !hasFused(target, parts))
            splitAll(source, target, parts);
        else if (hasFused(target, parts) && hasParts(source, parts) && !hasFused(source, parts))
            joinAll(source, parts);
    }
}

std::string withSizes(const std::string& steps, const Shape& shape)
{
    if (!steps.ends_with("reshape"))
        return steps;
    std::string sizes;
    for (std::int64_t size : shape)
        sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
    return steps + "(" + sizes + ")";
}

std::optional<std::string> joinedSteps(const Part& source, const Part& target)
{
    const std::size_t axis = target.letters.empty() ? 0 : outputAxis(target);
    if (axis == std::string::npos || axis >= target.shape.rank())
        return std::nullopt;
    std::optional<std::string> steps;
    for (const Part& piece : source.joined) {
        Part wanted = target;
        const std::size_t own = piece.letters.empty() ? 0 : outputAxis(piece);
        const std::size_t heads = piece.letters.find("hd");
        wanted.shape[axis] = heads != std::string::npos ? piece.shape[heads] * piece.shape[heads + 1]
            : piece.letters.empty()                     ? static_cast<std::int64_t>(piece.shape.elementCount())
                                                        : piece.shape[own];
        const auto found = fit(piece, wanted);
        if (!found)
            return std::nullopt;
        const std::string text = withSizes(found->steps, wanted.shape);
        if (steps && *steps != text)
            return std::nullopt;
        steps = text;
    }
    const std::string concat = "concat(" + std::to_string(axis) + ")";
    return !steps || *steps == "identity" ? concat : *steps + "|" + concat;
}

} // namespace tensorgraft::matching
