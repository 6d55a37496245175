#include "model_io/formats/planned_writer.h"
#include "model_io/formats/tflite/tflite_model.h"

#include <algorithm>
#include <map>

namespace tensorgraft::tflite {
namespace {

struct Slot {
    std::string name;
    bool packedInt4 = false;
    bool again = false; ///< another slot fills the same buffer first: the values must agree
};

/// Buffers replaced at their places; packs int4 and compares what two tensors give to one buffer.
class TfliteWriter final : public PlannedWriter {
public:
    TfliteWriter(std::vector<FilePlan> files, std::vector<SlotPlace> places, std::vector<Slot> slots)
        : PlannedWriter(std::move(files), std::move(places)), m_slots(std::move(slots))
    {
    }

protected:
    bool mayCopyExtent(std::size_t slot) const override { return !m_slots[slot].packedInt4 && !m_slots[slot].again; }

    Result<void> place(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        if (m_slots[slot].packedInt4)
            return placeInt4(slot, byteOffset, bytes);
        if (m_slots[slot].again)
            return compare(slot, byteOffset, bytes);
        return PlannedWriter::place(slot, byteOffset, bytes);
    }

private:
    Result<void> compare(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes)
    {
        auto file = output(slotPlace(slot).file);
        if (!file)
            return fail(std::move(file.error()));
        std::vector<std::byte> written(std::min<std::size_t>(bytes.size(), 65536));
        for (std::size_t at = 0; at < bytes.size(); at += written.size()) {
            const auto part = bytes.subspan(at, std::min(written.size(), bytes.size() - at));
            const auto there = std::span(written).first(part.size());
            if (auto r = (*file)->readAt(slotPlace(slot).offset + byteOffset + at, there); !r)
                return r;
            if (!std::ranges::equal(part, there))
                return fail(makeError(ErrorCode::Mismatch, "two tensors that share one buffer are to get different values")
                                .of(m_slots[slot].name)
                                .advise("Fill one of them; the other one takes the same value"));
        }
        return {};
    }

    Result<void> placeInt4(std::size_t slot, std::uint64_t first, std::span<const std::byte> elements)
    {
        auto file = output(slotPlace(slot).file);
        if (!file)
            return fail(std::move(file.error()));
        for (const std::byte e : elements)
            if (const int value = static_cast<std::int8_t>(e); value < -8 || value > 7)
                return fail(makeError(ErrorCode::Mismatch, "the value does not fit four bits").of(m_slots[slot].name)
                                .wanted("-8 to 7").got(std::to_string(value))
                                .advise("Quantise to four bits first, or keep the target's tensor"));
        std::vector<std::byte> packed((first + elements.size() + 1) / 2 - first / 2);
        const std::uint64_t at = slotPlace(slot).offset + first / 2;
        if (first % 2 == 1) // its low half was written with the piece before
            if (auto r = (*file)->readAt(at, std::span(packed).first(1)); !r)
                return r;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const std::byte half = elements[i] & std::byte{0xF};
            std::byte& byte = packed[(first + i) / 2 - first / 2];
            byte = (first + i) % 2 == 0 ? half : (byte & std::byte{0xF}) | half << 4;
        }
        return (*file)->writeAt(at, packed);
    }

    std::vector<Slot> m_slots;
};

Result<std::size_t> tensorFor(const TfliteFile& target, const TensorToWrite& wanted)
{
    const auto tensor = target.find(wanted.name);
    if (!tensor)
        return fail(makeError(ErrorCode::Mismatch, "the target has no such tensor").at(target.path()).of(wanted.name));
    const TensorInfo& info = target.tensors()[*tensor];
    if (const auto& damage = target.storage(*tensor).damage)
        return fail(makeError(ErrorCode::Unsupported, "this tensor cannot be replaced").at(target.path()).of(wanted.name)
                        .got(damage->message));
    if (wanted.dtype != info.dtype)
        return fail(makeError(ErrorCode::Unsupported, "the operators of a TensorFlow Lite model are typed: a tensor keeps its type")
                        .at(target.path()).of(wanted.name)
                        .wanted(std::string(dtypeName(info.dtype))).got(std::string(dtypeName(wanted.dtype)))
                        .advise("Keep the target's dtype"));
    if (wanted.shape != info.shape)
        return fail(makeError(ErrorCode::Unsupported, "a tensor of a TensorFlow Lite model keeps its shape")
                        .at(target.path()).of(wanted.name).wanted(info.shape.toString()).got(wanted.shape.toString())
                        .advise("Buffers are fixed by the converter; slice or pad the source, or convert the model again"));
    return *tensor;
}

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteTflite(const TfliteFile& target, const std::vector<TensorToWrite>& replaced,
                                                   const std::filesystem::path& fileName)
{
    std::vector<SlotPlace> places(replaced.size());
    std::vector<Slot> slots(replaced.size());
    std::map<std::uint64_t, std::size_t> byOffset; // stored runs that give way -> slot
    std::vector<bool> seen(target.tensors().size());
    for (std::size_t slot = 0; slot < replaced.size(); ++slot) {
        const auto tensor = tensorFor(target, replaced[slot]);
        if (!tensor)
            return fail(tensor.error());
        if (seen[*tensor])
            return fail(makeError(ErrorCode::Mismatch, "the tensor is to be written twice").at(target.path()).of(replaced[slot].name));
        seen[*tensor] = true;
        const Place& place = target.place(*tensor);
        places[slot] = {0, place.offset, target.tensors()[*tensor].sizeBytes};
        slots[slot] = {replaced[slot].name, place.packedInt4, false};
        if (place.storedBytes == 0)
            continue;
        const auto [other, first] = byOffset.emplace(place.offset, slot);
        if (first)
            continue;
        if (place.packedInt4 || slots[other->second].packedInt4 || places[other->second].lengthBytes != places[slot].lengthBytes)
            return fail(makeError(ErrorCode::Unsupported, "two tensors that share one buffer are to be written in different ways")
                            .at(target.path()).of(replaced[slot].name).advise("Fill one of them only"));
        slots[slot].again = true;
    }
    FilePlan plan;
    plan.name = fileName.filename();
    plan.sizeBytes = target.fileBytes();
    std::uint64_t reached = 0;
    for (const auto& [offset, slot] : byOffset) {
        if (offset < reached)
            return fail(makeError(ErrorCode::Corrupt, "two buffers of the model overlap").at(target.path()).at(offset).of(replaced[slot].name));
        plan.keep({target.path(), reached, offset - reached}, reached);
        const Slot& s = slots[slot];
        reached = offset + (s.packedInt4 ? places[slot].lengthBytes / 2 + places[slot].lengthBytes % 2 : places[slot].lengthBytes);
    }
    plan.keep({target.path(), reached, plan.sizeBytes - reached}, reached);
    std::vector<FilePlan> files;
    files.push_back(std::move(plan));
    return std::make_unique<TfliteWriter>(std::move(files), std::move(places), std::move(slots));
}

} // namespace tensorgraft::tflite
