#include "model_io/mapping/matcher_layout.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft::matching {
namespace {

std::string list(const std::vector<std::int64_t>& values)
{
    std::string text;
    for (std::int64_t v : values)
        text += (text.empty() ? "" : ",") + std::to_string(v);
    return text;
}

void append(std::string& steps, const std::string& step) { steps += (steps.empty() ? "" : "|") + step; }

void expand(AxisForm& form, const std::map<char, std::string>& composites, const AxisForm& other)
{
    for (const auto& [letter, atoms] : composites) {
        const bool otherHasPieces = std::all_of(atoms.begin(), atoms.end(), [&](char c) { return other.sizes.contains(c); });
        if (!otherHasPieces || !form.sizes.contains(letter))
            continue;
        std::int64_t product = 1;
        for (char c : atoms)
            product *= other.sizes.at(c);
        if (product != form.sizes.at(letter))
            continue;
        for (std::string& axis : form.axes)
            if (const std::size_t at = axis.find(letter); at != std::string::npos)
                axis.replace(at, 1, atoms);
        form.sizes.erase(letter);
        for (char c : atoms)
            form.sizes[c] = other.sizes.at(c);
    }
}

std::string flat(const AxisForm& form, bool withOnes)
{
    std::string out;
    for (const std::string& axis : form.axes)
        for (char c : axis)
            if (withOnes || form.sizes.at(c) != 1)
                out += c;
    return out;
}

std::string sorted(std::string text)
{
    std::sort(text.begin(), text.end());
    return text;
}

// Axes without their unit atoms; axes that are only those are left out.
std::vector<std::string> withoutOnes(const AxisForm& form)
{
    std::vector<std::string> out;
    for (const std::string& axis : form.axes) {
        std::string kept;
        for (char c : axis)
            if (form.sizes.at(c) != 1)
                kept += c;
        if (!kept.empty())
            out.push_back(kept);
    }
    return out;
}

std::int64_t sizeOf(const std::string& atoms, const AxisForm& form)
{
    std::int64_t size = 1;
    for (char c : atoms)
        size *= form.sizes.at(c);
    return size;
}

// Order of `axes` in which their atoms read as `wanted`; nullopt where an axis would have to be torn.
std::optional<std::vector<std::int64_t>> permutation(const std::vector<std::string>& axes, const std::string& wanted)
{
    std::vector<std::int64_t> order;
    for (std::size_t at = 0; at < wanted.size();) {
        const auto it = std::find_if(axes.begin(), axes.end(),
                                     [&](const std::string& axis) { return wanted.compare(at, axis.size(), axis) == 0; });
        if (it == axes.end())
            return std::nullopt;
        order.push_back(it - axes.begin());
        at += it->size();
    }
    return order;
}

bool isIdentity(const std::vector<std::int64_t>& order)
{
    for (std::size_t i = 0; i < order.size(); ++i)
        if (order[i] != static_cast<std::int64_t>(i))
            return false;
    return true;
}

// squeeze(0) where one axis of one goes and the rest stays, else the sizes in full.
std::string dropOnes(const Shape& shape, const std::vector<std::int64_t>& sizes)
{
    if (shape.rank() == sizes.size() + 1)
        for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
            std::vector<std::int64_t> rest(shape.begin(), shape.end());
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(axis));
            if (shape[axis] == 1 && rest == sizes)
                return "squeeze(" + std::to_string(axis) + ")";
        }
    return "reshape(" + list(sizes) + ")";
}

} // namespace

AxisForm plainForm(const std::string& letters, const Shape& shape)
{
    AxisForm form;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        form.axes.emplace_back(1, letters[i]);
        form.sizes[letters[i]] = shape[i];
    }
    return form;
}

std::optional<std::string> layoutSteps(const Shape& source, AxisForm from, const Shape& target, AxisForm to,
                                       const std::map<char, std::string>& composites)
{
    expand(from, composites, to);
    expand(to, composites, from);
    std::string steps;
    // Same letters on both sides: one permutation, axes of size one included.
    if (from.sizes == to.sizes && from.axes.size() == to.axes.size())
        if (const auto order = permutation(from.axes, flat(to, true)))
            return isIdentity(*order) ? "identity" : "transpose(" + list(*order) + ")";

    const std::string wanted = flat(to, false), given = flat(from, false);
    if (sorted(wanted) != sorted(given))
        return std::nullopt;
    for (char c : wanted)
        if (from.sizes.at(c) != to.sizes.at(c))
            return std::nullopt;

    std::vector<std::string> axes = withoutOnes(from);
    std::vector<std::int64_t> sizes;
    auto order = permutation(axes, wanted);
    if (!order) { // an axis is torn apart: down to the atoms
        axes.clear();
        for (char c : given)
            axes.emplace_back(1, c);
        order = permutation(axes, wanted);
        if (!order)
            return std::nullopt;
    }
    for (const std::string& axis : axes)
        sizes.push_back(sizeOf(axis, from));
    std::vector<std::int64_t> now(source.begin(), source.end());
    const std::vector<std::int64_t> goal(target.begin(), target.end());
    if (isIdentity(*order)) { // only borders between axes move
        if (now == goal)
            return "identity";
        return source.rank() > target.rank() && sizes == goal ? dropOnes(source, sizes) : "reshape";
    }
    if (now != sizes) {
        append(steps, dropOnes(source, sizes));
        now = sizes;
    }
    append(steps, "transpose(" + list(*order) + ")");
    std::vector<std::int64_t> after;
    for (std::int64_t axis : *order)
        after.push_back(now[static_cast<std::size_t>(axis)]);
    if (after != goal)
        append(steps, "reshape");
    return steps;
}

} // namespace tensorgraft::matching
