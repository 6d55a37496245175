#pragma once

#include "model_io/mapping/check.h"
#include "model_io/mapping/name_index.h"

#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::checking {

/// Collects what the check finds.
class Findings {
public:
    explicit Findings(std::vector<Diagnostic>& list) : m_list(list) {}
    /// The finding, to be completed at once: the next add() may move it.
    Diagnostic& add(Severity severity, std::string code, std::string target, std::vector<std::string> source, std::string message,
                    std::string hint = {})
    {
        m_list.push_back({severity, std::move(code), std::move(target), std::move(source), std::move(message), std::move(hint)});
        return m_list.back();
    }
    /// The same, of a place in the document.
    Diagnostic& add(DocumentPart part, std::size_t index, Severity severity, std::string code, std::string target,
                    std::vector<std::string> source, std::string message, std::string hint = {})
    {
        Diagnostic& added = add(severity, std::move(code), std::move(target), std::move(source), std::move(message), std::move(hint));
        added.part = part;
        added.partIndex = index;
        return added;
    }

private:
    std::vector<Diagnostic>& m_list;
};

/// What is to fill one target before transforms are looked at.
struct Draft {
    EntryOrigin origin;
    std::vector<std::size_t> sources;
    std::string_view transform;
    std::optional<double> confidence;
    std::string_view reason;
    /// Rules without a source that match this target and come after `origin`, in the document's order.
    std::vector<std::size_t> transformRules;
    bool fromPerson = false; ///< an entry without a confidence: rules do not touch it
};

struct Expansion {
    std::vector<std::optional<Draft>> drafts; ///< one a target tensor
    std::vector<char> excluded, conflict;     ///< one a target tensor
    /// Rules without a source that matched a target that some entry or rule fills; one a rule. The check marks those
    /// whose transform it used in `ruleUsed`; the expansion marks the rules that give drafts.
    std::vector<char> ruleMatched, ruleUsed;
};

/// Filters, entries and rules: which sources go to which target. Everything wrong is a finding.
[[nodiscard]] Expansion expand(const MappingDocument& document, const NameIndex& sourceNames, std::size_t sourceCount,
                               const Outline& source, const NameIndex& targetNames, const Outline& target, Findings& findings);

/// "rule 3 (fc{n} -> dense_{n})" for messages; counts from 1 as people do.
[[nodiscard]] std::string ruleName(const MappingDocument& document, std::size_t rule);

} // namespace tensorgraft::checking
