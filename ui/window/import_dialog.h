#pragma once

#include "model_io/mapping/dialects/dialect.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/mapping_edit.h"

#include <QDialog>
#include <QTimer>
#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tensorgraft {

class MappingTableModel;
class Session;

/// What people already have as Python, JSON or a table becomes the mapping: text, dialect, and a preview of what it means
/// for the opened models, with everything that could not be expressed. Nothing is executed.
class ImportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ImportDialog(Session* session, QWidget* parent = nullptr);

    [[nodiscard]] QPlainTextEdit* textEdit() const { return m_text; }
    [[nodiscard]] QComboBox* dialectBox() const { return m_dialect; }
    [[nodiscard]] QPushButton* importButton() const { return m_import; }
    /// Of the text that stands there now; empty while it is read and where it makes no sense.
    [[nodiscard]] const std::vector<DialectNote>& notes() const { return m_notes; }
    [[nodiscard]] QString summary() const;
    /// Reads a file into the text.
    void openFile(const QString& path);

public slots:
    void accept() override;

private:
    struct Preview {
        MappingDocument document;
        std::vector<DialectNote> notes;
        std::vector<MappingRow> rows;
        std::size_t filled = 0, total = 0, errors = 0;
        bool checked = false;
    };
    void chooseFile();
    void textChanged();
    void read();
    void showPreview(const Preview& preview, const DialectInfo& dialect);
    void showProblem(const QString& headline, const QString& details);
    void updateHint();
    [[nodiscard]] const DialectInfo* chosenDialect() const;

    Session* m_session;
    JobRunner* m_job;
    QTimer m_timer;
    QString m_fileName;
    std::optional<MappingDocument> m_document;
    QString m_title; ///< of the dialect that gave it
    std::vector<DialectNote> m_notes;

    QComboBox* m_dialect;
    QLabel *m_hint, *m_summary;
    QPlainTextEdit *m_text, *m_remarks;
    MappingTableModel* m_rows;
    QTableView* m_table;
    QPushButton* m_import;
};

} // namespace tensorgraft
