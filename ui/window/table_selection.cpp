#include "ui/window/table_selection.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QTableView>

namespace tensorgraft {
namespace {

constexpr int mostFollowed = 20'000;

} // namespace

void keepHeaderOutOfSelection(QTableView* table)
{
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSelectionModel(new QItemSelectionModel(table->model(), header));
}

int selectedCount(const QTableView* table)
{
    int rows = 0;
    for (const QItemSelectionRange& range : table->selectionModel()->selection())
        rows += range.left() == 0 ? range.height() : 0;
    return rows;
}

void forgetLargeSelections(QTableView* table, QAbstractItemModel* model)
{
    // Connected before that of the selection, which else would have followed the rows already.
    QObject::connect(model, &QAbstractItemModel::layoutAboutToBeChanged, table, [table, model] {
        QItemSelectionModel* selection = table->selectionModel();
        if (!selection || selection->model() != model)
            return;
        int rows = 0, ranges = 0;
        for (const QItemSelectionRange& range : selection->selection()) {
            rows += range.height();
            ++ranges;
        }
        if (rows > mostFollowed && !(ranges == 1 && rows == model->rowCount()))
            selection->clearSelection();
    });
}

} // namespace tensorgraft
