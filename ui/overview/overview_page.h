#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/overview/overview_data.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace tensorgraft {

class LayerTableModel;
class TreemapView;

/// The dashboard of one model: sums by layer and data type, sizes as a treemap, and a scan of the values. Everything that
/// reads runs in jobs.
class OverviewPage : public QWidget {
    Q_OBJECT

public:
    explicit OverviewPage(QWidget* parent = nullptr);
    ~OverviewPage() override;

    /// Null clears. Smaller models are scanned at once, others when the person asks.
    void setModel(std::shared_ptr<const ModelFile> model);
    [[nodiscard]] const std::shared_ptr<const ModelFile>& model() const { return m_model; }
    [[nodiscard]] TreemapView* treemap() const { return m_treemap; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] const OverviewScan* scan() const { return m_scan.get(); }
    /// Shows what `other` shows, with its sums and its scan: nothing is read again that was read.
    void continueFrom(const OverviewPage& other);
    [[nodiscard]] bool isBusy() const { return m_outlineJob->isRunning() || m_scanJob->isRunning(); }

    void startScan();
    /// PNG, SVG or PDF by the suffix: the treemap. CSV or JSON: the table. In a job; exportFinished() says how it ended.
    void exportTo(const QString& path);

signals:
    /// A tensor was activated: to be shown in its tree.
    void tensorActivated(std::size_t tensor);
    /// `problem` is empty where the file is complete.
    void exportFinished(const QString& path, const QString& problem);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeControls(QVBoxLayout* layout);
    void makeExportRow(QVBoxLayout* layout);
    void askForExport(const QString& suffix);
    void showOverview(std::shared_ptr<const OverviewData> data);
    void showScan(std::shared_ptr<const OverviewScan> scan);
    void updateFacts();
    void updateLegend();
    void updateBusy();

    std::shared_ptr<const ModelFile> m_model;
    std::shared_ptr<const OverviewData> m_data;
    std::shared_ptr<const OverviewScan> m_scan;
    JobRunner *m_outlineJob, *m_scanJob, *m_exportJob;
    QLabel *m_facts, *m_dtypes, *m_findings, *m_legend;
    QPushButton* m_scanButton;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QPushButton* m_export;
    QWidget* m_exportRow;
    QLabel* m_exportText;
    QProgressBar* m_exportProgress;
    QToolButton* m_exportClose;
    QTimer* m_hideExport;
    QComboBox* m_colour;
    TreemapView* m_treemap;
    LayerTableModel* m_layers;
    QTableView* m_table;
    QString m_problem;
};

} // namespace tensorgraft
