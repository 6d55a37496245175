#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/not_restored.h"

#include <QAbstractTableModel>
#include <memory>

namespace tensorgraft {

/// The target's tensors that nothing fills, with the reason.
class NotRestoredModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ShapeColumn, ReasonColumn, ColumnCount };
    explicit NotRestoredModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    ~NotRestoredModel() override;

    void setList(std::shared_ptr<const ModelFile> target, std::vector<NotRestored> list);
    [[nodiscard]] const std::vector<NotRestored>& list() const { return *m_list; }
    [[nodiscard]] const std::shared_ptr<const std::vector<NotRestored>>& sharedList() const { return m_list; }
    [[nodiscard]] const std::shared_ptr<const ModelFile>& target() const { return m_target; }

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_list->size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const ModelFile> m_target;
    std::shared_ptr<const std::vector<NotRestored>> m_list = std::make_shared<const std::vector<NotRestored>>();
};

} // namespace tensorgraft
