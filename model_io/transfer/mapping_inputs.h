#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/mapping_document.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace tensorgraft {

/// A mapping with its two models opened.
struct MappingInputs {
    MappingDocument document;
    std::shared_ptr<const ModelFile> source, target;
};

/// `source` and `target` replace the paths of the document where they are not empty; the document's own relative paths
/// are relative to the document. `open`: how a model is opened; openModel() where empty. Errors: those of reading; Usage
/// where neither names a model.
using OpenModelFn = std::function<Result<std::shared_ptr<const ModelFile>>(const std::filesystem::path&)>;
[[nodiscard]] Result<MappingInputs> openMappingInputs(const std::filesystem::path& mapping, const std::filesystem::path& source,
                                                      const std::filesystem::path& target, const OpenModelFn& open = {});

/// True where an error met by a transfer is about `output` or some other file that is none of the inputs' own.
[[nodiscard]] bool concernsOutput(const Error& error, const ModelFile& source, const ModelFile& target, const std::filesystem::path& output);

} // namespace tensorgraft
