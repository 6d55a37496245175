#include "model_io/formats/registry.h"
#include "model_io/formats/skeleton/snippets.h"
#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/not_restored_model.h"
#include "ui/session.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/dialect_text.h"
#include "ui/window/import_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/output_name.h"
#include "ui/window/tensor_locator.h"
#include "ui/window/text_dialog.h"
#include "ui/window/transfer_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

void settle(const Session& session) { QTRY_VERIFY(session.isChecked() && !session.checkJob()->isRunning()); }

void setModels(Session& session, std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target)
{
    session.setModel(Side::Source, std::move(source));
    session.setModel(Side::Target, std::move(target));
    settle(session);
}

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QAction* actionOf(const QMenu& menu, const char* data)
{
    for (QAction* action : menu.actions())
        if (action->data().toString() == QLatin1String(data))
            return action;
    return nullptr;
}

} // namespace

/// For jobs on a machine that others work on.
constexpr int patienceMs = 60'000;

class DialogsTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void everyTextOfTheLibraryIsMarkedForTranslation()
    {
        QFile file(text(sourceDir() / "resources/translations/tensorgraft_zh_CN.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString known = QString::fromUtf8(file.readAll());
        std::vector<std::string_view> texts;
        for (const DialectInfo& dialect : allDialects())
            texts.insert(texts.end(), {dialect.title, dialect.expresses});
        for (const skeleton::Snippet& snippet : skeleton::snippets())
            texts.push_back(snippet.title);
        for (const std::string_view one : texts) {
            const QString source = QString::fromStdString(std::string(one));
            QVERIFY2(known.contains(QStringLiteral("<source>%1</source>").arg(source.toHtmlEscaped())), qPrintable(source));
        }
    }

    void outputNames_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("exported");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* path, const char* format, const char* exported, const char* name) {
            QTest::newRow(qPrintable(QString::fromLatin1("%1 %2").arg(QLatin1String(path), QLatin1String(exported))))
                << QString::fromLatin1(path) << QString::fromLatin1(format) << QString::fromLatin1(exported) << QString::fromLatin1(name);
        };
        row("/m/net.h5", "keras-h5", "", "/m/net-grafted.h5");
        row("/m/net.h5", "keras-h5", "safetensors", "/m/net-grafted.safetensors");
        row("/m/net.weights.h5", "keras-v3", "", "/m/net-grafted.weights.h5");
        row("/m/net.pth.tar", "pytorch", "", "/m/net-grafted.pth.tar");
        row("/m/model.ckpt.index", "tf-checkpoint-v2", "", "/m/model-grafted.ckpt");
        row("/m/model.ckpt-1200.index", "tf-checkpoint-v2", "", "/m/model-grafted.ckpt-1200");
        row("/m/ckpt-3.index", "tf-checkpoint-v2", "", "/m/ckpt-3-grafted");
        row("/m/vgg_16.ckpt", "tf-checkpoint-v1", "tf-checkpoint-v2", "/m/vgg_16-grafted.ckpt");
        row("/m/net.v2", "tf-savedmodel", "", "/m/net.v2-grafted");
        row("/m/net.v2/saved_model.pb", "tf-savedmodel", "", "/m/net.v2-grafted");
        row("/m/weights", "pytorch", "", "/m/weights-grafted");
        row("/m/target.json", "skeleton", "keras-h5", "/m/target-grafted.h5");
    }
    void outputNames()
    {
        QFETCH(QString, path);
        QFETCH(QString, format);
        QFETCH(QString, exported);
        const auto model = FakeModel::make(path.toStdString(), {{"a", {1}}}, AxisConvention::TensorFlow, format.toStdString());
        QTEST(suggestedOutput(*model, exported.toStdString()), "name");
    }

    void typedOutputs()
    {
        TempDir folder;
        std::filesystem::create_directory(folder / "there");
        const auto file = FakeModel::make((folder / "net.h5").string(), {{"a", {1}}});
        const auto saved = FakeModel::make((folder / "model").string(), {{"a", {1}}}, AxisConvention::TensorFlow, "tf-savedmodel");
        // A folder means "in it" for a file, and itself for a SavedModel.
        QCOMPARE(outputPath(text(folder / "there"), *file, ""), folder / "there" / "net-grafted.h5");
        QCOMPARE(outputPath(text(folder / "new") + u'/', *file, ""), folder / "new" / "net-grafted.h5");
        QCOMPARE(outputPath(QStringLiteral("  %1//new/ ").arg(text(folder.path())), *saved, ""), folder / "new");
        QCOMPARE(outputPath(text(folder / "there") + u'/', *saved, ""), folder / "there");
        QVERIFY(outputPath(QStringLiteral("  "), *file, "").empty());
        // What would be replaced, also by its common beginning.
        writeFile(folder / "model.ckpt.index", "x");
        QCOMPARE(existingOutput(folder / "model.ckpt", "tf-checkpoint-v2").value_or(""), folder / "model.ckpt.index");
        QVERIFY(!existingOutput(folder / "model.ckpt", "keras-h5"));
        QCOMPARE(existingOutput(folder / "there", "tf-savedmodel").value_or(""), folder / "there");
    }

    void kerasMatchersAreOneStepAndSayWhatTheySkip()
    {
        MainWindow window;
        window.show();
        Session& session = *window.session();
        setModels(session, kerasNet(7), kerasNet(2));
        std::vector<KerasReport> reports;
        connect(&session, &Session::kerasMatched, this, [&](const KerasReport& report) { reports.push_back(report); });
        session.matchAsKeras(KerasOrder::ByName);
        QTRY_COMPARE(reports.size(), std::size_t(1));
        settle(session);
        QCOMPARE(reports[0].filled, 4);
        QCOMPARE(reports[0].skipped.size(), qsizetype(2)); // another number of classes
        QVERIFY2(reports[0].skipped.front().startsWith(QStringLiteral("dense: ")), qPrintable(reports[0].skipped.front()));
        QCOMPARE(session.undoStack()->count(), 1);
        QCOMPARE(session.rows().size(), std::size_t(4));
        QVERIFY2(window.messages()->text().startsWith(QStringLiteral("By name: 4 of 6 tensor(s) of the target are filled. 2 skipped.")), qPrintable(window.messages()->text()));

        session.undoStack()->undo();
        settle(session);
        QVERIFY(session.rows().empty());
        setModels(session, kerasNet(2), kerasNet(2));
        session.matchAsKeras(KerasOrder::Topological);
        QTRY_COMPARE(reports.size(), std::size_t(2));
        QCOMPARE(reports[1].filled, 6);
        QVERIFY(reports[1].skipped.isEmpty() && !reports[1].stops);
        settle(session);
        session.undoStack()->setClean();
    }

    void importShowsWhatItBecomes()
    {
        Session session;
        ImportDialog dialog(&session);
        dialog.show();
        QVERIFY(!dialog.importButton()->isEnabled());
        // Without models: the names as they stand. What a file cannot know is said, the rest is imported.
        dialog.textEdit()->setPlainText(QStringLiteral("tf.train.Saver({'old/a': 'new/a', 'old/b': b_variable})"));
        QTRY_VERIFY(dialog.importButton()->isEnabled());
        QCOMPARE(dialog.notes().size(), std::size_t(1));
        QVERIFY2(dialog.summary().contains(QStringLiteral("1 thing(s) could not be expressed")), qPrintable(dialog.summary()));
        // Nonsense is no import, and says where.
        dialog.dialectBox()->setCurrentIndex(dialog.dialectBox()->findData(QStringLiteral("tf-saver")));
        dialog.textEdit()->setPlainText(QStringLiteral("{'a': [x for x in y]}"));
        QTRY_VERIFY(!dialog.summary().startsWith(QStringLiteral("TensorFlow Saver")));
        QVERIFY(!dialog.importButton()->isEnabled());

        // With models every tensor is shown, and the import is one step.
        setModels(session, kerasNet(7), kerasNet(7));
        TempDir folder;
        writeFile(folder / "map.json", R"({"conv1/kernel": "conv1/kernel", "conv1/bias": "conv1/bias"})");
        dialog.openFile(text(folder / "map.json"));
        QTRY_VERIFY(dialog.importButton()->isEnabled());
        QVERIFY2(dialog.summary().contains(QStringLiteral("2 of 6 tensor(s) of the target get weights")), qPrintable(dialog.summary()));
        dialog.importButton()->click();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(2));
        QCOMPARE(session.undoStack()->count(), 1);
        session.undoStack()->undo();
        QVERIFY(session.document().entries.empty());
    }

    void exportsAreCopiedAndSayWhatIsLeftOut()
    {
        MainWindow window;
        window.show();
        Session& session = *window.session();
        const auto* python = window.findChild<QMenu*>(QStringLiteral("copyAsPython"));
        const auto* copy = window.findChild<QMenu*>(QStringLiteral("copyAs"));
        const auto* save = window.findChild<QMenu*>(QStringLiteral("saveAs"));
        QVERIFY(python && copy && save);
        std::size_t exports = 0;
        for (const DialectInfo& dialect : allDialects())
            exports += dialect.canExport;
        QCOMPARE(std::size_t(python->actions().size() + copy->actions().size()), exports);
        QCOMPARE(std::size_t(save->actions().size()), exports);
        for (const char* id : {"tf-slim", "python-saver", "python-init-from-checkpoint", "python-keras", "python-pytorch"})
            QVERIFY2(actionOf(*python, id), id);
        emit const_cast<QMenu*>(python)->aboutToShow();
        QVERIFY(!actionOf(*python, "python-keras")->isEnabled()); // nothing is mapped

        setModels(session, kerasNet(7), torchNet(7));
        session.mapPairs(QStringLiteral("test"), std::vector<DropPair>{{{0}, 0, "transpose(3,2,0,1)"}, {{1}, 1, "identity"}});
        settle(session);
        emit const_cast<QMenu*>(python)->aboutToShow();
        QVERIFY(actionOf(*python, "python-pytorch")->isEnabled());
        QApplication::clipboard()->clear();
        actionOf(*python, "python-pytorch")->trigger();
        QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("permute(3, 2, 0, 1)")));
        // A dictionary of names has no transforms: named, not dropped.
        actionOf(*copy, "tf-saver")->trigger();
        QTRY_VERIFY2(window.messages()->text().contains(QStringLiteral("1 thing(s) could not be said and are left out")), qPrintable(window.messages()->text()));
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("conv1.bias")));
        session.undoStack()->setClean();
    }

    void notRestoredFollowsTheMapping()
    {
        MainWindow window;
        window.show();
        Session& session = *window.session();
        setModels(session, kerasNet(7), kerasNet(7));
        window.showNotRestored();
        auto* dialog = window.findChild<NotRestoredDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->model()->rowCount(), 6);
        session.mapPairs(QStringLiteral("test"), std::vector<DropPair>{{{0}, 0, "identity"}, {{1}, 1, "identity"}});
        settle(session);
        QTRY_COMPARE(dialog->model()->rowCount(), 4);
        QCOMPARE(dialog->model()->index(0, NotRestoredModel::NameColumn).data().toString(), QStringLiteral("block/conv2/kernel"));
        QVERIFY(!dialog->model()->index(0, NotRestoredModel::ReasonColumn).data().toString().isEmpty());
        const auto actions = dialog->copyButton()->menu()->actions();
        actions[0]->trigger();
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 4);
        actions[2]->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("{\"name\": \"block/conv2/kernel\", \"shape\": [3, 3, 16, 32], \"reason\": ")));
        actions.back()->trigger();
        QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("var_list")));
        delete dialog;
        session.undoStack()->setClean();
    }

    void longListsOfWhatIsNotRestoredAreMadeByAJob()
    {
        MainWindow window;
        window.show();
        Session& session = *window.session();
        std::vector<FakeModel::Tensor> tensors;
        for (int i = 0; i < 25'000; ++i)
            tensors.push_back({"layer" + std::to_string(i) + "/kernel", {2, 2}});
        const auto model = FakeModel::make("large.h5", std::move(tensors));
        session.setModel(Side::Source, model);
        session.setModel(Side::Target, model);
        QTRY_VERIFY_WITH_TIMEOUT(session.isChecked() && !session.checkJob()->isRunning(), patienceMs);
        window.showNotRestored();
        auto* dialog = window.findChild<NotRestoredDialog*>();
        QCOMPARE(dialog->model()->rowCount(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(dialog->model()->rowCount(), 25'000, patienceMs);
        QApplication::clipboard()->clear();
        const auto actions = dialog->copyButton()->menu()->actions();
        actions[0]->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text().count(u'\n'), 25'000, patienceMs);
        session.mapPairs(QStringLiteral("test"), std::vector<DropPair>{{{0}, 0, "identity"}});
        QTRY_COMPARE_WITH_TIMEOUT(dialog->model()->rowCount(), 24'999, patienceMs);
        session.closeModel(Side::Target);
        QTRY_COMPARE_WITH_TIMEOUT(dialog->model()->rowCount(), 0, patienceMs);
        session.newMapping();
        delete dialog;
    }

    void veryLongTextsAreShownInPart()
    {
        QString text;
        for (int i = 0; i < 50'000; ++i)
            text += QStringLiteral("line %1\n").arg(i);
        text.chop(1);
        TextDialog dialog(QStringLiteral("title"), QStringLiteral("intro"), text);
        const QString shown = dialog.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY(shown.size() < text.size());
        const QStringList lines = shown.split(u'\n');
        QCOMPARE(lines[lines.size() - 2], QStringLiteral("line %1").arg(lines.size() - 2));
        QVERIFY2(lines.back().contains(QString::number(50'000 - (lines.size() - 1))), qPrintable(lines.back()));
        TextDialog whole(QStringLiteral("title"), QStringLiteral("intro"), QStringLiteral("a\nb"));
        QCOMPARE(whole.findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("a\nb"));
    }

    void tensorsAreLocatedByAnyOfTheirNames()
    {
        for (const int count : {4, 25'000}) {
            Session session;
            std::vector<FakeModel::Tensor> tensors;
            for (int i = 0; i < count; ++i)
                tensors.push_back({"model_weights/layer" + std::to_string(i) + "/kernel:0", {2, 2}});
            const auto model = FakeModel::make("large.h5", std::move(tensors));
            session.setModel(Side::Source, model);
            session.setModel(Side::Target, model);
            TensorLocator locator(&session);
            std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>> found;
            connect(&locator, &TensorLocator::located, &locator, [&found](std::optional<std::size_t> source, std::optional<std::size_t> target) { found.emplace_back(source, target); });
            locator.locate({}, "model_weights/layer2/kernel:0"); // its own name: at once
            QCOMPARE(found.size(), std::size_t(1));
            QVERIFY(!found.back().first && found.back().second == std::size_t(2));
            locator.locate("layer1/kernel", "layer3/kernel:0");
            QTRY_COMPARE_WITH_TIMEOUT(found.size(), std::size_t(2), patienceMs);
            QVERIFY(found.back().first == std::size_t(1) && found.back().second == std::size_t(3));
            locator.locate("nowhere", "layer3/kernel:0");
            locator.locate({}, "model_weights/layer0/kernel:0"); // takes its place
            QTRY_VERIFY_WITH_TIMEOUT(found.size() >= 3 && found.back().second == std::size_t(0), patienceMs);
        }
    }

    void aSkeletonBecomesAFile()
    {
        TempDir folder;
        writeFile(folder / "target.json", R"({"skeleton": 1, "format": "safetensors", "tensors": [
            {"name": "conv1/kernel", "shape": [3, 3, 3, 16], "dtype": "float32"}, {"name": "new/bias", "shape": [5], "dtype": "float32"}]})");
        auto target = tensorgraft::openModel(folder / "target.json");
        QVERIFY2(target, target ? "" : target.error().toString().c_str());
        Session session;
        setModels(session, kerasNet(7), *target);
        session.mapPairs(QStringLiteral("test"), std::vector<DropPair>{{{0}, 0, "identity"}});
        settle(session);
        TransferDialog dialog(&session);
        dialog.show();
        QVERIFY(dialog.fillBox());
        QCOMPARE(dialog.formatBox()->currentData().toString(), QStringLiteral("safetensors")); // as it describes
        QVERIFY(dialog.outputEdit()->text().endsWith(QStringLiteral("target-grafted.safetensors")));
        QVERIFY(!dialog.transferButton()->isEnabled()); // nothing says what new/bias gets
        dialog.fillBox()->setCurrentIndex(dialog.fillBox()->findData(QStringLiteral("initial")));
        QVERIFY(dialog.transferButton()->isEnabled());
        // The suffix that is typed chooses the format.
        dialog.outputEdit()->setFocus();
        dialog.outputEdit()->clear();
        QTest::keyClicks(dialog.outputEdit(), text(folder / "out.npz"));
        QCOMPARE(dialog.formatBox()->currentData().toString(), QStringLiteral("numpy-npz"));
        dialog.transferButton()->click();
        QTRY_VERIFY2(dialog.report().has_value(), qPrintable(dialog.findChild<MessageBar*>()->text()));
        const auto written = tensorgraft::openModel(folder / "out.npz");
        QVERIFY(written);
        QCOMPARE((*written)->formatId(), std::string("numpy-npz"));
        QCOMPARE((*written)->tensors().size(), std::size_t(2));
    }

    void foldersAreDroppedAndSnippetsCopied()
    {
        TempDir folder;
        MainWindow window;
        window.show();
        ModelPane* pane = window.pane(Side::Source);
        QSignalSpy dropped(pane, &ModelPane::filesDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(text(folder.path()) + u'/')});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(pane, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(pane, &drop);
        QCOMPARE(dropped.size(), qsizetype(1));
        QTRY_VERIFY(!pane->messages()->text().isEmpty()); // an empty folder is no model, and that is said

        QMenu* snippets = window.pane(Side::Target)->snippetMenu();
        QVERIFY(snippets && !window.pane(Side::Source)->snippetMenu());
        QCOMPARE(std::size_t(snippets->actions().size()), skeleton::snippets().size());
        for (std::size_t i = 0; i < skeleton::snippets().size(); ++i) {
            snippets->actions()[qsizetype(i)]->trigger();
            QCOMPARE(QApplication::clipboard()->text().toStdString(), std::string(skeleton::snippets()[i].text));
        }
    }
};

QTEST_MAIN(DialogsTest)
#include "tst_dialogs.moc"
