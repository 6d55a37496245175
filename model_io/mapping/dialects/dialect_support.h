#pragma once

#include "model_io/mapping/dialects/dialect.h"
#include "model_io/mapping/dialects/python_literal.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::dialects {

/// One import under way.
struct ImportJob {
    std::string_view text;
    const DialectContext& context;
    MappingDocument document{};
    std::vector<DialectNote> notes{};

    void note(Severity severity, std::string code, std::size_t position, std::string message, std::string hint = {});
    [[nodiscard]] Failure error(ErrorCode code, std::size_t position, std::string message, std::string hint = {}) const
    {
        return fail(literalError(code, text, position, std::move(message), std::move(hint)));
    }
};

/// One export under way.
struct ExportJob {
    const MappingDocument& document;
    const DialectContext& context;
    std::vector<DialectNote> notes{};

    void note(Severity severity, std::string code, std::string place, std::string message, std::string hint = {});
};

/// One target tensor with what fills it, names and transform as text.
struct NamedPair {
    std::string target;
    std::vector<std::string> source;
    std::string transform; ///< canonical; "" where nothing is changed
    const TensorInfo* targetTensor = nullptr;            ///< null where the models are not given
    std::vector<const TensorInfo*> sourceTensors{};
    const ResolvedTransform* resolved = nullptr;         ///< null where the models are not given
};
/// The document's pairs, in the order of the target where the models are given; else its entries and literal rules,
/// with a note for every rule that needs the models.
class Pairs {
public:
    explicit Pairs(ExportJob& job);
    [[nodiscard]] const std::vector<NamedPair>& all() const { return m_pairs; }
    /// The check that the pairs come from; null where the models are not given.
    [[nodiscard]] const CheckResult* check() const { return m_check; }

private:
    std::vector<NamedPair> m_pairs;
    CheckResult m_own;
    const CheckResult* m_check = nullptr;
};

/// The pairs that are one source as it is: what dictionaries of names can say. The others become notes ("dialect"
/// completes "... cannot say this").
[[nodiscard]] std::vector<NamedPair> plainPairs(ExportJob& job, const Pairs& pairs, std::string_view dialect);
/// Notes for policies, include and exclude that a dialect of names does not carry; with the models the filters are
/// already in the pairs.
void notePolicies(ExportJob& job, std::string_view dialect, bool missingSource = false, bool shapeMismatch = false);

/// Characters that patterns give a meaning to, escaped: the pattern that matches exactly `name`.
[[nodiscard]] std::string literalPattern(std::string_view name);

/// The new name of a source tensor; nullopt where it is left out.
using Rename = std::function<std::optional<std::string>(const std::string&)>;
/// Proves the rules of `job.document` on the models that are given: where they do not pair the tensors exactly as
/// `rename` does, entries replace them, and a note says so. Tensors whose new name is not in the target are noted.
/// `rulesHold` false: the rules are not tried, the source must be given (`why` says what the rules cannot say).
[[nodiscard]] Result<void> settleRenames(ImportJob& job, const Rename& rename, bool rulesHold, const std::string& why = {});

/// "3 names (a, b, c)"; at most `shown` of them written out.
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t shown = 5);
/// "1 tensor", "13 tensors".
[[nodiscard]] std::string countOf(std::size_t count, std::string_view noun);
/// `name` without a trailing ":0".
[[nodiscard]] std::string_view opName(std::string_view name);

/// The only dictionary, list or call of a text, whatever name it is assigned to. Errors: Usage where there are several.
[[nodiscard]] Result<Literal> onlyValue(ImportJob& job);

} // namespace tensorgraft::dialects
