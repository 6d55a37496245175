#pragma once

#include "model_io/core/shape.h"
#include "model_io/learn/fingerprint.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tensorgraft::learning {

/// A way to bring a source tensor's elements into the target's order and shape.
struct Arrangement {
    std::string steps = "identity";       ///< text of a transform
    std::vector<std::size_t> permutation; ///< where it moves whole axes only, as numpy.transpose; empty else
    unsigned effort = 0;                  ///< simpler is tried first: 0 as it is, then whole axes, then cut ones
    /// The source cut into these sizes (C order), put into this order, read in C order, is the target. Empty `cut`: not
    /// known in this form (gates, flips).
    std::vector<std::int64_t> cut;
    std::vector<std::size_t> order;
};

/// Every arrangement that the slices of both allow, simplest first, a few dozen at most. The sums of slices are necessary,
/// not sufficient: the caller proves one.
[[nodiscard]] std::vector<Arrangement> arrangements(const Shape& sourceShape, const Fingerprint& source, const Shape& targetShape,
                                                    const Fingerprint& target);

/// Every permutation of whole axes, with axes joined or cut at the sizes of the other shape, that gives the target's
/// shape; simplest first. For values that no hash can compare.
[[nodiscard]] std::vector<Arrangement> possibleArrangements(const Shape& source, const Shape& target);

/// Source element of each target element under an arrangement with a `cut`.
class ElementOrder {
public:
    explicit ElementOrder(const Arrangement& arrangement);
    [[nodiscard]] std::uint64_t sourceOf(std::uint64_t index) const;

private:
    std::vector<std::uint64_t> m_sizes, m_strides; ///< of the target's digits, innermost first
};

/// True where the two differ in the places of axes of size 1 only, which moves nothing.
[[nodiscard]] bool samePlaces(const Shape& source, const std::vector<std::size_t>& a, const std::vector<std::size_t>& b);

/// "transpose(3,2,0,1)"; "identity".
[[nodiscard]] std::string transposeSteps(const std::vector<std::size_t>& permutation);
/// Joined with "|", identities left out; "identity" where nothing remains.
[[nodiscard]] std::string joinSteps(const std::vector<std::string>& steps);
/// "slice(0,768,1536)", "reorder(0,1,0,2)", "reshape(2,3)", ...
[[nodiscard]] std::string stepText(const char* name, const std::vector<std::int64_t>& arguments);

} // namespace tensorgraft::learning
