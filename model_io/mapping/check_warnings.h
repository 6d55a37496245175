#pragma once

#include "model_io/mapping/check_expand.h"

namespace tensorgraft::checking {

/// Warnings for what shapes alone cannot prove, and for losses: added to `result.diagnostics`.
void addWarnings(const Outline& source, const Outline& target, const NameIndex& sourceNames,
                 const Expansion& expansion, CheckResult& result);

/// Words for a Mismatch: both shapes in `message`; in `hint` the layout transform that would fit, or what else to do.
void describeMisfit(const Outline& source, const TensorInfo& target, const std::vector<std::size_t>& sources, const Transform& transform,
                    const Error& error, std::string& message, std::string& hint, std::vector<std::string>& transforms);

/// "grouped-kernel": everything fits but the input channels, of which one side has a multiple.
void warnOfGroups(const Outline& source, const Outline& target, std::size_t t, const std::vector<std::size_t>& sources, Findings& findings);

} // namespace tensorgraft::checking
