#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/error_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/window/link_view.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QUrl>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

std::unique_ptr<MainWindow> windowWith(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target)
{
    auto window = std::make_unique<MainWindow>();
    window->resize(1400, 900);
    window->show();
    if (source)
        window->session()->setModel(Side::Source, std::move(source));
    if (target)
        window->session()->setModel(Side::Target, std::move(target));
    return window;
}

void settle(const MainWindow& window) { QTRY_VERIFY(window.session()->isChecked() && !window.session()->checkJob()->isRunning()); }

QString statusOf(const MainWindow& window) { return window.findChild<QLabel*>(QStringLiteral("coverage"))->text(); }

QModelIndex rowOf(const MainWindow& window, Side side, std::size_t tensor)
{
    return window.pane(side)->view()->indexOfNode(window.session()->tree(side)->nodes().nodeOfTensor(tensor));
}

QModelIndex layerOf(const MainWindow& window, Side side, std::size_t tensor)
{
    return window.pane(side)->view()->parentOf(rowOf(window, side, tensor));
}

/// Enter, move and drop, as the window system sends them to the viewport.
struct Hover {
    bool accepted = false;
    QString tip;
};
Hover hoverAndMaybeDrop(TensorTreeView* view, QMimeData* data, const QModelIndex& onto, bool drop)
{
    const QPointF at = view->visualRect(onto).center();
    Hover hover;
    QSignalSpy spy(view, &TensorTreeView::dropHovered);
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view->viewport(), &enter);
    QDragMoveEvent move(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view->viewport(), &move);
    hover.accepted = move.isAccepted();
    hover.tip = spy.isEmpty() ? QString() : spy.back()[0].toString();
    if (drop) {
        QDropEvent event(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view->viewport(), &event);
    } else {
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(view->viewport(), &leave);
    }
    return hover;
}

