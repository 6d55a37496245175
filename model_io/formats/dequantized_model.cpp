#include "model_io/formats/dequantized_model.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft {
namespace {

std::vector<TensorInfo> asFloats(const ModelFile& model)
{
    std::vector<TensorInfo> tensors(model.tensors().begin(), model.tensors().end());
    for (TensorInfo& t : tensors)
        if (t.quantization && isInteger(t.dtype)) {
            t.storageNote += (t.storageNote.empty() ? "dequantised from " : ", dequantised from ") + std::string(dtypeName(t.dtype));
            t.dtype = DType::Float32;
            t.quantization.reset(); // the values are the numbers themselves now
            t.sizeBytes = t.elementCount() * sizeof(float);
        }
    return tensors;
}

class DequantizedModel final : public ModelFile {
public:
    explicit DequantizedModel(std::shared_ptr<const ModelFile> model)
        : ModelFile(model->path(), model->formatId(), asFloats(*model), model->metadata(), model->memberFiles(), model->warnings()),
          m_model(std::move(model))
    {
    }

    Result<void> read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const override
    {
        const TensorInfo& stored = m_model->tensors()[tensor];
        if (!isView(tensor))
            return m_model->read(tensor, firstElement, out);
        const std::uint64_t count = stored.elementCount();
        if (out.size() % sizeof(float) != 0 || firstElement > count || out.size() / sizeof(float) > count - firstElement)
            return fail(makeError(ErrorCode::Mismatch, "the range lies outside of the tensor").at(path()).of(stored.name));
        const AffineQuantization& q = *stored.quantization;
        std::uint64_t inner = 1, length = 1; // elements of one index along the axis; indices
        if (q.axis >= 0) {
            length = static_cast<std::uint64_t>(stored.shape[static_cast<std::size_t>(q.axis)]);
            for (std::size_t axis = static_cast<std::size_t>(q.axis) + 1; axis < stored.shape.rank(); ++axis)
                inner *= static_cast<std::uint64_t>(stored.shape[axis]);
        }
        constexpr std::size_t window = 16384;
        const std::size_t item = itemSizeBytes(stored.dtype);
        std::vector<std::byte> integers(std::min<std::size_t>(window, out.size() / sizeof(float)) * item);
        std::vector<double> numbers(integers.size() / item);
        for (std::size_t done = 0; done < out.size() / sizeof(float);) {
            const std::size_t n = std::min(numbers.size(), out.size() / sizeof(float) - done);
            const auto part = std::span(integers).first(n * item);
            if (auto r = m_model->read(tensor, firstElement + done, part); !r)
                return r;
            convertToDouble(stored.dtype, part, std::span(numbers).first(n));
            for (std::size_t i = 0; i < n; ++i) {
                const std::uint64_t index = q.axis < 0 ? 0 : (firstElement + done + i) / inner % length;
                const float value = static_cast<float>(q.scales[index] * (numbers[i] - static_cast<double>(q.zeroPoint(index))));
                std::memcpy(out.data() + (done + i) * sizeof(float), &value, sizeof(float));
            }
            done += n;
        }
        return {};
    }

    Result<std::optional<MappedTensor>> map(std::size_t tensor) const override
    {
        if (isView(tensor))
            return std::optional<MappedTensor>();
        return m_model->map(tensor);
    }

    std::optional<FileExtent> extent(std::size_t tensor) const override
    {
        return isView(tensor) ? std::nullopt : m_model->extent(tensor);
    }

private:
    bool isView(std::size_t tensor) const { return tensors()[tensor].dtype != m_model->tensors()[tensor].dtype; }

    std::shared_ptr<const ModelFile> m_model;
};

} // namespace

std::shared_ptr<const ModelFile> dequantizedView(std::shared_ptr<const ModelFile> model)
{
    const bool any = std::ranges::any_of(model->tensors(), [](const TensorInfo& t) { return t.quantization && isInteger(t.dtype); });
    return any ? std::make_shared<DequantizedModel>(std::move(model)) : model;
}

} // namespace tensorgraft
