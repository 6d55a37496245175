#pragma once

#include "ui/file_comparison.h"

#include <QDialog>
#include <QThreadPool>
#include <array>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSplitter;
class QTreeView;

namespace tensorgraft {

class ComparePage;
class ElidedLabel;
class MessageBar;
class Session;

/// Two whole files: which tensors differ and by how much, the largest change first. A double click (or Enter) shows a
/// tensor's values beside each other. A window of its own beside the main one.
class CompareFilesDialog : public QDialog {
    Q_OBJECT
public:
    /// Begins with the session's source and target, paired by its mapping where there is one; either may be replaced.
    explicit CompareFilesDialog(Session* session, QWidget* parent = nullptr);
    /// Takes the place of `other`, which was made in another language and goes: the comparison runs on in this one.
    CompareFilesDialog(CompareFilesDialog& other, Session* session, QWidget* parent);
    ~CompareFilesDialog() override;

    [[nodiscard]] FileComparison* comparison() const { return m_comparison; }
    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] ComparePage* page() const { return m_page; }
    /// `side` 0 is A, 1 is B.
    void setFile(int side, const ComparedFile& file);
    void start();
    /// Shows the pair of a row (of the table as it is shown) beside each other.
    void showRow(int row);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    CompareFilesDialog(FileComparison* comparison, Session* session, QWidget* parent);
    void buildFiles();
    void buildOptions();
    void buildTable();
    void buildBottom();
    void chooseFile(int side);
    void chooseExport();
    void showFiles();
    void showSummary();
    void applyOrder();
    [[nodiscard]] bool isOfSession() const;

    Session* m_session;
    QThreadPool m_pool; ///< of the page
    FileComparison* m_comparison;
    std::array<ComparedFile, 2> m_files;
    std::array<ElidedLabel*, 2> m_names{};
    MessageBar* m_messages;
    QComboBox* m_pairing;
    QCheckBox* m_onlyChanged;
    QLineEdit* m_filter;
    QTimer m_filterLater;
    QSplitter* m_splitter;
    QTreeView* m_table;
    ComparePage* m_page;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QPushButton *m_start, *m_stop, *m_export;
    std::int64_t m_shownRow = -1; ///< of the table of differences
};

} // namespace tensorgraft
