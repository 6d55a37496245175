#include "model_io/formats/tflite/tflite_format.h"

#include "model_io/formats/tflite/tflite_model.h"

namespace tensorgraft {
namespace {

class TfliteFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"tflite", "TensorFlow Lite", {".tflite"}, true, true, false};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        // The identifier of the flatbuffer; older files than version 3 are not read by anything any more.
        return !probe.isDirectory && probe.headText().size() >= 8 && probe.headText().substr(4, 4) == "TFL3" ? 95 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        return tflite::openTflite(path, options.progress);
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        const auto file = std::dynamic_pointer_cast<const tflite::TfliteFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        return tflite::rewriteTflite(*file, replaced, fileName);
    }
};

} // namespace

std::unique_ptr<Format> makeTfliteFormat() { return std::make_unique<TfliteFormat>(); }

} // namespace tensorgraft
