#include "model_io/formats/keras/layer_config.h"

#include <cmath>

namespace tensorgraft::keras {
namespace {

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

} // namespace

std::optional<std::int64_t> wholeNumber(const Metadata& value)
{
    if (const auto* i = std::get_if<std::int64_t>(&value.value()))
        return *i;
    if (const auto* d = std::get_if<double>(&value.value()))
        if (std::abs(*d) < 9e15 && *d == std::floor(*d))
            return static_cast<std::int64_t>(*d);
    if (const Metadata::List* list = value.list(); list && list->size() == 1 && !(*list)[0].list())
        return wholeNumber((*list)[0]);
    return std::nullopt;
}

const Metadata* LayerConfig::find(std::string_view key) const
{
    const Metadata* value = config ? config->find(key) : nullptr;
    return value && !value->isNull() ? value : nullptr;
}

bool LayerConfig::flag(std::string_view key, bool fallback) const
{
    const Metadata* value = find(key);
    const bool* b = value ? std::get_if<bool>(&value->value()) : nullptr;
    if (b)
        return *b;
    const auto n = value ? wholeNumber(*value) : std::nullopt;
    return n ? *n != 0 : fallback;
}

std::optional<std::int64_t> LayerConfig::number(std::string_view key) const
{
    const Metadata* value = find(key);
    return value ? wholeNumber(*value) : std::nullopt;
}

std::string LayerConfig::text(std::string_view key, std::string fallback) const
{
    const Metadata* value = find(key);
    return value && value->string() ? *value->string() : std::move(fallback);
}

bool LayerConfig::isModel() const
{
    if (!config)
        return false;
    if (const Metadata* list = config->find("layers"); list && list->list())
        return true;
    return className == "Sequential" && config->list();
}

bool LayerConfig::isFunctional() const
{
    return isModel() && className != "Sequential" && config->find("output_layers");
}

std::vector<LayerConfig> LayerConfig::layers() const
{
    std::vector<LayerConfig> result;
    if (!isModel())
        return result;
    const Metadata* found = config->find("layers");
    const Metadata::List* list = found ? found->list() : config->list();
    for (const Metadata& item : *list)
        if (auto layer = layerConfig(item))
            result.push_back(std::move(*layer));
    return result;
}

std::optional<LayerConfig> LayerConfig::inner(std::string_view key) const
{
    const Metadata* value = find(key);
    return value ? layerConfig(*value) : std::nullopt;
}

std::optional<LayerConfig> layerConfig(const Metadata& entry)
{
    const Metadata* name = entry.find("class_name");
    if (!name || !name->string())
        return std::nullopt;
    LayerConfig layer;
    layer.entry = &entry;
    layer.className = *name->string();
    if (const auto at = layer.className.rfind('>'); at != std::string::npos)
        layer.className.erase(0, at + 1);
    layer.config = entry.find("config");
    const Metadata* own = layer.config ? layer.config->find("name") : nullptr;
    if (!own || !own->string())
        own = entry.find("name");
    if (own && own->string())
        layer.name = *own->string();
    return layer;
}

std::string snakeCase(std::string_view className)
{
    std::string word;
    for (char c : className)
        if (isUpper(c) || isLower(c) || (c >= '0' && c <= '9') || c == '_')
            word += c;
    // "(.)([A-Z][a-z]+)" -> "\1_\2": a capital that starts a word of lower-case letters, behind anything.
    std::string divided;
    for (std::size_t i = 0; i < word.size();) {
        const bool starts = i > 0 && isUpper(word[i]) && i + 1 < word.size() && isLower(word[i + 1]);
        if (starts && !divided.empty())
            divided += '_';
        divided += word[i++];
        if (starts) {
            while (i < word.size() && isLower(word[i]))
                divided += word[i++];
            // The match takes the whole word; the next one needs a character of its own before it.
            if (i < word.size())
                divided += word[i++];
        }
    }
    // "([a-z])([A-Z])" -> "\1_\2"
    std::string result;
    for (std::size_t i = 0; i < divided.size(); ++i) {
        if (i > 0 && isUpper(divided[i]) && isLower(divided[i - 1]))
            result += '_';
        result += isUpper(divided[i]) ? static_cast<char>(divided[i] - 'A' + 'a') : divided[i];
    }
    return result;
}

} // namespace tensorgraft::keras
