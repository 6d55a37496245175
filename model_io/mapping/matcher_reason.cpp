#include "model_io/mapping/matcher_reason.h"

#include "model_io/mapping/matcher_axes.h"

#include <algorithm>

namespace tensorgraft::matching {
namespace {

bool sameEnd(const Unit& a, const Unit& b)
{
    const std::size_t length = std::min(a.pieces.size(), b.pieces.size());
    if (length == 0)
        return false;
    for (std::size_t i = 1; i <= length; ++i) {
        const NamePiece& x = a.pieces[a.pieces.size() - i];
        const NamePiece& y = b.pieces[b.pieces.size() - i];
        if (x.text != y.text || x.number != y.number)
            return false;
    }
    return true;
}

std::string commonWordsOf(const Unit& a, const Unit& b)
{
    std::string out;
    int count = 0;
    for (auto word = b.words.rbegin(); word != b.words.rend() && count < 3; ++word)
        if (std::find(a.words.begin(), a.words.end(), *word) != a.words.end() && out.find(*word) == std::string::npos) {
            out += (out.empty() ? "" : ", ") + *word;
            ++count;
        }
    return out;
}

std::string why(const Model& source, const Unit& from, const Part& fromPart, const Model& target, const Unit& to,
                const Part& toPart, const Evidence& e)
{
    const std::string& a = source.tensors[fromPart.tensors.front()].name;
    const std::string& b = target.tensors[toPart.tensors.front()].name;
    if (a == b)
        return "same name";
    if (sameEnd(from, to) && fromPart.joined.empty())
        return "same name after normalising " + a + " to " + b;
    if (e.anchor >= 0.5)
        return "stands beside a matched layer, as " + a + " does in the source";
    const std::string words = commonWordsOf(from, to);
    if (e.block >= 0.3)
        return (e.local > 0.9 || words.empty() ? "same place in a block of the same make"
                                               : "in a block of the same make, and the names share " + words);
    if (e.order >= 0.3)
        return words.empty() || e.name < 0.3 ? "same place in the order of the layers"
                                             : "same place in the order of the layers, and the names share " + words;
    if (e.context >= 0.3)
        return words.empty() ? "its neighbours are matched with the neighbours of " + a
                             : "the names share " + words + ", and the neighbours match";
    if (!words.empty())
        return "the names share " + words + " and the shapes agree";
    return "the only one left of this shape";
}

} // namespace

std::string stepsInWords(const Part& from, const Part& to, const std::string& steps)
{
    std::string out;
    const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (!from.joined.empty())
        add("joined from " + std::to_string(from.joined.size()) + " tensors");
    else if (!from.slice.empty())
        add("its part of the fused tensor");
    if (const auto [before, after] = agreedLetters(from, to); steps.find("transpose") != std::string::npos && !before.empty() && before != after)
        add(before.find('h') == std::string::npos && after.find('h') == std::string::npos ? before + " to " + after : "heads as the target keeps them");
    else if (steps.find("squeeze") != std::string::npos || (steps.find("reshape") != std::string::npos && out.empty()))
        add("axes of size one apart, the same shape");
    return out;
}

std::string reasonFor(const Model& source, const Unit& from, const Part& fromPart, const Model& target, const Unit& to,
                      const Part& toPart, const Evidence& evidence, const std::string& steps)
{
    std::string text = why(source, from, fromPart, target, to, toPart, evidence);
    if (const std::string layout = stepsInWords(fromPart, toPart, steps); !layout.empty())
        text += "; " + layout;
    if (evidence.forced)
        text += "; the order of the axes is assumed";
    return text;
}

} // namespace tensorgraft::matching
