#pragma once

#include "model_io/transfer/compare_models.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft {

/// The comparison of two models as it grows. Results are written once, in the order of the pairs; whoever knows `done`
/// results may read them in another thread while more arrive.
struct DifferenceTable {
    std::shared_ptr<const ModelFile> a, b;
    std::shared_ptr<const ModelPairs> pairs;
    std::vector<PairDifference> results; ///< one a pair; those from `done` on are empty
    std::size_t done = 0;

    // Rows: the pairs, then what is only in A, then what is only in B.
    enum class Kind : std::uint8_t { Pair, OnlyInA, OnlyInB };
    [[nodiscard]] std::size_t rowCount() const { return pairs->pairs.size() + pairs->onlyInA.size() + pairs->onlyInB.size(); }
    [[nodiscard]] Kind kind(std::uint32_t row) const;
    /// Its tensor in B, or of A where it is only there.
    [[nodiscard]] const TensorInfo& tensor(std::uint32_t row) const;
    /// "a -> b" where the names differ.
    [[nodiscard]] std::string name(std::uint32_t row) const;
};

/// Which rows are shown and in which order.
struct DifferenceOrder {
    enum class Key : std::uint8_t { File, Name, Elements, MaxAbs, RelativeL2, Cosine, Differing };
    Key key = Key::RelativeL2;
    bool descending = true;
    bool onlyChanged = true;
    std::string filter; ///< part of a name, case ignored (ASCII)
    [[nodiscard]] bool operator==(const DifferenceOrder&) const = default;
};
/// Rows that have a result (or no partner) and pass the filters, sorted; equal ones keep the order of the file. What
/// cannot be expressed as a number, such as different shapes, counts as the largest change. Reads only results before `done`.
[[nodiscard]] std::vector<std::uint32_t> arrangeRows(const DifferenceTable& table, std::size_t done, const DifferenceOrder& order);

} // namespace tensorgraft
