#pragma once

#include <QStyledItemDelegate>
#include <functional>

class QLineEdit;

namespace tensorgraft {

/// Edits a cell as one line of text and says while it is typed what is wrong with it. What is wrong may be committed all
/// the same: the row then says so, and nothing that was typed is lost.
class LineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// What is wrong with `text`, in a sentence; empty where nothing is.
    [[nodiscard]] virtual QString problemOf(const QString& text) const { return text.isNull() ? text : QString(); }
    /// A line about what is being typed; empty for none.
    [[nodiscard]] virtual QString hintFor(const QString& text, int cursor) const { return text.isNull() && cursor < 0 ? text : QString(); }
    /// Completers and names.
    virtual void prepare(QLineEdit* edit, const QModelIndex& index) const = 0;
};

} // namespace tensorgraft
