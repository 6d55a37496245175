#include "ui/models/document_bytes.h"

namespace tensorgraft {
namespace {

constexpr std::size_t allocationBytes = 16; ///< what the allocator keeps with each

std::size_t beyond(const std::string& text) { return text.capacity() > std::string().capacity() ? text.capacity() + 1 + allocationBytes : 0; }

std::size_t beyond(const std::vector<std::string>& texts)
{
    std::size_t bytes = texts.capacity() > 0 ? texts.capacity() * sizeof(std::string) + allocationBytes : 0;
    for (const std::string& text : texts)
        bytes += beyond(text);
    return bytes;
}

} // namespace

std::size_t bytesNotShared(const MappingDocument& document, const MappingDocument& other)
{
    std::size_t bytes = sizeof(MappingDocument) + beyond(document.include) + beyond(document.exclude);
    for (const MappingRule& rule : document.rules)
        bytes += sizeof(rule) + beyond(rule.source) + beyond(rule.target) + beyond(rule.transform) + beyond(rule.unknownFields);
    document.entries.forEachNotIn(other.entries, [&](std::span<const MappingEntry> entries) {
        for (const MappingEntry& entry : entries)
            bytes += sizeof(entry) + beyond(entry.source) + beyond(entry.target) + beyond(entry.transform) + beyond(entry.reason) + beyond(entry.unknownFields);
    });
    return bytes + document.entries.size() / SharedList<MappingEntry>::chunkSize * 3 * sizeof(void*);
}

} // namespace tensorgraft
