#pragma once

#include "model_io/core/model_file.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::learning {

using ModelPtr = std::shared_ptr<const ModelFile>;

/// What a transform makes of the sources, compared with the target's own values.
struct Proof {
    bool equal = false;   ///< as values (NaN equals NaN)
    double maxError = 0;  ///< largest absolute difference
    double relative = 0;  ///< that, by the largest magnitude of the target
};

/// Executes `steps` on tensors of `source` and compares every element with tensor `target` of `example`. nullopt where the
/// steps do not fit or an error is larger than `tolerance` times the target's largest magnitude `absMax` (0: equal values
/// only). Stops at the first window that fails. Errors: reading; Cancelled when `stop` is set.
[[nodiscard]] Result<std::optional<Proof>> prove(const ModelPtr& source, const std::vector<std::size_t>& sources, const std::string& steps,
                                                 const ModelFile& example, std::size_t target, double tolerance, double absMax,
                                                 std::uint64_t windowBytes, const std::atomic<bool>* stop = nullptr);

/// A value that steps make, in memory.
struct DerivedValue {
    DType dtype = DType::Float32;
    Shape shape;
    std::vector<std::byte> bytes;
};
/// nullopt where the steps do not fit or the value is larger than `limitBytes`. Errors: reading.
[[nodiscard]] Result<std::optional<DerivedValue>> derive(const ModelPtr& model, const std::vector<std::size_t>& sources, const std::string& steps,
                                                         std::uint64_t limitBytes = std::uint64_t{256} << 20);

} // namespace tensorgraft::learning
