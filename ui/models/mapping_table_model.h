#pragma once

#include "ui/models/mapping_edit.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractTableModel>

namespace tensorgraft {

/// The mapping as a table. Editing a transform only asks for the change; the session makes it and a new set of rows
/// arrives.
class MappingTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TargetColumn, SourceColumn, TransformColumn, ConfidenceColumn, StateColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole + 1, StateRole };

    explicit MappingTableModel(QObject* parent = nullptr);

    void setRows(std::vector<MappingRow> rows);
    [[nodiscard]] const std::vector<MappingRow>& rows() const { return m_rows; }
    void setIconProvider(IconProvider provider);
    [[nodiscard]] std::optional<int> rowOfTarget(std::size_t target) const;
    /// Row that uses this source tensor; the first where several do.
    [[nodiscard]] std::optional<int> rowOfSource(std::size_t source) const;

    /// Empty where `text` is a transform; else what is wrong with it, in English.
    [[nodiscard]] static QString transformError(const QString& text);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void transformEdited(int row, const QString& transform);
    void transformRejected(const QString& transform, const QString& reason);

private:
    QString displayText(const MappingRow& row, int column) const;

    std::vector<MappingRow> m_rows;
    IconProvider m_iconProvider;
};

} // namespace tensorgraft
