// The two jobs of the project done in the window by keyboard alone: files are opened by typing their paths, rows are
// marked and mapped, rules and transforms typed. The saved files must be those of the command.
#include "model_io/formats/registry.h"
#include "tests/support/test_paths.h"
#include "tests/ui/e2e/real_input.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/rules_model.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/session.h"
#include "ui/window/check_panel.h"
#include "ui/window/drop_marks.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/rules_panel.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transfer_dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

QStringList pause(double seconds) { return {QStringLiteral("sleep"), QString::number(seconds)}; }
QStringList keys(const QString& name) { return {QStringLiteral("key"), name}; }
QStringList typing(const QString& text)
{
    return {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("8"), QStringLiteral("--terminator"), QStringLiteral("END"), text, QStringLiteral("END")};
}

/// In one chain: the dialog runs a loop of its own until it is closed.
void openByTyping(MainWindow& window, Side side, const QString& path)
{
    const QString shortcut = side == Side::Source ? QStringLiteral("ctrl+o") : QStringLiteral("ctrl+shift+o");
    RealInput::send(keys(shortcut) + pause(1.5) + keys(QStringLiteral("ctrl+a")) + typing(path) + pause(0.7) + keys(QStringLiteral("Return")) + pause(0.5));
    QTRY_VERIFY2_WITH_TIMEOUT(window.session()->model(side), qPrintable(window.pane(side)->messages()->text()), 30'000);
    QTRY_VERIFY(window.isActiveWindow());
}

/// Tab, as often as it takes.
void tabTo(const QWidget* widget)
{
    for (int i = 0; i < 60 && QApplication::focusWidget() != widget; ++i)
        RealInput::send(keys(QStringLiteral("Tab")) + pause(0.08));
    QCOMPARE(QApplication::focusWidget(), widget);
}

/// Home, then Down to the row.
void goToRow(const MainWindow& window, Side side, std::uint32_t node)
{
    TensorTreeView* view = window.pane(side)->view();
    tabTo(view);
    RealInput::key(QStringLiteral("Home"));
    for (int i = 0; i < 200 && view->nodeOf(view->currentIndex()) != node; ++i)
        RealInput::send(keys(QStringLiteral("Down")) + pause(0.03));
    QTRY_COMPARE(view->nodeOf(view->currentIndex()), node);
}

std::uint32_t nodeOf(const MainWindow& window, Side side, const char* tensor)
{
    const auto index = window.session()->model(side)->find(tensor);
    return index ? window.session()->tree(side)->nodes().nodeOfTensor(*index) : 0;
}

void transferByTyping(MainWindow& window, const std::filesystem::path& output)
{
    RealInput::key(QStringLiteral("ctrl+Return"));
    TransferDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window.findChild<TransferDialog*>()) && dialog->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    tabTo(dialog->outputEdit());
    RealInput::key(QStringLiteral("ctrl+a"));
    RealInput::type(text(output));
    QCOMPARE(dialog->outputEdit()->text(), text(output));
    QTRY_VERIFY(dialog->transferButton()->isEnabled());
    RealInput::key(QStringLiteral("Return"));
    QTRY_VERIFY2_WITH_TIMEOUT(dialog->report().has_value(), qPrintable(dialog->findChild<MessageBar*>()->text()), 60'000);
    for (const TensorReport& tensor : dialog->report()->tensors)
        QVERIFY2(tensor.verified, tensor.target.c_str());
    RealInput::key(QStringLiteral("Return"));
    QTRY_VERIFY(window.findChildren<TransferDialog*>().isEmpty());
}

} // namespace

class WindowKeyboardTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void mtcnnByTyping()
    {
        const auto samples = samplesDir();
        if (!samples)
            QSKIP("the real samples are not here");
        TempDir folder;
        const auto window = freshWindow();
        QVERIFY(window);
        Session& session = *window->session();
        openByTyping(*window, Side::Source, text(*samples / "numpy-npy/facenet-det1/det1.npy"));
        openByTyping(*window, Side::Target, text(*samples / "pytorch/facenet-pytorch-pnet/pnet.pt"));
        waitChecked(*window);

        // One by marks: the source is marked, the target gone to, Return.
        goToRow(*window, Side::Source, nodeOf(*window, Side::Source, "PReLU1/alpha"));
        RealInput::key(QStringLiteral("ctrl+m"));
        QCOMPARE(window->marks()->marked().nodes.size(), std::size_t(1));
        RealInput::key(QStringLiteral("Escape"));
        QVERIFY(window->marks()->marked().nodes.empty());
        RealInput::key(QStringLiteral("ctrl+m"));
        goToRow(*window, Side::Target, nodeOf(*window, Side::Target, "prelu1.weight"));
        RealInput::key(QStringLiteral("Return"));
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(1));
        QVERIFY(window->marks()->marked().nodes.empty());

        RealInput::key(QStringLiteral("ctrl+r"));
        QTRY_COMPARE(session.rows().size(), std::size_t(13));
        waitChecked(*window);

        // The published conversion reversed all axes: a rule that only sets the transform, typed in the panel.
        RealInput::key(QStringLiteral("ctrl+3"));
        QTRY_COMPARE(QApplication::focusWidget(), window->rulesPanel()->table());
        RealInput::send(keys(QStringLiteral("Insert")) + pause(0.5) + typing(QStringLiteral("conv*.weight")) + pause(0.6) + keys(QStringLiteral("Return")) + pause(0.4));
        RealInput::send(keys(QStringLiteral("Right")) + pause(0.2) + keys(QStringLiteral("F2")) + pause(0.4) + keys(QStringLiteral("ctrl+a")) + typing(QStringLiteral("transpose(3,2,1,0)")) + pause(0.5) +
                        keys(QStringLiteral("Return")) + pause(0.4));
        QTRY_COMPARE(session.document().rules.size(), std::size_t(1));
        waitChecked(*window);
        QCOMPARE(std::ranges::count(session.rows(), std::string("transpose(3,2,1,0)"), &MappingRow::transform), 5);
        QTRY_VERIFY(window->rulesPanel()->model()->index(0, RulesModel::UseColumn).data().toString().startsWith(QStringLiteral("decides 5")));

        RealInput::key(QStringLiteral("ctrl+k"));
        QTRY_COMPARE(QApplication::focusWidget(), window->checkPanel()->table());
        QCOMPARE(session.coverage().errors, std::size_t(0));

        transferByTyping(*window, folder / "pnet-typed.pt");
        compareWithCommand(*window, folder, folder / "pnet-typed.pt");
        const auto written = tensorgraft::openModel(folder / "pnet-typed.pt");
        QVERIFY(written);
        for (std::size_t i = 0; i < (*written)->tensors().size(); ++i) {
            const auto there = (*written)->readAll(i), published = session.model(Side::Target)->readAll(*session.model(Side::Target)->find((*written)->tensors()[i].name));
            QVERIFY2(there && published && *there == *published, (*written)->tensors()[i].name.c_str());
        }
        session.undoStack()->setClean();
    }

    void emotionToGenderByTyping()
    {
        const auto samples = samplesDir();
        if (!samples)
            QSKIP("the real samples are not here");
        TempDir folder;
        const auto window = freshWindow();
        QVERIFY(window);
        Session& session = *window->session();
        openByTyping(*window, Side::Source, kerasSample("fer2013-mini-xception-102"));
        openByTyping(*window, Side::Target, kerasSample("gender-mini-xception"));
        waitChecked(*window);

        RealInput::key(QStringLiteral("ctrl+r"));
        QTRY_VERIFY_WITH_TIMEOUT(session.coverage().mapped == 78, 30'000);
        waitChecked(*window);
        QCOMPARE(session.coverage().total, std::size_t(80));

        // One entry is taken away and typed again in the table.
        RealInput::key(QStringLiteral("ctrl+1"));
        QTRY_COMPARE(QApplication::focusWidget(), window->mappingPanel()->table());
        RealInput::key(QStringLiteral("Down"));
        QTRY_COMPARE(window->mappingPanel()->selectedRows().size(), std::size_t(1));
        const MappingRow first = window->mappingPanel()->selectedRows()[0];
        RealInput::key(QStringLiteral("Delete"));
        QTRY_COMPARE(session.rows().size(), std::size_t(77));
        waitChecked(*window);
        RealInput::send(keys(QStringLiteral("Insert")) + pause(0.5) + typing(QString::fromStdString(first.target)) + pause(0.8) + keys(QStringLiteral("Return")) + pause(0.4));
        RealInput::send(keys(QStringLiteral("Right")) + pause(0.2) + keys(QStringLiteral("F2")) + pause(0.4) + typing(QString::fromStdString(first.source.front())) + pause(0.8) +
                        keys(QStringLiteral("Return")) + pause(0.4));
        QTRY_COMPARE(session.rows().size(), std::size_t(78));
        waitChecked(*window);
        QCOMPARE(session.coverage().mapped, std::size_t(78));
        QVERIFY(std::ranges::any_of(session.document().entries, [&](const MappingEntry& e) { return e.target == first.target && e.source == first.source && !e.confidence; }));

        transferByTyping(*window, folder / "gender-typed.hdf5");
        compareWithCommand(*window, folder, folder / "gender-typed.hdf5");
        session.undoStack()->setClean();
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tst_window_keyboard"));
    QApplication::setOrganizationName(QStringLiteral("TensorGraft"));
    QStandardPaths::setTestModeEnabled(true);
    WindowKeyboardTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window_keyboard.moc"
