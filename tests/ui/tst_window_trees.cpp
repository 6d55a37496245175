#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/spacing.h"
#include "ui/window/copy_names.h"
#include "ui/window/link_view.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/step_scroller.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/thumbnail_store.h"
#include "ui/window/tree_actions.h"
#include "ui/window/tree_columns.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

std::unique_ptr<MainWindow> windowWith(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target)
{
    auto window = std::make_unique<MainWindow>();
    window->resize(1500, 900);
    window->show();
    window->session()->setModel(Side::Source, std::move(source));
    window->session()->setModel(Side::Target, std::move(target));
    return window;
}

void settle(const MainWindow& window) { QTRY_VERIFY(window.session()->isChecked() && !window.session()->checkJob()->isRunning()); }

void map(const MainWindow& window, std::vector<DropPair> pairs)
{
    window.session()->mapPairs(QStringLiteral("map"), pairs);
    settle(window);
}

TensorTreeView* viewOf(const MainWindow& window, Side side) { return window.pane(side)->view(); }

QString shownName(const TensorTreeView* view) { return view->currentIndex().siblingAtColumn(0).data().toString(); }

/// Layers of two tensors each, `layers` of them below `stages` scopes.
std::shared_ptr<const ModelFile> deepNet(int stages, int layers)
{
    std::vector<FakeModel::Tensor> tensors;
    for (int s = 0; s < stages; ++s)
        for (int l = 0; l < layers; ++l)
            for (const char* name : {"kernel", "bias"})
                tensors.push_back({"stage" + std::to_string(s) + "/layer" + std::to_string(l) + "/" + name, {3, 3, 4, 4}});
    return FakeModel::make("deep.h5", std::move(tensors));
}

} // namespace

class WindowTreesTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void everyModelOfTheWindowIsConsistent()
    {
        auto window = std::make_unique<MainWindow>();
        window->resize(1400, 900);
        window->show();
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        QSet<const QAbstractItemModel*> tested;
        const auto attach = [&] {
            for (QAbstractItemModel* model : window->findChildren<QAbstractItemModel*>())
                // MetadataModel fetches rows for its view while a tester attached later still sees the reset: tst_inspector tests it.
                if (const QByteArray name = model->metaObject()->className(); !tested.contains(model) && name.startsWith("tensorgraft::") && name != "tensorgraft::MetadataModel") {
                    tested.insert(model);
                    testers.push_back(std::make_unique<QAbstractItemModelTester>(model, QAbstractItemModelTester::FailureReportingMode::QtTest));
                }
        };
        attach();
        QVERIFY(tested.size() >= 7); // two trees, their rows, mapping, findings, values
        window->session()->setModel(Side::Source, kerasNet());
        window->session()->setModel(Side::Target, torchNet());
        settle(*window);
        map(*window, {{{0}, 0, "transpose(3,2,0,1)"}, {{1}, 1, "identity"}, {{5}, 4, "identity"}}); // the last one is a conflict
        window->showNotRestored();
        attach();
        for (const TreeLayout layout : {TreeLayout::Layers, TreeLayout::Flat, TreeLayout::Scopes})
            viewOf(*window, Side::Target)->setTreeLayout(layout);
        for (const char* filter : {"state:conflict", "kernel", "nothing at all", ""}) {
            window->pane(Side::Source)->filterEdit()->setText(QString::fromLatin1(filter));
            emit window->pane(Side::Source)->filterEdit()->filterChanged(QString::fromLatin1(filter));
        }
        viewOf(*window, Side::Source)->sortByColumn(TensorTreeModel::SizeColumn, Qt::DescendingOrder);
        viewOf(*window, Side::Source)->collapseAll();
        viewOf(*window, Side::Source)->expandAll();
        window->session()->undoStack()->undo();
        settle(*window);
        window->session()->undoStack()->redo();
        settle(*window);
        window->session()->swapModels();
        settle(*window);
        window->session()->closeModel(Side::Source);
        settle(*window);
        window->session()->setModel(Side::Source, deepNet(3, 5));
        settle(*window);
        testers.clear();
    }

    void keysMoveAndExpand()
    {
        const auto window = windowWith(deepNet(3, 2), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->setFocus();
        view->collapseAll();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Right); // opens
        QCOMPARE(view->model()->rowCount(), 5);
        QTest::keyClick(view, Qt::Key_Right); // and goes in
        QCOMPARE(shownName(view), QStringLiteral("layer0"));
        QTest::keyClick(view, Qt::Key_Asterisk);
        QCOMPARE(view->model()->rowCount(), 7);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(shownName(view), QStringLiteral("kernel"));
        QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(shownName(view), QStringLiteral("layer0"));
        QTest::keyClick(view, Qt::Key_Left); // closes
        QCOMPARE(view->model()->rowCount(), 5);
        QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(shownName(view), QStringLiteral("stage0"));
        QTest::keyClick(view, Qt::Key_End);
        QCOMPARE(shownName(view), QStringLiteral("stage2"));
        QTest::keyClick(view, Qt::Key_Home);
        QCOMPARE(shownName(view), QStringLiteral("stage0"));
        QTest::keyClicks(view, QStringLiteral("stage1"));
        QCOMPARE(shownName(view), QStringLiteral("stage1"));
        QTest::keyClick(view, Qt::Key_Plus);
        QVERIFY(view->isExpanded(view->currentIndex()));
        QTest::keyClick(view, Qt::Key_Minus);
        QVERIFY(!view->isExpanded(view->currentIndex()));
    }

    void arrowsAndDoubleClicksExpand()
    {
        const auto window = windowWith(deepNet(2, 2), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->collapseAll();
        const QModelIndex stage = view->model()->index(0, 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->arrowRect(stage).center());
        QCOMPARE(view->model()->rowCount(), 4);
        QVERIFY(!view->selectionModel()->hasSelection()); // an arrow selects nothing
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::AltModifier, view->arrowRect(stage).center());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::AltModifier, view->arrowRect(stage).center());
        QCOMPARE(view->model()->rowCount(), 8); // all below
        const QPoint name = view->arrowRect(stage).center() + QPoint(60, 0);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, name);
        QCOMPARE(view->model()->rowCount(), 2);
    }

    void selectionAndPlaceSurviveOtherRows()
    {
        const auto window = windowWith(deepNet(20, 10), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->expandAll();
        view->revealTensor(211);
        const std::uint32_t node = view->nodeOf(view->currentIndex());
        const int y = view->visualRect(view->currentIndex()).top();
        view->setTreeLayout(TreeLayout::Flat);
        QCOMPARE(view->nodeOf(view->currentIndex()), node);
        QCOMPARE(view->visualRect(view->currentIndex()).top(), y); // it stays under the eye
        QVERIFY(view->selectionModel()->isRowSelected(view->currentIndex().row()));
        view->sortByColumn(TensorTreeModel::NameColumn, Qt::DescendingOrder);
        QCOMPARE(view->nodeOf(view->currentIndex()), node);
        QCOMPARE(view->visualRect(view->currentIndex()).top(), y);
        // Collapsing hands the current row to the scope around it.
        view->sortByColumn(-1, Qt::AscendingOrder);
        view->setTreeLayout(TreeLayout::Scopes);
        view->collapse(view->parentOf(view->parentOf(view->currentIndex())));
        QCOMPARE(shownName(view), QStringLiteral("stage10"));
    }

    void layoutsAreRemembered()
    {
        {
            const auto window = windowWith(kerasNet(), torchNet());
            settle(*window);
            viewOf(*window, Side::Target)->setFocus();
            for (QAction* action : window->treeActions()->findChildren<QAction*>())
                if (action->shortcut() == QKeySequence(QStringLiteral("Alt+3")))
                    action->trigger();
            QCOMPARE(viewOf(*window, Side::Source)->treeLayout(), TreeLayout::Scopes);
            QCOMPARE(viewOf(*window, Side::Target)->treeLayout(), TreeLayout::Flat);
            QCOMPARE(viewOf(*window, Side::Target)->model()->rowCount(), 6);
        }
        MainWindow again;
        QCOMPARE(viewOf(again, Side::Source)->treeLayout(), TreeLayout::Scopes);
        QCOMPARE(viewOf(again, Side::Target)->treeLayout(), TreeLayout::Flat);
    }

    void columnsGiveWayAndAreRemembered()
    {
        {
            const auto window = windowWith(kerasNet(), torchNet());
            settle(*window);
            TensorTreeView* view = viewOf(*window, Side::Source);
            view->setMinimumWidth(900);
            QTRY_VERIFY(view->columns()->isShown(TensorTreeModel::ParametersColumn));
            view->setFixedWidth(ems(view, 36));
            QTRY_VERIFY(!view->columns()->isShown(TensorTreeModel::ParametersColumn) && view->columns()->isShown(TensorTreeModel::DTypeColumn));
            view->setFixedWidth(ems(view, 30)); // names are to be read
            QTRY_VERIFY(!view->columns()->isShown(TensorTreeModel::DTypeColumn));
            QVERIFY(view->columnWidth(TensorTreeModel::NameColumn) >= ems(view, 10));
            view->setMinimumWidth(0);
            view->setMaximumWidth(QWIDGETSIZE_MAX);
            QMenu menu;
            view->columns()->fill(&menu);
            QCOMPARE(menu.actions().front()->text(), QStringLiteral("Shape"));
            menu.actions().front()->trigger();
            QVERIFY(!view->columns()->isShown(TensorTreeModel::ShapeColumn));
            view->columns()->setShown(TensorTreeModel::ParametersColumn, true);
        }
        MainWindow again;
        again.resize(800, 600); // as narrow as it may be: what was asked for stays
        again.show();
        QVERIFY(!viewOf(again, Side::Source)->columns()->isShown(TensorTreeModel::ShapeColumn));
        QVERIFY(viewOf(again, Side::Source)->columns()->isShown(TensorTreeModel::ParametersColumn));
        QVERIFY(viewOf(again, Side::Target)->columns()->isShown(TensorTreeModel::ShapeColumn));
    }

    void namesAreCopied()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->selectAll();
        const QStringList names = selectedNames(*view).split(u'\n');
        QVERIFY(names.size() > 1);
        QApplication::clipboard()->clear();
        view->setFocus();
        QTest::keySequence(view, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text().split(u'\n'), names);
        view->selectionModel()->select(view->model()->index(1, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QCOMPARE(selectedNames(*view).count(u'\n'), qsizetype(0));
        QVERIFY2(selectedNames(*view).contains(view->model()->index(1, TensorTreeModel::NameColumn).data().toString()), qPrintable(selectedNames(*view)));
    }

    void theThirdClickGivesTheOrderOfTheFile()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->setTreeLayout(TreeLayout::Flat);
        QHeaderView* header = view->header();
        const QPoint title(header->sectionViewportPosition(TensorTreeModel::NameColumn) + 20, header->height() / 2);
        const auto first = [&] { return view->model()->index(0, 0).data().toString(); };
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(first(), QStringLiteral("block/conv2/bias"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(first(), QStringLiteral("dense/kernel"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(first(), QStringLiteral("conv1/kernel"));
    }

    void theFilterShowsItsFaultsAndOffersTerms()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        TensorFilterEdit* edit = window->pane(Side::Source)->filterEdit();
        const auto apply = [&](const char* text) {
            edit->setText(QString::fromLatin1(text));
            QTest::keyClick(edit, Qt::Key_Return);
        };
        apply("kernel");
        QCOMPARE(window->pane(Side::Source)->view()->rowsModel()->shownCount(), std::size_t(3));
        apply("kernel dtype:flaot32");
        QVERIFY(edit->errorText().contains(QStringLiteral("flaot32")));
        QCOMPARE(window->pane(Side::Source)->view()->rowsModel()->shownCount(), std::size_t(3)); // the rows stay
        apply("kernel dtype:float32 -block");
        QVERIFY(edit->errorText().isEmpty());
        QCOMPARE(window->pane(Side::Source)->view()->rowsModel()->shownCount(), std::size_t(2));

        edit->clear();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("conv -st"));
        QCOMPARE(edit->offers(), QStringList{QStringLiteral("state:")});
        QTest::keyClicks(edit, QStringLiteral("ate:w"));
        QCOMPARE(edit->offers(), QStringList{QStringLiteral("state:warning")});
        emit edit->termCompleter()->activated(QStringLiteral("state:warning"));
        QCOMPARE(edit->text(), QStringLiteral("conv -state:warning"));
        edit->setText(QStringLiteral("dtype:float16,b"));
        QVERIFY(edit->offers().contains(QStringLiteral("dtype:float16,bfloat16")));
        edit->termCompleter()->popup()->hide();
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(edit->text().isEmpty());
        QCOMPARE(window->pane(Side::Source)->view()->rowsModel()->shownCount(), std::size_t(6));
    }

    void goesToWhatIsUnmappedOrUncertain()
    {
        const auto window = windowWith(kerasNet(), torchNet());
        settle(*window);
        map(*window, {{{0}, 0, "transpose(3,2,0,1)"}, {{1}, 1, "identity"}, {{5}, 4, "identity"}});
        TensorTreeView* target = viewOf(*window, Side::Target);
        target->collapseAll();
        TreeActions* go = window->treeActions();
        go->goToUnmapped(true);
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("block.conv2.weight"));
        go->goToUnmapped(true);
        go->goToUnmapped(true);
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("head.bias"));
        QSignalSpy said(go, &TreeActions::said);
        go->goToUnmapped(true); // once around
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("block.conv2.weight"));
        QVERIFY(!said.back()[0].toString().isEmpty());
        go->goToUnmapped(false);
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("head.bias"));
        go->goToWarning(true); // 3 x 3: the shape does not show whether height comes first
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("conv1.weight"));
        go->goToWarning(true);
        QCOMPARE(target->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("head.weight"));
        target->setFocus();
        go->goToCounterpart();
        QCOMPARE(viewOf(*window, Side::Source)->currentIndex().data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("dense/bias"));
        window->session()->newMapping();
        settle(*window);
        go->goToWarning(true);
        QCOMPARE(said.back()[0].toString(), QStringLiteral("There are no warnings."));
    }

    void linksBundleHighlightAndSelect()
    {
        const auto window = windowWith(deepNet(4, 3), deepNet(4, 3));
        settle(*window);
        std::vector<DropPair> pairs;
        for (std::size_t t = 0; t < 24; ++t)
            pairs.push_back({{t}, t, "identity"});
        map(*window, pairs);
        TensorTreeView *source = viewOf(*window, Side::Source), *target = viewOf(*window, Side::Target);
        source->collapseAll();
        target->collapseAll();
        QTRY_COMPARE(window->links()->curveCount(), 4);
        QCOMPARE(window->links()->entriesOf(0), std::size_t(6));
        target->expand(target->model()->index(0, 0));
        QTRY_COMPARE(window->links()->curveCount(), 6); // stage0 to its three layers
        const auto point = window->links()->pointOn(0);
        QVERIFY(point);
        QSignalSpy ends(window->links(), &LinkView::endsHovered), clicked(window->links(), &LinkView::linkClicked);
        QTest::mouseMove(window->links(), *point);
        QTRY_VERIFY(!ends.isEmpty());
        QVERIFY(source->isHighlighted(source->nodeOf(source->model()->index(0, 0))));
        QVERIFY(target->isHighlighted(target->nodeOf(target->model()->index(1, 0))));
        QTest::mouseClick(window->links(), Qt::LeftButton, {}, *point);
        QCOMPARE(clicked.count(), 1);
        QTest::mouseMove(window->links(), QPoint(window->links()->width() / 2, window->links()->height() - 3));
        QTRY_VERIFY(!source->isHighlighted(source->nodeOf(source->model()->index(0, 0))));
    }

    void linksOfManyAreQuick()
    {
        const auto window = windowWith(deepNet(50, 1000), deepNet(50, 1000));
        settle(*window);
        MappingDocument document;
        document.rules.push_back({{"**"}, "**", {}});
        window->session()->edit(QStringLiteral("map"), document);
        settle(*window);
        QCOMPARE(window->session()->rows().size(), std::size_t(100'000));
        QTRY_VERIFY(!viewOf(*window, Side::Source)->rowsModel()->isArranging() && !viewOf(*window, Side::Target)->rowsModel()->isArranging());
        QElapsedTimer clock;
        clock.start();
        window->links()->grab();
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed()))); // 5 ms in a release build
        QVERIFY(window->links()->curveCount() > 5 && window->links()->curveCount() < 200);
        viewOf(*window, Side::Source)->expandAll();
        viewOf(*window, Side::Target)->expandAll();
        clock.start();
        window->links()->grab();
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    }

    void treesScrollInStep()
    {
        const auto window = windowWith(deepNet(6, 20), deepNet(6, 20));
        settle(*window);
        std::vector<DropPair> pairs;
        for (std::size_t t = 0; t < 40; ++t) // the first stage of the source goes to the last one of the target
            pairs.push_back({{t}, 200 + t, "identity"});
        map(*window, pairs);
        TensorTreeView *source = viewOf(*window, Side::Source), *target = viewOf(*window, Side::Target);
        source->expandAll();
        target->expandAll();
        window->treeActions()->scroller()->setEnabled(true);
        source->verticalScrollBar()->setValue(source->verticalHeader()->defaultSectionSize() * 10);
        const int middle = source->rowAt(source->viewport()->height() / 2);
        const std::uint32_t here = source->rowsModel()->nodeAt(middle), there = window->treeActions()->scroller()->counterpart(Side::Source, here);
        QVERIFY(there != 0);
        const int shown = target->rowsModel()->rowStandingFor(there);
        const int wanted = source->rowViewportPosition(middle);
        // At the end of the tree it goes as far as it can.
        QVERIFY(target->rowViewportPosition(shown) == wanted || target->verticalScrollBar()->value() == target->verticalScrollBar()->maximum());
        window->treeActions()->scroller()->setEnabled(false);
        const int before = target->verticalScrollBar()->value();
        source->verticalScrollBar()->setValue(0);
        QCOMPARE(target->verticalScrollBar()->value(), before);
    }

    void thumbnailsAreMadeForRowsInSight()
    {
        const auto window = windowWith(deepNet(10, 100), torchNet());
        settle(*window);
        TensorTreeView* view = viewOf(*window, Side::Source);
        view->expandAll();
        QCOMPARE(view->thumbnails()->cachedCount(), 0);
        const int before = view->verticalHeader()->defaultSectionSize();
        view->setThumbnailsShown(true);
        QVERIFY(view->verticalHeader()->defaultSectionSize() > before);
        QTRY_VERIFY(view->thumbnails()->cachedCount() > 0 && view->thumbnails()->waitingCount() == 0);
        const int rows = view->viewport()->height() / view->verticalHeader()->defaultSectionSize() + 2;
        QVERIFY(view->thumbnails()->cachedCount() <= rows);
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        QTRY_VERIFY(view->thumbnails()->cachedCount() > rows / 2 && view->thumbnails()->waitingCount() == 0);
        view->setThumbnailsShown(false);
        QCOMPARE(view->thumbnails()->cachedCount(), 0);
        QCOMPARE(view->verticalHeader()->defaultSectionSize(), before);
    }

    void toolTipsSayItAll()
    {
        TensorTreeModel model(Side::Target);
        model.setModelFile(kerasNet());
        model.setStates({RowState::Warning, RowState::Kept, RowState::Kept, RowState::Kept, RowState::Kept, RowState::Kept});
        const QString tip = model.indexOfTensor(0).data(Qt::ToolTipRole).toString();
        for (const char* part : {"conv1/kernel", "Layer: conv1", "Kind: kernel", "(3, 3, 3, 16) float32", "432 values", "height, width, input channels, output channels (HWIO)", "State: warning"})
            QVERIFY2(tip.contains(QString::fromLatin1(part)), qPrintable(tip));
    }
};

QTEST_MAIN(WindowTreesTest)
#include "tst_window_trees.moc"
