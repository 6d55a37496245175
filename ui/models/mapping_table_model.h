#pragma once

#include "ui/models/link_index.h"
#include "ui/models/mapping_edit.h"
#include "ui/models/ordered_rows_model.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractTableModel>
#include <memory>

namespace tensorgraft {

/// How rows differ from those before them. Large mappings are compared in the job that makes them: a million names are too
/// many for the GUI thread.
struct MappingRowsChange {
    bool sameTargets = false;        ///< same targets in the same order: the views keep selection and scroll position
    std::size_t first = 0, last = 0; ///< where the targets are the same: rows that differ, from `first` to before `last`
};
[[nodiscard]] MappingRowsChange mappingRowsChange(std::span<const MappingRow> before, std::span<const MappingRow> after);

/// The mapping as a table. Editing only asks for the change; the session makes it and a new set of rows arrives. What
/// makes no sense is taken, too: the check says what is wrong with the row, and nothing that was typed is lost.
class MappingTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TargetColumn, SourceColumn, TransformColumn, ConfidenceColumn, StateColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole + 1 };

    explicit MappingTableModel(QObject* parent = nullptr);

    using Rows = std::shared_ptr<const std::vector<MappingRow>>;

    void setRows(std::vector<MappingRow> rows);
    /// Shows `rows` without a copy; never null. `change` leads from `before` to them, where that is known; else a few are
    /// compared and many are taken for others. `links`: their index, where there is one.
    void setSharedRows(Rows rows, const std::weak_ptr<const std::vector<MappingRow>>& before = {}, const MappingRowsChange& change = {},
                       std::shared_ptr<const LinkIndex> links = {});
    /// The rows that are shown are those before `change`, and their targets stay.
    [[nodiscard]] bool keepsTargets(const std::weak_ptr<const std::vector<MappingRow>>& before, const MappingRowsChange& change) const;
    [[nodiscard]] const Rows& sharedRows() const { return m_rows; }
    [[nodiscard]] const std::vector<MappingRow>& rows() const { return *m_rows; }
    /// Orders the rows by a column, for OrderedRowsModel.
    [[nodiscard]] std::optional<OrderedRowsModel::Work> orderBy(int column, Qt::SortOrder direction) const { return orderOf(m_rows, column, direction); }
    [[nodiscard]] static std::optional<OrderedRowsModel::Work> orderOf(const Rows& rows, int column, Qt::SortOrder direction);
    void setIconProvider(IconProvider provider);
    [[nodiscard]] std::optional<int> rowOfTarget(std::size_t target) const;
    /// Row that uses this source tensor; the first where several do.
    [[nodiscard]] std::optional<int> rowOfSource(std::size_t source) const;

    /// One more row behind the others, to be typed: it becomes an entry as soon as it has a target and a source, or a
    /// target and a fill. Hidden again by who takes it.
    void setNewRowShown(bool shown);
    [[nodiscard]] bool isNewRow(int row) const { return m_newRowShown && row == static_cast<int>(m_rows->size()); }
    [[nodiscard]] bool isNewRowShown() const { return m_newRowShown; }

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
    void namesEdited(int row, const std::string& target, const std::vector<std::string>& source);
    void entryTyped(const tensorgraft::MappingEntry& entry);

private:
    QString displayText(const MappingRow& row, int column) const;
    QVariant newRowData(int column, int role) const;
    bool setNewRowData(int column, const QString& text);

    std::shared_ptr<const LinkIndex> m_links; ///< of m_rows; may be null
    Rows m_rows = std::make_shared<const std::vector<MappingRow>>();
    MappingEntry m_new; ///< what has been typed into the new row
    bool m_newRowShown = false;
    IconProvider m_iconProvider;
};

} // namespace tensorgraft
