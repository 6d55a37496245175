#include "app/cli/model_inputs.h"

#include "app/cli/output.h"
#include "app/cli/text.h"
#include "model_io/core/model_file.h"
#include "model_io/formats/registry.h"
#include "model_io/mapping/check.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

namespace fs = std::filesystem;

Result<std::shared_ptr<const ModelFile>> openOne(const fs::path& mapping, const std::string& given, const std::string& written,
                                                 const char* side)
{
    if (!given.empty())
        return openModel(given);
    if (written.empty())
        return fail(makeError(ErrorCode::Usage, std::string("the mapping names no ") + side)
                        .at(mapping).advise(std::string("Give one with --") + side));
    const fs::path path(written);
    return openModel(path.is_absolute() ? path : mapping.parent_path() / path);
}

bool belongsTo(const ModelFile& model, const fs::path& file)
{
    const auto& members = model.memberFiles();
    return file == model.path() || std::find(members.begin(), members.end(), file) != members.end();
}

} // namespace

Result<MappingInputs> openMappingInputs(const std::string& mapping, const std::string& source, const std::string& target)
{
    auto document = loadMapping(mapping);
    if (!document)
        return fail(std::move(document.error()));
    auto opened = openOne(mapping, source, document->sourcePath, "source");
    if (!opened)
        return fail(std::move(opened.error()));
    auto openedTarget = openOne(mapping, target, document->targetPath, "target");
    if (!openedTarget)
        return fail(std::move(openedTarget.error()));
    return MappingInputs{std::move(*document), std::move(*opened), std::move(*openedTarget)};
}

int reportTransferError(const Error& error, const ModelFile& source, const ModelFile& target, const fs::path& output, bool json)
{
    std::error_code ignored;
    const bool namesOutput = !error.file.empty() && fs::absolute(error.file, ignored) == fs::absolute(output, ignored);
    const bool ofInput = !namesOutput && (error.file.empty() || belongsTo(source, error.file) || belongsTo(target, error.file));
    const bool ofOutput = !ofInput && (error.code == ErrorCode::Io || error.code == ErrorCode::Corrupt);
    return ofOutput ? reportOutputError(error, json) : reportError(error, json);
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
