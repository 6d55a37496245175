#pragma once

#include "ui/models/side.h"

#include <QDialog>

class QTabWidget;

namespace tensorgraft {

class OverviewPage;
class Session;

/// The dashboards of both sides of a session, one tab each; follows what is opened and closed.
class OverviewDialog : public QDialog {
    Q_OBJECT

public:
    OverviewDialog(Session* session, QWidget* parent);

    void showSide(Side side);
    /// Takes the place of `other`, which was made in another language.
    void continueFrom(const OverviewDialog& other);
    [[nodiscard]] OverviewPage* page(Side side) const { return m_pages[std::size_t(side)]; }

signals:
    void tensorActivated(tensorgraft::Side side, std::size_t tensor);

private:
    void follow();

    Session* m_session;
    QTabWidget* m_tabs;
    OverviewPage* m_pages[2];
};

} // namespace tensorgraft
