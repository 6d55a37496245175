#pragma once

class QTableView;

namespace tensorgraft {

/// The columns' header takes no part in the selection of the table. A header that does asks with each paint whether whole
/// columns are selected, cell by cell: 80 ms where a million rows are. Call it after setModel(); of use where rows are
/// selected and headers are not highlighted.
void keepHeaderOutOfSelection(QTableView* table);

} // namespace tensorgraft
