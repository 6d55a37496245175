#include "ui/window/guide_window.h"

#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/row_delegate.h"
#include "ui/theme/spacing.h"
#include "ui/window/guide_files.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QHeaderView>
#include <QImageReader>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextFragment>
#include <QTextTable>
#include <QToolBar>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

enum Role { FileRole = Qt::UserRole, HeadingRole };

/// The picture of a dark window where one was taken: NAME-dark.png beside NAME.png.
QString pictureFor(const QString& file, bool dark)
{
    const QFileInfo light(file);
    const QString other = light.dir().filePath(light.completeBaseName() + QStringLiteral("-dark.") + light.suffix());
    return dark && QFile::exists(other) ? other : file;
}

/// Columns of short words keep them whole, the others share what is left.
QList<QTextLength> columnWidths(const QTextTable& table, qreal padding)
{
    QFont bold = table.document()->defaultFont();
    bold.setBold(true); // as headers are
    const QFontMetricsF metrics(bold);
    QList<QTextLength> widths;
    for (int column = 0; column < table.columns(); ++column) {
        qreal widest = 0;
        for (int row = 0; row < table.rows(); ++row)
            widest = std::max(widest, metrics.horizontalAdvance(table.cellAt(row, column).firstCursorPosition().block().text()));
        widths += widest <= 6 * metrics.height() ? QTextLength(QTextLength::FixedLength, widest + 2 * padding + 2) : QTextLength();
    }
    return widths;
}

} // namespace

GuideBrowser::GuideBrowser(QWidget* parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // code too: a page does not scroll sideways
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that pictures know their width beforehand
    setAccessibleName(tr("Page of the guide"));
    document()->setDocumentMargin(ems(this, 1));
    connect(this, &QTextBrowser::sourceChanged, this, &GuideBrowser::format); // before the place on a page that was left is returned to
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        const QUrl to = source().resolved(url);
        if (to.isLocalFile() && to.path().endsWith(QStringLiteral(".md"))) {
            setSource(QUrl::fromLocalFile(to.toLocalFile()));
            if (to.hasFragment())
                scrollToHeading(to.fragment().replace(u'-', u' '));
        } else if (url.path().isEmpty() && url.hasFragment()) {
            scrollToHeading(url.fragment().replace(u'-', u' '));
        } else if (!to.isLocalFile()) {
            QDesktopServices::openUrl(to);
        }
    });
}

int GuideBrowser::pictureWidth() const { return std::max(ems(this, 12), viewport()->width() - 2 * ems(this, 1.2)); }

QVariant GuideBrowser::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    const QUrl url = source().resolved(name);
    if (!url.isLocalFile()) // nothing is fetched from elsewhere
        return {};
    QImage picture = QImageReader(pictureFor(url.toLocalFile(), isDark(palette()))).read();
    if (picture.isNull())
        return {};
    const int width = std::min(pictureWidth(), picture.width());
    picture = picture.scaledToWidth(std::max(1, static_cast<int>(width * devicePixelRatioF())), Qt::SmoothTransformation);
    picture.setDevicePixelRatio(devicePixelRatioF());
    return picture;
}

void GuideBrowser::format()
{
    m_drawnWidth = pictureWidth();
    for (QTextFrame* frame : document()->rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorder(1);
            format.setBorderBrush(faintLine(palette()));
            format.setCellSpacing(0);
            format.setCellPadding(ems(this, 0.3));
            format.setTopMargin(ems(this, 0.3));
            format.setBottomMargin(ems(this, 0.8));
            format.setColumnWidthConstraints(columnWidths(*table, format.cellPadding()));
            table->setFormat(format);
        }
    // Code stands out: a fixed font on a ground of its own.
    const QColor ground = palette().color(QPalette::AlternateBase);
    const QString fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    QTextCursor cursor(document());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const bool isCode = block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) || block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
        cursor.setPosition(block.position());
        QTextBlockFormat format;
        if (isCode) {
            format.setBackground(ground);
            format.setNonBreakableLines(false);
        } else if (block.textList() == nullptr && block.blockFormat().headingLevel() == 0) {
            format.setLineHeight(118, QTextBlockFormat::ProportionalHeight);
        } else if (block.blockFormat().headingLevel() > 1) {
            format.setTopMargin(ems(this, 1.4));
        }
        cursor.mergeBlockFormat(format);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (!fragment.charFormat().fontFixedPitch())
                continue;
            QTextCursor part(document());
            part.setPosition(fragment.position());
            part.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat code;
            code.setFontFamilies({fixed});
            if (!isCode)
                code.setBackground(ground);
            part.mergeCharFormat(code);
        }
    }
}

void GuideBrowser::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    if (source().isEmpty() || std::abs(pictureWidth() - m_drawnWidth) < ems(this, 2))
        return;
    const int place = verticalScrollBar()->value();
    reload();
    verticalScrollBar()->setValue(place);
}

void GuideBrowser::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && !source().isEmpty())
        reload();
}

void GuideBrowser::scrollToHeading(const QString& text)
{
    const auto letters = [](QString name) {
        name.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
        return name.toLower();
    };
    const QString wanted = letters(text);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        if (block.blockFormat().headingLevel() > 0 && letters(block.text()) == wanted) {
            setTextCursor(QTextCursor(block));
            verticalScrollBar()->setValue(static_cast<int>(document()->documentLayout()->blockBoundingRect(block).top()));
            return;
        }
}

