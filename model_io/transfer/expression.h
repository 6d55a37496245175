#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/transform.h"
#include "model_io/transfer/strided_view.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// A value that can be read in windows without being held whole: one node of a transform's expression.
/// Not thread-safe: one executor thread pulls from it.
class Expression {
public:
    explicit Expression(ValueType type) : m_type(std::move(type)) {}
    virtual ~Expression() = default;
    Expression(const Expression&) = delete;
    Expression& operator=(const Expression&) = delete;

    [[nodiscard]] const ValueType& type() const { return m_type; }
    [[nodiscard]] std::size_t itemSize() const { return itemSizeBytes(m_type.dtype); }
    /// Elements [first, first + out.size()/itemSize()) in C order, little-endian.
    [[nodiscard]] virtual Result<void> read(std::uint64_t first, std::span<std::byte> out) = 0;
    /// The value as strided memory, where it is; then slicing and transposing are free.
    [[nodiscard]] virtual Result<std::optional<StridedView>> view() { return std::optional<StridedView>{}; }

private:
    ValueType m_type;
};
using ExpressionPtr = std::unique_ptr<Expression>;

/// What building an expression needs to know.
struct ExpressionContext {
    std::shared_ptr<const ModelFile> model;
    std::string seedName;          ///< name of the target: fills depend on it
    bool outputFirst = false;      ///< fans of a filled kernel: OIHW rather than HWIO
    std::uint64_t memoryBytes = 0; ///< a value that must be materialised beyond this goes to an unlinked temporary file
};

/// A tensor of the model as it is.
[[nodiscard]] ExpressionPtr tensorExpression(std::shared_ptr<const ModelFile> model, std::size_t tensor);
/// The whole transform over tensors of `context.model`. Errors: reading, where a value must be materialised.
[[nodiscard]] Result<ExpressionPtr> buildExpression(const ExpressionContext& context, const std::vector<std::size_t>& sources,
                                                    const ResolvedTransform& resolved);

} // namespace tensorgraft
