#include "ui/models/alike_pairs_model.h"

#include "ui/models/column_titles.h"
#include "ui/models/format_text.h"
#include "ui/models/rule_edit.h"

namespace tensorgraft {

AlikePairsModel::AlikePairsModel(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target, QObject* parent)
    : QAbstractTableModel(parent), m_source(std::move(source)), m_target(std::move(target))
{
}

void AlikePairsModel::setPairs(std::shared_ptr<const std::vector<DropPair>> pairs, bool checkable)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    m_checkable = checkable;
    m_off.clear();
    endResetModel();
}

std::vector<DropPair> AlikePairsModel::chosen() const
{
    if (m_off.empty())
        return *m_pairs;
    std::vector<DropPair> pairs;
    for (std::size_t i = 0; i < m_pairs->size(); ++i)
        if (!m_off[i])
            pairs.push_back((*m_pairs)[i]);
    return pairs;
}

QVariant AlikePairsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = std::size_t(index.row());
    if (role == Qt::CheckStateRole)
        return m_checkable && index.column() == TargetColumn ? QVariant(int(m_off.empty() || !m_off[row] ? Qt::Checked : Qt::Unchecked)) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const DropPair& pair = (*m_pairs)[row];
    if (index.column() == TargetColumn)
        return toQString(m_target->tensors()[pair.target].name);
    if (index.column() == TransformColumn)
        return toQString(pair.transform);
    std::vector<std::string> names;
    for (const std::size_t source : pair.sources)
        names.push_back(m_source->tensors()[source].name);
    return joinedSources(names);
}

bool AlikePairsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    m_off.resize(m_pairs->size());
    m_off[std::size_t(index.row())] = value.toInt() != Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

QVariant AlikePairsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return columnTitle(orientation, role, [section]() -> QString {
        switch (section) {
        case TargetColumn: return tr("Target");
        case SourceColumn: return tr("Source");
        default: return tr("Transform");
        }
    });
}

Qt::ItemFlags AlikePairsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return m_checkable && index.column() == TargetColumn ? all | Qt::ItemIsUserCheckable : all;
}

} // namespace tensorgraft
