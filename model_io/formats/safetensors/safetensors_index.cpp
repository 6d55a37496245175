#include "model_io/formats/safetensors/safetensors_index.h"

#include "model_io/codecs/watched_text.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace tensorgraft::safetensors {
namespace {

using nlohmann::json;

/// Takes `metadata` (one level) and `weight_map`; everything else is skipped.
class IndexBuilder final : public nlohmann::json_sax<json> {
public:
    Index index;
    bool hasWeightMap = false;
    std::optional<Error> error;

    bool null() override { return scalar(Metadata{}); }
    bool boolean(bool v) override { return scalar(Metadata(v)); }
    bool number_integer(number_integer_t v) override { return scalar(Metadata(std::int64_t{v})); }
    bool number_unsigned(number_unsigned_t v) override { return scalar(Metadata(std::uint64_t{v})); }
    bool number_float(number_float_t v, const string_t&) override { return scalar(Metadata(v)); }
    bool string(string_t& v) override
    {
        if (m_depth == 2 && m_section == "weight_map") {
            if (!m_names.insert(m_key).second)
                return refuse("the index has this name twice");
            index.weightMap.emplace_back(m_key, std::move(v));
            return true;
        }
        return scalar(Metadata(std::move(v)));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_array() override { return close(); }
    bool key(string_t& v) override
    {
        if (m_depth == 1)
            m_section = v;
        else if (m_depth == 2)
            m_key = v;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override
    {
        std::string what = e.what();
        if (const auto colon = what.find(": "); colon != std::string::npos)
            what = what.substr(colon + 2);
        error = makeError(ErrorCode::Corrupt, "the index is no valid JSON")
                    .at(std::uint64_t{position ? position - 1 : 0})
                    .wanted("JSON")
                    .got(std::move(what));
        return false;
    }

private:
    bool refuse(std::string message)
    {
        error = makeError(ErrorCode::Corrupt, std::move(message)).of(m_key);
        return false;
    }
    bool scalar(Metadata value)
    {
        if (m_depth == 2 && m_section == "weight_map")
            return refuse("weight_map gives no file name for this tensor");
        if (m_depth == 2 && m_section == "metadata" && m_fields.insert(m_key).second) {
            if (index.metadata.isNull())
                index.metadata = Metadata(Metadata::Map{});
            m_values.emplace_back(m_key, std::move(value));
        }
        return true;
    }
    bool open(bool object)
    {
        if (m_depth == 1 && m_section == "weight_map") {
            if (!object)
                return refuse("weight_map is no object");
            hasWeightMap = true;
        } else if (m_depth == 2 && m_section == "weight_map") {
            return refuse("weight_map gives no file name for this tensor");
        }
        ++m_depth;
        return true;
    }
    bool close()
    {
        if (--m_depth == 0 && !m_values.empty())
            index.metadata = Metadata(std::move(m_values));
        return true;
    }

    std::size_t m_depth = 0;
    std::string m_section, m_key;
    std::unordered_set<std::string> m_names, m_fields;
    Metadata::Map m_values;
};

} // namespace

Result<Index> parseIndex(const std::string& text, const std::filesystem::path& path, const OpenProgress& progress)
{
    IndexBuilder builder;
    WatchedText watched(text, progress);
    const bool parsed = json::sax_parse(watched.begin(), watched.end(), &builder);
    if (watched.stopped())
        return cancelled();
    if (!parsed) {
        Error error = builder.error ? std::move(*builder.error) : makeError(ErrorCode::Corrupt, "the index is no valid JSON");
        return fail(std::move(error).at(path).advise("Fetch the index again; the shards can also be opened one by one"));
    }
    if (!builder.hasWeightMap)
        return fail(makeError(ErrorCode::NotThisFormat, "the JSON is no index of a sharded safetensors model")
                        .at(path)
                        .wanted("an object 'weight_map'")
                        .got("none"));
    for (const auto& [tensor, file] : builder.index.weightMap)
        if (!isSafeShardName(file))
            return fail(makeError(ErrorCode::Corrupt, "the index names a file outside its folder")
                            .at(path)
                            .of(tensor)
                            .wanted("the name of a file beside the index")
                            .got("'" + file + "'")
                            .advise("Do not use this index: it may have been made to reach other files"));
    return std::move(builder.index);
}

bool isSafeShardName(const std::string& name)
{
    if (name.empty() || name.find('\0') != std::string::npos || name.find('\\') != std::string::npos)
        return false;
    const std::filesystem::path path(name);
    if (path.is_absolute() || !path.has_filename())
        return false;
    for (const auto& part : path)
        if (part == ".." || part == ".")
            return false;
    return true;
}

Result<std::string> patchIndex(const std::string& text, const std::filesystem::path& path,
                               const std::function<std::string(const std::string&)>& newFileName,
                               std::optional<std::uint64_t> totalSize)
{
    try {
        // Keys come out sorted, as transformers writes them. The depth is bounded because dump() recurses.
        auto document = json::parse(text, [](int depth, json::parse_event_t, json&) { return depth < 64; });
        for (auto& [tensor, file] : document.at("weight_map").items())
            file = newFileName(file.get<std::string>());
        if (totalSize && document.contains("metadata") && document["metadata"].is_object() &&
            document["metadata"].contains("total_size"))
            document["metadata"]["total_size"] = *totalSize;
        return document.dump(2) + "\n";
    } catch (const json::exception& e) {
        return fail(makeError(ErrorCode::Corrupt, "the index cannot be rewritten").at(path).got(e.what()));
    }
}

Result<std::string> composeIndex(const std::vector<std::pair<std::string, std::string>>& weightMap, std::uint64_t totalSize)
{
    try {
        // Written by hand: an ordered_json object looks every key up linearly.
        std::string text = "{\n  \"metadata\": {\n    \"total_size\": " + std::to_string(totalSize) + "\n  },\n  \"weight_map\": {";
        const char* separator = "\n";
        for (const auto& [tensor, file] : weightMap) {
            text += separator + std::string("    ") + json(tensor).dump() + ": " + json(file).dump();
            separator = ",\n";
        }
        return text + "\n  }\n}\n";
    } catch (const json::exception&) {
        return fail(makeError(ErrorCode::Unsupported, "a name is not UTF-8, which safetensors demands")
                        .advise("Choose another output format or rename the tensor"));
    }
}

} // namespace tensorgraft::safetensors
