#include "ui/window/shortcut_sheet.h"

#include "ui/theme/icons.h"
#include "ui/theme/plain_buttons.h"
#include "ui/theme/row_delegate.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

/// "&Open source..." and "打开(&O)..." without the marks that make them menu texts.
QString plainText(const QString& text)
{
    QString plain = text;
    static const QString mnemonicAtEnd = QStringLiteral("(&");
    if (const qsizetype at = plain.indexOf(mnemonicAtEnd); at >= 0 && at + 3 < plain.size() && plain[at + 3] == u')')
        plain.remove(at, 4);
    plain.remove(u'&');
    for (const QString& dots : {QStringLiteral("..."), QString(QChar(0x2026))})
        if (plain.endsWith(dots))
            plain.chop(dots.size());
    return plain;
}

void addActions(QList<ShortcutLine>& lines, const QString& group, const QList<QAction*>& actions)
{
    for (const QAction* action : actions) {
        if (action->menu()) {
            addActions(lines, group, action->menu()->actions());
            continue;
        }
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys += key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            lines += {group, plainText(action->text()), keys.join(QStringLiteral(", "))};
    }
}

} // namespace

QList<ShortcutLine> shortcutLines(const QMenuBar* menus)
{
    QList<ShortcutLine> lines;
    for (const QAction* action : menus->actions())
        if (action->menu())
            addActions(lines, plainText(action->text()), action->menu()->actions());
    const auto key = [](const char* text) { return QKeySequence(QString::fromLatin1(text)).toString(QKeySequence::NativeText); };
    const QString trees = ShortcutSheet::tr("Trees and tables"), window = ShortcutSheet::tr("Window");
    lines += {trees, ShortcutSheet::tr("Map the selection of both trees"), key("Return")};
    lines += {trees, ShortcutSheet::tr("Expand, collapse"), key("Right") + QStringLiteral(", ") + key("Left")};
    lines += {trees, ShortcutSheet::tr("Expand everything below"), QStringLiteral("*")};
    lines += {trees, ShortcutSheet::tr("Go to the row that begins with"), ShortcutSheet::tr("letters")};
    lines += {trees, ShortcutSheet::tr("Take the marks away"), key("Esc")};
    lines += {trees, ShortcutSheet::tr("Show what a filter may say"), key("Ctrl+Space")};
    lines += {trees, ShortcutSheet::tr("Add a row, or a rule"), key("Ins")};
    lines += {trees, ShortcutSheet::tr("Edit a cell of an entry or a rule"), key("F2")};
    lines += {trees, ShortcutSheet::tr("Remove the rows that are selected"), key("Del")};
    lines += {trees, ShortcutSheet::tr("Copy, paste rows of the mapping"), key("Ctrl+C") + QStringLiteral(", ") + key("Ctrl+V")};
    lines += {trees, ShortcutSheet::tr("Move a rule up, down"), key("Ctrl+Up") + QStringLiteral(", ") + key("Ctrl+Down")};
    const QString plots = ShortcutSheet::tr("Pictures and plots");
    lines += {plots, ShortcutSheet::tr("Zoom in, zoom out, show everything"), QStringLiteral("+, -, 0")};
    lines += {plots, ShortcutSheet::tr("From filter to filter, from cell to cell, or move what is seen"), ShortcutSheet::tr("arrow keys")};
    lines += {plots, ShortcutSheet::tr("Into a filter, to its weights; out again"), key("Return") + QStringLiteral(", ") + key("Esc")};
    lines += {plots, ShortcutSheet::tr("A screen of filters up, down"), key("PgUp") + QStringLiteral(", ") + key("PgDown")};
    lines += {plots, ShortcutSheet::tr("Step through the depth of a kernel"), ShortcutSheet::tr("comma, full stop, Shift+wheel")};
    lines += {plots, ShortcutSheet::tr("Copy the picture"), key("Ctrl+C")};
    lines += {plots, ShortcutSheet::tr("Copy the value that the keys are on"), key("Ctrl+Shift+C")};
    lines += {window, ShortcutSheet::tr("To the mapping, the check, the rules, the history"), key("Ctrl+1") + QStringLiteral(" \u2026 ") + key("Ctrl+4")};
    lines += {window, ShortcutSheet::tr("Next, previous tab"), key("Ctrl+PgDown") + QStringLiteral(", ") + key("Ctrl+PgUp")};
    lines += {window, ShortcutSheet::tr("Menu"), key("F10")};
    return lines;
}

ShortcutSheet::ShortcutSheet(const QList<ShortcutLine>& lines, QWidget* parent) : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.6, 0.5);
    m_search->setPlaceholderText(tr("Search for a command or a key"));
    m_search->setAccessibleName(tr("Search the shortcuts"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("find")), QLineEdit::LeadingPosition);
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    QTreeWidgetItem* group = nullptr;
    for (const ShortcutLine& line : lines) {
        if (!group || group->text(0) != line.group) {
            group = new QTreeWidgetItem(m_list, {line.group});
            QFont bold = font();
            bold.setBold(true);
            group->setFont(0, bold);
            group->setFlags(Qt::ItemIsEnabled);
        }
        auto* item = new QTreeWidgetItem(group, {line.command, line.keys});
        item->setData(0, Qt::AccessibleTextRole, QStringLiteral("%1: %2").arg(line.command, line.keys));
    }
    m_list->expandAll();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    makePlain(buttons);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(ems(this, 30), ems(this, 36));
}

void ShortcutSheet::filter(const QString& text)
{
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_list->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const bool matches = item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!matches);
            any |= matches;
        }
        group->setHidden(!any);
    }
}

} // namespace tensorgraft
