#pragma once

#include "ui/models/drop_pairing.h"
#include "ui/models/tensor_mime.h"

namespace tensorgraft {

/// Decides what a drop of tree rows does and does it. The tree models translate Qt's drags into these calls.
class DropHandler {
public:
    virtual ~DropHandler() = default;
    /// What dropping `dragged` on row `ontoNode` of the tree of `onto` would do. Cheap when asked again for the same.
    [[nodiscard]] virtual DropProposal proposeDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode) = 0;
    /// One undo step. False where nothing was changed.
    virtual bool applyDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode) = 0;

protected:
    DropHandler() = default;
    DropHandler(const DropHandler&) = default;
    DropHandler& operator=(const DropHandler&) = default;
};

} // namespace tensorgraft
