#include "ui/models/findings_filter_model.h"

#include "ui/models/diagnostics_model.h"

namespace tensorgraft {

FindingsFilterModel::FindingsFilterModel(DiagnosticsModel* findings, QObject* parent) : QSortFilterProxyModel(parent), m_findings(findings)
{
    setSourceModel(findings);
    setSortRole(DiagnosticsModel::SortRole);
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

} // namespace tensorgraft
