#include "model_io/formats/registry.h"
#include "model_io/transfer/transfer.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/sample_files.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

void settle(const Session& session) { QTRY_VERIFY_WITH_TIMEOUT(session.isChecked() && !session.checkJob()->isRunning() && !session.matchJob()->isRunning(), 20'000); }

/// What each target tensor gets, by name.
QMap<QString, QString> meaning(const Session& session)
{
    QMap<QString, QString> result;
    for (const ResolvedEntry& entry : session.check().entries) {
        QString line;
        for (const std::size_t source : entry.sources)
            line += QString::fromStdString(session.model(Side::Source)->tensors()[source].name) + u' ';
        result.insert(QString::fromStdString(session.model(Side::Target)->tensors()[entry.target].name), line + QString::fromStdString(entry.transform.toString()));
    }
    return result;
}

QAction* tool(const MainWindow& window, const char* name) { return window.findChild<QAction*>(QString::fromLatin1(name)); }

} // namespace

class MappingToolsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void openPair(MainWindow& window)
    {
        const auto pair = findSamplePair();
        QVERIFY(pair);
        window.openModel(Side::Source, pair->source);
        window.openModel(Side::Target, pair->target);
        QTRY_VERIFY_WITH_TIMEOUT(window.session()->hasBoth(), 20'000);
        settle(*window.session());
        window.session()->autoMatch();
        settle(*window.session());
        QVERIFY(window.session()->rows().size() > 10);
    }

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void nothingToDoWithoutModels()
    {
        MainWindow window;
        for (const char* name : {"learnFromValues", "foldIntoRules", "reverseMapping"}) {
            QVERIFY(tool(window, name));
            QVERIFY2(!tool(window, name)->isEnabled(), name);
        }
    }

    void foldingKeepsTheMeaning()
    {
        MainWindow window;
        openPair(window);
        const auto before = meaning(*window.session());
        const std::size_t entries = window.session()->document().entries.size();
        QSignalSpy folded(window.session(), &Session::folded);
        tool(window, "foldIntoRules")->trigger();
        QVERIFY(folded.wait(20'000));
        settle(*window.session());
        QVERIFY(folded[0][2].toBool());
        QVERIFY(!window.session()->document().rules.empty());
        QVERIFY(window.session()->document().entries.size() < entries);
        QCOMPARE(meaning(*window.session()), before);
        window.session()->undoStack()->undo();
        settle(*window.session());
        QVERIFY(window.session()->document().rules.empty());
        QCOMPARE(window.session()->document().entries.size(), entries);
    }

    void reversedAndTakenBack()
    {
        MainWindow window;
        openPair(window);
        const auto source = window.session()->model(Side::Source), target = window.session()->model(Side::Target);
        const auto before = meaning(*window.session());
        QSignalSpy reversed(window.session(), &Session::reversed);
        tool(window, "reverseMapping")->trigger();
        QVERIFY(reversed.wait(20'000));
        settle(*window.session());
        QVERIFY(reversed[0][0].toStringList().isEmpty());
        QCOMPARE(window.session()->model(Side::Source), target);
        QCOMPARE(window.session()->model(Side::Target), source);
        QCOMPARE(window.session()->check().entries.size(), std::size_t(before.size()));
        QCOMPARE(meaning(*window.session()).value(QStringLiteral("model_weights/conv2d_1/conv2d_1/kernel:0")), QStringLiteral("conv1.weight transpose(2,3,1,0)"));
        window.session()->undoStack()->undo();
        settle(*window.session());
        QCOMPARE(window.session()->model(Side::Source), source);
        QCOMPARE(meaning(*window.session()), before);
        window.session()->undoStack()->redo();
        settle(*window.session());
        QCOMPARE(window.session()->model(Side::Source), target);
    }

    void learnsWhatATransferWrote()
    {
        MainWindow window;
        openPair(window);
        const auto pair = findSamplePair();
        const std::filesystem::path output = m_folder.filePath(QStringLiteral("grafted.pt")).toStdString();
        TransferOptions options;
        options.output = output;
        auto written = transfer(makePlan(window.session()->model(Side::Source), window.session()->model(Side::Target), window.session()->document()), options);
        QVERIFY2(written, written ? "" : written.error().toString().c_str());

        MainWindow other;
        other.openModel(Side::Source, pair->source);
        other.openModel(Side::Target, QString::fromStdString(output.string()));
        QTRY_VERIFY_WITH_TIMEOUT(other.session()->hasBoth(), 20'000);
        settle(*other.session());
        QSignalSpy learnt(other.session(), &Session::learnt);
        tool(other, "learnFromValues")->trigger();
        QVERIFY(learnt.wait(20'000));
        settle(*other.session());
        const auto found = meaning(*other.session());
        const auto expected = meaning(*window.session());
        for (auto it = expected.begin(); it != expected.end(); ++it)
            QCOMPARE(found.value(it.key()), it.value());
        QVERIFY(other.messages()->text().contains(QString::number(learnt[0][0].toInt())));

        // Another training run holds no value of the source.
        window.session()->newMapping();
        QSignalSpy nothing(window.session(), &Session::learnt);
        tool(window, "learnFromValues")->trigger();
        QVERIFY(nothing.wait(20'000));
        QVERIFY2(nothing[0][0].toInt() < 5, qPrintable(QString::number(nothing[0][0].toInt())));
    }
};

QTEST_MAIN(MappingToolsTest)
#include "tst_mapping_tools.moc"
