#pragma once

#include "model_io/core/model_file.h"
#include "ui/models/drop_pairing.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace tensorgraft {

/// Pairs that are proposed, each with a tick that can be taken away. Texts are made as they are shown: there may be a million.
class AlikePairsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TargetColumn, SourceColumn, TransformColumn, ColumnCount };

    AlikePairsModel(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target, QObject* parent = nullptr);
    /// All ticked; without ticks where they are not `checkable`.
    void setPairs(std::shared_ptr<const std::vector<DropPair>> pairs, bool checkable);
    /// Those that are ticked.
    [[nodiscard]] std::vector<DropPair> chosen() const;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_pairs->size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::shared_ptr<const ModelFile> m_source, m_target;
    std::shared_ptr<const std::vector<DropPair>> m_pairs = std::make_shared<const std::vector<DropPair>>();
    std::vector<bool> m_off; ///< by row; empty where all are ticked
    bool m_checkable = false;
};

} // namespace tensorgraft
