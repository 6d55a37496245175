#include "ui/inspector/heatmap_cursor.h"

#include <QKeyEvent>
#include <algorithm>
#include <cmath>
#include <qcustomplot.h>

namespace tensorgraft {

HeatmapCursor::HeatmapCursor(QCustomPlot* plot) : QObject(plot), m_plot(plot), m_outer(new QCPItemRect(plot)), m_inner(new QCPItemRect(plot))
{
    for (QCPItemRect* item : {m_outer, m_inner}) {
        item->setBrush(Qt::NoBrush);
        item->setVisible(false);
        item->setSelectable(false);
    }
    plot->installEventFilter(this); // after the tools of the plot, so that the arrows come here first
}

void HeatmapCursor::setPicture(const HeatmapPicture& picture)
{
    const bool same = picture.whole == m_grid.whole && picture.request.rowAxis == m_grid.request.rowAxis && picture.request.columnAxis == m_grid.request.columnAxis;
    m_grid.request = picture.request;
    m_grid.whole = picture.whole;
    m_grid.heatmap.cellRows = picture.heatmap.cellRows;
    m_grid.heatmap.cellColumns = picture.heatmap.cellColumns;
    if (!same)
        hide();
    else if (m_place) {
        draw();
        emit moved();
    }
}

void HeatmapCursor::hide()
{
    if (!m_place)
        return;
    m_place.reset();
    draw();
    emit moved();
}

void HeatmapCursor::setDrawn(bool drawn)
{
    for (QCPItemRect* item : {m_outer, m_inner})
        item->setVisible(drawn && m_place);
}

MatrixRegion HeatmapCursor::cellAt(std::int64_t row, std::int64_t column) const
{
    const MatrixRegion& region = m_grid.request.region;
    if (row < region.firstRow || column < region.firstColumn || row >= region.firstRow + region.rows || column >= region.firstColumn + region.columns)
        return {row, 1, column, 1};
    const auto [cellRow, cellColumn] = m_grid.cellOf(row, column);
    MatrixRegion cell = m_grid.cell(cellRow, cellColumn);
    cell.rows = std::min(cell.rows, m_grid.whole.rows - cell.firstRow);
    cell.columns = std::min(cell.columns, m_grid.whole.columns - cell.firstColumn);
    return cell;
}

bool HeatmapCursor::move(int key, bool control)
{
    const QCPRange rows = m_plot->yAxis->range(), columns = m_plot->xAxis->range();
    const std::int64_t lastRow = m_grid.whole.rows - 1, lastColumn = m_grid.whole.columns - 1;
    const auto first = [](const QCPRange& range, std::int64_t last) { return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(range.lower - 0.01)), 0, last); };
    const auto [row, column] = m_place ? *m_place : std::pair(first(rows, lastRow), first(columns, lastColumn));
    const MatrixRegion cell = cellAt(row, column);
    const auto page = std::max<std::int64_t>(cell.rows, static_cast<std::int64_t>(rows.size()) - cell.rows);
    std::int64_t toRow = row, toColumn = column;
    switch (key) {
    case Qt::Key_Left: toColumn = cell.firstColumn - 1; break;
    case Qt::Key_Right: toColumn = cell.firstColumn + cell.columns; break;
    case Qt::Key_Up: toRow = cell.firstRow - 1; break;
    case Qt::Key_Down: toRow = cell.firstRow + cell.rows; break;
    case Qt::Key_PageUp: toRow = row - page; break;
    case Qt::Key_PageDown: toRow = row + page; break;
    case Qt::Key_Home: toColumn = 0; toRow = control ? 0 : row; break;
    case Qt::Key_End: toColumn = lastColumn; toRow = control ? lastRow : row; break;
    default: return false;
    }
    const bool shows = !m_place; // the first key shows where it is
    moveTo(std::clamp<std::int64_t>(shows ? row : toRow, 0, lastRow), std::clamp<std::int64_t>(shows ? column : toColumn, 0, lastColumn));
    return true;
}

void HeatmapCursor::moveTo(std::int64_t row, std::int64_t column)
{
    MatrixRegion cell = cellAt(row, column);
    m_place = std::pair(cell.firstRow, cell.firstColumn);
    const auto bring = [](QCPAxis* axis, std::int64_t from, std::int64_t count) {
        const double low = static_cast<double>(from) - 0.5, high = low + static_cast<double>(count);
        const QCPRange range = axis->range();
        if (low < range.lower)
            axis->setRange(low, low + range.size());
        else if (high > range.upper && high - low < range.size())
            axis->setRange(high - range.size(), high);
    };
    bring(m_plot->yAxis, cell.firstRow, cell.rows);
    bring(m_plot->xAxis, cell.firstColumn, cell.columns);
    draw();
    emit moved();
}

void HeatmapCursor::draw()
{
    if (m_place) {
        const MatrixRegion cell = cellAt(m_place->first, m_place->second);
        const QPalette colors = m_plot->palette();
        m_outer->setPen(QPen(colors.color(QPalette::Base), 4));
        m_inner->setPen(QPen(colors.color(QPalette::Text), 2));
        for (QCPItemRect* item : {m_outer, m_inner}) {
            item->topLeft->setCoords(static_cast<double>(cell.firstColumn) - 0.5, static_cast<double>(cell.firstRow) - 0.5);
            item->bottomRight->setCoords(static_cast<double>(cell.firstColumn + cell.columns) - 0.5, static_cast<double>(cell.firstRow + cell.rows) - 0.5);
        }
    }
    setDrawn(true);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool HeatmapCursor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || m_grid.heatmap.cellRows == 0)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    if (key->key() == Qt::Key_Escape && m_place) {
        hide();
        return true;
    }
    const bool control = modifiers == Qt::ControlModifier;
    if (modifiers != Qt::NoModifier && !(control && (key->key() == Qt::Key_Home || key->key() == Qt::Key_End)))
        return QObject::eventFilter(watched, event); // with Shift the arrows move the picture
    return move(key->key(), control) || QObject::eventFilter(watched, event);
}

} // namespace tensorgraft
