#include "app/cli/tensor_hash.h"

#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/hash.h"

namespace tensorgraft::cli {

Result<std::string> tensorSha256(const ModelFile& model, std::size_t tensor, const ProgressFn& progress)
{
    Sha256 hash;
    auto walked = forEachWindow(model, tensor, WindowOrder::COrder, progress,
                                [&](std::span<const std::byte> bytes, std::uint64_t) { hash.update(bytes); });
    if (!walked)
        return fail(std::move(walked.error()));
    return hash.hex();
}

} // namespace tensorgraft::cli
