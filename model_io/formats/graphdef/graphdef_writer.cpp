#include "model_io/formats/graphdef/graphdef_model.h"
#include "model_io/formats/wire_rewrite.h"

#include <algorithm>
#include <unordered_set>

namespace tensorgraft::graphdef {
namespace {

/// Fields of a TensorProto beside its values are a few bytes; more than this is no graph that TensorFlow wrote.
constexpr std::uint64_t maxKeptBytes = std::uint64_t{1} << 24;

bool holdsValues(std::uint32_t field)
{
    return (field >= 4 && field <= 14 && field != 8) || (field >= 16 && field <= 18);
}

std::string shapeMessage(const Shape& shape)
{
    std::string message;
    for (const std::int64_t size : shape) {
        std::string dim;
        if (size != 0)
            appendVarintField(dim, 1, static_cast<std::uint64_t>(size));
        appendLengthField(message, 2, dim);
    }
    return message;
}

/// The whole TensorProto anew: its fields as they stood, but the shape where it changed, and tensor_content for the values.
Result<WireEdit> newTensor(const GraphdefFile& target, std::size_t tensor, const TensorToWrite& wanted, std::uint64_t bytes)
{
    const WireSpan& message = target.place(tensor).enclosing.back();
    auto mapped = target.source().mapAt(message.offset, message.end - message.offset);
    if (!mapped)
        return fail(std::move(mapped.error()));
    if (!*mapped)
        return fail(makeError(ErrorCode::Io, "the file cannot be mapped").at(target.path()));
    WireEdit edit;
    edit.begin = message.offset;
    edit.end = message.end;
    std::string fields;
    bool shapeWritten = target.tensors()[tensor].shape == wanted.shape;
    const bool sameShape = shapeWritten;
    const auto raw = [](const WireField& f, std::span<const std::byte> all, std::uint64_t base) {
        return std::string_view(reinterpret_cast<const char*>(all.data()) + (f.begin - base), f.end - f.begin);
    };
    WireWalker walker((*mapped)->bytes, message.offset);
    while (walker.next()) {
        const WireField& field = walker.field();
        if (holdsValues(field.number))
            continue;
        if (field.isMessage(2) && !sameShape) {
            if (!shapeWritten)
                appendLengthField(fields, 2, shapeMessage(wanted.shape));
            shapeWritten = true;
            continue;
        }
        fields += raw(field, (*mapped)->bytes, message.offset);
        if (fields.size() > maxKeptBytes)
            return fail(makeError(ErrorCode::Unsupported, "the tensor has too many fields beside its values").at(target.path())
                            .of(wanted.name).wanted("at most " + std::to_string(maxKeptBytes) + " bytes"));
    }
    if (auto r = (*mapped)->guard->check(); !r)
        return fail(std::move(r.error()));
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()).at(target.path()).of(wanted.name));
    if (!shapeWritten)
        appendLengthField(fields, 2, shapeMessage(wanted.shape));
    appendTag(fields, 4, WireType::Length);
    appendVarint(fields, bytes);
    edit.before = std::move(fields);
    return edit;
}

Result<WireEdit> editFor(const GraphdefFile& target, std::size_t tensor, const TensorToWrite& wanted, std::size_t slot)
{
    const TensorInfo& info = target.tensors()[tensor];
    const ConstPlace& place = target.place(tensor);
    if (!isPlain(info.dtype))
        return fail(makeError(ErrorCode::Unsupported, "constants of this type cannot be replaced").at(target.path()).of(wanted.name)
                        .got(std::string(dtypeName(info.dtype))));
    if (wanted.dtype != info.dtype)
        return fail(makeError(ErrorCode::Unsupported, "the operations of a graph are typed: a constant keeps its type")
                        .at(target.path())
                        .of(wanted.name)
                        .wanted(std::string(dtypeName(info.dtype)))
                        .got(std::string(dtypeName(wanted.dtype)))
                        .advise("Add cast(" + std::string(dtypeName(info.dtype)) + ") to the transform, or keep the target's dtype"));
    const auto count = wanted.shape.checkedElementCount();
    const std::uint64_t item = itemSizeBytes(wanted.dtype);
    if (!count || *count > (std::uint64_t{1} << 62) / item)
        return fail(makeError(ErrorCode::Mismatch, "the shape is impossible").at(target.path()).of(wanted.name).got(wanted.shape.toString()));
    WireEdit edit;
    if (place.raw && wanted.shape == info.shape) {
        edit.begin = place.rawOffset;
        edit.end = place.rawOffset + info.sizeBytes;
    } else {
        auto anew = newTensor(target, tensor, wanted, *count * item);
        if (!anew)
            return anew;
        edit = std::move(*anew);
    }
    edit.slot = slot;
    edit.slotBytes = *count * item;
    edit.enclosing = place.enclosing;
    return edit;
}

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteGraph(const GraphdefFile& target, const std::vector<TensorToWrite>& replaced,
                                                  const std::filesystem::path& fileName)
{
    std::vector<WireEdit> edits;
    std::unordered_set<std::size_t> seen;
    for (std::size_t slot = 0; slot < replaced.size(); ++slot) {
        const auto tensor = target.find(replaced[slot].name);
        if (!tensor)
            return fail(makeError(ErrorCode::Mismatch, "the target has no such tensor").at(target.path()).of(replaced[slot].name));
        if (!seen.insert(*tensor).second)
            return fail(makeError(ErrorCode::Mismatch, "the tensor is to be written twice").at(target.path()).of(replaced[slot].name));
        auto edit = editFor(target, *tensor, replaced[slot], slot);
        if (!edit)
            return fail(std::move(edit.error()));
        edits.push_back(std::move(*edit));
    }
    std::vector<SlotPlace> slots(replaced.size());
    auto plan = planWireRewrite(target.path(), target.source().sizeBytes(), std::move(edits), fileName.filename(), slots);
    if (!plan)
        return fail(std::move(plan.error()));
    std::vector<FilePlan> files;
    files.push_back(std::move(*plan));
    return std::make_unique<PlannedWriter>(std::move(files), std::move(slots));
}

} // namespace tensorgraft::graphdef
