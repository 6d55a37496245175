#include "model_io/formats/safetensors/safetensors_writer.h"

#include "model_io/formats/planned_writer.h"
#include "model_io/formats/safetensors/safetensors_index.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft::safetensors {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view indexSuffix = ".safetensors.index.json";
constexpr std::string_view fileSuffix = ".safetensors";

struct Plan {
    std::vector<FilePlan> files;
    std::vector<SlotPlace> slots;
};

Result<Entry> entryFor(const TensorToWrite& tensor)
{
    const std::string_view tag = tagOfDtype(tensor.dtype);
    if (tag.empty())
        return fail(makeError(ErrorCode::Unsupported, "safetensors has no such data type")
                        .of(tensor.name)
                        .wanted("float, integer, bool or complex64")
                        .got(std::string(dtypeName(tensor.dtype)))
                        .advise("Cast the tensor to a type that safetensors has, or choose another output format"));
    if (tensor.name == "__metadata__")
        return fail(makeError(ErrorCode::Unsupported, "safetensors reserves this name").of(tensor.name).advise("Rename the tensor"));
    const auto count = tensor.shape.checkedElementCount();
    if (!count || *count > (std::uint64_t{1} << 62) / itemSizeBytes(tensor.dtype))
        return fail(makeError(ErrorCode::Mismatch, "the tensor is too large").of(tensor.name).got(tensor.shape.toString()));
    Entry e;
    e.name = tensor.name;
    e.tag = tag;
    e.dtype = tensor.dtype;
    e.shape = tensor.shape;
    e.end = *count * itemSizeBytes(tensor.dtype);
    return e;
}

/// What fills one tensor of an output file.
struct Item {
    Entry entry; ///< end - begin is its size
    std::optional<std::size_t> slot;
    FileExtent kept; ///< used where there is no slot
};

/// Lays `items` (in header order) out in the order `byOffset`.
Result<void> layOut(Plan& plan, fs::path name, std::vector<Item> items, const std::vector<std::size_t>& byOffset,
                    std::optional<Metadata> metadata, std::size_t metadataPosition)
{
    std::uint64_t reached = 0;
    for (std::size_t i : byOffset) {
        Entry& e = items[i].entry;
        const std::uint64_t length = e.end - e.begin;
        e.begin = reached;
        e.end = reached += length;
    }
    Header header;
    header.metadata = std::move(metadata);
    header.metadataPosition = metadataPosition;
    header.entries.reserve(items.size());
    for (const Item& item : items)
        header.entries.push_back(item.entry);
    auto text = composeHeader(header);
    if (!text)
        return fail(std::move(text.error()).at(name));
    FilePlan file;
    file.name = std::move(name);
    file.sizeBytes = text->size() + reached;
    for (std::size_t i : byOffset) {
        Item& item = items[i];
        const std::uint64_t offset = text->size() + item.entry.begin;
        if (item.slot)
            plan.slots[*item.slot] = {plan.files.size(), offset, item.entry.end - item.entry.begin};
        else
            file.keep(std::move(item.kept), offset);
    }
    file.literals.push_back({0, std::move(*text)});
    plan.files.push_back(std::move(file));
    return {};
}

/// The bytes of a kept tensor in its shard.
FileExtent extentOf(const Shard& shard, const Entry& e)
{
    return {shard.path, shard.header.dataOffset + e.begin, e.end - e.begin};
}

/// Replaced entries of one shard: entry -> slot.
using Slots = std::map<std::size_t, std::size_t>;

Result<void> rewriteShard(Plan& plan, const Shard& shard, const Slots& slots, const std::vector<TensorToWrite>& replaced,
                          fs::path name)
{
    const Header& header = shard.header;
    const bool sameLayout = std::ranges::all_of(slots, [&](const auto& s) {
        const Entry& e = header.entries[s.first];
        return e.dtype == replaced[s.second].dtype && e.shape == replaced[s.second].shape;
    });
    if (sameLayout) { // every byte stays at its place, the header with them
        FilePlan file;
        file.name = std::move(name);
        file.sizeBytes = header.dataOffset + header.dataBytes;
        std::uint64_t reached = 0;
        for (std::size_t i : header.order) {
            const auto it = slots.find(i);
            if (it == slots.end())
                continue;
            const FileExtent gone = extentOf(shard, header.entries[i]);
            file.keep({shard.path, reached, gone.offset - reached}, reached);
            reached = gone.offset + gone.lengthBytes;
            plan.slots[it->second] = {plan.files.size(), gone.offset, gone.lengthBytes};
        }
        file.keep({shard.path, reached, file.sizeBytes - reached}, reached);
        plan.files.push_back(std::move(file));
        return {};
    }
    std::vector<Item> items;
    items.reserve(header.entries.size());
    for (std::size_t i = 0; i < header.entries.size(); ++i) {
        const auto it = slots.find(i);
        if (it == slots.end()) {
            items.push_back({header.entries[i], std::nullopt, extentOf(shard, header.entries[i])});
            continue;
        }
        auto entry = entryFor(replaced[it->second]);
        if (!entry)
            return fail(std::move(entry.error()));
        items.push_back({std::move(*entry), it->second, {}});
    }
    return layOut(plan, std::move(name), std::move(items), header.order, header.metadata, header.metadataPosition);
}

