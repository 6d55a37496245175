#include "model_io/formats/hdf5/hdf5_metadata.h"

#include <nlohmann/json.hpp>

namespace tensorgraft::hdf5 {
namespace {

using Json = nlohmann::ordered_json;
constexpr int maxJsonDepth = 60;

Metadata convert(const Json& value, int depth)
{
    if (depth > maxJsonDepth)
        return Metadata::Opaque{"nested too deeply"};
    switch (value.type()) {
    case Json::value_t::boolean: return value.get<bool>();
    case Json::value_t::number_integer: return value.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
        const auto number = value.get<std::uint64_t>();
        return number <= INT64_MAX ? Metadata(static_cast<std::int64_t>(number)) : Metadata(number);
    }
    case Json::value_t::number_float: return value.get<double>();
    case Json::value_t::string: return value.get<std::string>();
    case Json::value_t::array: {
        Metadata::List list;
        for (const Json& item : value)
            list.push_back(convert(item, depth + 1));
        return list;
    }
    case Json::value_t::object: {
        Metadata::Map map;
        for (const auto& [key, item] : value.items())
            map.emplace_back(key, convert(item, depth + 1));
        return map;
    }
    default: return {};
    }
}

Metadata attributesOf(const std::vector<Attribute>& attributes)
{
    Metadata::Map map;
    for (const Attribute& a : attributes)
        map.emplace_back(a.name, a.value);
    return map;
}

} // namespace

Metadata parseJson(const std::string& text)
{
    // nlohmann parses without recursion; false: no exception, a discarded value instead.
    const Json json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Metadata(text) : convert(json, 0);
}

Metadata metadataOf(const Toc& toc, const std::string& kerasRoot)
{
    Metadata tree{Metadata::Map{}};
    Metadata::Map objects, others;
    for (const Group& g : toc.groups) {
        if (g.path.empty() || g.path == kerasRoot) {
            for (const Attribute& a : g.attributes) {
                const bool json = a.name == "model_config" || a.name == "training_config";
                if (!tree.find(a.name))
                    tree.set(a.name, json && a.value.string() ? parseJson(*a.value.string()) : a.value);
            }
        } else if (!g.attributes.empty()) {
            objects.emplace_back(g.path, attributesOf(g.attributes));
        }
    }
    for (const Dataset& d : toc.datasets) {
        if (!d.attributes.empty())
            objects.emplace_back(d.path, attributesOf(d.attributes));
        if (!isPlain(d.type.dtype)) {
            Metadata entry{Metadata::Map{}};
            entry.set("type", d.type.description);
            entry.set("shape", d.shape.toString());
            others.emplace_back(d.path, std::move(entry));
        }
    }
    if (!objects.empty())
        tree.set("objects", std::move(objects));
    if (!others.empty())
        tree.set("otherDatasets", std::move(others));
    return tree;
}

} // namespace tensorgraft::hdf5
