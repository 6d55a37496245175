#include "ui/window/table_header.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QTableView>

namespace tensorgraft {

void keepHeaderOutOfSelection(QTableView* table)
{
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSelectionModel(new QItemSelectionModel(table->model(), header));
}

} // namespace tensorgraft
