#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

/// vLLM's WeightsMapper(orig_to_new_regex, orig_to_new_substr, orig_to_new_prefix, orig_to_new_suffix): regular
/// expressions, then the first occurrence of each part, then beginnings, then ends; None drops the tensor.
[[nodiscard]] Result<void> importWeightsMapper(ImportJob& job);
[[nodiscard]] Result<std::string> exportWeightsMapper(ExportJob& job);

/// torchtune's {"layers.{}.attention.wq.weight": "layers.{}.attn.q_proj.weight"}: the number of the layer goes where
/// `{}` stands; None drops the tensor; a name that no key gives is an error there.
[[nodiscard]] Result<void> importTemplates(ImportJob& job);
[[nodiscard]] Result<std::string> exportTemplates(ExportJob& job);

/// Orbax transformations, keyed by the target: {"a/b": Transform(original_key="c/d")}, also nested trees, regular
/// expressions as keys, use_fallback.
[[nodiscard]] Result<void> importOrbax(ImportJob& job);
[[nodiscard]] Result<std::string> exportOrbax(ExportJob& job);

/// Two columns, source and target; a third with the transform where one has any. RFC 4180; a line of titles is known.
[[nodiscard]] Result<void> importCsv(ImportJob& job);
[[nodiscard]] Result<std::string> exportCsv(ExportJob& job);

/// mergekit `slices` with `layer_range`: layers of the source, one range behind the other, become the layers of the target.
[[nodiscard]] Result<void> importLayerRanges(ImportJob& job);
[[nodiscard]] Result<std::string> exportLayerRanges(ExportJob& job);

} // namespace tensorgraft::dialects
