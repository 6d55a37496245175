#pragma once

#include "model_io/mapping/mapping_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/difference_model.h"

#include <QTimer>
#include <filesystem>
#include <memory>

namespace tensorgraft {

/// One of two models to compare: opened already, or a file to open.
struct ComparedFile {
    std::shared_ptr<const ModelFile> model;
    std::filesystem::path path; ///< where `model` is null
    [[nodiscard]] bool isEmpty() const { return !model && path.empty(); }
};

/// Compares two whole models in a job and shows what it has found so far: rows come as they are computed, sorted and
/// filtered off the GUI thread. Knows no widgets. GUI thread only.
class FileComparison : public QObject {
    Q_OBJECT
public:
    explicit FileComparison(QObject* parent = nullptr);
    ~FileComparison() override;

    /// Compares tensors of equal names, or what `mapping` makes of A's tensors with B's. A running comparison is given up.
    void start(const ComparedFile& a, const ComparedFile& b, std::shared_ptr<const MappingDocument> mapping);
    /// Stops; what was found stays.
    void cancel() { m_job.cancel(); }
    void clear();
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    [[nodiscard]] DifferenceModel* model() const { return m_model; }

    void setOrder(const DifferenceOrder& order);
    [[nodiscard]] const DifferenceOrder& order() const { return m_order; }
    /// Whether the rows that are shown follow from everything that is known.
    [[nodiscard]] bool isArranged() const { return !m_arrangeJob.isRunning() && !m_arrangeAgain; }

    struct Counts {
        std::size_t pairs = 0, done = 0, changed = 0, onlyInA = 0, onlyInB = 0, problems = 0;
    };
    [[nodiscard]] Counts counts() const;
    /// As CSV or JSON by the suffix, the same as `tensorgraft diff --json`; finished comparisons only.
    [[nodiscard]] bool canExport() const;
    /// In a job; exported() follows.
    void exportTo(const QString& path);

signals:
    void countsChanged();
    void progressChanged(int permille);
    /// Everything is compared, or it was cancelled.
    void finished(bool complete);
    void failed(const tensorgraft::Error& error);
    /// `problem` null: the file is complete.
    void exported(const QString& path, const tensorgraft::Error* problem);

private:
    struct Mail; ///< what the job has found and the window has not seen yet
    void collect();
    void arrange();

    JobRunner m_job, m_arrangeJob, m_exportJob;
    DifferenceModel* m_model;
    std::shared_ptr<Mail> m_mail;
    std::shared_ptr<DifferenceTable> m_table;
    DifferenceOrder m_order;
    std::size_t m_changed = 0;
    bool m_arrangeAgain = false;
    QTimer m_collect;
};

} // namespace tensorgraft
