#pragma once

#include "model_io/mapping/matcher_model.h"

#include <optional>

namespace tensorgraft::matching {

/// A table of vectors: an embedding by its name, with no bias beside it.
[[nodiscard]] bool isEmbedding(const Unit& unit);

/// Gives the axes of every kernel their meaning: from the size of the layer's bias where that tells, else as most
/// kernels of this rank in the model have it, else by the format's convention.
void nameAxes(Model& model);

/// How a part of the source becomes one of the target.
struct Fit {
    std::string steps;   ///< "identity", "transpose(3,2,0,1)", ...
    bool forced = false; ///< the axes were read against the convention, or an undecided layout was assumed
};
/// The axes of both as a pair: a transposed convolution goes onto one, so what is not certain follows what is, and else
/// the name that says so.
[[nodiscard]] std::pair<std::string, std::string> agreedLetters(const Part& source, const Part& target);
/// nullopt where the shapes do not fit under any reading of the axes that the parts allow.
[[nodiscard]] std::optional<Fit> fit(const Part& source, const Part& target);

} // namespace tensorgraft::matching
