#include "ui/window/transform_delegate.h"

#include "ui/models/mapping_table_model.h"
#include "ui/theme/palette.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolTip>

namespace tensorgraft {
namespace {

/// The transforms people need most; anything else is typed.
QStringList commonTransforms()
{
    return {QStringLiteral("identity"),          QStringLiteral("transpose(1,0)"),    QStringLiteral("transpose(3,2,0,1)"),
            QStringLiteral("transpose(2,3,1,0)"), QStringLiteral("transpose(3,2,1,0)"), QStringLiteral("squeeze"),
            QStringLiteral("unsqueeze"),         QStringLiteral("reshape"),           QStringLiteral("concat(0)"),
            QStringLiteral("conv:HWIO->OIHW"),   QStringLiteral("dense:transpose"),   QStringLiteral("fill(zeros)")};
}

void showValidity(QLineEdit* edit)
{
    const QString error = MappingTableModel::transformError(edit->text());
    edit->setProperty("transformError", error);
    edit->setToolTip(error);
    QPalette colours = edit->parentWidget()->palette();
    if (!error.isEmpty())
        colours.setColor(QPalette::Text, signalColor(Signal::Conflict, colours));
    edit->setPalette(colours);
}

} // namespace

QWidget* TransformDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    auto* edit = new QLineEdit(parent);
    edit->setFont(index.data(Qt::FontRole).value<QFont>());
    edit->setFrame(false);
    edit->setAutoFillBackground(true);
    edit->setAccessibleName(tr("Transform"));
    auto* completer = new QCompleter(commonTransforms(), edit);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    edit->setCompleter(completer);
    connect(edit, &QLineEdit::textChanged, edit, [edit] { showValidity(edit); });
    // While the completions are shown they send keys past the delegate's filter: Return must still commit.
    auto* self = const_cast<TransformDelegate*>(this);
    connect(edit, &QLineEdit::returnPressed, self, [self, edit] {
        if (!MappingTableModel::transformError(edit->text()).isEmpty())
            return;
        emit self->commitData(edit);
        emit self->closeEditor(edit);
    });
    return edit;
}

bool TransformDelegate::eventFilter(QObject* editor, QEvent* event)
{
    auto* edit = qobject_cast<QLineEdit*>(editor);
    if (edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QString error = MappingTableModel::transformError(edit->text());
        if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab) && !error.isEmpty()) {
            QToolTip::showText(edit->mapToGlobal(QPoint(0, edit->height())), error, edit);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace tensorgraft
