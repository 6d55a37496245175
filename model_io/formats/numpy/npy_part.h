#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/numpy/npy_header.h"
#include "model_io/formats/numpy/pickled_array.h"
#include "model_io/core/tensor_roles.h"
#include "model_io/formats/stored_model_file.h"

#include <memory>
#include <unordered_set>

namespace tensorgraft::numpy {

/// The tensors of a file in the making.
struct TensorTable {
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::vector<Error> warnings;
    std::unordered_set<std::string> names;
};

/// One .npy stream: a file of its own or a member of an archive.
struct NpyPart {
    std::shared_ptr<const ByteSource> source;
    Header header;
    std::size_t firstTensor = 0, tensorCount = 0; ///< in the table
    // Where the array is one of Python objects:
    std::shared_ptr<const pickle::Document> document;
    std::vector<PickledArray> arrays; ///< one a tensor
};

/// Reads the headers of one stream and appends its tensors to `table`. A plain array is named `name`; those inside a
/// pickle by the way to them ("conv1/weights", "conv1/0"), below `name` where `nested`. What is no array goes to
/// `metadata`. Errors: NotThisFormat, Corrupt, Unsupported, Io, Cancelled.
[[nodiscard]] Result<NpyPart> readPart(std::shared_ptr<const ByteSource> source, const std::filesystem::path& path,
                                       const std::string& name, bool nested, TensorTable& table, Metadata& metadata,
                                       const OpenProgress& progress);

/// Derives layers, labels and roles of all tensors, and whether kernels look like HWIO or OIHW. Leaves early where
/// `progress` is stopped.
void nameRoles(std::vector<TensorInfo>& tensors, const OpenProgress& progress);

} // namespace tensorgraft::numpy
