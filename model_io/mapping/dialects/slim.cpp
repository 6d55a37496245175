#include "model_io/mapping/dialects/slim.h"

#include "model_io/mapping/dialects/init_from_checkpoint.h"
#include "model_io/mapping/dialects/python_regex.h"

#include <algorithm>
#include <map>
#include <re2/re2.h>
#include <set>

namespace tensorgraft::dialects {
namespace {

struct Scopes {
    std::vector<const Literal*> include, exclude; ///< strings: regular expressions
    std::vector<const Literal*> prefixes;         ///< strings: plain beginnings, comma-separated
    bool hasInclude = false, ignoreMissing = false, reshape = false;
};

class SlimReader {
public:
    SlimReader(ImportJob& job, const std::vector<Statement>& statements) : m_job(job), m_statements(statements) {}

    Result<Scopes> run()
    {
        for (const Statement& statement : m_statements) {
            const Literal& value = statement.value;
            if (value.kind == Literal::Kind::Call && value.text.ends_with("get_variables_to_restore")) {
                take("include", value.items.size() > 0 ? &value.items[0] : nullptr);
                take("exclude", value.items.size() > 1 ? &value.items[1] : nullptr);
                takeMembers(value);
            } else if (value.kind == Literal::Kind::Call && (value.text.ends_with("assign_from_checkpoint_fn") || value.text.ends_with("assign_from_checkpoint"))) {
                take("ignore_missing_vars", value.items.size() > 2 ? &value.items[2] : nullptr);
                take("reshape_variables", value.items.size() > 3 ? &value.items[3] : nullptr);
                takeMembers(value);
            } else if (value.isDict()) {
                takeMembers(value);
            } else if (known(statement.name)) {
                // Taken where a call names it, or by itself where there is none.
                if (!hasCall())
                    take(statement.name, &value);
            } else if (!isArgument(statement.name)) {
                m_job.note(Severity::Warning, "passed-over", value.position, value.described() + " says nothing about what is restored");
            }
        }
        if (m_failed)
            return fail(std::move(*m_failed));
        return m_scopes;
    }

private:
    static bool known(std::string_view name)
    {
        return name == "include" || name == "exclude" || name == "ignore_missing_vars" || name == "reshape_variables" || name == "checkpoint_exclude_scopes" ||
               name == "exclusions";
    }
    [[nodiscard]] bool hasCall() const
    {
        return std::any_of(m_statements.begin(), m_statements.end(), [](const Statement& s) { return s.value.kind == Literal::Kind::Call; });
    }
    [[nodiscard]] bool isArgument(const std::string& name) const
    {
        if (name.empty())
            return false;
        for (const Statement& statement : m_statements) {
            for (const Literal& item : statement.value.items)
                if (item.kind == Literal::Kind::Name && item.text == name)
                    return true;
            for (const Literal::Member& member : statement.value.members)
                if (member.value.kind == Literal::Kind::Name && member.value.text == name)
                    return true;
        }
        return false;
    }

    void takeMembers(const Literal& value)
    {
        for (const Literal::Member& member : value.members) {
            if (known(member.key.text))
                take(member.key.text, &member.value);
            else if (value.isDict())
                m_job.note(Severity::Warning, "passed-over", member.key.position, "'" + member.key.text + "' says nothing about what is restored");
        }
    }

    void fault(const Literal& value, std::string message, std::string hint = {})
    {
        if (!m_failed)
            m_failed = literalError(ErrorCode::Usage, m_job.text, value.position, std::move(message), std::move(hint));
    }

    void take(std::string_view name, const Literal* value)
    {
        if (!value)
            return;
        if (value->kind == Literal::Kind::Name) { // a list that was assigned above
            const auto assigned = std::find_if(m_statements.begin(), m_statements.end(), [&](const Statement& s) { return s.name == value->text; });
            if (assigned == m_statements.end() || assigned->value.kind == Literal::Kind::Name) {
                m_job.note(Severity::Error, "bare-identifier", value->position, "'" + std::string(name) + "' is " + value->described() + ", and its value is known only to the running program", "Write the list itself");
                return;
            }
            value = &assigned->value;
        }
        if (value->isNone())
            return;
        if (name == "ignore_missing_vars" || name == "reshape_variables") {
            if (value->kind != Literal::Kind::Boolean)
                return fault(*value, "'" + std::string(name) + "' is True or False, this is " + value->described());
            (name[0] == 'i' ? m_scopes.ignoreMissing : m_scopes.reshape) = value->boolean;
            return;
        }
        auto& list = name == "include" ? m_scopes.include : name == "exclude" ? m_scopes.exclude : m_scopes.prefixes;
        m_scopes.hasInclude = m_scopes.hasInclude || name == "include";
        if (value->isString()) {
            if (name == "include" || name == "exclude")
                return fault(*value, "'" + std::string(name) + "' is a list of scopes; of a string slim would take every letter for a scope", "Put the string into brackets");
            list.push_back(value);
            return;
        }
        if (!value->isSequence())
            return fault(*value, "'" + std::string(name) + "' is a list of scopes, this is " + value->described());
        for (const Literal& item : value->items) {
            if (!item.isString())
                m_job.note(Severity::Error, "not-a-string", item.position, "A scope is a string, this is " + item.described());
            else
                list.push_back(&item);
        }
    }

