#include "app/cli/output.h"

#include "app/cli/text.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;

void say(std::string_view kind, std::string_view text)
{
    std::fflush(stdout); // keeps the order where both streams go to one place
    const std::string line = "tensorgraft: " + std::string(kind) + printable(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

int report(const Error& error, bool json, int exitCode)
{
    if (json)
        printJson(Json{{"error", errorJson(error)}});
    say(error.code == ErrorCode::Cancelled ? "" : "error: ", error.toString());
    return exitCode;
}

} // namespace

Json errorJson(const Error& error)
{
    Json json;
    json["code"] = errorCodeName(error.code);
    if (!error.file.empty())
        json["file"] = error.file.string();
    if (!error.tensor.empty())
        json["tensor"] = error.tensor;
    if (error.offset)
        json["offset"] = *error.offset;
    json["message"] = error.message;
    if (!error.expected.empty())
        json["expected"] = error.expected;
    if (!error.found.empty())
        json["found"] = error.found;
    if (!error.hint.empty())
        json["hint"] = error.hint;
    return json;
}

void printJson(const Json& value)
{
    const std::string text = value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
}

Json toJson(const Metadata& metadata)
{
    struct Visitor {
        Json operator()(std::monostate) const { return nullptr; }
        Json operator()(bool v) const { return v; }
        Json operator()(std::int64_t v) const { return v; }
        Json operator()(std::uint64_t v) const { return v; }
        Json operator()(double v) const { return numberJson(v); }
        Json operator()(const std::string& v) const { return v; }
        Json operator()(const Metadata::Opaque& v) const { return {{"opaque", v.description}}; }
        Json operator()(const Metadata::List& v) const
        {
            Json list = Json::array();
            for (const Metadata& item : v)
                list.push_back(toJson(item));
            return list;
        }
        Json operator()(const Metadata::Map& v) const
        {
            Json object = Json::object();
            for (const auto& [key, value] : v)
                object[key] = toJson(value);
            return object;
        }
    };
    return std::visit(Visitor{}, metadata.value());
}

Json numberJson(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

int exitCodeOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Cancelled: return exitCancelled;
    case ErrorCode::Usage: return exitUsage;
    default: return exitInput;
    }
}

int reportError(const Error& error, bool json) { return report(error, json, exitCodeOf(error)); }

int reportOutputError(const Error& error, bool json)
{
    const int code = exitCodeOf(error);
    return report(error, json, code == exitInput ? exitOutput : code);
}

void warn(std::string_view text) { say("warning: ", text); }

} // namespace tensorgraft::cli
