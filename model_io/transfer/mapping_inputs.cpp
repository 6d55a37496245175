#include "model_io/transfer/mapping_inputs.h"

#include "model_io/formats/registry.h"

#include <algorithm>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;

Result<std::shared_ptr<const ModelFile>> openOne(const fs::path& mapping, const fs::path& given, const std::string& written, const char* side, const OpenModelFn& open)
{
    if (!given.empty())
        return open ? open(given) : openModel(given);
    if (written.empty())
        return fail(makeError(ErrorCode::Usage, std::string("the mapping names no ") + side)
                        .at(mapping).advise(std::string("Give one with --") + side));
    const fs::path path = fs::path(written).is_absolute() ? fs::path(written) : mapping.parent_path() / written;
    return open ? open(path) : openModel(path);
}

bool belongsTo(const ModelFile& model, const fs::path& file)
{
    const auto& members = model.memberFiles();
    return file == model.path() || std::find(members.begin(), members.end(), file) != members.end();
}

} // namespace

Result<MappingInputs> openMappingInputs(const fs::path& mapping, const fs::path& source, const fs::path& target, const OpenModelFn& open)
{
    auto document = loadMapping(mapping);
    if (!document)
        return fail(std::move(document.error()));
    auto opened = openOne(mapping, source, document->sourcePath, "source", open);
    if (!opened)
        return fail(std::move(opened.error()));
    auto openedTarget = openOne(mapping, target, document->targetPath, "target", open);
    if (!openedTarget)
        return fail(std::move(openedTarget.error()));
    return MappingInputs{std::move(*document), std::move(*opened), std::move(*openedTarget)};
}

bool concernsOutput(const Error& error, const ModelFile& source, const ModelFile& target, const fs::path& output)
{
    std::error_code ignored;
    const bool namesOutput = !error.file.empty() && fs::absolute(error.file, ignored) == fs::absolute(output, ignored);
    const bool ofInput = !namesOutput && (error.file.empty() || belongsTo(source, error.file) || belongsTo(target, error.file));
    return !ofInput && (error.code == ErrorCode::Io || error.code == ErrorCode::Corrupt);
}

} // namespace tensorgraft
