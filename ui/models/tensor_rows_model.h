#pragma once

#include "ui/jobs/background_run.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/models/tree_arrangement.h"

#include <QAbstractTableModel>
#include <optional>

namespace tensorgraft {

/// The rows that a tree shows, as a flat table: the tensors and scopes of a TensorTreeModel in one of three layouts,
/// filtered, sorted, and with what is collapsed left out. A flat table, because a tree view asks its model row by row
/// when it expands: seconds for a million (docs/decisions/0010-trees.md). Large models are arranged in a job; until it is
/// done the rows stay as they were. Selections and the current row survive.
class TensorRowsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        DepthRole = TensorTreeModel::LastRole + 1, ///< int, 0 at the top
        ExpandableRole,                            ///< bool
        ExpandedRole,                              ///< bool
    };

    explicit TensorRowsModel(QObject* parent = nullptr);

    void setTensorTree(TensorTreeModel* model);
    [[nodiscard]] TensorTreeModel* tensorTree() const { return m_tree; }

    /// Shows what matches; where the text has a fault nothing changes and the fault is returned. Callers debounce.
    std::optional<TensorQueryError> setFilterText(const QString& text);
    [[nodiscard]] const QString& filterText() const { return m_filterText; }
    /// Tensors that are shown; all where there is no filter.
    [[nodiscard]] std::size_t shownCount() const { return m_arrangement->shownTensors; }

    [[nodiscard]] TreeLayout layout() const { return m_request.layout; }
    void setLayout(TreeLayout layout);
    /// A negative column: the order of the file.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] TreeSortKey sortKey() const { return m_request.key; }

    [[nodiscard]] bool isExpanded(std::uint32_t node) const { return node < m_expanded.size() && m_expanded[node]; }
    void setExpanded(std::uint32_t node, bool expanded);
    /// Several scopes in one pass over the rows: a restored session may bring thousands.
    void expandScopes(std::span<const std::uint32_t> nodes);
    /// The same for a scope and every scope below.
    void setExpandedBelow(std::uint32_t node, bool expanded);
    void setAllExpanded(bool expanded);
    /// Expands every scope that is shown. A filter that is taken away leaves the scopes as they were before it.
    void expandShown();
    /// Expands what hides the node. False where the filter hides it.
    bool expandTo(std::uint32_t node);

    [[nodiscard]] std::uint32_t nodeAt(int row) const { return m_arrangement->nodes[m_visible[std::size_t(row)]]; }
    /// -1 where the node is filtered away or inside something collapsed.
    [[nodiscard]] int rowOfNode(std::uint32_t node) const;
    /// Row of the node or of the collapsed scope that stands for it; -1 where the filter hides it.
    [[nodiscard]] int rowStandingFor(std::uint32_t node) const;
    /// -1 at the top.
    [[nodiscard]] int parentRow(int row) const;
    /// Number of rows that a row and all visible rows below it take.
    [[nodiscard]] int subtreeRows(int row) const;
    [[nodiscard]] bool hasChildren(int row) const { return m_arrangement->hasChildren(m_visible[std::size_t(row)]); }
    /// All rows as they would be expanded; immutable.
    [[nodiscard]] const TreeArrangement& arrangement() const { return *m_arrangement; }
    /// A job is at work.
    [[nodiscard]] bool isArranging() const { return m_arranging; }
    /// Waits for the job; for tests and benches.
    void waitForArranged();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;
    /// The drag of these rows, in their order. In the Layers layout a layer is its own tensors, not those of layers inside it.
    [[nodiscard]] TensorMime mimeOfRows(std::vector<int> rows) const;

signals:
    /// Other rows are shown: another filter, layout or order. After modelReset() or layoutChanged().
    void arranged();
    void arrangingChanged(bool atWork);

private:
    void resetFromTree();
    void arrange();
    /// What the rows will be, with what is expanded in it; from a job or at once.
    struct Arranged {
        std::shared_ptr<const TreeArrangement> arrangement; ///< null: it was stopped
        std::vector<std::uint32_t> visible;                 ///< for what was expanded when it was asked for
        std::optional<std::uint64_t> expandedVersion;       ///< of that; none: `visible` was not made
    };
    void apply(Arranged next);
    /// What is expanded once the arrangement that is asked for is there.
    [[nodiscard]] const std::vector<std::uint8_t>& expandedNext() const;
    /// m_expanded, to be changed.
    [[nodiscard]] std::vector<std::uint8_t>& changeExpanded();
    /// For m_expanded as it is.
    [[nodiscard]] std::vector<std::uint32_t> visibleNow();
    void setVisible(std::vector<std::uint32_t> visible, std::shared_ptr<const TreeArrangement> arrangement);
    void setArranging(bool atWork);
    QModelIndex treeIndex(const QModelIndex& index) const;
    QVariant ownNameData(std::uint32_t node) const;

    TensorTreeModel* m_tree = nullptr;
    TreeRequest m_request;
    QString m_filterText;
    std::shared_ptr<const TreeArrangement> m_arrangement; ///< never null
    std::vector<std::uint8_t> m_expanded;                 ///< per node
    std::uint64_t m_expandedVersion = 0;                  ///< counts its changes
    std::vector<std::uint8_t> m_expandedUnfiltered;       ///< while a filter is on: what was expanded before; else empty
    std::vector<std::uint32_t> m_visible;                 ///< row -> place
    std::vector<std::uint32_t> m_before;                  ///< the one before: its memory serves for the next, fresh pages take time
    BackgroundRun m_run;
    bool m_arranging = false;
};

} // namespace tensorgraft
