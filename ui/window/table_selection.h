#pragma once

class QAbstractItemModel;
class QTableView;

namespace tensorgraft {

/// The columns' header takes no part in the selection of the table. A header that does asks with each paint whether whole
/// columns are selected, cell by cell: 80 ms where a million rows are. Call it after setModel(); of use where rows are
/// selected and headers are not highlighted.
void keepHeaderOutOfSelection(QTableView* table);

/// A selection of more than 20,000 rows, but not of all, is given up where `model`, which is to be shown in `table`, puts its
/// rows in another order: each row would have to be followed to its new place (4 s for half a million), and what was one
/// block would be as many. Call it before setModel().
void forgetLargeSelections(QTableView* table, QAbstractItemModel* model);

/// How many rows are selected; selectedRows() would make an index of each.
[[nodiscard]] int selectedCount(const QTableView* table);

} // namespace tensorgraft
