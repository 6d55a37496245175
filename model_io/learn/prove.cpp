#include "model_io/learn/prove.h"

#include "model_io/analysis/compare.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/mapping/transform.h"
#include "model_io/transfer/evaluate.h"

#include <cstring>

namespace tensorgraft::learning {
namespace {

ValueType typeOf(const TensorInfo& info)
{
    ValueType type;
    type.dtype = info.dtype;
    type.shape = info.shape;
    return type;
}

std::optional<ResolvedTransform> resolved(const ModelFile& model, const std::vector<std::size_t>& sources, const std::string& steps,
                                          const std::optional<ValueType>& target)
{
    const auto transform = Transform::parse(steps);
    if (!transform)
        return std::nullopt;
    std::vector<ValueType> types;
    for (const std::size_t s : sources)
        types.push_back(typeOf(model.tensors()[s]));
    auto result = resolve(*transform, types, target);
    if (!result)
        return std::nullopt;
    return std::move(*result);
}

bool sameBytes(std::span<const std::byte> a, std::span<const std::byte> b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace

Result<std::optional<Proof>> prove(const ModelPtr& source, const std::vector<std::size_t>& sources, const std::string& steps,
                                   const ModelFile& example, std::size_t target, double tolerance, double absMax, std::uint64_t windowBytes,
                                   const std::atomic<bool>* stop)
{
    const TensorInfo& info = example.tensors()[target];
    const auto transform = resolved(*source, sources, steps, typeOf(info));
    if (!transform)
        return std::optional<Proof>{};
    auto stream = TransformStream::make(source, sources, *transform, info.name, windowBytes);
    if (!stream)
        return fail(std::move(stream.error()));
    const DType type = transform->output.dtype;
    const std::size_t itemBytes = itemSizeBytes(type);
    std::vector<std::byte> buffer;
    Result<void> failed;
    bool fits = true, stopped = false;
    Proof proof;
    proof.equal = true;
    const auto goOn = [&](std::uint64_t, std::uint64_t) {
        stopped = stop && stop->load(std::memory_order_relaxed);
        return failed && fits && !stopped;
    };
    // Small windows first: a wrong transform shows in its first elements.
    const auto visit = [&](std::span<const std::byte> bytes, std::uint64_t first) {
        const std::size_t count = bytes.size() / itemSizeBytes(info.dtype);
        constexpr std::size_t taste = 4096;
        for (std::size_t done = 0; done < count && fits && failed;) {
            const std::size_t n = first + done == 0 ? std::min(taste, count) : count - done;
            const auto want = bytes.subspan(done * itemSizeBytes(info.dtype), n * itemSizeBytes(info.dtype));
            buffer.resize(n * itemBytes);
            failed = (*stream)->read(first + done, buffer);
            done += n;
            if (!failed || (type == info.dtype && sameBytes(buffer, want)))
                continue;
            Comparator comparator;
            comparator.add(type, buffer, info.dtype, want);
            const Comparison c = comparator.result();
            proof.equal = proof.equal && c.equal;
            if (c.equal)
                continue;
            proof.maxError = std::max(proof.maxError, c.maxAbsDifference);
            fits = tolerance > 0 && c.maxAbsDifference <= tolerance * absMax;
        }
    };
    auto walked = forEachWindow(example, target, WindowOrder::COrder, goOn, visit, std::max<std::uint64_t>(windowBytes / 4, 1 << 16));
    if (!failed)
        return fail(std::move(failed.error()));
    if (stopped)
        return cancelled();
    if (!fits)
        return std::optional<Proof>{};
    if (!walked)
        return fail(std::move(walked.error()));
    proof.relative = absMax > 0 ? proof.maxError / absMax : 0;
    return std::optional(proof);
}

Result<std::optional<DerivedValue>> derive(const ModelPtr& model, const std::vector<std::size_t>& sources, const std::string& steps,
                                           std::uint64_t limitBytes)
{
    const auto transform = resolved(*model, sources, steps, std::nullopt);
    if (!transform)
        return std::optional<DerivedValue>{};
    DerivedValue value;
    value.dtype = transform->output.dtype;
    value.shape = transform->output.shape;
    const auto count = value.shape.checkedElementCount();
    if (!count || itemSizeBytes(value.dtype) == 0 || *count > limitBytes / itemSizeBytes(value.dtype))
        return std::optional<DerivedValue>{};
    auto bytes = evaluate(model, sources, *transform, "", limitBytes);
    if (!bytes)
        return fail(std::move(bytes.error()));
    value.bytes = std::move(*bytes);
    return std::optional(std::move(value));
}

} // namespace tensorgraft::learning