std::unique_ptr<QMimeData> dragOf(const MainWindow& window, Side side, const QModelIndexList& rows)
{
    return std::unique_ptr<QMimeData>(window.pane(side)->view()->model()->mimeData(rows));
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void startsEmptyAndSaysSo()
    {
        const auto window = windowWith(nullptr, nullptr);
        QCOMPARE(statusOf(*window), QStringLiteral("Open a source and a target"));
        for (const QAction* action : window->findChildren<QAction*>())
            if (action->text().contains(QStringLiteral("Transfer")) || action->text().contains(QStringLiteral("Auto-match")))
                QVERIFY(!action->isEnabled());
    }

    void hoveringTellsAndDroppingMaps()
    {
        const auto window = windowWith(kerasNet(7), torchNet(2));
        settle(*window);
        QCOMPARE(statusOf(*window), QStringLiteral("coverage 0/6  |  0 warning(s)  |  6 kept from target"));
        TensorTreeView* target = window->pane(Side::Target)->view();
        const auto kernel = dragOf(*window, Side::Source, {rowOf(*window, Side::Source, 0)});
        Hover hover = hoverAndMaybeDrop(target, kernel.get(), rowOf(*window, Side::Target, 0), false);
        QVERIFY(hover.accepted);
        QCOMPARE(hover.tip, QStringLiteral("Fits after transpose(3,2,0,1): (3, 3, 3, 16) becomes (16, 3, 3, 3)"));
        QVERIFY(window->session()->document().entries.empty());

        const auto bias = dragOf(*window, Side::Source, {rowOf(*window, Side::Source, 5)});
        hover = hoverAndMaybeDrop(target, bias.get(), rowOf(*window, Side::Target, 5), true);
        QVERIFY(!hover.accepted);
        QCOMPARE(hover.tip, QStringLiteral("Cannot: (7,) onto (2,)"));
        QVERIFY(window->session()->document().entries.empty());

        const auto layer = dragOf(*window, Side::Source, {layerOf(*window, Side::Source, 0)});
        hover = hoverAndMaybeDrop(target, layer.get(), layerOf(*window, Side::Target, 0), true);
        QCOMPARE(hover.tip, QStringLiteral("2 of 2 pair by name, kind and shape"));
        settle(*window);
        QCOMPARE(window->session()->rows().size(), std::size_t(2));
        QTRY_VERIFY(window->links()->curveCount() == 2);
        // Collapsing the layer leaves one curve for both tensors.
        target->collapse(layerOf(*window, Side::Target, 0));
        window->pane(Side::Source)->view()->collapseAll();
        QTRY_VERIFY(window->links()->curveCount() == 1);
        // The others differ only by number: the window offers them.
        target->expandAll();
    }

    void rowsOfTheSameTreeAreRefused()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        const auto data = dragOf(*window, Side::Target, {rowOf(*window, Side::Target, 1)});
        const Hover hover = hoverAndMaybeDrop(window->pane(Side::Target)->view(), data.get(), rowOf(*window, Side::Target, 1), true);
        QVERIFY(!hover.accepted);
        QVERIFY(window->session()->document().entries.empty());
    }

    void mapsByKeyboard()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        window->pane(Side::Source)->view()->setCurrentIndex(rowOf(*window, Side::Source, 1));
        TensorTreeView* target = window->pane(Side::Target)->view();
        target->setCurrentIndex(rowOf(*window, Side::Target, 1));
        QTest::keyClick(target, Qt::Key_Return);
        settle(*window);
        QCOMPARE(window->session()->rows().size(), std::size_t(1));
        QCOMPARE(window->session()->rows()[0].target, std::string("conv1.bias"));

        QTableView* table = window->mappingPanel()->table();
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        settle(*window);
        QVERIFY(window->session()->rows().empty());
    }

    void choosingARowLeadsToBothEnds()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        const DropPair pair{{3}, 3, "identity"};
        window->session()->mapPairs(QStringLiteral("map"), std::span(&pair, 1));
        settle(*window);
        window->pane(Side::Source)->view()->collapseAll();
        window->mappingPanel()->table()->selectRow(0);
        QCOMPARE(window->pane(Side::Source)->view()->currentIndex(), rowOf(*window, Side::Source, 3));
        QCOMPARE(window->pane(Side::Target)->view()->currentIndex(), rowOf(*window, Side::Target, 3));
        QVERIFY(window->pane(Side::Source)->view()->isExpanded(layerOf(*window, Side::Source, 3)));
    }

    void oneTransformForSeveralRows()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        settle(*window);
        Session& session = *window->session();
        MappingDocument document = session.document();
        for (const std::size_t i : {0U, 2U, 4U})
            document.entries.push_back({session.model(Side::Target)->tensors()[i].name, {session.model(Side::Source)->tensors()[i].name}, {}, {}, {}});
        session.edit(QStringLiteral("map"), document);
        settle(*window);
        QTableView* table = window->mappingPanel()->table();
        QCOMPARE(table->model()->rowCount(), 3);
        QAction* transform = nullptr;
        for (QAction* action : window->findChildren<QAction*>())
            if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+T")))
                transform = action;
        QVERIFY(transform);
        QVERIFY(!transform->isEnabled());
        const auto click = [table](int row, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, table->visualRect(table->model()->index(row, 0)).center());
        };
        click(0, {});
        click(2, Qt::ControlModifier);
        QVERIFY(transform->isEnabled());
        session.recheck(); // what a job brings meanwhile takes no selection away
        settle(*window);
        QCOMPARE(window->mappingPanel()->selectedRows().size(), std::size_t(2));
        QVERIFY(transform->isEnabled());

        const auto filled = QStringLiteral("fill(zeros)");
        QTimer typist;
        connect(&typist, &QTimer::timeout, table, [&] {
            if (auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget())) {
                const bool again = dialog->textValue() == filled; // it was refused
                dialog->setTextValue(filled);
                again ? dialog->reject() : dialog->accept();
            }
        });
        typist.start(10);
        QTest::keyClick(table, Qt::Key_T, Qt::ControlModifier);
        settle(*window);
        QCOMPARE(session.rows()[0].transform, filled.toStdString());
        QVERIFY(session.rows()[1].transform != filled.toStdString());
        QCOMPARE(session.rows()[2].transform, filled.toStdString());
        QCOMPARE(window->mappingPanel()->selectedRows().size(), std::size_t(2));
        click(2, Qt::ControlModifier);
        click(0, Qt::ControlModifier);
        QVERIFY(!transform->isEnabled());
    }

    void filtersAfterAPause()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        ModelPane* pane = window->pane(Side::Source);
        pane->filterEdit()->setText(QStringLiteral("bias"));
        QCOMPARE(pane->view()->rowsModel()->shownCount(), std::size_t(6)); // not with every key
        QTRY_COMPARE(pane->view()->rowsModel()->shownCount(), std::size_t(3));
    }

    void filesAreDroppedOnASide()
    {
        TempDir folder;
        writeFile(folder / "net.json", R"({"skeleton": 1, "tensors": [{"name": "a/kernel", "shape": [2, 3], "dtype": "float32"}]})");
        const auto window = windowWith(nullptr, nullptr);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString((folder / "net.json").string()))});
        ModelPane* pane = window->pane(Side::Target);
        QDragEnterEvent enter(pane->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(pane, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(pane->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(pane, &drop);
        QTRY_VERIFY(window->session()->model(Side::Target));
        QVERIFY(!window->session()->model(Side::Source));
        QCOMPARE(window->session()->model(Side::Target)->formatId(), std::string("skeleton"));
    }

    void aMappingDroppedOnASideIsOpenedAsOne()
    {
        TempDir folder;
        writeFile(folder / "m.json", R"({"tensorgraft": 1, "entries": [{"target": "conv1.bias", "source": "conv1/bias"}]})");
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        window->openModel(Side::Source, QString::fromStdString((folder / "m.json").string()));
        QTRY_COMPARE(window->session()->rows().size(), std::size_t(1));
        QVERIFY(!window->pane(Side::Source)->messages()->isVisible());
    }

    void wrongFilesGiveOneClearMessage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("JPEG") << QByteArray("\xFF\xD8\xFF\xE0 picture") << QStringLiteral("JPEG");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
        QTest::newRow("header of 2^60 bytes") << QByteArray("\0\0\0\0\0\0\0\x10{\"a\":1}", 15) << QStringLiteral("wrong.safetensors");
    }

    void wrongFilesGiveOneClearMessage()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        TempDir folder;
        writeFile(folder / "wrong.safetensors", std::string_view(bytes.data(), std::size_t(bytes.size())));
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        window->openModel(Side::Source, QString::fromStdString((folder / "wrong.safetensors").string()));
        MessageBar* bar = window->pane(Side::Source)->messages();
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(says, Qt::CaseInsensitive), qPrintable(bar->text()));
        QVERIFY(window->session()->model(Side::Source)); // what was open stays, the program goes on
    }

    void errorsAreTranslatedByCode()
    {
        const ErrorText text = errorText(makeError(ErrorCode::Corrupt, "the header ends early").at("/data/m.pt").at(std::uint64_t{4096}).wanted("8 bytes").got("3").advise("copy it again"));
        QCOMPARE(text.headline, QStringLiteral("m.pt is damaged."));
        QCOMPARE(text.details.split(u'\n'), (QStringList{QStringLiteral("The header ends early."), QStringLiteral("At byte 4,096"), QStringLiteral("Expected: 8 bytes"),
                                                          QStringLiteral("Found: 3"), QStringLiteral("What you can do: Copy it again."), QStringLiteral("File: /data/m.pt")}));
    }

    void remembersItsLayout()
    {
        QSize size;
        {
            const auto window = windowWith(nullptr, nullptr);
            window->resize(1111, 777);
            size = window->size();
            window->close();
        }
        MainWindow again;
        QCOMPARE(again.size(), size);
    }

    void everyControlHasAName()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        for (const QAbstractItemView* view : window->findChildren<QAbstractItemView*>())
            if (view->parentWidget() && view->isVisible() && view->objectName() != QStringLiteral("qt_scrollarea_viewport") && !view->inherits("QHeaderView"))
                QVERIFY2(!view->accessibleName().isEmpty(), view->metaObject()->className());
        for (const QLineEdit* edit : window->findChildren<QLineEdit*>())
            if (edit->isVisible() && !edit->parentWidget()->inherits("QAbstractSpinBox"))
                QVERIFY2(!edit->accessibleName().isEmpty() || !edit->placeholderText().isEmpty(), qPrintable(edit->objectName()));
    }
};

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
