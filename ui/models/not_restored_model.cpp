#include "ui/models/not_restored_model.h"

#include "ui/jobs/release_later.h"
#include "ui/models/column_titles.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

namespace tensorgraft {

NotRestoredModel::~NotRestoredModel() { releaseLater(std::move(m_list)); }

void NotRestoredModel::setList(std::shared_ptr<const ModelFile> target, std::vector<NotRestored> list)
{
    beginResetModel();
    m_target = std::move(target);
    releaseLater(std::exchange(m_list, std::make_shared<const std::vector<NotRestored>>(std::move(list))));
    endResetModel();
}

QVariant NotRestoredModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const NotRestored& one = (*m_list)[std::size_t(index.row())];
    const TensorInfo& tensor = m_target->tensors()[one.target];
    switch (index.column()) {
    case NameColumn:
        return role == Qt::ToolTipRole && !tensor.alias.empty() ? QVariant(toQString(tensor.name) + u'\n' + toQString(tensor.alias)) : QVariant(toQString(tensor.name));
    case ShapeColumn: return shapeText(tensor.shape);
    case ReasonColumn: return libraryText(one.reason);
    default: return {};
    }
}

QVariant NotRestoredModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return columnTitle(orientation, role, [section]() -> QString {
        switch (section) {
        case NameColumn: return tr("Name");
        case ShapeColumn: return tr("Shape");
        case ReasonColumn: return tr("Reason");
        default: return {};
        }
    });
}

} // namespace tensorgraft
