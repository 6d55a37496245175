#pragma once

#include <QDialog>
#include <QTextBrowser>

class QLineEdit;
class QSplitter;
class QTreeWidget;
class QTreeWidgetItem;

namespace tensorgraft {

/// Shows Markdown with its pictures no wider than the window.
class GuideBrowser : public QTextBrowser {
    Q_OBJECT

public:
    explicit GuideBrowser(QWidget* parent = nullptr);
    void scrollToHeading(const QString& text);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void format();
    [[nodiscard]] int pictureWidth() const;
    int m_drawnWidth = 0;
};

/// The user guide inside the program: contents at the left, the page at the right.
class GuideWindow : public QDialog {
    Q_OBJECT

public:
    /// `language`: as translations name it, "" for English.
    GuideWindow(const QString& docs, const QString& language, QWidget* parent = nullptr);
    /// Takes the place of `other`, which was made in another language: the same page and heading.
    void continueFrom(const GuideWindow& other);
    [[nodiscard]] GuideBrowser* browser() const { return m_browser; }
    [[nodiscard]] QTreeWidget* contents() const { return m_contents; }

private:
    void open(const QTreeWidgetItem* item);
    void findNext();

    QTreeWidget* m_contents;
    GuideBrowser* m_browser;
    QLineEdit* m_find;
    QSplitter* m_splitter;
};

} // namespace tensorgraft
