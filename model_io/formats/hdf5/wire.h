#pragma once

#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::hdf5 {

struct Toc;

/// Appends plain values to a buffer: what the two sides of the helper's socket send each other. Both are the same
/// build on the same machine, so numbers keep the machine's order.
class WireWriter {
public:
    void u8(std::uint8_t v) { raw(&v, sizeof v); }
    void u32(std::uint32_t v) { raw(&v, sizeof v); }
    void u64(std::uint64_t v) { raw(&v, sizeof v); }
    void text(std::string_view v)
    {
        u64(v.size());
        raw(v.data(), v.size());
    }
    void bytes(std::span<const std::byte> v)
    {
        u64(v.size());
        raw(v.data(), v.size());
    }
    [[nodiscard]] std::vector<std::byte>& buffer() { return m_buffer; }

private:
    void raw(const void* data, std::size_t size)
    {
        const auto* p = static_cast<const std::byte*>(data);
        m_buffer.insert(m_buffer.end(), p, p + size);
    }
    std::vector<std::byte> m_buffer;
};

/// The inverse. Never reads past the end: after the first shortage every value is empty and ok() is false.
class WireReader {
public:
    explicit WireReader(std::span<const std::byte> bytes) : m_rest(bytes) {}
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::uint8_t u8() { return number<std::uint8_t>(); }
    [[nodiscard]] std::uint32_t u32() { return number<std::uint32_t>(); }
    [[nodiscard]] std::uint64_t u64() { return number<std::uint64_t>(); }
    [[nodiscard]] std::string text()
    {
        const auto b = bytes();
        return {reinterpret_cast<const char*>(b.data()), b.size()};
    }
    [[nodiscard]] std::span<const std::byte> bytes()
    {
        const std::uint64_t n = u64();
        if (n > m_rest.size()) {
            fail();
            return {};
        }
        const auto b = m_rest.first(n);
        m_rest = m_rest.subspan(n);
        return b;
    }
    /// A count of things of at least `bytesEach` bytes each that follow.
    [[nodiscard]] std::size_t count(std::size_t bytesEach)
    {
        const std::uint64_t n = u64();
        if (n > m_rest.size() / bytesEach) {
            fail();
            return 0;
        }
        return n;
    }
    void fail()
    {
        m_ok = false;
        m_rest = {};
    }
    [[nodiscard]] std::span<const std::byte> rest() const { return m_rest; }

private:
    template <typename T>
    T number()
    {
        T v{};
        if (m_rest.size() < sizeof v) {
            fail();
            return v;
        }
        std::memcpy(&v, m_rest.data(), sizeof v);
        m_rest = m_rest.subspan(sizeof v);
        return v;
    }
    std::span<const std::byte> m_rest;
    bool m_ok = true;
};

void put(WireWriter& out, const Metadata& value);
[[nodiscard]] Metadata getMetadata(WireReader& in, int depth = 0);
void put(WireWriter& out, const Toc& toc);
/// Leaves early where `progress` is stopped.
[[nodiscard]] Toc getToc(WireReader& in, const OpenProgress& progress = {});

} // namespace tensorgraft::hdf5
