#include "model_io/learn/arrangement.h"

#include "model_io/learn/axis_order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace tensorgraft::learning {
namespace {

constexpr std::size_t mostArrangements = 48;

std::vector<std::size_t> axesAboveOne(const Shape& shape)
{
    std::vector<std::size_t> axes;
    for (std::size_t a = 0; a < shape.rank(); ++a)
        if (shape[a] != 1)
            axes.push_back(a);
    return axes;
}

std::vector<std::size_t> axesOfOne(const Shape& shape)
{
    std::vector<std::size_t> axes;
    for (std::size_t a = 0; a < shape.rank(); ++a)
        if (shape[a] == 1)
            axes.push_back(a);
    return axes;
}

bool isIdentity(const std::vector<std::size_t>& permutation)
{
    return std::is_sorted(permutation.begin(), permutation.end());
}

/// Moves whole axes: `from[k]` is the source axis of the k-th target axis above one.
std::vector<Arrangement> wholeAxes(const Shape& source, const Shape& target, const std::vector<std::size_t>& from)
{
    const std::vector<std::size_t> sourceOnes = axesOfOne(source), targetOnes = axesOfOne(target);
    Arrangement base;
    for (const std::size_t a : axesAboveOne(source))
        base.cut.push_back(source[a]);
    const std::vector<std::size_t> kept = axesAboveOne(source);
    for (const std::size_t a : from)
        base.order.push_back(static_cast<std::size_t>(std::find(kept.begin(), kept.end(), a) - kept.begin()));
    if (sourceOnes.size() != targetOnes.size()) {
        std::vector<std::string> steps;
        for (std::size_t i = sourceOnes.size(); i-- > 0;)
            steps.push_back("squeeze(" + std::to_string(sourceOnes[i]) + ")");
        steps.push_back(transposeSteps(base.order));
        for (const std::size_t a : targetOnes)
            steps.push_back("unsqueeze(" + std::to_string(a) + ")");
        base.steps = joinSteps(steps);
        base.effort = isIdentity(base.order) ? 1 : 2;
        return {base};
    }
    std::vector<Arrangement> out;
    std::vector<std::size_t> ones = sourceOnes;
    do {
        Arrangement a = base;
        a.permutation.resize(target.rank());
        std::size_t nextOne = 0, next = 0;
        for (std::size_t k = 0; k < target.rank(); ++k)
            a.permutation[k] = target[k] == 1 ? ones[nextOne++] : from[next++];
        a.steps = transposeSteps(a.permutation);
        a.effort = isIdentity(a.permutation) ? 0 : 2;
        out.push_back(std::move(a));
    } while (out.size() < mostArrangements && std::next_permutation(ones.begin(), ones.end()));
    return out;
}

/// One source axis and how each target axis follows from it.
struct Choice {
    std::size_t axis = 0;
    const AxisOrder* order = nullptr;
};

Arrangement withOrders(const Shape& source, const Shape& target, const std::vector<Choice>& choices)
{
    const std::vector<std::size_t> targetAxes = axesAboveOne(target);
    std::vector<std::size_t> from;
    std::vector<std::string> after;
    std::vector<std::int64_t> flips;
    bool cuts = false;
    for (std::size_t k = 0; k < choices.size(); ++k) {
        from.push_back(choices[k].axis);
        const auto axis = static_cast<std::int64_t>(targetAxes[k]);
        if (choices[k].order->kind == AxisOrder::Kind::Reversed)
            flips.push_back(axis);
        if (choices[k].order->kind == AxisOrder::Kind::Blocks) {
            std::vector<std::int64_t> arguments{axis};
            arguments.insert(arguments.end(), choices[k].order->blocks.begin(), choices[k].order->blocks.end());
            after.push_back(stepText("reorder", arguments));
        }
        cuts = cuts || choices[k].order->kind == AxisOrder::Kind::Digits;
    }
    if (!flips.empty())
        after.insert(after.begin(), stepText("flip", flips));
    Arrangement out;
    if (!cuts) {
        out = wholeAxes(source, target, from).front();
    } else {
        std::map<std::size_t, std::size_t> firstDigit; // of each source axis
        for (const std::size_t a : axesAboveOne(source)) {
            firstDigit[a] = out.cut.size();
            const auto choice = std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.axis == a; });
            if (choice->order->kind == AxisOrder::Kind::Digits)
                out.cut.insert(out.cut.end(), choice->order->sizes.begin(), choice->order->sizes.end());
            else
                out.cut.push_back(source[a]);
        }
        for (const Choice& choice : choices) {
            if (choice.order->kind != AxisOrder::Kind::Digits) {
                out.order.push_back(firstDigit[choice.axis]);
                continue;
            }
            for (const std::size_t digit : choice.order->permutation)
                out.order.push_back(firstDigit[choice.axis] + digit);
        }
        out.steps = joinSteps({stepText("reshape", out.cut), transposeSteps(out.order), stepText("reshape", {target.begin(), target.end()})});
        out.effort = 6;
    }
    if (!after.empty()) {
        after.insert(after.begin(), out.steps);
        out.steps = joinSteps(after);
        out.effort += 2;
        out.permutation.clear();
        out.cut.clear(); // samples know no flips and gates
    }
    return out;
}

