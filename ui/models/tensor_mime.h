#pragma once

#include "ui/models/side.h"

#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

class QMimeData;

namespace tensorgraft {

/// What a drag of tree rows carries: rows of one opened model. `token` names that opening, so that a drag which
/// survives a reload, or comes from another program's window, is refused instead of meaning other tensors.
struct TensorMime {
    Side side = Side::Source;
    std::uint64_t token = 0;
    std::vector<std::uint32_t> nodes; ///< of TreeNodes, tree order, none inside another
    [[nodiscard]] bool operator==(const TensorMime&) const = default;

    [[nodiscard]] static QString type();
    void writeTo(QMimeData& data) const;
    /// nullopt where `data` carries no rows or those of another version.
    [[nodiscard]] static std::optional<TensorMime> readFrom(const QMimeData& data);
};

} // namespace tensorgraft
