// A file driver of libhdf5 (HDF5 1.10, H5FDpublic.h) for an HDF5 file that lies inside another file.

#include "model_io/formats/hdf5/helper/window_driver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace tensorgraft::hdf5 {
namespace {

constexpr haddr_t maxAddress = static_cast<haddr_t>(INT64_MAX);

struct Window {
    std::uint64_t base = 0, length = UINT64_MAX;
};
/// What the next open is about: libhdf5 copies property values around, and this program has one thread.
Window wanted;

struct WindowFile {
    H5FD_t common{}; ///< first, as libhdf5 wants it
    int fd = -1;
    Window window;
    haddr_t endOfAllocated = 0;
    haddr_t endOfFile = 0;
    bool writing = false;
};
WindowFile& of(H5FD_t* file) { return *reinterpret_cast<WindowFile*>(file); }
const WindowFile& of(const H5FD_t* file) { return *reinterpret_cast<const WindowFile*>(file); }

H5FD_t* openFile(const char* name, unsigned flags, hid_t, haddr_t)
{
    const bool writing = (flags & H5F_ACC_RDWR) != 0;
    const int fd = ::open(name, (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    struct stat status {};
    if (fd < 0 || ::fstat(fd, &status) != 0 || static_cast<std::uint64_t>(status.st_size) < wanted.base) {
        if (fd >= 0)
            ::close(fd);
        return nullptr;
    }
    auto* file = new (std::nothrow) WindowFile;
    if (!file) {
        ::close(fd);
        return nullptr;
    }
    file->fd = fd;
    file->window = wanted;
    file->endOfFile = std::min(static_cast<std::uint64_t>(status.st_size) - wanted.base, wanted.length);
    file->writing = writing;
    return &file->common;
}

herr_t closeFile(H5FD_t* file)
{
    const int status = ::close(of(file).fd);
    delete &of(file);
    return status == 0 ? 0 : -1;
}

int compareFiles(const H5FD_t* a, const H5FD_t* b) { return a < b ? -1 : a > b; }

herr_t query(const H5FD_t*, unsigned long* flags)
{
    if (flags)
        *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

haddr_t endOfAllocated(const H5FD_t* file, H5FD_mem_t) { return of(file).endOfAllocated; }
herr_t setEndOfAllocated(H5FD_t* file, H5FD_mem_t, haddr_t address)
{
    of(file).endOfAllocated = address;
    return 0;
}
haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t) { return of(file).endOfFile; }

bool outOfRange(const WindowFile& f, haddr_t address, std::size_t size)
{
    return address > maxAddress - f.window.base || size > maxAddress - f.window.base - address;
}

herr_t readBytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, void* buffer)
{
    const WindowFile& f = of(file);
    if (outOfRange(f, address, size))
        return -1;
    auto* out = static_cast<char*>(buffer);
    std::size_t available = address < f.endOfFile ? std::min<std::uint64_t>(size, f.endOfFile - address) : 0;
    std::memset(out + available, 0, size - available); // as libhdf5's own drivers have it
    while (available) {
        const ssize_t n = ::pread(f.fd, out, available, static_cast<off_t>(f.window.base + address));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0) {
            std::memset(out, 0, available);
            return 0;
        }
        out += n;
        address += static_cast<haddr_t>(n);
        available -= static_cast<std::size_t>(n);
    }
    return 0;
}

herr_t writeBytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, const void* buffer)
{
    WindowFile& f = of(file);
    if (outOfRange(f, address, size) || !f.writing)
        return -1;
    const auto* in = static_cast<const char*>(buffer);
    while (size) {
        const ssize_t n = ::pwrite(f.fd, in, size, static_cast<off_t>(f.window.base + address));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        in += n;
        address += static_cast<haddr_t>(n);
        size -= static_cast<std::size_t>(n);
    }
    f.endOfFile = std::max(f.endOfFile, address);
    return 0;
}

herr_t truncateFile(H5FD_t* file, hid_t, hbool_t)
{
    WindowFile& f = of(file);
    if (!f.writing || f.endOfFile == f.endOfAllocated)
        return 0;
    if (outOfRange(f, f.endOfAllocated, 0) || ::ftruncate(f.fd, static_cast<off_t>(f.window.base + f.endOfAllocated)) != 0)
        return -1;
    f.endOfFile = f.endOfAllocated;
    return 0;
}

hid_t driver()
{
    static const H5FD_class_t description = [] {
        H5FD_class_t c{};
        c.name = "tensorgraft-window";
        c.maxaddr = maxAddress;
        c.fc_degree = H5F_CLOSE_WEAK;
        c.open = openFile;
        c.close = closeFile;
        c.cmp = compareFiles;
        c.query = query;
        c.get_eoa = endOfAllocated;
        c.set_eoa = setEndOfAllocated;
        c.get_eof = endOfFile;
        c.read = readBytes;
        c.write = writeBytes;
        c.truncate = truncateFile;
        std::fill(std::begin(c.fl_map), std::end(c.fl_map), H5FD_MEM_SUPER); // one kind of space for everything
        return c;
    }();
    static const hid_t id = H5FDregister(&description);
    return id;
}

} // namespace

Handle openWindow(const std::string& path, bool writing, std::uint64_t base, std::uint64_t length)
{
    const Handle access(H5Pcreate(H5P_FILE_ACCESS));
    wanted = {base, length};
    if (!access.ok() || H5Pset_driver(access, driver(), nullptr) < 0)
        return {};
    return H5Fopen(path.c_str(), writing ? H5F_ACC_RDWR : H5F_ACC_RDONLY, access);
}

} // namespace tensorgraft::hdf5
