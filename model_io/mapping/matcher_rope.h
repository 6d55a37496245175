#pragma once

#include "model_io/mapping/matcher_model.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tensorgraft::matching {

/// Query and key rows of LLaMA-like models: Meta's checkpoints and GGUF keep the two halves of a rotated pair side by
/// side, Hugging Face keeps them apart (the permute() of its conversion scripts).
struct RopeOrder {
    std::string steps;
    bool guessed = false; ///< the width of a head is not in the file; 128 or 64 is usual
};
/// Compares two models once, then tells for each pair of units.
class RopeRule {
public:
    RopeRule(const Model& source, const Model& target);
    /// nullopt where the two models keep the rows alike, or this is neither query nor key.
    [[nodiscard]] std::optional<RopeOrder> order(const Unit& from, const Unit& to) const;

private:
    bool m_applies = false, m_fromInterleaved = false;
    std::int64_t m_headWidth = 0; ///< 0 where neither file says
};

} // namespace tensorgraft::matching