    ImportJob& m_job;
    const std::vector<Statement>& m_statements;
    Scopes m_scopes;
    std::optional<Error> m_failed;
};

/// Names of both models, each once.
std::set<std::string> allNames(const DialectContext& context)
{
    std::set<std::string> names;
    for (const Outline* outline : {context.source, context.target})
        if (outline)
            for (const TensorInfo& tensor : outline->tensors)
                names.emplace(opName(tensor.name));
    return names;
}

/// Says what `scope` catches beyond whole path segments.
void noteWideCatch(ImportJob& job, const std::string& scope, const std::string& expression, std::size_t position)
{
    const bool plain = scope.find_first_of("^$*+?{}[]\\|()") == std::string::npos;
    if (!job.context.source && !job.context.target) {
        if (plain && !scope.ends_with('/') && !scope.empty())
            job.note(Severity::Info, "catches-more", position, "'" + scope + "' matches at the start of a name, so it would also catch '" + scope + "0/...'", "Write '" + scope + "/' where only that scope is meant");
        return;
    }
    const RE2 regex("^(?:" + expression + ")", RE2::Quiet);
    std::vector<std::string> wide;
    std::size_t caught = 0;
    for (const std::string& name : allNames(job.context)) {
        re2::StringPiece match;
        if (!regex.Match(name, 0, name.size(), RE2::ANCHOR_START, &match, 1))
            continue;
        ++caught;
        const bool inSegment = match.size() < name.size() && name[match.size()] != '/' && (match.empty() || name[match.size() - 1] != '/');
        if (plain && (inSegment || !name.starts_with(scope)))
            wide.push_back(name);
    }
    if (caught == 0)
        job.note(Severity::Warning, "catches-nothing", position, "'" + scope + "' matches no variable of either model", "Check the spelling; it must match from the start of the name");
    if (!wide.empty())
        job.note(Severity::Warning, "catches-more", position, "'" + scope + "' also catches " + countOf(wide.size(), "tensor") + " of other scopes: " + listed(wide), "Write '" + scope + "/' where only that scope is meant; the meaning of slim is kept");
}

/// The filters of ours that say the same as `scopes`.
std::vector<std::string> filtersOf(ImportJob& job, const std::vector<const Literal*>& scopes)
{
    std::vector<std::string> filters;
    for (const Literal* scope : scopes) {
        const auto regex = translateRegex(scope->text);
        if (!regex) {
            job.note(Severity::Error, regex.error().code == ErrorCode::Unsupported ? "regex-unsupported" : "bad-regex", scope->position, "'" + scope->text + "': " + regex.error().message, regex.error().hint);
            continue;
        }
        if (regex->anchoredEnd)
            job.note(Severity::Warning, "matches-suffix", scope->position, "'" + scope->text + "' ends in $, and slim matches names that end in ':0', so there it matches nothing; here names have no ':0'");
        noteWideCatch(job, scope->text, regex->expression, scope->position);
        filters.push_back("re:(?:" + regex->expression + ")" + (regex->anchoredEnd ? "" : ".*"));
    }
    return filters;
}

/// "--checkpoint_exclude_scopes=a,b" of a command line.
std::optional<std::pair<std::string, std::size_t>> flagValue(std::string_view text, std::string_view flag)
{
    const std::size_t at = text.find(flag);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::size_t from = at + flag.size();
    if (from < text.size() && (text[from] == '=' || text[from] == ' '))
        ++from;
    std::size_t end = from;
    const char quote = from < text.size() && (text[from] == '"' || text[from] == '\'') ? text[from] : 0;
    if (quote)
        end = ++from;
    while (end < text.size() && (quote ? text[end] != quote : !std::isspace(static_cast<unsigned char>(text[end]))))
        ++end;
    return std::pair(std::string(text.substr(from, end - from)), from);
}

void addPrefixes(ImportJob& job, const std::string& list, std::size_t position)
{
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t comma = std::min(list.find(',', at), list.size());
        std::string scope = list.substr(at, comma - at);
        scope.erase(0, scope.find_first_not_of(" \t"));
        scope.erase(scope.find_last_not_of(" \t") + 1);
        at = comma + 1;
        if (scope.empty())
            continue;
        noteWideCatch(job, scope, escapeRegex(scope), position);
        job.document.exclude.push_back("re:" + escapeRegex(scope) + ".*");
    }
}

} // namespace

