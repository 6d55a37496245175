#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// Tells whether names come twice, while they are added one by one. Keeps 8 bytes a name and no text, so that a million
/// names cost a few allocations, and nothing to speak of when they go.
class UniqueNames {
public:
    /// Adds name number size(). `nameOf(i)` gives name i of those before. False where one of them is the same: then nothing
    /// is added. At most 2^32 - 1 names.
    template <typename NameOf>
    [[nodiscard]] bool add(std::string_view name, const NameOf& nameOf)
    {
        if (2 * (m_count + 1) > m_slots.size())
            grow();
        const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(name));
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hash & mask;
        for (; m_slots[at].number != 0; at = (at + 1) & mask)
            if (m_slots[at].hash == hash && nameOf(m_slots[at].number - 1) == name)
                return false;
        m_slots[at] = {hash, static_cast<std::uint32_t>(++m_count)};
        return true;
    }
    [[nodiscard]] std::size_t size() const { return m_count; }

private:
    struct Slot {
        std::uint32_t hash = 0, number = 0; ///< 0: empty, else one more than the name's
    };
    void grow()
    {
        std::vector<Slot> larger(m_slots.empty() ? 64 : 2 * m_slots.size());
        const std::size_t mask = larger.size() - 1;
        for (const Slot& slot : m_slots) {
            std::size_t at = slot.hash & mask;
            if (slot.number == 0)
                continue;
            while (larger[at].number != 0)
                at = (at + 1) & mask;
            larger[at] = slot;
        }
        m_slots = std::move(larger);
    }
    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
};

} // namespace tensorgraft
