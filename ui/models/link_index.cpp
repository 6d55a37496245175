#include "ui/models/link_index.h"

namespace tensorgraft {

LinkIndex::LinkIndex(std::span<const MappingRow> rows, std::size_t sourceCount, std::size_t targetCount)
    : m_rowOfTarget(targetCount, noRow), m_sourceBegin(sourceCount + 1, 0)
{
    for (const MappingRow& row : rows)
        if (row.targetIndex && *row.targetIndex < targetCount)
            for (const std::size_t source : row.sourceIndices)
                if (source < sourceCount)
                    ++m_sourceBegin[source + 1];
    for (std::size_t s = 0; s < sourceCount; ++s)
        m_sourceBegin[s + 1] += m_sourceBegin[s];
    m_sourceRows.resize(m_sourceBegin.back());
    std::vector<std::uint32_t> next(m_sourceBegin.begin(), m_sourceBegin.end() - 1);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (!rows[r].targetIndex || *rows[r].targetIndex >= targetCount)
            continue;
        m_rowOfTarget[*rows[r].targetIndex] = static_cast<std::uint32_t>(r);
        for (const std::size_t source : rows[r].sourceIndices)
            if (source < sourceCount)
                m_sourceRows[next[source]++] = static_cast<std::uint32_t>(r);
    }
}

} // namespace tensorgraft