/// Puts a source axis to every target axis, in every way that the slices allow.
class AxisAssignment {
public:
    AxisAssignment(const Shape& sourceShape, const Fingerprint& source, const Shape& targetShape, const Fingerprint& target)
        : m_sourceShape(sourceShape), m_targetShape(targetShape), m_sourceAxes(axesAboveOne(sourceShape)), m_targetAxes(axesAboveOne(targetShape))
    {
        for (const std::size_t t : m_targetAxes) {
            m_orders.emplace_back();
            for (const std::size_t s : m_sourceAxes) {
                std::optional<AxisOrder> order;
                if (sourceShape[s] == targetShape[t]) {
                    const bool known = !source.axes[s].empty() && !target.axes[t].empty();
                    order = known ? orderOf(source.axes[s], target.axes[t]) : AxisOrder{};
                }
                m_orders.back().push_back(std::move(order));
            }
        }
    }

    [[nodiscard]] std::vector<Arrangement> run()
    {
        if (m_sourceAxes.size() == m_targetAxes.size())
            place();
        return std::move(m_out);
    }

private:
    void place()
    {
        if (m_out.size() >= mostArrangements)
            return;
        const std::size_t k = m_choices.size();
        if (k == m_targetAxes.size())
            return emit();
        for (std::size_t s = 0; s < m_sourceAxes.size(); ++s) {
            if (!m_orders[k][s] || std::any_of(m_choices.begin(), m_choices.end(), [&](const Choice& c) { return c.axis == m_sourceAxes[s]; }))
                continue;
            m_choices.push_back({m_sourceAxes[s], &*m_orders[k][s]});
            place();
            m_choices.pop_back();
        }
    }

    void emit()
    {
        const bool plain = std::all_of(m_choices.begin(), m_choices.end(), [](const Choice& c) { return c.order->kind == AxisOrder::Kind::Same; });
        if (!plain) {
            m_out.push_back(withOrders(m_sourceShape, m_targetShape, m_choices));
            return;
        }
        std::vector<std::size_t> from;
        for (const Choice& choice : m_choices)
            from.push_back(choice.axis);
        for (Arrangement& a : wholeAxes(m_sourceShape, m_targetShape, from))
            m_out.push_back(std::move(a));
    }

    const Shape& m_sourceShape;
    const Shape& m_targetShape;
    std::vector<std::size_t> m_sourceAxes, m_targetAxes;
    std::vector<std::vector<std::optional<AxisOrder>>> m_orders; ///< [target axis][source axis]
    std::vector<Choice> m_choices;
    std::vector<Arrangement> m_out;
};

/// True where the sizes, in this order, can be joined without moving anything into `joined`.
bool joinsTo(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& joined)
{
    std::size_t next = 0;
    for (const std::int64_t want : joined) {
        std::int64_t product = 1;
        while (product < want && next < sizes.size())
            product *= sizes[next++];
        if (product != want)
            return false;
    }
    return next == sizes.size();
}

std::vector<std::int64_t> sizesAboveOne(const Shape& shape)
{
    std::vector<std::int64_t> sizes;
    for (const std::int64_t size : shape)
        if (size != 1)
            sizes.push_back(size);
    return sizes;
}

/// Calls `visit` with every order of `count` things.
template <typename Visit>
void forEachOrder(std::size_t count, const Visit& visit)
{
    constexpr std::size_t mostAxes = 6;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    if (count > mostAxes)
        return visit(order);
    do {
        visit(order);
    } while (std::next_permutation(order.begin(), order.end()));
}

std::vector<std::int64_t> inOrder(const std::vector<std::int64_t>& sizes, const std::vector<std::size_t>& order)
{
    std::vector<std::int64_t> out;
    for (const std::size_t i : order)
        out.push_back(sizes[i]);
    return out;
}

