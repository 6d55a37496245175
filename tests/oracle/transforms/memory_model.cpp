#include "tests/oracle/transforms/memory_model.h"

#include <algorithm>

namespace tensorgraft::test {
namespace {

/// Owns the bytes, as the guard of a map does.
class OwningGuard final : public MappingGuard {
public:
    explicit OwningGuard(std::vector<std::byte> bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] Result<void> check() const override { return {}; }
    void release(std::span<const std::byte>) const override {}

private:
    std::vector<std::byte> m_bytes;
};

class MemoryModel final : public ModelFile {
public:
    MemoryModel(std::vector<TensorInfo> infos, std::vector<MemoryTensor> tensors, bool mapped)
        : ModelFile("memory", "memory", std::move(infos), Metadata(), {}), m_tensors(std::move(tensors)), m_mapped(mapped)
    {
    }
    [[nodiscard]] Result<void> read(std::size_t tensor, std::uint64_t first, std::span<std::byte> out) const override
    {
        const MemoryTensor& t = m_tensors[tensor];
        const std::uint64_t at = first * itemSizeBytes(t.info.dtype);
        if (at > t.bytes.size() || out.size() > t.bytes.size() - at)
            return fail(ErrorCode::Io, "read beyond the tensor");
        std::copy_n(t.bytes.begin() + static_cast<std::ptrdiff_t>(at), out.size(), out.begin());
        return {};
    }
    [[nodiscard]] Result<std::optional<MappedTensor>> map(std::size_t tensor) const override
    {
        if (!m_mapped)
            return std::optional<MappedTensor>();
        const MemoryTensor& t = m_tensors[tensor];
        const auto guard = std::make_shared<OwningGuard>(t.bytes);
        return std::optional(MappedTensor{guard->bytes(), t.info.shape.contiguousStrides(), true, guard});
    }
    [[nodiscard]] std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    std::vector<MemoryTensor> m_tensors;
    bool m_mapped;
};

} // namespace

std::shared_ptr<const ModelFile> memoryModel(std::vector<MemoryTensor> tensors, bool mapped)
{
    std::vector<TensorInfo> infos;
    for (const MemoryTensor& t : tensors)
        infos.push_back(t.info);
    return std::make_shared<MemoryModel>(std::move(infos), std::move(tensors), mapped);
}

} // namespace tensorgraft::test
