#pragma once

#include "model_io/mapping/check.h"

#include <QSortFilterProxyModel>
#include <string>
#include <unordered_map>

namespace tensorgraft {

class DiagnosticsModel;

/// Findings of some severities and one kind. Sorts a million of them without translating their texts: those of one
/// sentence stand together, in the order of the library's own words; kinds sort as they are titled.
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

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] const QString& titleOf(const std::string& code) const;

    DiagnosticsModel* m_findings;
    mutable std::unordered_map<std::string, QString> m_titles; ///< of kinds, in the language of the last sort()
    bool m_shown[3] = {true, true, true};
    QString m_code;
    std::string m_plainCode;
};

} // namespace tensorgraft
