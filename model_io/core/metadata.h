#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tensorgraft {

/// A tree of typed values: HDF5 attributes, training config, safetensors __metadata__, GGUF keys, pickled scalars.
/// Maps keep file order and may repeat a key only where the file does.
class Metadata {
public:
    using List = std::vector<Metadata>;
    using Map = std::vector<std::pair<std::string, Metadata>>;
    /// Something the file holds and this program does not interpret: a pickled class, an HDF5 reference.
    struct Opaque {
        std::string description;
        bool operator==(const Opaque&) const = default;
    };
    using Value = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Opaque, List, Map>;

    Metadata() = default;
    Metadata(bool v) : m_value(v) {}
    Metadata(std::int64_t v) : m_value(v) {}
    Metadata(std::uint64_t v) : m_value(v) {}
    Metadata(int v) : m_value(std::int64_t{v}) {}
    Metadata(double v) : m_value(v) {}
    Metadata(std::string v) : m_value(std::move(v)) {}
    Metadata(const char* v) : m_value(std::string(v)) {}
    Metadata(Opaque v) : m_value(std::move(v)) {}
    Metadata(List v) : m_value(std::move(v)) {}
    Metadata(Map v) : m_value(std::move(v)) {}

    [[nodiscard]] const Value& value() const { return m_value; }
    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&m_value); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&m_value); }
    [[nodiscard]] const Map* map() const { return std::get_if<Map>(&m_value); }
    /// The value under `key` of a map; nullptr where this is no map or has no such key.
    [[nodiscard]] const Metadata* find(std::string_view key) const;
    /// Sets `key` (appends it where new); makes this a map where it is null. REQUIRES: null or a map.
    Metadata& set(std::string key, Metadata value);
    [[nodiscard]] bool operator==(const Metadata&) const = default;

private:
    Value m_value;
};

} // namespace tensorgraft