void sortByEffort(std::vector<Arrangement>& list)
{
    std::stable_sort(list.begin(), list.end(), [](const Arrangement& a, const Arrangement& b) { return a.effort < b.effort; });
}

} // namespace

std::string transposeSteps(const std::vector<std::size_t>& permutation)
{
    if (isIdentity(permutation))
        return "identity";
    return stepText("transpose", {permutation.begin(), permutation.end()});
}

std::string stepText(const char* name, const std::vector<std::int64_t>& arguments)
{
    std::string text = name;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        text += (i ? "," : "(") + std::to_string(arguments[i]);
    return arguments.empty() ? text : text + ")";
}

std::string joinSteps(const std::vector<std::string>& steps)
{
    std::string text;
    for (const std::string& step : steps)
        if (!step.empty() && step != "identity")
            text += (text.empty() ? "" : "|") + step;
    return text.empty() ? "identity" : text;
}

bool samePlaces(const Shape& source, const std::vector<std::size_t>& a, const std::vector<std::size_t>& b)
{
    const auto moved = [&](const std::vector<std::size_t>& permutation) {
        std::vector<std::size_t> axes;
        std::copy_if(permutation.begin(), permutation.end(), std::back_inserter(axes), [&](std::size_t axis) { return source[axis] != 1; });
        return axes;
    };
    return moved(a) == moved(b);
}

std::vector<Arrangement> arrangements(const Shape& sourceShape, const Fingerprint& source, const Shape& targetShape, const Fingerprint& target)
{
    std::vector<Arrangement> out = AxisAssignment(sourceShape, source, targetShape, target).run();
    sortByEffort(out);
    return out;
}

std::vector<Arrangement> possibleArrangements(const Shape& source, const Shape& target)
{
    const std::vector<std::int64_t> from = sizesAboveOne(source), to = sizesAboveOne(target);
    const std::vector<std::size_t> fromAxes = axesAboveOne(source);
    const bool plainSource = from.size() == source.rank(), plainTarget = to.size() == target.rank();
    const std::string shaped = stepText("reshape", {target.begin(), target.end()});
    std::vector<Arrangement> out;
    forEachOrder(from.size(), [&](const std::vector<std::size_t>& order) {
        const std::vector<std::int64_t> moved = inOrder(from, order);
        if (moved == to) {
            std::vector<std::size_t> axes;
            for (const std::size_t i : order)
                axes.push_back(fromAxes[i]);
            for (Arrangement& a : wholeAxes(source, target, axes))
                out.push_back(std::move(a));
        } else if (joinsTo(moved, to)) {
            Arrangement a;
            a.cut = from;
            a.order = order;
            a.steps = joinSteps({plainSource || isIdentity(order) ? "" : stepText("reshape", from), transposeSteps(order), shaped});
            a.effort = isIdentity(order) ? 4 : 5;
            out.push_back(std::move(a));
        }
    });
    if (from.size() < to.size())
        forEachOrder(to.size(), [&](const std::vector<std::size_t>& order) { // order[i]: target axis of the i-th piece of the source
            const std::vector<std::int64_t> cut = inOrder(to, order);
            if (!joinsTo(cut, from) || isIdentity(order))
                return;
            Arrangement a;
            a.cut = cut;
            a.order.resize(order.size());
            for (std::size_t i = 0; i < order.size(); ++i)
                a.order[order[i]] = i;
            a.steps = joinSteps({stepText("reshape", cut), transposeSteps(a.order), plainTarget ? "" : shaped});
            a.effort = 5;
            out.push_back(std::move(a));
        });
    sortByEffort(out);
    return out;
}

ElementOrder::ElementOrder(const Arrangement& arrangement)
{
    std::vector<std::uint64_t> strides(arrangement.cut.size());
    std::uint64_t stride = 1;
    for (std::size_t i = strides.size(); i-- > 0;) {
        strides[i] = stride;
        stride *= static_cast<std::uint64_t>(arrangement.cut[i]);
    }
    for (std::size_t i = arrangement.order.size(); i-- > 0;) {
        m_sizes.push_back(static_cast<std::uint64_t>(arrangement.cut[arrangement.order[i]]));
        m_strides.push_back(strides[arrangement.order[i]]);
    }
}

std::uint64_t ElementOrder::sourceOf(std::uint64_t index) const
{
    std::uint64_t from = 0;
    for (std::size_t i = 0; i < m_sizes.size(); ++i) {
        from += index % m_sizes[i] * m_strides[i];
        index /= m_sizes[i];
    }
    return from;
}

} // namespace tensorgraft::learning
