#include "model_io/codecs/inflate_source.h"

#include "model_io/codecs/hash.h"

#include <algorithm>
#include <isa-l/igzip_lib.h>

namespace tensorgraft {
namespace {

constexpr std::size_t windowBytes = 65536;
constexpr std::size_t maxIdleReaders = 4;
constexpr std::size_t maxStep = std::size_t{1} << 30; ///< ISA-L counts in 32 bits

} // namespace

/// One position in the stream. Every decoded byte passes through it in order, so the CRC is always that of a whole.
class InflateSource::Reader {
public:
    explicit Reader(const InflateSource& owner) : m_owner(owner), m_input(windowBytes) { isal_inflate_init(&m_state); }

    [[nodiscard]] std::uint64_t position() const { return m_position; }

    Result<void> read(std::span<std::byte> out)
    {
        while (!out.empty()) {
            auto count = decode(out.first(std::min(out.size(), maxStep)));
            if (!count)
                return tl::unexpected(std::move(count.error()));
            if (*count == 0)
                return m_owner.damaged("the compressed data ends before its declared size");
            m_crc = crc32(m_crc, out.first(*count));
            m_position += *count;
            out = out.subspan(*count);
        }
        return m_position == m_owner.m_size ? checkEnd() : Result<void>();
    }

    Result<void> skipTo(std::uint64_t offset)
    {
        std::vector<std::byte> scratch(windowBytes);
        while (m_position < offset) {
            const auto part = std::min<std::uint64_t>(scratch.size(), offset - m_position);
            if (auto ok = read(std::span(scratch).first(static_cast<std::size_t>(part))); !ok)
                return ok;
        }
        return {};
    }

    Result<void> checkEnd()
    {
        std::byte extra[1];
        auto count = decode(extra);
        if (!count)
            return tl::unexpected(std::move(count.error()));
        if (*count != 0)
            return m_owner.damaged("the compressed data is longer than its declared size");
        if (m_state.block_state != ISAL_BLOCK_FINISH)
            return m_owner.damaged("the compressed data does not end");
        if (m_crc != m_owner.m_crc)
            return m_owner.damaged("the checksum (CRC-32) does not match");
        return {};
    }

private:
    /// Decodes into `out`; 0 at the end of the stream or of the input.
    Result<std::size_t> decode(std::span<std::byte> out)
    {
        m_state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
        m_state.avail_out = static_cast<std::uint32_t>(out.size());
        while (m_state.avail_out > 0 && m_state.block_state != ISAL_BLOCK_FINISH) {
            if (m_state.avail_in == 0 && m_consumed < m_owner.m_compressed->sizeBytes()) {
                const auto part = static_cast<std::size_t>(
                    std::min<std::uint64_t>(windowBytes, m_owner.m_compressed->sizeBytes() - m_consumed));
                if (auto ok = m_owner.m_compressed->readAt(m_consumed, std::span(m_input).first(part)); !ok)
                    return tl::unexpected(std::move(ok.error()));
                m_consumed += part;
                m_state.next_in = reinterpret_cast<std::uint8_t*>(m_input.data());
                m_state.avail_in = static_cast<std::uint32_t>(part);
            }
            const std::uint32_t inBefore = m_state.avail_in, outBefore = m_state.avail_out;
            const int status = isal_inflate(&m_state);
            if (status != ISAL_DECOMP_OK && status != ISAL_END_INPUT)
                return m_owner.damaged("the compressed data is damaged");
            if (m_state.avail_in == inBefore && m_state.avail_out == outBefore &&
                (m_state.avail_in > 0 || m_consumed == m_owner.m_compressed->sizeBytes()))
                break;
        }
        return out.size() - m_state.avail_out;
    }

    const InflateSource& m_owner;
    std::vector<std::byte> m_input;
    std::uint64_t m_consumed = 0; ///< compressed bytes handed to the decoder
    std::uint64_t m_position = 0;
    std::uint32_t m_crc = 0;
    inflate_state m_state;
};

InflateSource::InflateSource(std::shared_ptr<const ByteSource> compressed, std::uint64_t size, std::uint32_t crc,
                             std::filesystem::path path, std::uint64_t place, std::string name)
    : m_compressed(std::move(compressed)), m_size(size), m_crc(crc), m_path(std::move(path)), m_place(place),
      m_name(std::move(name))
{
}

InflateSource::~InflateSource() = default;

Failure InflateSource::damaged(std::string message) const
{
    return fail(makeError(ErrorCode::Corrupt, "'" + m_name + "': " + std::move(message))
                    .at(m_path)
                    .at(m_place)
                    .advise("The file is damaged; copy or download it again."));
}

std::unique_ptr<InflateSource::Reader> InflateSource::takeReader(std::uint64_t offset) const
{
    const std::scoped_lock lock(m_mutex);
    auto best = m_idle.end();
    for (auto it = m_idle.begin(); it != m_idle.end(); ++it)
        if ((*it)->position() <= offset && (best == m_idle.end() || (*it)->position() > (*best)->position()))
            best = it;
    if (best == m_idle.end())
        return nullptr;
    auto reader = std::move(*best);
    m_idle.erase(best);
    return reader;
}

Result<void> InflateSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return damaged("a read passes the end");
    if (out.empty() && m_size != 0)
        return {};
    auto reader = takeReader(offset);
    if (!reader)
        reader = std::make_unique<Reader>(*this);
    if (m_size == 0)
        return reader->checkEnd();
    if (auto ok = reader->skipTo(offset); !ok)
        return ok;
    if (auto ok = reader->read(out); !ok)
        return ok;
    const std::scoped_lock lock(m_mutex);
    if (m_idle.size() >= maxIdleReaders)
        m_idle.erase(m_idle.begin());
    m_idle.push_back(std::move(reader));
    return {};
}

} // namespace tensorgraft
