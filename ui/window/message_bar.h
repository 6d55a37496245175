#pragma once

#include <QFrame>
#include <functional>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace tensorgraft {

struct Error;

/// A line above the content that says what happened, with what can be done about it as buttons. One message at a time;
/// it stays until it is closed or replaced.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Information, Warning, Error };
    struct Action {
        QString text;
        std::function<void()> run;
    };
    explicit MessageBar(QWidget* parent = nullptr);

    void show(Kind kind, const QString& text, const QString& details = {}, const QList<Action>& actions = {});
    void showError(const tensorgraft::Error& error);
    void dismiss();
    [[nodiscard]] QString text() const;

signals:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeButtons();
    void applyColours();

    Kind m_kind = Kind::Information;
    QGridLayout* m_layout;
    QWidget* m_row; ///< of the buttons: beside the text, or below it where that would leave little room for it
    QHBoxLayout* m_rowLayout;
    QLabel *m_icon, *m_text;
    QToolButton* m_close;
    QList<QWidget*> m_buttons;
    bool m_applying = false, m_below = false;
};

} // namespace tensorgraft
