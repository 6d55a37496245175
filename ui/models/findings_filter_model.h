#pragma once

#include "model_io/mapping/check.h"

#include <QSortFilterProxyModel>

namespace tensorgraft {

class DiagnosticsModel;

/// Findings of some severities and one kind.
class FindingsFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit FindingsFilterModel(DiagnosticsModel* findings, QObject* parent = nullptr);

    void setShown(Severity severity, bool shown);
    /// Empty: every kind.
    void setCode(const QString& code);
    [[nodiscard]] const QString& code() const { return m_code; }
    [[nodiscard]] const Diagnostic& finding(const QModelIndex& index) const;
    /// Row of the finding in this model; -1 where it is not shown.
    [[nodiscard]] int rowOf(const Diagnostic& finding) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    DiagnosticsModel* m_findings;
    bool m_shown[3] = {true, true, true};
    QString m_code;
    std::string m_plainCode;
};

} // namespace tensorgraft
