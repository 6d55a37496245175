#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <random>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// "conv1\n  kernel (3, 3, 3, 16)\n ..." as the view shows it.
QString printed(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth * 2, u' ') + index.data().toString();
        if (!model.hasChildren(index))
            text += u' ' + index.siblingAtColumn(TensorTreeModel::ShapeColumn).data().toString();
        text += u'\n' + printed(model, index, depth + 1);
    }
    return text;
}

/// The same of the flat rows.
QString printedRows(const TensorRowsModel& model)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        text += QString(index.data(TensorRowsModel::DepthRole).toInt() * 2, u' ') + index.data().toString();
        if (!index.data(TensorRowsModel::ExpandableRole).toBool())
            text += u' ' + index.siblingAtColumn(TensorTreeModel::ShapeColumn).data().toString();
        text += u'\n';
    }
    return text;
}

/// Everything expanded, with a tester that sees every signal.
struct Rows {
    TensorTreeModel tree{Side::Target};
    TensorRowsModel rows;
    QAbstractItemModelTester tester{&rows, QAbstractItemModelTester::FailureReportingMode::QtTest};
    explicit Rows(std::shared_ptr<const ModelFile> file)
    {
        rows.setTensorTree(&tree);
        tree.setModelFile(std::move(file));
        rows.setAllExpanded(true);
    }
};

} // namespace

class TreeModelTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void showsLayersInFileOrder()
    {
        TensorTreeModel model(Side::Source);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setModelFile(kerasNet());
        QCOMPARE(printed(model), QStringLiteral("conv1\n  kernel (3, 3, 3, 16)\n  bias (16,)\nblock\n  conv2\n    kernel (3, 3, 16, 32)\n    bias (32,)\n"
                                                "dense\n  kernel (32, 7)\n  bias (7,)\n"));
        QVERIFY(model.flags(model.indexOfTensor(0)) & Qt::ItemNeverHasChildren);
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemNeverHasChildren));
        QCOMPARE(model.indexOfTensor(3).data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("block/conv2/bias"));
        QCOMPARE(model.index(1, 0).data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("block"));
        QCOMPARE(model.index(0, TensorTreeModel::SizeColumn).data(TensorTreeModel::SortRole).toULongLong(), 4ULL * (3 * 3 * 3 * 16 + 16));
    }

    void scopesThatReturnLaterStayOneNode()
    {
        TensorTreeModel model(Side::Source);
        model.setModelFile(FakeModel::make("x", {{"a/w", {1}}, {"b/w", {1}}, {"a/b", {1}}, {"top", {}}}));
        QCOMPARE(printed(model), QStringLiteral("a\n  w (1,)\n  b (1,)\nb\n  w (1,)\ntop ()\n"));
    }

    void statesReachScopes()
    {
        TensorTreeModel model(Side::Target);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setModelFile(kerasNet());
        QSignalSpy changed(&model, &TensorTreeModel::statesChanged);
        model.setStates({RowState::Mapped, RowState::Warning, RowState::Kept, RowState::Kept, RowState::Conflict, RowState::Kept});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.index(0, TensorTreeModel::StateColumn).data().toString(), QStringLiteral("2/2 mapped"));
        QCOMPARE(model.index(1, TensorTreeModel::StateColumn).data().toString(), QString());
        QCOMPARE(model.index(2, TensorTreeModel::StateColumn).data().toString(), QStringLiteral("conflict"));
        QCOMPARE(model.indexOfTensor(1, TensorTreeModel::StateColumn).data().toString(), QStringLiteral("warning"));
        QVERIFY(model.indexOfTensor(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("warning")));
        model.setStates({RowState::Mapped, RowState::Warning, RowState::Kept, RowState::Kept, RowState::Conflict, RowState::Kept});
        QCOMPARE(changed.count(), 1); // nothing new, nothing repainted
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("shown");
        const QString conv1 = QStringLiteral("conv1\n  kernel (3, 3, 3, 16)\n  bias (16,)\n");
        QTest::newRow("part") << QStringLiteral("conv1") << conv1;
        QTest::newRow("case") << QStringLiteral("CONV1") << conv1;
        QTest::newRow("two words") << QStringLiteral("conv ker") << QStringLiteral("conv1\n  kernel (3, 3, 3, 16)\nblock\n  conv2\n    kernel (3, 3, 16, 32)\n");
        QTest::newRow("glob") << QStringLiteral("*/bias") << QStringLiteral("conv1\n  bias (16,)\nblock\n  conv2\n    bias (32,)\ndense\n  bias (7,)\n");
        QTest::newRow("glob anchored") << QStringLiteral("bias*") << QString();
        QTest::newRow("class") << QStringLiteral("conv[1]/b*") << QStringLiteral("conv1\n  bias (16,)\n");
        QTest::newRow("broken glob is text") << QStringLiteral("conv[") << QString();
    }

    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(QString, shown);
        Rows r(kerasNet());
        const QString all = printedRows(r.rows);
        QVERIFY(!r.rows.setFilterText(filter));
        QCOMPARE(printedRows(r.rows), shown);
        QVERIFY(!r.rows.setFilterText({}));
        QCOMPARE(printedRows(r.rows), all);
        QVERIFY(!r.rows.setFilterText(filter));
        r.tree.setModelFile(torchNet()); // the filter stays over a reload
        r.tree.setModelFile(kerasNet());
        r.rows.setAllExpanded(true);
        QCOMPARE(printedRows(r.rows), shown);
    }

    void namesThatPeopleKnow()
    {
        TensorTreeModel model(Side::Source);
        model.setModelFile(FakeModel::make("m.keras", {{"layers/dense/vars/0", {4, 2}, "dense_7/kernel"}, {"layers/dense/vars/1", {2}}, {"conv/kernel", {3}, "conv/kernel"}}));
        QCOMPARE(model.indexOfTensor(0).data().toString(), QStringLiteral("0  (dense_7/kernel)"));
        QVERIFY(model.indexOfTensor(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("known as dense_7/kernel")));
        QCOMPARE(model.indexOfTensor(0).data(TensorTreeModel::FullNameRole).toString(), QStringLiteral("layers/dense/vars/0"));
        QCOMPARE(model.indexOfTensor(1).data().toString(), QStringLiteral("1"));
        QCOMPARE(model.indexOfTensor(2).data().toString(), QStringLiteral("kernel"));
        TensorRowsModel filter;
        filter.setTensorTree(&model);
        filter.setFilterText(QStringLiteral("dense_7"));
        QCOMPARE(filter.shownCount(), std::size_t(1));
        filter.setFilterText(QStringLiteral("dense*kernel"));
        QCOMPARE(filter.shownCount(), std::size_t(1));
    }

    void layoutsShowTheSameTensors()
    {
        Rows r(FakeModel::make("net", {{"a/w", {1}}, {"a/deep/w", {2}}, {"top", {}}, {"a/b", {3}}, {"b/deep/w", {4}}}));
        QCOMPARE(printedRows(r.rows), QStringLiteral("a\n  w (1,)\n  deep\n    w (2,)\n  b (3,)\ntop ()\nb\n  deep\n    w (4,)\n"));
        r.rows.setLayout(TreeLayout::Layers);
        QCOMPARE(printedRows(r.rows), QStringLiteral("a\n  w (1,)\n  b (3,)\na/deep\n  w (2,)\ntop ()\nb/deep\n  w (4,)\n"));
        // A layer is its own tensors: what lies deeper is another layer.
        const TensorMime mime = r.rows.mimeOfRows({0});
        QCOMPARE(mime.nodes.size(), std::size_t(2));
        r.rows.setLayout(TreeLayout::Flat);
        QCOMPARE(printedRows(r.rows), QStringLiteral("a/w (1,)\na/deep/w (2,)\ntop ()\na/b (3,)\nb/deep/w (4,)\n"));
        r.rows.setLayout(TreeLayout::Scopes);
        QCOMPARE(r.rows.mimeOfRows({0, 1, 3}).nodes.size(), std::size_t(1)); // rows inside a row are not carried twice
    }

    void sorts_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QString>("shown");
        QTest::newRow("names as people count") << int(TensorTreeModel::NameColumn) << false << QStringLiteral("conv2 conv10 dense Zed");
        QTest::newRow("names backwards") << int(TensorTreeModel::NameColumn) << true << QStringLiteral("Zed dense conv10 conv2");
        QTest::newRow("size") << int(TensorTreeModel::SizeColumn) << false << QStringLiteral("dense conv10 Zed conv2");
        QTest::newRow("values") << int(TensorTreeModel::ParametersColumn) << true << QStringLiteral("conv2 Zed conv10 dense");
        QTest::newRow("shape: rank, then sizes") << int(TensorTreeModel::ShapeColumn) << false << QStringLiteral("dense Zed conv10 conv2");
        QTest::newRow("state: what needs a look first") << int(TensorTreeModel::StateColumn) << false << QStringLiteral("dense conv10 Zed conv2");
        QTest::newRow("file") << -1 << false << QStringLiteral("conv10 conv2 dense Zed");
    }

    void sorts()
    {
        QFETCH(int, column);
        QFETCH(bool, descending);
        QFETCH(QString, shown);
        Rows r(FakeModel::make("net", {{"conv10", {2, 3}}, {"conv2", {3, 3}}, {"dense", {4}}, {"Zed", {8}}}));
        r.tree.setStates({RowState::Warning, RowState::Mapped, RowState::Conflict, RowState::Kept});
        r.rows.sort(TensorTreeModel::SizeColumn); // from another order
        r.rows.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        QStringList names;
        for (int row = 0; row < r.rows.rowCount(); ++row)
            names += r.rows.index(row, 0).data().toString();
        QCOMPARE(names.join(u' '), shown);
    }

    void statesMoveRowsThatDependOnThem()
    {
        Rows r(kerasNet());
        QVERIFY(!r.rows.setFilterText(QStringLiteral("state:warning")));
        QCOMPARE(r.rows.rowCount(), 0);
        r.tree.setStates({RowState::Mapped, RowState::Warning, RowState::Kept, RowState::Kept, RowState::Conflict, RowState::Kept});
        QCOMPARE(printedRows(r.rows), QStringLiteral("conv1\n  bias (16,)\n"));
    }

    void faultsLeaveTheRows()
    {
        Rows r(kerasNet());
        QVERIFY(!r.rows.setFilterText(QStringLiteral("conv1")));
        const QString before = printedRows(r.rows);
        const auto error = r.rows.setFilterText(QStringLiteral("conv2 shape:3xx"));
        QVERIFY(error && error->code == TensorQueryError::Code::BadShape);
        QCOMPARE(error->begin, std::size_t(6));
        QCOMPARE(printedRows(r.rows), before);
        QCOMPARE(r.rows.filterText(), QStringLiteral("conv1"));
    }

    /// Rows that are taken in and out one scope at a time are those that a pass over everything gives.
    void anyOrderOfExpandingGivesTheSameRows()
    {
        std::vector<FakeModel::Tensor> tensors;
        for (int i = 0; i < 60; ++i)
            tensors.push_back({"a" + std::to_string(i % 3) + "/b" + std::to_string(i % 5) + "/c" + std::to_string(i % 7) + "/t" + std::to_string(i), {2}});
        Rows r(FakeModel::make("deep.h5", std::move(tensors)));
        r.rows.setAllExpanded(false);
        const auto& nodes = r.tree.nodes();
        std::mt19937 random(3);
        for (int step = 0; step < 400; ++step) {
            const std::uint32_t node = 1 + static_cast<std::uint32_t>(random() % (nodes.size() - 1));
            step % 9 == 0 ? (void)r.rows.expandTo(node) : r.rows.setExpanded(node, random() % 3 != 0);
            std::vector<std::uint8_t> expanded(nodes.size());
            for (std::uint32_t id = 1; id < nodes.size(); ++id)
                expanded[id] = r.rows.isExpanded(id);
            const auto whole = r.rows.arrangement().visible(expanded);
            QCOMPARE(r.rows.rowCount(), static_cast<int>(whole.size()));
            for (int row = 0; row < r.rows.rowCount(); ++row)
                QCOMPARE(r.rows.nodeAt(row), r.rows.arrangement().nodes[whole[std::size_t(row)]]);
        }
    }

    void expandsAndCollapses()
    {
        Rows r(kerasNet());
        r.rows.setAllExpanded(false);
        QCOMPARE(printedRows(r.rows), QStringLiteral("conv1\nblock\ndense\n"));
        const std::uint32_t block = r.rows.nodeAt(1), deep = r.tree.nodeOf(r.tree.indexOfTensor(3));
        QCOMPARE(r.rows.rowOfNode(deep), -1);
        QCOMPARE(r.rows.rowStandingFor(deep), 1);
        const QPersistentModelIndex last = r.rows.index(2, 0);
        r.rows.setExpanded(block, true);
        QCOMPARE(printedRows(r.rows), QStringLiteral("conv1\nblock\n  conv2\ndense\n"));
        QCOMPARE(last.row(), 3);
        QVERIFY(r.rows.expandTo(deep));
        QCOMPARE(r.rows.nodeAt(r.rows.rowOfNode(deep)), deep);
        QCOMPARE(r.rows.parentRow(r.rows.rowOfNode(deep)), 2);
        QCOMPARE(r.rows.subtreeRows(1), 4);
        r.rows.setExpanded(block, false);
        QCOMPARE(printedRows(r.rows), QStringLiteral("conv1\nblock\ndense\n"));
        r.rows.setExpandedBelow(block, true);
        QCOMPARE(r.rows.rowCount(), 6);
        // A filter expands what it finds and leaves no trace.
        QVERIFY(!r.rows.setFilterText(QStringLiteral("dense")));
        r.rows.expandShown();
        QCOMPARE(printedRows(r.rows), QStringLiteral("dense\n  kernel (32, 7)\n  bias (7,)\n"));
        QVERIFY(!r.rows.setFilterText({}));
        QCOMPARE(r.rows.rowCount(), 6);
    }

    void largeModelsAreArrangedInAJob()
    {
        std::vector<FakeModel::Tensor> tensors;
        for (int i = 0; i < 60'000; ++i)
            tensors.push_back({"layer" + std::to_string(i / 2) + (i % 2 ? "/bias" : "/kernel"), {i % 7 + 1}});
        Rows r(FakeModel::make("big", std::move(tensors)));
        QVERIFY(r.rows.isArranging());
        QSignalSpy arranged(&r.rows, &TensorRowsModel::arranged);
        QTRY_COMPARE(arranged.count(), 1);
        QCOMPARE(r.rows.rowCount(), 90'000);
        QVERIFY(!r.rows.setFilterText(QStringLiteral("layer1")));
        QVERIFY(!r.rows.setFilterText(QStringLiteral("layer12")));
        QVERIFY(!r.rows.setFilterText(QStringLiteral("layer123/"))); // only the last one counts
        QTRY_COMPARE(arranged.count(), 2);
        QCOMPARE(r.rows.shownCount(), std::size_t(2));
        r.tree.setModelFile(kerasNet()); // while another is under way
        QVERIFY(!r.rows.setFilterText({}));
        QCOMPARE(r.rows.shownCount(), std::size_t(6));
        QTRY_VERIFY(!r.rows.isArranging());
        QCOMPARE(r.rows.rowCount(), 3);
    }

    void dragsCarryRowsOnce()
    {
        TensorTreeModel model(Side::Source);
        model.setModelFile(kerasNet());
        // A scope and tensors inside it: the scope covers them.
        const QModelIndexList rows{model.indexOfTensor(4), model.indexOfTensor(3), model.index(1, 0), model.indexOfTensor(0)};
        const TensorMime mime = model.mimeOf(rows);
        QCOMPARE(mime.nodes.size(), std::size_t(3));
        QCOMPARE(mime.nodes[0], model.nodeOf(model.indexOfTensor(0)));
        QCOMPARE(mime.nodes[1], model.nodeOf(model.index(1, 0)));
        QCOMPARE(mime.nodes[2], model.nodeOf(model.indexOfTensor(4)));

        const std::unique_ptr<QMimeData> data(model.mimeData(rows));
        QVERIFY(data);
        QCOMPARE(TensorMime::readFrom(*data), std::optional(mime));
        QVERIFY(data->text().startsWith(QStringLiteral("conv1/kernel\nblock\n")));
    }

    void refusesForeignDrags()
    {
        QMimeData data;
        QVERIFY(!TensorMime::readFrom(data));
        data.setData(TensorMime::type(), QByteArray("\0\0\0\7garbage", 11)); // a version from the future
        QVERIFY(!TensorMime::readFrom(data));
        data.setData(TensorMime::type(), QByteArray("\0\0\0\1\0", 5)); // cut short
        QVERIFY(!TensorMime::readFrom(data));
    }

    void openingManyTensorsIsQuick()
    {
        std::vector<FakeModel::Tensor> tensors;
        for (int i = 0; i < 100'000; ++i)
            tensors.push_back({"scope" + std::to_string(i / 1000) + "/layer" + std::to_string(i / 2) + (i % 2 ? "/bias" : "/kernel"), {4}});
        const auto file = FakeModel::make("big", std::move(tensors));
        TensorTreeModel model(Side::Source);
        QElapsedTimer clock;
        clock.start();
        model.setModelFile(file);
        const qint64 ms = clock.elapsed();
        QCOMPARE(model.rowCount(), 100);
        QVERIFY2(ms < 2000, qPrintable(QString::number(ms))); // 40 ms in a release build; generous for sanitizers
    }
};

QTEST_GUILESS_MAIN(TreeModelTest)
#include "tst_tree_model.moc"
