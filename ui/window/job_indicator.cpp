#include "ui/window/job_indicator.h"

#include "ui/jobs/job_runner.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

namespace tensorgraft {
namespace {
constexpr int showAfterMs = 250;
}

JobIndicator::JobIndicator(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_bar(new QProgressBar(this)), m_cancel(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    setSpacing(layout, this, 0, 0.4);
    m_bar->setRange(0, 1000);
    m_bar->setFixedWidth(ems(this, 9));
    m_bar->setMaximumHeight(ems(this, 1.2));
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(themedIcon(QStringLiteral("cancel")));
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the running job"));
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        for (JobRunner* job : m_jobs)
            job->cancel();
    });
    hide();
}

void JobIndicator::watch(JobRunner* job)
{
    m_jobs += job;
    connect(job, &JobRunner::started, this, [this] { QTimer::singleShot(showAfterMs, this, &JobIndicator::update); });
    connect(job, &JobRunner::finished, this, &JobIndicator::update);
    connect(job, &JobRunner::progressChanged, this, [this](int permille) {
        if (isHidden())
            return;
        m_bar->setRange(0, permille > 0 ? 1000 : 0);
        m_bar->setValue(permille);
    });
}

void JobIndicator::update()
{
    const auto running = std::ranges::find_if(m_jobs, &JobRunner::isRunning);
    setVisible(running != m_jobs.end());
    if (running == m_jobs.end())
        return;
    m_title->setText((*running)->title());
    m_bar->setRange(0, (*running)->totalBytes() > 0 ? 1000 : 0);
}

} // namespace tensorgraft
