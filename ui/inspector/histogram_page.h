#pragma once

#include "model_io/analysis/histogram.h"
#include "model_io/analysis/statistics.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;
class QMouseEvent;
class QSpinBox;

namespace tensorgraft {

/// How the values of a tensor are distributed: counts over values or over logarithmic magnitudes, with mean and deviation,
/// percentiles and the normal distribution of the same mean and deviation.
class HistogramPage : public InspectorPage {
    Q_OBJECT
public:
    explicit HistogramPage(QThreadPool* pool, QWidget* parent = nullptr);

    /// Mean and deviation to draw; they belong to the tensor that is shown.
    void setStatistics(const Statistics& statistics);

    [[nodiscard]] bool hasPicture() const override { return m_histogram.has_value(); }
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;
    [[nodiscard]] const std::optional<Histogram>& result() const { return m_histogram; }

protected:
    void load() override;
    void reset() override;
    void changeEvent(QEvent* event) override;

private:
    void request();
    void requestPercentiles();
    void arrived(Result<Histogram> histogram);
    void percentilesArrived(Result<std::vector<double>> values);
    void draw();
    void restyle();
    void fit();
    void showReadout(QMouseEvent* event);
    void drawMarks();
    void drawNormal();
    [[nodiscard]] HistogramAxis axis() const;
    [[nodiscard]] QString countsText() const;

    std::optional<Histogram> m_histogram;
    std::optional<Statistics> m_statistics;
    QCustomPlot* m_plot;
    QCPGraph *m_outline, *m_normal;
    QCPItemStraightLine *m_meanLine, *m_lowLine, *m_highLine;
    QList<QCPItemStraightLine*> m_percentileLines;
    QList<QCPItemText*> m_percentileTexts;
    std::vector<double> m_percentiles; ///< empty: not asked for, or on their way
    QSpinBox* m_bins;
    QComboBox* m_axis;
    QCheckBox *m_logarithmic, *m_fitNormal, *m_showPercentiles;
    QLabel* m_counts;
    QLabel* m_readout;
    BackgroundJob<Histogram> m_job;
    BackgroundJob<std::vector<double>> m_percentilesJob;
};

} // namespace tensorgraft
