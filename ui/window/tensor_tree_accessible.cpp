#include "ui/window/tensor_tree_accessible.h"

#include "ui/models/tensor_rows_model.h"
#include "ui/window/tensor_tree_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QHash>
#include <QHeaderView>
#include <QPointer>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr qsizetype mostCells = 4096;    ///< that are kept for readers that ask again
constexpr int mostSelectedCells = 256;   ///< that are listed: a reader says how many there are, not each
constexpr std::uint32_t headerNode = 0;  ///< the invisible root of the tree stands for the row of the header
constexpr int noColumn = -1;             ///< before the first: QTableView counts its hidden vertical header

/// One cell; the one of the name column is the item of the tree. By node, which outlives its place among the rows.
class Cell final : public QAccessibleInterface, public QAccessibleTableCellInterface, public QAccessibleActionInterface {
public:
    Cell(TensorTreeView* view, std::uint32_t node, int column) : m_view(view), m_node(node), m_column(column) {}

    [[nodiscard]] int row() const { return !m_view || m_node == headerNode ? -1 : m_view->rowsModel()->rowOfNode(m_node); }
    [[nodiscard]] int column() const { return m_column; }

    bool isValid() const override { return m_view && (m_node == headerNode || row() >= 0); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    QString text(QAccessible::Text what) const override
    {
        if (!isValid() || m_column == noColumn)
            return {};
        if (m_node == headerNode)
            return what == QAccessible::Name ? m_view->model()->headerData(m_column, Qt::Horizontal, Qt::DisplayRole).toString() : QString();
        const QModelIndex at = index();
        if (what == QAccessible::Name) {
            const QString spoken = at.data(Qt::AccessibleTextRole).toString();
            return spoken.isEmpty() ? at.data(Qt::DisplayRole).toString() : spoken;
        }
        if (what == QAccessible::Description && isItem()) // Qt has no property for it before 6.8
            return QCoreApplication::translate("TreeAccessibility", "level %1").arg(at.data(TensorRowsModel::DepthRole).toInt() + 1);
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override
    {
        if (!isValid())
            return {};
        if (m_node == headerNode) {
            const QHeaderView* header = m_view->header();
            return m_column == noColumn ? QRect()
                                        : QRect(header->viewport()->mapToGlobal(QPoint(header->sectionViewportPosition(m_column), 0)), QSize(header->sectionSize(m_column), header->height()));
        }
        const QRect inside = m_view->visualRect(index());
        return {m_view->viewport()->mapToGlobal(inside.topLeft()), inside.size()};
    }
    QAccessible::Role role() const override
    {
        return m_node == headerNode ? QAccessible::ColumnHeader : isItem() ? QAccessible::TreeItem : m_column == noColumn ? QAccessible::RowHeader : QAccessible::Cell;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid() || m_column == noColumn) {
            state.invisible = true;
            return state;
        }
        if (m_node == headerNode) {
            state.invisible = m_view->isColumnHidden(m_column);
            return state;
        }
        const QModelIndex at = index();
        const QRect inside = m_view->visualRect(at);
        state.selectable = state.focusable = true;
        state.selected = m_view->selectionModel()->isSelected(at);
        state.focused = m_view->hasFocus() && m_view->currentIndex() == at;
        state.invisible = m_view->isColumnHidden(m_column) || !m_view->viewport()->rect().intersects(inside);
        state.offscreen = state.invisible;
        if (isItem() && at.data(TensorRowsModel::ExpandableRole).toBool()) {
            state.expandable = true;
            state.expanded = m_view->isExpanded(at);
            state.collapsed = !state.expanded;
        }
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableCellInterface)
            return static_cast<QAccessibleTableCellInterface*>(this);
        if (type == QAccessible::ActionInterface && isItem())
            return static_cast<QAccessibleActionInterface*>(this);
        return nullptr;
    }

    bool isSelected() const override { return state().selected; }
    QList<QAccessibleInterface*> columnHeaderCells() const override
    {
        QAccessibleInterface* tree = parent();
        return tree && m_column >= 0 ? QList<QAccessibleInterface*>{tree->child(m_column + 1)} : QList<QAccessibleInterface*>();
    }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_column; }
    int rowIndex() const override { return row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return parent(); }

    QStringList actionNames() const override { return isValid() && state().expandable ? QStringList{toggleAction(), setFocusAction()} : QStringList{setFocusAction()}; }
    void doAction(const QString& name) override
    {
        if (!isValid())
            return;
        if (name == toggleAction())
            m_view->setExpanded(index(), !m_view->isExpanded(index()));
        else if (name == setFocusAction())
            m_view->setCurrentIndex(index());
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    [[nodiscard]] bool isItem() const { return m_node != headerNode && m_column == TensorTreeModel::NameColumn; }
    [[nodiscard]] QModelIndex index() const { return m_view->model()->index(row(), m_column); }

    QPointer<TensorTreeView> m_view;
    std::uint32_t m_node;
    int m_column;
};

