#include "model_io/formats/pytorch/storage_scatter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace tensorgraft::pytorch {
namespace {

/// Each separate place may touch a page of its own: 16,384 of them are 64 MiB.
constexpr std::size_t runsBeforeDrop = 16384;

/// Axes of more than one element as (stride, size), by stride.
std::vector<std::pair<std::int64_t, std::int64_t>> sortedAxes(const Geometry& g)
{
    const auto strides = g.strides.empty() ? g.shape.contiguousStrides() : g.strides;
    std::vector<std::pair<std::int64_t, std::int64_t>> axes;
    for (std::size_t axis = 0; axis < g.shape.rank(); ++axis)
        if (g.shape[axis] > 1)
            axes.emplace_back(strides[axis], g.shape[axis]);
    std::ranges::sort(axes);
    return axes;
}

} // namespace

std::uint64_t Geometry::reachBytes() const
{
    if (shape.elementCount() == 0)
        return 0;
    std::uint64_t last = 0;
    for (const auto& [stride, size] : sortedAxes(*this))
        last += static_cast<std::uint64_t>(stride) * static_cast<std::uint64_t>(size - 1);
    return (last + 1) * itemBytes;
}

bool Geometry::isInjective() const
{
    std::int64_t reach = 1;
    for (const auto& [stride, size] : sortedAxes(*this)) {
        if (stride < reach)
            return false;
        reach = stride * (size - 1) + reach;
    }
    return true;
}

bool Geometry::isDense() const
{
    return isInjective() && reachBytes() == shape.elementCount() * itemBytes;
}

StorageScatter::~StorageScatter() { close(); }

StorageScatter::StorageScatter(StorageScatter&& other) noexcept
    : m_map(std::exchange(other.m_map, nullptr)), m_mapBytes(other.m_mapBytes), m_lead(other.m_lead), m_runs(other.m_runs)
{
}

StorageScatter& StorageScatter::operator=(StorageScatter&& other) noexcept
{
    if (this != &other) {
        close();
        m_map = std::exchange(other.m_map, nullptr);
        m_mapBytes = other.m_mapBytes;
        m_lead = other.m_lead;
        m_runs = other.m_runs;
    }
    return *this;
}

void StorageScatter::close()
{
    if (m_map)
        ::munmap(m_map, m_mapBytes);
    m_map = nullptr;
}

void StorageScatter::dropPages()
{
    // Of a shared map this frees the process's pages only: what was written stays in the page cache.
    ::madvise(m_map, m_mapBytes, MADV_DONTNEED);
    m_runs = 0;
}

Result<StorageScatter> StorageScatter::open(const OutputFile& file, std::uint64_t offset, std::uint64_t length)
{
    StorageScatter scatter;
    if (length == 0)
        return scatter;
    int refused = 0;
    do
        refused = ::posix_fallocate(file.descriptor(), static_cast<off_t>(offset), static_cast<off_t>(length));
    while (refused == EINTR);
    if (refused != 0)
        return fail(ioError(refused, "reserve space in the file", file.path()));
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    scatter.m_lead = offset % page;
    scatter.m_mapBytes = scatter.m_lead + length;
    void* map = ::mmap(nullptr, scatter.m_mapBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(),
                       static_cast<off_t>(offset - scatter.m_lead));
    if (map == MAP_FAILED)
        return fail(ioError(errno, "map the file for writing", file.path()));
    scatter.m_map = static_cast<std::byte*>(map);
    return scatter;
}

Result<void> StorageScatter::put(const Geometry& geometry, std::uint64_t firstElement, std::span<const std::byte> bytes,
                                 GivenElements* given)
{
    const std::size_t item = geometry.itemBytes, rank = geometry.shape.rank();
    const std::size_t count = bytes.size() / item;
    if (count == 0)
        return {};
    const auto strides = geometry.strides.empty() ? geometry.shape.contiguousStrides() : geometry.strides;
    std::vector<std::int64_t> index(rank);
    std::uint64_t rest = firstElement;
    std::int64_t at = 0; // in elements from the base
    for (std::size_t axis = rank; axis-- > 0;) {
        index[axis] = static_cast<std::int64_t>(rest % static_cast<std::uint64_t>(geometry.shape[axis]));
        rest /= static_cast<std::uint64_t>(geometry.shape[axis]);
        at += index[axis] * strides[axis];
    }
    std::byte* const base = m_map + m_lead + geometry.baseBytes;
    const std::uint64_t firstPlace = geometry.baseBytes / item;
    const std::byte* from = bytes.data();
    for (std::size_t done = 0; done < count;) {
        const std::size_t run = rank == 0 ? 1
                                          : std::min(static_cast<std::size_t>(geometry.shape[rank - 1] - index[rank - 1]), count - done);
        const std::int64_t step = rank == 0 ? 1 : strides[rank - 1];
        for (std::size_t i = 0; i < run; ++i, from += item) {
            const std::int64_t place = at + static_cast<std::int64_t>(i) * step;
            std::byte* to = base + place * static_cast<std::int64_t>(item);
            if (given) {
                auto seen = (*given)[firstPlace + static_cast<std::uint64_t>(place)];
                if (seen && std::memcmp(to, from, item) != 0)
                    return fail(makeError(ErrorCode::Mismatch, "two values were given for one place of a shared storage")
                                    .wanted("equal values for tensors that share their storage")
                                    .got("different ones")
                                    .advise("Map only one of the tied tensors, or give both the same source"));
                seen = true;
            }
            std::memcpy(to, from, item);
        }
        m_runs += step == 1 ? 1 + run * item / 4096 : run;
        if (m_runs >= runsBeforeDrop)
            dropPages();
        done += run;
        if (rank == 0)
            break;
        at += static_cast<std::int64_t>(run) * step;
        index[rank - 1] += static_cast<std::int64_t>(run);
        for (std::size_t axis = rank - 1; axis > 0 && index[axis] == geometry.shape[axis]; --axis) {
            at += strides[axis - 1] - geometry.shape[axis] * strides[axis];
            index[axis] = 0;
            ++index[axis - 1];
        }
    }
    return {};
}

} // namespace tensorgraft::pytorch