/// All shards in one new file.
Result<void> mergeShards(Plan& plan, const Layout& layout, const std::vector<Slots>& slots,
                         const std::vector<TensorToWrite>& replaced, const fs::path& name)
{
    std::vector<Item> items;
    std::optional<Metadata> metadata;
    for (const Shard& shard : layout.shards)
        if (!metadata)
            metadata = shard.header.metadata;
    for (const Place& place : layout.places) {
        const Shard& shard = layout.shards[place.shard];
        const Entry& e = shard.header.entries[*place.entry];
        const auto it = slots[place.shard].find(*place.entry);
        if (it == slots[place.shard].end()) {
            items.push_back({e, std::nullopt, extentOf(shard, e)});
            continue;
        }
        auto entry = entryFor(replaced[it->second]);
        if (!entry)
            return fail(std::move(entry.error()));
        items.push_back({std::move(*entry), it->second, {}});
    }
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return layOut(plan, name, std::move(items), order, std::move(metadata), 0);
}

/// "model-00001-of-00002.safetensors" of "model.safetensors.index.json" becomes "new-00001-of-00002.safetensors" for
/// "new.safetensors.index.json": beside the old model no shard of it may be overwritten.
std::string renamedShard(const std::string& shard, const std::string& oldIndex, const std::string& newIndex)
{
    const auto stem = [](std::string_view name) {
        for (std::string_view suffix : {indexSuffix, std::string_view(".index.json"), std::string_view(".json")})
            if (name.ends_with(suffix))
                return std::string(name.substr(0, name.size() - suffix.size()));
        return std::string(name);
    };
    const std::string from = stem(oldIndex), to = stem(newIndex);
    if (from == to)
        return shard;
    return shard.starts_with(from) ? to + shard.substr(from.size()) : to + "-" + shard;
}

Result<void> rewriteSharded(Plan& plan, const SafetensorsFile& target, const std::vector<Slots>& slots,
                            const std::vector<TensorToWrite>& replaced, const fs::path& fileName)
{
    const Layout& layout = target.layout();
    const std::string outputName = fileName.filename().string();
    const bool folder = layout.openedAsFolder && !outputName.ends_with(".json");
    const std::string indexName = folder ? layout.indexName : outputName;
    const fs::path base = folder ? fileName : fs::path();
    const auto rename = [&](const std::string& shard) { return renamedShard(shard, layout.indexName, indexName); };
    std::uint64_t before = 0, after = 0;
    for (std::size_t i = 0; i < layout.shards.size(); ++i) {
        const Shard& shard = layout.shards[i];
        for (const Entry& e : shard.header.entries)
            before += e.end - e.begin;
        const std::size_t file = plan.files.size();
        if (auto r = rewriteShard(plan, shard, slots[i], replaced, base / rename(shard.name)); !r)
            return r;
        after += plan.files[file].sizeBytes;
        after -= plan.files[file].literals.empty() ? shard.header.dataOffset : plan.files[file].literals[0].bytes.size();
    }
    std::string index = layout.indexText;
    if (indexName != layout.indexName || before != after) {
        auto patched = patchIndex(index, target.path(), rename, before != after ? std::optional(after) : std::nullopt);
        if (!patched)
            return fail(std::move(patched.error()));
        index = std::move(*patched);
    }
    FilePlan file;
    file.name = base / indexName;
    file.sizeBytes = index.size();
    file.literals.push_back({0, std::move(index)});
    plan.files.push_back(std::move(file));
    return {};
}

/// `__metadata__` of a new file: texts only, as the specification wants.
std::optional<Metadata> exportedMetadata(const Metadata& given)
{
    const Metadata* inner = given.find("__metadata__");
    const Metadata::Map* map = inner && inner->map() ? inner->map() : given.map();
    if (!map)
        return std::nullopt;
    Metadata::Map texts;
    for (const auto& [key, value] : *map)
        if (value.string())
            texts.emplace_back(key, value);
    return texts.empty() ? std::nullopt : std::optional(Metadata(std::move(texts)));
}

