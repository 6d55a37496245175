#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/document_bytes.h"
#include "ui/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// For jobs on a machine that others work on.
constexpr int patienceMs = 60'000;

void settle(Session& session) { QTRY_VERIFY_WITH_TIMEOUT(session.isChecked() && !session.checkJob()->isRunning(), patienceMs); }

void saved(Session& session, const std::filesystem::path& path)
{
    session.saveMapping(path);
    QTRY_VERIFY_WITH_TIMEOUT(!session.isSaving(), patienceMs);
}

/// A mapping that is changed by jobs.
MappingDocument largeMapping(int entries)
{
    MappingDocument large;
    for (int i = 0; i < entries; ++i)
        large.entries.push_back({"a/target/with/a/longer/name" + std::to_string(i), {"a/source/with/a/longer/name" + std::to_string(i)}, {}, {}, {}});
    return large;
}

void changeOne(Session& session, std::size_t entry, const std::string& transform)
{
    session.change(QStringLiteral("one"), [entry, transform](MappingDocument document) {
        document.entries.edit(entry).transform = transform;
        return document;
    });
    settle(session);
}

const MappingStep& step(const Session& session, int i) { return static_cast<const EditMappingCommand*>(session.undoStack()->command(i))->step(); }

void openBoth(Session& session, int sourceClasses = 7, int targetClasses = 7)
{
    session.setModel(Side::Source, kerasNet(sourceClasses));
    session.setModel(Side::Target, torchNet(targetClasses));
    settle(session);
}

TensorMime dragOf(const Session& session, Side side, std::initializer_list<std::size_t> tensors)
{
    QModelIndexList rows;
    for (const std::size_t t : tensors)
        rows += session.tree(side)->indexOfTensor(t);
    return session.tree(side)->mimeOf(rows);
}

std::uint32_t nodeOf(const Session& session, Side side, std::size_t tensor) { return session.tree(side)->nodes().nodeOfTensor(tensor); }

} // namespace

class UndoTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void largeMappingsAreChangedByAJobOneStepAfterAnother()
    {
        Session session;
        openBoth(session);
        MappingDocument large;
        for (int i = 0; i < 6000; ++i)
            large.entries.push_back({"t" + std::to_string(i), {"s"}, {}, {}, {}});
        const auto exclude = [&session](const char* pattern) {
            session.change(QString::fromLatin1(pattern), [pattern = std::string(pattern)](MappingDocument document) {
                document.exclude.push_back(pattern);
                return document;
            });
        };
        session.edit(QStringLiteral("large"), large);
        exclude("a");
        exclude("b");
        QVERIFY(!session.isChecked());
        QCOMPARE(session.undoStack()->count(), 0); // not on this thread
        settle(session);
        QCOMPARE(session.undoStack()->count(), 3);
        QCOMPARE(session.document().entries.size(), std::size_t(6000));
        QCOMPARE(session.document().exclude, (std::vector<std::string>{"a", "b"}));

        // What is undone meanwhile is not brought back: the change is made on what is there.
        exclude("c");
        session.undoStack()->undo();
        settle(session);
        QCOMPARE(session.document().exclude, (std::vector<std::string>{"a", "c"}));
        QCOMPARE(session.undoStack()->text(session.undoStack()->count() - 1), QStringLiteral("c"));
        session.undoStack()->undo();
        QCOMPARE(session.document().exclude, (std::vector<std::string>{"a"}));

        session.change(QStringLiteral("nothing"), [](const MappingDocument& document) { return document; });
        QVERIFY(!session.isChecked());
        settle(session);
        QCOMPARE(session.undoStack()->undoText(), QStringLiteral("a"));

        exclude("lost");
        session.newMapping(); // takes no change of another mapping
        settle(session);
        QCOMPARE(session.document(), MappingDocument());
        QCOMPARE(session.undoStack()->count(), 0);
        exclude("at once"); // a small one
        QCOMPARE(session.document().exclude, (std::vector<std::string>{"at once"}));
    }

    void aDropIsOneStep()
    {
        Session session;
        openBoth(session);
        QCOMPARE(session.coverage(), (Coverage{0, 6, 0, 0, 6}));
        QVERIFY(!session.isModified());
        const std::uint32_t conv1 = session.tree(Side::Target)->nodes().child(0, 0);
        TensorMime layer = dragOf(session, Side::Source, {0});
        layer.nodes = {session.tree(Side::Source)->nodes().child(0, 0)};
        QVERIFY(session.applyDrop(layer, Side::Target, conv1));
        settle(session);
        QCOMPARE(session.document().entries.size(), std::size_t(2));
        QCOMPARE(session.undoStack()->count(), 1);
        QCOMPARE(session.coverage().mapped, std::size_t(2));
        QCOMPARE(session.rows().size(), std::size_t(2));
        QVERIFY(session.isModified());
        QCOMPARE(session.tree(Side::Source)->state(0), RowState::Used);

        session.undoStack()->undo();
        settle(session);
        QVERIFY(session.document().entries.empty());
        QCOMPARE(session.coverage().mapped, std::size_t(0));
        QVERIFY(!session.isModified());
        session.undoStack()->redo();
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(2));
    }

    void targetRowsMayBeDraggedOntoTheSource()
    {
        Session session;
        openBoth(session);
        const TensorMime head = dragOf(session, Side::Target, {5});
        QVERIFY(session.applyDrop(head, Side::Source, nodeOf(session, Side::Source, 5)));
        QCOMPARE(session.document().entries.size(), std::size_t(1));
        QCOMPARE(session.document().entries[0].target, std::string("head.bias"));
        QCOMPARE(session.document().entries[0].source, std::vector<std::string>{"dense/bias"});
    }

    void staleAndWrongDragsDoNothing()
    {
        Session session;
        openBoth(session, 7, 2);
        const TensorMime bias = dragOf(session, Side::Source, {5});
        QCOMPARE(session.proposeDrop(bias, Side::Target, nodeOf(session, Side::Target, 5)).outcome, DropOutcome::ShapesDiffer);
        QVERIFY(!session.applyDrop(bias, Side::Target, nodeOf(session, Side::Target, 5)));
        QVERIFY(!session.applyDrop(bias, Side::Source, nodeOf(session, Side::Source, 5))); // onto its own tree
        session.setModel(Side::Source, kerasNet(2)); // reloaded while the drag was under way
        QVERIFY(!session.applyDrop(bias, Side::Target, nodeOf(session, Side::Target, 5)));
        QCOMPARE(session.undoStack()->count(), 0);
    }

    void everyEditCanBeUndone()
    {
        Session session;
        openBoth(session);
        session.autoMatch();
        QSignalSpy matched(&session, &Session::matchFinished);
        QVERIFY(matched.wait());
        settle(session);
        QCOMPARE(session.coverage().mapped, std::size_t(6));
        const MappingDocument proposed = session.document();

        const std::vector<MappingRow> first(session.rows().begin(), session.rows().begin() + 1);
        session.setTransform(first, "transpose(3,2,1,0)");
        settle(session);
        QCOMPARE(session.rows()[0].transform, std::string("transpose(3,2,1,0)"));
        session.removeRows(first);
        settle(session);
        QCOMPARE(session.coverage().mapped, std::size_t(5));
        const std::size_t target = 3;
        session.setExcluded(std::span(&target, 1), true);
        settle(session);
        QCOMPARE(session.tree(Side::Target)->state(3), RowState::Excluded);
        QCOMPARE(session.undoStack()->count(), 4);
        for (int i = 0; i < 3; ++i)
            session.undoStack()->undo();
        QCOMPARE(session.document(), proposed);
        session.undoStack()->undo();
        QCOMPARE(session.document(), MappingDocument());
        for (int i = 0; i < 4; ++i)
            session.undoStack()->redo();
        settle(session);
        QCOMPARE(session.tree(Side::Target)->state(3), RowState::Excluded);
    }

    void quickEditsAllArrive()
    {
        Session session;
        openBoth(session);
        session.autoMatch();
        QTRY_VERIFY(!session.document().entries.empty());
        settle(session);
        const std::vector<MappingRow> rows = session.rows();
        for (const MappingRow& row : rows) // no check in between: rows are those of the first version
            session.removeRows(std::span(&row, 1));
        QVERIFY(session.document().entries.empty());
        settle(session);
        QVERIFY(session.rows().empty());
    }

    void documentsAreSavedAndOpened()
    {
        TempDir folder;
        Session session;
        openBoth(session);
        const DropPair pair{{1}, 1, "identity"};
        session.mapPairs(QStringLiteral("map"), std::span(&pair, 1));
        QVERIFY(session.isModified());
        saved(session, folder / "m.json");
        QVERIFY(!session.isModified());
        settle(session);
        QSignalSpy exported(&session, &Session::mappingExported);
        session.exportMapping(folder / "m.csv");
        QVERIFY(exported.wait(patienceMs));
        QCOMPARE(QString::fromStdString(readFile(folder / "m.csv")), QStringLiteral("target,source,transform\r\nconv1.bias,conv1/bias,identity\r\n"));

        Session other;
        openBoth(other);
        QSignalSpy opened(&other, &Session::mappingOpened), failed(&other, &Session::mappingFileFailed);
        other.openMapping(folder / "m.json");
        QVERIFY(opened.wait(patienceMs));
        QCOMPARE(other.document().entries, session.document().entries);
        QVERIFY(!other.isModified());
        QCOMPARE(other.undoStack()->count(), 0);
        writeFile(folder / "broken.json", "{\"tensorgraft\": 1, \"entries\": [");
        other.openMapping(folder / "broken.json");
        QVERIFY(failed.wait(patienceMs));
        QCOMPARE(failed.back()[0].value<Error>().code, ErrorCode::Usage);
        QCOMPARE(other.document().entries, session.document().entries); // what was there stays
        other.saveMapping(folder / "no-such-folder" / "m.json");
        QVERIFY(failed.wait(patienceMs));
        QCOMPARE(failed.back()[0].value<Error>().code, ErrorCode::Io);
    }

    void stepsShareWhatTheyDidNotChange()
    {
        constexpr int steps = 20;
        Session session;
        session.edit(QStringLiteral("large"), largeMapping(20'000));
        settle(session);
        for (int i = 0; i < steps; ++i)
            changeOne(session, std::size_t(i) * 300, "flip(0)");
        std::size_t bytes = 0;
        for (int i = 1; i <= steps; ++i)
            bytes += step(session, i).bytes;
        const std::size_t whole = bytesNotShared(session.document(), {});
        QVERIFY2(bytes < whole * 2, qPrintable(QStringLiteral("%1 of %2").arg(bytes).arg(whole))); // not 20 of them
        QVERIFY(bytes > steps * 200 * sizeof(MappingEntry));                                          // what is counted is there
        for (int i = 0; i < steps; ++i)
            session.undoStack()->undo();
        QCOMPARE(session.document(), largeMapping(20'000));
        for (int i = 0; i < steps; ++i)
            session.undoStack()->redo();
        QCOMPARE(session.document().entries[(steps - 1) * 300].transform, std::string("flip(0)"));
    }

    void theOldestStepsGoWhereTheyTakeTooMuch()
    {
        TempDir folder;
        Session session;
        const auto rename = [&session](const std::string& prefix) { // shares nothing
            session.change(QString::fromStdString(prefix), [prefix](MappingDocument document) {
                for (std::size_t i = 0; i < document.entries.size(); ++i)
                    document.entries.edit(i).target = prefix + "/a/name/that/needs/memory" + std::to_string(i);
                return document;
            });
            settle(session);
        };
        session.edit(QStringLiteral("large"), largeMapping(6000));
        settle(session);
        const std::size_t one = bytesNotShared(session.document(), {});
        session.setHistoryLimit(one * 4);
        rename("1");
        rename("2");
        saved(session, folder / "m.json"); // at the third step
        QSignalSpy cleaned(session.undoStack(), &QUndoStack::cleanChanged), moved(session.undoStack(), &QUndoStack::indexChanged);
        for (const char* prefix : {"3", "4", "5", "6", "7"})
            rename(prefix);
        QCOMPARE(cleaned.size(), qsizetype(1)); // at the first change, not again by what was dropped
        QVERIFY(!moved.isEmpty());
        QVERIFY(session.isModified());
        QCOMPARE(session.undoStack()->undoText(), QStringLiteral("7"));
        QVERIFY2(session.undoStack()->count() >= 2 && session.undoStack()->count() <= 4, qPrintable(QString::number(session.undoStack()->count())));
        const int steps = session.undoStack()->count();
        for (int i = 0; i < steps; ++i)
            session.undoStack()->undo();
        QVERIFY(!session.undoStack()->canUndo());
        QCOMPARE(session.document().entries[0].target, std::to_string(7 - steps) + "/a/name/that/needs/memory0");
        QVERIFY(session.isModified()); // what was saved lies further back
        for (int i = 0; i < steps; ++i)
            session.undoStack()->redo();
        QCOMPARE(session.document().entries[0].target, std::string("7/a/name/that/needs/memory0"));
        session.setHistoryLimit(1);
        rename("8");
        QCOMPARE(session.undoStack()->count(), 1); // the last one always
        session.undoStack()->undo();
        QCOMPARE(session.document().entries[0].target, std::string("7/a/name/that/needs/memory0"));
    }

    void savingGoesOnWhileTheMappingIsEdited()
    {
        TempDir folder;
        Session session;
        session.edit(QStringLiteral("large"), largeMapping(30'000));
        session.saveMapping(folder / "m.json"); // waits for the change
        QVERIFY(session.isSaving() && session.isModified());
        QVERIFY(session.document().entries.empty());
        QSignalSpy written(&session, &Session::mappingSaved);
        QVERIFY(written.wait(patienceMs));
        QVERIFY(!session.isModified());
        QCOMPARE(session.mappingPath(), folder / "m.json");
        QCOMPARE(loadMapping(folder / "m.json")->entries, largeMapping(30'000).entries);

        changeOne(session, 5, "flip(0)");
        session.saveMapping(folder / "m.json");
        QVERIFY(session.isModified()); // not before it is there
        session.undoStack()->undo();
        QVERIFY(written.wait(patienceMs));
        QVERIFY(session.isModified());
        QCOMPARE(loadMapping(folder / "m.json")->entries[5].transform, std::string("flip(0)"));
        session.undoStack()->redo(); // what is in the file
        QVERIFY(!session.isModified());
        session.undoStack()->undo();
        QVERIFY(session.isModified());

        session.saveMapping(folder / "a.json"); // one after another, the last one wins
        session.saveMapping(folder / "b.json");
        QTRY_VERIFY_WITH_TIMEOUT(!session.isSaving(), patienceMs);
        QCOMPARE(session.mappingPath(), folder / "b.json");
        QVERIFY(std::filesystem::exists(folder / "a.json") && !session.isModified());

        QSignalSpy failed(&session, &Session::mappingFileFailed);
        changeOne(session, 6, "flip(0)");
        session.saveMapping(folder / "c.json");
        session.saveJob()->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!session.isSaving(), patienceMs);
        QCOMPARE(std::filesystem::exists(folder / "c.json"), !session.isModified()); // cancelled, or a moment too late
        QCOMPARE(failed.size() + written.size(), qsizetype(5));
        for (const auto& file : std::filesystem::directory_iterator(folder.path()))
            QVERIFY2(file.path().filename().string().front() != '.', "a temporary file was left");
    }

    void anEditWhileAMappingIsReadIsNotLost()
    {
        TempDir folder;
        QVERIFY(saveMapping(largeMapping(10'000), folder / "m.json"));
        Session session;
        QSignalSpy failed(&session, &Session::mappingFileFailed), opened(&session, &Session::mappingOpened);
        session.openMapping(folder / "m.json");
        session.edit(QStringLiteral("small"), largeMapping(1));
        QVERIFY(failed.wait(patienceMs));
        QCOMPARE(session.document(), largeMapping(1));
        session.openMapping(folder / "m.json");
        session.newMapping();
        QCOMPARE(failed.size(), qsizetype(2));
        QCOMPARE(failed.back()[0].value<Error>().code, ErrorCode::Cancelled);
        session.openMapping(folder / "m.json");
        QVERIFY(opened.wait(patienceMs));
        QCOMPARE(session.document().entries.size(), std::size_t(10'000));
    }

    void wrongFilesAreErrors()
    {
        TempDir folder;
        writeFile(folder / "picture.h5", "\xFF\xD8\xFF\xE0 this is a JPEG");
        Session session;
        QSignalSpy failed(&session, &Session::openFailed);
        session.openModel(Side::Source, folder / "picture.h5");
        QVERIFY(failed.wait(patienceMs));
        QCOMPARE(failed.front()[1].value<Error>().code, ErrorCode::NotThisFormat);
        session.openModel(Side::Source, folder / "missing.pt");
        QVERIFY(failed.wait(patienceMs));
        QCOMPARE(failed.back()[1].value<Error>().code, ErrorCode::Io);
        QVERIFY(!session.model(Side::Source));
    }
};

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
