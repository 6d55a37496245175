#include "model_io/transfer/transformed_model.h"

#include "model_io/transfer/evaluate.h"

#include <mutex>

namespace tensorgraft {
namespace {

constexpr std::uint64_t windowBytes = std::uint64_t{8} << 20;

TensorInfo infoOf(const ResolvedTransform& resolved, const TensorInfo& target)
{
    TensorInfo info = target;
    info.dtype = resolved.output.dtype;
    info.shape = resolved.output.shape;
    info.sizeBytes = info.elementCount() * (isPlain(info.dtype) ? itemSizeBytes(info.dtype) : 0);
    info.storageNote.clear();
    info.quantization.reset();
    return info;
}

class TransformedModel final : public ModelFile {
public:
    TransformedModel(std::shared_ptr<const ModelFile> model, std::vector<std::size_t> sources, ResolvedTransform resolved, const TensorInfo& target)
        : ModelFile(model->path(), model->formatId(), {infoOf(resolved, target)}, {}, model->memberFiles()), m_model(std::move(model)),
          m_sources(std::move(sources)), m_resolved(std::move(resolved))
    {
    }
    Result<void> read(std::size_t, std::uint64_t firstElement, std::span<std::byte> out) const override
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_stream) {
            auto stream = TransformStream::make(m_model, m_sources, m_resolved, tensors()[0].name, windowBytes);
            if (!stream)
                return fail(std::move(stream.error()));
            m_stream = *std::move(stream);
        }
        return m_stream->read(firstElement, out);
    }
    Result<std::optional<MappedTensor>> map(std::size_t) const override { return std::optional<MappedTensor>{}; }
    std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    std::shared_ptr<const ModelFile> m_model;
    std::vector<std::size_t> m_sources;
    ResolvedTransform m_resolved;
    mutable std::mutex m_mutex; ///< a stream has one reader; models have any number
    mutable std::unique_ptr<TransformStream> m_stream;
};

} // namespace

std::shared_ptr<const ModelFile> transformedModel(std::shared_ptr<const ModelFile> model, std::vector<std::size_t> sources,
                                                  ResolvedTransform resolved, const TensorInfo& target)
{
    return std::make_shared<TransformedModel>(std::move(model), std::move(sources), std::move(resolved), target);
}

} // namespace tensorgraft
