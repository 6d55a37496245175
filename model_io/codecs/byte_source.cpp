#include "model_io/codecs/byte_source.h"

#include "model_io/codecs/guarded_map.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace tensorgraft {
namespace {

Failure pastEnd(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return fail(makeError(ErrorCode::Corrupt, "the data lies outside of the file")
                    .at(path)
                    .at(offset)
                    .wanted(std::to_string(length) + " bytes here")
                    .got("a file of " + std::to_string(size) + " bytes")
                    .advise("The file was probably cut short; copy or download it again"));
}

} // namespace

struct FileSource::State {
    std::once_flag once;
    std::shared_ptr<const GuardedMap> map; ///< nullptr where the system cannot map
};

FileSource::FileSource(std::filesystem::path path, int fd, std::uint64_t size)
    : m_path(std::move(path)), m_fd(fd), m_size(size), m_state(std::make_unique<State>())
{
}

FileSource::~FileSource() { ::close(m_fd); }

Result<std::shared_ptr<const FileSource>> FileSource::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: a named pipe must not hang the program; it is refused below.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(ioError(errno, "open the file", path));
    struct stat status {};
    if (::fstat(fd, &status) != 0) {
        const int error = errno;
        ::close(fd);
        return fail(ioError(error, "look at the file", path));
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(fd);
        if (S_ISDIR(status.st_mode))
            return fail(ioError(EISDIR, "read the file", path));
        return fail(makeError(ErrorCode::Io, "not a regular file").at(path).advise("Choose a weight file"));
    }
    return std::shared_ptr<const FileSource>(new FileSource(path, fd, static_cast<std::uint64_t>(status.st_size)));
}

Result<void> FileSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return pastEnd(m_path, offset, out.size(), m_size);
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n = ::pread(m_fd, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (n > 0) {
            done += static_cast<std::size_t>(n);
            continue;
        }
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ioError(errno, "read the file", m_path).at(offset + done));
        return fail(makeError(ErrorCode::Io, "the file became shorter while it was being read")
                        .at(m_path)
                        .at(offset + done)
                        .wanted(std::to_string(m_size) + " bytes, as when it was opened")
                        .got("the end of the file")
                        .advise("Another program may be writing it; wait for that to end and open the file again"));
    }
    return {};
}

Result<std::optional<ByteSource::Mapped>> FileSource::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_size))
        return pastEnd(m_path, offset, length, m_size);
    std::call_once(m_state->once, [this] { m_state->map = GuardedMap::make(m_fd, m_size, m_path); });
    if (!m_state->map)
        return std::optional<Mapped>{};
    return Mapped{m_state->map->bytes().subspan(offset, length), m_state->map};
}

std::optional<FileExtent> FileSource::extentAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_size))
        return std::nullopt;
    return FileExtent{m_path, offset, length};
}

Result<ByteSource::Mapped> FileSource::mapWhole() const
{
    if (m_size == 0)
        return Mapped{};
    auto mapped = mapAt(0, m_size);
    if (!mapped)
        return fail(std::move(mapped.error()));
    if (!*mapped)
        return fail(ioError(ENOMEM, "map the file", m_path));
    return std::move(**mapped);
}

SubSource::SubSource(std::shared_ptr<const ByteSource> parent, std::uint64_t offset, std::uint64_t length)
    : m_parent(std::move(parent)), m_offset(offset), m_length(length)
{
}

namespace {
Failure pastPart(std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return fail(makeError(ErrorCode::Corrupt, "the data lies outside of its part of the file")
                    .wanted("at most " + std::to_string(size) + " bytes")
                    .got(std::to_string(length) + " bytes at " + std::to_string(offset))
                    .advise("The file is damaged; copy or download it again"));
}
} // namespace

Result<void> SubSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_length))
        return pastPart(offset, out.size(), m_length);
    return m_parent->readAt(m_offset + offset, out);
}

Result<std::optional<ByteSource::Mapped>> SubSource::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_length))
        return pastPart(offset, length, m_length);
    return m_parent->mapAt(m_offset + offset, length);
}

std::optional<FileExtent> SubSource::extentAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_length))
        return std::nullopt;
    return m_parent->extentAt(m_offset + offset, length);
}

namespace {
/// Memory of our own cannot fail to be read.
class MemoryGuard final : public MappingGuard {
public:
    explicit MemoryGuard(std::shared_ptr<const std::vector<std::byte>> bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] Result<void> check() const override { return {}; }
    void release(std::span<const std::byte>) const override {}

private:
    std::shared_ptr<const std::vector<std::byte>> m_bytes;
};
} // namespace

MemorySource::MemorySource(std::vector<std::byte> bytes)
    : m_bytes(std::make_shared<const std::vector<std::byte>>(std::move(bytes)))
{
}

Result<void> MemorySource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_bytes->size()))
        return pastPart(offset, out.size(), m_bytes->size());
    if (!out.empty())
        std::memcpy(out.data(), m_bytes->data() + offset, out.size());
    return {};
}

Result<std::optional<ByteSource::Mapped>> MemorySource::mapAt(std::uint64_t offset, std::uint64_t length) const
{
    if (!inside(offset, length, m_bytes->size()))
        return pastPart(offset, length, m_bytes->size());
    return Mapped{std::span(*m_bytes).subspan(offset, length), std::make_shared<MemoryGuard>(m_bytes)};
}

} // namespace tensorgraft
