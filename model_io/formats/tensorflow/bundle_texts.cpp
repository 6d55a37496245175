#include "model_io/formats/tensorflow/bundle_texts.h"

#include "model_io/formats/tensorflow/string_tensor.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace {

/// Texts beyond these limits are data, not metadata: opening stays quick whatever the file holds.
constexpr std::int64_t largestText = 65536;
constexpr std::size_t mostTexts = 1000;
constexpr std::uint64_t mostElements = 64;
constexpr std::int64_t largestGraph = std::int64_t{256} << 20;

/// True where `text` is UTF-8 without NUL: what JSON and people can take.
bool isReadable(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i++]);
        if (c == 0)
            return false;
        int more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : -1;
        if (more < 0)
            return false;
        const std::size_t begin = i - 1;
        for (; more > 0; --more, ++i)
            if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
                return false;
        // Overlong forms, surrogates and numbers beyond U+10FFFF differ in the second byte.
        if (i - begin >= 3) {
            const auto second = static_cast<unsigned char>(text[begin + 1]);
            if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F))
                return false;
        }
    }
    return true;
}

struct Texts {
    std::string stored;
    StringTensor parsed;
};

Result<Texts> readText(const BundleParts& parts, const TensorInfo& info, const BundleEntry& entry)
{
    const auto& file = parts.layout.shards.at(entry.shard);
    Texts texts;
    texts.stored.resize(static_cast<std::size_t>(entry.size));
    const auto named = [&](Error error) {
        if (error.file.empty())
            error.file = file->path();
        if (!error.offset)
            error.offset = static_cast<std::uint64_t>(entry.offset);
        error.tensor = info.name;
        return fail(std::move(error));
    };
    if (auto r = file->readAt(static_cast<std::uint64_t>(entry.offset), std::as_writable_bytes(std::span(texts.stored))); !r)
        return named(std::move(r.error()));
    auto parsed = parseStringTensor(std::as_bytes(std::span(texts.stored)), info.shape.elementCount(), entry.crc);
    if (!parsed)
        return named(std::move(parsed.error()));
    texts.parsed = std::move(*parsed);
    return texts;
}

Metadata metadataOf(const Texts& texts)
{
    Metadata::List list;
    std::size_t at = texts.parsed.textOffset;
    for (const std::uint64_t length : texts.parsed.lengths) {
        std::string text = texts.stored.substr(at, length);
        at += length;
        if (isReadable(text))
            list.emplace_back(std::move(text));
        else
            list.emplace_back(Metadata::Opaque{std::to_string(length) + " bytes"});
    }
    return list.size() == 1 ? std::move(list.front()) : Metadata(std::move(list));
}

} // namespace

std::optional<ObjectGraph> readTexts(BundleParts& parts, const std::vector<TextEntry>& texts)
{
    std::optional<ObjectGraph> graph;
    Metadata::Map shown;
    std::size_t count = 0;
    for (const auto& [i, entry] : texts) {
        const TensorInfo& info = parts.tensors[i];
        const bool isGraph = info.name == objectGraphKey && info.shape.rank() == 0;
        if (isGraph ? entry.size > largestGraph
                    : entry.size > largestText || info.shape.elementCount() > mostElements || ++count > mostTexts)
            continue;
        auto read = readText(parts, info, entry);
        if (!read) {
            parts.storages[i].damage = std::make_shared<const Error>(read.error());
            parts.warnings.push_back(std::move(read.error()));
            continue;
        }
        if (!isGraph) {
            shown.emplace_back(info.name, metadataOf(*read));
            continue;
        }
        auto parsed = parseObjectGraph(std::string_view(read->stored).substr(read->parsed.textOffset));
        if (parsed) {
            parts.metadata.set("object_graph", Metadata::Opaque{std::to_string(parsed->nodeCount) + " objects"});
            graph = std::move(*parsed);
        } else {
            parts.warnings.push_back(std::move(parsed.error()).at(parts.layout.shards.at(entry.shard)->path()).of(info.name));
        }
    }
    if (!shown.empty())
        parts.metadata.set("texts", std::move(shown));
    return graph;
}

} // namespace tensorgraft::tf
