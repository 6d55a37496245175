#include "model_io/formats/stored_model_file.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace tensorgraft {
namespace {

/// Bytes that reading counts in: of one element, or of one block of a block-quantised type.
std::size_t unitBytes(DType type)
{
    const std::size_t item = itemSizeBytes(type);
    return item ? item : blockSize(type).bytes;
}

void toLittleEndian(DType type, std::span<std::byte> data)
{
    const std::size_t item = itemSizeBytes(type);
    swapBytes(data, dtypeClass(type) == DTypeClass::Complex ? item / 2 : item);
}

/// Bytes from element 0 to the end of the last element that the strides reach; nullopt on overflow.
std::optional<std::uint64_t> reachBytes(const TensorInfo& tensor, const TensorStorage& storage)
{
    const auto count = tensor.shape.checkedElementCount();
    if (!count)
        return std::nullopt;
    if (*count == 0)
        return 0;
    if (storage.strides.empty())
        return tensor.sizeBytes;
    const std::uint64_t unit = unitBytes(tensor.dtype);
    std::uint64_t last = 0;
    for (std::size_t axis = 0; axis < tensor.shape.rank(); ++axis) {
        std::uint64_t step = 0;
        if (storage.strides[axis] < 0 ||
            __builtin_mul_overflow(static_cast<std::uint64_t>(storage.strides[axis]),
                                   static_cast<std::uint64_t>(tensor.shape[axis] - 1), &step) ||
            __builtin_add_overflow(last, step, &last))
            return std::nullopt;
    }
    std::uint64_t bytes = 0;
    if (__builtin_add_overflow(last, std::uint64_t{1}, &last) || __builtin_mul_overflow(last, unit, &bytes))
        return std::nullopt;
    return bytes;
}

template <std::size_t N>
void gatherRun(const std::byte* from, std::int64_t strideElements, std::size_t count, std::byte* to)
{
    for (std::size_t i = 0; i < count; ++i)
        std::memcpy(to + i * N, from + static_cast<std::int64_t>(i * N) * strideElements, N);
}

void gather(std::size_t unit, const std::byte* from, std::int64_t stride, std::size_t count, std::byte* to)
{
    if (stride == 1) {
        std::memcpy(to, from, count * unit);
        return;
    }
    switch (unit) {
    case 1: return gatherRun<1>(from, stride, count, to);
    case 2: return gatherRun<2>(from, stride, count, to);
    case 4: return gatherRun<4>(from, stride, count, to);
    case 8: return gatherRun<8>(from, stride, count, to);
    default:
        for (std::size_t i = 0; i < count; ++i)
            std::memcpy(to + i * unit, from + static_cast<std::int64_t>(i * unit) * stride, unit);
    }
}

} // namespace

bool stridesAreContiguous(const Shape& shape, std::span<const std::int64_t> strides)
{
    if (strides.size() != shape.rank())
        return strides.empty();
    std::int64_t expected = 1;
    for (std::size_t axis = shape.rank(); axis-- > 0;) {
        if (shape[axis] == 0)
            return true;
        if (shape[axis] != 1 && strides[axis] != expected)
            return false;
        expected *= shape[axis];
    }
    return true;
}

Result<void> StoredModelFile::checkStorage(const std::filesystem::path& path, const TensorInfo& tensor,
                                           const TensorStorage& storage)
{
    const auto reach = reachBytes(tensor, storage);
    if (!storage.strides.empty() && storage.strides.size() != tensor.shape.rank())
        return fail(makeError(ErrorCode::Corrupt, "the strides do not fit the shape").at(path).of(tensor.name)
                        .wanted(std::to_string(tensor.shape.rank()) + " strides")
                        .got(std::to_string(storage.strides.size())));
    if (!reach)
        return fail(makeError(ErrorCode::Corrupt, "the tensor's shape is impossible").at(path).of(tensor.name)
                        .wanted("fewer than 2^63 elements and no negative size").got(tensor.shape.toString())
                        .advise("The file is damaged; copy or download it again"));
    if (storage.source && !inside(storage.offsetBytes, *reach, storage.source->sizeBytes()))
        return fail(makeError(ErrorCode::Corrupt, "the tensor's data lies outside of the file").at(path).of(tensor.name)
                        .at(storage.offsetBytes)
                        .wanted(std::to_string(*reach) + " bytes")
                        .got("data that ends at byte " + std::to_string(storage.source->sizeBytes()))
                        .advise("The file was probably cut short; copy or download it again"));
    return {};
}

StoredModelFile::StoredModelFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors,
                                 std::vector<TensorStorage> storages, Metadata metadata,
                                 std::vector<std::filesystem::path> memberFiles, std::vector<Error> warnings)
    : ModelFile(std::move(path), std::move(formatId), std::move(tensors), std::move(metadata), std::move(memberFiles),
                std::move(warnings)),
      m_storages(std::move(storages))
{
    assert(m_storages.size() == this->tensors().size());
    for (std::size_t i = 0; i < m_storages.size(); ++i)
        if (!m_storages[i].strides.empty() && stridesAreContiguous(this->tensors()[i].shape, m_storages[i].strides))
            m_storages[i].strides.clear();
}

