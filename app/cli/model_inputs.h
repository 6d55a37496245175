#pragma once

#include "model_io/mapping/mapping_document.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tensorgraft {
class ModelFile;
struct Diagnostic;
}

namespace tensorgraft::cli {

/// A mapping with its two models opened.
struct MappingInputs {
    MappingDocument document;
    std::shared_ptr<const ModelFile> source, target;
};
/// `source` and `target` replace the paths of the document where they are not empty; the document's own relative paths
/// are relative to the document. Errors: those of reading; Usage where neither names a model.
[[nodiscard]] Result<MappingInputs> openMappingInputs(const std::string& mapping, const std::string& source, const std::string& target);

/// Exit code 4 where the error is about `output` or some other file that is none of these models' own, else as
/// reportError().
int reportTransferError(const Error& error, const ModelFile& source, const ModelFile& target, const std::filesystem::path& output,
                        bool json);

[[nodiscard]] nlohmann::ordered_json toJson(const Diagnostic& diagnostic);
/// "warning [spatial-order] conv1.weight <- conv1/weights: ... Hint."
[[nodiscard]] std::string toLine(const Diagnostic& diagnostic);

} // namespace tensorgraft::cli
