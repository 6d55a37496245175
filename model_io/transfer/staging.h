#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace tensorgraft {

/// A folder beside the output in which the new file grows: `.NAME.tensorgraft-partial-XXXXXX`, locked while in use.
/// What was not committed is removed with the object; what a killed process left behind is removed by the next
/// make() in the same folder (its lock is free then).
class Staging {
public:
    /// What grows: a file (or several), or one folder.
    enum class Kind : std::uint8_t { Files, Folder };
    /// `overwrite`: the output may exist already. Errors: Io (exists, no such folder, no permission).
    [[nodiscard]] static Result<Staging> make(const std::filesystem::path& output, bool overwrite, Kind kind = Kind::Files);
    /// Where an output asked for as `output` really goes: absolute, and a symbolic link stays a link, the file behind
    /// it is what is replaced. Writers must be given this file name.
    [[nodiscard]] static std::filesystem::path finalPath(const std::filesystem::path& output);
    ~Staging();
    Staging(Staging&& other) noexcept;
    Staging& operator=(Staging&& other) noexcept;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    /// finalPath() of the output.
    [[nodiscard]] const std::filesystem::path& output() const { return m_output; }
    /// Moves every path (relative to folder()) beside the output, in order, each by one rename, and syncs the folder.
    /// An old file is replaced only by the rename itself and gives the new one its permissions. Where something new
    /// would have to replace a file without `overwrite`, nothing is moved. An old folder changes places with the new one
    /// in one step and goes with the staging folder.
    [[nodiscard]] Result<void> commit(std::span<const std::filesystem::path> files);

private:
    Staging() = default;
    std::filesystem::path m_folder, m_output;
    int m_lock = -1;
    bool m_overwrite = false;
};

/// Bytes that can be written on the file system of `folder`; 0 where that cannot be told.
[[nodiscard]] std::uint64_t freeDiskBytes(const std::filesystem::path& folder);

} // namespace tensorgraft
