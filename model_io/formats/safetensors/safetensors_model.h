#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/safetensors/safetensors_header.h"
#include "model_io/formats/stored_model_file.h"

namespace tensorgraft::safetensors {

/// One file of a model and what its header says.
struct Shard {
    std::string name; ///< as the index has it; the file's own name for a model of one file
    std::filesystem::path path;
    std::shared_ptr<const FileSource> source; ///< nullptr where the file is missing or damaged
    Header header;
};

/// Where a tensor of the model stands.
struct Place {
    std::size_t shard = 0;
    std::optional<std::size_t> entry; ///< in the header of the shard; nullopt where the shard has no such tensor
};

struct Layout {
    std::vector<Shard> shards;
    std::vector<Place> places; ///< one a tensor
    std::string indexText;     ///< of the index file; empty for a model of one file
    std::string indexName;     ///< "model.safetensors.index.json"
    bool openedAsFolder = false;
};

/// A safetensors model of one or several files.
class SafetensorsFile final : public StoredModelFile {
public:
    SafetensorsFile(std::filesystem::path path, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages,
                    Metadata metadata, std::vector<std::filesystem::path> members, std::vector<Error> warnings,
                    Layout layout)
        : StoredModelFile(std::move(path), "safetensors", std::move(tensors), std::move(storages), std::move(metadata),
                          std::move(members), std::move(warnings)),
          m_layout(std::move(layout))
    {
    }
    [[nodiscard]] const Layout& layout() const { return m_layout; }

private:
    Layout m_layout;
};

[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openSingle(const std::filesystem::path& path, const OpenProgress& progress);
/// `index`: the JSON file; `opened`: what the person chose (the index or its folder).
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openSharded(const std::filesystem::path& index,
                                                                   const std::filesystem::path& opened,
                                                                   const OpenProgress& progress);
/// The one "*.safetensors.index.json" of a folder; nullopt where there is none or more than one.
[[nodiscard]] std::optional<std::filesystem::path> indexOfFolder(const std::filesystem::path& folder);

} // namespace tensorgraft::safetensors
