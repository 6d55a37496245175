#pragma once

#include "model_io/core/error.h"
#include "ui/models/side.h"

#include <QElapsedTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QMenu;
class QPushButton;
class QShortcut;
class QStackedWidget;
class QToolButton;

namespace tensorgraft {

class ElidedLabel;
class MessageBar;
class OpeningView;
class Session;
class TensorFilterEdit;
class TensorTreeView;

/// One side of the window: the file's name and facts, the filter, the tree and its three layouts; a place to drop a file where none is open.
class ModelPane : public QWidget {
    Q_OBJECT

public:
    ModelPane(Session* session, Side side, QWidget* parent = nullptr);

    [[nodiscard]] TensorTreeView* view() const { return m_view; }
    [[nodiscard]] TensorFilterEdit* filterEdit() const { return m_filter; }
    /// Of the header: always there.
    [[nodiscard]] QToolButton* openButton() const { return m_open; }
    [[nodiscard]] MessageBar* messages() const { return m_messages; }
    /// What is shown of an opening that takes more than a moment; nullptr where there is none.
    [[nodiscard]] OpeningView* openingView() const;
    /// Of the empty target pane: Python that makes a target of names and shapes. Null in the source pane. To be filled.
    [[nodiscard]] QMenu* snippetMenu() const { return m_snippets; }
    /// Shows the offer to open the sample pair in the empty pane.
    void setSamplesOffered(bool offered);
    /// Files to be opened again with one click in the empty pane; the newest first.
    void setRecentFiles(const QStringList& files);

signals:
    void openRequested();
    void samplesRequested();
    void recentRequested(const QString& file);
    /// Files or folders, in their order.
    void filesDropped(const QStringList& files);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeEmptyPage();
    void updateContents();
    void updateOpening(bool opening, bool overModel);
    void updateFacts();
    QWidget* makeFilterRow(QWidget* parent);
    void applyFilter(const QString& text);
    void restoreTreeLayout();
    void updateEmptyIcon();

    Session* m_session;
    Side m_side;
    QLabel* m_title;
    ElidedLabel *m_fileName, *m_facts;
    QToolButton* m_open;
    TensorFilterEdit* m_filter;
    QButtonGroup* m_layouts;
    TensorTreeView* m_view;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    QLabel *m_emptyIcon, *m_emptyText;
    QLabel *m_samples = nullptr, *m_recent = nullptr;
    QStringList m_recentFiles;
    QPushButton* m_emptyButton;
    QPushButton* m_snippetButton = nullptr;
    QMenu* m_snippets = nullptr;
    OpeningView *m_openingTall = nullptr, *m_openingFlat = nullptr;
    QElapsedTimer m_openingSince;
    QShortcut* m_stopOpening;
    MessageBar* m_messages;
};

} // namespace tensorgraft
