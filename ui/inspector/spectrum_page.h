#pragma once

#include "model_io/analysis/channel_summary.h"
#include "model_io/analysis/spectrum.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QCPBars;
class QCPGraph;
class QCustomPlot;
class QLabel;
class QMouseEvent;

namespace tensorgraft {

/// The tensor as a matrix (one axis, everything else): the norm of each channel, or the singular values.
class SpectrumPage : public InspectorPage {
    Q_OBJECT
public:
    enum class View : std::uint8_t { Norms, SingularValues };

    explicit SpectrumPage(QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] const std::optional<ChannelSummary>& channels() const { return m_channels; }
    [[nodiscard]] const std::optional<Spectrum>& singularValues() const { return m_spectrum; }
    [[nodiscard]] bool hasPicture() const override;
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;

protected:
    void load() override;
    void reset() override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] View view() const;
    void request();
    void channelsArrived(Result<ChannelSummary> channels);
    void spectrumArrived(Result<Spectrum> spectrum);
    void draw();
    void showReadout(QMouseEvent* event);
    void restyle();

    std::optional<ChannelSummary> m_channels;
    std::optional<Spectrum> m_spectrum;
    QComboBox *m_view, *m_axis;
    QCheckBox *m_sorted, *m_logarithmic;
    QCustomPlot* m_plot;
    QCPBars* m_bars;
    QCPGraph* m_line;
    QLabel *m_facts, *m_readout;
    std::vector<std::int64_t> m_order; ///< channel of each bar
    BackgroundJob<ChannelSummary> m_channelsJob;
    BackgroundJob<Spectrum> m_spectrumJob;
};

} // namespace tensorgraft
