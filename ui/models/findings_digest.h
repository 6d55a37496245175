#pragma once

#include "model_io/mapping/check.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// What a list of findings shows of all of them; made in the job that checks.
struct FindingsDigest {
    std::vector<std::uint32_t> worstFirst;                           ///< the findings by severity, else in their order
    std::map<std::string, std::array<std::size_t, 3>> byCode;        ///< how many of each kind, by severity
    [[nodiscard]] std::size_t count(Severity severity) const;
    [[nodiscard]] std::size_t count(const std::string& code, Severity severity) const;
};
[[nodiscard]] FindingsDigest digestOf(std::span<const Diagnostic> findings);

} // namespace tensorgraft
