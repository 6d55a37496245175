#include "tests/ui/e2e/window_driver.h"

#include "tests/ui/e2e/real_input.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/session.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transfer_dialog.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace tensorgraft::test {

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QString kerasSample(const char* folder)
{
    if (const auto samples = samplesDir())
        for (const auto& entry : std::filesystem::directory_iterator(*samples / "keras-h5" / folder))
            if (entry.path().extension() != ".json") // what is known about it
                return text(entry.path());
    return {};
}

std::unique_ptr<MainWindow> freshWindow()
{
    appSettings().clear();
    auto window = std::make_unique<MainWindow>();
    window->resize(1500, 950);
    window->move(20, 20);
    window->show();
    if (!QTest::qWaitForWindowActive(window.get(), 20'000))
        return nullptr;
    return window;
}

void waitChecked(const MainWindow& window)
{
    QTRY_VERIFY_WITH_TIMEOUT(window.session()->isChecked() && !window.session()->checkJob()->isRunning(), 30'000);
}

void openPair(MainWindow& window, const QString& source, const QString& target)
{
    window.openModel(Side::Source, source);
    window.openModel(Side::Target, target);
    QTRY_VERIFY2_WITH_TIMEOUT(window.session()->hasBoth(), qPrintable(window.pane(Side::Source)->messages()->text() + window.pane(Side::Target)->messages()->text()), 30'000);
    waitChecked(window);
}

QPoint rowOf(const MainWindow& window, Side side, const QModelIndex& sourceIndex)
{
    TensorTreeView* view = window.pane(side)->view();
    const QModelIndex index = view->revealNode(window.session()->tree(side)->nodeOf(sourceIndex));
    const QRect arrow = view->arrowRect(index); // which expands; the name stands at its right
    return view->viewport()->mapToGlobal(QPoint(qMin(arrow.right() + 40, view->visualRect(index).right() - 2), arrow.center().y()));
}

QPoint tensorRow(const MainWindow& window, Side side, const char* name)
{
    const auto index = window.session()->model(side)->find(name);
    return index ? rowOf(window, side, window.session()->tree(side)->indexOfTensor(*index)) : QPoint();
}

QPoint layerRow(const MainWindow& window, Side side, const char* tensorName)
{
    const auto index = window.session()->model(side)->find(tensorName);
    return index ? rowOf(window, side, window.session()->tree(side)->indexOfTensor(*index).parent()) : QPoint();
}

void clickTool(const MainWindow& window, const QString& text)
{
    for (QToolButton* button : window.findChildren<QToolButton*>())
        if (button->isVisible() && button->defaultAction() && button->defaultAction()->iconText() == text)
            return RealInput::click(RealInput::centre(button));
    QFAIL(qPrintable(text));
}

void transferTo(MainWindow& window, const std::filesystem::path& output, bool byReturn)
{
    clickTool(window, QStringLiteral("Transfer..."));
    TransferDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window.findChild<TransferDialog*>()) && dialog->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    RealInput::click(RealInput::centre(dialog->outputEdit()));
    RealInput::key(QStringLiteral("ctrl+a"));
    RealInput::type(text(output));
    QCOMPARE(dialog->outputEdit()->text(), text(output));
    QTRY_VERIFY(dialog->transferButton()->isEnabled());
    if (byReturn)
        RealInput::key(QStringLiteral("Return"));
    else
        RealInput::click(RealInput::centre(dialog->transferButton()));
    QTRY_VERIFY2_WITH_TIMEOUT(dialog->report().has_value(), qPrintable(dialog->findChild<MessageBar*>()->text()), 60'000);
    for (const TensorReport& tensor : dialog->report()->tensors)
        QVERIFY2(tensor.verified, tensor.target.c_str());
    RealInput::key(QStringLiteral("Return"));
    QTRY_VERIFY(window.findChildren<TransferDialog*>().isEmpty());
}

QPoint scopeRow(const MainWindow& window, Side side, const char* path)
{
    const TensorTreeModel* tree = window.session()->tree(side);
    for (std::uint32_t id = 1; id < tree->nodes().size(); ++id)
        if (!tree->nodes()[id].isTensor() && tree->nodes().path(id) == path)
            return rowOf(window, side, tree->indexOfNode(id));
    return {};
}

namespace {

void clickEntry(const QMenu& menu, QAction* entry)
{
    QVERIFY(entry && entry->isEnabled());
    QTRY_VERIFY(menu.isVisible());
    RealInput::click(menu.mapToGlobal(menu.actionGeometry(entry).center()));
}

QAction* entryOf(const QMenu& menu, const QString& name)
{
    for (QAction* action : menu.actions())
        if (action->data().toString() == name || action->text().remove(u'&') == name || (action->menu() && action->menu()->objectName() == name))
            return action;
    return nullptr;
}

} // namespace

void clickMenu(MainWindow& window, const QString& menu, const QString& submenu, const QString& entry)
{
    auto* top = window.findChild<QMenu*>(menu);
    QVERIFY(top);
    RealInput::click(window.menuBar()->mapToGlobal(window.menuBar()->actionGeometry(top->menuAction()).center()));
    if (submenu.isEmpty())
        return clickEntry(*top, entryOf(*top, entry));
    QAction* parent = entryOf(*top, submenu);
    clickEntry(*top, parent);
    QVERIFY(parent && parent->menu());
    QTRY_VERIFY(parent->menu()->isVisible());
    clickEntry(*parent->menu(), entryOf(*parent->menu(), entry));
}

void compareWithCommand(MainWindow& window, const TempDir& folder, const std::filesystem::path& written)
{
    const auto mapping = folder / "mapping.json", output = folder / ("command-" + written.filename().string());
    window.session()->saveMapping(mapping);
    QTRY_VERIFY(!window.session()->isSaving());
    const CommandResult result = run("'" + (binDir() / "tensorgraft").string() + "' run '" + mapping.string() + "' -o '" + output.string() + "'");
    QVERIFY2(result.exitCode == 0, result.output.c_str());
    QVERIFY(readFile(output).size() > 0);
    QVERIFY2(readFile(output) == readFile(written), "the window and the command wrote different files");
}

} // namespace tensorgraft::test
