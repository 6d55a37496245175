#include "model_io/codecs/file_io.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tensorgraft {
namespace {

constexpr std::uint64_t kernelCopyStep = std::uint64_t{64} << 20; ///< bytes between two progress reports
constexpr std::size_t bufferCopyStep = std::size_t{4} << 20;

/// Closes at the end of the scope.
struct Descriptor {
    int fd;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

Failure sourceTooShort(const FileExtent& from, std::uint64_t at)
{
    return fail(makeError(ErrorCode::Io, "the file became shorter while it was being copied")
                    .at(from.file)
                    .at(at)
                    .advise("Another program may be writing it; wait for that to end and try again"));
}

} // namespace

OutputFile::~OutputFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_fd(std::exchange(other.m_fd, -1))
{
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_fd, other.m_fd);
    return *this;
}

Result<OutputFile> OutputFile::create(const std::filesystem::path& path)
{
    OutputFile file;
    file.m_path = path;
    file.m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file.m_fd < 0)
        return fail(ioError(errno, "create the file", path));
    return file;
}

Result<OutputFile> OutputFile::openExisting(const std::filesystem::path& path)
{
    OutputFile file;
    file.m_path = path;
    file.m_fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file.m_fd < 0)
        return fail(ioError(errno, "open the file for writing", path));
    return file;
}

Result<void> OutputFile::writeAt(std::uint64_t offset, std::span<const std::byte> bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pwrite(m_fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (n >= 0)
            done += static_cast<std::size_t>(n);
        else if (errno != EINTR)
            return fail(ioError(errno, "write the file", m_path).at(offset + done));
    }
    return {};
}

Result<void> OutputFile::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n = ::pread(m_fd, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (n > 0)
            done += static_cast<std::size_t>(n);
        else if (n == 0)
            return fail(makeError(ErrorCode::Io, "the file ends before its data").at(m_path).at(offset + done));
        else if (errno != EINTR)
            return fail(ioError(errno, "read the file", m_path).at(offset + done));
    }
    return {};
}

Result<void> OutputFile::resize(std::uint64_t size)
{
    if (::ftruncate(m_fd, static_cast<off_t>(size)) != 0)
        return fail(ioError(errno, "set the size of the file", m_path));
    return {};
}

Result<void> OutputFile::copyFrom(const FileExtent& from, std::uint64_t offset, const ProgressFn& progress)
{
    const Descriptor source{::open(from.file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (source.fd < 0)
        return fail(ioError(errno, "open the file", from.file));

    bool kernelCopies = true;
    std::vector<std::byte> buffer;
    const std::uint64_t end = from.offset + from.lengthBytes;
    std::uint64_t at = from.offset;
    std::uint64_t sizeNeeded = 0;
    while (at < end) {
        // Holes stay holes: nothing is read or written for them.
        std::uint64_t runEnd = end;
        const off_t data = ::lseek(source.fd, static_cast<off_t>(at), SEEK_DATA);
        if (data < 0 && errno == ENXIO) {
            const off_t size = ::lseek(source.fd, 0, SEEK_END);
            if (size < 0 || static_cast<std::uint64_t>(size) < end)
                return sourceTooShort(from, at);
            sizeNeeded = offset + from.lengthBytes;
            break;
        }
        if (data >= 0) {
            at = std::max(at, static_cast<std::uint64_t>(data));
            if (at >= end) {
                sizeNeeded = offset + from.lengthBytes;
                break;
            }
            const off_t hole = ::lseek(source.fd, static_cast<off_t>(at), SEEK_HOLE);
            if (hole > 0)
                runEnd = std::min(end, static_cast<std::uint64_t>(hole));
        }
        while (at < runEnd) {
            if (!reportProgress(progress, at - from.offset, from.lengthBytes))
                return cancelled();
            ssize_t n = 0;
            if (kernelCopies) {
                off_t in = static_cast<off_t>(at);
                off_t out = static_cast<off_t>(offset + (at - from.offset));
                n = ::copy_file_range(source.fd, &in, m_fd, &out, std::min(kernelCopyStep, runEnd - at), 0);
                if (n < 0 && errno != EINTR) {
                    // Another file system or one that cannot: copy through memory. Real write errors show there again.
                    kernelCopies = false;
                    continue;
                }
            } else {
                buffer.resize(bufferCopyStep);
                const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), runEnd - at));
                n = ::pread(source.fd, buffer.data(), length, static_cast<off_t>(at));
                if (n < 0 && errno != EINTR)
                    return fail(ioError(errno, "read the file", from.file).at(at));
                if (n > 0)
                    if (auto r = writeAt(offset + (at - from.offset), std::span(buffer).first(static_cast<std::size_t>(n))); !r)
                        return r;
            }
            if (n == 0)
                return sourceTooShort(from, at);
            if (n > 0)
                at += static_cast<std::uint64_t>(n);
        }
    }
    if (sizeNeeded > 0) {
        const off_t size = ::lseek(m_fd, 0, SEEK_END);
        if (size >= 0 && static_cast<std::uint64_t>(size) < sizeNeeded)
            if (auto r = resize(sizeNeeded); !r)
                return r;
    }
    return reportProgress(progress, from.lengthBytes, from.lengthBytes) ? Result<void>{} : Result<void>(cancelled());
}

Result<void> OutputFile::syncAndClose()
{
    const int fd = std::exchange(m_fd, -1);
    if (fd < 0)
        return {};
    const bool synced = ::fdatasync(fd) == 0;
    const int error = errno;
    if (::close(fd) != 0 && synced)
        return fail(ioError(errno, "finish writing the file", m_path));
    if (!synced)
        return fail(ioError(error, "finish writing the file", m_path));
    return {};
}

} // namespace tensorgraft
