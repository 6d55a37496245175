#include "model_io/transfer/evaluate.h"

#include "model_io/transfer/expression.h"

namespace tensorgraft {
namespace {

class Stream final : public TransformStream {
public:
    explicit Stream(ExpressionPtr expression) : m_expression(std::move(expression)) {}
    Result<void> read(std::uint64_t firstElement, std::span<std::byte> out) override
    {
        return m_expression->read(firstElement, out);
    }

private:
    ExpressionPtr m_expression;
};

} // namespace

Result<std::unique_ptr<TransformStream>> TransformStream::make(std::shared_ptr<const ModelFile> model,
                                                               std::vector<std::size_t> sources,
                                                               const ResolvedTransform& resolved, std::string seedName,
                                                               std::uint64_t windowBytes)
{
    ExpressionContext context;
    context.model = std::move(model);
    context.seedName = std::move(seedName);
    context.memoryBytes = windowBytes;
    auto expression = buildExpression(context, sources, resolved);
    if (!expression)
        return fail(std::move(expression.error()));
    return std::make_unique<Stream>(std::move(*expression));
}

Result<std::vector<std::byte>> evaluate(std::shared_ptr<const ModelFile> model, std::vector<std::size_t> sources,
                                        const ResolvedTransform& resolved, std::string seedName, std::uint64_t limitBytes)
{
    const std::uint64_t size = resolved.output.shape.elementCount() * itemSizeBytes(resolved.output.dtype);
    if (size > limitBytes)
        return fail(makeError(ErrorCode::Unsupported, "the value is too large to be held whole")
                        .of(seedName)
                        .wanted("at most " + std::to_string(limitBytes) + " bytes")
                        .got(std::to_string(size) + " bytes"));
    auto stream = TransformStream::make(std::move(model), std::move(sources), resolved, std::move(seedName), limitBytes);
    if (!stream)
        return fail(std::move(stream.error()));
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    if (auto r = (*stream)->read(0, bytes); !r)
        return fail(std::move(r.error()));
    return bytes;
}

} // namespace tensorgraft
