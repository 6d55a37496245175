#pragma once

#include "model_io/core/model_file.h"
#include "model_io/core/model_writer.h"
#include "model_io/core/open_progress.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// What the registry has read of a path before any format is asked.
struct Probe {
    std::filesystem::path path;
    bool isDirectory = false;
    std::uint64_t fileSize = 0;
    std::span<const std::byte> head; ///< the first 64 KiB at most
    std::span<const std::byte> tail; ///< the last 64 KiB at most (overlaps head in small files)

    [[nodiscard]] std::string_view headText() const
    {
        return {reinterpret_cast<const char*>(head.data()), head.size()};
    }
};

/// What is known of a format without opening anything; `tensorgraft formats` prints it.
struct FormatInfo {
    std::string id;                       ///< "keras-h5"
    std::string title;                    ///< "Keras HDF5"
    std::vector<std::string> suffixes;    ///< ".h5", ".hdf5"; for dialogs and export only, never for sniffing
    bool canRead = true, canRewrite = false, canExport = false;
};

/// Options of opening.
struct OpenOptions {
    OpenProgress progress{};
    /// The format may open the file as a related one that has no more to say than it, instead of giving NotThisFormat after
    /// all the work was done: Keras HDF5 as plain HDF5.
    bool acceptRelated = false;
};

/// Options of an export.
struct ExportOptions {
    std::uint64_t shardBytes = 0; ///< 0: one file
    Metadata metadata{};          ///< written as far as the format has a place for it
    /// The model that the tensors were named by (nullptr: none), where its description tells more than names do: places
    /// in a Keras 3 file. Only its metadata is looked at.
    std::shared_ptr<const ModelFile> namedBy{};
};

/// One family of files. Stateless; all functions may be called from several threads.
class Format {
public:
    virtual ~Format() = default;
    [[nodiscard]] virtual const FormatInfo& info() const = 0;
    /// 0: surely not; 100: surely (a magic number that nothing else has). Looks at content, never at the suffix.
    [[nodiscard]] virtual int sniff(const Probe& probe) const = 0;
    /// The file that stands for `path` where there is none of that very name: TensorFlow calls a checkpoint by the common
    /// beginning of its files' names. open() must take `path` too.
    [[nodiscard]] virtual std::optional<std::filesystem::path> locate(const std::filesystem::path& path) const
    {
        (void)path;
        return std::nullopt;
    }
    /// Reads headers only. Errors: NotThisFormat, Corrupt, Unsupported, Io, Cancelled.
    [[nodiscard]] virtual Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const = 0;
    [[nodiscard]] Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path) const { return open(path, {}); }
    /// A writer that yields the target's own file with `replaced` in it and everything else preserved.
    /// A replaced tensor may have another dtype or shape where the format can hold it, else Unsupported.
    /// `fileName`: of the output (its folder is the staging folder given to begin()).
    [[nodiscard]] virtual Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target,
                                                                       std::vector<TensorToWrite> replaced,
                                                                       std::filesystem::path fileName) const;
    /// A writer for a new file with exactly `tensors`, in this order.
    [[nodiscard]] virtual Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors,
                                                                      ExportOptions options,
                                                                      std::filesystem::path fileName) const;
};

} // namespace tensorgraft
