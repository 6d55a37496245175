#include "ui/models/opening_text.h"

#include "ui/models/format_text.h"

namespace tensorgraft {
namespace {

/// Of a shorter time a rate jumps about.
constexpr qint64 rateAfterMs = 1000;

} // namespace

QString OpeningText::progressOf(const OpenState& state)
{
    const bool known = state.total > 0;
    switch (state.step) {
    case OpenStep::Reading:
        if (!known && state.done == 0)
            return tr("Reading");
        return known ? tr("Reading: %1 of %2").arg(sizeText(state.done), sizeText(state.total)) : tr("Reading: %1").arg(sizeText(state.done));
    case OpenStep::Parsing:
        return known ? tr("Parsing: %1 of %2").arg(sizeText(state.done), sizeText(state.total)) : tr("Parsing: %1").arg(sizeText(state.done));
    case OpenStep::Walking: return tr("Objects found: %1").arg(countText(state.done));
    case OpenStep::Listing:
        return known ? tr("Listing: %1 of %2 entries").arg(countText(state.done), countText(state.total)) : tr("Listing");
    case OpenStep::Arranging:
        return known ? tr("Building the tree: %1 of %2 tensors").arg(countText(state.done), countText(state.total)) : tr("Building the tree");
    }
    return {};
}

QString OpeningText::of(const OpenState& state, qint64 nowMs)
{
    if (m_since < 0 || state.step != m_step || state.done < m_firstDone) {
        m_step = state.step;
        m_firstDone = state.done;
        m_since = nowMs;
    }
    const QString text = progressOf(state);
    const qint64 ms = nowMs - m_since;
    if (ms < rateAfterMs || state.done == m_firstDone)
        return text;
    const auto rate = static_cast<std::uint64_t>(1000.0 * static_cast<double>(state.done - m_firstDone) / static_cast<double>(ms));
    const bool bytes = state.step == OpenStep::Reading || state.step == OpenStep::Parsing;
    return bytes ? tr("%1, %2/s").arg(text, sizeText(rate)) : tr("%1, %2 a second").arg(text, countText(rate));
}

} // namespace tensorgraft
