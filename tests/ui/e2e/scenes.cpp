#include "tests/ui/e2e/scenes.h"

#include "tests/ui/e2e/window_driver.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/session.h"
#include "ui/window/alike_dialog.h"
#include "ui/window/check_panel.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/guide_window.h"
#include "ui/window/import_dialog.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/rules_panel.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transfer_dialog.h"
#include "ui/window/transform_choice_dialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>

namespace tensorgraft::test {
namespace {

bool matched(MainWindow& window)
{
    window.session()->autoMatch();
    return QTest::qWaitFor([&] { return window.session()->rows().size() > 10 && window.session()->isChecked() && !window.session()->checkJob()->isRunning(); }, 20'000);
}

/// The sample pair after Auto-match, with the first convolution selected.
bool prepared(MainWindow& window)
{
    if (!matched(window))
        return false;
    const auto target = window.session()->model(Side::Target)->find("conv1.weight");
    if (!target)
        return false;
    window.mappingPanel()->selectTarget(*target);
    return QTest::qWaitFor([&] { return window.mappingPanel()->selectedRows().size() == 1; }, 5'000);
}

bool selectSource(MainWindow& window, const char* name)
{
    const auto index = window.session()->model(Side::Source)->find(name);
    if (index)
        window.pane(Side::Source)->view()->revealTensor(*index);
    return index.has_value();
}

bool showPage(MainWindow& window, const char* page)
{
    auto* tabs = window.inspector()->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"));
    auto* widget = window.inspector()->findChild<QWidget*>(QString::fromLatin1(page));
    if (!tabs || !widget)
        return false;
    tabs->setCurrentWidget(widget);
    return tabs->currentWidget() == widget;
}

/// The window with one page of the inspector, at a convolution of the source.
Scene inspectorScene(const char* name, const char* page, const char* tensor)
{
    return {name, [page, tensor](MainWindow& window) -> QWidget* {
                return prepared(window) && selectSource(window, tensor) && showPage(window, page) ? &window : nullptr;
            }};
}

QWidget* transferSetup(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    window.openTransfer();
    auto* dialog = window.findChild<TransferDialog*>();
    return dialog && QTest::qWaitForWindowExposed(dialog) && QTest::qWaitFor([&] { return dialog->transferButton()->isEnabled(); }, 5'000) ? dialog : nullptr;
}

QWidget* transferResult(MainWindow& window)
{
    auto* dialog = qobject_cast<TransferDialog*>(transferSetup(window));
    if (!dialog)
        return nullptr;
    const QString output = dialog->outputEdit()->text(); // beside the target
    QFile::remove(output);
    if (!QTest::qWaitFor([&] { return dialog->transferButton()->isEnabled(); }, 5'000))
        return nullptr;
    dialog->transferButton()->click();
    const bool done = QTest::qWaitFor([&] { return dialog->report().has_value(); }, 30'000);
    QFile::remove(output);
    return done ? dialog : nullptr;
}

QWidget* notRestored(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    window.showNotRestored();
    auto* dialog = window.findChild<NotRestoredDialog*>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

/// A dialog that the window has just opened.
template <typename Dialog>
QWidget* shown(const MainWindow& window)
{
    auto* dialog = window.findChild<Dialog*>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QWidget* rules(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    window.session()->foldRules();
    auto* panel = window.findChild<RulesPanel*>();
    if (!panel || !QTest::qWaitFor([&] { return !window.session()->document().rules.empty() && window.session()->isChecked(); }, 10'000))
        return nullptr;
    window.lowerTabs()->setCurrentWidget(panel);
    return &window;
}

/// Pictures beside the names, and one side filtered.
QWidget* trees(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    for (const Side side : {Side::Source, Side::Target})
        window.pane(side)->view()->setThumbnailsShown(true);
    window.pane(Side::Target)->filterEdit()->setText(QStringLiteral("weight state:mapped,warning"));
    return QTest::qWaitFor([&] { return window.pane(Side::Target)->view()->model()->rowCount() < 14; }, 5'000) ? &window : nullptr;
}

QWidget* overview(MainWindow& window)
{
    window.showOverview(Side::Source);
    return shown<OverviewDialog>(window);
}

QWidget* compareFiles(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    auto* dialog = new CompareFilesDialog(window.session(), &window);
    dialog->show();
    return shown<CompareFilesDialog>(window);
}

QWidget* chooseTransform(MainWindow& window)
{
    if (!prepared(window))
        return nullptr;
    window.mappingPanel()->chooseTransform();
    return shown<TransformChoiceDialog>(window);
}

/// After one convolution was mapped by hand.
QWidget* alike(MainWindow& window)
{
    const auto& source = *window.session()->model(Side::Source);
    const auto& target = *window.session()->model(Side::Target);
    std::vector<DropPair> pairs;
    for (const int i : {1, 2, 3}) {
        const std::string layer = "conv2d_" + std::to_string(i);
        const auto from = source.find("model_weights/" + layer + "/" + layer + "/kernel:0"), to = target.find("conv" + std::to_string(i) + ".weight");
        if (!from || !to)
            return nullptr;
        pairs.push_back({{*from}, *to, "transpose(3,2,0,1)"});
    }
    window.session()->applyPairs({pairs[0]});
    waitChecked(window);
    auto* dialog = new AlikeDialog(window.session(), {pairs[0]}, {pairs[1], pairs[2]}, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    return shown<AlikeDialog>(window);
}

QWidget* import(MainWindow& window)
{
    auto* dialog = new ImportDialog(window.session(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    dialog->textEdit()->setPlainText(QStringLiteral("saver = tf.train.Saver({\n    'conv2d_1/kernel': 'conv1.weight',\n    'conv2d_1/bias': 'conv1.bias',\n    'conv2d_2/kernel': 'conv2.weight',\n})\n"));
    return QTest::qWaitForWindowExposed(dialog) && QTest::qWaitFor([&] { return dialog->importButton()->isEnabled(); }, 10'000) ? dialog : nullptr;
}

} // namespace

std::vector<Scene> scenes()
{
    std::vector<Scene> all;
    all.push_back({"welcome", [](MainWindow& window) -> QWidget* { return &window; }, true});
    all.push_back({"main-window", [](MainWindow& window) -> QWidget* { return prepared(window) && showPage(window, "kernels") ? &window : nullptr; }});
    all.push_back(inspectorScene("kernels", "kernels", "model_weights/conv2d_2/conv2d_2/kernel:0"));
    all.push_back(inspectorScene("heatmap", "heatmap", "model_weights/dense_1/dense_1/kernel:0"));
    all.push_back(inspectorScene("histogram", "histogram", "model_weights/conv2d_2/conv2d_2/kernel:0"));
    all.push_back(inspectorScene("values", "values", "model_weights/conv2d_2/conv2d_2/kernel:0"));
    all.push_back(inspectorScene("spectrum", "spectrum", "model_weights/dense_1/dense_1/kernel:0"));
    all.push_back({"compare", [](MainWindow& window) -> QWidget* { return prepared(window) && showPage(window, "compare") ? &window : nullptr; }});
    all.push_back({"metadata", [](MainWindow& window) -> QWidget* {
                       window.inspector()->showModel(window.session()->model(Side::Source));
                       return showPage(window, "metadata") ? &window : nullptr;
                   }});
    all.push_back({"check", [](MainWindow& window) -> QWidget* {
                       if (!prepared(window))
                           return nullptr;
                       window.runCheck();
                       auto* panel = window.findChild<CheckPanel*>();
                       if (!panel)
                           return nullptr;
                       window.lowerTabs()->setCurrentWidget(panel);
                       return &window;
                   }});
    all.push_back({"trees", trees});
    all.push_back({"rules", rules});
    all.push_back({"overview", overview});
    all.push_back({"compare-files", compareFiles});
    all.push_back({"choose-transform", chooseTransform});
    all.push_back({"alike", alike});
    all.push_back({"settings", [](MainWindow& window) {
                       window.showSettings();
                       return shown<SettingsDialog>(window);
                   }});
    all.push_back({"shortcuts", [](MainWindow& window) {
                       window.showShortcuts();
                       return shown<ShortcutSheet>(window);
                   }});
    all.push_back({"guide", [](MainWindow& window) {
                       window.showGuide();
                       return shown<GuideWindow>(window);
                   }});
    all.push_back({"import", import});
    all.push_back({"not-restored", notRestored});
    all.push_back({"transfer", transferSetup});
    all.push_back({"transfer-result", transferResult});
    return all;
}

} // namespace tensorgraft::test
