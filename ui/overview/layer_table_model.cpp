#include "ui/overview/layer_table_model.h"

#include "ui/jobs/job_pool.h"
#include "ui/models/format_text.h"

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace tensorgraft {
namespace {

/// Layers up to which the table is sorted at once.
constexpr std::size_t sortAtOnce = 20'000;

std::vector<std::size_t> orderOfFile(std::size_t layers)
{
    std::vector<std::size_t> order(layers);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

} // namespace

void LayerTableModel::setOverview(std::shared_ptr<const OverviewData> data)
{
    m_run.cancel();
    const std::size_t layers = data ? data->outline.layers.size() : 0;
    beginResetModel();
    m_data = std::move(data);
    m_scan.reset();
    setOrder(layers <= sortAtOnce && m_data ? orderOf(*m_data, nullptr, m_column, m_sortOrder) : orderOfFile(layers));
    endResetModel();
    if (layers > sortAtOnce && m_column >= 0)
        sort(m_column, m_sortOrder);
}

void LayerTableModel::setScan(std::shared_ptr<const OverviewScan> scan)
{
    m_scan = std::move(scan);
    if (m_column >= ZerosColumn)
        sort(m_column, m_sortOrder);
    if (!m_order.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LayerTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_order.size()); }

double LayerTableModel::number(const OverviewData& data, const OverviewScan* scanned, std::size_t layer, int column)
{
    const LayerShare& share = data.outline.layers[layer];
    const LayerScan* scan = scanned ? &scanned->layers[layer] : nullptr;
    switch (column) {
    case ParametersColumn: return static_cast<double>(share.parameters);
    case SizeColumn:
    case ShareColumn: return static_cast<double>(share.bytes);
    case TensorsColumn: return static_cast<double>(share.tensors);
    case ZerosColumn: return scan && scan->values ? static_cast<double>(scan->zeros) / static_cast<double>(scan->values) : -1;
    case NanColumn: return scan ? static_cast<double>(scan->nans) : -1;
    case InfColumn: return scan ? static_cast<double>(scan->infs) : -1;
    case ScoreColumn: return scan && !std::isnan(scan->score) ? std::abs(scan->score) : -1; // far from usual, to either side
    default: return 0;
    }
}

QString LayerTableModel::text(std::size_t layer, int column) const
{
    const LayerShare& share = m_data->outline.layers[layer];
    const LayerScan* scan = m_scan ? &m_scan->layers[layer] : nullptr;
    const QLocale locale;
    switch (column) {
    case LayerColumn: return share.layer.empty() ? tr("(top level)") : toQString(share.layer);
    case ParametersColumn: return countText(share.parameters);
    case SizeColumn: return sizeText(share.bytes);
    case ShareColumn:
        return locale.toString(100.0 * static_cast<double>(share.bytes) / static_cast<double>(std::max<std::uint64_t>(1, m_data->outline.total.bytes)), 'f', 1) +
               QStringLiteral(" %");
    case TensorsColumn: return countText(share.tensors);
    default: break;
    }
    if (!scan)
        return {};
    if (scan->scanned == 0)
        return column != ScoreColumn ? QString() : scan->unreadable > 0 ? tr("cannot be read") : tr("not judged");
    switch (column) {
    case ZerosColumn: return scan->values ? locale.toString(100.0 * static_cast<double>(scan->zeros) / static_cast<double>(scan->values), 'f', 1) + QStringLiteral(" %") : QString();
    case NanColumn: return countText(scan->nans);
    case InfColumn: return countText(scan->infs);
    case ScoreColumn: {
        if (scan->unreadable > 0)
            return tr("cannot be read");
        if (std::isnan(scan->score))
            return tr("not judged");
        const QString score = locale.toString(scan->score, 'f', 1);
        return scan->isOutlier ? tr("%1 outlier").arg(score) : score;
    }
    default: return {};
    }
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_data)
        return {};
    const std::size_t layer = m_order[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(layer, index.column());
    case Qt::TextAlignmentRole: return index.column() == LayerColumn ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        return index.column() == ScoreColumn ? tr("How far the root mean square lies from the median of its kind, in robust standard deviations (of its logarithm)")
                                             : QVariant(text(layer, LayerColumn));
    case Qt::AccessibleTextRole: return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + text(layer, index.column());
    default: return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == LayerColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LayerColumn: return tr("Layer");
    case ParametersColumn: return tr("Parameters");
    case SizeColumn: return tr("Size");
    case ShareColumn: return tr("Share");
    case TensorsColumn: return tr("Tensors");
    case ZerosColumn: return tr("Zeros");
    case NanColumn: return tr("NaN");
    case InfColumn: return tr("Infinite");
    case ScoreColumn: return tr("Score");
    default: return {};
    }
}

LayerTableModel::Rows LayerTableModel::orderOf(const OverviewData& data, const OverviewScan* scan, int column, Qt::SortOrder sortOrder)
{
    const auto& layers = data.outline.layers;
    Rows order = orderOfFile(layers.size());
    const bool up = sortOrder == Qt::AscendingOrder;
    if (column == LayerColumn) {
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return up ? layers[a].layer < layers[b].layer : layers[b].layer < layers[a].layer; });
    } else if (column > LayerColumn) {
        std::vector<double> keys(order.size());
        for (std::size_t i = 0; i < keys.size(); ++i)
            keys[i] = number(data, scan, i, column);
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return up ? keys[a] < keys[b] : keys[a] > keys[b]; });
    }
    return order;
}

void LayerTableModel::setOrder(Rows order)
{
    m_order = std::move(order);
    m_rowOf.resize(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_rowOf[m_order[row]] = static_cast<int>(row);
}

void LayerTableModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_sortOrder = order;
    m_run.cancel();
    if (!m_data)
        return;
    if (m_order.size() <= sortAtOnce)
        return apply(orderOf(*m_data, m_scan.get(), column, order));
    m_run.start(jobPool(), [data = m_data, scan = m_scan, column, order](const ProgressFn&) { return orderOf(*data, scan.get(), column, order); },
                [this](Rows rows) { apply(std::move(rows)); });
}

void LayerTableModel::apply(Rows order)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> layers;
    for (const QModelIndex& old : before)
        layers.push_back(m_order[std::size_t(old.row())]);
    setOrder(std::move(order));
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += index(m_rowOf[layers[std::size_t(i)]], before[i].column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace tensorgraft
