#pragma once

#include "ui/models/side.h"

#include <QList>
#include <QObject>
#include <functional>

class QAction;
class QActionGroup;
class QMenu;

namespace tensorgraft {

class LinkView;
class ModelPane;
class Session;
class StepScroller;

/// What the menus offer for the two trees: layouts, pictures, scrolling in step, and the ways to what is unmapped or
/// uncertain. The choices are remembered.
class TreeActions : public QObject {
    Q_OBJECT

public:
    TreeActions(Session* session, ModelPane* source, ModelPane* target, LinkView* links, QObject* parent);

    void fillViewMenu(QMenu* menu) const;
    void fillGoMenu(QMenu* menu) const;
    [[nodiscard]] StepScroller* scroller() const { return m_scroller; }

    /// Goes to the next row of the target tree, in the order that is shown, which is not mapped though it counts. From the
    /// end on from the beginning.
    void goToUnmapped(bool forward);
    /// The same for warnings and conflicts.
    void goToWarning(bool forward);
    /// From the current row of the active tree to the row of the other tree that it is mapped with.
    void goToCounterpart();

signals:
    /// A remark for the status bar.
    void said(const QString& text);

private:
    [[nodiscard]] ModelPane* pane(Side side) const { return side == Side::Source ? m_source : m_target; }
    [[nodiscard]] Side activeSide() const;
    QAction* add(const QString& text, const QString& shortcut, const QString& tip, std::function<void()> triggered);
    QAction* addSwitch(const QString& text, const QString& shortcut, const QString& tip, const QString& key, std::function<void(bool)> toggled);
    void go(bool forward, const QString& nothing, const std::function<bool(std::size_t tensor)>& wanted);
    void currentMoved(Side side);
    void updateEnabled();

    Session* m_session;
    ModelPane *m_source, *m_target;
    StepScroller* m_scroller;
    QActionGroup* m_layouts;
    QAction *m_pictures, *m_inStep, *m_showCounterpart;
    QAction *m_nextUnmapped, *m_previousUnmapped, *m_nextWarning, *m_previousWarning, *m_counterpart;
    bool m_revealing = false;
};

} // namespace tensorgraft
