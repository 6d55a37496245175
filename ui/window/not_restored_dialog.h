#pragma once

#include "model_io/mapping/not_restored.h"
#include "ui/jobs/job_runner.h"

#include <QDialog>
#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace tensorgraft {

class DialectExporter;
class NotRestoredModel;
class Session;

/// The target's tensors that the mapping does not fill: what is left to initialise or train, as a list to look at, to copy
/// and to save. Follows the mapping while it is open.
class NotRestoredDialog : public QDialog {
    Q_OBJECT

public:
    NotRestoredDialog(Session* session, DialectExporter* exporter, QWidget* parent = nullptr);

    /// Takes the place of `other`, which was made in another language.
    void continueFrom(const NotRestoredDialog& other);
    [[nodiscard]] NotRestoredModel* model() const { return m_model; }
    [[nodiscard]] QPushButton* copyButton() const { return m_copy; }
    [[nodiscard]] QTableView* table() const { return m_table; }

signals:
    void tensorActivated(std::size_t target);

private:
    enum class Form { Text, Python, Json };
    void refresh();
    void take(const std::shared_ptr<const ModelFile>& target, std::vector<NotRestored> list);
    /// The list as text, to be put somewhere; in a job where it is long.
    void write(Form form, std::function<void(const QString& text)> take);
    void save();

    Session* m_session;
    JobRunner* m_job; ///< looks for what is not filled
    JobRunner* m_writeJob;
    NotRestoredModel* m_model;
    QTableView* m_table;
    QLabel *m_intro, *m_said;
    QPushButton *m_copy, *m_save;
};

} // namespace tensorgraft
