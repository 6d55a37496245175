#include "ui/inspector/kernel_store.h"

#include <algorithm>
#include <cstdlib>

namespace tensorgraft {
namespace {

constexpr std::size_t mostBytes = std::size_t{96} << 20; ///< of pages that are kept
constexpr std::int64_t pagesAhead = 2;                   ///< read before they are seen, at either end

std::size_t sizeOf(const KernelStore::Page& page)
{
    std::size_t bytes = 0;
    for (const auto& picture : page.pictures)
        bytes += picture->values.size() * sizeof(float) + picture->grid.image.rgba.size() + picture->grid.tiles.size() * sizeof(KernelTile);
    for (const KernelPixels& pixels : page.pixels)
        bytes += pixels.sizeBytes();
    return bytes;
}

} // namespace

KernelStore::KernelStore(QThreadPool* pool, QObject* parent) : QObject(parent)
{
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        m_workers[i].job = std::make_unique<BackgroundJob<Loaded>>(
            pool, [this, i](Result<Loaded> loaded) { arrived(i, std::move(loaded)); }, [this](int p) { emit progressed(p); });
}

void KernelStore::show(const KernelPaging& paging, const KernelRequest& request, Load load)
{
    for (Worker& worker : m_workers) {
        worker.job->cancel();
        worker.page = -1;
    }
    const bool sameTiles = isActive() && m_paging.tiles == paging.tiles && m_paging.pages == paging.pages && m_paging.tileWidth() == paging.tileWidth()
                           && m_paging.tileHeight() == paging.tileHeight() && m_paging.rgb == paging.rgb && m_paging.tilesAnOutput == paging.tilesAnOutput;
    m_paging = paging;
    m_request = request;
    m_load = std::move(load);
    m_unreadable.clear();
    if (sameTiles) {
        for (auto& [number, page] : m_pages)
            page.outdated = true;
    } else {
        m_pages.clear();
        m_bytes = 0;
        for (auto& [view, range] : m_seen)
            range = {0, 0}; // until it has laid itself out
    }
    emit sheetChanged();
    schedule();
}

void KernelStore::clear()
{
    for (Worker& worker : m_workers) {
        worker.job->cancel();
        worker.page = -1;
    }
    m_load = nullptr;
    m_paging = {};
    m_request = {};
    m_pages.clear();
    m_unreadable.clear();
    m_seen.clear();
    m_bytes = 0;
    m_busy = false;
    emit sheetChanged();
}

std::int64_t KernelStore::firstTileOf(std::int64_t output) const
{
    if (m_request.order)
        output = std::ranges::find(*m_request.order, output) - m_request.order->begin();
    return output * std::max<std::int64_t>(1, m_paging.tilesAnOutput);
}

const KernelStore::Page* KernelStore::page(std::int64_t page) const
{
    const auto found = m_pages.find(page);
    return found == m_pages.end() ? nullptr : &found->second;
}

const KernelStore::Page* KernelStore::anyPage() const
{
    return m_pages.empty() ? nullptr : &m_pages.begin()->second;
}

bool KernelStore::isMissing(std::int64_t number) const
{
    const Page* there = page(number);
    return (!there || there->outdated) && !isUnreadable(number);
}

bool KernelStore::isComplete() const
{
    for (const auto& [view, range] : m_seen)
        for (std::int64_t page = range.first; page <= range.second; ++page)
            if (isMissing(page))
                return false;
    return true;
}

void KernelStore::want(int view, std::int64_t first, std::int64_t last)
{
    const std::pair range{std::clamp<std::int64_t>(first, 0, std::max<std::int64_t>(0, m_paging.pages - 1)),
                          std::clamp<std::int64_t>(last, 0, std::max<std::int64_t>(0, m_paging.pages - 1))};
    if (const auto had = m_seen.find(view); had != m_seen.end() && had->second == range)
        return;
    m_seen[view] = range;
    schedule();
}

std::vector<std::int64_t> KernelStore::wanted() const
{
    std::vector<std::int64_t> pages;
    const auto add = [&](std::int64_t page) {
        if (page >= 0 && page < m_paging.pages && std::ranges::find(pages, page) == pages.end())
            pages.push_back(page);
    };
    for (const auto& [view, range] : m_seen)
        for (std::int64_t page = range.first; page <= range.second; ++page)
            add(page);
    for (const auto& [view, range] : m_seen)
        for (std::int64_t step = 1; step <= pagesAhead; ++step) {
            add(range.second + step);
            add(range.first - step);
        }
    return pages;
}

void KernelStore::schedule()
{
    if (!isActive())
        return;
    if (m_seen.empty())
        m_seen[0] = {0, 0};
    const std::vector<std::int64_t> pages = wanted();
    for (Worker& worker : m_workers) { // a page that was scrolled past is not read to its end
        if (worker.page >= 0 && std::ranges::find(pages, worker.page) == pages.end()) {
            worker.job->cancel();
            worker.page = -1;
        }
    }
    auto next = pages.begin();
    for (Worker& worker : m_workers) {
        if (worker.page >= 0)
            continue;
        next = std::find_if(next, pages.end(), [&](std::int64_t page) {
            return isMissing(page) && std::ranges::none_of(m_workers, [&](const Worker& other) { return other.page == page; });
        });
        if (next == pages.end())
            break;
        worker.page = *next;
        worker.job->start([load = m_load, number = *next](const ProgressFn& progress) -> Result<Loaded> {
            auto pictures = load(number, progress);
            if (!pictures)
                return fail(std::move(pictures.error()));
            Loaded loaded{number, {*std::move(pictures), {}, false}};
            for (const auto& picture : loaded.content.pictures)
                loaded.content.pixels.emplace_back(picture->grid);
            return loaded;
        });
    }
    if (const bool busy = !isComplete(); busy != m_busy) {
        m_busy = busy;
        emit busyChanged(busy);
    }
}

void KernelStore::arrived(std::size_t worker, Result<Loaded> loaded)
{
    const std::int64_t page = m_workers[worker].page;
    m_workers[worker].page = -1;
    if (loaded) {
        if (const auto old = m_pages.find(page); old != m_pages.end())
            m_bytes -= sizeOf(old->second);
        m_bytes += sizeOf(loaded->content);
        m_pages[page] = std::move(loaded->content);
        forgetFar();
    } else {
        m_unreadable.insert(page);
        if (const auto old = m_pages.find(page); old != m_pages.end()) {
            m_bytes -= sizeOf(old->second);
            m_pages.erase(old);
        }
    }
    schedule();
    if (loaded)
        emit pageArrived(page);
    else
        emit pageFailed(page, loaded.error());
}

void KernelStore::forgetFar()
{
    const std::vector<std::int64_t> pages = wanted();
    while (m_bytes > mostBytes && m_pages.size() > pages.size()) {
        // The one that is farthest from what is seen goes first.
        auto farthest = m_pages.end();
        std::int64_t most = 0;
        for (auto it = m_pages.begin(); it != m_pages.end(); ++it) {
            const std::int64_t away = std::abs(it->first - pages.front());
            if (std::ranges::find(pages, it->first) == pages.end() && away > most) {
                most = away;
                farthest = it;
            }
        }
        if (farthest == m_pages.end())
            return;
        m_bytes -= sizeOf(farthest->second);
        m_pages.erase(farthest);
    }
}

} // namespace tensorgraft
