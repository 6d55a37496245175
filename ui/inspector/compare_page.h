#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/compare_data.h"
#include "ui/inspector/inspector_page.h"

#include <array>
#include <optional>

class QComboBox;
class QCPColorMap;
class QCPColorScale;
class QCustomPlot;
class QLabel;
class QStackedWidget;

namespace tensorgraft {

class FactGrid;
class KernelStore;
class KernelView;

/// What an entry would write beside what its target holds now, before anything is written: figures, the kernels side
/// by side with their difference, the difference as a heatmap, a scatter plot and the two histograms.
class ComparePage : public InspectorPage {
    Q_OBJECT
public:
    enum class View : std::uint8_t { Kernels, Heatmap, Scatter, Histograms };

    explicit ComparePage(QThreadPool* pool, QWidget* parent = nullptr);

    /// Shows another pair; cancels the work for the one before.
    void setSubject(const CompareSubject& subject);
    [[nodiscard]] const CompareSubject& subject() const { return m_subject; }
    [[nodiscard]] View view() const;
    void setView(View view);
    [[nodiscard]] const std::optional<DetailedComparison>& result() const { return m_detail; }
    [[nodiscard]] KernelView* kernelView(int which) const { return m_kernels[static_cast<std::size_t>(which)]; }

    [[nodiscard]] bool hasPicture() const override;
    [[nodiscard]] QSize pictureSize() const override;
    void paintPicture(QPainter& painter, const QSize& size, bool vector) const override;
    [[nodiscard]] PictureData pictureData() const override;

protected:
    [[nodiscard]] QString emptyText() const override;
    void load() override;
    void reset() override;
    void changeEvent(QEvent* event) override;

private:
    void buildControls();
    QWidget* buildKernels();
    void buildHeatmap();
    void buildPlots();
    void linkKernelViews();
    void requestView();
    void requestKernels();
    void figuresArrived(Result<DetailedComparison> detail);
    void limitsArrived(Result<std::pair<float, float>> limits);
    /// The kernels, once their scale and the figures are known.
    void showSheet();
    void mapArrived(Result<DifferenceMap> map);
    void drawFigures();
    void drawDifference();
    void showAll(QCustomPlot* plot);
    void drawScatter();
    void drawHistograms();
    void showKernelReadout(qint64 tile, qint64 y, qint64 x);
    void nameSides();
    /// "source 3, target 4", or by the names of the two.
    [[nodiscard]] QString bothText(const QString& written, const QString& target) const;
    void oneJobFinished();
    void restyle();
    [[nodiscard]] QCustomPlot* currentPlot() const;

    CompareSubject m_subject;
    KernelRequest m_request;
    std::optional<DetailedComparison> m_detail;
    std::optional<DifferenceMap> m_difference;
    bool m_comparable = false; ///< two tensors of numbers and of one shape
    bool m_following = false; ///< one kernel view follows another just now
    QLabel* m_title;
    std::array<QLabel*, 3> m_captions{};
    FactGrid* m_facts;
    QComboBox *m_view, *m_scale;
    KernelStore* m_store;
    QStackedWidget *m_stack, *m_tools; ///< pages in the order of View
    std::array<KernelView*, 3> m_kernels{};
    QCustomPlot *m_heatmap, *m_scatter, *m_histograms;
    QCPColorMap* m_cells;
    QCPColorScale* m_cellScale;
    QLabel* m_readout;
    BackgroundJob<DetailedComparison> m_figuresJob;
    BackgroundJob<std::pair<float, float>> m_limitsJob;
    BackgroundJob<DifferenceMap> m_mapJob;
};

} // namespace tensorgraft
