#include "ui/models/rules_model.h"

#include "ui/models/column_titles.h"
#include "ui/models/format_text.h"

#include <QFont>
#include <QFontDatabase>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr std::size_t namesInTip = 15;

std::optional<RuleField> fieldOf(int column)
{
    switch (column) {
    case RulesModel::SourceColumn: return RuleField::Source;
    case RulesModel::TargetColumn: return RuleField::Target;
    case RulesModel::TransformColumn: return RuleField::Transform;
    default: return std::nullopt;
    }
}

} // namespace

RulesModel::RulesModel(QObject* parent) : QAbstractTableModel(parent) {}

void RulesModel::setDocument(const MappingDocument& document)
{
    std::vector<Line> lines;
    const auto filters = [&](RulePlace::Part part, const std::vector<std::string>& patterns) {
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            Line line{{part, i}, {}, {}};
            line.rule.target = patterns[i];
            lines.push_back(std::move(line));
        }
    };
    if (document.include != std::vector<std::string>{"**"}) // everything: no filter
        filters(RulePlace::Part::Include, document.include);
    filters(RulePlace::Part::Exclude, document.exclude);
    for (std::size_t i = 0; i < document.rules.size(); ++i)
        lines.push_back({{RulePlace::Part::Rule, i}, document.rules[i], {}});
    for (Line& line : lines)
        line.error = errorOf(line);
    if (lines == m_lines)
        return;
    const auto samePlaces = [&] { return std::ranges::equal(lines, m_lines, {}, &Line::place, &Line::place); };
    if (samePlaces()) { // views keep selection and editor
        m_lines = std::move(lines);
        emit dataChanged(index(0, 0), index(newRow(), ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    m_use.reset();
    endResetModel();
}

void RulesModel::setUse(std::shared_ptr<const DocumentUse> use, std::shared_ptr<const ModelFile> target)
{
    m_use = std::move(use);
    m_target = std::move(target);
    emit dataChanged(index(0, UseColumn), index(newRow(), UseColumn));
}

std::optional<RulePlace> RulesModel::placeOf(int row) const
{
    return row >= 0 && row < newRow() ? std::optional(m_lines[std::size_t(row)].place) : std::nullopt;
}

std::optional<int> RulesModel::rowOf(RulePlace place) const
{
    const auto it = std::ranges::find(m_lines, place, &Line::place);
    return it == m_lines.end() ? std::nullopt : std::optional(static_cast<int>(it - m_lines.begin()));
}

const RuleUse* RulesModel::ruleUse(const Line& line) const
{
    return m_use && line.place.part == RulePlace::Part::Rule && line.place.index < m_use->rules.size() ? &m_use->rules[line.place.index] : nullptr;
}

const FilterUse* RulesModel::filterUse(const Line& line) const
{
    if (!m_use || line.place.part == RulePlace::Part::Rule)
        return nullptr;
    const auto& uses = line.place.part == RulePlace::Part::Include ? m_use->include : m_use->exclude;
    return line.place.index < uses.size() ? &uses[line.place.index] : nullptr;
}

const std::vector<std::size_t>& RulesModel::targetsOf(int row) const
{
    static const std::vector<std::size_t> none;
    if (row < 0 || row >= newRow())
        return none;
    if (const RuleUse* use = ruleUse(line(row)))
        return use->used.empty() ? use->matched : use->used;
    if (const FilterUse* use = filterUse(line(row)))
        return use->targets;
    return none;
}

void RulesModel::setNewPart(RulePlace::Part part)
{
    m_new.place = {part, 0};
    if (part != RulePlace::Part::Rule) {
        m_new.rule.source.clear();
        m_new.rule.transform.clear();
    }
    emit dataChanged(index(newRow(), 0), index(newRow(), ColumnCount - 1));
}

void RulesModel::clearNew()
{
    m_new = {};
    emit dataChanged(index(newRow(), 0), index(newRow(), ColumnCount - 1));
}

bool RulesModel::isComplete(const Line& line)
{
    const bool rule = line.place.part == RulePlace::Part::Rule;
    return !line.rule.target.empty() && (!rule || !line.rule.source.empty() || !line.rule.transform.empty());
}

QString RulesModel::errorOf(const Line& line)
{
    if (!isComplete(line)) // half typed: only what is there can be wrong
        return line.rule.target.empty() ? QString() : toQString(patternError(line.rule.target));
    return toQString(line.place.part == RulePlace::Part::Rule ? ruleError(line.rule) : patternError(line.rule.target));
}

std::pair<QString, RulesModel::Verdict> RulesModel::use(int row) const
{
    const Line& l = line(row);
    if (!l.error.isEmpty())
        return {l.error, Verdict::Conflict};
    if (row == newRow()) {
        if (l.rule.target.empty() && l.rule.source.empty() && l.rule.transform.empty())
            return {{}, Verdict::Unknown};
        return {l.rule.target.empty() ? tr("needs a target") : tr("needs a source or a transform"), Verdict::Unknown};
    }
    if (const FilterUse* filter = filterUse(l)) {
        if (filter->targets.empty() && filter->sources.empty())
            return {tr("matches nothing"), Verdict::Warning};
        return {tr("%n target(s)", nullptr, static_cast<int>(filter->targets.size())) + QStringLiteral(", ") +
                    tr("%n source(s)", nullptr, static_cast<int>(filter->sources.size())),
                Verdict::Good};
    }
    const RuleUse* rule = ruleUse(l);
    if (!rule)
        return {{}, Verdict::Unknown};
    const int matched = static_cast<int>(rule->matched.size()), used = static_cast<int>(rule->used.size());
    const QString incomplete = rule->incomplete.empty() ? QString() : QStringLiteral(", ") + tr("%n without its source", nullptr, static_cast<int>(rule->incomplete.size()));
    if (matched == 0)
        return {rule->incomplete.empty() ? tr("matches nothing") : tr("fills nothing") + incomplete, Verdict::Warning};
    if (used == 0)
        return {tr("matches %n, others decide for all", nullptr, matched) + incomplete, Verdict::Warning};
    if (used < matched)
        return {tr("decides %1 of %n that it matches", nullptr, matched).arg(used) + incomplete, rule->incomplete.empty() ? Verdict::Good : Verdict::Warning};
    return {tr("decides %n", nullptr, used) + incomplete, rule->incomplete.empty() ? Verdict::Good : Verdict::Warning};
}

QString RulesModel::tip(int row) const
{
    QString tip = use(row).first;
    const auto tensors = m_target ? m_target->tensors() : std::span<const TensorInfo>();
    const auto list = [&](const QString& title, const std::vector<std::size_t>& targets) {
        if (targets.empty())
            return;
        tip += u'\n' + title;
        for (std::size_t i = 0; i < std::min(targets.size(), namesInTip); ++i)
            if (targets[i] < tensors.size())
                tip += QStringLiteral("\n    ") + toQString(tensors[targets[i]].name);
        if (targets.size() > namesInTip)
            tip += QStringLiteral("\n    ") + tr("and %n more", nullptr, static_cast<int>(targets.size() - namesInTip));
    };
    if (const RuleUse* rule = ruleUse(line(row)); rule && row < newRow()) {
        std::vector<std::size_t> shadowed;
        std::ranges::set_difference(rule->matched, rule->used, std::back_inserter(shadowed));
        list(tr("Decides:"), rule->used);
        list(tr("An entry, a later rule or a filter decides:"), shadowed);
        list(tr("Without a source, or with several that fit:"), rule->incomplete);
    } else if (const FilterUse* filter = filterUse(line(row)); filter && row < newRow()) {
        list(tr("Targets:"), filter->targets);
    }
    return tip;
}

int RulesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : newRow() + 1; }
int RulesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString RulesModel::text(int row, int column) const
{
    const Line& l = line(row);
    const bool rule = l.place.part == RulePlace::Part::Rule;
    switch (column) {
    case KindColumn:
        return rule ? tr("rule") : l.place.part == RulePlace::Part::Include ? tr("include") : tr("exclude");
    case SourceColumn: return rule ? joinedSources(l.rule.source) : QString();
    case TargetColumn: return toQString(l.rule.target);
    case TransformColumn:
        return !rule ? QString() : l.rule.transform.empty() ? (row == newRow() ? QString() : QStringLiteral("identity")) : toQString(l.rule.transform);
    case UseColumn: return use(row).first;
    default: return {};
    }
}

QVariant RulesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row(), column = index.column();
    const bool fresh = row == newRow();
    switch (role) {
    case Qt::DisplayRole:
        if (fresh && column == TargetColumn && m_new.rule.target.empty())
            return m_new.place.part == RulePlace::Part::Rule ? tr("new rule: type a target, then a source") : tr("type a pattern of names");
        return text(row, column);
    case Qt::AccessibleTextRole: return data(index, Qt::DisplayRole);
    case Qt::EditRole: return text(row, column);
    case Qt::ToolTipRole: return column == UseColumn ? tip(row) : text(row, column);
    case Qt::DecorationRole:
        if (column == UseColumn && m_iconProvider)
            switch (use(row).second) {
            case Verdict::Good: return m_iconProvider(QStringLiteral("state-mapped"));
            case Verdict::Warning: return m_iconProvider(QStringLiteral("state-warning"));
            case Verdict::Conflict: return m_iconProvider(QStringLiteral("state-conflict"));
            case Verdict::Unknown: return {};
            }
        return {};
    case Qt::FontRole: {
        if (fresh && column == TargetColumn && m_new.rule.target.empty()) {
            QFont italic;
            italic.setItalic(true);
            return italic;
        }
        return fieldOf(column) ? QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont)) : QVariant();
    }
    case ErrorRole: return line(row).error;
    default: return {};
    }
}

