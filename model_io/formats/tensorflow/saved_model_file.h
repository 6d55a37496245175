#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/tensorflow/bundle_model.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tensorgraft::tf {

/// Opens the SavedModel in `folder`. `path`: what the person opened. A saved_model.pb that cannot be understood is a
/// warning: the variables have names of their own. Errors: NotThisFormat, Io (no variables), and the bundle's; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openSavedModel(const std::filesystem::path& path,
                                                                      const std::filesystem::path& folder, const OpenProgress& progress);

/// Files and folders of a SavedModel that are not the variables, relative to it, folders before what is in them.
/// Errors: Unsupported where there is more than files and folders (devices, links to folders), Io.
struct SavedModelRest {
    std::vector<std::filesystem::path> files, folders;
};
[[nodiscard]] Result<SavedModelRest> listRest(const std::filesystem::path& folder, const BundleLayout& variables);

} // namespace tensorgraft::tf
