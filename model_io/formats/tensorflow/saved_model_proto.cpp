#include "model_io/formats/tensorflow/saved_model_proto.h"

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/tensorflow/wire_messages.h"

#include <algorithm>
#include <string_view>

namespace tensorgraft::tf {
namespace {

constexpr std::string_view attributePart = "/.ATTRIBUTES/";

/// TensorFlow writes '/' in an object's name as ".S" and '.' as ".." (trackable_utils.escape_local_name).
std::string unescaped(std::string_view segment)
{
    std::string name;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (segment[i] == '.' && i + 1 < segment.size() && (segment[i + 1] == '.' || segment[i + 1] == 'S'))
            name += segment[++i] == 'S' ? '/' : '.';
        else
            name += segment[i];
    }
    return name;
}

/// The SavedObjectGraph of TensorFlow 2 (saved_object_graph.proto): nodes, their named children, their variables.
class SavedObjects {
public:
    Result<void> parse(const WireField& graph)
    {
        WireWalker walker(graph);
        while (walker.next())
            if (walker.field().isMessage(1))
                m_nodes.push_back({walker.field().payload, walker.field().offset});
        return walker.status();
    }

    /// The variable at the end of the path that `key` spells; nullopt where there is none.
    Result<std::optional<SavedVariable>> find(std::string_view key)
    {
        std::optional<SavedVariable> none;
        const auto attribute = key.rfind(attributePart);
        if (attribute == std::string_view::npos || m_nodes.empty())
            return none;
        std::string_view path = key.substr(0, attribute);
        if (path.find("/.OPTIMIZER_SLOT/") != std::string_view::npos)
            return none; // slots are no children of what they belong to
        std::size_t node = 0;
        while (!path.empty()) {
            const auto slash = path.find('/');
            auto next = child(node, unescaped(path.substr(0, slash)));
            if (!next)
                return fail(std::move(next.error()));
            if (!*next)
                return none;
            node = **next;
            path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
        }
        return variable(node);
    }

private:
    Result<std::optional<std::size_t>> child(std::size_t node, const std::string& name)
    {
        auto [it, isNew] = m_children.try_emplace(node);
        if (isNew) {
            WireWalker walker(m_nodes[node].bytes, m_nodes[node].offset);
            while (walker.next()) {
                if (!walker.field().isMessage(1))
                    continue;
                std::uint64_t id = 0;
                std::string_view local;
                WireWalker reference(walker.field());
                while (reference.next()) {
                    if (reference.field().isVarint(1))
                        id = reference.field().value;
                    else if (reference.field().isMessage(2))
                        local = reference.field().text();
                }
                if (auto r = reference.status(); !r)
                    return fail(std::move(r.error()));
                if (id < m_nodes.size())
                    it->second.emplace(local, static_cast<std::size_t>(id));
            }
            if (auto r = walker.status(); !r)
                return fail(std::move(r.error()));
        }
        const auto found = it->second.find(name);
        return found == it->second.end() ? std::nullopt : std::optional(found->second);
    }

    Result<std::optional<SavedVariable>> variable(std::size_t node) const
    {
        std::optional<SavedVariable> found;
        WireWalker walker(m_nodes[node].bytes, m_nodes[node].offset);
        while (walker.next()) {
            if (!walker.field().isMessage(7))
                continue;
            found.emplace();
            WireWalker fields(walker.field());
            while (fields.next()) {
                if (fields.field().isMessage(2))
                    found->shape = parseShape(fields.field().payload);
                else if (fields.field().isVarint(3))
                    found->trainable = fields.field().value != 0;
                else if (fields.field().isMessage(6))
                    found->name = fields.field().text();
            }
            if (auto r = fields.status(); !r)
                return fail(std::move(r.error()));
        }
        if (auto r = walker.status(); !r)
            return fail(std::move(r.error()));
        return found;
    }

