#pragma once

#include <QFrame>
#include <functional>

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

private:
    void applyColours();

    Kind m_kind = Kind::Information;
    QHBoxLayout* m_layout;
    QLabel *m_icon, *m_text;
    QToolButton* m_close;
    QList<QWidget*> m_buttons;
    bool m_applying = false;
};

} // namespace tensorgraft
