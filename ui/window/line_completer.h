#pragma once

#include "model_io/core/model_file.h"
#include "ui/jobs/job_runner.h"

#include <QCompleter>
#include <functional>
#include <memory>

class QLineEdit;
class QStringListModel;

namespace tensorgraft {

/// Completes one part of a line: what stands before it is kept. The candidates are made by the subclass.
class PartCompleter : public QCompleter {
    Q_OBJECT

public:
    /// Parts are divided by `separator`; a chosen candidate is put behind the last one, with `gap` between.
    PartCompleter(QLineEdit* edit, const QString& separator, const QString& gap);

protected:
    QString pathFromIndex(const QModelIndex& index) const override;
    /// Called with the part that is being typed.
    virtual void partEdited(const QString& part) = 0;
    void show(const QStringList& candidates);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

private:
    [[nodiscard]] qsizetype partStart() const;

    QLineEdit* m_edit;
    QString m_separator, m_gap;
    QStringListModel* m_candidates;
    QString m_kept; ///< what stood before the part when the candidates were made
};

/// Names of tensors, also by some of their letters. Looked for in a job: the names may be a million.
class NameCompleter : public PartCompleter {
    Q_OBJECT

public:
    NameCompleter(std::shared_ptr<const ModelFile> model, QLineEdit* edit);

protected:
    void partEdited(const QString& part) override;

private:
    std::shared_ptr<const ModelFile> m_model;
    JobRunner* m_job;
};

/// Steps and recipes of a transform.
class StepCompleter : public PartCompleter {
    Q_OBJECT

public:
    explicit StepCompleter(QLineEdit* edit);

protected:
    void partEdited(const QString& part) override;
};

} // namespace tensorgraft
