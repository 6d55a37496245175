#pragma once

#include "model_io/core/model_file.h"
#include "model_io/core/tensor_roles.h"

#include <algorithm>

namespace tensorgraft::test {

/// A model that exists only in memory and whose every byte is zero: for tests of trees and mappings.
class FakeModel : public ModelFile {
public:
    struct Tensor {
        std::string name;
        Shape shape;
        std::string alias = {};
    };
    /// Layers and roles as a reader of this convention would derive them. `format`: "" for what the convention suggests.
    static std::shared_ptr<const ModelFile> make(std::string path, std::vector<Tensor> tensors, AxisConvention convention = AxisConvention::TensorFlow,
                                                 std::string format = {})
    {
        if (format.empty())
            format = convention == AxisConvention::PyTorch ? "pytorch" : "keras-h5";
        std::vector<TensorInfo> infos;
        for (Tensor& t : tensors) {
            TensorInfo info;
            const SplitName split = splitLastSegment(t.name);
            info.layer = split.parent;
            info.label = split.last;
            info.shape = std::move(t.shape);
            info.sizeBytes = info.elementCount() * 4;
            info.name = std::move(t.name);
            info.alias = std::move(t.alias);
            deriveRoles(info, convention);
            infos.push_back(std::move(info));
        }
        return std::shared_ptr<const ModelFile>(new FakeModel(std::move(path), std::move(format), std::move(infos)));
    }

    Result<void> read(std::size_t, std::uint64_t, std::span<std::byte> out) const override
    {
        std::ranges::fill(out, std::byte{0});
        return {};
    }
    Result<std::optional<MappedTensor>> map(std::size_t) const override { return std::nullopt; }
    std::optional<FileExtent> extent(std::size_t) const override { return std::nullopt; }

private:
    FakeModel(std::string path, std::string format, std::vector<TensorInfo> tensors)
        : ModelFile(path, std::move(format), std::move(tensors), {}, {path})
    {
    }
};

/// A small network as Keras writes it.
inline std::shared_ptr<const ModelFile> kerasNet(int classes = 7)
{
    return FakeModel::make("source.h5", {{"conv1/kernel", {3, 3, 3, 16}}, {"conv1/bias", {16}}, {"block/conv2/kernel", {3, 3, 16, 32}},
                                         {"block/conv2/bias", {32}}, {"dense/kernel", {32, classes}}, {"dense/bias", {classes}}});
}

/// The same network as PyTorch writes it.
inline std::shared_ptr<const ModelFile> torchNet(int classes = 7)
{
    return FakeModel::make("target.pt", {{"conv1.weight", {16, 3, 3, 3}}, {"conv1.bias", {16}}, {"block.conv2.weight", {32, 16, 3, 3}},
                                         {"block.conv2.bias", {32}}, {"head.weight", {classes, 32}}, {"head.bias", {classes}}},
                           AxisConvention::PyTorch);
}

} // namespace tensorgraft::test
