#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/kernel_picture.h"
#include "ui/inspector/kernel_pixels.h"

#include <QObject>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace tensorgraft {

/// The pages of a kernel that are looked at, read and drawn by jobs and kept in bounded memory. One or several views show
/// them side by side (what is written, the target, their difference); each says which part it sees.
class KernelStore : public QObject {
    Q_OBJECT
public:
    /// One page: a picture a view.
    using Pictures = std::vector<std::shared_ptr<const KernelPicture>>;
    using Load = std::function<Result<Pictures>(std::int64_t page, const ProgressFn& progress)>;
    struct Page {
        Pictures pictures;
        std::vector<KernelPixels> pixels; ///< one a picture
        bool outdated = false;            ///< of the request before; stays visible until the new one is there
    };

    explicit KernelStore(QThreadPool* pool, QObject* parent = nullptr);

    /// Shows something else: `load` makes its pages, in jobs. Pages of the same tiles stay visible until they are replaced.
    void show(const KernelPaging& paging, const KernelRequest& request, Load load);
    void clear();
    /// Whether show() was called since clear().
    [[nodiscard]] bool isActive() const { return static_cast<bool>(m_load); }
    [[nodiscard]] const KernelPaging& paging() const { return m_paging; }
    [[nodiscard]] std::int64_t tileCount() const { return isActive() ? m_paging.tiles : 0; }

    [[nodiscard]] const KernelRequest& request() const { return m_request; }
    /// What makes a page, in any thread.
    [[nodiscard]] const Load& load() const { return m_load; }
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> channelsOf(std::int64_t tile) const { return kernelTileChannels(m_paging, m_request, tile); }
    /// The tile with this output channel's first input.
    [[nodiscard]] std::int64_t firstTileOf(std::int64_t output) const;

    /// Null where it is not there (yet).
    [[nodiscard]] const Page* page(std::int64_t page) const;
    [[nodiscard]] bool isUnreadable(std::int64_t page) const { return m_unreadable.contains(page); }
    /// Whether every page that a view sees is there and as it was asked for (or cannot be read).
    [[nodiscard]] bool isComplete() const;
    /// The first page that is there, or null.
    [[nodiscard]] const Page* anyPage() const;
    /// What `view` sees: pages first to last. They come first, their neighbours after them.
    void want(int view, std::int64_t first, std::int64_t last);

signals:
    /// Tiles, sizes or order are others than before.
    void sheetChanged();
    void pageArrived(qint64 page);
    void pageFailed(qint64 page, const tensorgraft::Error& error);
    /// Pages that are seen are being read, or all are there.
    void busyChanged(bool busy);
    void progressed(int thousandths);

private:
    struct Loaded {
        std::int64_t page = 0;
        Page content;
    };
    struct Worker {
        std::unique_ptr<BackgroundJob<Loaded>> job;
        std::int64_t page = -1;
    };
    void schedule();
    void arrived(std::size_t worker, Result<Loaded> loaded);
    void forgetFar();
    [[nodiscard]] bool isMissing(std::int64_t page) const;
    /// Pages in the order in which they are needed.
    [[nodiscard]] std::vector<std::int64_t> wanted() const;

    KernelPaging m_paging;
    KernelRequest m_request;
    Load m_load;
    std::map<std::int64_t, Page> m_pages;
    std::set<std::int64_t> m_unreadable;
    std::map<int, std::pair<std::int64_t, std::int64_t>> m_seen; ///< by view
    std::array<Worker, 2> m_workers; ///< one reads while the other draws
    std::size_t m_bytes = 0;         ///< of m_pages
    bool m_busy = false;
};

} // namespace tensorgraft
