#pragma once

#include "ui/inspector/heatmap_picture.h"

#include <QObject>
#include <optional>

class QCPItemRect;
class QCustomPlot;

namespace tensorgraft {

/// The cell of a heatmap that the keys stand on: arrows walk, Page Up and Down go by what is visible, Home and End along the
/// row, with Ctrl to the corners of the matrix; Escape hides it. What is seen follows.
class HeatmapCursor : public QObject {
    Q_OBJECT
public:
    explicit HeatmapCursor(QCustomPlot* plot);

    /// What is drawn now. Another matrix hides the cursor; other cells of the same one change what it covers.
    void setPicture(const HeatmapPicture& picture);
    void hide();
    /// The first value of the cell: row, column of the matrix. nullopt while it is hidden.
    [[nodiscard]] const std::optional<std::pair<std::int64_t, std::int64_t>>& place() const { return m_place; }
    /// For the time of a saved picture.
    void setDrawn(bool drawn);

signals:
    /// Also when the value there has come, and when it was hidden.
    void moved();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The cell of the picture that holds a value, within the matrix; the value alone outside of the picture.
    [[nodiscard]] MatrixRegion cellAt(std::int64_t row, std::int64_t column) const;
    [[nodiscard]] bool move(int key, bool control);
    void moveTo(std::int64_t row, std::int64_t column);
    void draw();

    QCustomPlot* m_plot;
    QCPItemRect *m_outer, *m_inner; ///< two colours: one of them differs from any cell
    HeatmapPicture m_grid;          ///< without its values
    std::optional<std::pair<std::int64_t, std::int64_t>> m_place;
};

} // namespace tensorgraft
