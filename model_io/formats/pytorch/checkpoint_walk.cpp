#include "model_io/formats/pytorch/checkpoint_walk.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft::pytorch {
namespace {

using pickle::Ref;
using Items = std::vector<std::pair<Ref, Ref>>;

/// Sharing lets a small pickle describe a tree without bound, so steps are counted, not values.
constexpr std::uint64_t maxSteps = 5'000'000;
constexpr std::size_t maxDepth = 400;
/// Metadata is for people to look at: a tokeniser's vocabulary of a million words is cut.
constexpr std::size_t maxMetadataValues = 100'000;
constexpr std::size_t maxTextBytes = 4096;

class Walker {
public:
    /// `values`: of the whole pickle.
    Walker(const std::filesystem::path& path, const TensorLookup& lookup, std::uint64_t values, const OpenProgress& progress)
        : m_path(path), m_lookup(lookup), m_values(values), m_progress(progress)
    {
    }

    Result<Checkpoint> run(Ref root)
    {
        auto metadata = walk(root, "", 0);
        if (!metadata)
            return fail(std::move(metadata.error()));
        m_out.metadata = *metadata ? std::move(**metadata) : Metadata(Metadata::Map{});
        if (!m_out.metadata.map()) {
            Metadata wrapped(Metadata::Map{});
            wrapped.set("value", std::move(m_out.metadata));
            m_out.metadata = std::move(wrapped);
        }
        return std::move(m_out);
    }

private:
    /// What is left of a value when its tensors are taken out; nullopt where that is nothing.
    using Rest = Result<std::optional<Metadata>>;

    Rest walk(Ref value, const std::string& name, std::size_t depth)
    {
        if (!m_progress.tick(OpenStep::Listing, std::min(m_steps, m_values), m_values))
            return cancelled();
        if (++m_steps > maxSteps || depth > maxDepth)
            return fail(makeError(ErrorCode::Unsupported, depth > maxDepth ? "the checkpoint is nested too deeply"
                                                                          : "the checkpoint has too many values")
                            .at(m_path).of(name.substr(0, 200)).advise("The file may have been made to harm readers"));
        if (auto tensor = tensorOf(value, m_lookup)) {
            add(name, value, std::move(*tensor));
            return std::optional<Metadata>{};
        }
        if (const auto* dict = value->as<pickle::Dict>())
            return walkItems(value, dict->items, name, depth);
        if (const auto* list = value->as<pickle::List>())
            return walkList(value, list->items, name, depth);
        if (const auto* tuple = value->as<pickle::Tuple>())
            return walkList(value, tuple->items, name, depth);
        if (const auto* set = value->as<pickle::Set>())
            return walkList(value, set->items, name, depth);
        if (const auto* object = value->as<pickle::Object>())
            return walkObject(value, *object, name, depth);
        return leaf(value);
    }

    Rest walkItems(Ref self, const Items& items, const std::string& name, std::size_t depth)
    {
        if (!m_open.insert(self).second)
            return std::optional(Metadata(Metadata::Opaque{"itself"}));
        Metadata::Map map;
        for (const auto& [key, item] : items) {
            std::string text = keyText(key);
            auto rest = walk(item, join(name, text), depth + 1);
            if (!rest)
                return rest;
            if (*rest)
                map.emplace_back(std::move(text), std::move(**rest));
        }
        m_open.erase(self);
        return map.empty() ? std::optional<Metadata>{} : std::optional(Metadata(std::move(map)));
    }

    Rest walkList(Ref self, const std::vector<Ref>& items, const std::string& name, std::size_t depth)
    {
        if (!m_open.insert(self).second)
            return std::optional(Metadata(Metadata::Opaque{"itself"}));
        Metadata::List list;
        bool any = items.empty();
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto rest = walk(items[i], join(name, std::to_string(i)), depth + 1);
            if (!rest)
                return rest;
            any = any || rest->has_value();
            if (++m_metadataValues <= maxMetadataValues)
                list.push_back(*rest ? std::move(**rest) : Metadata(Metadata::Opaque{"tensor"}));
        }
        m_open.erase(self);
        return any ? std::optional(Metadata(std::move(list))) : std::optional<Metadata>{};
    }

