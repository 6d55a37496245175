#include "model_io/transfer/materialise.h"

#include "model_io/codecs/guarded_map.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace tensorgraft {
namespace {

class HeapGuard final : public MappingGuard {
public:
    explicit HeapGuard(std::size_t size) : bytes(size) {}
    [[nodiscard]] Result<void> check() const override { return {}; }
    void release(std::span<const std::byte>) const override {}
    std::vector<std::byte> bytes;
};

StridedView contiguousView(const ValueType& type, std::span<const std::byte> bytes, std::shared_ptr<const MappingGuard> guard)
{
    StridedView v;
    v.data = bytes.data();
    v.itemSize = itemSizeBytes(type.dtype);
    v.sizes.assign(type.shape.begin(), type.shape.end());
    v.strides = type.shape.contiguousStrides();
    v.storage = bytes;
    v.guard = std::move(guard);
    return v;
}

} // namespace

Result<StridedView> materialise(Expression& value, std::uint64_t memoryBytes)
{
    const std::uint64_t size = value.type().shape.elementCount() * value.itemSize();
    if (size <= memoryBytes) {
        auto heap = std::make_shared<HeapGuard>(static_cast<std::size_t>(size));
        if (auto r = value.read(0, heap->bytes); !r)
            return fail(std::move(r.error()));
        return contiguousView(value.type(), heap->bytes, heap);
    }

    const char* const configured = std::getenv("TMPDIR");
    const std::filesystem::path folder = configured && *configured ? configured : "/var/tmp";
    const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(ioError(errno, "make a temporary file", folder));
    const auto spill = [&]() -> Result<StridedView> {
        const std::size_t step = (std::size_t{16} << 20) / value.itemSize() * value.itemSize();
        std::vector<std::byte> buffer(step);
        for (std::uint64_t at = 0; at < size;) {
            const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(step, size - at)));
            if (auto r = value.read(at / value.itemSize(), part); !r)
                return fail(std::move(r.error()));
            for (std::size_t done = 0; done < part.size();) {
                const ssize_t n = ::pwrite(fd, part.data() + done, part.size() - done, static_cast<off_t>(at + done));
                if (n < 0 && errno != EINTR)
                    return fail(ioError(errno, "write a temporary file", folder));
                done += n > 0 ? static_cast<std::size_t>(n) : 0;
            }
            at += part.size();
        }
        auto map = GuardedMap::make(fd, size, folder / "(temporary file)");
        if (!map)
            return fail(ioError(ENOMEM, "map a temporary file", folder));
        return contiguousView(value.type(), map->bytes(), map);
    };
    auto result = spill();
    ::close(fd); // the map keeps the bytes
    return result;
}

} // namespace tensorgraft
