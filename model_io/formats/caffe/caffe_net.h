#pragma once

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"
#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The parts of Caffe's NetParameter that concern weights; field numbers of src/caffe/proto/caffe.proto.
namespace tensorgraft::caffe {

struct Blob {
    std::uint64_t begin = 0;         ///< of the BlobProto in the file
    std::optional<Shape> shape;      ///< nullopt: impossible
    bool legacyShape = false;        ///< num, channels, height, width: always four axes
    bool isDouble = false;
    std::uint64_t runs = 0;          ///< fields with values; one packed run can be mapped
    std::uint64_t offset = 0, lengthBytes = 0; ///< of the last run
    bool packed = true;
};

struct Layer {
    std::string_view name;
    std::string type; ///< "Convolution", also for version 1, whose types are numbers
    std::vector<Blob> blobs;
};

struct Net {
    std::string_view name;
    std::vector<Layer> layers;
};

/// Texts are views into `bytes`. Errors: Corrupt, Cancelled.
[[nodiscard]] Result<Net> walkNet(std::span<const std::byte> bytes, const OpenProgress& progress = {});
/// True where `head`, the start of a file, reads as a NetParameter: perhaps a name and inputs, then a layer.
[[nodiscard]] bool looksLikeNet(std::span<const std::byte> head);

/// Kind and axes of blob `index` of a layer of this type.
struct BlobMeaning {
    ParameterKind kind = ParameterKind::Unknown;
    AxisLayout axes = AxisLayout::Unknown;
    std::size_t rank = 0; ///< axes of the value where a legacy shape has leading ones; 0: as stored
};
[[nodiscard]] BlobMeaning meaningOf(std::string_view layerType, std::size_t index);

} // namespace tensorgraft::caffe
