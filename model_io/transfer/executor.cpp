#include "model_io/transfer/executor.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/hash.h"
#include "model_io/transfer/expression.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>

namespace tensorgraft {
namespace {

/// Buffers in flight: one is read into, one is written, one waits.
constexpr std::size_t bufferCount = 3;
constexpr std::uint64_t largestBuffer = std::uint64_t{32} << 20;
/// From this size on a raw value is copied by the kernel; smaller ones are not worth the detour.
constexpr std::uint64_t kernelCopyBytes = std::uint64_t{1} << 20;
/// Beyond this size one copy would take so long that progress and cancel stood still: such values are streamed.
constexpr std::uint64_t largestKernelCopy = std::uint64_t{512} << 20;

struct Piece {
    std::size_t slot = 0;
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
};

/// The second thread: hashes pieces and hands them to the writer, in order.
class WriterThread {
public:
    WriterThread(ModelWriter& writer, std::vector<FastHash>& hashes)
        : m_writer(writer), m_hashes(hashes), m_free(bufferCount), m_thread([this] { work(); })
    {
    }
    ~WriterThread()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_end = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    /// An empty buffer; waits for one. nullopt where writing has failed.
    std::optional<std::vector<std::byte>> buffer()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_free.empty() || m_error; });
        if (m_error)
            return std::nullopt;
        std::vector<std::byte> b = std::move(m_free.back());
        m_free.pop_back();
        return b;
    }
    void push(Piece piece)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_queue.push_back(std::move(piece));
        }
        m_changed.notify_all();
    }
    /// Waits until everything pushed is written; then this thread may use the writer.
    Result<void> drain()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_error || m_free.size() == bufferCount; });
        if (m_error)
            return fail(*m_error);
        return {};
    }

private:
    void work()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_end || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            Piece piece = std::move(m_queue.front());
            m_queue.pop_front();
            if (!m_error) {
                lock.unlock();
                m_hashes[piece.slot].update(piece.bytes);
                auto written = m_writer.write(piece.slot, piece.offset, piece.bytes);
                lock.lock();
                if (!written)
                    m_error = std::move(written.error());
            }
            m_free.push_back(std::move(piece.bytes));
            m_changed.notify_all();
        }
    }

    ModelWriter& m_writer;
    std::vector<FastHash>& m_hashes;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::vector<std::byte>> m_free;
    std::deque<Piece> m_queue;
    std::optional<Error> m_error;
    bool m_end = false;
    std::thread m_thread; ///< last: starts when the rest is there
};

/// Hashes raw bytes of a file. Holes are zeros by definition and are not read.
Result<void> hashExtent(const FileExtent& extent, FastHash& hash, const ProgressFn& progress)
{
    auto file = FileSource::open(extent.file);
    if (!file)
        return fail(std::move(file.error()));
    constexpr std::uint64_t step = std::uint64_t{16} << 20;
    static const std::vector<std::byte> zeros(std::size_t{1} << 20);
    const std::uint64_t end = extent.offset + extent.lengthBytes;
    for (std::uint64_t at = extent.offset; at < end;) {
        if (!reportProgress(progress, at - extent.offset, extent.lengthBytes))
            return cancelled();
        const off_t data = ::lseek((*file)->descriptor(), static_cast<off_t>(at), SEEK_DATA);
        const std::uint64_t dataAt = data < 0 ? (errno == ENXIO ? (*file)->sizeBytes() : at) : static_cast<std::uint64_t>(data);
        if (dataAt > at) {
            const std::uint64_t holeEnd = std::min({dataAt, end, at + step});
            if (!inside(at, holeEnd - at, (*file)->sizeBytes()))
                return fail(makeError(ErrorCode::Io, "the file became shorter while it was being read").at(extent.file).at(at));
            while (at < holeEnd) {
                const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(zeros.size(), holeEnd - at));
                hash.update(std::span(zeros).first(n));
                at += n;
            }
            continue;
        }
        const std::uint64_t n = std::min(step, end - at);
        auto mapped = (*file)->mapAt(at, n);
        if (!mapped)
            return fail(std::move(mapped.error()));
        if (*mapped) {
            hash.update((*mapped)->bytes);
            (*mapped)->guard->release((*mapped)->bytes);
            if (auto r = (*mapped)->guard->check(); !r)
                return r;
        } else {
            std::vector<std::byte> buffer(n);
            if (auto r = (*file)->readAt(at, buffer); !r)
                return r;
            hash.update(buffer);
        }
        at += n;
    }
    return {};
}

