#include "model_io/formats/keras/json_tree.h"

#include "model_io/codecs/watched_text.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace tensorgraft::keras {
namespace {

using nlohmann::json;

/// Builds the tree while reading: no second tree of the library's own, no recursion.
class Builder final : public nlohmann::json_sax<json> {
public:
    Metadata root;
    std::optional<Error> error;

    bool null() override { return add({}); }
    bool boolean(bool v) override { return add(v); }
    bool number_integer(number_integer_t v) override { return add(static_cast<std::int64_t>(v)); }
    bool number_unsigned(number_unsigned_t v) override
    {
        return add(v <= INT64_MAX ? Metadata(static_cast<std::int64_t>(v)) : Metadata(static_cast<std::uint64_t>(v)));
    }
    bool number_float(number_float_t v, const string_t&) override { return add(v); }
    bool string(string_t& v) override { return add(std::move(v)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool key(string_t& v) override
    {
        m_stack.back().key = std::move(v);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override
    {
        std::string what = e.what();
        if (const auto colon = what.find(": "); colon != std::string::npos)
            what = what.substr(colon + 2);
        error = makeError(ErrorCode::Corrupt, "the text is no valid JSON").at(std::uint64_t{position ? position - 1 : 0}).wanted("JSON").got(what);
        return false;
    }

private:
    struct Level {
        bool isMap = false;
        Metadata::Map map;
        Metadata::List list;
        std::string key;
    };
    bool open(bool isMap)
    {
        if (m_stack.size() >= static_cast<std::size_t>(maxJsonDepth)) {
            error = makeError(ErrorCode::Unsupported, "the JSON is nested too deeply").wanted("at most " + std::to_string(maxJsonDepth) + " levels");
            return false;
        }
        m_stack.emplace_back().isMap = isMap;
        return true;
    }
    bool close()
    {
        Level done = std::move(m_stack.back());
        m_stack.pop_back();
        return add(done.isMap ? Metadata(std::move(done.map)) : Metadata(std::move(done.list)));
    }
    bool add(Metadata value)
    {
        if (m_stack.empty()) {
            root = std::move(value);
            return true;
        }
        Level& level = m_stack.back();
        if (level.isMap)
            level.map.emplace_back(std::move(level.key), std::move(value));
        else
            level.list.push_back(std::move(value));
        return true;
    }
    std::vector<Level> m_stack;
};

} // namespace

Result<Metadata> parseJsonTree(std::string_view text, const OpenProgress& progress)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    Builder builder;
    WatchedText watched(text, progress);
    const bool parsed = json::sax_parse(watched.begin(), watched.end(), &builder);
    if (watched.stopped())
        return cancelled();
    if (!parsed)
        return fail(builder.error ? std::move(*builder.error) : makeError(ErrorCode::Corrupt, "the text is no valid JSON"));
    return std::move(builder.root);
}

} // namespace tensorgraft::keras
