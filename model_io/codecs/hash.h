#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace tensorgraft {

/// XXH3, 128 bits: proof of what was written. Not cryptographic.
class FastHash {
public:
    FastHash();
    ~FastHash();
    FastHash(FastHash&&) noexcept;
    FastHash& operator=(FastHash&&) noexcept;
    void update(std::span<const std::byte> bytes);
    /// 32 hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// SHA-256 (FIPS 180-4), for contracts with other programs (`inspect --hash`).
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::span<const std::byte> bytes);
    /// 64 hexadecimal digits. Ends the computation: no update() after it.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// CRC-32 of zip and gzip (ISO 3309) continued from `crc` (0 at the start).
[[nodiscard]] std::uint32_t crc32(std::uint32_t crc, std::span<const std::byte> bytes);
/// CRC-32C (Castagnoli), as TensorFlow and LevelDB use it, unmasked.
[[nodiscard]] std::uint32_t crc32c(std::uint32_t crc, std::span<const std::byte> bytes);
/// How LevelDB and TensorFlow store a CRC-32C: rotated and shifted by a constant, so that the checksum of bytes that
/// hold checksums stays useful (google/leveldb, util/crc32c.h).
[[nodiscard]] constexpr std::uint32_t maskCrc32c(std::uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8U; }
[[nodiscard]] constexpr std::uint32_t unmaskCrc32c(std::uint32_t masked)
{
    const std::uint32_t rotated = masked - 0xA282EAD8U;
    return rotated >> 17 | rotated << 15;
}

} // namespace tensorgraft
