#include "model_io/formats/pytorch/container.h"

#include "model_io/formats/pytorch/storage_types.h"

#include <algorithm>
#include <array>
#include <map>

namespace tensorgraft::pytorch {
namespace {

struct Member {
    std::uint64_t offset = 0, length = 0;
};

Error corruptTar(const std::filesystem::path& path, std::uint64_t offset, std::string message)
{
    return makeError(ErrorCode::Corrupt, std::move(message)).at(path).at(offset)
        .advise("The file is damaged; fetch or write it again");
}

/// Members of a ustar archive by name (POSIX.1-1988: 512-byte headers, the size in octal at byte 124).
Result<std::map<std::string, Member>> membersOf(const FileSource& file)
{
    std::map<std::string, Member> members;
    std::uint64_t at = 0;
    while (inside(at, 512, file.sizeBytes())) {
        std::array<char, 512> header{};
        if (auto r = file.readAt(at, std::as_writable_bytes(std::span(header))); !r)
            return fail(std::move(r.error()));
        if (header[0] == '\0')
            break;
        const std::string name(header.begin(), std::find(header.begin(), header.begin() + 100, '\0'));
        std::uint64_t length = 0;
        for (std::size_t i = 124; i < 136; ++i)
            if (header[i] >= '0' && header[i] <= '7')
                length = length << 3 | static_cast<std::uint64_t>(header[i] - '0'); // 12 digits: 36 bits
        if (!inside(at + 512, length, file.sizeBytes()))
            return fail(corruptTar(file.path(), at, "the member '" + name + "' passes the end of the file"));
        members[name.starts_with("./") ? name.substr(2) : name] = {at + 512, length};
        at += 512 + (length + 511) / 512 * 512;
    }
    return members;
}

std::string keyOf(pickle::Ref value)
{
    if (const std::string* text = value->text())
        return *text;
    if (const auto* n = value->as<std::int64_t>())
        return std::to_string(*n);
    if (const auto* big = value->as<pickle::BigInt>())
        return big->decimalOrHex;
    return {};
}

/// "torch.FloatStorage" or "torch.FloatTensor".
std::optional<DType> dtypeOfClass(pickle::Ref value)
{
    const auto* g = value->as<pickle::Global>();
    if (!g)
        return std::nullopt;
    std::string name = g->name;
    if (name.ends_with("Tensor"))
        name.replace(name.size() - 6, 6, "Storage");
    return dtypeOfStorageClass(name);
}

struct Reader {
    Container& c;
    OpenProgress progress;
    const std::filesystem::path path = c.file->path();
    std::uint64_t at = 0, end = 0;

