#pragma once

#include "ui/models/tensor_mime.h"

#include <QObject>

class QAction;

namespace tensorgraft {

class MarkOverlay;
class MessageBar;
class Session;
class TensorTreeView;

/// Dragging by keyboard: rows of one side are marked, a row of the other is gone to, Return maps. The marks are numbered
/// in the order in which they were made, which is the order of a concat or stack. The trees' context menu offers the
/// same, and what else can be done with a row.
class DropMarks : public QObject {
    Q_OBJECT

public:
    DropMarks(Session* session, TensorTreeView* source, TensorTreeView* target, MessageBar* messages, QObject* parent);

    /// The marked rows, in the order in which they were marked; none where `nodes` is empty.
    [[nodiscard]] const TensorMime& marked() const { return m_marked; }
    [[nodiscard]] QAction* markAction() const { return m_mark; }
    [[nodiscard]] QAction* mapAction() const { return m_map; }

public slots:
    /// Marks the selected rows of the tree that has the focus, or takes their marks away where all have one.
    void markSelected();
    /// Maps what is marked, or what is selected where nothing is, onto the current row of the other side.
    void map();
    void clear();

signals:
    /// What to do next, for the status bar; empty when the marks are gone.
    void said(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeMenu(TensorTreeView* view);
    void setExcluded(bool excluded);
    void updateActions();
    [[nodiscard]] TensorTreeView* view(Side side) const { return m_views[std::size_t(side)]; }
    [[nodiscard]] Side focusedSide() const;
    [[nodiscard]] std::vector<std::size_t> selectedTargets() const;

    Session* m_session;
    TensorTreeView* m_views[2];
    MarkOverlay* m_overlays[2];
    MessageBar* m_messages;
    TensorMime m_marked;
    QAction *m_mark, *m_map, *m_clear, *m_exclude, *m_include;
};

} // namespace tensorgraft
