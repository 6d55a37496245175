#include "ui/window/line_delegate.h"

#include "ui/theme/palette.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolTip>

namespace tensorgraft {
namespace {

bool showsCompletions(const QLineEdit* edit) { return edit->completer() && edit->completer()->popup()->isVisible(); }

} // namespace

bool LineDelegate::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress)
        if (const auto* edit = qobject_cast<QLineEdit*>(watched); edit && showsCompletions(edit)) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Return || key == Qt::Key_Enter)
                return false; // the line itself says returnPressed()
        }
    return QStyledItemDelegate::eventFilter(watched, event);
}

QWidget* LineDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    auto* edit = new QLineEdit(parent);
    edit->setFont(index.data(Qt::FontRole).value<QFont>());
    edit->setFrame(false);
    edit->setAutoFillBackground(true);
    prepare(edit, index);
    const auto look = [this, edit] {
        const QString problem = edit->text().trimmed().isEmpty() ? QString() : problemOf(edit->text());
        edit->setProperty("problem", problem);
        QPalette colours = edit->parentWidget()->palette();
        if (!problem.isEmpty())
            colours.setColor(QPalette::Text, signalColor(Signal::Conflict, colours));
        edit->setPalette(colours);
        const QString hint = hintFor(edit->text(), edit->cursorPosition());
        const QString tip = problem.isEmpty() ? hint : hint.isEmpty() ? problem : hint + u'\n' + problem;
        edit->setToolTip(tip);
        edit->setAccessibleDescription(tip);
        // Above the line: completions open below it.
        if (edit->hasFocus() && !tip.isEmpty())
            QToolTip::showText(edit->mapToGlobal(QPoint(0, -3 * edit->height())), tip, edit);
        else if (edit->hasFocus())
            QToolTip::hideText();
    };
    connect(edit, &QLineEdit::textChanged, edit, look);
    // While the completions are shown they send keys past the delegate's filter: Return must still commit.
    auto* self = const_cast<LineDelegate*>(this);
    connect(edit, &QLineEdit::returnPressed, self, [self, edit] {
        if (!showsCompletions(edit))
            return;
        emit self->commitData(edit);
        emit self->closeEditor(edit);
    });
    return edit;
}

} // namespace tensorgraft