    Result<std::shared_ptr<const pickle::Document>> next()
    {
        // The view is bounded by the end of the member, so that a pickle cannot run on into the next one.
        const SubSource view(c.file, at, end - at);
        auto document = pickle::parse(view, 0, path, {}, progress, end - at);
        if (!document) {
            if (document.error().offset)
                document.error().offset = *document.error().offset + at;
            return document;
        }
        at += (*document)->endOffset;
        return document;
    }
    Result<std::uint64_t> count()
    {
        const std::uint64_t from = at;
        auto document = next();
        if (!document)
            return fail(std::move(document.error()));
        const auto* n = (*document)->root->as<std::int64_t>();
        if (!n || *n < 0)
            return fail(corruptTar(path, from, "a count is missing"));
        return static_cast<std::uint64_t>(*n);
    }
    Result<std::vector<std::int64_t>> numbers(std::size_t howMany)
    {
        if (howMany > 4096 || !inside(at, howMany * 8, end))
            return fail(corruptTar(path, at, "the numbers of a tensor pass the end of their member"));
        std::vector<std::int64_t> values(howMany);
        std::vector<std::byte> bytes(howMany * 8);
        if (auto r = c.file->readAt(at, bytes); !r)
            return fail(std::move(r.error()));
        for (std::size_t i = 0; i < howMany; ++i) {
            std::uint64_t v = 0;
            for (std::size_t b = 8; b-- > 0;)
                v = v << 8 | std::to_integer<std::uint64_t>(bytes[8 * i + b]);
            values[i] = static_cast<std::int64_t>(v);
        }
        at += howMany * 8;
        return values;
    }
    Result<std::vector<pickle::Ref>> tuple(std::size_t atLeast, std::shared_ptr<const pickle::Document>& keep)
    {
        const std::uint64_t from = at;
        auto document = next();
        if (!document)
            return fail(std::move(document.error()));
        keep = std::move(*document);
        const auto* t = keep->root->as<pickle::Tuple>();
        if (!t || t->items.size() < atLeast)
            return fail(corruptTar(path, from, "a description is missing"));
        return t->items;
    }
};

using Described = std::unordered_map<std::string, TensorDescription>;

/// "storages": a count, then for each a pickled (key, location, class), the count of elements and the elements; then
/// the views as a pickled list of (key, root key, offset, size).
Result<void> readStorages(Reader& in, Described& out)
{
    auto count = in.count();
    if (!count)
        return fail(std::move(count.error()));
    std::shared_ptr<const pickle::Document> keep;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const std::uint64_t from = in.at;
        auto items = in.tuple(3, keep);
        if (!items)
            return fail(std::move(items.error()));
        const auto dtype = dtypeOfClass((*items)[2]);
        if (!dtype)
            return fail(makeError(ErrorCode::Unsupported, "a storage has an unknown type").at(in.path).at(from)
                            .got(globalName((*items)[2])));
        auto elements = in.numbers(1);
        if (!elements)
            return fail(std::move(elements.error()));
        std::uint64_t bytes = 0;
        if ((*elements)[0] < 0 ||
            __builtin_mul_overflow(static_cast<std::uint64_t>((*elements)[0]), std::uint64_t{itemSizeBytes(*dtype)}, &bytes) ||
            !inside(in.at, bytes, in.end))
            return fail(corruptTar(in.path, in.at - 8, "a storage passes the end of its member"));
        TensorDescription t;
        t.dtype = *dtype;
        t.shape = Shape{(*elements)[0]};
        t.strides = {1};
        t.note = "storage";
        t.storage = StorageId{keyOf((*items)[0]), globalName((*items)[2]), dtype, static_cast<std::uint64_t>((*elements)[0]), 0};
        in.c.storages[t.storage->key] = {std::make_shared<SubSource>(in.c.file, in.at, bytes), in.at, nullptr, nullptr};
        out[t.storage->key] = std::move(t);
        in.at += bytes;
    }
    auto views = in.next();
    if (!views)
        return fail(std::move(views.error()));
    if (const auto* list = (*views)->root->as<pickle::List>())
        for (pickle::Ref view : list->items) {
            const auto* t = view->as<pickle::Tuple>();
            if (!t || t->items.size() < 4)
                continue;
            const auto root = out.find(keyOf(t->items[1]));
            const auto *offset = t->items[2]->as<std::int64_t>(), *size = t->items[3]->as<std::int64_t>();
            if (root == out.end() || !offset || !size || *offset < 0 || *size < 0)
                continue; // a tensor that uses it is then damaged
            TensorDescription d = root->second;
            d.storage->viewOffset = static_cast<std::uint64_t>(*offset);
            d.shape = Shape{*size};
            out[keyOf(t->items[0])] = std::move(d);
        }
    return {};
}

/// "tensors": a count, then for each a pickled (key, storage key, class), the rank in 4 bytes and 4 unused ones, sizes,
/// strides and offset in 8 bytes each.
Result<void> readTensors(Reader& in, Described& out)
{
    auto count = in.count();
    if (!count)
        return fail(std::move(count.error()));
    std::shared_ptr<const pickle::Document> keep;
    for (std::uint64_t i = 0; i < *count; ++i) {
        auto items = in.tuple(3, keep);
        if (!items)
            return fail(std::move(items.error()));
        auto head = in.numbers(1);
        if (!head)
            return fail(std::move(head.error()));
        const std::uint64_t rank = static_cast<std::uint64_t>((*head)[0]) & 0xFFFFFFFFu;
        if (rank > 1024)
            return fail(corruptTar(in.path, in.at - 8, "a tensor has too many axes"));
        auto sizes = in.numbers(rank), strides = in.numbers(rank), offset = in.numbers(1);
        for (const auto* part : {&sizes, &strides, &offset})
            if (!*part)
                return fail(part->error());
        TensorDescription t;
        const auto storage = out.find(keyOf((*items)[1]));
        const auto dtype = dtypeOfClass((*items)[2]);
        t.shape = Shape(std::move(*sizes));
        t.strides = std::move(*strides);
        t.dtype = dtype.value_or(DType::Opaque);
        if (storage == out.end() || !dtype || (*offset)[0] < 0) {
            t.problem = storage == out.end() ? "its storage is missing" : "its description cannot be understood";
        } else {
            t.storage = storage->second.storage;
            t.offset = static_cast<std::uint64_t>((*offset)[0]);
        }
        out[keyOf((*items)[0])] = std::move(t);
    }
    return {};
}

} // namespace

bool isTarHead(std::string_view head)
{
    if (head.size() < 512 || head.substr(257, 5) != "ustar")
        return false;
    std::string_view name = head.substr(0, head.find('\0'));
    if (name.starts_with("./"))
        name.remove_prefix(2);
    return name == "sys_info" || name == "storages" || name == "tensors" || name == "pickle";
}

Result<Container> openTarContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress)
{
    Container c;
    c.kind = ContainerKind::Tar;
    c.file = std::move(file);
    const auto path = c.file->path();
    auto members = membersOf(*c.file);
    if (!members)
        return fail(std::move(members.error()));
    for (const char* name : {"storages", "tensors", "pickle"})
        if (!members->contains(name))
            return fail(corruptTar(path, 0, std::string("the archive lacks the member '") + name + "'"));
    auto described = std::make_shared<Described>();
    const auto reader = [&](const char* name, double from, double to) {
        const Member& m = members->at(name);
        return Reader{.c = c, .progress = progress.part(from, to), .at = m.offset, .end = m.offset + m.length};
    };
    Reader storages = reader("storages", 0, 0.01), tensors = reader("tensors", 0.01, 0.02), object = reader("pickle", 0.02, 1);
    if (auto r = readStorages(storages, *described); !r)
        return fail(std::move(r.error()));
    if (auto r = readTensors(tensors, *described); !r)
        return fail(std::move(r.error()));
    auto document = object.next();
    if (!document)
        return fail(std::move(document.error()));
    c.lookup = [described](pickle::Ref value) -> std::optional<TensorDescription> {
        const auto* id = value->as<pickle::PersistentId>();
        if (!id || !id->id)
            return std::nullopt;
        const auto it = described->find(keyOf(id->id));
        return it == described->end() ? std::nullopt : std::optional(it->second);
    };
    c.version = "tar";
    c.parts.push_back({std::move(*document), "", "", nullptr});
    return c;
}

} // namespace tensorgraft::pytorch
