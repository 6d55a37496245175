#include "ui/models/findings_filter_model.h"

#include "ui/models/diagnostics_model.h"

#include <algorithm>
#include <array>

namespace tensorgraft {
namespace {

/// Rows around a place in which a finding is looked for again.
constexpr int lookedAt = 20'000;

} // namespace

FindingsFilterModel::FindingsFilterModel(DiagnosticsModel* findings, QObject* parent)
    : OrderedRowsModel(findings, [this](int column, Qt::SortOrder direction) { return workFor(m_findings->sharedFindings(), m_findings->sharedDigest(), column, direction); }, parent), m_findings(findings)
{
}

std::optional<OrderedRowsModel::Work> FindingsFilterModel::workFor(const Findings& findings, const Digest& digest, int column, Qt::SortOrder direction) const
{
    const bool all = m_shown[0] && m_shown[1] && m_shown[2];
    if (column < 0 && all && m_code.isEmpty())
        return std::nullopt;
    return DiagnosticsModel::orderOf(findings, digest, column, direction, [shown = std::to_array(m_shown), code = m_code.toStdString()](const Diagnostic& finding) {
        return shown[std::size_t(finding.severity)] && (code.empty() || finding.code == code);
    });
}

void FindingsFilterModel::replaceFindings(Findings findings, Digest digest, std::function<void()> change)
{
    replace(std::move(change), [this, findings = std::move(findings), digest = std::move(digest)](int column, Qt::SortOrder direction) { return workFor(findings, digest, column, direction); });
}

void FindingsFilterModel::setShown(Severity severity, bool shown)
{
    m_shown[std::size_t(severity)] = shown;
    reorder();
}

void FindingsFilterModel::setCode(const QString& code)
{
    if (code == m_code)
        return;
    m_code = code;
    reorder();
}

const Diagnostic& FindingsFilterModel::finding(const QModelIndex& index) const { return m_findings->diagnostic(mapToSource(index).row()); }

int FindingsFilterModel::rowOf(const Diagnostic& finding, int near) const
{
    const int last = std::min(rowCount(), near + lookedAt);
    for (int row = std::max(0, near - lookedAt); row < last; ++row)
        if (const Diagnostic& other = this->finding(index(row, 0)); other.code == finding.code && other.target == finding.target && other.message == finding.message)
            return row;
    return -1;
}

} // namespace tensorgraft
