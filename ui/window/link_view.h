#pragma once

#include "model_io/mapping/check.h"
#include "ui/models/mapping_edit.h"

#include <QPainterPath>
#include <QWidget>
#include <optional>
#include <vector>

namespace tensorgraft {

class Session;
class TensorTreeView;

/// Curves between the mapped rows of the two trees, coloured by state and, for those who do not see colours, of different
/// strokes. Only what has an end among the visible rows is drawn, so the cost does not grow with the models; collapsed
/// scopes show one thicker curve with the number of entries, rows scrolled away lead to the edge.
class LinkView : public QWidget {
    Q_OBJECT

public:
    LinkView(Session* session, TensorTreeView* source, TensorTreeView* target, QWidget* parent = nullptr);

    /// Rows of the mapping whose curves stand out.
    void setSelectedTargets(std::vector<std::size_t> targets);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Curves drawn by the last paint; for tests.
    [[nodiscard]] int curveCount() const { return static_cast<int>(m_curves.size()); }
    /// Entries that this curve stands for.
    [[nodiscard]] std::size_t entriesOf(int curve) const;
    /// A point on the curve that ends at this target tensor, in this widget's coordinates.
    [[nodiscard]] std::optional<QPoint> pointOn(std::size_t target) const;

signals:
    /// A curve was clicked: the target tensor of its (first) entry.
    void linkClicked(std::size_t target);
    void linkHovered(const QString& text);
    /// The rows at both ends of the curve under the pointer; 0 and 0 where there is none.
    void endsHovered(std::uint32_t sourceNode, std::uint32_t targetNode);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Curve {
        QPainterPath path;
        double from = 0, to = 0; ///< y of the two ends
        std::uint32_t sourceNode = 0, targetNode = 0;
        std::size_t row = 0;     ///< of the mapping; the first of a bundle
        std::size_t count = 1;
        TargetState state = TargetState::Mapped;
        bool isEstimate = false; ///< `count` is: not every tensor of a large scope was looked at
        bool faded = false;      ///< one end is out of sight
        bool selected = false;
    };
    /// Rows in sight of one tree, and where a row is on this widget.
    struct VisibleRows {
        const TensorTreeView* view = nullptr;
        int first = 0, last = -1; ///< rows
        int top = 0, bottom = 0, offset = 0;
    };
    VisibleRows visibleRows(const TensorTreeView* view) const;
    void computeCurves();
    void drawCounts(QPainter& painter) const;
    std::optional<std::size_t> curveAt(const QPointF& point) const;
    QString describe(const Curve& curve) const;

    Session* m_session;
    TensorTreeView *m_source, *m_target;
    std::vector<Curve> m_curves;
    std::vector<bool> m_selectedTargets; ///< by target; shorter where the last ones are not
    std::uint32_t m_hoveredSource = 0, m_hoveredTarget = 0;
};

} // namespace tensorgraft
