#include "app/cli/document_paths.h"

#include <filesystem>

namespace tensorgraft::cli {
namespace {

namespace fs = std::filesystem;

std::string pathFrom(const fs::path& folder, const std::string& model)
{
    if (model.empty())
        return {};
    std::error_code error;
    const fs::path relative = fs::proximate(fs::absolute(model, error), fs::absolute(folder, error), error);
    return error || relative.empty() ? model : relative.string();
}

} // namespace

void nameModels(MappingDocument& document, const std::string& mapping, const std::string& source, const std::string& target)
{
    const fs::path parent = fs::path(mapping).parent_path();
    const fs::path folder = parent.empty() ? fs::path(".") : parent;
    document.sourcePath = pathFrom(folder, source);
    document.targetPath = pathFrom(folder, target);
}

} // namespace tensorgraft::cli
