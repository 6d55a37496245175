#pragma once

#include "model_io/analysis/statistics.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/tensor_ref.h"

#include <QWidget>
#include <optional>

class QLabel;

namespace tensorgraft {

class FactGrid;

/// Sums over the tensors of a model.
struct ModelTotals {
    std::uint64_t elements = 0, trainable = 0, bytes = 0; ///< values in all; values that are trained; bytes in memory
};

/// The head of the inspector, always visible: name and facts of the tensor or model, statistics as soon as the job
/// has them.
class SummaryBox : public QWidget {
    Q_OBJECT
public:
    explicit SummaryBox(QThreadPool* pool, QWidget* parent = nullptr);
    void showTensor(const TensorRef& tensor);
    void showModel(const std::shared_ptr<const ModelFile>& model);
    void clear();

signals:
    /// The statistics of the tensor that is shown; others draw with them what they need.
    void statisticsReady(const tensorgraft::Statistics& statistics);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setTitle(const QString& iconName, const QString& title, const QString& subtitle);
    void showTitle();
    /// `statistics` null: not yet, or `why` not.
    void showTensorFacts(const Statistics* statistics, const QString& why = {});

    /// `totals` null: being computed.
    void showModelFacts(const ModelTotals* totals);

    TensorRef m_tensor;
    std::shared_ptr<const ModelFile> m_model; ///< null while a tensor or nothing is shown
    QString m_iconName, m_title, m_subtitle;
    QLabel* m_icon;
    QLabel* m_titleLabel;
    QLabel* m_subtitleLabel;
    FactGrid* m_facts;
    BackgroundJob<Statistics> m_job;
    BackgroundJob<ModelTotals> m_sums;
};

} // namespace tensorgraft
