#include "model_io/formats/tensorflow/bundle_format.h"

#include "model_io/formats/tensorflow/bundle_model.h"
#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/bundle_writer.h"

#include <algorithm>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

class TfCheckpointV2Format final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"tf-checkpoint-v2", "TensorFlow checkpoint (V2)", {".index", ".ckpt"}, true, true, true};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory) // a SavedModel is more than its variables
            return !isFile(probe.path / "saved_model.pb") && tf::findBundle(probe.path) ? 70 : 0;
        if (SsTable::hasMagic(probe.tail)) {
            auto source = FileSource::open(probe.path);
            switch (source ? tf::tableKind(*source, probe.path) : tf::TableKind::None) {
            case tf::TableKind::Bundle: return 100;
            case tf::TableKind::V1:
            case tf::TableKind::Unknown: return 0;
            case tf::TableKind::None: return isIndexName(probe.path) ? 80 : 10; // a damaged table: the name is all there is
            }
        }
        if (const auto prefix = tf::prefixOfMember(probe.path)) {
            if (isIndexName(probe.path)) // no magic number: cut short, where its data lies beside it
                return isFile(tf::shardPath(*prefix, 0, 1)) || startsAsIndex(probe) ? 60 : 0;
            return isFile(tf::indexPath(*prefix)) ? 97 : 0; // a data file is nothing but numbers
        }
        if (!tf::parseCheckpointState(probe.headText()))
            return 0;
        const auto found = tf::findBundle(probe.path);
        return found ? 90 : found.error().code == ErrorCode::NotThisFormat ? 0 : 40; // it may name a V1 checkpoint
    }

    std::optional<fs::path> locate(const fs::path& path) const override
    {
        const fs::path index = tf::indexPath(path);
        return isFile(index) ? std::optional(index) : std::nullopt;
    }

    Result<std::shared_ptr<const ModelFile>> open(const fs::path& path, const OpenOptions& options) const override
    {
        auto found = tf::findBundle(path);
        if (!found)
            return fail(std::move(found.error()));
        auto parts = tf::readBundle(found->prefix, options.progress);
        if (!parts)
            return fail(std::move(parts.error()));
        parts->warnings.insert(parts->warnings.begin(), found->warnings.begin(), found->warnings.end());
        return tf::makeBundleFile(path, info().id, std::move(*parts));
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 fs::path fileName) const override
    {
        auto file = std::dynamic_pointer_cast<const tf::BundleFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        auto prefix = outputPrefix(fileName);
        if (!prefix)
            return fail(std::move(prefix.error()));
        return tf::rewriteBundle(std::move(file), std::move(replaced), {std::move(*prefix), {}});
    }

    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options, fs::path fileName) const override
    {
        auto prefix = outputPrefix(fileName);
        if (!prefix)
            return fail(std::move(prefix.error()));
        return tf::createBundle(std::move(tensors), options.shardBytes, std::move(*prefix));
    }

private:
    static bool isIndexName(const fs::path& path) { return path.extension() == ".index"; }
    static bool startsAsIndex(const Probe& probe)
    {
        // The first entry: empty key, a short header, num_shards.
        const std::string_view head = probe.headText();
        return head.size() > 4 && head[0] == 0 && head[1] == 0 && head[2] > 1 && head[2] < 64 && head[3] == 0x08;
    }
    static Result<fs::path> outputPrefix(const fs::path& fileName)
    {
        fs::path prefix = tf::prefixOfOutput(fileName.filename());
        if (prefix == "checkpoint")
            return fail(makeError(ErrorCode::Usage, "this name belongs to the state file beside checkpoints").at(fileName)
                            .wanted("the name of a checkpoint, such as 'model.ckpt' or 'model.ckpt.index'").got("checkpoint")
                            .advise("Choose another name for the output"));
        return prefix;
    }
};

} // namespace

std::unique_ptr<Format> makeTfCheckpointV2Format() { return std::make_unique<TfCheckpointV2Format>(); }

} // namespace tensorgraft
