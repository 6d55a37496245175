#pragma once

#include <QObject>
#include <functional>

class QCustomPlot;
class QToolButton;
class QWidget;

namespace tensorgraft {

/// What every plot can: the wheel zooms about the mouse, dragging pans, Shift+drag (or drag, while the button is down)
/// zooms to a rectangle, a double click or 0 shows everything, + - and the arrow keys do it without a mouse.
class PlotTools : public QObject {
    Q_OBJECT
public:
    /// `showAll` sets the ranges to everything and draws.
    PlotTools(QCustomPlot* plot, std::function<void()> showAll);

    /// The buttons for a tool row: rectangle, out, in, everything.
    [[nodiscard]] QWidget* makeButtons(QWidget* parent);
    /// About the middle; below 1 comes closer.
    void zoom(double factor);
    /// By parts of what is visible, rightwards and downwards on the screen.
    void pan(double right, double down);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QCustomPlot* m_plot;
    QWidget* m_ring; ///< seen while the keys are for the plot
    std::function<void()> m_showAll;
    QToolButton* m_rectangle = nullptr;
};

} // namespace tensorgraft
