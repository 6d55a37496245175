#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::safetensors {

/// Largest JSON header that the reference implementation (huggingface/safetensors) accepts.
constexpr std::uint64_t maxHeaderBytes = 100'000'000;

/// One tensor as the header has it. `begin` and `end` count from the first byte after the header.
struct Entry {
    std::string name;
    std::string tag;            ///< "F32", "BF16", "F8_E4M3", ...
    std::optional<DType> dtype; ///< nullopt: a type that this program does not compute with ("F4", "F8_E8M0")
    Shape shape;
    std::uint64_t begin = 0, end = 0;
};

struct Header {
    std::vector<Entry> entries;       ///< in the order of the JSON text
    std::vector<std::size_t> order;   ///< indices into `entries` by ascending offset
    std::optional<Metadata> metadata; ///< `__metadata__`: a map, null, or absent
    std::size_t metadataPosition = 0; ///< how many tensors stand before `__metadata__` in the text
    std::uint64_t dataOffset = 0;     ///< of the first byte after the header, in the file
    std::uint64_t dataBytes = 0;
};

[[nodiscard]] std::optional<DType> dtypeOfTag(std::string_view tag);
/// "" where safetensors has no such type.
[[nodiscard]] std::string_view tagOfDtype(DType type);

/// Reads and checks the header: size, JSON, unique names, offsets that fill the data without holes and overlaps.
/// Errors: Corrupt, Io, Cancelled. Reads 8 bytes and the header, nothing else.
[[nodiscard]] Result<Header> readHeader(const ByteSource& source, const std::filesystem::path& path, const OpenProgress& progress = {});

/// The length, the JSON text in the order of `header.entries`, and spaces up to a multiple of 8 bytes.
/// Errors: Unsupported (a name that is not UTF-8, a header beyond maxHeaderBytes).
[[nodiscard]] Result<std::string> composeHeader(const Header& header);

} // namespace tensorgraft::safetensors
