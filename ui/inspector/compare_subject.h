#pragma once

#include "ui/inspector/tensor_ref.h"

#include <QString>

namespace tensorgraft {

/// What the compare page shows: what an entry would write beside what its target holds now.
struct CompareSubject {
    TensorRef written;  ///< the source after its transform; null where there is nothing to compare
    TensorRef target;   ///< of the same shape; null with `written`
    QString sources;    ///< names
    QString transform;  ///< text; "identity" where nothing is changed
    QString writtenName, targetName; ///< what the two are called; empty: the source after its transform, and the target
    QString problem;    ///< why there is nothing to compare; empty: no entry is selected
};

} // namespace tensorgraft
