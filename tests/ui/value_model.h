#pragma once

#include "model_io/core/model_file.h"

#include <atomic>
#include <cstring>
#include <thread>

namespace tensorgraft::test {

/// A model in memory whose tensors have values: for tests of the inspector.
class ValueModel : public ModelFile {
public:
    struct Tensor {
        std::string name;
        Shape shape;
        std::vector<float> values;
        AxisLayout axes = AxisLayout::Unknown;
    };
    static std::shared_ptr<ValueModel> make(std::vector<Tensor> tensors, Metadata metadata = {})
    {
        std::vector<TensorInfo> infos;
        for (const Tensor& tensor : tensors) {
            TensorInfo info;
            info.name = tensor.name;
            info.label = tensor.name;
            info.shape = tensor.shape;
            info.axes = tensor.axes;
            info.kind = ParameterKind::Kernel;
            info.sizeBytes = info.elementCount() * sizeof(float);
            infos.push_back(std::move(info));
        }
        return std::shared_ptr<ValueModel>(new ValueModel(std::move(infos), std::move(tensors), std::move(metadata)));
    }
    /// 0, 1, 2, ... in C order.
    static Tensor counting(std::string name, Shape shape, AxisLayout axes = AxisLayout::Unknown)
    {
        std::vector<float> values(shape.elementCount());
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(i);
        return {std::move(name), std::move(shape), std::move(values), axes};
    }

    std::atomic<bool> failing{false};  ///< reads give an Io error
    std::atomic<int> delayMs{0};       ///< each read takes so long
    mutable std::atomic<int> reads{0};

    Result<void> read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const override
    {
        ++reads;
        if (delayMs > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(delayMs));
        if (failing)
            return fail(makeError(ErrorCode::Io, "the disk is gone").at(path()).advise("Put it back."));
        std::memcpy(out.data(), m_data[tensor].values.data() + firstElement, out.size());
        return {};
    }
    Result<std::optional<MappedTensor>> map(std::size_t) const override { return std::nullopt; }
    std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    ValueModel(std::vector<TensorInfo> infos, std::vector<Tensor> data, Metadata metadata)
        : ModelFile("values.test", "test", std::move(infos), std::move(metadata), {"values.test"}), m_data(std::move(data))
    {
    }
    std::vector<Tensor> m_data;
};

/// A counting tensor that can be mapped, with its last two axes stored the other way round: strides that are not C order.
class MappedModel : public ModelFile {
public:
    static std::shared_ptr<MappedModel> make(std::int64_t rows, std::int64_t columns)
    {
        TensorInfo info;
        info.name = "t";
        info.shape = Shape{rows, columns};
        info.sizeBytes = info.elementCount() * sizeof(float);
        return std::shared_ptr<MappedModel>(new MappedModel(info));
    }
    Result<void> read(std::size_t, std::uint64_t, std::span<std::byte>) const override
    {
        return fail(makeError(ErrorCode::Unsupported, "mapped tensors need no reading"));
    }
    Result<std::optional<MappedTensor>> map(std::size_t) const override
    {
        MappedTensor mapped;
        mapped.bytes = std::as_bytes(std::span(m_stored));
        mapped.strides = {1, tensors()[0].shape[0]};
        mapped.contiguous = false;
        return std::optional(std::move(mapped));
    }
    std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    explicit MappedModel(const TensorInfo& info) : ModelFile("mapped.test", "test", {info}, {}, {"mapped.test"})
    {
        const std::int64_t rows = info.shape[0], columns = info.shape[1];
        m_stored.resize(info.elementCount());
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t column = 0; column < columns; ++column)
                m_stored[static_cast<std::size_t>(column * rows + row)] = static_cast<float>(row * columns + column);
    }
    std::vector<float> m_stored;
};

} // namespace tensorgraft::test
