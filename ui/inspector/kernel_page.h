#pragma once

#include "model_io/analysis/channel_summary.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/kernel_picture.h"

class QComboBox;
class QSpinBox;
class QToolButton;

namespace tensorgraft {

class ColorMapCombo;
class KernelView;

/// The filters of a kernel as pictures.
class KernelPage : public InspectorPage {
    Q_OBJECT
public:
    explicit KernelPage(QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] bool hasPicture() const override;
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;

protected:
    void load() override;
    void reset() override;

private:
    void buildControls();
    /// Offers what this tensor has: input channels, depth, pages.
    void prepareControls();
    void requestPicture();
    void orderChosen();
    void arrived(Result<KernelPicture> picture);
    void filtersArrived(Result<ChannelSummary> filters);
    void showNotes();
    void showReadout(int tile, qint64 y, qint64 x);
    void showTileReadout(int tile);

    KernelRequest m_request;
    KernelView* m_view;
    QComboBox* m_input;
    QComboBox* m_scale;
    QComboBox* m_order;
    QComboBox* m_clip;
    ColorMapCombo* m_map;
    QSpinBox* m_depth;
    QSpinBox* m_page;
    QToolButton *m_previous, *m_next;
    QWidget* m_pager;
    QLabel* m_readout;
    BackgroundJob<KernelPicture> m_job;
    BackgroundJob<ChannelSummary> m_filtersJob;
};

} // namespace tensorgraft
