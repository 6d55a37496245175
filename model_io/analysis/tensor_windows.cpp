#include "model_io/analysis/tensor_windows.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tensorgraft {
namespace {

/// True where the strides reach every element of one dense run exactly once, in some order of the axes.
bool isDensePermutation(const Shape& shape, std::span<const std::int64_t> strides)
{
    if (strides.size() != shape.rank())
        return false;
    std::vector<std::size_t> axes(shape.rank());
    std::iota(axes.begin(), axes.end(), 0);
    std::sort(axes.begin(), axes.end(), [&](std::size_t a, std::size_t b) { return strides[a] < strides[b]; });
    std::int64_t expected = 1;
    for (const std::size_t axis : axes) {
        if (shape[axis] == 1)
            continue;
        if (strides[axis] != expected)
            return false;
        expected *= shape[axis];
    }
    return true;
}

} // namespace

Result<void> forEachWindow(const ModelFile& model, std::size_t tensor, WindowOrder order, const ProgressFn& progress,
                           const WindowFn& visit, std::uint64_t windowBytes)
{
    const TensorInfo& info = model.tensors()[tensor];
    const std::uint64_t itemBytes = blockSize(info.dtype).bytes;
    if (itemBytes == 0)
        return fail(makeError(ErrorCode::Unsupported, "the elements of this tensor are not numbers")
                        .at(model.path()).of(info.name).got(std::string(dtypeName(info.dtype))));
    const std::uint64_t total = info.sizeBytes / itemBytes * itemBytes;
    const std::uint64_t step = std::max<std::uint64_t>(1, windowBytes / itemBytes) * itemBytes;
    if (total == 0)
        return {};

    auto mapped = model.map(tensor);
    if (!mapped)
        return fail(std::move(mapped.error()));
    const bool useMap = *mapped && (*mapped)->bytes.size() >= total
                        && ((*mapped)->contiguous
                            || (order == WindowOrder::Any && (*mapped)->bytes.size() == total
                                && isDensePermutation(info.shape, (*mapped)->strides)));
    std::vector<std::byte> buffer(useMap ? 0 : std::min(total, step));
    for (std::uint64_t done = 0; done < total;) {
        if (!reportProgress(progress, done, total))
            return cancelled();
        const std::uint64_t length = std::min(step, total - done);
        if (useMap) {
            const auto window = (*mapped)->bytes.subspan(done, length);
            visit(window, done / itemBytes);
            if (const auto& guard = (*mapped)->guard) {
                if (auto ok = guard->check(); !ok)
                    return ok;
                guard->release(window);
            }
        } else {
            const auto window = std::span(buffer).first(length);
            if (auto ok = model.read(tensor, done / itemBytes, window); !ok)
                return ok;
            visit(window, done / itemBytes);
        }
        done += length;
    }
    if (!reportProgress(progress, total, total))
        return cancelled();
    return {};
}

} // namespace tensorgraft
