#pragma once

#include <QWidget>
#include <cstdint>
#include <vector>

namespace tensorgraft {

class TensorTreeView;

/// Numbers on the marked rows of a tree, over it and transparent for the mouse.
class MarkOverlay : public QWidget {
    Q_OBJECT

public:
    explicit MarkOverlay(TensorTreeView* view);
    /// Rows by their nodes, in the order of their numbers.
    void setNodes(std::vector<std::uint32_t> nodes);
    /// Badges that the last paint has drawn; for tests.
    [[nodiscard]] int shownCount() const { return m_shown; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void cover();

    TensorTreeView* m_view;
    std::vector<std::uint32_t> m_nodes;
    int m_shown = 0;
};

} // namespace tensorgraft
