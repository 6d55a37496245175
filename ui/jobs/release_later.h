#pragma once

#include "ui/jobs/job_pool.h"
#include "ui/jobs/thread_priority.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <QTimer>
#include <memory>
#include <utility>

namespace tensorgraft {

/// Lets go of something large on another thread: to free a million names takes a tenth of a second. It waits a moment, so
/// that whoever else holds it has let go before and the last reference is really this one. GUI thread only.
template <typename T>
void releaseLater(std::shared_ptr<T> last)
{
    constexpr int othersLetGoMs = 500;
    if (last && QCoreApplication::instance())
        QTimer::singleShot(othersLetGoMs, QCoreApplication::instance(), [last = std::move(last)]() mutable {
            jobPool()->start([last = std::move(last)]() mutable {
                giveWayToWindow();
                last.reset();
            });
        });
}

} // namespace tensorgraft
