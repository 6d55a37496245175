#include "ui/jobs/job_pool.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>
#include <QThreadPool>
#include <algorithm>

namespace tensorgraft {

namespace {

/// A child of the application: it waits for its threads before what they use is gone.
QThreadPool* makePool(int threads)
{
    auto* pool = new QThreadPool(QCoreApplication::instance());
    pool->setMaxThreadCount(threads);
    return pool;
}

} // namespace

QThreadPool* jobPool()
{
    static QPointer<QThreadPool> pool;
    if (!pool)
        pool = makePool(std::max(4, QThread::idealThreadCount())); // opening both sides, matching and checking shall not wait for each other
    return pool;
}

QThreadPool* filePool()
{
    static QPointer<QThreadPool> pool;
    if (!pool)
        pool = makePool(1);
    return pool;
}

} // namespace tensorgraft
