#include "model_io/formats/hdf5/container.h"

#include "model_io/formats/hdf5/superblock.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <vector>

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

/// Trained weights hardly shrink; a member that grows a hundredfold and is large is no file of weights.
constexpr std::uint64_t alwaysAllowed = std::uint64_t{256} << 20;
constexpr std::uint64_t allowedRatio = 100;
constexpr std::uint64_t inflateStep = std::uint64_t{4} << 20;

/// A file that has no name any more: its bytes go with the last descriptor.
class NamelessFile {
public:
    NamelessFile() = default;
    ~NamelessFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;
    Result<void> create()
    {
        const char* wanted = std::getenv("TMPDIR");
        const fs::path folder = wanted && *wanted ? wanted : "/tmp";
        m_fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (m_fd < 0) { // a file system without nameless files
            std::string name = (folder / "tensorgraft-XXXXXX").string();
            m_fd = ::mkostemp(name.data(), O_CLOEXEC);
            if (m_fd >= 0)
                ::unlink(name.c_str());
        }
        if (m_fd < 0)
            return fail(ioError(errno, "make a temporary file", folder).advise("Set TMPDIR to a folder that can be written"));
        m_folder = folder;
        return {};
    }
    Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t n = ::pwrite(m_fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return fail(ioError(n < 0 ? errno : ENOSPC, "write a temporary file", m_folder));
            bytes = bytes.subspan(static_cast<std::size_t>(n));
            offset += static_cast<std::uint64_t>(n);
        }
        return {};
    }
    bool hasRoomFor(std::uint64_t bytes) const
    {
        struct statvfs status {};
        return ::fstatvfs(m_fd, &status) != 0 || bytes / status.f_frsize < status.f_bavail;
    }
    fs::path path() const { return "/proc/self/fd/" + std::to_string(m_fd); }
    const fs::path& folder() const { return m_folder; }

private:
    int m_fd = -1;
    fs::path m_folder;
};

/// Keeps the nameless file open as long as somebody reads it: its path is that of the descriptor.
class NamelessSource final : public ByteSource {
public:
    NamelessSource(std::shared_ptr<const NamelessFile> owner, std::shared_ptr<const FileSource> file)
        : m_owner(std::move(owner)), m_file(std::move(file))
    {
    }
    std::uint64_t sizeBytes() const override { return m_file->sizeBytes(); }
    Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override { return m_file->readAt(offset, out); }
    Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override { return m_file->mapAt(offset, length); }
    std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override { return m_file->extentAt(offset, length); }

private:
    std::shared_ptr<const NamelessFile> m_owner;
    std::shared_ptr<const FileSource> m_file;
};

Result<Container> inflated(Container c, const ZipEntry& entry, const OpenProgress& progress)
{
    if (entry.size > alwaysAllowed && entry.size / allowedRatio > entry.compressedSize)
        return fail(makeError(ErrorCode::Corrupt, "the member '" + entry.name + "' grows out of all proportion when it is unpacked")
                        .at(c.path).at(entry.dataOffset)
                        .wanted("at most " + std::to_string(allowedRatio) + " times " + std::to_string(entry.compressedSize) + " bytes")
                        .got(std::to_string(entry.size) + " bytes")
                        .advise("Unpack the archive by other means if you trust it, and open the file of weights"));
    auto source = c.archive->source(entry);
    if (!source)
        return fail(std::move(source.error()));
    // Its beginning first: what is no complete HDF5 file is not unpacked at all.
    if (auto block = readSuperblock(**source, c.path); !block)
        return fail(std::move(block.error()));
    const auto target = std::make_shared<NamelessFile>();
    if (auto r = target->create(); !r)
        return fail(std::move(r.error()));
    if (!target->hasRoomFor(entry.size))
        return fail(ioError(ENOSPC, "unpack '" + entry.name + "'", target->folder()).advise("Set TMPDIR to a folder with more room"));
    std::vector<std::byte> buffer(std::min(entry.size, inflateStep));
    for (std::uint64_t at = 0; at < entry.size;) {
        if (!progress.report(OpenStep::Reading, at, entry.size))
            return cancelled();
        const auto part = std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), entry.size - at));
        if (auto r = (*source)->readAt(at, part); !r)
            return fail(std::move(r.error()));
        if (auto r = target->write(at, part); !r)
            return fail(std::move(r.error()));
        at += part.size();
    }
    auto file = FileSource::open(target->path());
    if (!file)
        return fail(std::move(file.error()));
    c.file = *file;
    c.length = entry.size;
    c.bytes = std::make_shared<NamelessSource>(target, *file);
    return c;
}

} // namespace

Result<Container> openContainer(const fs::path& path)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    Container c;
    c.file = *file;
    c.length = c.file->sizeBytes();
    c.bytes = c.file;
    c.path = path;
    return c;
}

Result<Container> openContainer(std::shared_ptr<const FileSource> archiveFile, std::shared_ptr<const ZipArchive> archive,
                                const std::string& member, const OpenProgress& progress)
{
    const ZipEntry* entry = archive->find(member);
    if (!entry)
        return fail(makeError(ErrorCode::Corrupt, "the archive has no member '" + member + "'").at(archive->path()));
    Container c;
    c.path = archive->path();
    c.archive = std::move(archive);
    c.member = member;
    if (entry->method != 0)
        return inflated(std::move(c), *entry, progress);
    c.file = std::move(archiveFile);
    c.base = entry->dataOffset;
    c.length = entry->size;
    c.bytes = std::make_shared<SubSource>(c.file, c.base, c.length);
    return c;
}

} // namespace tensorgraft::hdf5
