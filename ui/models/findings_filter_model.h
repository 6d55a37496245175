#pragma once

#include "model_io/mapping/check.h"
#include "ui/models/findings_digest.h"
#include "ui/models/ordered_rows_model.h"

namespace tensorgraft {

class DiagnosticsModel;

/// Findings of some severities and one kind, in the order of a column. A million of them are sorted without translating their
/// texts: those of one sentence stand together, in the order of the library's own words; kinds sort as they are titled.
class FindingsFilterModel : public OrderedRowsModel {
    Q_OBJECT

public:
    explicit FindingsFilterModel(DiagnosticsModel* findings, QObject* parent = nullptr);

    /// Replaces what the table shows, as replace() does: `change` gives it these findings.
    void replaceFindings(std::shared_ptr<const std::vector<Diagnostic>> findings, std::shared_ptr<const FindingsDigest> digest, std::function<void()> change);
    void setShown(Severity severity, bool shown);
    /// Empty: every kind.
    void setCode(const QString& code);
    [[nodiscard]] const QString& code() const { return m_code; }
    [[nodiscard]] const Diagnostic& finding(const QModelIndex& index) const;
    /// Row of the finding in this model; -1 where it is not shown. Of very many only those around `near` are looked at.
    [[nodiscard]] int rowOf(const Diagnostic& finding, int near = 0) const;

private:
    using Findings = std::shared_ptr<const std::vector<Diagnostic>>;
    using Digest = std::shared_ptr<const FindingsDigest>;
    [[nodiscard]] std::optional<Work> workFor(const Findings& findings, const Digest& digest, int column, Qt::SortOrder direction) const;

    DiagnosticsModel* m_findings;
    bool m_shown[3] = {true, true, true};
    QString m_code;
};

} // namespace tensorgraft
