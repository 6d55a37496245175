#include "tests/ui/clipped_text.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocument>
#include <QToolBar>
#include <QToolButton>

namespace tensorgraft::test {
namespace {

/// Rounding of scaled fonts.
constexpr int tolerance = 2;

QString plain(QString text)
{
    if (Qt::mightBeRichText(text)) {
        QTextDocument document;
        document.setHtml(text);
        return document.toPlainText();
    }
    return text.remove(u'&');
}

bool fits(const QLabel& label)
{
    if (label.wordWrap())
        return label.heightForWidth(label.width()) <= label.height() + tolerance;
    const QSize needed = label.sizeHint();
    return needed.width() <= label.width() + tolerance && needed.height() <= label.height() + tolerance;
}

bool fits(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    const int icon = box.itemIcon(box.currentIndex()).isNull() ? 0 : box.iconSize().width() + 4;
    // What is painted: a full-width bracket advances by more than its ink.
    return box.fontMetrics().boundingRect(box.currentText()).right() + icon <= field.width() + tolerance;
}

class Walk {
public:
    explicit Walk(QStringList& found) : m_found(found) {}

    void look(const QWidget* widget)
    {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty())
            return;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            const bool elides = label->metaObject()->className() == QByteArrayView("tensorgraft::ElidedLabel");
            if (!elides && !label->text().isEmpty() && !fits(*label))
                report(widget, plain(label->text()));
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            if (!button->text().isEmpty() && button->sizeHint().width() > button->width() + tolerance)
                report(widget, plain(button->text()));
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            if (!box->isEditable() && !fits(*box))
                report(widget, box->currentText());
        } else if (const auto* group = qobject_cast<const QGroupBox*>(widget)) {
            if (group->fontMetrics().horizontalAdvance(plain(group->title())) > group->width())
                report(widget, group->title());
        } else if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
            if (edit->text().isEmpty() && edit->fontMetrics().horizontalAdvance(edit->placeholderText()) > edit->width())
                report(widget, edit->placeholderText());
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            lookAtTabs(*tabs);
        } else if (const auto* header = qobject_cast<const QHeaderView*>(widget)) {
            lookAtHeader(*header);
        } else if (const auto* menus = qobject_cast<const QMenuBar*>(widget)) {
            if (const auto* more = menus->findChild<QToolButton*>(QStringLiteral("qt_menubar_ext_button")); more && more->isVisible())
                report(widget, QStringLiteral("menus are hidden"));
        } else if (const auto* bar = qobject_cast<const QToolBar*>(widget)) {
            if (const auto* more = bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button")); more && more->isVisible())
                report(widget, QStringLiteral("buttons are hidden"));
        }
    }

private:
    void lookAtTabs(const QTabBar& tabs)
    {
        // These measure their small captions themselves and show icons alone where the captions do not fit.
        const bool captions = tabs.parentWidget() && tabs.parentWidget()->metaObject()->className() == QByteArrayView("tensorgraft::PageTabs");
        int total = 0;
        for (int i = 0; i < tabs.count(); ++i) {
            if (!tabs.isTabVisible(i))
                continue;
            const int width = tabs.tabRect(i).width();
            total += width;
            if (!captions && tabs.fontMetrics().horizontalAdvance(plain(tabs.tabText(i))) > width)
                report(&tabs, tabs.tabText(i));
        }
        if (total > tabs.width() + tolerance)
            report(&tabs, QStringLiteral("tabs are hidden"));
    }

    void lookAtHeader(const QHeaderView& header)
    {
        if (header.orientation() != Qt::Horizontal || !header.model())
            return;
        for (int i = 0; i < header.count(); ++i) {
            const QString title = header.model()->headerData(i, Qt::Horizontal).toString();
            if (!header.isSectionHidden(i) && header.fontMetrics().horizontalAdvance(title) > header.sectionSize(i))
                report(&header, title);
        }
    }

    void report(const QWidget* widget, const QString& text)
    {
        QString path;
        for (const QWidget* at = widget; at; at = at->isWindow() ? nullptr : at->parentWidget()) {
            const QString name = at->objectName();
            const QString part = QString::fromLatin1(at->metaObject()->className()).remove(QStringLiteral("tensorgraft::")) +
                                 (name.isEmpty() || name.startsWith(QStringLiteral("qt_")) ? QString() : u'#' + name);
            path = path.isEmpty() ? part : part + u'/' + path;
        }
        m_found += QStringLiteral("'%1' (%2 px, wants %3) in %4").arg(text).arg(widget->width()).arg(widget->sizeHint().width()).arg(path);
    }

    QStringList& m_found;
};

} // namespace

QStringList clippedTexts(const QWidget* root)
{
    QStringList found;
    Walk walk(found);
    walk.look(root);
    for (const QWidget* child : root->findChildren<QWidget*>())
        walk.look(child);
    return found;
}

} // namespace tensorgraft::test
