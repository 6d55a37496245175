#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/tensor_filter_model.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

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
        TensorTreeModel model(Side::Source);
        TensorFilterModel proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setTensorTree(&model);
        model.setModelFile(kerasNet());
        proxy.setFilterText(filter);
        QCOMPARE(printed(proxy), shown);
        proxy.setFilterText({});
        QCOMPARE(printed(proxy), printed(model));
        proxy.setFilterText(filter);
        model.setModelFile(torchNet()); // the filter stays over a reload
        model.setModelFile(kerasNet());
        QCOMPARE(printed(proxy), shown);
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
        TensorFilterModel filter;
        filter.setTensorTree(&model);
        filter.setFilterText(QStringLiteral("dense_7"));
        QCOMPARE(filter.shownCount(), std::size_t(1));
        filter.setFilterText(QStringLiteral("dense*kernel"));
        QCOMPARE(filter.shownCount(), std::size_t(1));
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
