#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/transform.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// One transformed value in windows: C-order little-endian elements of `resolved.output`.
/// The executor pulls windows from it; previews evaluate it whole.
class TransformStream {
public:
    /// `sources`: tensors of `model`, one for each input of `resolved`. `seedName`: the target's name (fills use it).
    /// Memory: O(window); a reshape of something permuted that cannot be a view spills to an unlinked temporary file
    /// beyond `windowBytes`. Errors: those of reading.
    [[nodiscard]] static Result<std::unique_ptr<TransformStream>> make(std::shared_ptr<const ModelFile> model,
                                                                       std::vector<std::size_t> sources,
                                                                       const ResolvedTransform& resolved,
                                                                       std::string seedName, std::uint64_t windowBytes);
    virtual ~TransformStream() = default;
    /// Elements [firstElement, firstElement + out.size()/itemSize) of the output. Any order; ascending is fastest.
    [[nodiscard]] virtual Result<void> read(std::uint64_t firstElement, std::span<std::byte> out) = 0;

protected:
    TransformStream() = default;
};

/// The whole transformed value in memory, for previews and comparisons. Unsupported beyond `limitBytes`.
[[nodiscard]] Result<std::vector<std::byte>> evaluate(std::shared_ptr<const ModelFile> model, std::vector<std::size_t> sources,
                                                      const ResolvedTransform& resolved, std::string seedName,
                                                      std::uint64_t limitBytes = std::uint64_t{1} << 30);

} // namespace tensorgraft
