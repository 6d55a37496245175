#include "model_io/formats/wire_rewrite.h"

#include "model_io/codecs/protobuf_wire.h"

#include <algorithm>
#include <map>

namespace tensorgraft {
namespace {

struct Message {
    WireSpan span;
    std::optional<std::uint64_t> parent; ///< begin of the enclosing message
    std::uint64_t grown = 0;             ///< change of the payload in bytes, modulo 2^64
};

/// New headers for the messages whose payload changes in size.
std::vector<WireEdit> headerEdits(const std::vector<WireEdit>& edits)
{
    std::map<std::uint64_t, Message> messages; // by begin: what encloses a message begins before it
    for (const WireEdit& edit : edits) {
        std::optional<std::uint64_t> parent;
        for (const WireSpan& span : edit.enclosing) {
            messages.try_emplace(span.begin, Message{span, parent, 0});
            parent = span.begin;
        }
        if (parent)
            messages.at(*parent).grown += edit.newBytes() - (edit.end - edit.begin);
    }
    std::vector<WireEdit> headers;
    for (auto it = messages.rbegin(); it != messages.rend(); ++it) { // innermost first
        const Message& message = it->second;
        if (message.grown == 0)
            continue;
        WireEdit header;
        header.begin = message.span.begin;
        header.end = message.span.offset;
        appendTag(header.before, message.span.number, WireType::Length);
        appendVarint(header.before, message.span.end - message.span.offset + message.grown);
        if (message.parent)
            messages.at(*message.parent).grown += message.grown + header.before.size() - (header.end - header.begin);
        headers.push_back(std::move(header));
    }
    return headers;
}

} // namespace

Result<FilePlan> planWireRewrite(const std::filesystem::path& source, std::uint64_t sourceBytes, std::vector<WireEdit> edits,
                                 std::filesystem::path name, std::vector<SlotPlace>& slots)
{
    for (WireEdit& header : headerEdits(edits))
        edits.push_back(std::move(header));
    std::ranges::sort(edits, {}, [](const WireEdit& e) { return std::pair(e.begin, e.end); });
    FilePlan plan;
    plan.name = std::move(name);
    std::uint64_t read = 0, written = 0;
    const auto literal = [&](std::string bytes) {
        if (bytes.empty())
            return;
        const std::uint64_t length = bytes.size();
        plan.literals.push_back({written, std::move(bytes)});
        written += length;
    };
    for (WireEdit& edit : edits) {
        if (edit.begin < read || edit.end < edit.begin || edit.end > sourceBytes)
            return fail(makeError(ErrorCode::Mismatch, "two tensors to be written share bytes of the file")
                            .at(source)
                            .at(edit.begin)
                            .advise("Write one of them only"));
        plan.keep({source, read, edit.begin - read}, written);
        written += edit.begin - read;
        read = edit.end;
        literal(std::move(edit.before));
        if (edit.slot) {
            slots[*edit.slot] = {0, written, edit.slotBytes};
            written += edit.slotBytes;
        }
        literal(std::move(edit.after));
    }
    plan.keep({source, read, sourceBytes - read}, written);
    plan.sizeBytes = written + (sourceBytes - read);
    return plan;
}

} // namespace tensorgraft
