#pragma once

#include "model_io/analysis/histogram.h"
#include "model_io/analysis/statistics.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"

#include <optional>

class QCheckBox;
class QCPBars;
class QCPItemStraightLine;
class QCustomPlot;
class QMouseEvent;
class QSpinBox;

namespace tensorgraft {

/// How the values of a tensor are distributed.
class HistogramPage : public InspectorPage {
    Q_OBJECT
public:
    explicit HistogramPage(QThreadPool* pool, QWidget* parent = nullptr);

    /// Mean and deviation to draw; they belong to the tensor that is shown.
    void setStatistics(const Statistics& statistics);

    [[nodiscard]] bool hasPicture() const override { return m_histogram.has_value(); }
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;

protected:
    void load() override;
    void reset() override;
    void changeEvent(QEvent* event) override;

private:
    void request();
    void arrived(Result<Histogram> histogram);
    void draw();
    void restyle();
    void fit();
    void showReadout(QMouseEvent* event);
    [[nodiscard]] QString countsText() const;

    std::optional<Histogram> m_histogram;
    std::optional<Statistics> m_statistics;
    QCustomPlot* m_plot;
    QCPBars* m_bars;
    QCPItemStraightLine *m_meanLine, *m_lowLine, *m_highLine;
    QSpinBox* m_bins;
    QCheckBox* m_logarithmic;
    QLabel* m_counts;
    QLabel* m_readout;
    BackgroundJob<Histogram> m_job;
};

} // namespace tensorgraft
