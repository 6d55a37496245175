#include "model_io/analysis/channel_summary.h"

#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

namespace tensorgraft {
namespace {

constexpr std::uint64_t mostChannels = std::uint64_t{1} << 22;
constexpr double deadShare = 1e-6;

/// Two hashes of the values of a channel in their order; 128 bits, so that equal means the same values.
struct Fingerprint {
    std::uint64_t a = 0, b = 0;
    void add(double value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value); // -0 is 0
        a = (a ^ bits) * 0x9E3779B97F4A7C15ULL;
        a ^= a >> 29;
        b = std::rotl(b, 23) + (bits ^ 0xD6E8FEB86659FD93ULL) * 0xC2B2AE3D27D4EB4FULL;
        b ^= b >> 31;
    }
    [[nodiscard]] auto operator<=>(const Fingerprint&) const = default;
};

} // namespace

Result<ChannelSummary> summariseChannels(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    const auto at = static_cast<std::size_t>(axis);
    const auto channels = static_cast<std::uint64_t>(info.shape[at]);
    if (!isPlain(info.dtype))
        return fail(makeError(ErrorCode::Unsupported, "elements of this type have no norms").at(model.path()).of(info.name).got(std::string(dtypeName(info.dtype))));
    if (channels > mostChannels)
        return fail(makeError(ErrorCode::Unsupported, "the axis has too many channels to list their norms").at(model.path()).of(info.name)
                        .wanted("at most " + std::to_string(mostChannels)).got(std::to_string(channels)));
    const bool complex = dtypeClass(info.dtype) == DTypeClass::Complex;
    const std::uint64_t inner = static_cast<std::uint64_t>(std::max<std::int64_t>(1, info.shape.contiguousStrides()[at]));
    const std::size_t itemBytes = itemSizeBytes(info.dtype), parts = complex ? 2 : 1;
    std::vector<double> squares(channels), values;
    std::vector<Fingerprint> prints(channels);
    auto walked = forEachWindow(model, tensor, WindowOrder::COrder, progress, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        const std::size_t count = bytes.size() / itemBytes;
        values.resize(count * parts);
        convertElements(info.dtype, bytes, complex ? DType::Complex128 : DType::Float64, std::as_writable_bytes(std::span(values)));
        std::uint64_t within = first % inner, channel = first / inner % channels;
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t k = i * parts; k < (i + 1) * parts; ++k) {
                if (std::isfinite(values[k]))
                    squares[channel] += values[k] * values[k];
                prints[channel].add(values[k]);
            }
            if (++within == inner) {
                within = 0;
                if (++channel == channels)
                    channel = 0;
            }
        }
    }, std::uint64_t{1} << 20);
    if (!walked)
        return fail(std::move(walked.error()));

    ChannelSummary summary;
    summary.norms.resize(channels);
    std::ranges::transform(squares, summary.norms.begin(), [](double s) { return std::sqrt(s); });
    std::vector<double> sorted = summary.norms;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    if (!sorted.empty())
        std::nth_element(sorted.begin(), middle, sorted.end());
    const double floor = sorted.empty() ? 0 : *middle * deadShare;
    summary.dead.resize(channels);
    summary.duplicateOf.assign(channels, -1);
    std::map<Fingerprint, std::int64_t> firsts;
    for (std::size_t c = 0; c < channels; ++c) {
        summary.dead[c] = summary.norms[c] <= floor;
        summary.deadCount += summary.dead[c];
        const auto [it, isNew] = firsts.try_emplace(prints[c], static_cast<std::int64_t>(c));
        if (!isNew && !summary.dead[c]) {
            summary.duplicateOf[c] = it->second;
            ++summary.duplicateCount;
        }
    }
    return summary;
}

} // namespace tensorgraft
