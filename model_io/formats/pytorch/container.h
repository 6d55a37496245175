#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/zip.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/pytorch/tensor_pickle.h"

#include <filesystem>
#include <unordered_map>

namespace tensorgraft::pytorch {

/// Where the bytes of a storage are.
struct StoredBytes {
    std::shared_ptr<const ByteSource> source; ///< exactly the storage
    std::optional<std::uint64_t> fileOffset;  ///< of its first byte where it stands raw in the file
    const ZipEntry* entry = nullptr;          ///< of a zip file
    std::shared_ptr<const Error> damage;      ///< why there is no source
};

/// One pickle of the file and the place of its storages.
struct PickledPart {
    std::shared_ptr<const pickle::Document> document;
    std::string prefix;        ///< before the names of its tensors: "" or "constants"
    std::string storageFolder; ///< zip: "archive/data/"
    const ZipEntry* entry = nullptr;
};

enum class ContainerKind { Zip, Legacy, Tar };

/// A torch.save file taken apart: what was pickled, and the storages by key. Three generations:
/// zip archives (1.6 on, also TorchScript), the stream of 0.1.10 to 1.5, and the tar archives before.
struct Container {
    ContainerKind kind = ContainerKind::Zip;
    std::shared_ptr<const FileSource> file;
    std::shared_ptr<const ZipArchive> zip;
    std::vector<PickledPart> parts;
    TensorLookup lookup; ///< of tar files
    bool bigEndian = false;
    bool isTorchScript = false;
    std::string version; ///< of the zip container or the legacy protocol
    /// By storageFolder + key (zip) or key.
    std::unordered_map<std::string, StoredBytes> storages;
    std::vector<Error> warnings;
    std::uint64_t pickleEnd = 0; ///< legacy: where the list of storage keys starts
};

/// Errors: Io, Corrupt, Unsupported, NotThisFormat, Cancelled.
[[nodiscard]] Result<Container> openZipContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress);
[[nodiscard]] Result<Container> openLegacyContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress);
[[nodiscard]] Result<Container> openTarContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress);

/// True where the first bytes are those of a legacy stream: the pickled number 0x1950a86a20f9469cfc6c.
[[nodiscard]] bool isLegacyHead(std::string_view head);
/// True where the first member of a tar archive is one that torch.save wrote before 0.1.10.
[[nodiscard]] bool isTarHead(std::string_view head);

/// Every storage that `document` names, once each by key. Leaves early where `progress` is stopped.
[[nodiscard]] std::unordered_map<std::string, StorageId> storagesOf(const pickle::Document& document, const OpenProgress& progress);
/// Bytes of a storage as its persistent id describes it; nullopt for unknown element types and on overflow.
[[nodiscard]] std::optional<std::uint64_t> storageBytes(const StorageId& id);

} // namespace tensorgraft::pytorch
