#include "model_io/codecs/hash.h"

#include <algorithm>
#include <isa-l/crc.h>
#include <openssl/evp.h>
#include <xxhash.h>

namespace tensorgraft {
namespace {

std::string hexText(std::span<const unsigned char> bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char b : bytes) {
        text += digits[b >> 4];
        text += digits[b & 15];
    }
    return text;
}

} // namespace

struct FastHash::State {
    XXH3_state_t* xxh = XXH3_createState();
    State() { XXH3_128bits_reset(xxh); }
    ~State() { XXH3_freeState(xxh); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

FastHash::FastHash() : m_state(std::make_unique<State>()) {}
FastHash::~FastHash() = default;
FastHash::FastHash(FastHash&&) noexcept = default;
FastHash& FastHash::operator=(FastHash&&) noexcept = default;

void FastHash::update(std::span<const std::byte> bytes)
{
    if (!bytes.empty())
        XXH3_128bits_update(m_state->xxh, bytes.data(), bytes.size());
}

std::string FastHash::hex() const
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state->xxh));
    return hexText(canonical.digest);
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) { EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size()); }

std::string Sha256::hex()
{
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(m_state->context, digest.data(), nullptr);
    return hexText(digest);
}

std::uint32_t crc32(std::uint32_t crc, std::span<const std::byte> bytes)
{
    return crc32_gzip_refl(crc, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::uint32_t crc32c(std::uint32_t crc, std::span<const std::byte> bytes)
{
    constexpr std::size_t step = std::size_t{1} << 30; // crc32_iscsi takes an int
    std::uint32_t state = ~crc;
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(step, bytes.size()));
        // The function reads only; its parameter lacks the const.
        auto* const data = const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(part.data()));
        state = crc32_iscsi(data, static_cast<int>(part.size()), state);
        bytes = bytes.subspan(part.size());
    }
    return ~state;
}

} // namespace tensorgraft
