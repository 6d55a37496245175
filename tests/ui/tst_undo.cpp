#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

void settle(Session& session) { QTRY_VERIFY(session.isChecked() && !session.checkJob()->isRunning()); }

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
        QVERIFY(session.saveMapping(folder / "m.json"));
        QVERIFY(!session.isModified());
        settle(session);
        QVERIFY(session.exportMapping(folder / "m.csv"));
        QCOMPARE(QString::fromStdString(readFile(folder / "m.csv")), QStringLiteral("target,source,transform\r\nconv1.bias,conv1/bias,identity\r\n"));

        Session other;
        openBoth(other);
        QVERIFY(other.openMapping(folder / "m.json"));
        QCOMPARE(other.document().entries, session.document().entries);
        QVERIFY(!other.isModified());
        QCOMPARE(other.undoStack()->count(), 0);
        writeFile(folder / "broken.json", "{\"tensorgraft\": 1, \"entries\": [");
        const auto broken = other.openMapping(folder / "broken.json");
        QVERIFY(!broken);
        QCOMPARE(other.document().entries, session.document().entries); // what was there stays
        QVERIFY(!other.saveMapping(folder / "no-such-folder" / "m.json"));
    }

    void wrongFilesAreErrors()
    {
        TempDir folder;
        writeFile(folder / "picture.h5", "\xFF\xD8\xFF\xE0 this is a JPEG");
        Session session;
        QSignalSpy failed(&session, &Session::openFailed);
        session.openModel(Side::Source, folder / "picture.h5");
        QVERIFY(failed.wait());
        QCOMPARE(failed.front()[1].value<Error>().code, ErrorCode::NotThisFormat);
        session.openModel(Side::Source, folder / "missing.pt");
        QVERIFY(failed.wait());
        QCOMPARE(failed.back()[1].value<Error>().code, ErrorCode::Io);
        QVERIFY(!session.model(Side::Source));
    }
};

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
