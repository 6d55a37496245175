#pragma once

#include "model_io/core/model_writer.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/stored_model_file.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tensorgraft::tflite {

/// Where a constant stands in the file.
struct Place {
    std::uint32_t buffer = 0;
    std::uint64_t offset = 0, storedBytes = 0;
    bool packedInt4 = false; ///< two elements a byte, the low half first; shown as int8
};

class TfliteFile final : public StoredModelFile {
public:
    TfliteFile(std::filesystem::path path, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages,
               Metadata metadata, std::vector<Error> warnings, std::vector<Place> places, std::uint64_t fileBytes)
        : StoredModelFile(path, "tflite", std::move(tensors), std::move(storages), std::move(metadata), {path},
                          std::move(warnings)),
          m_places(std::move(places)), m_fileBytes(fileBytes)
    {
    }
    [[nodiscard]] const Place& place(std::size_t tensor) const { return m_places[tensor]; }
    [[nodiscard]] std::uint64_t fileBytes() const { return m_fileBytes; }

private:
    std::vector<Place> m_places;
    std::uint64_t m_fileBytes;
};

[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openTflite(const std::filesystem::path& path, const OpenProgress& progress);

/// The target's own file with `replaced` in it. Buffers keep their size; a buffer that two tensors share takes one value.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteTflite(const TfliteFile& target,
                                                                 const std::vector<TensorToWrite>& replaced,
                                                                 const std::filesystem::path& fileName);

} // namespace tensorgraft::tflite
