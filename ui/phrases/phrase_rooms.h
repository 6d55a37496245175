#pragma once

#include <span>

namespace tensorgraft {

/// The lists of phrase_lists.h, one file a room of model_io.
[[nodiscard]] std::span<const char* const> dialectsPhrases();
[[nodiscard]] std::span<const char* const> recipesPhrases();
[[nodiscard]] std::span<const char* const> transformsPhrases();
[[nodiscard]] std::span<const char* const> matchingPhrases();
[[nodiscard]] std::span<const char* const> mappingPhrases();
[[nodiscard]] std::span<const char* const> tensorflowPhrases();
[[nodiscard]] std::span<const char* const> hdf5Phrases();
[[nodiscard]] std::span<const char* const> pickledPhrases();
[[nodiscard]] std::span<const char* const> containersPhrases();
[[nodiscard]] std::span<const char* const> codecsPhrases();
[[nodiscard]] std::span<const char* const> corePhrases();
/// Of all rooms: phrases around names alone, and around other phrases.
[[nodiscard]] std::span<const char* const> namePhrases();
[[nodiscard]] std::span<const char* const> framingPhrases();

} // namespace tensorgraft
