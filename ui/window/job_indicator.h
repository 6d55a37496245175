#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tensorgraft {

class JobRunner;

/// The running job at the right of the status bar: what it does, how far it is, and a button that stops it. Jobs that
/// end quickly are never shown.
class JobIndicator : public QWidget {
    Q_OBJECT

public:
    explicit JobIndicator(QWidget* parent = nullptr);
    void watch(JobRunner* job);

private:
    void update();

    QList<JobRunner*> m_jobs;
    QLabel* m_title;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
};

} // namespace tensorgraft