    Rest walkObject(Ref self, const pickle::Object& object, const std::string& name, std::size_t depth)
    {
        const std::string cls = globalName(object.callable);
        if (cls == "collections.OrderedDict" || cls == "collections.defaultdict" || cls == "collections.Counter") {
            if (object.items.empty() && object.args) // Python 2: OrderedDict([[key, value], ...])
                if (const auto pairs = pairsOf(object.args))
                    return walkItems(self, *pairs, name, depth);
            return walkItems(self, object.items, name, depth);
        }
        if (cls == "torch.Size" && object.args)
            return walk(object.args->as<pickle::Tuple>() && object.args->as<pickle::Tuple>()->items.size() == 1
                            ? object.args->as<pickle::Tuple>()->items[0]
                            : object.args,
                        name, depth + 1);
        if (!m_open.insert(self).second)
            return std::optional(Metadata(Metadata::Opaque{"itself"}));
        Metadata::Map map;
        const auto part = [&](Ref value, const std::string& partName) -> Result<void> {
            auto rest = walk(value, partName, depth + 1);
            if (!rest)
                return fail(std::move(rest.error()));
            if (*rest && (*rest)->map())
                for (const auto& [key, item] : *(*rest)->map())
                    map.emplace_back(key, item);
            return {};
        };
        Result<void> done;
        // Arguments and items matter only for the tensors in them: device('cpu') has none.
        if (object.args)
            done = part(object.args, name);
        for (const auto& [key, item] : object.items)
            if (done)
                done = part(item, join(name, keyText(key)));
        for (std::size_t i = 0; i < object.appended.size() && done; ++i)
            done = part(object.appended[i], join(name, std::to_string(i)));
        if (done && object.state)
            done = walkState(object.state, name, depth, map, part);
        m_open.erase(self);
        if (!done)
            return fail(std::move(done.error()));
        if (map.empty())
            return cls.empty() ? leaf(self) : std::optional(Metadata(Metadata::Opaque{describe(cls, object)}));
        return std::optional(Metadata(std::move(map)));
    }

    /// The attributes of an object; those of a module without the containers that state_dict() leaves out of names.
    template <typename Part>
    Result<void> walkState(Ref state, const std::string& name, std::size_t depth, Metadata::Map& map, const Part& part)
    {
        const auto* tuple = state->as<pickle::Tuple>();
        if (tuple && tuple->items.size() == 2) { // (attributes, slots)
            for (Ref item : tuple->items)
                if (auto r = walkState(item, name, depth, map, part); !r)
                    return r;
            return {};
        }
        const auto* dict = state->as<pickle::Dict>();
        if (!dict)
            return part(state, name);
        const bool isModule = find(*dict, "_modules") && find(*dict, "_parameters");
        if (isModule)
            for (const char* group : {"_parameters", "_buffers", "_modules"})
                if (Ref members = find(*dict, group)) {
                    auto rest = walk(members, name, depth + 1);
                    if (!rest)
                        return fail(std::move(rest.error()));
                    if (*rest)
                        map.emplace_back(group, std::move(**rest));
                }
        for (const auto& [key, item] : dict->items) {
            std::string text = keyText(key);
            if (isModule && (text == "_parameters" || text == "_buffers" || text == "_modules" || text.ends_with("_hooks") ||
                             text.ends_with("_hooks_with_kwargs")))
                continue;
            auto rest = walk(item, join(name, text), depth + 1);
            if (!rest)
                return fail(std::move(rest.error()));
            if (*rest)
                map.emplace_back(std::move(text), std::move(**rest));
        }
        return {};
    }

