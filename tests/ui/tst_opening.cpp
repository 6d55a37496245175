// A pane while a large model is opened for it: how far it is, and that a stop leaves everything as it was.
#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/job_pool.h"
#include "ui/models/opening_text.h"
#include "ui/models/tree_nodes.h"
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/opening_view.h"
#include "ui/window/tensor_tree_view.h"

#include <QApplication>
#include <QProgressBar>
#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// Takes a second or more to read, so that there is time to look.
constexpr int many = 500'000;

} // namespace

class OpeningTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        std::string text = "{\"skeleton\": 1, \"format\": \"keras-h5\", \"tensors\": [";
        for (int i = 0; i < many; ++i)
            text += (i ? ",\n" : "\n") + std::string("{\"name\": \"block") + std::to_string(i / 100) + "/layer" + std::to_string(i / 2) +
                    (i % 2 ? "/bias\", \"shape\": [8]" : "/kernel\", \"shape\": [3, 3, 4, 8]") + ", \"dtype\": \"float32\"}";
        writeFile(large(), text + "]}");
        writeFile(m_folder / "small.json", "{\"skeleton\": 1, \"tensors\": [{\"name\": \"a/kernel\", \"shape\": [2], \"dtype\": \"float32\"}]}");
    }
    void init()
    {
        failOnWarnings();
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1200, 800);
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        QVERIFY(jobPool()->waitForDone(60'000));
    }

    void theBarGoesForwardToTheEnd()
    {
        m_window->openModel(Side::Source, QString::fromStdString(large().string()));
        QTRY_VERIFY(view());
        QVERIFY(view()->isVisible() && view()->bar()->isVisible() && view()->cancelButton()->isVisible());
        QVERIFY(!pane()->view()->isVisible());
        QSignalSpy values(view()->bar(), &QProgressBar::valueChanged);
        QTRY_VERIFY(!view() || view()->details().contains(QStringLiteral(" of ")));
        QVERIFY2(view(), "opened before it could be looked at");
        QVERIFY(view()->bar()->maximum() > 0); // measured, not only busy
        QTRY_VERIFY_WITH_TIMEOUT(!view(), 60'000);
        QVERIFY(values.size() > 2);
        for (qsizetype i = 1; i < values.size(); ++i)
            QVERIFY(values[i][0].toInt() >= values[i - 1][0].toInt());
        QVERIFY(values.back()[0].toInt() > 500);
        QTRY_VERIFY(m_window->session()->model(Side::Source));
        QCOMPARE(m_window->session()->model(Side::Source)->tensors().size(), std::size_t(many));
        QCOMPARE(m_window->session()->opening(Side::Source).share, 1.0);
        QTRY_VERIFY(pane()->view()->isVisible());
    }

    void cancelLeavesAnEmptyPaneAndStopsTheThread()
    {
        QSignalSpy failed(m_window->session(), &Session::openFailed);
        m_window->openModel(Side::Source, QString::fromStdString(large().string()));
        QTRY_VERIFY(view());
        QTest::mouseClick(view()->cancelButton(), Qt::LeftButton);
        QVERIFY(!view()); // at once, whatever the thread does
        QVERIFY(!m_window->session()->openJob(Side::Source)->isRunning());
        QCOMPARE(failed.size(), 1);
        QVERIFY(!m_window->session()->model(Side::Source));
        QVERIFY(!pane()->messages()->isVisible()); // no failure
        QVERIFY(jobPool()->waitForDone(60'000));
        QVERIFY2(m_window->session()->opening(Side::Source).share < 0.9, "the parser went on to the end");
        QVERIFY(!m_window->session()->model(Side::Source));
    }

    void escapeLeavesTheModelThatIsOpen()
    {
        const auto before = kerasNet();
        m_window->session()->setModel(Side::Source, before);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        pane()->view()->setFocus();
        m_window->openModel(Side::Source, QString::fromStdString(large().string()));
        QTRY_VERIFY(view());
        QVERIFY(view()->isVisible());
        QVERIFY(pane()->view()->isVisible()); // the open model can be looked at meanwhile
        QTest::keyClick(pane()->view(), Qt::Key_Escape);
        QVERIFY(!view());
        QVERIFY(jobPool()->waitForDone(60'000));
        QVERIFY(m_window->session()->opening(Side::Source).share < 0.9);
        QCOMPARE(m_window->session()->model(Side::Source), before);
        QVERIFY(pane()->view()->isVisible());
    }

    void anotherFileTakesThePlaceOfTheFirst()
    {
        QSignalSpy opened(m_window->session(), &Session::modelOpened);
        m_window->openModel(Side::Source, QString::fromStdString(large().string()));
        QTRY_VERIFY(view());
        m_window->openModel(Side::Source, QString::fromStdString((m_folder / "small.json").string()));
        QTRY_VERIFY(m_window->session()->model(Side::Source));
        QVERIFY(jobPool()->waitForDone(60'000));
        QCoreApplication::processEvents();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(m_window->session()->model(Side::Source)->tensors().size(), std::size_t(1));
        QTRY_VERIFY(!view());
    }

    void theTreeIsLeftInTheMiddle()
    {
        const auto model = kerasNet();
        int told = 0;
        const auto stopped = TreeNodes::build(model->tensors(), OpenProgress([&](const OpenState& state) {
            return state.step == OpenStep::Arranging && ++told < 2;
        }));
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        const auto built = TreeNodes::build(model->tensors(), {});
        QVERIFY(built);
        const TreeNodes same(model->tensors());
        QCOMPARE((*built)->size(), same.size());
        for (std::uint32_t id = 0; id < same.size(); ++id)
            QCOMPARE((*built)->path(id), same.path(id));
    }

    void words()
    {
        OpeningText text;
        QCOMPARE(text.of({OpenStep::Reading, 0, 0, 0}, 0), QStringLiteral("Reading"));
        QCOMPARE(text.of({OpenStep::Parsing, 1 << 20, 4 << 20, 0.2}, 100), QStringLiteral("Parsing: 1.0 MiB of 4.0 MiB"));
        QCOMPARE(text.of({OpenStep::Parsing, 3 << 20, 4 << 20, 0.2}, 2100), QStringLiteral("Parsing: 3.0 MiB of 4.0 MiB, 1.0 MiB/s"));
        QCOMPARE(text.of({OpenStep::Walking, 1200, 0, 0.2}, 2200), QStringLiteral("Objects found: 1,200"));
        QCOMPARE(text.of({OpenStep::Walking, 3200, 0, 0.2}, 4200), QStringLiteral("Objects found: 3,200, 1,000 a second"));
        QCOMPARE(text.of({OpenStep::Listing, 5, 10, 0.2}, 4300), QStringLiteral("Listing: 5 of 10 entries"));
        QCOMPARE(text.of({OpenStep::Arranging, 5, 10, 0.2}, 4400), QStringLiteral("Building the tree: 5 of 10 tensors"));
        QCOMPARE(text.of({OpenStep::Arranging, 2, 10, 0.2}, 9400), QStringLiteral("Building the tree: 2 of 10 tensors")); // begun anew
    }

private:
    [[nodiscard]] std::filesystem::path large() const { return m_folder / "large.json"; }
    [[nodiscard]] ModelPane* pane() const { return m_window->pane(Side::Source); }
    [[nodiscard]] OpeningView* view() const { return pane()->openingView(); }

    TempDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(OpeningTest)
#include "tst_opening.moc"