/// Children are numbered as QTableView numbers them in what it tells readers: with a row and a column of headers.
class Tree final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit Tree(TensorTreeView* view) : QAccessibleWidget(view, QAccessible::Tree, view->accessibleName()) {}
    ~Tree() override { forget(); }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this) : QAccessibleWidget::interface_cast(type);
    }

    int childCount() const override { return (rowCount() + 1) * (columnCount() + 1); }
    QAccessibleInterface* child(int index) const override
    {
        return index < 0 || index >= childCount() ? nullptr : cell(index / (columnCount() + 1) - 1, index % (columnCount() + 1) - 1);
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* of = dynamic_cast<const Cell*>(child);
        return of && of->isValid() ? (of->row() + 1) * (columnCount() + 1) + of->column() + 1 : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QModelIndex at = view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y)));
        return at.isValid() ? cell(at.row(), at.column()) : nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        const QModelIndex at = view()->currentIndex();
        return at.isValid() ? cell(at.row(), at.column()) : nullptr;
    }

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override
    {
        return row < 0 || row >= rowCount() || column < 0 || column >= columnCount() ? nullptr : cell(row, column);
    }
    int rowCount() const override { return view()->model()->rowCount(); }
    int columnCount() const override { return view()->model()->columnCount(); }
    int selectedRowCount() const override
    {
        int count = 0;
        for (const QItemSelectionRange& range : view()->selectionModel()->selection())
            count += range.height();
        return count;
    }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (const QItemSelectionRange& range : view()->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom(); ++row)
                rows += row;
        return rows;
    }
    QList<QAccessibleInterface*> selectedCells() const override
    {
        QList<QAccessibleInterface*> cells;
        for (const QItemSelectionRange& range : view()->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom() && cells.size() < mostSelectedCells; ++row)
                cells += cell(row, TensorTreeModel::NameColumn);
        return cells;
    }
    QString columnDescription(int column) const override { return view()->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); }
    QString rowDescription(int) const override { return {}; }
    int selectedColumnCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override { return view()->selectionModel()->isSelected(view()->model()->index(row, 0)); }
    bool selectRow(int row) override { return select(row, QItemSelectionModel::Select); }
    bool unselectRow(int row) override { return select(row, QItemSelectionModel::Deselect); }
    bool selectColumn(int) override { return false; }
    bool unselectColumn(int) override { return false; }

    void modelChange(QAccessibleTableModelChangeEvent* event) override
    {
        if (event->modelChangeType() == QAccessibleTableModelChangeEvent::ModelReset)
            forget(); // nodes of another model
    }

private:
    [[nodiscard]] TensorTreeView* view() const { return static_cast<TensorTreeView*>(widget()); }
    bool select(int row, QItemSelectionModel::SelectionFlag how)
    {
        if (row < 0 || row >= rowCount())
            return false;
        view()->selectionModel()->select(view()->model()->index(row, 0), how | QItemSelectionModel::Rows);
        return true;
    }
    void forget() const
    {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
        m_cells.clear();
    }
    [[nodiscard]] QAccessibleInterface* cell(int row, int column) const
    {
        const std::uint32_t node = row < 0 ? headerNode : view()->rowsModel()->nodeAt(row);
        const quint64 key = quint64(node) << 8 | quint64(column + 1);
        if (const auto known = m_cells.constFind(key); known != m_cells.cend())
            return QAccessible::accessibleInterface(*known);
        if (m_cells.size() >= mostCells)
            forget();
        auto* made = new Cell(view(), node, column);
        m_cells.insert(key, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    mutable QHash<quint64, QAccessible::Id> m_cells;
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String("tensorgraft::TensorTreeView"))
        return nullptr;
    auto* view = qobject_cast<TensorTreeView*>(object);
    return view ? new Tree(view) : nullptr;
}

} // namespace

void installTreeAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace tensorgraft
