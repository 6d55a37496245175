#pragma once

#include "model_io/mapping/check.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractTableModel>

namespace tensorgraft {

/// Every finding of the check, worst first.
class DiagnosticsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { SeverityColumn, KindColumn, TargetColumn, MessageColumn, HintColumn, ColumnCount };

    explicit DiagnosticsModel(QObject* parent = nullptr);
    void setDiagnostics(std::vector<Diagnostic> diagnostics);
    [[nodiscard]] const Diagnostic& diagnostic(int row) const { return m_diagnostics[static_cast<std::size_t>(row)]; }
    void setIconProvider(IconProvider provider);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<Diagnostic> m_diagnostics;
    IconProvider m_iconProvider;
};

} // namespace tensorgraft
