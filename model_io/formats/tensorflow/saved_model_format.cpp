#include "model_io/formats/tensorflow/saved_model_format.h"

#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/bundle_writer.h"
#include "model_io/formats/tensorflow/saved_model_file.h"

#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

void syncFolder(const fs::path& folder)
{
    if (const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

/// A new folder: the bundle's writer makes the variables and copies the other files, folders without files are made here.
class SavedModelWriter final : public ModelWriter {
public:
    SavedModelWriter(std::unique_ptr<ModelWriter> bundle, fs::path name, std::vector<fs::path> folders)
        : m_bundle(std::move(bundle)), m_name(std::move(name)), m_folders(std::move(folders))
    {
    }
    bool makesFolder() const override { return true; }
    std::vector<std::size_t> preferredOrder() const override { return m_bundle->preferredOrder(); }
    std::uint64_t keptBytes() const override { return m_bundle->keptBytes(); }
    Result<void> begin(const fs::path& stagingFolder, const ProgressFn& progress) override
    {
        std::error_code error;
        m_root = stagingFolder / m_name;
        fs::create_directory(m_root, error);
        for (const fs::path& folder : m_folders)
            if (!error)
                fs::create_directories(m_root / folder, error);
        if (error)
            return fail(ioError(error.value(), "create the folder", m_root));
        return m_bundle->begin(stagingFolder, progress);
    }
    Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        return m_bundle->write(slot, byteOffset, bytes);
    }
    Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override { return m_bundle->copyExtent(slot, extent); }
    Result<void> finish(const ProgressFn& progress) override
    {
        if (auto r = m_bundle->finish(progress); !r)
            return r;
        // The names must last before the folder appears; some file systems refuse to sync folders.
        for (const fs::path& folder : m_folders)
            syncFolder(m_root / folder);
        syncFolder(m_root);
        return {};
    }
    /// The folder appears as a whole, by one rename.
    std::vector<fs::path> outputs() const override { return {m_name}; }

private:
    std::unique_ptr<ModelWriter> m_bundle;
    fs::path m_name, m_root;
    std::vector<fs::path> m_folders;
};

class TfSavedModelFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"tf-savedmodel", "TensorFlow SavedModel", {"saved_model.pb"}, true, true, false};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory)
            return isFile(probe.path / "saved_model.pb") ? 95 : 0;
        // saved_model_schema_version and the first of meta_graphs; what else begins so has no variables beside it.
        const std::string_view head = probe.headText();
        if (head.size() < 4 || head[0] != 0x08 || static_cast<unsigned char>(head[1]) > 0x7F || head[2] != 0x12)
            return 0;
        return isFile(tf::indexPath(probe.path.parent_path() / "variables" / "variables")) ? 95 : 20;
    }

    Result<std::shared_ptr<const ModelFile>> open(const fs::path& path, const OpenOptions& options) const override
    {
        std::error_code ignored;
        return tf::openSavedModel(path, fs::is_directory(path, ignored) ? path : path.parent_path(), options.progress);
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 fs::path fileName) const override
    {
        auto file = std::dynamic_pointer_cast<const tf::BundleFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        const fs::path name = fileName.filename();
        if (name.empty() || name == "saved_model.pb")
            return fail(makeError(ErrorCode::Usage, "a SavedModel is a folder").at(fileName)
                            .wanted("the name of the new folder").got("the name of a file in it")
                            .advise("Give the folder as the output"));
        // <folder>/variables/variables
        const fs::path folder = file->layout().prefix.parent_path().parent_path();
        auto rest = tf::listRest(folder, file->layout());
        if (!rest)
            return fail(std::move(rest.error()));
        tf::BundleOutput output{name / "variables" / "variables", {}};
        for (const fs::path& relative : rest->files) {
            std::error_code error;
            FilePlan plan;
            plan.name = name / relative;
            plan.sizeBytes = fs::file_size(folder / relative, error);
            if (error)
                return fail(ioError(error.value(), "read the file", folder / relative));
            plan.keep({folder / relative, 0, plan.sizeBytes}, 0);
            output.alongside.push_back(std::move(plan));
        }
        auto bundle = tf::rewriteBundle(std::move(file), std::move(replaced), std::move(output));
        if (!bundle)
            return bundle;
        return std::make_unique<SavedModelWriter>(std::move(*bundle), name, std::move(rest->folders));
    }
};

} // namespace

std::unique_ptr<Format> makeTfSavedModelFormat() { return std::make_unique<TfSavedModelFormat>(); }

} // namespace tensorgraft
