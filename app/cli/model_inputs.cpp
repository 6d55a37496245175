#include "app/cli/model_inputs.h"

#include "app/cli/output.h"
#include "app/cli/text.h"
#include "model_io/mapping/check.h"

#include <nlohmann/json.hpp>

namespace tensorgraft::cli {

int reportTransferError(const Error& error, const ModelFile& source, const ModelFile& target, const std::filesystem::path& output,
                        bool json)
{
    return concernsOutput(error, source, target, output) ? reportOutputError(error, json) : reportError(error, json);
}

nlohmann::ordered_json toJson(const Diagnostic& diagnostic)
{
    return {{"severity", severityName(diagnostic.severity)}, {"code", diagnostic.code}, {"target", diagnostic.target},
            {"source", diagnostic.source}, {"message", diagnostic.message}, {"hint", diagnostic.hint}};
}

std::string toLine(const Diagnostic& diagnostic)
{
    std::string line = std::string(severityName(diagnostic.severity)) + " [" + diagnostic.code + "] ";
    std::string sources;
    for (const std::string& name : diagnostic.source)
        sources += (sources.empty() ? "" : ", ") + name;
    if (!diagnostic.target.empty() && !sources.empty())
        line += diagnostic.target + " <- " + sources + ": ";
    else if (!diagnostic.target.empty() || !sources.empty())
        line += diagnostic.target + sources + ": ";
    line += diagnostic.message;
    if (!diagnostic.hint.empty())
        line += ". " + diagnostic.hint;
    return printable(line);
}

} // namespace tensorgraft::cli