std::size_t bufferBytes(std::uint64_t windowBytes, std::size_t itemSize)
{
    const std::uint64_t bytes = std::clamp(windowBytes / (2 * bufferCount), std::uint64_t{64} << 10, largestBuffer);
    return static_cast<std::size_t>(bytes / itemSize * itemSize);
}

std::optional<FileExtent> rawExtent(const SlotJob& job)
{
    if (!job.resolved.isIdentity() || job.sources.size() != 1)
        return std::nullopt;
    auto extent = job.model->extent(job.sources[0]);
    if (extent && (extent->lengthBytes < kernelCopyBytes || extent->lengthBytes > largestKernelCopy))
        return std::nullopt;
    return extent;
}

} // namespace

Result<std::vector<std::string>> writeSlots(ModelWriter& writer, const std::vector<SlotJob>& jobs, std::uint64_t windowBytes,
                                            const ProgressFn& progress)
{
    std::uint64_t total = 0, done = 0;
    const auto sizeOf = [](const SlotJob& job) { return job.resolved.output.shape.elementCount() * itemSizeBytes(job.resolved.output.dtype); };
    for (const SlotJob& job : jobs)
        total += sizeOf(job);

    std::vector<FastHash> hashes(jobs.size());
    {
        WriterThread thread(writer, hashes);
        for (const std::size_t slot : writer.preferredOrder()) {
            const SlotJob& job = jobs[slot];
            const auto named = [&](Error error) {
                if (error.tensor.empty())
                    error.tensor = job.name;
                return fail(std::move(error));
            };
            if (!reportProgress(progress, done, total))
                return cancelled();

            if (const auto extent = rawExtent(job)) {
                if (auto r = thread.drain(); !r)
                    return fail(std::move(r.error()));
                const auto copied = writer.copyExtent(slot, *extent);
                if (!copied)
                    return named(copied.error());
                if (*copied) {
                    if (auto r = hashExtent(*extent, hashes[slot], [&](std::uint64_t part, std::uint64_t) {
                            return reportProgress(progress, done + part, total);
                        });
                        !r)
                        return named(std::move(r.error()));
                    done += extent->lengthBytes;
                    continue;
                }
            }

            ExpressionContext context{job.model, job.name, job.outputFirst, windowBytes / (2 * std::max<std::size_t>(job.sources.size(), 1))};
            auto value = buildExpression(context, job.sources, job.resolved);
            if (!value)
                return named(std::move(value.error()));
            const std::uint64_t size = sizeOf(job);
            const std::size_t item = (*value)->itemSize();
            const std::size_t step = bufferBytes(windowBytes, item);
            for (std::uint64_t at = 0; at < size;) {
                if (!reportProgress(progress, done + at, total))
                    return cancelled();
                auto buffer = thread.buffer();
                if (!buffer)
                    return fail(std::move(thread.drain().error()));
                buffer->resize(static_cast<std::size_t>(std::min<std::uint64_t>(step, size - at)));
                if (auto r = (*value)->read(at / item, *buffer); !r)
                    return named(std::move(r.error()));
                const std::size_t length = buffer->size();
                thread.push({slot, at, std::move(*buffer)});
                at += length;
            }
            done += size;
        }
        if (auto r = thread.drain(); !r)
            return fail(std::move(r.error()));
    }
    if (!reportProgress(progress, total, total))
        return cancelled();
    std::vector<std::string> result;
    result.reserve(hashes.size());
    for (const FastHash& h : hashes)
        result.push_back(h.hex());
    return result;
}

Result<std::string> hashTensor(const ModelFile& model, std::size_t tensor, std::uint64_t windowBytes, const ProgressFn& progress)
{
    FastHash hash;
    if (const auto extent = model.extent(tensor)) {
        if (auto r = hashExtent(*extent, hash, progress); !r)
            return fail(std::move(r.error()));
        return hash.hex();
    }
    const TensorInfo& info = model.tensors()[tensor];
    const std::size_t item = std::max<std::size_t>(itemSizeBytes(info.dtype), 1);
    std::vector<std::byte> buffer(std::min<std::uint64_t>(bufferBytes(windowBytes, item), info.sizeBytes));
    for (std::uint64_t at = 0; at < info.sizeBytes;) {
        if (!reportProgress(progress, at, info.sizeBytes))
            return cancelled();
        const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), info.sizeBytes - at)));
        if (auto r = model.read(tensor, at / item, part); !r)
            return fail(std::move(r.error()));
        hash.update(part);
        at += part.size();
    }
    return hash.hex();
}

} // namespace tensorgraft
