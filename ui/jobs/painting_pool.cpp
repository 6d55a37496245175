#include "ui/jobs/painting_pool.h"

#include <QSemaphore>
#include <QThreadPool>
#include <memory>

namespace tensorgraft {

void makePaintingThreads()
{
    QThreadPool* pool = QThreadPool::globalInstance();
    pool->setExpiryTimeout(-1);
    const int threads = pool->maxThreadCount();
    struct Meeting {
        QSemaphore begun, over;
    };
    const auto meeting = std::make_shared<Meeting>(); // waitForDone() would end the threads
    for (int i = 0; i < threads; ++i)
        pool->start([meeting] { // each holds its thread until all are there
            meeting->begun.release();
            meeting->over.acquire();
        });
    meeting->begun.acquire(threads);
    meeting->over.release(threads);
}

} // namespace tensorgraft
