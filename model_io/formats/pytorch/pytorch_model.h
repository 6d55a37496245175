#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/pytorch/container.h"
#include "model_io/formats/stored_model_file.h"

namespace tensorgraft::pytorch {

/// What rewriting needs to know of one tensor.
struct Origin {
    std::string storage;   ///< key into Container::storages; "" where it has none
    std::size_t part = 0;  ///< index into Container::parts
    pickle::Ref value = nullptr; ///< the pickled call
};

/// An opened torch.save file.
class PytorchFile final : public StoredModelFile {
public:
    PytorchFile(std::filesystem::path path, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages,
                Metadata metadata, std::vector<Error> warnings, Container container, std::vector<Origin> origins)
        : StoredModelFile(path, "pytorch", std::move(tensors), std::move(storages), std::move(metadata), {path},
                          std::move(warnings)),
          m_container(std::move(container)), m_origins(std::move(origins))
    {
    }
    [[nodiscard]] const Container& container() const { return m_container; }
    [[nodiscard]] const Origin& origin(std::size_t tensor) const { return m_origins[tensor]; }

private:
    Container m_container;
    std::vector<Origin> m_origins;
};

[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openPytorch(const std::filesystem::path& path, const OpenProgress& progress);

} // namespace tensorgraft::pytorch
