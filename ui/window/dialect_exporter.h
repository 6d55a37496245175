#pragma once

#include "model_io/mapping/dialects/dialect.h"
#include "ui/jobs/job_runner.h"

#include <QObject>
#include <functional>

class QMenu;
class QWidget;

namespace tensorgraft {

class MessageBar;
class Session;

/// The mapping as other programs write it: copied or saved, and what could not be said is told in the message bar.
class DialectExporter : public QObject {
    Q_OBJECT

public:
    DialectExporter(Session* session, MessageBar* messages, QWidget* window);

    /// Entries for the programs that do the transfer, to be copied.
    void fillPythonMenu(QMenu* menu);
    /// Entries for the dictionaries and tables, to be copied.
    void fillCopyMenu(QMenu* menu);
    /// All of them, to be saved.
    void fillSaveMenu(QMenu* menu);

public slots:
    void copy(const QString& dialect);
    void saveAs(const QString& dialect);

signals:
    /// A copy or a file is there, or failed.
    void finished(bool done);

private:
    void addTo(QMenu* menu, const DialectInfo& dialect, bool saving);
    void enableIn(QMenu* menu) const;
    struct Exported {
        QString text, written; ///< `written`: the file, where it was to be one
        QString problem;       ///< why it could not be written
        std::vector<DialectNote> notes;
        QString allNotes; ///< as text
    };
    /// `path`: a file to be written; empty: none.
    void run(const DialectInfo& dialect, const QString& path, std::function<void(const Exported&)> done);
    void tell(const QString& what, const DialectInfo& dialect, const Exported& exported);

    Session* m_session;
    MessageBar* m_messages;
    QWidget* m_window;
    JobRunner* m_job;
};

} // namespace tensorgraft
