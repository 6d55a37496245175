#include "model_io/formats/numpy/part_plan.h"

#include "model_io/formats/numpy/pickle_encode.h"

#include <algorithm>

namespace tensorgraft::numpy {
namespace {

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

Result<std::string> descriptionFor(const TensorToWrite& tensor)
{
    std::string text = describeType(tensor.dtype);
    if (text.empty())
        return fail(makeError(ErrorCode::Unsupported, "NumPy has no such type")
                        .of(tensor.name)
                        .got(std::string(dtypeName(tensor.dtype)))
                        .advise("Cast the tensor to float32, or write another format such as safetensors."));
    return text;
}

Result<std::vector<Piece>> planPlain(const NpyPart& part, const Replacement& replaced)
{
    const Header& header = part.header;
    StoredAs stored{replaced.tensor.dtype, replaced.tensor.shape, header.element.bigEndian, header.fortranOrder, false};
    std::vector<Piece> pieces;
    const std::uint64_t oldBytes = header.shape.elementCount() * header.element.itemBytes;
    const std::uint64_t end = header.dataOffset + oldBytes;
    if (stored.dtype == header.element.dtype && stored.shape == header.shape) {
        pieces.emplace_back(KeptRange{0, header.dataOffset});
    } else if (stored.dtype == header.element.dtype && !header.description.starts_with('[')) {
        pieces.emplace_back(NewBytes{makeHeader(header.description, header.fortranOrder, stored.shape)});
    } else {
        auto description = descriptionFor(replaced.tensor);
        if (!description)
            return tl::unexpected(std::move(description.error()));
        stored.bigEndian = false;
        pieces.emplace_back(NewBytes{makeHeader(*description, header.fortranOrder, stored.shape)});
    }
    pieces.emplace_back(SlotPiece{replaced.slot, std::move(stored)});
    if (part.source->sizeBytes() > end)
        pieces.emplace_back(KeptRange{end, part.source->sizeBytes() - end});
    return pieces;
}

/// One change of a stream: [begin, end) becomes `pieces`.
struct Edit {
    std::uint64_t begin = 0, end = 0;
    std::vector<Piece> pieces;
};

Failure shared(const TensorToWrite& tensor)
{
    return fail(makeError(ErrorCode::Unsupported, "the pickle holds this array once under several names")
                    .of(tensor.name)
                    .advise("Replacing it would change the other too; export to .npz instead."));
}

DataOpcode opcodeFor(const PickledArray& array, int protocol)
{
    // `bytes()` in an old protocol is how Python 3 spells empty data there.
    if (array.form == DataForm::Latin1 || (array.form == DataForm::None && protocol < 3))
        return DataOpcode::Latin1;
    switch (array.data ? array.data->opcode : 0) {
    case 'S': case 'T': case 'U': return DataOpcode::BinString;
    case 0x96: return DataOpcode::ByteArray;
    default: return DataOpcode::BinBytes;
    }
}

Result<void> checkLength(const TensorToWrite& tensor, DataOpcode opcode, std::uint64_t bytes)
{
    const std::uint64_t most = opcode == DataOpcode::BinString ? 0x7FFFFFFF
                               : opcode == DataOpcode::Latin1  ? 0x7FFFFFFF // each byte may take two
                                                               : ~std::uint64_t{0};
    if (bytes <= most)
        return {};
    return fail(makeError(ErrorCode::Unsupported, "the array is too large for the pickle protocol of this file")
                    .of(tensor.name)
                    .wanted("at most " + std::to_string(most) + " bytes")
                    .got(std::to_string(bytes))
                    .advise("Export to .npz instead."));
}

/// Tuple of a new array state or of new arguments, data included: head, slot, tail.
std::vector<Piece> freshArguments(const PickledArray& array, const StoredAs& stored, std::size_t slot,
                                  std::string_view description, DataOpcode opcode, bool python2Strings)
{
    const auto data = [&](PickleText& text, std::vector<Piece>& pieces) {
        if (opcode == DataOpcode::Latin1)
            text.op("c_codecs\nencode\n(");
        text.runHeader(opcode, stored.sizeBytes());
        pieces.emplace_back(NewBytes{bytesOf(text.take())});
        pieces.emplace_back(SlotPiece{slot, stored});
        text = PickleText(python2Strings);
        if (opcode == DataOpcode::Latin1) {
            text.string("latin1");
            text.op("tR");
        }
    };
    std::vector<Piece> pieces;
    PickleText text(python2Strings);
    text.op("0("); // drops what the stream had built, then a tuple of its own
    switch (array.call) {
    case ArrayCall::Reconstruct:
        text.integer(1);
        text.shape(stored.shape);
        text.dtype(description);
        text.boolean(stored.fortranOrder);
        data(text, pieces);
        break;
    case ArrayCall::FromBuffer:
        data(text, pieces);
        text.dtype(description);
        text.shape(stored.shape);
        text.string(stored.fortranOrder ? "F" : "C");
        break;
    case ArrayCall::Scalar:
        text.dtype(description);
        data(text, pieces);
        break;
    }
    text.op("t");
    pieces.emplace_back(NewBytes{bytesOf(text.take())});
    return pieces;
}

Result<std::vector<Edit>> editsFor(const PickledArray& array, const Replacement& replaced, int protocol, bool& resized)
{
    const TensorToWrite& tensor = replaced.tensor;
    const bool sameType = tensor.dtype == array.element.dtype, sameShape = tensor.shape == array.shape;
    if (array.call == ArrayCall::Scalar && tensor.shape.rank() != 0)
        return fail(makeError(ErrorCode::Unsupported, "a NumPy scalar cannot become an array")
                        .of(tensor.name)
                        .got(tensor.shape.toString()));
    StoredAs stored{tensor.dtype, tensor.shape, array.element.bigEndian && sameType, array.fortranOrder, false};
    const DataOpcode opcode = opcodeFor(array, protocol);
    const bool python2Strings = opcode == DataOpcode::BinString;
    if (auto ok = checkLength(tensor, opcode, stored.sizeBytes()); !ok)
        return tl::unexpected(std::move(ok.error()));
    const bool ownRun = array.data && !array.data->reused;
    std::vector<Edit> edits;
    if (sameType && sameShape && ownRun && array.form == DataForm::Raw) {
        edits.push_back({array.data->offset, array.data->offset + array.data->length, {SlotPiece{replaced.slot, std::move(stored)}}});
        return edits;
    }
    resized = true;
    stored.asLatin1 = opcode == DataOpcode::Latin1;
    // Text is encoded as it comes, so it cannot also be permuted beyond the window.
    const bool keepsOrder = !(stored.asLatin1 && stored.permuted() && stored.sizeBytes() > ArraySink::windowBytes);
    stored.fortranOrder = stored.fortranOrder && keepsOrder;
    if (sameType && sameShape && ownRun && keepsOrder) {
        PickleText text(python2Strings);
        text.runHeader(opcode, stored.sizeBytes());
        edits.push_back({array.data->opcodeOffset, array.data->endOffset,
                         {NewBytes{bytesOf(text.take())}, SlotPiece{replaced.slot, std::move(stored)}}});
        return edits;
    }
    std::string description = describeType(tensor.dtype, stored.bigEndian);
    if (description.empty()) {
        auto none = descriptionFor(tensor);
        return tl::unexpected(std::move(none.error()));
    }
    if (ownRun)
        edits.push_back({array.data->opcodeOffset, array.data->endOffset, {NewBytes{bytesOf(emptyRun(array.data->opcode))}}});
    const std::uint64_t place = array.call == ArrayCall::Reconstruct ? array.object->buildOffset : array.object->callOffset;
    edits.push_back({place, place, freshArguments(array, stored, replaced.slot, description, opcode, python2Strings)});
    return edits;
}

Result<std::vector<Piece>> planPickled(const NpyPart& part, std::span<const Replacement> replaced, const std::filesystem::path& path)
{
    std::vector<Edit> edits;
    bool resized = false;
    const pickle::Document& document = *part.document;
    for (const Replacement& r : replaced) {
        const PickledArray& array = part.arrays[r.array];
        const auto users = std::count_if(part.arrays.begin(), part.arrays.end(),
                                         [&](const PickledArray& other) { return other.object == array.object; });
        if (users > 1)
            return shared(r.tensor);
        auto more = editsFor(array, r, document.protocol, resized);
        if (!more)
            return tl::unexpected(std::move(more.error()));
        std::move(more->begin(), more->end(), std::back_inserter(edits));
    }
    if (resized) // frames declare lengths; a stream is as valid without them
        for (const std::uint64_t frame : document.frameOffsets)
            edits.push_back({frame, frame + 9, {}});
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    std::vector<Piece> pieces;
    std::uint64_t at = 0;
    for (Edit& edit : edits) {
        if (edit.begin < at)
            return fail(makeError(ErrorCode::Corrupt, "arrays of the pickle share their bytes").at(path).at(edit.begin));
        if (edit.begin > at)
            pieces.emplace_back(KeptRange{at, edit.begin - at});
        std::move(edit.pieces.begin(), edit.pieces.end(), std::back_inserter(pieces));
        at = edit.end;
    }
    if (part.source->sizeBytes() > at)
        pieces.emplace_back(KeptRange{at, part.source->sizeBytes() - at});
    return pieces;
}

} // namespace

std::optional<std::uint64_t> totalBytes(const std::vector<Piece>& pieces)
{
    std::uint64_t total = 0;
    for (const Piece& piece : pieces) {
        if (const auto* kept = std::get_if<KeptRange>(&piece))
            total += kept->length;
        else if (const auto* fresh = std::get_if<NewBytes>(&piece))
            total += fresh->bytes.size();
        else if (const auto& slot = std::get<SlotPiece>(piece); slot.stored.asLatin1)
            return std::nullopt;
        else
            total += slot.stored.sizeBytes();
    }
    return total;
}

Result<std::vector<Piece>> planPart(const NpyPart& part, std::span<const Replacement> replaced, const std::filesystem::path& path)
{
    if (replaced.empty())
        return std::vector<Piece>{KeptRange{0, part.source->sizeBytes()}};
    for (const Replacement& r : replaced)
        if (!isPlain(r.tensor.dtype))
            return tl::unexpected(std::move(descriptionFor(r.tensor).error()));
    return part.document ? planPickled(part, replaced, path) : planPlain(part, replaced.front());
}

Result<std::vector<Piece>> planArray(const TensorToWrite& tensor, std::size_t slot)
{
    auto description = descriptionFor(tensor);
    if (!description)
        return tl::unexpected(std::move(description.error()));
    std::vector<Piece> pieces;
    pieces.emplace_back(NewBytes{makeHeader(*description, false, tensor.shape)});
    pieces.emplace_back(SlotPiece{slot, {tensor.dtype, tensor.shape, false, false, false}});
    return pieces;
}

} // namespace tensorgraft::numpy
