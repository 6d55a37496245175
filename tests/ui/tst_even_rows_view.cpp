// The view of the trees: a table whose rows have one height, for which it keeps nothing.
#include "tests/ui/qt_test_setup.h"
#include "ui/window/even_rows_view.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

class Numbers : public QAbstractTableModel {
public:
    explicit Numbers(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("%1/%2").arg(index.row()).arg(index.column())) : QVariant();
    }
    Qt::ItemFlags flags(const QModelIndex& index) const override { return index.row() == 2 ? Qt::ItemFlags(Qt::ItemIsSelectable) : QAbstractTableModel::flags(index); }
    void insert(int at, int count)
    {
        beginInsertRows({}, at, at + count - 1);
        m_rows += count;
        endInsertRows();
    }
    void remove(int at, int count)
    {
        beginRemoveRows({}, at, at + count - 1);
        m_rows -= count;
        endRemoveRows();
    }
    void reset(int rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }

private:
    int m_rows;
};

/// Notes what is painted, and how.
class Notes : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter*, const QStyleOptionViewItem& option, const QModelIndex& index) const override { painted.insert({index.row(), index.column()}, option); }
    mutable QMap<std::pair<int, int>, QStyleOptionViewItem> painted;
};

class View : public EvenRowsView {
public:
    using EvenRowsView::sizeHintForColumn;
    using EvenRowsView::visualRegionForSelection;
};

constexpr int height = 20;

} // namespace

class EvenRowsViewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<View> m_view;

    [[nodiscard]] QModelIndex at(int row, int column = 0) const { return m_model->index(row, column); }
    [[nodiscard]] int current() const { return m_view->currentIndex().row(); }

