#include "ui/models/findings_filter_model.h"

#include "ui/models/diagnostics_model.h"
#include "ui/models/finding_text.h"

namespace tensorgraft {

FindingsFilterModel::FindingsFilterModel(DiagnosticsModel* findings, QObject* parent) : QSortFilterProxyModel(parent), m_findings(findings)
{
    setSourceModel(findings);
}

void FindingsFilterModel::setShown(Severity severity, bool shown)
{
    m_shown[std::size_t(severity)] = shown;
    invalidateRowsFilter();
}

void FindingsFilterModel::setCode(const QString& code)
{
    m_code = code;
    m_plainCode = code.toStdString();
    invalidateRowsFilter();
}

const Diagnostic& FindingsFilterModel::finding(const QModelIndex& index) const { return m_findings->diagnostic(mapToSource(index).row()); }

int FindingsFilterModel::rowOf(const Diagnostic& finding) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (const Diagnostic& other = this->finding(index(row, 0)); other.code == finding.code && other.target == finding.target && other.message == finding.message)
            return row;
    return -1;
}

bool FindingsFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    const Diagnostic& finding = m_findings->diagnostic(sourceRow);
    return m_shown[std::size_t(finding.severity)] && (m_plainCode.empty() || finding.code == m_plainCode);
}

void FindingsFilterModel::sort(int column, Qt::SortOrder order)
{
    m_titles.clear();
    QSortFilterProxyModel::sort(column, order);
}

const QString& FindingsFilterModel::titleOf(const std::string& code) const
{
    const auto [place, isNew] = m_titles.try_emplace(code);
    if (isNew)
        place->second = findingTitle(code);
    return place->second;
}

bool FindingsFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const Diagnostic &a = m_findings->diagnostic(left.row()), &b = m_findings->diagnostic(right.row());
    const auto tensor = [](const Diagnostic& d) -> std::string_view { return !d.target.empty() || d.source.empty() ? d.target : d.source.front(); };
    switch (left.column()) {
    case DiagnosticsModel::SeverityColumn: return a.severity > b.severity;
    case DiagnosticsModel::KindColumn: return a.code != b.code && titleOf(a.code).localeAwareCompare(titleOf(b.code)) < 0;
    case DiagnosticsModel::TargetColumn: return tensor(a) < tensor(b);
    case DiagnosticsModel::MessageColumn: return a.message < b.message;
    default: return a.hint < b.hint;
    }
}

} // namespace tensorgraft
