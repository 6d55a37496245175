#pragma once

#include <QLabel>

namespace tensorgraft {

/// A label that cuts a long text (a path: its middle) instead of forcing the window wide. The whole text is the tool tip.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideMiddle);
    void setFullText(const QString& text, const QString& toolTip = {});
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_full;
    Qt::TextElideMode m_mode;
};

} // namespace tensorgraft
