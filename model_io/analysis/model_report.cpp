#include "model_io/analysis/model_report.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tensorgraft {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t layersAReport = 256; ///< between two looks at the progress

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

Json shareOf(const ModelShare& share) { return {{"tensors", share.tensors}, {"parameters", share.parameters}, {"bytes", share.bytes}}; }

/// Names from files may be no UTF-8.
std::string textOf(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

/// JSON knows no NaN.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

} // namespace

LayerScan layerScan(const LayerShare& layer, const ModelScan& scan)
{
    LayerScan sum;
    sum.score = std::numeric_limits<double>::quiet_NaN();
    double squares = 0;
    for (const std::size_t member : layer.members) {
        const TensorScan& one = scan.tensors[member];
        sum.unreadable += !one.problem.empty();
        if (!one.statistics)
            continue;
        const Statistics& s = *one.statistics;
        ++sum.scanned;
        sum.values += s.count;
        sum.zeros += s.zeros;
        sum.nans += s.nans;
        sum.infs += s.infs;
        squares += s.l2 * s.l2;
        if (!std::isnan(one.score) && !(std::abs(one.score) <= std::abs(sum.score)))
            sum.score = one.score;
        sum.isOutlier |= one.isOutlier;
    }
    sum.l2 = std::sqrt(squares);
    return sum;
}

Result<std::string> overviewCsv(const ModelOutline& outline, const ModelScan* scan, const ProgressFn& progress)
{
    std::ostringstream out;
    out.precision(std::numeric_limits<double>::max_digits10);
    out << "layer,tensors,parameters,bytes,zeros,nans,infs,l2,score,outlier\r\n";
    std::size_t done = 0;
    for (const LayerShare& layer : outline.layers) {
        if (done++ % layersAReport == 0 && !reportProgress(progress, done, outline.layers.size()))
            return cancelled();
        out << quoted(layer.layer) << ',' << layer.tensors << ',' << layer.parameters << ',' << layer.bytes;
        if (!scan) {
            out << ",,,,,,\r\n";
            continue;
        }
        const LayerScan s = layerScan(layer, *scan);
        out << ',' << s.zeros << ',' << s.nans << ',' << s.infs << ',' << s.l2 << ',';
        if (!std::isnan(s.score))
            out << s.score;
        out << ',' << (s.isOutlier ? 1 : 0) << "\r\n";
    }
    return out.str();
}

Result<std::string> overviewJson(const ModelFile& model, const ModelOutline& outline, const ModelScan* scan, const ProgressFn& progress)
{
    Json root = {{"path", model.path().string()}, {"format", model.formatId()}, {"total", shareOf(outline.total)}};
    for (const DTypeShare& dtype : outline.dtypes) {
        Json one = {{"dtype", dtypeName(dtype.dtype)}};
        one.update(shareOf(dtype));
        root["dtypes"].push_back(std::move(one));
    }
    if (scan)
        root["scan"] = {{"scanned", scan->scanned}, {"unreadable", scan->unreadable}, {"zeros", scan->zeros}, {"nans", scan->nans},
                        {"infs", scan->infs}, {"zeroTensors", scan->zeroTensors}};
    // The layers are written as they come: a tree of a million of them would be gigabytes.
    std::string out = textOf(root);
    out.resize(out.size() - 2); // the line with the last brace
    out += ",\n  \"layers\": [";
    std::size_t done = 0;
    for (std::size_t at = 0; at < outline.layers.size(); ++at) {
        const LayerShare& layer = outline.layers[at];
        if (at % layersAReport == 0 && !reportProgress(progress, done, outline.total.tensors))
            return cancelled();
        done += layer.members.size();
        Json one = {{"layer", layer.layer}};
        one.update(shareOf(layer));
        if (scan) {
            const LayerScan s = layerScan(layer, *scan);
            one.update(Json{{"zeros", s.zeros}, {"nans", s.nans}, {"infs", s.infs}, {"l2", number(s.l2)}, {"score", number(s.score)}, {"outlier", s.isOutlier}});
        }
        for (const std::size_t member : layer.members) {
            const TensorInfo& info = model.tensors()[member];
            Json tensor = {{"name", info.name}, {"dtype", dtypeName(info.dtype)}, {"parameters", info.elementCount()}, {"bytes", info.sizeBytes}};
            if (scan) {
                const TensorScan& t = scan->tensors[member];
                if (t.statistics)
                    tensor.update(Json{{"zeros", t.statistics->zeros}, {"nans", t.statistics->nans}, {"infs", t.statistics->infs},
                                       {"l2", number(t.statistics->l2)}, {"score", number(t.score)}, {"outlier", t.isOutlier}});
                if (!t.problem.empty())
                    tensor["problem"] = t.problem;
            }
            one["members"].push_back(std::move(tensor));
        }
        out += at ? "," : "";
        std::istringstream lines(textOf(one));
        for (std::string line; std::getline(lines, line);)
            out.append("\n    ").append(line);
    }
    out += outline.layers.empty() ? "]\n}\n" : "\n  ]\n}\n";
    return out;
}

} // namespace tensorgraft
