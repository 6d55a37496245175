#include "model_io/mapping/matcher_rope.h"

#include <algorithm>

namespace tensorgraft::matching {
namespace {

enum class Rows : std::uint8_t { Unknown, Interleaved, Halves };

bool hasToken(const Unit& unit, std::string_view text)
{
    return std::any_of(unit.path.begin(), unit.path.end(), [&](const Token& token) { return token.text == text; });
}

bool isQueryOrKey(const Unit& unit)
{
    return unit.main.shape.rank() == 2 && unit.minors.empty()
        && std::any_of(unit.words.begin(), unit.words.end(), [](const std::string& w) { return w == "query" || w == "key"; });
}

// blk.0.attn_q (GGUF), attention.wq beside feed_forward.w1 (Meta), self_attn.q_proj beside mlp.gate_proj (Hugging Face).
// Norms on queries, biases, and norms after the feed-forward part belong to families that GGUF does not permute.
Rows rowsOf(const Model& model)
{
    bool gguf = false, meta = false, face = false, gated = false, other = false;
    for (const Unit& unit : model.units) {
        const bool attention = isQueryOrKey(unit);
        gguf = gguf || (attention && hasToken(unit, "blk"));
        meta = meta || (attention && (hasToken(unit, "wq") || hasToken(unit, "wk")));
        face = face || (attention && hasToken(unit, "self") && hasToken(unit, "proj"));
        gated = gated || std::find(unit.words.begin(), unit.words.end(), "gate") != unit.words.end();
        other = other || (unit.type == Unit::Type::Norm && (hasToken(unit, "q") || hasToken(unit, "k")));
        other = other || (unit.type == Unit::Type::Norm && hasToken(unit, "post") && (hasToken(unit, "feedforward") || hasToken(unit, "ffw")));
    }
    if (!gated || other)
        return Rows::Unknown;
    return gguf || meta ? Rows::Interleaved : face ? Rows::Halves : Rows::Unknown;
}

// Meta's rope.freqs has one frequency for each pair of a head.
std::int64_t headWidth(const Model& model)
{
    for (const Unit& unit : model.units)
        if (unit.main.shape.rank() == 1 && (hasToken(unit, "freqs") || hasToken(unit, "freq")) && hasToken(unit, "rope"))
            return 2 * unit.main.shape[0];
    for (std::size_t i = 0; i < model.tensors.size(); ++i)
        if (model.tensors[i].name.ends_with("inv_freq") && model.tensors[i].shape.rank() == 1)
            return 2 * model.tensors[i].shape[0];
    return 0;
}

} // namespace

RopeRule::RopeRule(const Model& source, const Model& target)
{
    const Rows a = rowsOf(source), b = rowsOf(target);
    m_applies = a != Rows::Unknown && b != Rows::Unknown && a != b;
    m_fromInterleaved = a == Rows::Interleaved;
    if (m_applies)
        m_headWidth = std::max(headWidth(source), headWidth(target));
}

std::optional<RopeOrder> RopeRule::order(const Unit& from, const Unit& to) const
{
    if (!m_applies || !isQueryOrKey(from) || !isQueryOrKey(to) || !from.main.slice.empty() || !from.main.joined.empty()
        || from.main.letters != "OI" || to.main.letters != "OI" || from.main.shape != to.main.shape)
        return std::nullopt;
    RopeOrder out;
    out.guessed = m_headWidth == 0;
    const std::int64_t usual = from.main.shape[1] >= 2560 ? 128 : 64;
    const std::int64_t width = out.guessed ? usual : m_headWidth;
    const std::int64_t rows = from.main.shape[0];
    if (width % 2 != 0 || rows % width != 0)
        return std::nullopt;
    const auto text = [](std::int64_t n) { return std::to_string(n); };
    const std::int64_t first = m_fromInterleaved ? width / 2 : 2;
    out.steps = "reshape(" + text(rows / width) + "," + text(first) + "," + text(width / first) + ","
        + text(from.main.shape[1]) + ")|transpose(0,2,1,3)|reshape";
    return out;
}

} // namespace tensorgraft::matching
