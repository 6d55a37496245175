#include "ui/jobs/job_pool.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>
#include <QThreadPool>
#include <algorithm>

namespace tensorgraft {

QThreadPool* jobPool()
{
    // A child of the application: it waits for its threads before what they use is gone.
    static QPointer<QThreadPool> pool;
    if (!pool) {
        pool = new QThreadPool(QCoreApplication::instance());
        // Opening both sides, matching and checking shall not wait for each other.
        pool->setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
    }
    return pool;
}

} // namespace tensorgraft
