#include "model_io/transfer/staging.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <stdio.h> // renameat2
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view marker = ".tensorgraft-partial-";

int lockFolder(const fs::path& folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

/// Staging folders whose process is gone.
void removeLeftovers(const fs::path& parent)
{
    std::error_code ignored;
    for (fs::directory_iterator it(parent, ignored), end; !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with('.') || name.find(marker) == std::string::npos || !it->is_directory(ignored) || it->is_symlink(ignored))
            continue;
        const int fd = lockFolder(it->path());
        if (fd < 0)
            continue; // somebody is at work there
        fs::remove_all(it->path(), ignored);
        ignored.clear();
        ::close(fd);
    }
}

Error outputExists(const fs::path& path)
{
    return makeError(ErrorCode::Io, "the output exists already")
        .at(path)
        .advise("Choose another name, or allow overwriting (--force)");
}

} // namespace

Staging::Staging(Staging&& other) noexcept
    : m_folder(std::exchange(other.m_folder, {})), m_output(std::move(other.m_output)),
      m_lock(std::exchange(other.m_lock, -1)), m_overwrite(other.m_overwrite)
{
}

Staging& Staging::operator=(Staging&& other) noexcept
{
    std::swap(m_folder, other.m_folder);
    std::swap(m_output, other.m_output);
    std::swap(m_lock, other.m_lock);
    std::swap(m_overwrite, other.m_overwrite);
    return *this;
}

Staging::~Staging()
{
    if (!m_folder.empty()) {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    if (m_lock >= 0)
        ::close(m_lock);
}

fs::path Staging::finalPath(const fs::path& output)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(output, error);
    return fs::is_symlink(absolute, error) ? fs::weakly_canonical(absolute, error) : absolute;
}

Result<Staging> Staging::make(const fs::path& output, bool overwrite, Kind kind)
{
    if (output.filename().empty())
        return fail(makeError(ErrorCode::Usage, "the output needs a file name").at(output));
    std::error_code error;
    Staging staging;
    staging.m_overwrite = overwrite;
    staging.m_output = finalPath(output);
    const fs::path parent = staging.m_output.parent_path();
    if (!fs::is_directory(parent, error))
        return fail(makeError(ErrorCode::Io, "the folder of the output does not exist").at(parent).advise("Create it or choose another place"));
    if (kind == Kind::Files && fs::is_directory(staging.m_output, error))
        return fail(makeError(ErrorCode::Io, "the output is a folder").at(staging.m_output).advise("Give a file name in it"));
    if (!overwrite && fs::exists(fs::symlink_status(staging.m_output, error)))
        return fail(outputExists(staging.m_output));

    removeLeftovers(parent);
    // Names are limited to 255 bytes; a long one is cut in the folder's name only.
    std::string name = (parent / ("." + staging.m_output.filename().string().substr(0, 180) + std::string(marker) + "XXXXXX")).string();
    for (int attempt = 0; attempt < 3; ++attempt) {
        std::string candidate = name;
        if (!::mkdtemp(candidate.data()))
            return fail(ioError(errno, "write into the folder of the output", parent));
        staging.m_lock = lockFolder(candidate);
        // Another process may have taken the new folder for a leftover before it was locked.
        if (staging.m_lock >= 0 && fs::is_directory(candidate, error)) {
            staging.m_folder = candidate;
            return staging;
        }
        if (staging.m_lock >= 0)
            ::close(std::exchange(staging.m_lock, -1));
    }
    return fail(makeError(ErrorCode::Io, "cannot lock a folder beside the output").at(parent));
}

Result<void> Staging::commit(std::span<const fs::path> files)
{
    const fs::path parent = m_output.parent_path();
    if (!m_overwrite)
        for (const fs::path& file : files)
            if (struct stat status {}; ::lstat((parent / file).c_str(), &status) == 0)
                return fail(outputExists(parent / file));
    for (const fs::path& file : files) {
        const fs::path from = m_folder / file, to = parent / file;
        unsigned how = m_overwrite ? 0 : RENAME_NOREPLACE;
        if (struct stat old {}; ::stat(to.c_str(), &old) == 0) {
            ::chmod(from.c_str(), old.st_mode & 07777);
            std::error_code ignored;
            if (S_ISDIR(old.st_mode) && fs::is_directory(from, ignored)) // the old one goes with the staging folder
                how |= RENAME_EXCHANGE;
        }
        int failed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), how);
        if (failed != 0 && !m_overwrite && (errno == EINVAL || errno == ENOSYS)) // a file system without that flag
            failed = ::rename(from.c_str(), to.c_str());
        if (failed != 0 && (how & RENAME_EXCHANGE) != 0 && (errno == EINVAL || errno == ENOSYS || errno == EXDEV)) {
            // Two steps where the file system cannot swap; the old folder comes back if the second fails.
            const fs::path aside = m_folder / ".replaced";
            failed = ::rename(to.c_str(), aside.c_str());
            if (failed == 0 && (failed = ::rename(from.c_str(), to.c_str())) != 0) {
                const int error = errno;
                ::rename(aside.c_str(), to.c_str());
                errno = error;
            }
        }
        if (failed != 0)
            return errno == EEXIST ? Result<void>(fail(outputExists(to))) : Result<void>(fail(ioError(errno, "move the finished file to its place", to)));
    }
    const int fd = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd); // the names; some file systems refuse to sync folders, the data is synced already
        ::close(fd);
    }
    return {};
}

std::uint64_t freeDiskBytes(const fs::path& folder)
{
    struct statvfs status {};
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &status) != 0)
        return 0;
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

} // namespace tensorgraft
