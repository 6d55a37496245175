#pragma once

#include "model_io/core/metadata.h"
#include "ui/inspector/tensor_ref.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace tensorgraft {

/// Metadata as a tree: keys, values, types. Strings that hold JSON (Keras `model_config`) open as trees themselves.
/// Children are made when a node is opened, long lists in pages of fetchSize.
class MetadataModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };
    static constexpr int fetchSize = 1000;

    explicit MetadataModel(QObject* parent = nullptr);
    ~MetadataModel() override;

    /// The model's metadata; with a tensor its own facts come first. Null clears.
    void setSource(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model);

    /// The value under an index, JSON in strings parsed; null for an invalid index.
    [[nodiscard]] const Metadata* value(const QModelIndex& index) const;
    /// What stands at the top, for findInMetadata(): shares ownership, so that a job may read it.
    [[nodiscard]] std::vector<std::shared_ptr<const Metadata>> roots() const;
    /// The place of a path that findInMetadata() gives; loads the branches on its way. Invalid where there is none.
    [[nodiscard]] QModelIndex indexOf(const std::vector<std::size_t>& path);
    /// "model_config / config / layers / 3".
    [[nodiscard]] QString path(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    struct Node;
    [[nodiscard]] Node* node(const QModelIndex& index) const;

    std::shared_ptr<const ModelFile> m_model; ///< owns what the nodes point at
    std::shared_ptr<const Metadata> m_facts;
    std::unique_ptr<Node> m_root;
    bool m_fetching = false;
};

} // namespace tensorgraft
