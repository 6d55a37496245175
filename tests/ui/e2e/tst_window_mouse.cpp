// The two jobs of the project done in the window by mouse and keyboard; the saved files must be those of the command.
#include "model_io/formats/registry.h"
#include "tests/support/test_paths.h"
#include "tests/ui/e2e/real_input.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/session.h"
#include "ui/window/link_view.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/sample_files.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transform_choice_dialog.h"

#include <QApplication>
#include <QListWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

std::vector<std::byte> valueOf(const ModelFile& model, std::string_view name)
{
    const auto index = model.find(name);
    const auto value = index ? model.readAll(*index) : Result<std::vector<std::byte>>{};
    return value ? *value : std::vector<std::byte>{};
}

} // namespace

class WindowMouseTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void bundledPairByDragging()
    {
        const auto pair = findSamplePair();
        QVERIFY(pair);
        TempDir folder;
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, pair->source, pair->target);
        Session& session = *window->session();
        const auto& source = *session.model(Side::Source);
        // A layer onto a layer of the same kind: the first convolutions.
        const std::string from = source.tensors().front().name, to = session.model(Side::Target)->tensors().front().name;
        RealInput::drag(layerRow(*window, Side::Source, from.c_str()), layerRow(*window, Side::Target, to.c_str()));
        waitChecked(*window);
        QVERIFY2(!session.rows().empty(), "the drop did nothing");
        QCOMPARE(session.undoStack()->count(), 1);
        QVERIFY(window->links()->curveCount() > 0);
        const std::size_t mapped = session.rows().size();

        // Undo and redo by keyboard.
        RealInput::key(QStringLiteral("ctrl+z"));
        waitChecked(*window);
        QVERIFY(session.rows().empty());
        RealInput::key(QStringLiteral("ctrl+shift+z"));
        waitChecked(*window);
        QCOMPARE(session.rows().size(), mapped);

        // A click on a curve selects its entry.
        QTRY_VERIFY(window->links()->pointOn(*session.rows().front().targetIndex));
        RealInput::click(window->links()->mapToGlobal(*window->links()->pointOn(*session.rows().front().targetIndex)));
        QTRY_VERIFY(!window->mappingPanel()->selectedRows().empty());

        // The matcher does the rest and keeps what was done by hand.
        clickTool(*window, QStringLiteral("Auto-match"));
        QTRY_VERIFY(session.rows().size() > mapped);
        waitChecked(*window);
        transferTo(*window, folder / "grafted.pt", true);
        compareWithCommand(*window, folder, folder / "grafted.pt");
        session.undoStack()->setClean();
    }

    void mtcnnByDragging()
    {
        const auto samples = samplesDir();
        if (!samples)
            QSKIP("the real samples are not here");
        const auto published = *samples / "pytorch/facenet-pytorch-pnet/pnet.pt";
        TempDir folder;
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(*samples / "numpy-npy/facenet-det1/det1.npy"), text(published));
        Session& session = *window->session();
        RealInput::drag(layerRow(*window, Side::Source, "conv1/weights"), layerRow(*window, Side::Target, "conv1.weight"));
        // Height and width are equal and a NumPy dictionary does not say its order: the drop asks. Escape drops nothing.
        TransformChoiceDialog* choice = nullptr;
        QTRY_VERIFY((choice = window->findChild<TransformChoiceDialog*>()) && choice->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(choice));
        QCOMPARE(choice->list()->count(), 2);
        RealInput::key(QStringLiteral("Escape"));
        QTRY_VERIFY(window->findChildren<TransformChoiceDialog*>().isEmpty());
        QVERIFY(session.rows().empty());
        RealInput::drag(layerRow(*window, Side::Source, "conv1/weights"), layerRow(*window, Side::Target, "conv1.weight"));
        QTRY_VERIFY((choice = window->findChild<TransformChoiceDialog*>()) && choice->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(choice));
        RealInput::key(QStringLiteral("Return"));
        QTRY_VERIFY(window->findChildren<TransformChoiceDialog*>().isEmpty());
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(2));
        // One tensor onto one tensor.
        RealInput::drag(tensorRow(*window, Side::Source, "PReLU1/alpha"), tensorRow(*window, Side::Target, "prelu1.weight"));
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(3));
        clickTool(*window, QStringLiteral("Auto-match"));
        QTRY_COMPARE(session.rows().size(), std::size_t(13));
        waitChecked(*window);

        // The published conversion reversed all axes: one transform for the five kernels, set in one go.
        QTableView* table = window->mappingPanel()->table();
        bool first = true;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto& mapped = window->mappingPanel()->model()->rows()[std::size_t(row)];
            if (session.model(Side::Target)->tensors()[*mapped.targetIndex].shape.rank() != 4)
                continue;
            const QModelIndex index = table->model()->index(row, MappingTableModel::TargetColumn);
            table->scrollTo(index);
            RealInput::click(table->viewport()->mapToGlobal(table->visualRect(index).center()), first ? QString() : QStringLiteral("ctrl"));
            first = false;
        }
        QCOMPARE(window->mappingPanel()->selectedRows().size(), std::size_t(5));
        RealInput::send({QStringLiteral("key"), QStringLiteral("ctrl+t"), QStringLiteral("sleep"), QStringLiteral("0.8"), QStringLiteral("key"), QStringLiteral("ctrl+a"),
                         QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("8"), QStringLiteral("--terminator"), QStringLiteral("END"),
                         QStringLiteral("transpose(3,2,1,0)"), QStringLiteral("END"), QStringLiteral("sleep"), QStringLiteral("0.3"), QStringLiteral("key"), QStringLiteral("Return")});
        waitChecked(*window);
        QCOMPARE(std::ranges::count(session.rows(), std::string("transpose(3,2,1,0)"), &MappingRow::transform), 5);

        transferTo(*window, folder / "pnet-grafted.pt");
        compareWithCommand(*window, folder, folder / "pnet-grafted.pt");
        const auto written = tensorgraft::openModel(folder / "pnet-grafted.pt");
        QVERIFY(written);
        for (const TensorInfo& tensor : session.model(Side::Target)->tensors())
            QVERIFY2(valueOf(**written, tensor.name) == valueOf(*session.model(Side::Target), tensor.name), tensor.name.c_str());
        session.undoStack()->setClean();
    }

    void emotionToGenderByMatching()
    {
        const auto samples = samplesDir();
        if (!samples)
            QSKIP("the real samples are not here");
        TempDir folder;
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, kerasSample("fer2013-mini-xception-102"), kerasSample("gender-mini-xception"));
        Session& session = *window->session();
        clickTool(*window, QStringLiteral("Auto-match"));
        QTRY_VERIFY_WITH_TIMEOUT(session.coverage().mapped == 78, 30'000);
        waitChecked(*window);
        QCOMPARE(session.coverage().total, std::size_t(80));
        transferTo(*window, folder / "gender-grafted.hdf5");
        compareWithCommand(*window, folder, folder / "gender-grafted.hdf5");
        session.undoStack()->setClean();
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tst_window_mouse"));
    QApplication::setOrganizationName(QStringLiteral("TensorGraft"));
    QStandardPaths::setTestModeEnabled(true);
    WindowMouseTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window_mouse.moc"
