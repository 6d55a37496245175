#pragma once

#include "ui/window/line_delegate.h"

namespace tensorgraft {

/// Edits a transform as text, with steps and recipes as completions and what each takes as a hint.
class TransformDelegate : public LineDelegate {
    Q_OBJECT

public:
    using LineDelegate::LineDelegate;

protected:
    QString problemOf(const QString& text) const override;
    QString hintFor(const QString& text, int cursor) const override;
    void prepare(QLineEdit* edit, const QModelIndex& index) const override;
};

} // namespace tensorgraft
