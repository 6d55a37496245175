#pragma once

#include "ui/models/side.h"

#include <QObject>
#include <optional>

namespace tensorgraft {

class Session;
class TensorTreeView;

/// Keeps mapped rows of the two trees side by side: scrolling one tree scrolls the other so that the counterpart of the
/// mapped row nearest the middle stands at the same height. Off until it is enabled.
class StepScroller : public QObject {
    Q_OBJECT

public:
    StepScroller(Session* session, TensorTreeView* source, TensorTreeView* target, QObject* parent);

    void setEnabled(bool enabled);
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    /// Node in the other tree that an entry joins with `node`, for a scope of one of the first tensors below. 0: none.
    [[nodiscard]] std::uint32_t counterpart(Side side, std::uint32_t node) const;
    /// Scrolls the tree opposite of `leader` now.
    void follow(Side leader);

private:
    [[nodiscard]] TensorTreeView* view(Side side) const { return side == Side::Source ? m_source : m_target; }
    std::optional<std::size_t> counterpartOfTensor(Side side, std::size_t tensor) const;

    Session* m_session;
    TensorTreeView *m_source, *m_target;
    bool m_enabled = false, m_moving = false;
};

} // namespace tensorgraft