private slots:
    void init()
    {
        failOnWarnings();
        m_model = std::make_unique<Numbers>(100'000);
        m_view = std::make_unique<View>();
        m_view->setModel(m_model.get());
        m_view->setRowHeight(height);
        m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
        m_view->resize(400, 10 * height + m_view->horizontalHeader()->sizeHint().height() + 2 * m_view->frameWidth());
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void keepsNothingForARow()
    {
        QCOMPARE(m_view->verticalHeader()->count(), 0);
        QCOMPARE(m_view->horizontalHeader()->count(), 3);
        QCOMPARE(m_view->horizontalHeader()->geometry().bottom() + 1, m_view->viewport()->geometry().top());
    }

    void rowsStandBelowEachOther()
    {
        m_view->verticalScrollBar()->setValue(50 * height + 7);
        QCOMPARE(m_view->rowAt(0), 50);
        QCOMPARE(m_view->rowViewportPosition(50), -7);
        QCOMPARE(m_view->visualRect(at(51, 1)), QRect(m_view->columnViewportPosition(1), height - 7, m_view->columnWidth(1), height));
        QCOMPARE(m_view->indexAt(m_view->visualRect(at(55, 2)).center()), at(55, 2));
        m_view->setColumnHidden(1, true);
        QVERIFY(m_view->visualRect(at(51, 1)).isNull());
        m_model->reset(3);
        QCOMPARE(m_view->rowAt(3 * height + 1), -1);
        QVERIFY(!m_view->indexAt({5, 3 * height + 1}).isValid());
    }

    void theRangeFollowsTheRows()
    {
        const auto range = [this] { return m_view->verticalScrollBar()->maximum(); };
        QCOMPARE(range(), 100'000 * height - m_view->viewport()->height());
        m_model->insert(10, 500);
        QCOMPARE(range(), 100'500 * height - m_view->viewport()->height());
        m_model->remove(0, 100'000);
        QCOMPARE(range(), 500 * height - m_view->viewport()->height());
        m_model->reset(2);
        QCOMPARE(range(), 0);
        m_view->hide(); // nobody lays it out now
        m_model->reset(1000);
        QCOMPARE(range(), 1000 * height - m_view->viewport()->height());
        m_view->setRowHeight(2 * height);
        QCOMPARE(range(), 2000 * height - m_view->viewport()->height());
    }

    void keysMove()
    {
        m_view->setFocus();
        m_view->setCurrentIndex(at(10));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(current(), 11);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QCOMPARE(current(), 11 + m_view->viewport()->height() / height - 1);
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex()).center()));
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QCOMPARE(current(), 11);
        QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(current(), 99'999);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(current(), 99'999);
        QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(m_view->currentIndex(), at(0));
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
        m_view->setColumnHidden(1, true);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->currentIndex(), at(0, 2));
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->currentIndex(), at(0, 0));
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->currentIndex(), at(0, 2));
    }

    void rowsAreSelectedAsAWhole()
    {
        const auto click = [this](int row, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, m_view->visualRect(at(row, 1)).center());
        };
        click(3, {});
        click(6, Qt::ShiftModifier);
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 4);
        click(8, Qt::ControlModifier);
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 5);
        QVERIFY(m_view->selectionModel()->isRowSelected(8) && !m_view->selectionModel()->isRowSelected(7));
        // A press, and a move over three more rows, of which one is not enabled.
        m_view->setDragEnabled(false);
        const int y = m_view->visualRect(at(0)).center().y();
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {5, y});
        QTest::mouseMove(m_view->viewport(), {9, y + 3 * height});
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {9, y + 3 * height});
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 3);
        m_view->selectAll();
        QCOMPARE(m_view->selectionModel()->selection().size(), 1);
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRegionForSelection(m_view->selectionModel()->selection()).boundingRect().adjusted(0, 0, 0, -height)));
    }

    void scrollsToWhatIsAskedFor()
    {
        const auto top = [this](int row) { return m_view->visualRect(at(row)).top(); };
        const int space = m_view->viewport()->height();
        m_view->scrollTo(at(500), QAbstractItemView::PositionAtTop);
        QCOMPARE(top(500), 0);
        m_view->scrollTo(at(505)); // in sight already
        QCOMPARE(top(500), 0);
        m_view->scrollTo(at(700));
        QCOMPARE(top(700), space - height);
        m_view->scrollTo(at(600));
        QCOMPARE(top(600), 0);
        m_view->scrollTo(at(650), QAbstractItemView::PositionAtCenter);
        QVERIFY(std::abs(top(650) - (space - height) / 2) <= 1);
        m_view->setColumnWidth(0, 300);
        m_view->setColumnWidth(1, 300);
        QTRY_VERIFY(m_view->horizontalScrollBar()->maximum() > 0); // Qt gathers changes of columns
        m_view->scrollTo(at(650, 1));
        QVERIFY(m_view->visualRect(at(650, 1)).right() < m_view->viewport()->width());
        m_view->scrollTo(at(650, 0));
        QVERIFY(m_view->visualRect(at(650, 0)).left() >= 0);
    }

    void paintsWhatIsInSight()
    {
        Notes notes;
        m_view->setItemDelegate(&notes);
        m_view->setAlternatingRowColors(true);
        m_view->setFocus();
        m_view->setCurrentIndex(at(1));
        notes.painted.clear();
        (void)m_view->viewport()->grab();
        QCOMPARE(notes.painted.firstKey().first, 0);
        QCOMPARE(notes.painted.lastKey().first, 9);
        QCOMPARE(notes.painted.size(), 10 * 3);
        const auto& current = notes.painted[{1, 0}];
        QVERIFY(current.state & QStyle::State_Selected);
        QVERIFY(current.features & QStyleOptionViewItem::Alternate);
        QCOMPARE(current.rect, m_view->visualRect(at(1)));
        QVERIFY(!(notes.painted[{0, 0}].features & QStyleOptionViewItem::Alternate));
        QVERIFY(!(notes.painted[{2, 1}].state & QStyle::State_Enabled)); // as its flags say
        QVERIFY(!(notes.painted[{3, 0}].state & QStyle::State_Selected));
        m_view->setItemDelegate(nullptr);
    }

    void columnsFitWhatIsInSight()
    {
        const int narrow = m_view->sizeHintForColumn(0);
        m_view->scrollTo(at(99'000));
        QVERIFY(m_view->sizeHintForColumn(0) > narrow);
    }

    void anotherModelTakesItsPlace()
    {
        Numbers other(30);
        m_view->setModel(&other);
        QCOMPARE(m_view->verticalHeader()->count(), 0);
        QCOMPARE(m_view->verticalScrollBar()->maximum(), std::max(0, 30 * height - m_view->viewport()->height()));
        m_model->insert(0, 1000); // is no business of this view any more
        QCOMPARE(m_view->verticalScrollBar()->maximum(), std::max(0, 30 * height - m_view->viewport()->height()));
        m_view->setModel(nullptr);
        QCOMPARE(m_view->rowAt(0), -1);
    }
};

QTEST_MAIN(EvenRowsViewTest)
#include "tst_even_rows_view.moc"