/// The order given, unless that would put an element off its natural alignment: then larger elements first, as the
/// reference implementation has it.
std::vector<std::size_t> alignedOrder(const std::vector<Item>& items)
{
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::uint64_t reached = 0;
    bool aligned = true;
    for (const Item& item : items) {
        aligned = aligned && reached % itemSizeBytes(*item.entry.dtype) == 0;
        reached += item.entry.end - item.entry.begin;
    }
    if (!aligned)
        std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return itemSizeBytes(*items[i].entry.dtype); });
    return order;
}

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteModel(std::shared_ptr<const SafetensorsFile> target,
                                                  std::vector<TensorToWrite> replaced, const fs::path& fileName)
{
    const Layout& layout = target->layout();
    for (const Shard& shard : layout.shards)
        if (!shard.source)
            return fail(makeError(ErrorCode::Corrupt, "the model cannot be rewritten because one of its shards cannot be read")
                            .at(shard.path)
                            .advise("Fetch the shard again, or export the tensors that are there to a new file"));
    for (std::size_t i = 0; i < layout.places.size(); ++i)
        if (!layout.places[i].entry)
            return fail(makeError(ErrorCode::Corrupt, "the model cannot be rewritten because a tensor is missing in it")
                            .at(target->path())
                            .of(target->tensors()[i].name)
                            .advise("Index and shards do not fit each other; fetch them again"));
    std::vector<Slots> slots(layout.shards.size());
    for (std::size_t slot = 0; slot < replaced.size(); ++slot) {
        const auto tensor = target->find(replaced[slot].name);
        if (!tensor)
            return fail(makeError(ErrorCode::Mismatch, "the target has no such tensor").at(target->path()).of(replaced[slot].name));
        const Place& place = layout.places[*tensor];
        if (!slots[place.shard].emplace(*place.entry, slot).second)
            return fail(makeError(ErrorCode::Mismatch, "the tensor is to be written twice").at(target->path()).of(replaced[slot].name));
        if (auto entry = entryFor(replaced[slot]); !entry)
            return fail(std::move(entry.error()).at(target->path()));
    }
    Plan plan;
    plan.slots.resize(replaced.size());
    Result<void> planned;
    if (layout.indexText.empty())
        planned = rewriteShard(plan, layout.shards[0], slots[0], replaced, fileName.filename());
    else if (fileName.filename().string().ends_with(fileSuffix))
        planned = mergeShards(plan, layout, slots, replaced, fileName.filename());
    else
        planned = rewriteSharded(plan, *target, slots, replaced, fileName.filename());
    if (!planned)
        return fail(std::move(planned.error()));
    return std::make_unique<PlannedWriter>(std::move(plan.files), std::move(plan.slots));
}

Result<std::unique_ptr<ModelWriter>> createModel(const std::vector<TensorToWrite>& tensors, const ExportOptions& options,
                                                 const fs::path& fileName)
{
    std::vector<std::vector<Item>> shards(1);
    std::unordered_set<std::string_view> names;
    std::uint64_t total = 0, inShard = 0;
    for (std::size_t slot = 0; slot < tensors.size(); ++slot) {
        auto entry = entryFor(tensors[slot]);
        if (!entry)
            return fail(std::move(entry.error()).at(fileName));
        if (!names.insert(tensors[slot].name).second)
            return fail(makeError(ErrorCode::Mismatch, "two tensors have the same name").at(fileName).of(tensors[slot].name));
        if (options.shardBytes && !shards.back().empty() && inShard + entry->end > options.shardBytes) {
            shards.emplace_back();
            inShard = 0;
        }
        inShard += entry->end;
        total += entry->end;
        shards.back().push_back({std::move(*entry), slot, {}});
    }
    const std::optional<Metadata> metadata = exportedMetadata(options.metadata);
    const std::string outputName = fileName.filename().string();
    Plan plan;
    plan.slots.resize(tensors.size());
    const bool sharded = shards.size() > 1 || outputName.ends_with(indexSuffix);
    if (!sharded) {
        const auto order = alignedOrder(shards[0]);
        if (auto r = layOut(plan, outputName, std::move(shards[0]), order, metadata, 0); !r)
            return fail(std::move(r.error()));
        return std::make_unique<PlannedWriter>(std::move(plan.files), std::move(plan.slots));
    }
    std::string stem = outputName;
    for (std::string_view suffix : {indexSuffix, fileSuffix})
        if (stem.ends_with(suffix)) {
            stem.resize(stem.size() - suffix.size());
            break;
        }
    const auto number = [](std::size_t n) {
        const std::string digits = std::to_string(n);
        return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
    };
    std::vector<std::pair<std::string, std::string>> weightMap;
    for (std::size_t i = 0; i < shards.size(); ++i) {
        const std::string name = stem + "-" + number(i + 1) + "-of-" + number(shards.size()) + std::string(fileSuffix);
        for (const Item& item : shards[i])
            weightMap.emplace_back(item.entry.name, name);
        const auto order = alignedOrder(shards[i]);
        if (auto r = layOut(plan, name, std::move(shards[i]), order, metadata, 0); !r)
            return fail(std::move(r.error()));
    }
    auto index = composeIndex(weightMap, total);
    if (!index)
        return fail(std::move(index.error()).at(fileName));
    FilePlan file;
    file.name = stem + std::string(indexSuffix);
    file.sizeBytes = index->size();
    file.literals.push_back({0, std::move(*index)});
    plan.files.push_back(std::move(file));
    return std::make_unique<PlannedWriter>(std::move(plan.files), std::move(plan.slots));
}

} // namespace tensorgraft::safetensors
