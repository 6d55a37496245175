// Every widget that a person can work with has a name for screen readers and a way to it by keyboard; menus have no two
// entries on one letter; a tour by Tab comes around.
#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/translations.h"
#include "ui/window/alike_dialog.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/guide_files.h"
#include "ui/window/guide_window.h"
#include "ui/window/import_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/text_dialog.h"
#include "ui/window/transfer_dialog.h"
#include "ui/window/transform_choice_dialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QTextEdit>
#include <QToolBar>
#include <QToolButton>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

bool isInteractive(const QWidget* w)
{
    return qobject_cast<const QAbstractButton*>(w) || qobject_cast<const QLineEdit*>(w) || qobject_cast<const QComboBox*>(w) ||
           qobject_cast<const QAbstractSpinBox*>(w) || (qobject_cast<const QAbstractItemView*>(w) && !qobject_cast<const QHeaderView*>(w)) ||
           qobject_cast<const QTextEdit*>(w) || qobject_cast<const QPlainTextEdit*>(w) ||
           (qobject_cast<const QAbstractSlider*>(w) && !qobject_cast<const QScrollBar*>(w));
}

/// Parts that Qt makes inside its own widgets: those speak for them.
bool isPart(const QWidget* w)
{
    const QWidget* parent = w->parentWidget();
    if (!parent || w->objectName().startsWith(QStringLiteral("qt_")))
        return true;
    return qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QTabBar*>(parent) || qobject_cast<const QMenuBar*>(parent) || w->inherits("QComboBoxListView") ||
           w->inherits("QTableCornerButton") || (parent->parentWidget() && qobject_cast<const QAbstractItemView*>(parent->parentWidget()));
}

QString describe(const QWidget* w)
{
    QStringList chain;
    for (const QWidget* up = w; up && chain.size() < 5; up = up->parentWidget())
        chain += QString::fromLatin1(up->metaObject()->className()) + (up->objectName().isEmpty() ? QString() : u'#' + up->objectName());
    return chain.join(QStringLiteral(" < "));
}

QStringList faults(const QWidget* root)
{
    QStringList found;
    const auto all = root->findChildren<QWidget*>();
    for (QWidget* w : all) {
        if (!isInteractive(w) || isPart(w))
            continue;
        QAccessibleInterface* access = QAccessible::queryAccessibleInterface(w);
        if (!access || access->text(QAccessible::Name).trimmed().isEmpty())
            found += QStringLiteral("no name: ") + describe(w);
        // Buttons of tool bars are reached through the menu that has the same action.
        const bool inBar = qobject_cast<const QToolBar*>(w->parentWidget()) && qobject_cast<const QToolButton*>(w);
        if (w->focusPolicy() == Qt::NoFocus && !inBar)
            found += QStringLiteral("no focus: ") + describe(w);
    }
    return found;
}