bool RulesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto field = fieldOf(index.column());
    if (role != Qt::EditRole || !index.isValid() || !field || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed();
    if (text == data(index, Qt::EditRole).toString())
        return true;
    if (index.row() < newRow()) {
        if (text.isEmpty() && *field == RuleField::Target)
            return false; // a line without a pattern is removed, not emptied
        emit textEdited(m_lines[std::size_t(index.row())].place, *field, text);
        return true;
    }
    switch (*field) {
    case RuleField::Source: m_new.rule.source = splitSources(text); break;
    case RuleField::Target: m_new.rule.target = text.toStdString(); break;
    case RuleField::Transform: m_new.rule.transform = text.toStdString(); break;
    }
    m_new.error = errorOf(m_new);
    if (!isComplete(m_new)) {
        emit dataChanged(this->index(newRow(), 0), this->index(newRow(), ColumnCount - 1));
        return true;
    }
    const Line added = m_new;
    clearNew();
    emit lineAdded(added.place.part, added.rule);
    return true;
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return columnTitle(orientation, role, [section]() -> QString {
        switch (section) {
        case KindColumn: return tr("Kind");
        case SourceColumn: return tr("Source");
        case TargetColumn: return tr("Target, or names");
        case TransformColumn: return tr("Transform");
        case UseColumn: return tr("Matches");
        default: return {};
        }
    });
}

Qt::ItemFlags RulesModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool rule = line(index.row()).place.part == RulePlace::Part::Rule;
    const bool editable = index.column() == TargetColumn || (rule && (index.column() == SourceColumn || index.column() == TransformColumn));
    return editable ? all | Qt::ItemIsEditable : all;
}

} // namespace tensorgraft
