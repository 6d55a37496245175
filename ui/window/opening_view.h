#pragma once

#include "ui/models/opening_text.h"
#include "ui/models/side.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QAbstractButton;
class QLabel;
class QProgressBar;

namespace tensorgraft {

class Session;

/// What a pane shows while a model is opened for its side: how far it is, what is being done, and a button that stops it.
/// Looks by itself while it is visible; the pane decides when that is.
class OpeningView : public QWidget {
    Q_OBJECT

public:
    /// Tall: in the middle of an empty pane. Flat: two rows above the model that is open meanwhile, with the name of the new file.
    enum class Form : std::uint8_t { Tall, Flat };
    OpeningView(Session* session, Side side, Form form, QWidget* parent = nullptr);

    [[nodiscard]] QProgressBar* bar() const { return m_bar; }
    [[nodiscard]] QAbstractButton* cancelButton() const { return m_cancel; }
    [[nodiscard]] QString details() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void look();
    void updateColours();

    Session* m_session;
    Side m_side;
    QLabel *m_title = nullptr, *m_details;
    QProgressBar* m_bar;
    QAbstractButton* m_cancel;
    QTimer m_timer;
    QElapsedTimer m_clock;
    OpeningText m_text;
};

} // namespace tensorgraft
