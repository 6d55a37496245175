#pragma once

#include "model_io/core/model_writer.h"
#include "model_io/formats/numpy/array_sink.h"
#include "model_io/formats/numpy/npy_part.h"

#include <variant>

namespace tensorgraft::numpy {

/// What a new .npy stream is put together from, front to back.
struct KeptRange {
    std::uint64_t offset = 0, length = 0; ///< of the old stream
};
struct NewBytes {
    std::vector<std::byte> bytes;
};
struct SlotPiece {
    std::size_t slot = 0;
    StoredAs stored;
};
using Piece = std::variant<KeptRange, NewBytes, SlotPiece>;

/// Bytes of the pieces; nullopt where a slot's stored length is known only once it is written.
[[nodiscard]] std::optional<std::uint64_t> totalBytes(const std::vector<Piece>& pieces);

/// One tensor of a part that is to get a new value.
struct Replacement {
    std::size_t array = 0; ///< index within the part
    std::size_t slot = 0;
    TensorToWrite tensor;
};
/// The pieces of `part` with some values replaced. Where type and shape stay and the bytes are stored raw, only they
/// change; else the header or the opcodes of that array are written anew and everything else is kept verbatim.
/// Errors: Unsupported (a type that NumPy lacks, a shared array, sizes beyond the protocol), Corrupt.
[[nodiscard]] Result<std::vector<Piece>> planPart(const NpyPart& part, std::span<const Replacement> replaced,
                                                  const std::filesystem::path& path);
/// The pieces of a new plain array.
[[nodiscard]] Result<std::vector<Piece>> planArray(const TensorToWrite& tensor, std::size_t slot);
/// The pieces of a new pickled dictionary {layer: {name: array}}; names without '/' become keys of the dictionary
/// itself. Layers stand together in the order in which they first appear.
[[nodiscard]] Result<std::vector<Piece>> planDictionary(std::span<const TensorToWrite> tensors);

} // namespace tensorgraft::numpy
