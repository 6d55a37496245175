#include "model_io/formats/caffe/caffe_net.h"

#include "model_io/codecs/wire_watch.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tensorgraft::caffe {
namespace {

using K = ParameterKind;
using L = AxisLayout;

constexpr std::size_t maxRank = 32; // as Caffe's kMaxBlobAxes
constexpr std::uint32_t layersV1 = 2, layersV2 = 100;

/// V1LayerParameter.LayerType: those that have weights.
std::string typeV1(std::uint64_t number)
{
    switch (number) {
    case 4: return "Convolution";
    case 14: return "InnerProduct";
    case 39: return "Deconvolution";
    default: return "layer type " + std::to_string(number);
    }
}

bool addDims(const WireField& field, std::vector<std::int64_t>& dims)
{
    const auto add = [&](std::uint64_t value) {
        dims.push_back(static_cast<std::int64_t>(value));
        return dims.size() <= maxRank;
    };
    if (field.type == WireType::Varint)
        return add(field.value);
    if (field.type != WireType::Length)
        return false;
    for (std::size_t at = 0; at < field.payload.size();) {
        const auto value = readVarint(field.payload, at);
        if (!value || !add(*value))
            return false;
    }
    return true;
}

Result<Blob> walkBlob(const WireField& message, WireWatch& watch)
{
    Blob blob;
    blob.begin = message.begin;
    std::array<std::int64_t, 4> legacy{};
    std::vector<std::int64_t> dims;
    bool hasLegacy = false, hasShape = false, good = true;
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (!watch.at(field.begin)) // old files have a field for every number
            return cancelled();
        if (field.number >= 1 && field.number <= 4 && field.type == WireType::Varint) {
            legacy[field.number - 1] = static_cast<std::int64_t>(field.value);
            hasLegacy = true;
        } else if (field.isMessage(7)) {
            hasShape = true;
            WireWalker shape(field);
            while (shape.next())
                if (shape.field().number == 1)
                    good = good && addDims(shape.field(), dims);
            good = good && shape.status();
        } else if (field.number == 5 || field.number == 8) { // data, double_data
            ++blob.runs;
            blob.isDouble = field.number == 8;
            blob.packed = field.type == WireType::Length;
            blob.offset = field.offset;
            blob.lengthBytes = field.length;
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    blob.legacyShape = hasLegacy && !hasShape;
    Shape shape(blob.legacyShape ? std::vector<std::int64_t>(legacy.begin(), legacy.end()) : std::move(dims));
    if (good && shape.checkedElementCount())
        blob.shape = std::move(shape);
    return blob;
}

Result<Layer> walkLayer(const WireField& message, WireWatch& watch)
{
    const bool v1 = message.number == layersV1;
    const std::uint32_t nameField = v1 ? 4 : 1, typeField = v1 ? 5 : 2, blobField = v1 ? 6 : 7;
    Layer layer;
    WireWalker walker(message);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (field.isMessage(nameField)) {
            layer.name = field.text();
        } else if (!v1 && field.isMessage(typeField)) {
            layer.type = field.text();
        } else if (v1 && field.isVarint(typeField)) {
            layer.type = typeV1(field.value);
        } else if (field.isMessage(blobField)) {
            auto blob = walkBlob(field, watch);
            if (!blob)
                return fail(std::move(blob.error()));
            layer.blobs.push_back(std::move(*blob));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    return layer;
}

bool isName(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return c >= 32 && c != 127; });
}

bool isTypeName(std::string_view text)
{
    return !text.empty() && std::isupper(static_cast<unsigned char>(text[0])) &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

/// The visible start of a layer: texts and, in version 1, the number of its type.
bool startsLikeLayer(std::span<const std::byte> head, bool v1)
{
    int texts = 0;
    WireWalker walker(head);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (!v1) { // name, type
            if (field.isMessage(1) && texts == 0 && isName(field.text()))
                ++texts;
            else
                return texts == 1 && field.isMessage(2) && isTypeName(field.text());
        } else if (field.number >= 2 && field.number <= 4 && field.type == WireType::Length && isName(field.text())) {
            ++texts; // bottom, top, name
        } else {
            return texts > 0 && field.isVarint(5) && field.value < 64;
        }
    }
    return false;
}

} // namespace

Result<Net> walkNet(std::span<const std::byte> bytes, const OpenProgress& progress)
{
    WireWatch watch(progress, bytes.size());
    Net net;
    WireWalker walker(bytes);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (!watch.at(field.begin))
            return cancelled();
        if (field.isMessage(1)) {
            net.name = field.text();
        } else if (field.isMessage(layersV1) || field.isMessage(layersV2)) {
            auto layer = walkLayer(field, watch);
            if (!layer)
                return fail(std::move(layer.error()));
            net.layers.push_back(std::move(*layer));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    return net;
}

bool looksLikeNet(std::span<const std::byte> head)
{
    std::size_t at = 0;
    for (int fields = 0; fields < 64 && at < head.size(); ++fields) {
        const auto tag = readVarint(head, at);
        if (!tag)
            return false;
        const std::uint64_t number = *tag >> 3, wire = *tag & 7;
        if (wire == 0 && (number == 4 || number == 5 || number == 7)) { // input_dim, force_backward, debug_info
            if (!readVarint(head, at))
                return false;
            continue;
        }
        const auto length = wire == 2 ? readVarint(head, at) : std::nullopt;
        if (!length)
            return false;
        const auto visible = head.subspan(at, std::min<std::uint64_t>(*length, head.size() - at));
        if (number == layersV1 || number == layersV2)
            return startsLikeLayer(visible, number == layersV1);
        const std::string_view text(reinterpret_cast<const char*>(visible.data()), visible.size());
        const bool isText = number == 1 || number == 3; // name, input
        if (visible.size() < *length || (isText ? !text.empty() && !isName(text) : number != 6 && number != 8)) // state, input_shape
            return false;
        at += *length;
    }
    return false;
}

BlobMeaning meaningOf(std::string_view type, std::size_t index)
{
    if (type == "Convolution" || type == "ConvolutionDepthwise" || type == "DepthwiseConvolution")
        return index == 0 ? BlobMeaning{K::Kernel, L::OIHW, 4} : BlobMeaning{K::Bias, L::C, 1};
    if (type == "Deconvolution")
        return index == 0 ? BlobMeaning{K::Kernel, L::IOHW, 4} : BlobMeaning{K::Bias, L::C, 1};
    if (type == "InnerProduct")
        return index == 0 ? BlobMeaning{K::Kernel, L::OI, 2} : BlobMeaning{K::Bias, L::C, 1};
    if (type == "PReLU")
        return {K::Alpha, L::C, 1};
    if (type == "Scale")
        return index == 0 ? BlobMeaning{K::Gamma, L::C, 1} : BlobMeaning{K::Beta, L::C, 1};
    if (type == "BatchNorm") // sums; the third blob is what they are divided by
        return index == 0   ? BlobMeaning{K::MovingMean, L::C, 1}
               : index == 1 ? BlobMeaning{K::MovingVariance, L::C, 1}
                            : BlobMeaning{K::Scalar, L::Unknown, 1};
    if (type == "Bias")
        return {K::Bias, L::C, 1};
    if (type == "Embed")
        return index == 0 ? BlobMeaning{K::Embedding, L::VE, 2} : BlobMeaning{K::Bias, L::C, 1};
    return {};
}

} // namespace tensorgraft::caffe
