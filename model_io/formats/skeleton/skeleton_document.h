#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"

#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::skeleton {

struct Described {
    std::string name;
    DType dtype = DType::Float32;
    Shape shape;
    std::uint64_t sizeBytes = 0;
    std::string layer{}, label{}; ///< where the source says them
    std::string keras3Path{};     ///< where Keras 3 files the weight; "" where that is not known
};

struct Document {
    std::string format; ///< how the described model is written; "" where the text does not say
    std::deque<Described> tensors; ///< neither grown by copies nor freed at once: there may be millions
    std::vector<Error> warnings{};
    int kerasVersion = 0; ///< 1 to 3 where it is a configuration of Keras
    std::string backend{};
};

/// Sets sizeBytes from dtype and shape. Errors: Corrupt where they do not fit 63 bits.
[[nodiscard]] Result<void> measure(Described& tensor, const std::filesystem::path& path);

/// Reads `{"skeleton": 1, "format"?, "tensors": [{"name", "shape", "dtype"}]}` (DESIGN.md), or a plain map
/// `{name: shape}` as TensorFlow's get_variable_to_shape_map() gives, whose tensors count as float32. Event-driven: a
/// million tensors need no tree. Errors: NotThisFormat (JSON of another kind), Corrupt, Unsupported (dtype, version),
/// Cancelled.
[[nodiscard]] Result<Document> parse(std::string_view text, const std::filesystem::path& path, const OpenProgress& progress = {});

} // namespace tensorgraft::skeleton
