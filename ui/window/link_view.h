#pragma once

#include "model_io/mapping/check.h"
#include "ui/models/mapping_edit.h"

#include <QPainterPath>
#include <QWidget>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tensorgraft {

class Session;
class TensorTreeView;

/// Curves between the mapped rows of the two trees. Only what has an end among the visible rows is drawn, so the cost
/// does not grow with the models; collapsed scopes show one curve for all below, rows scrolled away lead to the edge.
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
    /// A point on the curve that ends at this target tensor, in this widget's coordinates.
    [[nodiscard]] std::optional<QPoint> pointOn(std::size_t target) const;

signals:
    /// A curve was clicked: the target tensor of its (first) entry.
    void linkClicked(std::size_t target);
    void linkHovered(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Curve {
        QPainterPath path;
        std::uint32_t sourceNode = 0, targetNode = 0;
        std::size_t row = 0;     ///< of the mapping; the first of a bundle
        std::size_t count = 1;
        TargetState state = TargetState::Mapped;
        bool faded = false;      ///< one end is out of sight
        bool selected = false;
    };
    struct VisibleRows {
        std::unordered_map<std::uint32_t, int> y;  ///< node -> middle of the row
        std::vector<std::uint32_t> inOrder;
        std::uint32_t firstOrder = 0, lastOrder = 0;
        int top = 0, bottom = 0;
    };
    VisibleRows visibleRows(const TensorTreeView* view) const;
    void indexRows();
    void computeCurves();
    std::optional<std::size_t> curveAt(const QPointF& point) const;
    QString describe(const Curve& curve) const;

    Session* m_session;
    TensorTreeView *m_source, *m_target;
    std::vector<std::uint32_t> m_rowOfTarget;                ///< per target tensor; noRow: unmapped
    std::vector<std::vector<std::uint32_t>> m_rowsOfSource;  ///< per source tensor
    std::vector<Curve> m_curves;
    std::vector<bool> m_selectedTargets;
    std::uint32_t m_hoveredSource = 0, m_hoveredTarget = 0;
};

} // namespace tensorgraft
