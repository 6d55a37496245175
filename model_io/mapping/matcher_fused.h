#pragma once

#include "model_io/mapping/matcher_model.h"

#include <optional>
#include <string>

namespace tensorgraft::matching {

/// Takes fused projections (qkv, in_proj, c_attn, kv, gate_up) of the source apart where the target has their parts, and
/// joins the source's parts where the target has them fused. Needs the axes named; to be done before indexModel().
void alignFused(Model& source, const Model& target);

/// "reshape" without sizes goes to the target's shape; before a join the shape of one piece is meant.
[[nodiscard]] std::string withSizes(const std::string& steps, const Shape& shape);

/// The steps that make `target` of a joined `source`, the concat included; nullopt where they do not fit.
[[nodiscard]] std::optional<std::string> joinedSteps(const Part& source, const Part& target);

} // namespace tensorgraft::matching
