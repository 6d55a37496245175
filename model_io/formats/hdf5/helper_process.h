#pragma once

#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/hdf5/helper_protocol.h"
#include "model_io/formats/hdf5/wire.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <sys/types.h>
#include <vector>

namespace tensorgraft::hdf5 {

/// The helper program `tensorgraft-hdf5`, the only one that links libhdf5: a hostile file can crash it or make it loop,
/// but not this process. One child; requests are serialised. The child ends when this object does.
class HelperProcess {
public:
    /// `file`: descriptor that the child may read the HDF5 file from; -1 where it opens paths itself.
    /// Errors: Io (the helper is not installed, no process can be started).
    [[nodiscard]] static Result<std::unique_ptr<HelperProcess>> start(int file);
    ~HelperProcess();
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;

    /// Sends a request, waits for its reply and gives what follows its status. Errors: what the child reports;
    /// Corrupt where the child died or overran its processor time (the file made libhdf5 fail); Cancelled, and then the
    /// child has been killed wherever it was. `progress` is told of what the child says, and asked all the while.
    [[nodiscard]] Result<std::vector<std::byte>> call(std::vector<std::byte> request, const OpenProgress& progress = {});

private:
    HelperProcess(pid_t pid, int socket) : m_pid(pid), m_socket(socket) {}
    enum class Received : std::uint8_t { Whole, Lost, Stopped };
    /// Fills `out`; `goOn` is asked every now and then where it is there.
    Received receive(std::span<std::byte> out, const std::function<bool()>& goOn) const;
    std::mutex m_mutex;
    pid_t m_pid;
    int m_socket;
};

/// Where the helper is: beside this program, or in ../libexec/tensorgraft of it. nullopt where it is missing.
[[nodiscard]] std::optional<std::filesystem::path> helperProgram();

} // namespace tensorgraft::hdf5
