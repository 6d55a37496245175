#pragma once

#include "model_io/mapping/outline.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// A row that is dragged or dropped on: one tensor, or a scope with the tensors below it.
struct DropItem {
    bool isTensor = false;
    std::string path;                 ///< of a scope: the part of its tensors' layer that is not compared
    std::vector<std::size_t> tensors; ///< indices, file order
};

/// One target tensor that the drop would fill.
struct DropPair {
    std::vector<std::size_t> sources;
    std::size_t target = 0;
    std::string transform; ///< text; "identity" where nothing is changed
    [[nodiscard]] bool operator==(const DropPair&) const = default;
};

enum class DropOutcome : std::uint8_t {
    Nothing,     ///< no row under the pointer, or rows of the same model
    Fits,        ///< one tensor on one tensor as it is
    FitsAfter,   ///< one tensor on one tensor after `pairs[0].transform`
    Joins,       ///< several tensors joined into one
    Group,       ///< layers: `pairs.size()` of `wanted` targets pair by name, kind and shape
    ShapesDiffer,///< one tensor on one tensor that no known layout change makes fit
    DTypeUnfit,  ///< text or opaque records
    NoPairs,     ///< layers that share nothing
};

/// What a drop would do; texts are made by the window.
struct DropProposal {
    DropOutcome outcome = DropOutcome::Nothing;
    std::vector<DropPair> pairs; ///< in the order of the target file
    std::size_t wanted = 0;      ///< targets that were asked for
    Shape sourceShape, targetShape; ///< where one tensor meets one tensor
    [[nodiscard]] bool applies() const { return !pairs.empty(); }
};

/// The meaning of dropping `dragged` (rows of the source) on `onto` (a row of the target); also used the other way
/// round, when target rows are dragged onto the source.
/// Tensor on tensor pairs exactly; several tensors on a tensor are joined; everything else pairs by relative name,
/// parameter kind and shape, then layer by layer in order. Reads no data. Time: linear in the tensors plus the square
/// of the layers that no name pairs (bounded).
[[nodiscard]] DropProposal pairDrop(const Outline& source, std::span<const DropItem> dragged, const Outline& target,
                                    std::span<const DropItem> onto);

} // namespace tensorgraft
