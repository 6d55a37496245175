#include "ui/window/transform_delegate.h"

#include "ui/models/mapping_table_model.h"
#include "ui/models/transform_help.h"
#include "ui/window/line_completer.h"

#include <QLineEdit>

namespace tensorgraft {

QString TransformDelegate::problemOf(const QString& text) const { return MappingTableModel::transformError(text); }

QString TransformDelegate::hintFor(const QString& text, int cursor) const { return stepHint(currentStep(text, cursor)); }

void TransformDelegate::prepare(QLineEdit* edit, const QModelIndex&) const
{
    edit->setAccessibleName(tr("Transform"));
    new StepCompleter(edit);
}

} // namespace tensorgraft
