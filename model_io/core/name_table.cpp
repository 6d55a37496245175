#include "model_io/core/name_table.h"

#include "model_io/core/tensor_info.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace tensorgraft {

NameTable::NameTable(std::span<const TensorInfo> tensors)
    : m_slots(std::bit_ceil(std::max<std::size_t>(2 * tensors.size(), 2)))
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        std::size_t at = std::hash<std::string_view>()(tensors[i].name) & mask;
        while (m_slots[at] != 0 && tensors[m_slots[at] - 1].name != tensors[i].name)
            at = (at + 1) & mask;
        if (m_slots[at] == 0)
            m_slots[at] = static_cast<std::uint32_t>(i + 1);
    }
}

std::optional<std::size_t> NameTable::find(std::span<const TensorInfo> tensors, std::string_view name) const
{
    if (m_slots.empty())
        return std::nullopt;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = std::hash<std::string_view>()(name) & mask; m_slots[at] != 0; at = (at + 1) & mask)
        if (tensors[m_slots[at] - 1].name == name)
            return m_slots[at] - 1;
    return std::nullopt;
}

} // namespace tensorgraft