Result<void> StoredModelFile::read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const
{
    const TensorInfo& info = tensors()[tensor];
    const TensorStorage& storage = m_storages[tensor];
    const auto named = [&](Result<void> r) -> Result<void> {
        if (!r) {
            if (r.error().tensor.empty())
                r.error().tensor = info.name;
            if (r.error().file.empty())
                r.error().file = path();
        }
        return r;
    };
    if (storage.damage)
        return fail(*storage.damage);
    if (!storage.source)
        return fail(makeError(ErrorCode::Unsupported, "this tensor has no values to read").at(path()).of(info.name)
                        .advise("A skeleton describes shapes only; open the file that holds the weights"));
    const std::size_t unit = unitBytes(info.dtype);
    if (unit == 0)
        return fail(makeError(ErrorCode::Unsupported, "values of this type cannot be read").at(path()).of(info.name)
                        .got(std::string(dtypeName(info.dtype))));
    if (out.size() % unit != 0 || firstElement > info.sizeBytes / unit || !inside(firstElement * unit, out.size(), info.sizeBytes))
        return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor").at(path()).of(info.name));
    if (out.empty())
        return {};
    Result<void> r = storage.strides.empty() ? storage.source->readAt(storage.offsetBytes + firstElement * unit, out)
                                             : readStrided(tensor, firstElement, out);
    if (r && storage.bigEndian)
        toLittleEndian(info.dtype, out);
    return named(std::move(r));
}

Result<void> StoredModelFile::readStrided(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const
{
    const TensorInfo& info = tensors()[tensor];
    const TensorStorage& storage = m_storages[tensor];
    const std::size_t unit = unitBytes(info.dtype);
    const std::size_t rank = info.shape.rank();
    const std::uint64_t reach = reachBytes(info, storage).value_or(0);

    auto mapped = storage.source->mapAt(storage.offsetBytes, reach);
    if (!mapped)
        return fail(std::move(mapped.error()));
    std::vector<std::byte> decoded; // encoded sources show no raw bytes: decode what the strides reach
    std::span<const std::byte> bytes;
    if (*mapped) {
        bytes = (*mapped)->bytes;
    } else {
        decoded.resize(reach);
        if (auto r = storage.source->readAt(storage.offsetBytes, decoded); !r)
            return r;
        bytes = decoded;
    }

    std::vector<std::int64_t> index(rank);
    std::uint64_t rest = firstElement;
    std::int64_t at = 0;
    for (std::size_t axis = rank; axis-- > 0;) {
        index[axis] = static_cast<std::int64_t>(rest % static_cast<std::uint64_t>(info.shape[axis]));
        rest /= static_cast<std::uint64_t>(info.shape[axis]);
        at += index[axis] * storage.strides[axis];
    }
    const std::size_t inner = rank - 1;
    std::size_t done = 0;
    while (done < out.size()) {
        const auto run = std::min(static_cast<std::size_t>(info.shape[inner] - index[inner]), (out.size() - done) / unit);
        gather(unit, bytes.data() + at * static_cast<std::int64_t>(unit), storage.strides[inner], run, out.data() + done);
        done += run * unit;
        at += static_cast<std::int64_t>(run) * storage.strides[inner];
        index[inner] += static_cast<std::int64_t>(run);
        for (std::size_t axis = inner; axis > 0 && index[axis] == info.shape[axis]; --axis) {
            at += storage.strides[axis - 1] - info.shape[axis] * storage.strides[axis];
            index[axis] = 0;
            ++index[axis - 1];
        }
    }
    return *mapped ? (*mapped)->guard->check() : Result<void>{};
}

Result<std::optional<MappedTensor>> StoredModelFile::map(std::size_t tensor) const
{
    const TensorInfo& info = tensors()[tensor];
    const TensorStorage& storage = m_storages[tensor];
    if (storage.damage)
        return fail(*storage.damage);
    const bool swapped = storage.bigEndian && unitBytes(info.dtype) > 1;
    if (!storage.source || swapped || unitBytes(info.dtype) == 0 || info.sizeBytes == 0)
        return std::optional<MappedTensor>{};
    const std::uint64_t reach = reachBytes(info, storage).value_or(0);
    auto mapped = storage.source->mapAt(storage.offsetBytes, reach);
    if (!mapped) {
        mapped.error().tensor = info.name;
        return fail(std::move(mapped.error()));
    }
    if (!*mapped)
        return std::optional<MappedTensor>{};
    MappedTensor result;
    result.bytes = (*mapped)->bytes;
    result.contiguous = storage.strides.empty();
    result.strides = storage.strides.empty() ? info.shape.contiguousStrides() : storage.strides;
    result.guard = std::move((*mapped)->guard);
    return result;
}

std::optional<FileExtent> StoredModelFile::extent(std::size_t tensor) const
{
    const TensorInfo& info = tensors()[tensor];
    const TensorStorage& storage = m_storages[tensor];
    if (!storage.source || storage.damage || !storage.strides.empty() || (storage.bigEndian && unitBytes(info.dtype) > 1))
        return std::nullopt;
    return storage.source->extentAt(storage.offsetBytes, info.sizeBytes);
}

} // namespace tensorgraft
