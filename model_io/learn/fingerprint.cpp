#include "model_io/learn/fingerprint.h"

#include "model_io/learn/slice_sums.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <tbb/parallel_for.h>

namespace tensorgraft::learning {
namespace {

constexpr std::uint64_t chunkBytes = std::uint64_t{8} << 20;
constexpr std::size_t stripElements = 4096; ///< mixed at a time: they stay in the first-level cache

/// Statistics of two parts as those of the whole (Chan, Golub, LeVeque 1979).
Statistics merged(const Statistics& a, const Statistics& b)
{
    const auto finite = [](const Statistics& s) { return static_cast<double>(s.count - s.nans - s.infs); };
    if (a.count == 0)
        return b;
    if (b.count == 0)
        return a;
    Statistics s = finite(a) == 0 ? b : a;
    if (finite(a) > 0 && finite(b) > 0) {
        const double na = finite(a), nb = finite(b), delta = b.mean - a.mean;
        s.min = std::min(a.min, b.min);
        s.max = std::max(a.max, b.max);
        s.mean = a.mean + delta * (nb / (na + nb));
        s.std = std::sqrt((a.std * a.std * na + b.std * b.std * nb + delta * delta * (na * nb / (na + nb))) / (na + nb));
        s.l2 = std::hypot(a.l2, b.l2);
        s.absMax = std::max(a.absMax, b.absMax);
    }
    s.count = a.count + b.count;
    s.zeros = a.zeros + b.zeros;
    s.nans = a.nans + b.nans;
    s.infs = a.infs + b.infs;
    return s;
}

/// A run of a tensor's elements.
struct Chunk {
    std::size_t tensor = 0;
    std::uint64_t first = 0, count = 0;
};

void addTo(Fingerprint& print, DType type, const Shape& shape, std::span<const std::byte> bytes, std::uint64_t first, Rounding rounding,
           std::mutex* mutex)
{
    const std::size_t itemBytes = itemSizeBytes(type);
    const std::size_t count = bytes.size() / itemBytes;
    SliceSums sums(shape);
    std::uint32_t usedBits = 0;
    std::uint64_t mixed[stripElements];
    for (std::size_t done = 0; done < count; done += stripElements) {
        const std::size_t n = std::min(stripElements, count - done);
        mixElements(type, bytes.subspan(done * itemBytes, n * itemBytes), rounding, std::span(mixed, n), usedBits);
        sums.add(first + done, std::span(mixed, n));
    }
    Statistics moments;
    if (!rounding)
        moments = statistics(type, bytes);
    std::unique_lock<std::mutex> lock;
    if (mutex)
        lock = std::unique_lock(*mutex);
    sums.mergeInto(print);
    print.usedBits |= usedBits;
    print.count += count;
    print.usable = true;
    print.moments = merged(print.moments, moments);
}

/// Reads chunk after chunk; one for all threads.
class Reader {
public:
    Reader(const ModelFile& model, ModelPrints& out, const BytesDone& done) : m_model(model), m_out(out), m_done(done) {}

    void work(const Chunk& chunk)
    {
        if (m_stop.load(std::memory_order_relaxed))
            return;
        const TensorInfo& info = m_model.tensors()[chunk.tensor];
        const std::size_t itemBytes = itemSizeBytes(info.dtype);
        const std::uint64_t bytes = chunk.count * itemBytes;
        auto mapped = m_model.map(chunk.tensor);
        if (!mapped)
            return stop(std::move(mapped.error()));
        const bool useMap = *mapped && (*mapped)->contiguous && (*mapped)->bytes.size() >= (chunk.first + chunk.count) * itemBytes;
        std::vector<std::byte> buffer;
        std::span<const std::byte> values;
        if (useMap) {
            values = (*mapped)->bytes.subspan(static_cast<std::size_t>(chunk.first * itemBytes), static_cast<std::size_t>(bytes));
        } else {
            buffer.resize(static_cast<std::size_t>(bytes));
            if (auto ok = m_model.read(chunk.tensor, chunk.first, buffer); !ok)
                return stop(std::move(ok.error()));
            values = buffer;
        }
        for (std::size_t r = 0; r < m_out.roundings.size(); ++r)
            if (wanted(info.dtype, m_out.roundings[r]))
                addTo(m_out.prints[r][chunk.tensor], info.dtype, info.shape, values, chunk.first, m_out.roundings[r],
                      &m_mutexes[chunk.tensor % m_mutexes.size()]);
        if (useMap && (*mapped)->guard) {
            if (auto ok = (*mapped)->guard->check(); !ok)
                return stop(std::move(ok.error()));
            (*mapped)->guard->release(values);
        }
        const std::lock_guard lock(m_mutex);
        m_bytes += bytes;
        if (m_done && !m_done(m_bytes) && !m_error) {
            m_error = makeError(ErrorCode::Cancelled, "cancelled");
            m_stop = true;
        }
    }

    std::optional<Error> error() { return std::move(m_error); }

    static bool wanted(DType type, Rounding rounding)
    {
        return !rounding || ((isFloating(type) || isInteger(type)) && !castIsExact(type, *rounding));
    }

private:
    void stop(Error error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = std::move(error);
        m_stop = true;
    }

    const ModelFile& m_model;
    ModelPrints& m_out;
    const BytesDone& m_done;
    std::array<std::mutex, 64> m_mutexes;
    std::mutex m_mutex; ///< of what follows
    std::uint64_t m_bytes = 0;
    std::optional<Error> m_error;
    std::atomic<bool> m_stop = false;
};

} // namespace

Fingerprint fingerprint(DType type, const Shape& shape, std::span<const std::byte> bytes, Rounding rounding)
{
    Fingerprint print;
    if (isPlain(type) && !bytes.empty())
        addTo(print, type, shape, bytes, 0, rounding, nullptr);
    return print;
}

Result<ModelPrints> fingerprintModel(const ModelFile& model, std::vector<DType> roundings, const BytesDone& done)
{
    ModelPrints out;
    out.roundings.emplace_back();
    for (const DType type : roundings)
        out.roundings.emplace_back(type);
    out.prints.assign(out.roundings.size(), std::vector<Fingerprint>(model.tensors().size()));

    std::vector<Chunk> chunks;
    for (std::size_t t = 0; t < model.tensors().size(); ++t) {
        const TensorInfo& info = model.tensors()[t];
        if (!isPlain(info.dtype))
            continue;
        const std::uint64_t step = chunkBytes / itemSizeBytes(info.dtype);
        const std::uint64_t count = info.elementCount();
        for (std::uint64_t first = 0; first < count; first += step)
            chunks.push_back({t, first, std::min(step, count - first)});
    }
    Reader reader(model, out, done);
    tbb::parallel_for(std::size_t{0}, chunks.size(), [&](std::size_t i) { reader.work(chunks[i]); });
    if (auto error = reader.error())
        return fail(std::move(*error));
    return out;
}

} // namespace tensorgraft::learning
