#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/heatmap_pyramid.h"
#include "ui/inspector/inspector_page.h"

#include <memory>
#include <optional>

class QComboBox;
class QCPColorMap;
class QCPColorScale;
class QCustomPlot;
class QGridLayout;
class QMouseEvent;

namespace tensorgraft {

class ColorMapCombo;
class HeatmapCursor;
class HeatmapNumbers;

/// Any two axes of a tensor as a picture, with a slider for each of the others. Matrices that are larger than the
/// screen are reduced by a job; zooming in asks for the part that is visible, down to single values, whose numbers stand in
/// the cells. Of matrices that take long a sample is shown at once, which gives way to exact values as they are read.
class HeatmapPage : public InspectorPage {
    Q_OBJECT
public:
    explicit HeatmapPage(QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] bool hasPicture() const override { return m_shown.has_value(); }
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;
    [[nodiscard]] QString valueText() const override;

    /// What the readout says of a point of the plot, in device-independent pixels of the plot.
    [[nodiscard]] const std::optional<HeatmapPicture>& shown() const { return m_shown; }
    [[nodiscard]] bool showsNumbers() const;
    [[nodiscard]] QString readoutAt(const QPointF& point) const;
    [[nodiscard]] HeatmapCursor* cursor() const { return m_cursor; }

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
    void requestPyramid();
    void forgetPyramid();
    void collect();
    void pyramidArrived(Result<std::shared_ptr<const HeatmapPyramid>> pyramid);
    void arrived(Result<HeatmapPicture> picture);
    void show(HeatmapPicture picture);
    void draw();
    void boundRanges();
    void refine();
    void cursorMoved();
    /// Index into the planes of the picture; nullopt outside of it.
    [[nodiscard]] std::optional<std::size_t> cellOf(double row, double column) const;
    [[nodiscard]] QString readoutOf(double row, double column) const;
    void restyle();
    [[nodiscard]] MatrixRegion visibleRegion() const;

    struct Mail; ///< the newest picture of a pyramid that is being built

    HeatmapRequest m_request;
    std::shared_ptr<const HeatmapPyramid> m_pyramid; ///< of the axes and indices of m_request
    std::shared_ptr<Mail> m_mail;
    QTimer* m_collect;
    HeatmapNumbers* m_numbers;
    HeatmapCursor* m_cursor;
    float m_low = 0, m_high = 1; ///< ends of the colour scale
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
    BackgroundJob<std::shared_ptr<const HeatmapPyramid>> m_pyramidJob;
};

} // namespace tensorgraft
