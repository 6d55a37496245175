#include "model_io/formats/graphdef/graphdef_format.h"

#include "model_io/formats/graphdef/graphdef_model.h"

namespace tensorgraft {
namespace {

class GraphdefFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"tf-graphdef", "TensorFlow frozen graph", {".pb"}, true, true, false};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        return !probe.isDirectory && graphdef::looksLikeGraph(probe.head, probe.fileSize) ? 85 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        return graphdef::openGraph(path, options.progress);
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        const auto file = std::dynamic_pointer_cast<const graphdef::GraphdefFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        return graphdef::rewriteGraph(*file, replaced, fileName);
    }
};

} // namespace

std::unique_ptr<Format> makeGraphdefFormat() { return std::make_unique<GraphdefFormat>(); }

} // namespace tensorgraft
