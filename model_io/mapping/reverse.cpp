#include "model_io/mapping/reverse.h"

#include "model_io/mapping/transform_inverse.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace tensorgraft {
namespace {

using transforms::reasonAgainst;
using transforms::typeBefore;
using transforms::undoSteps;

std::string textOf(std::vector<Step> steps)
{
    const std::string text = Transform(std::move(steps)).toString();
    return text == "identity" ? std::string() : text;
}

/// A piece of one source, cut along one axis: what reversing must put together with its neighbours.
struct Piece {
    std::size_t entry = 0;
    std::int64_t axis = 0, start = 0, stop = 0;
    std::string before, behind; ///< inverses of the steps before the cut and behind it
};

class Reverser {
public:
    Reverser(const MappingDocument& document, const CheckResult& checked, const Outline& source, const Outline& target)
        : m_checked(checked), m_source(source), m_target(target)
    {
        MappingDocument& out = m_result.document;
        out.sourcePath = document.targetPath;
        out.targetPath = document.sourcePath;
        out.policy = document.policy;
    }

    ReversedMapping run()
    {
        for (std::size_t i = 0; i < m_checked.entries.size(); ++i) {
            const ResolvedEntry& entry = m_checked.entries[i];
            if (entry.sources.empty())
                refuse(i, "A fill takes no source: there is nothing to give back");
            else if (entry.sources.size() > 1)
                takeApart(i);
            else if (!cut(i))
                turn(i);
        }
        putTogether();
        // In the order of the file that is filled.
        std::vector<std::size_t> order(m_result.document.entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return m_filled[i]; });
        std::vector<MappingEntry> sorted;
        for (const std::size_t i : order)
            sorted.push_back(m_result.document.entries[i]);
        m_result.document.entries = std::move(sorted);
        return std::move(m_result);
    }

private:
    [[nodiscard]] const std::string& targetName(std::size_t entry) const { return m_target.tensors[m_checked.entries[entry].target].name; }

    void refuse(std::size_t entry, std::string reason)
    {
        NotReversed refused{targetName(entry), {}, std::move(reason)};
        for (const std::size_t s : m_checked.entries[entry].sources)
            refused.source.push_back(m_source.tensors[s].name);
        m_result.refused.push_back(std::move(refused));
    }

    /// Fills source tensor `filled` from `from`, unless another entry has done so.
    void add(std::size_t entry, std::size_t filled, std::vector<std::string> from, std::string transform)
    {
        const auto [it, isNew] = m_filledBy.try_emplace(filled, entry);
        if (!isNew) {
            refuse(entry, "'" + m_source.tensors[filled].name + "' is filled from '" + targetName(it->second) + "' already");
            return;
        }
        m_result.document.entries.push_back({m_source.tensors[filled].name, std::move(from), std::move(transform), m_checked.entries[entry].confidence, {}});
        m_filled.push_back(filled);
    }

    /// Casts that only follow from the types of the files are left out: the check of the new mapping adds its own.
    [[nodiscard]] static std::vector<Step> withoutImpliedCasts(const Transform& written, std::vector<Step> steps)
    {
        if (std::ranges::none_of(written.steps(), [](const Step& s) { return std::holds_alternative<CastStep>(s); }))
            std::erase_if(steps, [](const Step& s) { return std::holds_alternative<CastStep>(s); });
        return steps;
    }

    void turn(std::size_t i)
    {
        const ResolvedEntry& entry = m_checked.entries[i];
        auto back = inverse(entry.resolved);
        if (!back) {
            refuse(i, back.error().message);
            return;
        }
        add(i, entry.sources[0], {targetName(i)}, textOf(withoutImpliedCasts(entry.transform, back->steps())));
    }

    /// Whether the entry is a piece of its source: one cut, everything else can be undone.
    bool cut(std::size_t i)
    {
        const ResolvedEntry& entry = m_checked.entries[i];
        const auto& steps = entry.resolved.steps;
        std::optional<std::size_t> at;
        for (std::size_t k = 0; k < steps.size(); ++k)
            if (std::holds_alternative<SliceStep>(steps[k].step) || std::holds_alternative<CropStep>(steps[k].step)) {
                if (at)
                    return false;
                at = k;
            }
        if (!at)
            return false;
        Piece piece;
        piece.entry = i;
        if (const auto* slice = std::get_if<SliceStep>(&steps[*at].step)) {
            if (slice->step != 1)
                return false;
            piece.axis = slice->axis;
            piece.start = slice->start;
        } else {
            const auto& crop = std::get<CropStep>(steps[*at].step);
            piece.axis = crop.axis;
            piece.start = crop.offset;
        }
        piece.stop = piece.start + steps[*at].result.shape[static_cast<std::size_t>(piece.axis)];
        auto before = undoSteps(entry.resolved, 0, *at, 0), behind = undoSteps(entry.resolved, *at + 1, steps.size(), 0);
        if (!before || !behind)
            return false;
        for (const ResolvedStep& step : steps)
            if (const auto* cast = std::get_if<CastStep>(&step.step); cast && !castIsExact(entry.resolved.inputs[0].dtype, cast->to))
                return false;
        piece.before = textOf(withoutImpliedCasts(entry.transform, std::move(*before)));
        piece.behind = textOf(withoutImpliedCasts(entry.transform, std::move(*behind)));
        m_pieces[entry.sources[0]].push_back(std::move(piece));
        return true;
    }

