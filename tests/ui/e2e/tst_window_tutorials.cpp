// The five jobs of the TensorFlow and Keras tutorials done in the window by mouse and keyboard; each saved file must be
// that of the command (tests/oracle/tutorials), byte for byte.
#include "tests/support/test_paths.h"
#include "tests/ui/e2e/real_input.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/not_restored_model.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/session.h"
#include "ui/window/import_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/not_restored_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QUndoStack>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// The models of one job, made by the scripts that the tests of the command use.
struct Job {
    std::filesystem::path folder;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return folder / name; }
};

std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

/// `tensorgraft import TEXT` and `run` on the same models, beside what the window wrote. `files`: the endings of the
/// output's names.
void compareWithCommand(const Job& job, const char* text, const char* source, const char* target, const char* written, std::initializer_list<const char*> files)
{
    const std::string program = quoted(binDir() / "tensorgraft");
    const auto mapping = job / "command.json", output = job.folder / ("command-" + std::string(written));
    CommandResult result = run(program + " import " + quoted(job / text) + " --source " + quoted(job / source) + " --target " + quoted(job / target) + " -o " + quoted(mapping));
    QVERIFY2(result.exitCode == 0, result.output.c_str());
    result = run(program + " run " + quoted(mapping) + " -o " + quoted(output));
    QVERIFY2(result.exitCode == 0, result.output.c_str());
    for (const char* file : files) {
        const std::string mine = readFile((job / written).string() + file), theirs = readFile(output.string() + file);
        QVERIFY2(!theirs.empty(), file);
        QVERIFY2(mine == theirs, (std::string("the window and the command wrote different files: ") + written + file).c_str());
    }
}

constexpr std::initializer_list<const char*> bundle = {".index", ".data-00000-of-00001"};

/// Menu, paste, look at the preview, import.
void importPasted(MainWindow& window, const QString& pasted, const char* recognisedAs, int remarks)
{
    clickMenu(window, QStringLiteral("mapping"), {}, QStringLiteral("Import..."));
    ImportDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window.findChild<ImportDialog*>()) && dialog->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QVERIFY(!dialog->importButton()->isEnabled());
    QApplication::clipboard()->setText(pasted);
    RealInput::click(RealInput::centre(dialog->textEdit()));
    RealInput::key(QStringLiteral("ctrl+v"));
    QCOMPARE(dialog->textEdit()->toPlainText(), pasted);
    QTRY_VERIFY2(dialog->importButton()->isEnabled(), qPrintable(dialog->summary()));
    QVERIFY2(dialog->summary().startsWith(QString::fromLatin1(recognisedAs)), qPrintable(dialog->summary()));
    QCOMPARE(int(dialog->notes().size()), remarks);
    const int steps = window.session()->undoStack()->count();
    RealInput::click(RealInput::centre(dialog->importButton()));
    QTRY_VERIFY(window.findChildren<ImportDialog*>().isEmpty());
    QCOMPARE(window.session()->undoStack()->count(), steps + 1);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    waitChecked(window);
}

/// Drops a layer on a layer. Where the window asks which transform is meant (lists [w, b] name no axes), Return takes the
/// likeliest, which it shows first.
void dropLayer(MainWindow& window, const char* layer)
{
    RealInput::drag(scopeRow(window, Side::Source, layer), scopeRow(window, Side::Target, layer));
    if (QTest::qWaitFor([] { return QApplication::activeModalWidget() != nullptr; }, 1000)) {
        QVERIFY(QTest::qWaitForWindowActive(QApplication::activeModalWidget()));
        RealInput::key(QStringLiteral("Return"));
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    waitChecked(window);
}

QString contents(const std::filesystem::path& path) { return QString::fromStdString(readFile(path)); }

} // namespace

class WindowTutorialsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CommandResult made = run(python() + " -B " + quoted(sourceDir() / "tests/oracle/tutorials/tutorial_models.py") + " " + quoted(m_folder.path()));
        QVERIFY2(made.exitCode == 0, made.output.c_str());
    }
    void init() { failOnWarnings(); }

    void oneKerasLayerToAnother()
    {
        const Job job{m_folder / "job1"};
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(job / "source.h5"), text(job / "target.h5"));
        Session& session = *window->session();
        // The target keeps the bias first: weights pair by kind, not by the luck of the order.
        RealInput::drag(scopeRow(*window, Side::Source, "conv_b"), scopeRow(*window, Side::Target, "block1_conv2"));
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(2));
        QCOMPARE(session.undoStack()->count(), 1);
        for (const MappingRow& row : session.rows())
            QCOMPARE(row.target.ends_with("kernel:0"), row.source.front().ends_with("kernel:0"));
        transferTo(*window, job / "out.h5");
        compareWithCommand(job, "layer.csv", "source.h5", "target.h5", "out.h5", {""});
        session.undoStack()->setClean();
    }

    void backboneOfAnObjectBasedCheckpoint()
    {
        const Job job{m_folder / "job2"};
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(job / "imagenet.ckpt"), text(job / "flowers.ckpt.index"));
        Session& session = *window->session();
        RealInput::drag(scopeRow(*window, Side::Source, "model/backbone"), scopeRow(*window, Side::Target, "model/backbone"));
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(4));
        for (const MappingRow& row : session.rows())
            QVERIFY2(row.target.starts_with("model/backbone/"), row.target.c_str());

        // What is left to train: the head, as a list that can be copied.
        clickMenu(*window, QStringLiteral("mapping"), {}, QStringLiteral("Not restored..."));
        NotRestoredDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = window->findChild<NotRestoredDialog*>()) && dialog->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(dialog->model()->rowCount(), 3); // the head, and the object graph
        // In one chain: the menu of a button runs a loop of its own until it is closed.
        const QPoint copy = RealInput::centre(dialog->copyButton());
        QStringList chain{QStringLiteral("mousemove"), QString::number(copy.x()), QString::number(copy.y()), QStringLiteral("click"), QStringLiteral("1")};
        for (const char* key : {"Down", "Down", "Return"}) // the second entry: a Python list
            chain += {QStringLiteral("sleep"), QStringLiteral("0.5"), QStringLiteral("key"), QString::fromLatin1(key)};
        RealInput::send(chain);
        QTRY_VERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("not_restored = [")));
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("model/head/kernel")));
        RealInput::key(QStringLiteral("Escape"));
        QTRY_VERIFY(window->findChildren<NotRestoredDialog*>().isEmpty());

        transferTo(*window, job / "out.ckpt");
        compareWithCommand(job, "backbone.py", "imagenet.ckpt", "flowers.ckpt", "out.ckpt", bundle);
        session.undoStack()->setClean();
    }

    void saverNameMapPasted()
    {
        const Job job{m_folder / "job3"};
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(job / "old.ckpt"), text(job / "new.ckpt"));
        Session& session = *window->session();
        importPasted(*window, contents(job / "saver.py"), "TensorFlow Saver name map", 0);
        QCOMPARE(session.rows().size(), std::size_t(2));
        // Undo takes the import back as one step.
        RealInput::key(QStringLiteral("ctrl+z"));
        QTRY_VERIFY(session.rows().empty());
        RealInput::key(QStringLiteral("ctrl+shift+z"));
        QTRY_COMPARE(session.rows().size(), std::size_t(2));
        waitChecked(*window);

        QApplication::clipboard()->clear();
        clickMenu(*window, QStringLiteral("mapping"), QStringLiteral("copyAsPython"), QStringLiteral("python-saver"));
        QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("old/conv1/weights")));
        QTRY_VERIFY(window->messages()->text().startsWith(QStringLiteral("Copied")));

        transferTo(*window, job / "out.ckpt");
        compareWithCommand(job, "saver.py", "old.ckpt", "new.ckpt", "out.ckpt", bundle);
        session.undoStack()->setClean();
    }

    void alexNetListsWithLayersSkipped()
    {
        const Job job{m_folder / "job4"};
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(job / "bvlc_alexnet.npy"), text(job / "finetune.ckpt"));
        Session& session = *window->session();
        // [w, b] says no kinds: the bias is known by its one axis. fc6 to fc8 are not dragged.
        dropLayer(*window, "conv1");
        dropLayer(*window, "conv2");
        QCOMPARE(session.rows().size(), std::size_t(4));
        for (const MappingRow& row : session.rows())
            QCOMPARE(row.target.ends_with("biases"), row.source.front().ends_with("/1"));
        transferTo(*window, job / "out.ckpt");
        compareWithCommand(job, "skip.py", "bvlc_alexnet.npy", "finetune.ckpt", "out.ckpt", bundle);
        session.undoStack()->setClean();
    }

    void slimExcludesTheLastScope()
    {
        const Job job{m_folder / "job5"};
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(job / "vgg_16.ckpt"), text(job / "flowers.ckpt"));
        Session& session = *window->session();
        importPasted(*window, contents(job / "restore.py"), "TF-slim variables to restore", 2); // fc8 also catches fc80; state is left alone
        QVERIFY2(window->messages()->text().startsWith(QStringLiteral("Imported")), qPrintable(window->messages()->text()));
        QCOMPARE(session.rows().size(), std::size_t(2));
        QCOMPARE(session.coverage().errors, std::size_t(0)); // missing biases are ignored, as asked
        transferTo(*window, job / "out.ckpt");
        compareWithCommand(job, "restore.py", "vgg_16.ckpt", "flowers.ckpt", "out.ckpt", bundle);
        session.undoStack()->setClean();
    }

private:
    TempDir m_folder;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tst_window_tutorials"));
    QApplication::setOrganizationName(QStringLiteral("TensorGraft"));
    QStandardPaths::setTestModeEnabled(true);
    WindowTutorialsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window_tutorials.moc"
