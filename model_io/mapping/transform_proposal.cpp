#include "model_io/mapping/transform_proposal.h"

#include "model_io/core/transposed_kernels.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

using Permutation = std::vector<std::int64_t>;

std::string transposeText(const Permutation& p)
{
    std::string text = "transpose(";
    for (std::size_t i = 0; i < p.size(); ++i)
        text += (i ? "," : "") + std::to_string(p[i]);
    return text + ")";
}

bool isIdentity(const Permutation& p)
{
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p[i] != static_cast<std::int64_t>(i))
            return false;
    return true;
}

Shape permuted(const Shape& shape, const Permutation& p)
{
    std::vector<std::int64_t> dims(p.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        dims[i] = shape[static_cast<std::size_t>(p[i])];
    return Shape(std::move(dims));
}

Shape withoutOnes(const Shape& shape)
{
    std::vector<std::int64_t> dims;
    std::ranges::copy_if(shape.dims(), std::back_inserter(dims), [](std::int64_t d) { return d != 1; });
    return Shape(std::move(dims));
}

/// The permutation that turns axes named `from` into axes named `to`; nullopt where the letters differ.
std::optional<Permutation> byLetters(std::string_view from, std::string_view to)
{
    if (from.empty() || from.size() != to.size())
        return std::nullopt;
    Permutation p;
    for (const char letter : to) {
        const std::size_t at = from.find(letter);
        if (at == std::string_view::npos)
            return std::nullopt;
        p.push_back(static_cast<std::int64_t>(at));
    }
    return p;
}

/// The permutation that the layouts of both kernels give; nullopt where one is not known.
std::optional<Permutation> byLayouts(const TensorInfo& source, const TensorInfo& target)
{
    const auto [from, to] = agreedLayouts(source.axes, target.axes);
    return byLetters(axisLayoutName(from), axisLayoutName(to));
}

/// Axis orders that frameworks differ by, likeliest first.
std::vector<Permutation> usualPermutations(std::size_t rank)
{
    switch (rank) {
    case 2: return {{1, 0}};
    case 3: return {{2, 1, 0}, {1, 0, 2}, {0, 2, 1}, {2, 0, 1}, {1, 2, 0}};
    case 4: return {{3, 2, 0, 1}, {2, 3, 1, 0}, {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 3, 1, 2}, {0, 2, 3, 1}, {1, 0, 2, 3}, {0, 1, 3, 2}};
    case 5: return {{4, 3, 0, 1, 2}, {2, 3, 4, 1, 0}, {4, 3, 2, 1, 0}};
    default: return {};
    }
}

} // namespace

bool dtypesFit(DType source, DType target)
{
    return source == target || (isPlain(source) && isPlain(target));
}

std::vector<std::string> proposeTransforms(const TensorInfo& source, const TensorInfo& target)
{
    std::vector<std::string> found;
    if (!dtypesFit(source.dtype, target.dtype))
        return found;
    const auto add = [&](std::string text) {
        if (std::ranges::find(found, text) == found.end())
            found.push_back(std::move(text));
    };
    const std::size_t rank = source.shape.rank();
    const auto layout = byLayouts(source, target);

    if (layout && layout->size() == rank && permuted(source.shape, *layout) == target.shape)
        add(isIdentity(*layout) ? "identity" : transposeText(*layout));
    if (source.axes == AxisLayout::HWIM && target.axes == AxisLayout::OIHW && rank == 4 && target.shape.rank() == 4 &&
        target.shape[1] == 1 && target.shape[2] == source.shape[0] && target.shape[3] == source.shape[1] &&
        target.shape[0] / std::max<std::int64_t>(source.shape[3], 1) == source.shape[2] &&
        target.shape[0] % std::max<std::int64_t>(source.shape[3], 1) == 0)
        add(source.shape[3] == 1 ? "transpose(2,3,0,1)" : "transpose(2,3,0,1)|reshape");
    if (source.shape == target.shape)
        add("identity");
    for (const Permutation& p : usualPermutations(rank))
        if (permuted(source.shape, p) == target.shape)
            add(transposeText(p));
    if (!found.empty())
        return found;

    // Axes of size 1 that only one framework writes: (1, 1, C) and (C,), a 1x1 convolution and a dense kernel.
    if (rank == target.shape.rank())
        return found;
    const Shape core = withoutOnes(target.shape);
    const std::string lastStep = rank > target.shape.rank() ? "squeeze" : "unsqueeze";
    if (withoutOnes(source.shape) == core && layout == std::nullopt && source.axes == AxisLayout::Unknown)
        add(lastStep);
    for (const Permutation& p : usualPermutations(rank)) {
        const bool tensorFlowOrder = source.axes == AxisLayout::HWIO || source.axes == AxisLayout::IO;
        if (tensorFlowOrder && target.axes != AxisLayout::OI && target.axes != AxisLayout::OIHW)
            break;
        if (p != Permutation{3, 2, 0, 1} && p != Permutation{1, 0})
            continue; // only O and I change places here
        if (withoutOnes(permuted(source.shape, p)) == core)
            add(transposeText(p) + "|" + lastStep);
    }
    if (withoutOnes(source.shape) == core)
        add(lastStep);
    return found;
}

std::vector<std::string> proposeJoins(std::span<const TensorInfo* const> sources, const TensorInfo& target)
{
    std::vector<std::string> found;
    if (sources.size() < 2)
        return found;
    const std::size_t rank = sources.front()->shape.rank();
    for (const TensorInfo* s : sources)
        if (s->shape.rank() != rank || !isPlain(s->dtype) || !isPlain(target.dtype))
            return found;

    std::vector<Permutation> permutations;
    if (const auto layout = byLayouts(*sources.front(), target); layout && layout->size() == rank)
        permutations.push_back(*layout);
    permutations.emplace_back(rank);
    std::iota(permutations.back().begin(), permutations.back().end(), 0);
    for (Permutation& p : usualPermutations(rank))
        permutations.push_back(std::move(p));
    const bool oneShape = std::ranges::all_of(sources, [&](const TensorInfo* s) { return s->shape == sources.front()->shape; });
    const auto add = [&](const Permutation& p, const char* join, std::size_t axis) {
        std::string text = (isIdentity(p) ? "" : transposeText(p) + "|") + join + "(" + std::to_string(axis) + ")";
        if (std::ranges::find(found, text) == found.end())
            found.push_back(std::move(text));
    };
    for (const Permutation& p : permutations) {
        if (rank == target.shape.rank()) {
            for (std::size_t axis = 0; axis < rank; ++axis) {
                std::int64_t sum = 0;
                bool othersAgree = true;
                for (const TensorInfo* s : sources) {
                    const Shape shape = permuted(s->shape, p);
                    sum += shape[axis];
                    for (std::size_t k = 0; k < rank; ++k)
                        othersAgree = othersAgree && (k == axis || shape[k] == target.shape[k]);
                }
                if (othersAgree && sum == target.shape[axis])
                    add(p, "concat", axis);
            }
        } else if (rank + 1 == target.shape.rank() && oneShape) {
            const Shape shape = permuted(sources.front()->shape, p);
            for (std::size_t axis = 0; axis <= rank; ++axis) {
                std::vector<std::int64_t> dims(shape.begin(), shape.end());
                dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), static_cast<std::int64_t>(sources.size()));
                if (Shape(std::move(dims)) == target.shape)
                    add(p, "stack", axis);
            }
        }
    }
    return found;
}

std::optional<std::string> proposeJoin(std::span<const TensorInfo* const> sources, const TensorInfo& target)
{
    auto found = proposeJoins(sources, target);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace tensorgraft