    Rest leaf(Ref value)
    {
        if (++m_metadataValues > maxMetadataValues)
            return std::optional<Metadata>{};
        using O = Metadata::Opaque;
        return std::optional(std::visit(
            [&](const auto& v) -> Metadata {
                using T = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<T, pickle::None>)
                    return {};
                else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>)
                    return Metadata(v);
                else if constexpr (std::is_same_v<T, pickle::BigInt>)
                    return Metadata(v.decimalOrHex.substr(0, maxTextBytes));
                else if constexpr (std::is_same_v<T, pickle::Bytes>) {
                    const std::string* text = value->text();
                    if (text && text->size() <= maxTextBytes)
                        return Metadata(*text);
                    return Metadata(O{(v.isText ? "text of " : "") + std::to_string(v.length) + " bytes"});
                } else if constexpr (std::is_same_v<T, pickle::Global>)
                    return Metadata(O{v.module + "." + v.name});
                else
                    return Metadata(O{"object"});
            },
            value->v));
    }

    static std::string describe(const std::string& cls, const pickle::Object& object)
    {
        std::string text = cls + "(";
        if (const auto* args = object.args ? object.args->as<pickle::Tuple>() : nullptr)
            for (std::size_t i = 0; i < args->items.size() && i < 4; ++i) {
                const std::string argument = keyText(args->items[i]);
                text += (i ? ", " : "") + (argument.size() > 60 ? std::string("...") : argument);
            }
        return text + ")";
    }

    static Ref find(const pickle::Dict& dict, std::string_view wanted)
    {
        for (const auto& [key, item] : dict.items)
            if (const std::string* text = key->text(); text && *text == wanted)
                return item;
        return nullptr;
    }

    static std::optional<Items> pairsOf(Ref args)
    {
        const auto* outer = args->as<pickle::Tuple>();
        const auto* list = outer && outer->items.size() == 1 ? outer->items[0]->as<pickle::List>() : nullptr;
        if (!list)
            return std::nullopt;
        Items pairs;
        for (Ref item : list->items) {
            const std::vector<Ref>* two = item->as<pickle::List>()    ? &item->as<pickle::List>()->items
                                          : item->as<pickle::Tuple>() ? &item->as<pickle::Tuple>()->items
                                                                      : nullptr;
            if (!two || two->size() != 2)
                return std::nullopt;
            pairs.emplace_back((*two)[0], (*two)[1]);
        }
        return pairs;
    }

    static std::string keyText(Ref key)
    {
        if (const std::string* text = key->text())
            return *text;
        if (const auto* n = key->as<std::int64_t>())
            return std::to_string(*n);
        if (const auto* b = key->as<bool>())
            return *b ? "True" : "False";
        if (const auto* d = key->as<double>())
            return std::to_string(*d);
        if (key->as<pickle::None>())
            return "None";
        if (const auto* tuple = key->as<pickle::Tuple>()) {
            std::string text = "(";
            for (std::size_t i = 0; i < tuple->items.size() && i < 8; ++i)
                text += (i ? ", " : "") + (tuple->items[i]->as<pickle::Tuple>() ? "(...)" : keyText(tuple->items[i]));
            return text + ")";
        }
        const std::string global = globalName(key);
        return global.empty() ? "?" : global;
    }

    static std::string join(const std::string& prefix, const std::string& key)
    {
        return prefix.empty() ? key : prefix + "." + key;
    }

    void add(const std::string& name, Ref value, TensorDescription description)
    {
        std::string unique = name.empty() ? "tensor" : name;
        if (const auto [it, isNew] = m_names.emplace(unique, 1); !isNew) {
            const std::string base = unique;
            do
                unique = base + " (" + std::to_string(++it->second) + ")";
            while (m_names.contains(unique));
            m_names.emplace(unique, 1);
        }
        m_out.tensors.push_back({std::move(unique), value, std::move(description)});
    }

    const std::filesystem::path& m_path;
    const TensorLookup& m_lookup;
    Checkpoint m_out;
    std::uint64_t m_steps = 0, m_values;
    OpenProgress m_progress;
    std::size_t m_metadataValues = 0;
    std::unordered_set<Ref> m_open; ///< containers that are being walked: a cycle ends there
    std::unordered_map<std::string, std::size_t> m_names;
};

} // namespace

Result<Checkpoint> walkCheckpoint(const pickle::Document& document, const std::filesystem::path& path, const TensorLookup& lookup,
                                  const OpenProgress& progress)
{
    return Walker(path, lookup, document.arena.size(), progress).run(document.root);
}

} // namespace tensorgraft::pytorch
