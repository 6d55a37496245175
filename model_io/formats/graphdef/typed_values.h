#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/dtype.h"

#include <memory>
#include <mutex>

namespace tensorgraft::graphdef {

/// The dense value of a TensorProto whose elements stand in a typed field (`int_val`, `float_val`, ...), packed or
/// not. TensorFlow's rule for fewer values than elements: the last one repeats; none at all: zeros
/// (tensorflow/core/framework/tensor.cc). Decoded on the first read; holds the stored values, never the repeated ones.
class TypedValues final : public ByteSource {
public:
    /// `tensor`: the TensorProto; `source` gives its bytes, `begin` is its offset there.
    /// REQUIRES: the dtype is plain and has a field of numbers; elementCount * item size fits 63 bits.
    TypedValues(std::shared_ptr<const ByteSource> source, std::uint64_t begin, std::uint64_t length, int dtypeNumber,
                DType dtype, std::uint64_t elementCount);

    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_count * m_item; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    Result<std::vector<std::byte>> decode() const;

    std::shared_ptr<const ByteSource> m_source;
    std::uint64_t m_begin, m_length;
    int m_dtypeNumber;
    DType m_dtype;
    std::uint64_t m_count;
    std::size_t m_item;
    mutable std::once_flag m_once;
    mutable Result<std::vector<std::byte>> m_values;
};

} // namespace tensorgraft::graphdef
