#include "model_io/formats/tensorflow/v1_meta.h"

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/tensorflow/wire_messages.h"

#include <limits>
#include <optional>

namespace tensorgraft::tf {
namespace {

/// TF_CHECKPOINT_VERSION (tensorflow/core/public/version.h): what this reader understands.
constexpr std::int64_t checkpointVersion = 1;

Error corrupt(std::string message)
{
    return makeError(ErrorCode::Corrupt, std::move(message)).advise("The file is damaged; copy or download it again");
}

Result<V1TensorMeta> parseTensor(const WireField& message)
{
    V1TensorMeta tensor;
    bool hasShape = false;
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(1)) {
            tensor.name = field.text();
        } else if (field.isMessage(2)) {
            auto shape = parseShape(field.payload);
            if (!shape)
                return fail(corrupt("the shape of a tensor cannot be read").at(field.begin).of(tensor.name)
                                .wanted("sizes from 0 on, fewer than 2^63 elements").got("another shape"));
            tensor.shape = std::move(*shape);
            hasShape = true;
        } else if (field.isVarint(3)) {
            if (field.value > static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
                return fail(corrupt("the type of a tensor is impossible").at(field.begin).of(tensor.name)
                                .wanted("a DataType").got(std::to_string(field.value)));
            tensor.typeNumber = static_cast<int>(field.value);
        } else if (field.isMessage(4)) {
            auto slice = parseSlice(field.payload);
            if (!slice)
                return fail(corrupt("a slice of a tensor cannot be read").at(field.begin).of(tensor.name)
                                .wanted("start and length of every axis").got("damage"));
            tensor.slices.push_back(std::move(*slice));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    if (tensor.name.empty())
        return fail(corrupt("a tensor has no name").at(message.begin));
    if (!hasShape)
        tensor.shape = Shape(); // proto3 writes no empty message in some languages: a scalar
    return tensor;
}

} // namespace

Result<std::vector<V1TensorMeta>> parseV1Meta(std::span<const std::byte> message, const OpenProgress& progress)
{
    std::optional<WireField> meta;
    WireWalker outer(message);
    while (outer.next())
        if (outer.field().isMessage(1))
            meta = outer.field();
    if (!meta)
        return fail(makeError(ErrorCode::NotThisFormat, "the table is no V1 checkpoint of TensorFlow")
                        .wanted("the list of the saved tensors under the empty key")
                        .got("another message"));
    if (auto r = outer.status(); !r)
        return fail(std::move(r.error()));

    std::vector<V1TensorMeta> tensors;
    WireWalker walker(*meta);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(1)) {
            if (tensors.size() % 16 == 0 && !progress.report(OpenStep::Parsing, field.begin, message.size()))
                return cancelled();
            auto tensor = parseTensor(field);
            if (!tensor)
                return fail(std::move(tensor.error()));
            tensors.push_back(std::move(*tensor));
        } else if (field.isMessage(2)) {
            const auto wanted = parseMinConsumer(field.payload);
            if (!wanted)
                return fail(corrupt("the version of the checkpoint cannot be read").at(field.begin));
            if (*wanted > checkpointVersion)
                return fail(makeError(ErrorCode::Unsupported, "the checkpoint is made for newer readers")
                                .wanted("version " + std::to_string(checkpointVersion) + " or below")
                                .got("version " + std::to_string(*wanted)));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    return tensors;
}

} // namespace tensorgraft::tf
