#pragma once

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"
#include "model_io/formats/wire_rewrite.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// The parts of TensorFlow's graph that concern weights. Field numbers: tensorflow/core/framework/
// graph.proto, node_def.proto, attr_value.proto, function.proto, tensor.proto, tensor_shape.proto, versions.proto.
namespace tensorgraft::graphdef {

/// A TensorProto as it stands in the file.
struct TensorValue {
    std::vector<WireSpan> enclosing; ///< outermost first; the last is the TensorProto itself
    std::span<const std::byte> bytes; ///< of the TensorProto
    int dtypeNumber = 0;
    std::optional<Shape> shape;      ///< nullopt: unknown rank, a negative size or a damaged message
    bool damaged = false;            ///< the fields cannot be walked to the end
    std::uint64_t contentOffset = 0, contentBytes = 0; ///< tensor_content, field 4
    /// Typed values: how many fields hold some, and the last of them.
    std::uint64_t valueFields = 0;
    WireField lastValue;
};

struct Node {
    std::string_view name, op;
    std::vector<std::string_view> inputs; ///< data inputs: the node only, without ":0"; control inputs are left out
    bool transposeB = false;              ///< transpose_b or adj_y is set
    std::optional<TensorValue> value;     ///< of a Const
};

/// The graph itself or a function of its library.
struct Scope {
    std::string_view function; ///< empty: the graph
    std::vector<Node> nodes;
};

struct Graph {
    std::vector<Scope> scopes;
    std::optional<std::int64_t> producer, minConsumer;
};

/// Walks a whole GraphDef; texts are views into `bytes`. Errors: Corrupt, Cancelled.
[[nodiscard]] Result<Graph> walkGraph(std::span<const std::byte> bytes, const OpenProgress& progress = {});

/// True where `head`, the start of a file of `fileSize` bytes, reads as a GraphDef: nodes first, each beginning with a
/// name and the name of an operation. ONNX, Caffe, SavedModel and MetaGraphDef messages begin otherwise.
[[nodiscard]] bool looksLikeGraph(std::span<const std::byte> head, std::uint64_t fileSize);

/// The field of TensorProto that holds values of a DataType as numbers, 0 where there is none, and how they stand.
struct ValueField {
    std::uint32_t number = 0;
    std::size_t width = 0; ///< bytes of one stored number; 0: varints
};
[[nodiscard]] ValueField valueFieldOf(int dtypeNumber);

} // namespace tensorgraft::graphdef
