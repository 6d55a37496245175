#include "model_io/formats/hdf5/helper_process.h"

#include <array>
#include <bit>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

bool sendAll(int socket, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        // MSG_NOSIGNAL: a child that died must not end this process by SIGPIPE.
        const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

Error helperMissing()
{
    return makeError(ErrorCode::Io, "the helper program 'tensorgraft-hdf5', which reads HDF5 files, is missing")
        .wanted("it beside this program or in ../libexec/tensorgraft")
        .advise("Install the program again");
}

std::string howItEnded(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return "ended";
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGXCPU ? "took too long" : "crashed (signal " + std::to_string(WTERMSIG(status)) + ")";
    return "gave up (code " + std::to_string(WEXITSTATUS(status)) + ")";
}

} // namespace

std::optional<fs::path> helperProgram()
{
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return std::nullopt;
    for (const fs::path& candidate : {self.parent_path() / "tensorgraft-hdf5",
                                      self.parent_path().parent_path() / "libexec/tensorgraft/tensorgraft-hdf5"})
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    return std::nullopt;
}

Result<std::unique_ptr<HelperProcess>> HelperProcess::start(int file)
{
    const auto program = helperProgram();
    if (!program)
        return fail(helperMissing());
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(ioError(errno, "start the HDF5 helper", *program));
    // Duplicates above the numbers that the child uses, so that neither dup2 overwrites the other's origin.
    const int childEnd = ::fcntl(ends[1], F_DUPFD_CLOEXEC, 16);
    const int childFile = file >= 0 ? ::fcntl(file, F_DUPFD_CLOEXEC, 16) : -1;
    ::close(ends[1]);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, childEnd, helperSocket);
    if (childFile >= 0)
        posix_spawn_file_actions_adddup2(&actions, childFile, helperFile);
    posix_spawn_file_actions_addclosefrom_np(&actions, childFile >= 0 ? helperFile + 1 : helperSocket + 1);
    // A group of its own: Ctrl-C in a shell stops this program in order, not the helper in the middle of an answer.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (int signal : {SIGPIPE, SIGXCPU, SIGINT, SIGTERM})
        sigaddset(&defaults, signal);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = -1;
    std::string name = program->string();
    const std::array<char*, 2> arguments{name.data(), nullptr};
    const int status = ::posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(childEnd);
    if (childFile >= 0)
        ::close(childFile);
    if (status != 0) {
        ::close(ends[0]);
        return fail(ioError(status, "start the HDF5 helper", *program));
    }
    return std::unique_ptr<HelperProcess>(new HelperProcess(pid, ends[0]));
}

HelperProcess::~HelperProcess()
{
    if (m_socket >= 0)
        ::close(m_socket);
    if (m_pid > 0) {
        // It ends by itself when the socket closes; it may be in the middle of something that nobody waits for.
        ::kill(m_pid, SIGKILL);
        howItEnded(m_pid);
    }
}

HelperProcess::Received HelperProcess::receive(std::span<std::byte> out, const std::function<bool()>& goOn) const
{
    constexpr int askEveryMs = 40;
    while (!out.empty()) {
        if (goOn) {
            pollfd waiting{m_socket, POLLIN, 0};
            const int ready = ::poll(&waiting, 1, askEveryMs);
            if (!goOn())
                return Received::Stopped;
            if (ready == 0 || (ready < 0 && errno == EINTR))
                continue;
        }
        const ssize_t n = ::recv(m_socket, out.data(), out.size(), 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return Received::Lost;
        out = out.subspan(static_cast<std::size_t>(n));
    }
    return Received::Whole;
}

Result<std::vector<std::byte>> HelperProcess::call(std::vector<std::byte> request, const OpenProgress& progress)
{
    const std::scoped_lock lock(m_mutex);
    const auto died = [&] {
        std::string how = "had ended";
        if (m_pid > 0) {
            ::close(m_socket);
            how = howItEnded(std::exchange(m_pid, -1));
            m_socket = -1;
        }
        return makeError(ErrorCode::Corrupt, "the HDF5 library " + how + " on this file")
            .advise("The file is damaged in a way that the HDF5 library does not survive; get a fresh copy of it");
    };
    const auto lost = [&](Received received) -> Failure {
        if (received == Received::Lost)
            return fail(died());
        ::kill(m_pid, SIGKILL); // it may be deep in the library, and nobody wants its answer any more
        (void)died();
        return cancelled();
    };
    if (m_pid <= 0)
        return fail(died());
    const std::uint64_t length = request.size();
    if (!sendAll(m_socket, std::as_bytes(std::span(&length, 1))) || !sendAll(m_socket, request))
        return fail(died());
    std::uint64_t visited = 0;
    double share = 0;
    std::function<bool()> goOn;
    if (progress.listens())
        goOn = [&] { return progress.reportShare(OpenStep::Walking, visited, share); };
    std::vector<std::byte> reply;
    for (;;) {
        std::uint64_t replyLength = 0;
        if (const Received r = receive(std::as_writable_bytes(std::span(&replyLength, 1)), goOn); r != Received::Whole)
            return lost(r);
        if (replyLength < 1 || replyLength > maxFrameBytes)
            return fail(died());
        reply.resize(replyLength);
        if (const Received r = receive(reply, goOn); r != Received::Whole)
            return lost(r);
        WireReader frame(reply);
        if (static_cast<Reply>(frame.u8()) != Reply::Progress)
            break;
        visited = frame.u64();
        share = std::bit_cast<double>(frame.u64());
        if (!frame.ok() || !(share >= 0 && share <= 1))
            return fail(died());
    }
    WireReader in(reply);
    if (static_cast<Reply>(in.u8()) == Reply::Done) {
        reply.erase(reply.begin());
        return reply;
    }
    Error error;
    error.code = static_cast<ErrorCode>(in.u8());
    error.message = in.text();
    error.expected = in.text();
    error.found = in.text();
    error.hint = in.text();
    if (!in.ok() || error.code > ErrorCode::Usage)
        return fail(died());
    return fail(std::move(error));
}

} // namespace tensorgraft::hdf5
