#include "model_io/transfer/transfer.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace tensorgraft {
namespace {

using Json = nlohmann::ordered_json;

std::string humanBytes(std::uint64_t bytes)
{
    static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < std::size(units)) {
        value /= 1024;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& p : parts)
        text += (text.empty() ? "" : ", ") + p;
    return text;
}

} // namespace

std::string toJson(const TransferReport& report)
{
    Json json;
    json["source"] = report.source.string();
    json["target"] = report.target.string();
    json["output"] = report.output.string();
    json["format"] = report.outputFormat;
    json["keptBytes"] = report.keptBytes;
    json["writtenBytes"] = report.writtenBytes;
    json["seconds"] = report.seconds;
    std::size_t verified = 0;
    Json tensors = Json::array();
    for (const TensorReport& t : report.tensors) {
        verified += t.verified;
        Json shape = Json::array();
        for (const std::int64_t d : t.shape)
            shape.push_back(d);
        Json j{{"target", t.target}, {"source", t.source}, {"transform", t.transform}, {"dtype", std::string(dtypeName(t.dtype))},
               {"shape", std::move(shape)}, {"bytes", t.sizeBytes}, {"xxh3_128", t.hash}, {"verified", t.verified}, {"exact", t.exact}};
        if (!t.note.empty())
            j["note"] = t.note;
        tensors.push_back(std::move(j));
    }
    json["verified"] = verified;
    json["tensors"] = std::move(tensors);
    json["kept"] = report.kept;
    Json notRestored = Json::array();
    for (const UnfilledTarget& one : report.notRestored)
        notRestored.push_back({{"name", one.name}, {"shape", std::vector<std::int64_t>(one.shape.begin(), one.shape.end())}, {"reason", one.reason}});
    json["notRestored"] = std::move(notRestored);
    Json diagnostics = Json::array();
    for (const Diagnostic& d : report.diagnostics)
        diagnostics.push_back({{"severity", std::string(severityName(d.severity))}, {"code", d.code}, {"target", d.target},
                               {"source", d.source}, {"message", d.message}, {"hint", d.hint}});
    json["diagnostics"] = std::move(diagnostics);
    // Names of hostile files need not be UTF-8; they must not stop a report.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toText(const TransferReport& report)
{
    std::size_t verified = 0;
    for (const TensorReport& t : report.tensors)
        verified += t.verified;
    std::string text = report.output.string() + ": " + std::to_string(report.tensors.size()) + " tensors written (" +
                       humanBytes(report.writtenBytes) + "), " + std::to_string(verified) + " verified by reading back, " +
                       std::to_string(report.kept.size()) + " kept from the target\n";
    for (const TensorReport& t : report.tensors) {
        text += "  " + t.target + " <- " + (t.source.empty() ? "(none)" : joined(t.source));
        if (t.transform != "identity")
            text += "  " + t.transform;
        if (!t.note.empty())
            text += "  [" + t.note + "]";
        text += "\n";
    }
    for (const Diagnostic& d : report.diagnostics)
        text += std::string(severityName(d.severity)) + " " + d.code + (d.target.empty() ? "" : " " + d.target) + ": " + d.message + "\n";
    return text;
}

} // namespace tensorgraft
