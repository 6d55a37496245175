#pragma once

#include <QThreadPool>
#include <memory>
#include <utility>

namespace tensorgraft {

/// Lets go of something large on another thread: to free a million names takes a tenth of a second. Holders elsewhere may
/// outlive it.
template <typename T>
void releaseLater(std::shared_ptr<T> last)
{
    if (last)
        QThreadPool::globalInstance()->start([last = std::move(last)]() mutable { last.reset(); });
}

} // namespace tensorgraft