Result<void> importSlim(ImportJob& job)
{
    job.document.rules.push_back({{"**"}, "**", {}});
    if (job.text.find("--checkpoint_") != std::string_view::npos) { // the command line of slim's training script
        const auto exclude = flagValue(job.text, "--checkpoint_exclude_scopes");
        if (exclude)
            addPrefixes(job, exclude->first, exclude->second);
        if (const auto ignore = flagValue(job.text, "--ignore_missing_vars"); ignore && ignore->first != "False" && ignore->first != "false")
            job.document.policy.missingSource = MissingSourcePolicy::Skip;
        leaveOutState(job);
        return {};
    }
    const auto statements = parseLiterals(job.text);
    if (!statements)
        return fail(statements.error());
    auto scopes = SlimReader(job, *statements).run();
    if (!scopes)
        return fail(std::move(scopes.error()));
    if (scopes->hasInclude)
        job.document.include = filtersOf(job, scopes->include);
    job.document.exclude = filtersOf(job, scopes->exclude);
    for (const Literal* list : scopes->prefixes)
        addPrefixes(job, list->text, list->position);
    if (scopes->hasInclude && job.document.include.empty())
        return job.error(ErrorCode::Usage, 0, "no scope of `include` is left, so nothing would be restored");
    if (scopes->ignoreMissing)
        job.document.policy.missingSource = MissingSourcePolicy::Skip;
    if (scopes->reshape) {
        job.document.rules[0].transform = "reshape";
        job.notes.push_back({Severity::Warning, "reshapes", {}, "reshape_variables lets every variable take any tensor with the same number of elements, whatever their order", "Leave it out where the shapes agree"});
    }
    leaveOutState(job);
    return {};
}

Result<std::string> exportSlim(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "slim", true, true);
    std::set<std::string> restored;
    bool reshape = false;
    ExportJob renamed{job.document, job.context};
    std::vector<NamedPair> plain = plainPairs(renamed, pairs, "slim");
    for (const NamedPair& pair : pairs.all())
        if (pair.source.size() == 1 && pair.transform == "reshape") {
            reshape = true;
            plain.push_back(pair);
            std::erase_if(renamed.notes, [&](const DialectNote& note) { return note.place == pair.target; });
        }
    job.notes.insert(job.notes.end(), renamed.notes.begin(), renamed.notes.end());
    for (const NamedPair& pair : plain) {
        if (opName(pair.source[0]) != opName(pair.target))
            job.note(Severity::Error, "not-expressible", pair.target, "It takes '" + pair.source[0] + "', and slim restores a variable only under its own name", "Use tf-saver or tf-init-from-checkpoint");
        else
            restored.emplace(opName(pair.target));
    }
    if (restored.empty())
        return fail(makeError(ErrorCode::Mismatch, "no variable is restored under its own name").advise("Use tf-saver or tf-init-from-checkpoint"));

    // The shortest scopes in which nothing is restored.
    std::set<std::string> exclude;
    std::vector<std::string> state;
    for (const TensorInfo& tensor : job.context.target->tensors) {
        const std::string name(opName(tensor.name));
        if (restored.count(name))
            continue;
        if (tensor.role == TensorRole::OptimizerState) {
            state.push_back(name);
            continue;
        }
        std::string scope;
        for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
            const std::string candidate = name.substr(0, slash + 1);
            const auto after = restored.lower_bound(candidate);
            if (after == restored.end() || !after->starts_with(candidate)) {
                scope = escapeRegex(candidate);
                break;
            }
        }
        exclude.insert(scope.empty() ? escapeRegex(name) + "(:|$)" : scope);
    }
    if (!state.empty())
        job.note(Severity::Info, "optimizer-state", {}, countOf(state.size(), "optimizer tensor") + " of the target (" + listed(state, 3) + ") are not in the list", "Ask for the variables to restore before the optimizer is built");
    std::string text;
    for (const std::string& scope : exclude)
        text += (text.empty() ? "" : ", ") + pythonRawString(scope);
    const std::string path = job.document.sourcePath.empty() ? "model.ckpt" : job.document.sourcePath;
    const bool ignore = job.document.policy.missingSource == MissingSourcePolicy::Skip;
    return "import tf_slim as slim\n\nvariables_to_restore = slim.get_variables_to_restore(exclude=[" + text + "])\ninit_fn = slim.assign_from_checkpoint_fn(" + pythonString(path) +
           ", variables_to_restore, ignore_missing_vars=" + (ignore ? "True" : "False") + ", reshape_variables=" + (reshape ? "True" : "False") + ")\n";
}

} // namespace tensorgraft::dialects
