#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/inspector_page.h"

#include <optional>

class QComboBox;
class QCPColorMap;
class QCPColorScale;
class QCustomPlot;
class QGridLayout;
class QMouseEvent;

namespace tensorgraft {

class ColorMapCombo;

/// Any two axes of a tensor as a picture, with a slider for each of the others. Matrices that are larger than the
/// screen are reduced by a job; zooming in asks for the part that is visible, down to single values.
class HeatmapPage : public InspectorPage {
    Q_OBJECT
public:
    explicit HeatmapPage(QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] bool hasPicture() const override { return m_shown.has_value(); }
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;

    /// What the readout says of a point of the plot, in device-independent pixels of the plot.
    [[nodiscard]] QString readoutAt(const QPointF& point) const;

protected:
    void load() override;
    void reset() override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildControls();
    void buildPlot();
    void axesChosen(bool rowChanged);
    /// A slider and a box for every axis that is neither row nor column.
    void rebuildSliders();
    void showWhole();
    /// Rows and columns of cells.
    [[nodiscard]] std::pair<int, int> roomForCells() const;
    void request(const MatrixRegion& region);
    void arrived(Result<HeatmapPicture> picture);
    void draw();
    void boundRanges();
    void refine();
    void restyle();
    [[nodiscard]] MatrixRegion visibleRegion() const;

    HeatmapRequest m_request;
    std::optional<HeatmapPicture> m_shown;
    bool m_fitWhenArrived = true;
    QWidget* m_axes;
    QComboBox *m_rows, *m_columns, *m_kind, *m_clip;
    ColorMapCombo* m_map;
    QWidget* m_sliderHost;
    QGridLayout* m_sliders;
    QCustomPlot* m_plot;
    QCPColorMap* m_colorMap;
    QCPColorScale* m_scale;
    QLabel* m_readout;
    QTimer* m_refine;
    BackgroundJob<HeatmapPicture> m_job;
};

} // namespace tensorgraft
