#pragma once

#include "model_io/mapping/check.h"
#include "ui/models/findings_digest.h"
#include "ui/models/ordered_rows_model.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractTableModel>
#include <memory>

namespace tensorgraft {

/// Every finding of the check, worst first.
class DiagnosticsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { SeverityColumn, KindColumn, TargetColumn, MessageColumn, HintColumn, ColumnCount };

    explicit DiagnosticsModel(QObject* parent = nullptr);
    using Findings = std::shared_ptr<const std::vector<Diagnostic>>;
    using Digest = std::shared_ptr<const FindingsDigest>;

    void setDiagnostics(std::vector<Diagnostic> diagnostics);
    /// Shows `findings` without a copy; `digest` is of them. Neither is null.
    void setShared(Findings findings, Digest digest);
    [[nodiscard]] const FindingsDigest& digest() const { return *m_digest; }
    [[nodiscard]] const Diagnostic& diagnostic(int row) const { return (*m_findings)[m_digest->worstFirst[static_cast<std::size_t>(row)]]; }
    /// Those that `shows` lets through, by a column (negative: as they are), for OrderedRowsModel. `shows` is called on any
    /// thread.
    [[nodiscard]] OrderedRowsModel::Work orderBy(int column, Qt::SortOrder direction, std::function<bool(const Diagnostic&)> shows) const
    {
        return orderOf(m_findings, m_digest, column, direction, std::move(shows));
    }
    [[nodiscard]] static OrderedRowsModel::Work orderOf(Findings findings, Digest digest, int column, Qt::SortOrder direction, std::function<bool(const Diagnostic&)> shows);
    [[nodiscard]] const Findings& sharedFindings() const { return m_findings; }
    [[nodiscard]] const Digest& sharedDigest() const { return m_digest; }
    void setIconProvider(IconProvider provider);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    static QString text(const Diagnostic& finding, int column);

    Findings m_findings = std::make_shared<const std::vector<Diagnostic>>();
    Digest m_digest = std::make_shared<const FindingsDigest>();
    IconProvider m_iconProvider;
};

} // namespace tensorgraft
