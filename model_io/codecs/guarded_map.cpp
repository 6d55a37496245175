#include "model_io/codecs/guarded_map.h"

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace tensorgraft {
namespace {

// What the signal handler may touch: atomics in static storage only.
struct Slot {
    std::atomic<std::uintptr_t> begin{0};
    std::atomic<std::uintptr_t> end{0};
    std::atomic<bool> damaged{false};
};
constexpr std::size_t slotCount = 4096;
std::array<Slot, slotCount> slots;
struct sigaction previousAction;

std::uintptr_t pageSize()
{
    static const auto size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    return size;
}
std::uintptr_t handlerPageSize = 4096;

void passOn(int signal, siginfo_t* info, void* context)
{
    if (previousAction.sa_flags & SA_SIGINFO) {
        previousAction.sa_sigaction(signal, info, context);
    } else if (previousAction.sa_handler != SIG_DFL && previousAction.sa_handler != SIG_IGN) {
        previousAction.sa_handler(signal);
    } else {
        // Returning would fault again for ever: let the default action end the process.
        ::signal(SIGBUS, SIG_DFL);
    }
}

void onBusError(int signal, siginfo_t* info, void* context)
{
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (Slot& slot : slots) {
        const std::uintptr_t begin = slot.begin.load(std::memory_order_acquire);
        if (begin == 0 || address < begin || address >= slot.end.load(std::memory_order_acquire))
            continue;
        slot.damaged.store(true, std::memory_order_release);
        const std::uintptr_t page = address & ~(handlerPageSize - 1);
        void* const zeros = ::mmap(reinterpret_cast<void*>(page), handlerPageSize, PROT_READ,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (zeros != MAP_FAILED)
            return;
        break;
    }
    passOn(signal, info, context);
}

void installHandler()
{
    static std::once_flag once;
    std::call_once(once, [] {
        handlerPageSize = pageSize();
        struct sigaction action {};
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO;
        sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, &previousAction);
    });
}

class Map final : public GuardedMap {
public:
    Map(void* address, std::size_t length, std::size_t visible, std::filesystem::path path, Slot& slot)
        : m_address(address), m_length(length), m_visible(visible), m_path(std::move(path)), m_slot(slot)
    {
    }
    ~Map() override
    {
        ::munmap(m_address, m_length);
        m_slot.end.store(0, std::memory_order_release);
        m_slot.begin.store(0, std::memory_order_release);
    }
    [[nodiscard]] std::span<const std::byte> bytes() const override
    {
        return {static_cast<const std::byte*>(m_address), m_visible};
    }
    [[nodiscard]] Result<void> check() const override
    {
        if (!m_slot.damaged.load(std::memory_order_acquire))
            return {};
        return fail(makeError(ErrorCode::Io, "the file became unreadable while it was being read")
                        .at(m_path)
                        .wanted(std::to_string(m_visible) + " bytes, as when it was opened")
                        .got("a shorter file or a disk error")
                        .advise("Another program may be writing it; wait for that to end and open the file again"));
    }
    void release(std::span<const std::byte> range) const override
    {
        // Inward to whole pages, so that neighbours stay resident.
        const std::uintptr_t page = pageSize();
        const auto first = (reinterpret_cast<std::uintptr_t>(range.data()) + page - 1) & ~(page - 1);
        const auto last = (reinterpret_cast<std::uintptr_t>(range.data()) + range.size()) & ~(page - 1);
        // Once damaged, dropped pages would fault again: keep the zeros.
        if (last > first && !m_slot.damaged.load(std::memory_order_acquire))
            ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
    }

private:
    void* m_address;
    std::size_t m_length, m_visible;
    std::filesystem::path m_path;
    Slot& m_slot;
};

} // namespace

std::shared_ptr<const GuardedMap> GuardedMap::make(int descriptor, std::uint64_t sizeBytes, std::filesystem::path path)
{
    installHandler();
    const std::uintptr_t page = pageSize();
    if (sizeBytes == 0 || sizeBytes > std::uint64_t{1} << 46)
        return nullptr;
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    for (Slot& slot : slots) {
        if (slot.begin.load(std::memory_order_acquire) != 0)
            continue;
        const auto length = static_cast<std::size_t>((sizeBytes + page - 1) & ~(std::uint64_t{page} - 1));
        void* const address = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE | MAP_NORESERVE, descriptor, 0);
        if (address == MAP_FAILED)
            return nullptr;
        slot.damaged.store(false, std::memory_order_release);
        slot.end.store(reinterpret_cast<std::uintptr_t>(address) + length, std::memory_order_release);
        slot.begin.store(reinterpret_cast<std::uintptr_t>(address), std::memory_order_release);
        return std::make_shared<Map>(address, length, static_cast<std::size_t>(sizeBytes), std::move(path), slot);
    }
    return nullptr;
}

} // namespace tensorgraft
