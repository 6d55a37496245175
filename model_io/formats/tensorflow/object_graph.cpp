#include "model_io/formats/tensorflow/object_graph.h"

#include "model_io/codecs/protobuf_wire.h"
#include "tensorgraft_tf/trackable_object_graph.pb.h"

#include <vector>

namespace tensorgraft::tf {
namespace {

constexpr std::string_view attributes = "/.ATTRIBUTES/";
constexpr std::string_view variableValue = "VARIABLE_VALUE";

Error damagedGraph(std::string found)
{
    return makeError(ErrorCode::Corrupt, "the object graph of the checkpoint cannot be read")
        .wanted("a TrackableObjectGraph").got(std::move(found))
        .advise("The tensors are read by their keys; the names of the variables are not known");
}

} // namespace

Result<ObjectGraph> parseObjectGraph(std::string_view message)
{
    ObjectGraph graph;
    // Node by node into one reused message: a graph of millions of empty nodes costs no more than its bytes.
    proto::TrackableObject node;
    std::vector<std::pair<std::size_t, std::string>> keys; ///< node and key of its value, by ascending node
    std::vector<std::int64_t> slotNodes;
    WireWalker walker(std::as_bytes(std::span(message)));
    while (walker.next()) {
        if (!walker.field().isMessage(1))
            continue;
        const std::string_view text = walker.field().text();
        const std::size_t number = graph.nodeCount++;
        if (text.size() > INT32_MAX || !node.ParseFromArray(text.data(), static_cast<int>(text.size())))
            return fail(damagedGraph("a node " + std::to_string(number) + " that is no TrackableObject"));
        for (const auto& value : node.attributes()) {
            if (value.checkpoint_key().empty())
                continue;
            if (!value.full_name().empty())
                graph.fullNames.emplace(value.checkpoint_key(), value.full_name());
            keys.emplace_back(number, value.checkpoint_key());
        }
        for (const auto& slot : node.slot_variables())
            slotNodes.push_back(slot.slot_variable_node_id());
    }
    if (auto r = walker.status(); !r)
        return fail(damagedGraph(r.error().message));
    std::unordered_set<std::size_t> slots;
    for (const std::int64_t id : slotNodes) {
        if (id < 0 || static_cast<std::uint64_t>(id) >= graph.nodeCount)
            return fail(damagedGraph("a slot variable in node " + std::to_string(id) + " of " + std::to_string(graph.nodeCount)));
        slots.insert(static_cast<std::size_t>(id));
    }
    for (auto& [number, key] : keys)
        if (slots.contains(number))
            graph.slotKeys.insert(std::move(key));
    return graph;
}

bool isObjectKey(std::string_view key) { return key.find(attributes) != std::string_view::npos; }

std::string humanPath(std::string_view key)
{
    const auto at = key.rfind(attributes);
    if (at == std::string_view::npos || at == 0)
        return std::string(key);
    std::string_view path = key.substr(0, at);
    const std::string_view attribute = key.substr(at + attributes.size());
    std::string result;
    result.reserve(key.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
        // ".." stands for '.', ".S" for '/'; ".OPTIMIZER_SLOT" begins a segment and stays.
        const bool segmentBegins = i == 0 || path[i - 1] == '/';
        if (path[i] == '.' && i + 1 < path.size() && !(segmentBegins && path.substr(i).starts_with(".OPTIMIZER_SLOT"))) {
            if (path[i + 1] == '.' || path[i + 1] == 'S') {
                result += path[i + 1] == '.' ? '.' : '/';
                ++i;
                continue;
            }
        }
        result += path[i];
    }
    if (attribute != variableValue)
        result.append(1, '/').append(attribute);
    return result;
}

} // namespace tensorgraft::tf