void checkMnemonics(const QList<QAction*>& actions, const QString& where, QStringList& clashes)
{
    QHash<QString, QString> taken;
    for (const QAction* action : actions) {
        if (action->menu())
            checkMnemonics(action->menu()->actions(), where + u'/' + action->text(), clashes);
        const QString key = QKeySequence::mnemonic(action->text()).toString();
        if (key.isEmpty() || action->isSeparator())
            continue;
        if (taken.contains(key))
            clashes += QStringLiteral("%1: %2 and %3").arg(where, taken[key], action->text());
        taken.insert(key, action->text());
    }
}

} // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }
    void cleanup() { installTranslations(QLocale(QLocale::English)); }

    void theTestSeesWhatIsMissing()
    {
        QWidget host;
        auto* edit = new QLineEdit(&host);
        auto* button = new QToolButton(&host);
        button->setFocusPolicy(Qt::NoFocus);
        QCOMPARE(faults(&host).size(), qsizetype(3));
        edit->setAccessibleName(QStringLiteral("name"));
        button->setText(QStringLiteral("text"));
        button->setFocusPolicy(Qt::TabFocus);
        QCOMPARE(faults(&host), QStringList());
    }

    void theWindow()
    {
        MainWindow window;
        window.show();
        QCOMPARE(faults(&window), QStringList()); // empty
        window.session()->setModel(Side::Source, kerasNet());
        window.session()->setModel(Side::Target, torchNet());
        window.session()->autoMatch();
        QTRY_VERIFY(!window.session()->rows().empty() && window.session()->isChecked());
        QCOMPARE(faults(&window), QStringList());
    }

    void theDialogs()
    {
        MainWindow window;
        window.show();
        window.session()->setModel(Side::Source, kerasNet());
        window.session()->setModel(Side::Target, torchNet());
        window.session()->autoMatch();
        QTRY_VERIFY(!window.session()->rows().empty() && window.session()->isChecked());
        window.showNotRestored();
        window.showOverview(Side::Source);
        window.showSettings();
        window.showShortcuts();
        window.showGuide();
        window.importMapping();
        window.openTransfer();
        window.compareFiles();
        TextDialog::open(QStringLiteral("Title"), QStringLiteral("Intro"), QStringLiteral("Text"), &window);
        (new AlikeDialog(window.session(), {{{0}, 0, {}}}, {{{1}, 1, {}}}, &window))->show();
        const TensorRef target{window.session()->model(Side::Target), 0};
        (new TransformChoiceDialog({{window.session()->model(Side::Source), 0}}, target, {"identity", "transpose(1,0)"}, "identity", &window))->show();
        const auto dialogs = window.findChildren<QDialog*>();
        QVERIFY(dialogs.size() >= 11);
        for (const QDialog* dialog : dialogs) {
            QVERIFY2(!dialog->windowTitle().isEmpty(), dialog->metaObject()->className());
            QVERIFY2(faults(dialog).isEmpty(), qPrintable(faults(dialog).join(u'\n')));
        }
        for (QDialog* dialog : dialogs)
            dialog->close();
    }

    void treesAreTrees()
    {
        MainWindow window;
        window.show();
        window.session()->setModel(Side::Source, kerasNet());
        TensorTreeView* view = window.pane(Side::Source)->view();
        view->collapseAll();
        QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(view);
        QCOMPARE(tree->role(), QAccessible::Tree);
        QVERIFY(!tree->text(QAccessible::Name).isEmpty());
        QAccessibleTableInterface* table = tree->tableInterface();
        QCOMPARE(table->rowCount(), view->model()->rowCount());
        QAccessibleInterface* scope = table->cellAt(0, 0);
        QCOMPARE(scope->role(), QAccessible::TreeItem);
        QVERIFY(scope->text(QAccessible::Name).contains(view->model()->index(0, 0).data().toString()));
        QCOMPARE(scope->text(QAccessible::Description), QStringLiteral("level 1"));
        QVERIFY(scope->state().expandable && scope->state().collapsed && !scope->state().expanded);
        QCOMPARE(tree->child(tree->indexOfChild(scope)), scope);
        QCOMPARE(scope->parent(), tree);
        QCOMPARE(tree->childAt(scope->rect().center().x(), scope->rect().center().y()), scope);

        // A reader expands it; the same cell goes on standing for the same row.
        QAccessibleInterface* second = table->cellAt(1, 0);
        const QString secondName = second->text(QAccessible::Name);
        scope->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(view->isExpanded(view->model()->index(0, 0)));
        QVERIFY(scope->state().expanded && !scope->state().collapsed);
        QVERIFY(second->isValid());
        QCOMPARE(second->text(QAccessible::Name), secondName);
        QVERIFY(second->tableCellInterface()->rowIndex() > 1);
        QCOMPARE(table->cellAt(1, 0)->text(QAccessible::Description), QStringLiteral("level 2"));
        QAccessibleInterface* leaf = table->cellAt(view->model()->rowCount() - 1, 0);
        QVERIFY(leaf->role() == QAccessible::TreeItem && (leaf->state().expandable || !leaf->state().collapsed));
        QCOMPARE(table->cellAt(0, TensorTreeModel::ShapeColumn)->role(), QAccessible::Cell);
        QCOMPARE(scope->tableCellInterface()->columnHeaderCells().size(), qsizetype(1));
        QCOMPARE(scope->tableCellInterface()->columnHeaderCells().front()->text(QAccessible::Name), table->columnDescription(0));

        // The row with the focus is the item that readers are told of.
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        view->setFocus();
        view->setCurrentIndex(view->model()->index(1, 0));
        QCOMPARE(tree->focusChild(), table->cellAt(1, 0));
        QVERIFY(tree->focusChild()->state().focused && tree->focusChild()->state().selected);
        QCOMPARE(table->selectedRows(), QList<int>{1});

        // Another model: cells of the old one are gone.
        window.session()->setModel(Side::Source, torchNet());
        QCOMPARE(QAccessible::queryAccessibleInterface(view), tree);
        QVERIFY(table->cellAt(0, 0)->text(QAccessible::Name).contains(view->model()->index(0, 0).data().toString()));
    }

    void treesOfAMillionCostLittle()
    {
        std::vector<FakeModel::Tensor> tensors(1000000);
        for (std::size_t i = 0; i < tensors.size(); ++i)
            tensors[i] = {"block" + std::to_string(i / 4) + "/w" + std::to_string(i % 4), {4}};
        MainWindow window;
        window.show();
        window.session()->setModel(Side::Source, FakeModel::make("million", std::move(tensors)));
        TensorTreeView* view = window.pane(Side::Source)->view();
        view->rowsModel()->waitForArranged();
        view->expandAll();
        QAccessibleTableInterface* table = QAccessible::queryAccessibleInterface(view)->tableInterface();
        QTRY_COMPARE(table->rowCount(), 1250000);
        view->selectAll();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(table->selectedRowCount(), 1250000);
        QVERIFY(table->selectedCells().size() < 1000);
        for (int row = 0; row < 1250000; row += 125) // 10,000 of them
            QVERIFY(!table->cellAt(row, 0)->text(QAccessible::Name).isEmpty());
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void menusHaveNoClashes_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::newRow("en") << QLocale(QLocale::English);
        QTest::newRow("zh_CN") << QLocale(QLocale::Chinese, QLocale::China);
    }
    void menusHaveNoClashes()
    {
        QFETCH(QLocale, locale);
        installTranslations(locale);
        MainWindow window;
        QStringList clashes;
        checkMnemonics(window.menuBar()->actions(), QStringLiteral("bar"), clashes);
        QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(u'\n')));
        // Everything in the tool bar is in a menu, where keys reach it.
        QSet<QAction*> inMenus;
        const auto menus = window.findChildren<QMenu*>();
        for (const QMenu* menu : menus)
            for (QAction* action : menu->actions())
                inMenus += action;
        for (const QAction* action : window.findChild<QToolBar*>(QStringLiteral("tools"))->actions())
            QVERIFY2(action->isSeparator() || inMenus.contains(const_cast<QAction*>(action)), qPrintable(action->text()));
    }

    void shortcutsHaveNoClashes()
    {
        MainWindow window;
        QHash<QKeySequence, QString> taken;
        const auto actions = window.findChildren<QAction*>();
        for (const QAction* action : actions)
            for (const QKeySequence& key : action->shortcuts()) {
                if (action->shortcutContext() != Qt::WindowShortcut || key.isEmpty())
                    continue;
                QVERIFY2(!taken.contains(key) || taken[key] == action->text(), qPrintable(key.toString() + u' ' + taken[key] + u' ' + action->text()));
                taken.insert(key, action->text());
            }
    }

    void tabComesAround()
    {
        MainWindow window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.session()->setModel(Side::Source, kerasNet());
        window.session()->setModel(Side::Target, torchNet());
        QSet<QWidget*> seen;
        QWidget* first = nullptr;
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_Tab);
            QWidget* at = QApplication::focusWidget();
            if (!at)
                continue;
            if (!first)
                first = at;
            else if (at == first && seen.size() > 1)
                break;
            seen += at;
        }
        QVERIFY2(seen.size() >= 8, qPrintable(QString::number(seen.size()))); // filters, trees, tabs, table, inspector
        for (QWidget* at : seen)
            QVERIFY(at->isVisible());
    }
};

QTEST_MAIN(AccessibilityTest)
#include "tst_accessibility.moc"
