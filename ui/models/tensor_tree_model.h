#pragma once

#include "model_io/core/model_file.h"
#include "ui/models/drop_handler.h"
#include "ui/models/side.h"
#include "ui/models/tree_nodes.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QIcon>
#include <functional>
#include <memory>

namespace tensorgraft {

/// Icons are the window's business: it gives the models a function from a glyph's name ("kernel", "state-mapped").
using IconProvider = std::function<QIcon(const QString& name)>;

/// One opened model as layers and tensors, in file order. Drags and drops go to the DropHandler.
class TensorTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ShapeColumn, DTypeColumn, SizeColumn, StateColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole + 1, ///< raw numbers
        NodeRole,                    ///< quint32, number in nodes()
        TensorRole,                  ///< qulonglong index of the tensor; invalid for scopes
        FullNameRole,                ///< the file's own name of a tensor, the path of a scope
        StateRole,                   ///< int(RowState); of a scope: None
        MappedCountRole,             ///< how many tensors below take part
    };

    explicit TensorTreeModel(Side side, QObject* parent = nullptr);

    void setModelFile(std::shared_ptr<const ModelFile> file);
    [[nodiscard]] const std::shared_ptr<const ModelFile>& modelFile() const { return m_file; }
    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] const TreeNodes& nodes() const { return m_nodes; }
    /// Names this opening in drags.
    [[nodiscard]] std::uint64_t token() const { return m_token; }
    void setDropHandler(DropHandler* handler) { m_dropHandler = handler; }
    void setIconProvider(IconProvider provider);

    /// One state a tensor, in file order; empty: none is known.
    void setStates(std::vector<RowState> states);
    [[nodiscard]] RowState state(std::size_t tensor) const { return tensor < m_states.size() ? m_states[tensor] : RowState::None; }

    [[nodiscard]] QModelIndex indexOfNode(std::uint32_t node, int column = NameColumn) const;
    [[nodiscard]] QModelIndex indexOfTensor(std::size_t tensor, int column = NameColumn) const;
    [[nodiscard]] std::uint32_t nodeOf(const QModelIndex& index) const;
    /// The drag of these rows: tree order, rows inside other rows left out.
    [[nodiscard]] TensorMime mimeOf(const QModelIndexList& indexes) const;

    [[nodiscard]] static QString stateText(RowState state);
    [[nodiscard]] static QString stateIconName(RowState state);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

signals:
    /// States of any rows changed. Sent once instead of dataChanged() for every layer; views repaint themselves.
    void statesChanged();

private:
    QVariant displayData(const TreeNodes::Node& node, std::uint32_t id, int column) const;
    QVariant toolTip(const TreeNodes::Node& node, std::uint32_t id) const;
    QString scopeStateText(const TreeNodes::Node& node, std::uint32_t id) const;
    QString iconName(const TreeNodes::Node& node, std::uint32_t id) const;
    QIcon icon(const QString& name) const;

    Side m_side;
    std::shared_ptr<const ModelFile> m_file;
    TreeNodes m_nodes;
    std::uint64_t m_token = 0;
    std::vector<RowState> m_states;
    std::vector<std::uint32_t> m_taking;  ///< per node: tensors below that are mapped or used
    std::vector<std::uint8_t> m_problems; ///< per node: 1 a warning below, 2 a conflict below
    DropHandler* m_dropHandler = nullptr;
    IconProvider m_iconProvider;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace tensorgraft
