#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/hdf5/container.h"
#include "model_io/formats/hdf5/hdf5_toc.h"
#include "model_io/formats/hdf5/superblock.h"
#include "model_io/formats/stored_model_file.h"

namespace tensorgraft::hdf5 {

enum class Flavour : std::uint8_t { Keras, Generic };

/// What stands beside the weights in a Keras 3 archive.
struct ArchiveText {
    const Metadata* model = nullptr; ///< tree of config.json, only for the call
    Metadata metadata;               ///< of the model file
    std::vector<Error> warnings;
};

/// An HDF5 file as its table of contents describes it.
class Hdf5ModelFile final : public StoredModelFile {
public:
    /// Superblock, table of contents through the helper, then the tensors. Keras asks for weights that Keras wrote: of
    /// versions 1 and 2 (format id keras-h5) or of version 3 (keras-v3, a bare `.weights.h5`). Errors: NotThisFormat (no
    /// HDF5; no Keras weights where `flavour` asks for them), Corrupt, Unsupported, Io, Cancelled.
    /// `plainToo`: Keras takes a file without Keras weights too, as plain HDF5.
    [[nodiscard]] static Result<std::shared_ptr<const Hdf5ModelFile>> open(const std::filesystem::path& path, Flavour flavour,
                                                                           const OpenProgress& progress, bool plainToo);
    /// The weights of a Keras 3 archive: format id keras-v3. Errors: as above.
    [[nodiscard]] static Result<std::shared_ptr<const Hdf5ModelFile>> openArchived(Container container, ArchiveText text, const OpenProgress& progress);

    [[nodiscard]] const Toc& toc() const { return *m_toc; }
    [[nodiscard]] const Dataset& dataset(std::size_t tensor) const { return m_toc->datasets[m_datasets[tensor]]; }
    [[nodiscard]] const Container& container() const { return m_container; }

private:
    Hdf5ModelFile(Container container, std::shared_ptr<const Toc> toc, std::vector<std::size_t> datasets,
                  std::string formatId, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages, Metadata metadata,
                  std::vector<std::filesystem::path> members, std::vector<Error> warnings);
    friend class TensorTable;
    Container m_container;
    std::shared_ptr<const Toc> m_toc;
    std::vector<std::size_t> m_datasets; ///< of each tensor, into the table
};

/// The storage of datasets, by what reads them. Makes the sources of one file.
class StorageFactory {
public:
    StorageFactory(Container container, std::shared_ptr<const Toc> toc);
    /// `info`: name, dtype, shape and size are set. Damage goes into the storage; the note for people into `info`.
    [[nodiscard]] TensorStorage make(std::size_t dataset, TensorInfo& info);
    [[nodiscard]] const std::vector<std::filesystem::path>& externalFiles() const { return m_external; }

private:
    Result<std::shared_ptr<const ByteSource>> source(const std::shared_ptr<const Dataset>& d, const TensorInfo& info);
    Result<std::shared_ptr<const ByteSource>> external(const Dataset& d, const TensorInfo& info);
    Container m_container;
    std::shared_ptr<const Toc> m_toc;
    std::shared_ptr<class LibraryReader> m_reader;
    std::shared_ptr<class ChunkCache> m_cache;
    std::vector<std::filesystem::path> m_external;
};

} // namespace tensorgraft::hdf5
