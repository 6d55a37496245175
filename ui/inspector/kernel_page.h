#pragma once

#include "model_io/analysis/channel_summary.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/kernel_store.h"

class QComboBox;
class QSlider;
class QSpinBox;

namespace tensorgraft {

class ColorMapCombo;
class KernelView;

/// The filters of a kernel as pictures, all in one grid. A third spatial axis has a slider; Shift+wheel and the keys
/// comma and full stop step through it over the pictures.
class KernelPage : public InspectorPage {
    Q_OBJECT
public:
    explicit KernelPage(QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] bool hasPicture() const override;
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;
    [[nodiscard]] WholePicture wholePicture() const override;
    [[nodiscard]] QString valueText() const override;

protected:
    void load() override;
    void reset() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildControls();
    /// Offers what this tensor has: input channels, depth.
    void prepareControls();
    /// Shows what m_request says; a common scale waits for its limits.
    void requestPicture();
    void showSheet();
    void orderChosen();
    void goToFilter(int filter);
    void pageArrived();
    void pageFailed(const Error& error);
    void limitsArrived(Result<std::pair<float, float>> limits);
    void filtersArrived(Result<ChannelSummary> filters);
    void showNotes();
    void showReadout(qint64 tile, qint64 y, qint64 x);
    void showTileReadout(qint64 tile);

    KernelRequest m_request;
    KernelScale m_chosenScale = KernelScale::PerFilter; ///< by the person; not every kernel can use it
    SliceReadFn m_read;
    KernelStore* m_store;
    KernelView* m_view;
    QComboBox* m_input;
    QComboBox* m_scale;
    QComboBox* m_order;
    QComboBox* m_clip;
    ColorMapCombo* m_map;
    QWidget* m_depthRow;
    QSlider* m_depth;
    QSpinBox* m_depthBox;
    QSpinBox* m_filter;
    QLabel* m_readout;
    BackgroundJob<std::pair<float, float>> m_limitsJob;
    BackgroundJob<ChannelSummary> m_filtersJob;
    bool m_someUnreadable = false;
};

} // namespace tensorgraft
