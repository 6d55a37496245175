#pragma once

#include <QStyledItemDelegate>

namespace tensorgraft {

/// Edits a transform as text; while it is not one, the editor says what is wrong and Return does not commit it.
class TransformDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;
};

} // namespace tensorgraft
