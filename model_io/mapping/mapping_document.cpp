#include "model_io/mapping/mapping_document.h"

#include "model_io/mapping/json_node.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tensorgraft {
namespace {

using Kind = JsonNode::Kind;
constexpr double version = 1;

/// Reads the tree into a document. Every function returns false after the first error, which it leaves in `error`.
class Reader {
public:
    Reader(std::string_view text, const std::filesystem::path& path) : m_text(text), m_path(path) {}

    bool read(const JsonNode& root)
    {
        if (root.kind != Kind::Object)
            return refuse(root, "a mapping is an object, this is " + std::string(root.kindName()));
        const JsonNode::Member* mark = root.find("tensorgraft");
        if (!mark)
            return refuse(root, "this is no mapping: the field \"tensorgraft\" is missing", "A mapping begins with {\"tensorgraft\": 1");
        if (!readVersion(mark->value))
            return false;
        for (const JsonNode::Member& member : root.members)
            if (member.key != "tensorgraft" && !readField(member))
                return false;
        keepUnknown("", {});
        return true;
    }

    MappingDocument document;
    Error error;

private:
    bool refuse(const JsonNode& node, std::string message, std::string hint = {})
    {
        error = errorIn(m_text, node.position, std::move(message), m_path);
        error.hint = std::move(hint);
        return false;
    }
    bool expect(const JsonNode& node, Kind kind, const std::string& what, std::string_view kindWord)
    {
        return node.kind == kind || refuse(node, what + " is " + std::string(kindWord) + ", this is " + std::string(node.kindName()));
    }

    bool readVersion(const JsonNode& node)
    {
        if (node.kind != Kind::Number)
            return refuse(node, "\"tensorgraft\" is the version of the format, a number");
        if (node.number > version) {
            refuse(node, "this mapping is of format version " + node.text + "; this program knows version 1", "Use a newer TensorGraft");
            error.code = ErrorCode::Unsupported;
            return false;
        }
        return node.number == version || refuse(node, "there is no format version " + node.text, "Write \"tensorgraft\": 1");
    }

    bool readField(const JsonNode::Member& member)
    {
        if (member.key == "source")
            return readSide(member, document.sourcePath);
        if (member.key == "target")
            return readSide(member, document.targetPath);
        if (member.key == "policy")
            return readPolicy(member.value);
        if (member.key == "include")
            return readPatterns(member, document.include);
        if (member.key == "exclude")
            return readPatterns(member, document.exclude);
        if (member.key == "rules")
            return readRules(member.value);
        if (member.key == "entries")
            return readEntries(member.value);
        m_rootUnknown.push_back(&member);
        return true;
    }

    /// The members of an object that were not understood, as text, under `place`.
    void keepUnknown(std::string place, const std::vector<const JsonNode::Member*>& members)
    {
        std::string text = textOf(place.empty() ? m_rootUnknown : members);
        if (!text.empty())
            document.unknownFields.emplace_back(std::move(place), std::move(text));
    }

    static std::string textOf(const std::vector<const JsonNode::Member*>& unknown)
    {
        std::string text;
        for (const JsonNode::Member* member : unknown)
            text += (text.empty() ? "{" : ", ") + quotedJson(member->key) + ": " + compactJson(member->value);
        return text.empty() ? text : text + '}';
    }

    bool readSide(const JsonNode::Member& member, std::string& path)
    {
        if (!expect(member.value, Kind::Object, '"' + member.key + '"', "an object"))
            return false;
        std::vector<const JsonNode::Member*> unknown;
        for (const JsonNode::Member& field : member.value.members) {
            if (field.key != "path")
                unknown.push_back(&field);
            else if (!readString(field, path, false))
                return false;
        }
        keepUnknown(member.key, unknown);
        return true;
    }

    template <typename Policy>
    bool readChoice(const JsonNode::Member& member, std::array<std::pair<std::string_view, Policy>, 2> choices, Policy& value)
    {
        for (const auto& [word, choice] : choices)
            if (member.value.kind == Kind::String && member.value.text == word) {
                value = choice;
                return true;
            }
        return refuse(member.value, '"' + member.key + "\" is \"" + std::string(choices[0].first) + "\" or \"" + std::string(choices[1].first) + '"');
    }

    bool readPolicy(const JsonNode& node)
    {
        if (!expect(node, Kind::Object, "\"policy\"", "an object"))
            return false;
        MappingPolicy& policy = document.policy;
        std::vector<const JsonNode::Member*> unknown;
        for (const JsonNode::Member& field : node.members) {
            bool ok = true;
            if (field.key == "missingSource")
                ok = readChoice<MissingSourcePolicy>(field, {{{"error", MissingSourcePolicy::Error}, {"skip", MissingSourcePolicy::Skip}}}, policy.missingSource);
            else if (field.key == "shapeMismatch")
                ok = readChoice<ShapeMismatchPolicy>(field, {{{"error", ShapeMismatchPolicy::Error}, {"skip", ShapeMismatchPolicy::Skip}}}, policy.shapeMismatch);
            else if (field.key == "unmappedTarget")
                ok = readChoice<UnmappedTargetPolicy>(field, {{{"keep", UnmappedTargetPolicy::Keep}, {"error", UnmappedTargetPolicy::Error}}}, policy.unmappedTarget);
            else if (field.key == "dtype")
                ok = readChoice<DTypePolicy>(field, {{{"target", DTypePolicy::Target}, {"source", DTypePolicy::Source}}}, policy.dtype);
            else
                unknown.push_back(&field);
            if (!ok)
                return false;
        }
        keepUnknown("policy", unknown);
        return true;
    }

