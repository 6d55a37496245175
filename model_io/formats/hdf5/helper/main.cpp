// tensorgraft-hdf5: libhdf5 behind a socket. Started by the library, never by people; see helper_protocol.h.

#include "model_io/formats/hdf5/helper/lzf_filter.h"
#include "model_io/formats/hdf5/helper/session.h"
#include "model_io/formats/hdf5/helper_protocol.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tensorgraft;
using namespace tensorgraft::hdf5;

namespace {

bool receiveAll(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::recv(helperSocket, bytes.data(), bytes.size(), 0);
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

bool sendAll(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::send(helperSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

void limitResources()
{
    // A damaged file makes libhdf5 loop or ask for absurd buffers. Soft limits: each request renews the time.
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const rlimit memory{rlim_t{16} << 30, rlim_t{16} << 30};
    ::setrlimit(RLIMIT_AS, &memory);
#endif
}

void allowTime(rlim_t seconds)
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    rlimit limit{};
    ::getrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds;
    ::setrlimit(RLIMIT_CPU, &limit);
}

/// Walking a file takes well under a second a megabyte of it; a damaged one makes libhdf5 go in circles.
rlim_t secondsFor(std::span<const std::byte> request)
{
    struct stat status {};
    if (request.empty() || static_cast<Command>(request[0]) != Command::OpenFile || ::fstat(helperFile, &status) != 0)
        return 120;
    return std::min<rlim_t>(300, 3 + static_cast<rlim_t>(status.st_size >> 20));
}

/// Tells the other side how far the walk is, a few times a second.
void tellProgress(std::uint64_t visited, double share)
{
    using Clock = std::chrono::steady_clock;
    constexpr auto pause = std::chrono::milliseconds(40);
    static Clock::time_point last = Clock::now();
    if (const auto now = Clock::now(); now - last >= pause)
        last = now;
    else
        return;
    WireWriter frame;
    frame.u8(static_cast<std::uint8_t>(Reply::Progress));
    frame.u64(visited);
    frame.u64(std::bit_cast<std::uint64_t>(share));
    const std::uint64_t length = frame.buffer().size();
    if (!sendAll(std::as_bytes(std::span(&length, 1))) || !sendAll(frame.buffer()))
        std::_Exit(0); // nobody is there any more
}

std::vector<std::byte> answer(Session& session, std::span<const std::byte> request)
{
    WireWriter out;
    Result<std::vector<std::byte>> result;
    try {
        result = session.handle(request);
    } catch (const std::exception& e) {
        result = fail(makeError(ErrorCode::Corrupt, std::string("the HDF5 file asks for more than can be done: ") + e.what()));
    }
    if (result) {
        out.u8(static_cast<std::uint8_t>(Reply::Done));
        out.buffer().insert(out.buffer().end(), result->begin(), result->end());
        return std::move(out.buffer());
    }
    const Error& e = result.error();
    out.u8(static_cast<std::uint8_t>(Reply::Failed));
    out.u8(static_cast<std::uint8_t>(e.code));
    out.text(e.message);
    out.text(e.expected);
    out.text(e.found);
    out.text(e.hint);
    return std::move(out.buffer());
}

} // namespace

int main()
{
    sockaddr_storage peer{};
    socklen_t peerLength = sizeof peer;
    if (::getpeername(helperSocket, reinterpret_cast<sockaddr*>(&peer), &peerLength) != 0) {
        std::fputs("tensorgraft-hdf5 is started by tensorgraft and tensorgraft-gui; it does nothing on its own.\n", stderr);
        return 2;
    }
    limitResources();
    // Files that another program holds open, and file systems without locks, are read all the same.
    ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    registerLzf();
    Session session(tellProgress);
    for (;;) {
        std::uint64_t length = 0;
        if (!receiveAll(std::as_writable_bytes(std::span(&length, 1))))
            break;
        if (length > maxFrameBytes)
            return 3;
        std::vector<std::byte> request(length);
        if (!receiveAll(request))
            break;
        allowTime(secondsFor(request));
        const std::vector<std::byte> reply = answer(session, request);
        const std::uint64_t replyLength = reply.size();
        if (!sendAll(std::as_bytes(std::span(&replyLength, 1))) || !sendAll(reply))
            break;
    }
    return 0;
}
