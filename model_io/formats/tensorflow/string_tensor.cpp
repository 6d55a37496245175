#include "model_io/formats/tensorflow/string_tensor.h"

#include "model_io/codecs/hash.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/tensorflow/checked_runs.h"

#include <array>

namespace tensorgraft::tf {

Result<StringTensor> parseStringTensor(std::span<const std::byte> stored, std::uint64_t elementCount, std::uint32_t crc)
{
    constexpr const char* hint = "The data file is damaged; copy or download the checkpoint again";
    StringTensor result;
    std::size_t at = 0;
    std::uint32_t actual = 0;
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < elementCount; ++i) {
        const auto length = readVarint(stored, at);
        if (!length || *length > stored.size() - total)
            return fail(makeError(ErrorCode::Corrupt, "the length of a text cannot be read or passes the end")
                            .wanted("at most " + std::to_string(stored.size()) + " bytes of text")
                            .got(length ? std::to_string(*length) + " more" : "a number that does not end").advise(hint));
        total += *length;
        result.lengths.push_back(*length);
        std::array<std::byte, 8> number{};
        const std::size_t width = *length <= UINT32_MAX ? 4 : 8;
        storeLittle(number, 0, width, *length);
        actual = crc32c(actual, std::span(number).first(width));
    }
    if (stored.size() - at < 4 || stored.size() - at - 4 != total)
        return fail(makeError(ErrorCode::Corrupt, "the texts do not fill their place")
                        .wanted(std::to_string(total) + " bytes and a checksum").got(std::to_string(stored.size() - at) + " bytes").advise(hint));
    const auto lengthsCrc = unmaskCrc32c(static_cast<std::uint32_t>(loadLittle(stored, at, 4)));
    if (lengthsCrc != actual)
        return fail(makeError(ErrorCode::Corrupt, "the checksum of the texts' lengths is wrong")
                        .wanted("CRC-32C " + crcText(lengthsCrc)).got(crcText(actual)).advise(hint));
    actual = crc32c(actual, stored.subspan(at));
    if (actual != crc)
        return fail(makeError(ErrorCode::Corrupt, "the checksum of the texts is wrong")
                        .wanted("CRC-32C " + crcText(crc)).got(crcText(actual)).advise(hint));
    result.textOffset = at + 4;
    return result;
}

} // namespace tensorgraft::tf
