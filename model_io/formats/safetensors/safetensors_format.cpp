#include "model_io/formats/safetensors/safetensors_format.h"

#include "model_io/formats/safetensors/safetensors_model.h"
#include "model_io/formats/safetensors/safetensors_writer.h"

#include <algorithm>

namespace tensorgraft {
namespace {

bool isPrintable(char c) { return (c >= 32 && c < 127) || c == '\n' || c == '\r' || c == '\t'; }

class SafetensorsFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"safetensors", "safetensors", {".safetensors", ".safetensors.index.json"}, true, true, true};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory)
            return safetensors::indexOfFolder(probe.path) ? 80 : 0;
        const std::string_view head = probe.headText();
        if (isIndex(head))
            return head.find(".safetensors\"") != std::string_view::npos ? 90 : 30;
        if (head.size() < 10 || head[8] != '{')
            return 0;
        std::uint64_t length = 0;
        for (std::size_t i = 8; i-- > 0;)
            length = length << 8 | std::to_integer<std::uint64_t>(probe.head[i]);
        if (length >= 2 && length <= probe.fileSize - 8 && length <= safetensors::maxHeaderBytes)
            return 95;
        // A damaged or cut file: the JSON follows, the length is wrong. Text is not taken for one.
        const bool text = std::ranges::all_of(head.substr(0, 8), isPrintable);
        return !text && (head[9] == '"' || head[9] == '}' || head[9] == ' ') ? 60 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            const auto index = safetensors::indexOfFolder(path);
            if (!index)
                return fail(makeError(ErrorCode::NotThisFormat, "the folder is no sharded safetensors model")
                                .at(path)
                                .wanted("exactly one *.safetensors.index.json")
                                .advise("Choose the index or one of the shards"));
            return safetensors::openSharded(*index, path, options.progress);
        }
        auto source = FileSource::open(path);
        if (!source)
            return fail(std::move(source.error()));
        std::string head(std::min<std::uint64_t>((*source)->sizeBytes(), 65536), '\0');
        if (auto r = (*source)->readAt(0, std::as_writable_bytes(std::span(head))); !r)
            return fail(std::move(r.error()));
        return isIndex(head) ? safetensors::openSharded(path, path, options.progress) : safetensors::openSingle(path, options.progress);
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target,
                                                 std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        auto file = std::dynamic_pointer_cast<const safetensors::SafetensorsFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        return safetensors::rewriteModel(std::move(file), std::move(replaced), fileName);
    }

    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options,
                                                std::filesystem::path fileName) const override
    {
        return safetensors::createModel(tensors, options, fileName);
    }

private:
    static bool isIndex(std::string_view head)
    {
        const auto brace = head.find_first_not_of(" \t\r\n");
        return brace != std::string_view::npos && head[brace] == '{' &&
               head.find("\"weight_map\"") != std::string_view::npos &&
               !(head.size() > 8 && head[8] == '{' && head[7] == '\0'); // a safetensors file with such a tensor
    }
};

} // namespace

std::unique_ptr<Format> makeSafetensorsFormat() { return std::make_unique<SafetensorsFormat>(); }

} // namespace tensorgraft
