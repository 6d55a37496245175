#pragma once

#include "ui/models/mapping_edit.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft {

/// Which rows of the mapping touch a tensor, for both sides. Plain arrays, made in a job with the check; a question costs
/// nothing however large the models are.
class LinkIndex {
public:
    LinkIndex() = default;
    LinkIndex(std::span<const MappingRow> rows, std::size_t sourceCount, std::size_t targetCount);

    [[nodiscard]] std::size_t sourceCount() const { return m_sourceBegin.empty() ? 0 : m_sourceBegin.size() - 1; }
    [[nodiscard]] std::size_t targetCount() const { return m_rowOfTarget.size(); }
    [[nodiscard]] std::optional<std::size_t> rowOfTarget(std::size_t target) const
    {
        return target < m_rowOfTarget.size() && m_rowOfTarget[target] != noRow ? std::optional<std::size_t>(m_rowOfTarget[target]) : std::nullopt;
    }
    /// In the order of the rows.
    [[nodiscard]] std::span<const std::uint32_t> rowsOfSource(std::size_t source) const
    {
        return source < sourceCount() ? std::span(m_sourceRows).subspan(m_sourceBegin[source], m_sourceBegin[source + 1] - m_sourceBegin[source])
                                      : std::span<const std::uint32_t>();
    }

private:
    static constexpr std::uint32_t noRow = 0xFFFFFFFFU;
    std::vector<std::uint32_t> m_rowOfTarget, m_sourceBegin, m_sourceRows;
};

} // namespace tensorgraft
