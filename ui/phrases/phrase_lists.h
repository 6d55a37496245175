#pragma once

#include <span>

namespace tensorgraft {

/// What the placeholders of a phrase may stand for.
enum class Holes {
    Texts,   ///< anything; what is known in it is translated too
    Names,   ///< a name, number, type, shape or call each, or several: for phrases with hardly a word of their own
    Phrases, ///< a name or a known phrase each, and a phrase at least once
};

/// English texts of model_io in which %1 to %9 stand for what it puts in, marked for translation (context "Library").
struct PhraseList {
    std::span<const char* const> texts;
    Holes holes = Holes::Texts;
};

/// All of them, one list a room of model_io; tst_library_coverage fails where a text of model_io is in none.
[[nodiscard]] std::span<const PhraseList> phraseLists();

} // namespace tensorgraft
