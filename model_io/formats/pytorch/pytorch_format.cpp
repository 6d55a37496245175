#include "model_io/formats/pytorch/pytorch_format.h"

#include "model_io/formats/pytorch/container.h"
#include "model_io/formats/pytorch/pytorch_model.h"
#include "model_io/formats/pytorch/pytorch_writer.h"

namespace tensorgraft {
namespace {

class PytorchFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"pytorch", "PyTorch", {".pt", ".pth", ".bin", ".ckpt.pt", ".pth.tar", ".jit"}, true, true, true};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory)
            return 0;
        const std::string_view head = probe.headText();
        if (pytorch::isLegacyHead(head))
            return 100;
        if (pytorch::isTarHead(head))
            return 90;
        if (!head.starts_with("PK\x03\x04"))
            return 0;
        // The name of an entry stands in its local header and in the central directory at the end of the file.
        const std::string_view tail(reinterpret_cast<const char*>(probe.tail.data()), probe.tail.size());
        if (head.find("data.pkl") != std::string_view::npos || tail.find("data.pkl") != std::string_view::npos)
            return 90;
        const std::string_view start = head.substr(0, 512);
        return start.find("/data/0") != std::string_view::npos || start.find("/byteorder") != std::string_view::npos ? 60 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        return pytorch::openPytorch(path, options.progress);
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        auto file = std::dynamic_pointer_cast<const pytorch::PytorchFile>(target);
        if (!file)
            return Format::rewrite(std::move(target), std::move(replaced), std::move(fileName));
        return pytorch::rewriteFile(std::move(file), replaced, fileName);
    }

    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options,
                                                std::filesystem::path fileName) const override
    {
        return pytorch::createFile(tensors, options, fileName);
    }
};

} // namespace

std::unique_ptr<Format> makePytorchFormat() { return std::make_unique<PytorchFormat>(); }

} // namespace tensorgraft
