#pragma once

#include "model_io/core/model_writer.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/hdf5/hdf5_model_file.h"

namespace tensorgraft::keras_v3 {

inline constexpr std::string_view weightsMember = "model.weights.h5", configMember = "config.json", metadataMember = "metadata.json";

/// Opens a `.keras` archive. A configuration that cannot be read is a warning: the weights are there without it.
/// Errors: NotThisFormat (no such archive), Corrupt (weights missing or damaged), Unsupported, Io,
/// Cancelled.
[[nodiscard]] Result<std::shared_ptr<const hdf5::Hdf5ModelFile>> openArchive(const std::filesystem::path& path, const OpenProgress& progress);

/// The archive with another file of weights in it; every other member byte for byte, in its place in the directory.
/// The member is stored, also where it was deflated: Keras stores it.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> makeArchiveRewriter(std::shared_ptr<const hdf5::Hdf5ModelFile> target,
                                                                       std::vector<TensorToWrite> replaced,
                                                                       std::filesystem::path fileName);

} // namespace tensorgraft::keras_v3
