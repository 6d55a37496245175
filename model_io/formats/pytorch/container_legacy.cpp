#include "model_io/formats/pytorch/container.h"

#include "model_io/formats/pytorch/storage_types.h"

#include <array>

namespace tensorgraft::pytorch {
namespace {

constexpr std::string_view magicHex = "0x1950a86a20f9469cfc6c", magicDecimal = "119547037146038801333356";
constexpr std::string_view magicBytes = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

Error cutShort(const std::filesystem::path& path, std::uint64_t offset, const std::string& key, std::uint64_t wanted,
               std::uint64_t left)
{
    return makeError(ErrorCode::Corrupt, "the storage '" + key + "' passes the end of the file")
        .at(path).at(offset).wanted(std::to_string(wanted) + " bytes").got(std::to_string(left) + " bytes")
        .advise("The file was cut short; fetch or write it again");
}

} // namespace

bool isLegacyHead(std::string_view head)
{
    head = head.substr(0, 64);
    return head.find(magicBytes) != std::string_view::npos ||
           (head.starts_with("L") && head.substr(1).starts_with(magicDecimal));
}

std::unordered_map<std::string, StorageId> storagesOf(const pickle::Document& document, const OpenProgress& progress)
{
    std::unordered_map<std::string, StorageId> found;
    std::size_t done = 0;
    for (const pickle::Value& value : document.arena) {
        if (!progress.tick(OpenStep::Listing, done++, document.arena.size()))
            break;
        if (auto id = storageOf(&value))
            found.emplace(id->key, std::move(*id));
    }
    return found;
}

std::optional<std::uint64_t> storageBytes(const StorageId& id)
{
    std::uint64_t bytes = 0;
    if (!id.dtype || __builtin_mul_overflow(id.elements, std::uint64_t{itemSizeBytes(*id.dtype)}, &bytes))
        return std::nullopt;
    return bytes;
}

Result<Container> openLegacyContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress)
{
    Container c;
    c.kind = ContainerKind::Legacy;
    c.file = std::move(file);
    const auto path = c.file->path();
    const std::uint64_t size = c.file->sizeBytes();
    std::uint64_t at = 0;
    const auto next = [&]() -> Result<std::shared_ptr<const pickle::Document>> {
        auto document = pickle::parse(*c.file, at, path, {}, progress.part(0, 0.5)); // how long they are only their ends tell
        if (document)
            at = (*document)->endOffset;
        return document;
    };
    auto magic = next();
    if (!magic)
        return fail(std::move(magic.error()));
    const auto* number = (*magic)->root ? (*magic)->root->as<pickle::BigInt>() : nullptr;
    if (!number || (number->decimalOrHex != magicHex && number->decimalOrHex != magicDecimal))
        return fail(makeError(ErrorCode::NotThisFormat, "the file is no PyTorch stream").at(path).at(std::uint64_t{0})
                        .wanted("the number " + std::string(magicHex)));
    auto protocol = next();
    if (!protocol)
        return fail(std::move(protocol.error()));
    const auto* protocolNumber = (*protocol)->root->as<std::int64_t>();
    if (!protocolNumber || *protocolNumber != 1001)
        return fail(makeError(ErrorCode::Unsupported, "the stream is of an unknown protocol").at(path)
                        .wanted("1001").got(protocolNumber ? std::to_string(*protocolNumber) : "something else"));
    c.version = std::to_string(*protocolNumber);
    auto system = next();
    if (!system)
        return fail(std::move(system.error()));
    auto object = next();
    if (!object)
        return fail(std::move(object.error()));
    c.pickleEnd = at;
    auto keys = next();
    if (!keys)
        return fail(std::move(keys.error()));
    const auto* list = (*keys)->root->as<pickle::List>();
    if (!list)
        return fail(makeError(ErrorCode::Corrupt, "the list of storages is missing").at(path).at(c.pickleEnd)
                        .wanted("a pickled list of keys").advise("The file is damaged; fetch or write it again"));

    // The storages follow one behind the other; a count before each says how long it is, the pickle of what type.
    const auto ids = storagesOf(**object, progress.part(0.5, 0.7));
    std::shared_ptr<const Error> lost; // where the next storage starts is no longer known
    const OpenProgress finding = progress.part(0.7, 1);
    std::size_t done = 0;
    for (pickle::Ref item : list->items) {
        if (!finding.tick(OpenStep::Listing, done++, list->items.size()))
            return cancelled();
        std::string key;
        if (const std::string* text = item->text())
            key = *text;
        else if (const auto* n = item->as<std::int64_t>())
            key = std::to_string(*n);
        StoredBytes stored;
        const auto id = ids.find(key);
        if (!lost && id == ids.end())
            lost = std::make_shared<Error>(makeError(ErrorCode::Corrupt, "the storage '" + key + "' is not described in the pickle")
                                               .at(path).at(at));
        if (!lost && !id->second.dtype)
            lost = std::make_shared<Error>(makeError(ErrorCode::Unsupported, "a storage has an unknown type, so that what follows it cannot be found")
                                               .at(path).at(at).got(id->second.className));
        std::array<std::byte, 8> countBytes{};
        if (!lost && !inside(at, 8, size))
            lost = std::make_shared<Error>(cutShort(path, at, key, 8, at < size ? size - at : 0));
        if (!lost) {
            if (auto r = c.file->readAt(at, countBytes); !r)
                return fail(std::move(r.error()));
            std::uint64_t count = 0, bytes = 0;
            for (std::size_t i = 8; i-- > 0;)
                count = count << 8 | std::to_integer<std::uint64_t>(countBytes[i]);
            const bool fits = !__builtin_mul_overflow(count, std::uint64_t{itemSizeBytes(*id->second.dtype)}, &bytes) &&
                              inside(at + 8, bytes, size);
            if (!fits) {
                lost = std::make_shared<Error>(cutShort(path, at, key, bytes, size - at - 8));
            } else {
                stored.fileOffset = at + 8;
                stored.source = std::make_shared<SubSource>(c.file, at + 8, bytes);
                at += 8 + bytes;
            }
        }
        if (lost)
            stored.damage = lost;
        c.storages.emplace(std::move(key), std::move(stored));
    }
    for (const auto& [key, id] : ids)
        if (!c.storages.contains(key)) {
            StoredBytes& stored = c.storages[key];
            stored.damage = std::make_shared<Error>(makeError(ErrorCode::Corrupt, "the file has no data for the storage '" + key + "'")
                                                        .at(path).at(c.pickleEnd));
            c.warnings.push_back(*stored.damage);
        }
    if (lost)
        c.warnings.push_back(*lost);
    c.parts.push_back({std::move(*object), "", "", nullptr});
    return c;
}

} // namespace tensorgraft::pytorch
