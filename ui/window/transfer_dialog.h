#pragma once

#include "model_io/transfer/transfer.h"
#include "ui/jobs/job_runner.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace tensorgraft {

class MessageBar;
class Session;

/// Says what will be written, to where and how large; then progress; then the proof.
class TransferDialog : public QDialog {
    Q_OBJECT

public:
    explicit TransferDialog(Session* session, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* outputEdit() const { return m_output; }
    [[nodiscard]] QPushButton* transferButton() const { return m_start; }
    [[nodiscard]] QComboBox* formatBox() const { return m_format; }
    /// What fills a skeleton's tensors that have no source; null where the target has values of its own.
    [[nodiscard]] QComboBox* fillBox() const { return m_fill; }
    /// What is said of a file that is there already; empty where none is.
    [[nodiscard]] QLabel* replacedLabel() const { return m_replaced; }
    [[nodiscard]] const std::optional<TransferReport>& report() const { return m_report; }

signals:
    void openAsSourceRequested(const QString& path);
    void openAsTargetRequested(const QString& path);
    void checkRequested();
    void transferFinished(bool done);

public slots:
    void reject() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showResultIcon();
    QWidget* makeSetupPage();
    QWidget* makeProgressPage();
    QWidget* makeResultPage();
    void browse();
    void outputChanged();
    void updateEstimate();
    void start();
    void showProgress();
    void finish(Result<TransferReport> result);
    void saveReport();
    void openFolder();
    void copyCommand();
    [[nodiscard]] TransferOptions options() const;
    [[nodiscard]] std::string exportFormat() const;
    void followSuffix(const QString& path);
    [[nodiscard]] QString summary() const;

    Session* m_session;
    JobRunner *m_job, *m_estimateJob;
    QTimer m_estimateTimer, m_progressTimer;
    QElapsedTimer m_clock;
    std::optional<TransferReport> m_report;

    QStackedWidget* m_pages;
    MessageBar* m_messages;
    TransferOptions m_done; ///< of the last transfer
    QLabel *m_summary, *m_replaced, *m_size, *m_disk, *m_memory;
    QLineEdit* m_output;
    QComboBox* m_format;
    QComboBox* m_fill = nullptr;
    QPushButton *m_start, *m_cancel;
    QPushButton* m_close = nullptr; ///< of the result page
    QLabel *m_progressTitle, *m_progressFacts;
    QProgressBar* m_bar;
    QString m_resultIconName; ///< drawn anew in another palette
    QLabel *m_resultIcon, *m_resultTitle, *m_resultFacts;
    QPlainTextEdit* m_resultText;
};

} // namespace tensorgraft
