#pragma once

#include "ui/overview/treemap_painter.h"

#include <QPixmap>
#include <QWidget>
#include <memory>
#include <optional>

namespace tensorgraft {

/// Sizes of a model's tensors as nested rectangles. Hover tells what a rectangle is; a click or the arrow keys select, a
/// double click or Return activates.
class TreemapView : public QWidget {
    Q_OBJECT

public:
    explicit TreemapView(QWidget* parent = nullptr);

    /// Null clears. The view shares ownership.
    void setOverview(std::shared_ptr<const OverviewData> data);
    void setScan(std::shared_ptr<const OverviewScan> scan);
    void setColouring(TreemapColour colouring);
    /// Frames the tensors of a layer; nullopt takes the frames away.
    void setHighlightedLayer(std::optional<std::size_t> layer);
    [[nodiscard]] std::optional<std::size_t> currentTensor() const;
    [[nodiscard]] const std::vector<TreemapBox>& boxes() const { return m_boxes; }
    /// What hovering over a box tells.
    [[nodiscard]] QString boxText(const TreemapBox& box) const;

    /// What draws the picture as it is now, without hover and selection.
    [[nodiscard]] TreemapPainter painter() const;
    /// Colours in use and what they stand for.
    struct Legend {
        QString text;
        QColor colour;
    };
    [[nodiscard]] QList<Legend> legend() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void tensorSelected(std::size_t tensor);
    void tensorActivated(std::size_t tensor);
    void legendChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    void select(int box);
    /// The tensor that is nearest to the current one in a direction.
    [[nodiscard]] int neighbour(int key) const;

    std::shared_ptr<const OverviewData> m_data;
    std::shared_ptr<const OverviewScan> m_scan;
    TreemapColour m_colouring = TreemapColour::Kind;
    std::vector<TreemapBox> m_boxes;
    QPixmap m_picture;
    std::optional<std::size_t> m_layer;
    int m_hovered = -1, m_current = -1;
};

} // namespace tensorgraft
