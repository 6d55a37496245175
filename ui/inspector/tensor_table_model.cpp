#include "ui/inspector/tensor_table_model.h"

#include "ui/inspector/value_text.h"

#include <QStringList>
#include <QTimer>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr qsizetype mostWanted = 24; ///< blocks that scrolled by long ago are not read any more

quint64 keyOf(int blockRow, int blockColumn)
{
    return (static_cast<quint64>(static_cast<quint32>(blockRow)) << 32) | static_cast<quint32>(blockColumn);
}

} // namespace

TensorTableModel::TensorTableModel(QThreadPool* pool, QObject* parent)
    : QAbstractTableModel(parent), m_job(pool, [this](Result<Block> block) { arrived(std::move(block)); })
{
}

void TensorTableModel::setWindow(const TensorRef& tensor, const Window& window)
{
    beginResetModel();
    m_job.cancel();
    m_blocks.clear();
    m_wanted.clear();
    m_failed = false;
    m_tensor = tensor;
    m_window = tensor ? window : Window{};
    endResetModel();
}

AxisRange TensorTableModel::axisRange(int axis) const
{
    return axis < 0 ? AxisRange{0, 1, 1, true} : m_window.slice[static_cast<std::size_t>(axis)];
}

int TensorTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_tensor ? 0 : static_cast<int>(std::clamp<std::int64_t>(totalRows() - m_window.firstRow, 0, mostRows));
}

int TensorTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_tensor ? 0 : static_cast<int>(std::min(totalColumns(), mostColumns));
}

TensorSlice TensorTableModel::sliceOf(int firstRow, int rows, int firstColumn, int columns) const
{
    TensorSlice slice = m_window.slice;
    for (AxisRange& range : slice)
        range = {range.start, 1, 1, true};
    const auto take = [&](int axis, std::int64_t first, std::int64_t count) {
        if (axis < 0)
            return;
        const AxisRange& whole = m_window.slice[static_cast<std::size_t>(axis)];
        slice[static_cast<std::size_t>(axis)] = {whole.start + first * whole.step, count, whole.step, false};
    };
    take(m_window.rowAxis, m_window.firstRow + firstRow, rows);
    take(m_window.columnAxis, firstColumn, columns);
    return slice;
}

QString TensorTableModel::placeText(const QModelIndex& index) const
{
    const TensorSlice cell = sliceOf(index.row(), 1, index.column(), 1);
    QStringList parts;
    for (const AxisRange& range : cell)
        parts << QString::number(range.start);
    return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
}

const TensorTableModel::Block* TensorTableModel::block(int row, int column) const
{
    const int blockRow = row / blockRows, blockColumn = column / blockColumns;
    const Block* found = m_blocks.object(keyOf(blockRow, blockColumn));
    if (!found && !m_failed)
        want(blockRow, blockColumn);
    return found;
}

void TensorTableModel::want(int blockRow, int blockColumn) const
{
    const quint64 key = keyOf(blockRow, blockColumn);
    m_wanted.removeOne(key);
    m_wanted.append(key);
    if (m_wanted.size() > mostWanted)
        m_wanted.removeFirst();
    if (m_scheduled)
        return;
    m_scheduled = true;
    // Not from within data(): a view asks for many cells first, the last asked for is what the person sees now.
    auto* self = const_cast<TensorTableModel*>(this);
    QTimer::singleShot(0, self, [self] {
        self->m_scheduled = false;
        self->readNext();
    });
}

void TensorTableModel::readNext()
{
    if (m_job.isRunning() || m_wanted.isEmpty() || !m_tensor)
        return;
    const quint64 key = m_wanted.last();
    Block block;
    block.row = static_cast<int>(key >> 32);
    block.column = static_cast<int>(key & 0xffffffffU);
    block.rows = std::min(blockRows, rowCount() - block.row * blockRows);
    block.columns = std::min(blockColumns, columnCount() - block.column * blockColumns);
    const TensorSlice slice = sliceOf(block.row * blockRows, block.rows, block.column * blockColumns, block.columns);
    m_job.start([tensor = m_tensor, slice, block](const ProgressFn& progress) -> Result<Block> {
        Result<std::vector<std::byte>> bytes = readSlice(*tensor.model, tensor.index, slice, progress);
        if (!bytes)
            return fail(std::move(bytes).error());
        Block result = block;
        result.bytes = std::move(*bytes);
        return result;
    });
}

void TensorTableModel::arrived(Result<Block> result)
{
    if (!result) {
        m_failed = true; // else every painting would ask again
        m_wanted.clear();
        emit readFailed(result.error());
        return;
    }
    const QModelIndex topLeft = index(result->row * blockRows, result->column * blockColumns);
    const QModelIndex bottomRight = index(result->row * blockRows + result->rows - 1, result->column * blockColumns + result->columns - 1);
    const quint64 key = keyOf(result->row, result->column);
    m_wanted.removeOne(key);
    m_blocks.insert(key, new Block(std::move(*result)));
    emit dataChanged(topLeft, bottomRight, {Qt::DisplayRole});
    readNext();
}

QVariant TensorTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_tensor)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    if (role == Qt::ToolTipRole)
        return placeText(index);
    const Block* found = block(index.row(), index.column());
    if (!found)
        return m_failed ? QStringLiteral("?") : QStringLiteral("\u2026");
    const int row = index.row() % blockRows, column = index.column() % blockColumns;
    const bool turned = m_window.rowAxis > m_window.columnAxis && m_window.columnAxis >= 0;
    const auto element = static_cast<std::size_t>(turned ? column * found->rows + row : row * found->columns + column);
    const DType type = m_tensor.info().dtype;
    const std::size_t itemSize = itemSizeBytes(type);
    const QString text = elementText(type, std::span(found->bytes).subspan(element * itemSize, itemSize));
    return role == Qt::AccessibleTextRole ? placeText(index) + QStringLiteral(" = ") + text : text;
}

QVariant TensorTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || !m_tensor)
        return {};
    const int axis = orientation == Qt::Horizontal ? m_window.columnAxis : m_window.rowAxis;
    if (axis < 0)
        return QString();
    const AxisRange range = axisRange(axis);
    const std::int64_t place = section + (orientation == Qt::Vertical ? m_window.firstRow : 0);
    return QString::number(range.start + place * range.step);
}

} // namespace tensorgraft
