#pragma once

#include <QVariant>

namespace tensorgraft {

/// headerData() of a table whose columns have titles, at their left, and whose rows have none. `title()` gives that of the column.
template <typename Title>
[[nodiscard]] QVariant columnTitle(Qt::Orientation orientation, int role, const Title& title)
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(title()) : QVariant();
}

} // namespace tensorgraft
