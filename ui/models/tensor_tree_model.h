#pragma once

#include "model_io/core/model_file.h"
#include "ui/models/drop_handler.h"
#include "ui/models/side.h"
#include "ui/models/tree_nodes.h"
#include "ui/models/tree_states.h"

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
    enum Column { NameColumn, ShapeColumn, DTypeColumn, ParametersColumn, SizeColumn, StateColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole + 1, ///< raw numbers
        NodeRole,                    ///< quint32, number in nodes()
        TensorRole,                  ///< qulonglong index of the tensor; invalid for scopes
        FullNameRole,                ///< the file's own name of a tensor, the path of a scope
        StateRole,                   ///< int(RowState); of a scope: None
        MappedCountRole,             ///< how many tensors below take part
        LastRole = MappedCountRole,
    };

    explicit TensorTreeModel(Side side, QObject* parent = nullptr);

    /// `nodes`: of this file where a job has made them already; else they are made here, which takes a moment for a
    /// million tensors.
    void setModelFile(std::shared_ptr<const ModelFile> file, std::shared_ptr<const TreeNodes> nodes = {});
    [[nodiscard]] const std::shared_ptr<const ModelFile>& modelFile() const { return m_file; }
    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] const TreeNodes& nodes() const { return *m_nodes; }
    [[nodiscard]] const std::shared_ptr<const TreeNodes>& sharedNodes() const { return m_nodes; }
    /// Names this opening in drags.
    [[nodiscard]] std::uint64_t token() const { return m_token; }
    void setDropHandler(DropHandler* handler) { m_dropHandler = handler; }
    void setIconProvider(IconProvider provider);

    /// One state a tensor, in file order; empty: none is known.
    void setStates(std::vector<RowState> states);
    /// The same where a job has summed up the scopes.
    void setStates(std::shared_ptr<const TreeStates> states);
    [[nodiscard]] RowState state(std::size_t tensor) const { return m_states->state(tensor); }
    [[nodiscard]] const std::shared_ptr<const TreeStates>& sharedStates() const { return m_states; }

    [[nodiscard]] QModelIndex indexOfNode(std::uint32_t node, int column = NameColumn) const;
    [[nodiscard]] QModelIndex indexOfTensor(std::size_t tensor, int column = NameColumn) const;
    [[nodiscard]] std::uint32_t nodeOf(const QModelIndex& index) const;
    /// The drag of these rows: tree order, rows inside other rows left out.
    [[nodiscard]] TensorMime mimeOf(const QModelIndexList& indexes) const;
    /// What a drag of these rows carries; nullptr for none. The caller owns it.
    [[nodiscard]] QMimeData* mimeDataOf(const TensorMime& mime) const;
    /// "3/4 mapped", "conflict", "" where none below takes part.
    [[nodiscard]] QString scopeStateText(std::uint32_t node) const;

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
    QString iconName(const TreeNodes::Node& node) const;
    QIcon icon(const QString& name) const;

    Side m_side;
    std::shared_ptr<const ModelFile> m_file;
    std::shared_ptr<const TreeNodes> m_nodes;   ///< never null; jobs read them too
    std::shared_ptr<const TreeStates> m_states; ///< never null
    std::uint64_t m_token = 0;
    DropHandler* m_dropHandler = nullptr;
    IconProvider m_iconProvider;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace tensorgraft
