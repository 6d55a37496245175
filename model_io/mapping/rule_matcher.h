#pragma once

#include "model_io/mapping/mapping_document.h"
#include "model_io/mapping/name_index.h"
#include "model_io/mapping/pattern.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace tensorgraft::checking {

/// One rule against two models: pairs of a target and its sources.
class RuleMatcher {
public:
    /// Errors: Usage where a pattern makes no sense.
    [[nodiscard]] static Result<std::unique_ptr<RuleMatcher>> make(const MappingRule& rule, const NameIndex& sources, std::size_t sourceCount,
                                                                   const NameIndex& targets, std::size_t targetCount);

    struct Outcome {
        std::size_t target = 0;
        std::vector<std::size_t> sources; ///< complete where `missing` and `ambiguous` are empty
        std::string missing;              ///< the first source name or pattern that nothing answers to
        std::string ambiguous;            ///< the first that several answer to
        [[nodiscard]] bool complete() const { return missing.empty() && ambiguous.empty(); }
    };
    /// Every target that the rule's pattern matches, in the order of the file.
    [[nodiscard]] std::vector<Outcome> run();

private:
    RuleMatcher(const MappingRule& rule, const NameIndex& sources, std::size_t sourceCount, const NameIndex& targets, std::size_t targetCount)
        : m_rule(rule), m_sources(sources), m_sourceCount(sourceCount), m_targets(targets), m_targetCount(targetCount) {}

    /// A source pattern that the target does not determine: its matches by the values of what both know.
    struct Search {
        std::vector<std::string> shared;
        std::unordered_map<std::string, std::vector<std::size_t>> found;
    };
    [[nodiscard]] Result<void> compile();
    void buildSearches();
    [[nodiscard]] std::vector<Outcome> runFromSources();
    [[nodiscard]] std::optional<Outcome> bindSources(std::size_t target, const Bindings& bindings) const;
    [[nodiscard]] static std::string keyOf(const Bindings& bindings, const std::vector<std::string>& names);

    const MappingRule& m_rule;
    const NameIndex& m_sources;
    std::size_t m_sourceCount;
    const NameIndex& m_targets;
    std::size_t m_targetCount;
    std::vector<Pattern> m_sourcePatterns;
    Pattern m_targetPattern;
    std::vector<std::unique_ptr<Search>> m_searches; ///< one a source pattern; none where the target says the name
};

} // namespace tensorgraft::checking
