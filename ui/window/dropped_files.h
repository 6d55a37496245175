#pragma once

#include "ui/models/side.h"

#include <QStringList>
#include <optional>

class QMimeData;

namespace tensorgraft {

/// Local files and folders of a drag; empty where one of them is none.
[[nodiscard]] QStringList localFiles(const QMimeData* data);

/// What dropped files are to be.
struct DropPlan {
    QString mapping, source, target; ///< paths to open; empty: nothing of the kind
    QString undecided;               ///< could be either side: ask
    bool tooMany = false;
};
/// files     as they were dropped; `isMapping` says which of them are mapping documents.
/// onto      the side that they were dropped on, where it was one.
/// hasSource, hasTarget   what is open already.
/// One model goes to the side under it, else to the free one; two are source and target in their order.
[[nodiscard]] DropPlan planDrop(const QStringList& files, const std::vector<bool>& isMapping, std::optional<Side> onto, bool hasSource, bool hasTarget);

} // namespace tensorgraft