    bool readString(const JsonNode::Member& member, std::string& value, bool needed)
    {
        if (!expect(member.value, Kind::String, '"' + member.key + '"', "a string"))
            return false;
        if (needed && member.value.text.empty())
            return refuse(member.value, '"' + member.key + "\" is empty");
        value = member.value.text;
        return true;
    }

    bool readPatterns(const JsonNode::Member& member, std::vector<std::string>& patterns)
    {
        patterns.clear();
        if (!expect(member.value, Kind::Array, '"' + member.key + '"', "a list of patterns"))
            return false;
        for (const JsonNode& item : member.value.items) {
            if (item.kind != Kind::String || item.text.empty())
                return refuse(item, "a pattern is a string that is not empty");
            patterns.push_back(item.text);
        }
        return true;
    }

    bool readSources(const JsonNode& node, std::vector<std::string>& sources, bool mayBeEmpty)
    {
        const auto add = [&](const JsonNode& item) {
            if (item.kind != Kind::String || item.text.empty())
                return refuse(item, "a source is a string that is not empty");
            sources.push_back(item.text);
            return true;
        };
        if (node.kind == Kind::String)
            return add(node);
        if (node.kind != Kind::Array)
            return refuse(node, "\"source\" is a string or a list of strings, this is " + std::string(node.kindName()));
        if (node.items.empty() && !mayBeEmpty)
            return refuse(node, "the list of sources is empty", "Leave \"source\" out for a rule that only sets a transform");
        return std::all_of(node.items.begin(), node.items.end(), add);
    }

    bool readRules(const JsonNode& node)
    {
        if (!expect(node, Kind::Array, "\"rules\"", "a list"))
            return false;
        for (const JsonNode& item : node.items) {
            if (!expect(item, Kind::Object, "a rule", "an object"))
                return false;
            MappingRule rule;
            bool hasTransform = false;
            std::vector<const JsonNode::Member*> unknown;
            for (const JsonNode::Member& field : item.members) {
                bool ok = true;
                if (field.key == "source")
                    ok = readSources(field.value, rule.source, false);
                else if (field.key == "target")
                    ok = readString(field, rule.target, true);
                else if (field.key == "transform")
                    ok = hasTransform = readString(field, rule.transform, false);
                else
                    unknown.push_back(&field);
                if (!ok)
                    return false;
            }
            if (rule.target.empty())
                return refuse(item, "a rule needs a \"target\"");
            if (rule.source.empty() && !hasTransform)
                return refuse(item, "a rule needs a \"source\", or a \"transform\" to set");
            rule.unknownFields = textOf(unknown);
            document.rules.push_back(std::move(rule));
        }
        return true;
    }

    bool readEntries(const JsonNode& node)
    {
        if (!expect(node, Kind::Array, "\"entries\"", "a list"))
            return false;
        for (const JsonNode& item : node.items) {
            if (!expect(item, Kind::Object, "an entry", "an object"))
                return false;
            MappingEntry entry;
            std::vector<const JsonNode::Member*> unknown;
            for (const JsonNode::Member& field : item.members) {
                bool ok = true;
                if (field.key == "target")
                    ok = readString(field, entry.target, true);
                else if (field.key == "source")
                    ok = readSources(field.value, entry.source, true);
                else if (field.key == "transform")
                    ok = readString(field, entry.transform, false);
                else if (field.key == "reason")
                    ok = readString(field, entry.reason, false);
                else if (field.key == "confidence")
                    ok = readConfidence(field.value, entry);
                else
                    unknown.push_back(&field);
                if (!ok)
                    return false;
            }
            if (entry.target.empty())
                return refuse(item, "an entry needs a \"target\"");
            entry.unknownFields = textOf(unknown);
            document.entries.push_back(std::move(entry));
        }
        return true;
    }

    bool readConfidence(const JsonNode& node, MappingEntry& entry)
    {
        if (node.kind != Kind::Number || !(node.number >= 0 && node.number <= 1))
            return refuse(node, "\"confidence\" is a number from 0 to 1");
        entry.confidence = node.number;
        return true;
    }

    std::string_view m_text;
    const std::filesystem::path& m_path;
    std::vector<const JsonNode::Member*> m_rootUnknown;
};

} // namespace

Result<MappingDocument> parseMapping(std::string_view json, const std::filesystem::path& pathForErrors)
{
    auto root = parseJsonNode(json, pathForErrors);
    if (!root)
        return fail(std::move(root.error()));
    Reader reader(json, pathForErrors);
    if (!reader.read(*root))
        return fail(std::move(reader.error));
    return std::move(reader.document);
}

} // namespace tensorgraft