GuideWindow::GuideWindow(const QString& docs, const QString& language, QWidget* parent)
    : QDialog(parent, Qt::Window), m_contents(new QTreeWidget(this)), m_browser(new GuideBrowser(this)), m_find(new QLineEdit(this))
{
    setWindowTitle(tr("User guide"));
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.4, 0.3);
    auto* bar = new QToolBar(this);
    bar->setIconSize(QSize(textIconExtent(this), textIconExtent(this)));
    QAction* back = bar->addAction(themedIcon(QStringLiteral("previous")), tr("Back"), m_browser, &QTextBrowser::backward);
    back->setShortcut(QKeySequence::Back);
    QAction* forward = bar->addAction(themedIcon(QStringLiteral("next")), tr("Forward"), m_browser, &QTextBrowser::forward);
    forward->setShortcut(QKeySequence::Forward);
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QAction::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QAction::setEnabled);
    bar->addSeparator();
    m_find->setPlaceholderText(tr("Find on this page"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->setClearButtonEnabled(true);
    m_find->setMaximumWidth(ems(this, 16));
    m_find->addAction(themedIcon(QStringLiteral("find")), QLineEdit::LeadingPosition);
    bar->addWidget(m_find);
    for (QAction* action : {back, forward})
        if (QWidget* button = bar->widgetForAction(action))
            button->setFocusPolicy(Qt::TabFocus);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    addAction(find);
    connect(find, &QAction::triggered, m_find, [this] { m_find->setFocus(Qt::ShortcutFocusReason); });
    connect(m_find, &QLineEdit::returnPressed, this, &GuideWindow::findNext);

    m_contents->setHeaderHidden(true);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setUniformRowHeights(true);
    m_contents->setItemDelegate(new RowDelegate(m_contents));
    const QList<GuidePage> pages = guidePages(docs, language);
    for (const GuidePage& page : pages) {
        auto* item = new QTreeWidgetItem(m_contents, {page.title});
        item->setData(0, FileRole, page.file);
        item->setToolTip(0, page.title);
        for (const GuidePage::Heading& heading : page.headings) {
            auto* below = new QTreeWidgetItem(item, {heading.text});
            below->setData(0, FileRole, page.file);
            below->setData(0, HeadingRole, heading.text);
            below->setToolTip(0, heading.text);
        }
    }
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_contents);
    m_splitter->addWidget(m_browser);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(bar);
    layout->addWidget(m_splitter, 1);
    resize(ems(this, 72), ems(this, 48));
    m_splitter->setSizes({ems(this, 18), ems(this, 54)});

    connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) { open(item); });
    connect(m_contents, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) { open(item); }); // the current one, after scrolling
    connect(m_browser, &QTextBrowser::sourceChanged, this, [this](const QUrl& url) {
        for (int i = 0; i < m_contents->topLevelItemCount(); ++i) { // a link was followed: the contents follow
            QTreeWidgetItem* item = m_contents->topLevelItem(i);
            // The same page in another language has the same place.
            if (QFileInfo(item->data(0, FileRole).toString()).fileName() != QFileInfo(url.toLocalFile()).fileName())
                continue;
            item->setExpanded(true);
            const QTreeWidgetItem* current = m_contents->currentItem();
            if (current != item && (!current || current->parent() != item)) {
                const QSignalBlocker quiet(m_contents);
                m_contents->setCurrentItem(item);
            }
        }
    });
    if (pages.isEmpty())
        m_browser->setPlainText(tr("The guide is not installed."));
    else
        m_contents->setCurrentItem(m_contents->topLevelItem(0));
    m_contents->setFocus();
}

void GuideWindow::open(const QTreeWidgetItem* item)
{
    if (!item)
        return;
    const QUrl url = QUrl::fromLocalFile(item->data(0, FileRole).toString());
    if (m_browser->source() != url)
        m_browser->setSource(url);
    if (const QString heading = item->data(0, HeadingRole).toString(); !heading.isEmpty())
        m_browser->scrollToHeading(heading);
    else
        m_browser->verticalScrollBar()->setValue(0);
}

void GuideWindow::continueFrom(const GuideWindow& other)
{
    restoreGeometry(other.saveGeometry());
    m_splitter->restoreState(other.m_splitter->saveState());
    m_find->setText(other.m_find->text());
    const QTreeWidgetItem* current = other.m_contents->currentItem();
    if (!current)
        return;
    // Pages and headings are translated, but they stand in the same order.
    const QTreeWidgetItem* page = current->parent() ? current->parent() : current;
    QTreeWidgetItem* to = m_contents->topLevelItem(other.m_contents->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(page)));
    if (!to)
        return;
    QTreeWidgetItem* heading = current->parent() ? to->child(page->indexOfChild(const_cast<QTreeWidgetItem*>(current))) : nullptr;
    m_contents->setCurrentItem(heading ? heading : to);
    const QScrollBar *from = other.m_browser->verticalScrollBar(), *bar = m_browser->verticalScrollBar();
    if (from->maximum() > 0)
        m_browser->verticalScrollBar()->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * from->value() / from->maximum()));
}

void GuideWindow::findNext()
{
    if (m_find->text().isEmpty() || m_browser->find(m_find->text()))
        return;
    m_browser->moveCursor(QTextCursor::Start); // from the top again
    m_browser->find(m_find->text());
}

} // namespace tensorgraft