    struct Node {
        std::span<const std::byte> bytes;
        std::uint64_t offset = 0;
    };
    std::vector<Node> m_nodes;
    std::unordered_map<std::size_t, std::unordered_map<std::string_view, std::size_t>> m_children; ///< of visited nodes
};

/// One VariableDef of a collection of TensorFlow 1 (variable.proto): the name in the checkpoint.
Result<std::string> variableName(const WireField& definition)
{
    std::string name, whole;
    WireWalker walker(definition);
    while (walker.next()) {
        if (walker.field().isMessage(1)) {
            name = walker.field().text();
        } else if (walker.field().isMessage(4)) { // SaveSliceInfoDef: a part of a partitioned variable
            WireWalker slice(walker.field());
            while (slice.next())
                if (slice.field().isMessage(1))
                    whole = slice.field().text();
            if (auto r = slice.status(); !r)
                return fail(std::move(r.error()));
        }
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    if (!whole.empty())
        return whole;
    if (const auto colon = name.rfind(':'); colon != std::string::npos)
        name.resize(colon);
    return name;
}

/// One entry of MetaGraphDef.collection_def.
Result<void> readCollection(const WireField& entry, SavedModelInfo& info)
{
    std::string_view key;
    std::optional<WireField> value;
    WireWalker walker(entry);
    while (walker.next()) {
        if (walker.field().isMessage(1))
            key = walker.field().text();
        else if (walker.field().isMessage(2))
            value = walker.field();
    }
    if (auto r = walker.status(); !r)
        return r;
    const bool trainable = key == "trainable_variables";
    if (!value || (!trainable && key != "variables"))
        return {};
    WireWalker collection(*value);
    while (collection.next()) {
        if (!collection.field().isMessage(2)) // BytesList: serialised VariableDefs
            continue;
        WireWalker list(collection.field());
        while (list.next()) {
            if (!list.field().isMessage(1))
                continue;
            auto name = variableName(list.field());
            if (!name)
                return fail(std::move(name.error()));
            SavedVariable& variable = info.variables[*name];
            variable.name = std::move(*name);
            variable.trainable |= trainable;
        }
        if (auto r = list.status(); !r)
            return r;
    }
    return collection.status();
}

/// MetaGraphDef.MetaInfoDef.
Result<void> readMetaInfo(const WireField& message, SavedModelInfo& info)
{
    WireWalker walker(message);
    while (walker.next()) {
        if (walker.field().isMessage(4)) {
            std::string tag(walker.field().text());
            if (std::ranges::find(info.tags, tag) == info.tags.end() && info.tags.size() < 64)
                info.tags.push_back(std::move(tag));
        } else if (walker.field().isMessage(5)) {
            info.tensorflowVersion = walker.field().text();
        }
    }
    return walker.status();
}

Result<void> readGraph(const WireField& metaGraph, const std::vector<std::string>& keys, SavedModelInfo& info, const OpenProgress& progress)
{
    WireWalker walker(metaGraph);
    while (walker.next()) {
        const WireField& field = walker.field();
        Result<void> r;
        if (field.isMessage(1)) {
            r = readMetaInfo(field, info);
        } else if (field.isMessage(4)) {
            r = readCollection(field, info);
        } else if (field.isMessage(7)) {
            SavedObjects objects;
            r = objects.parse(field);
            for (std::size_t i = 0; r && i < keys.size(); ++i) {
                if (!progress.tick(OpenStep::Listing, i, keys.size()))
                    return cancelled();
                auto found = objects.find(keys[i]);
                if (!found)
                    r = fail(std::move(found.error()));
                else if (*found)
                    info.variables[keys[i]] = std::move(**found);
            }
        }
        if (!r)
            return r;
    }
    return walker.status();
}

} // namespace

Result<SavedModelInfo> parseSavedModel(std::span<const std::byte> message, const std::vector<std::string>& keys, const OpenProgress& progress)
{
    SavedModelInfo info;
    WireWalker walker(message);
    while (walker.next()) {
        if (!walker.field().isMessage(2))
            continue;
        ++info.graphCount;
        if (!progress.report(OpenStep::Parsing, walker.field().begin, message.size()))
            return cancelled();
        if (auto r = readGraph(walker.field(), keys, info, progress); !r)
            return fail(std::move(r.error()));
    }
    if (auto r = walker.status(); !r)
        return fail(std::move(r.error()));
    if (info.graphCount == 0)
        return fail(makeError(ErrorCode::NotThisFormat, "the message is no SavedModel").wanted("a graph with its description").got("none"));
    return info;
}

} // namespace tensorgraft::tf
