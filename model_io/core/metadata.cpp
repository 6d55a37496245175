#include "model_io/core/metadata.h"

namespace tensorgraft {

const Metadata* Metadata::find(std::string_view key) const
{
    if (const Map* m = map())
        for (const auto& [name, value] : *m)
            if (name == key)
                return &value;
    return nullptr;
}

Metadata& Metadata::set(std::string key, Metadata value)
{
    if (isNull())
        m_value = Map{};
    Map& m = std::get<Map>(m_value);
    for (auto& [name, existing] : m)
        if (name == key)
            return existing = std::move(value);
    m.emplace_back(std::move(key), std::move(value));
    return m.back().second;
}

} // namespace tensorgraft