    void putTogether()
    {
        for (auto& [source, pieces] : m_pieces) {
            std::ranges::stable_sort(pieces, {}, &Piece::start);
            const Piece& first = pieces.front();
            const ResolvedTransform& forward = m_checked.entries[first.entry].resolved;
            std::int64_t size = 0;
            for (std::size_t k = 0; k < forward.steps.size(); ++k)
                if (std::holds_alternative<SliceStep>(forward.steps[k].step) || std::holds_alternative<CropStep>(forward.steps[k].step))
                    size = typeBefore(forward, k, 0).shape[static_cast<std::size_t>(first.axis)];
            std::int64_t next = 0;
            bool fits = true;
            std::vector<std::string> from;
            for (const Piece& piece : pieces) {
                fits = fits && piece.axis == first.axis && piece.start == next && piece.before == first.before && piece.behind == first.behind;
                next = piece.stop;
                from.push_back(targetName(piece.entry));
            }
            if (!fits || next != size) {
                for (const Piece& piece : pieces)
                    refuse(piece.entry, "It holds a part of '" + m_source.tensors[source].name + "', and the parts that are mapped do not make up the whole in one way");
                continue;
            }
            std::string text = first.behind;
            for (const std::string& part : {"concat(" + std::to_string(first.axis) + ")", first.before})
                text += (text.empty() || part.empty() ? "" : "|") + part;
            add(first.entry, source, std::move(from), std::move(text));
        }
    }

    /// A concat or stack: each source is a slice of the target.
    void takeApart(std::size_t i)
    {
        const ResolvedEntry& entry = m_checked.entries[i];
        const ResolvedTransform& forward = entry.resolved;
        std::size_t at = 0;
        while (at < forward.steps.size() && forward.steps[at].perSource)
            ++at;
        const auto* concat = at < forward.steps.size() ? std::get_if<ConcatStep>(&forward.steps[at].step) : nullptr;
        const auto* stack = at < forward.steps.size() ? std::get_if<StackStep>(&forward.steps[at].step) : nullptr;
        if (!concat && !stack) {
            refuse(i, at < forward.steps.size() ? "'" + toString(forward.steps[at].step) + "' cannot be undone: " + reasonAgainst(forward.steps[at].step)
                                                : "nothing joins the sources");
            return;
        }
        if (forward.losesData) {
            refuse(i, "The transform has no inverse: it " + forward.lossReason);
            return;
        }
        auto behind = undoSteps(forward, at + 1, forward.steps.size(), 0);
        if (!behind) {
            refuse(i, behind.error().message);
            return;
        }
        const std::int64_t axis = concat ? concat->axis : stack->axis;
        std::int64_t next = 0;
        std::vector<std::pair<std::size_t, std::string>> parts;
        for (std::size_t s = 0; s < entry.sources.size(); ++s) {
            auto before = undoSteps(forward, 0, at, s);
            if (!before) {
                refuse(i, before.error().message);
                return;
            }
            const std::int64_t length = concat ? typeBefore(forward, at, s).shape[static_cast<std::size_t>(axis)] : 1;
            std::vector<Step> steps = *behind;
            steps.emplace_back(SliceStep{axis, next, next + length, 1});
            if (stack)
                steps.emplace_back(SqueezeStep{axis});
            steps.insert(steps.end(), before->begin(), before->end());
            next += length;
            parts.emplace_back(entry.sources[s], textOf(withoutImpliedCasts(entry.transform, std::move(steps))));
        }
        for (auto& [source, text] : parts)
            add(i, source, {targetName(i)}, std::move(text));
    }

    const CheckResult& m_checked;
    const Outline& m_source;
    const Outline& m_target;
    ReversedMapping m_result;
    std::vector<std::size_t> m_filled;            ///< of each new entry: the source tensor that it fills
    std::map<std::size_t, std::size_t> m_filledBy; ///< source tensor to the entry that gives it back
    std::map<std::size_t, std::vector<Piece>> m_pieces;
};

} // namespace

ReversedMapping reverseMapping(const MappingDocument& document, const CheckResult& checked, const Outline& source, const Outline& target)
{
    return Reverser(document, checked, source, target).run();
}

} // namespace tensorgraft
