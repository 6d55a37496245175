#include "ui/models/findings_digest.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {

std::size_t FindingsDigest::count(Severity severity) const
{
    std::size_t sum = 0;
    for (const auto& [code, counts] : byCode)
        sum += counts[std::size_t(severity)];
    return sum;
}

std::size_t FindingsDigest::count(const std::string& code, Severity severity) const
{
    const auto it = byCode.find(code);
    return it == byCode.end() ? 0 : it->second[std::size_t(severity)];
}

FindingsDigest digestOf(std::span<const Diagnostic> findings)
{
    FindingsDigest digest;
    digest.worstFirst.resize(findings.size());
    std::iota(digest.worstFirst.begin(), digest.worstFirst.end(), 0U);
    std::ranges::stable_sort(digest.worstFirst, std::greater{}, [&](std::uint32_t i) { return findings[i].severity; });
    for (const Diagnostic& finding : findings)
        ++digest.byCode[finding.code][std::size_t(finding.severity)];
    return digest;
}

} // namespace tensorgraft
