#pragma once

#include "model_io/codecs/sstable.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/stored_model_file.h"
#include "model_io/formats/tensorflow/bundle_index.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace tensorgraft::tf {

/// What rewriting needs of an opened bundle.
struct BundleLayout {
    std::filesystem::path prefix;
    std::shared_ptr<const FileSource> indexFile;
    std::shared_ptr<const SsTable> table;
    BundleHeader header;
    /// Data files that are there, by number; all that an entry needs, and the others where they exist.
    std::map<std::int64_t, std::shared_ptr<const FileSource>> shards;
};

/// A V2 checkpoint: also the variables of a SavedModel, under another format id.
class BundleFile : public StoredModelFile {
public:
    BundleFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors,
               std::vector<TensorStorage> storages, Metadata metadata, std::vector<std::filesystem::path> members,
               std::vector<Error> warnings, BundleLayout layout)
        : StoredModelFile(std::move(path), std::move(formatId), std::move(tensors), std::move(storages), std::move(metadata),
                          std::move(members), std::move(warnings)),
          m_layout(std::move(layout))
    {
    }
    [[nodiscard]] const BundleLayout& layout() const { return m_layout; }

private:
    BundleLayout m_layout;
};

/// Everything a ModelFile of a bundle is made of; formats that hold a bundle add their own before making the file.
struct BundleParts {
    std::vector<TensorInfo> tensors; ///< in the order of the keys
    std::vector<TensorStorage> storages;
    Metadata metadata;
    std::vector<std::filesystem::path> members; ///< the index, then the data files that are there
    std::vector<Error> warnings;
    BundleLayout layout;
};
/// Reads the index of the bundle `prefix` and the small texts that are its metadata; no tensor is read. Damage of
/// single tensors and missing data files do not prevent it. Errors: NotThisFormat, Corrupt, Unsupported, Io,
/// Cancelled.
[[nodiscard]] Result<BundleParts> readBundle(const std::filesystem::path& prefix, const OpenProgress& progress = {});
/// `path`: what the person opened.
[[nodiscard]] std::shared_ptr<const BundleFile> makeBundleFile(std::filesystem::path path, std::string formatId, BundleParts parts);

} // namespace tensorgraft::tf
