#pragma once

#include "ui/theme/spacing.h"

#include <QStyledItemDelegate>

namespace tensorgraft {

/// Rows of trees and lists as tall as those of the window's tables.
class RowDelegate : public QStyledItemDelegate {
public:
    /// `elide` says where the texts are cut: in the middle where they begin alike.
    explicit RowDelegate(QObject* parent, Qt::TextElideMode elide = Qt::ElideRight) : QStyledItemDelegate(parent), m_elide(elide) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index).expandedTo(QSize(0, ems(option.fontMetrics, 1.45)));
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = m_elide;
    }

private:
    Qt::TextElideMode m_elide;
};

} // namespace tensorgraft
