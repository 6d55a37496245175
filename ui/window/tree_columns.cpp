#include "ui/window/tree_columns.h"

#include "ui/jobs/app_settings.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/theme/spacing.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <algorithm>

namespace tensorgraft {
namespace {

using Model = TensorTreeModel;
/// In this order columns make room: what is also in the tool tip first.
constexpr std::array givesWay{Model::ParametersColumn, Model::SizeColumn, Model::DTypeColumn};

} // namespace

TreeColumns::TreeColumns(TensorTreeView* view) : QObject(view), m_view(view)
{
    QHeaderView* header = view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true); // the third click gives the order of the file back
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setAccessibleName(tr("Columns"));
    header->setMinimumSectionSize(ems(view, 2.5));
    header->setFixedHeight(header->sizeHint().height());
    view->setSortingEnabled(true);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
        QMenu menu(m_view);
        fill(&menu);
        menu.exec(header->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (m_fitting || width == 0 || column == Model::NameColumn)
            return;
        m_widths[std::size_t(column)] = width;
        save();
        fit();
    });
    restore();
    fit();
}

QString TreeColumns::settingsKey() const
{
    return m_view->side() == Side::Source ? QStringLiteral("trees/source/columns") : QStringLiteral("trees/target/columns");
}

void TreeColumns::save() const
{
    QVariantList wishes;
    for (int column = 0; column < Model::ColumnCount; ++column)
        wishes << int(m_wishes[std::size_t(column)]) << m_widths[std::size_t(column)];
    appSettings().setValue(settingsKey(), wishes);
}

void TreeColumns::restore()
{
    const QVariantList wishes = appSettings().value(settingsKey()).toList();
    if (wishes.size() != 2 * Model::ColumnCount)
        return;
    for (int column = 0; column < Model::ColumnCount; ++column) {
        m_wishes[std::size_t(column)] = static_cast<Wish>(std::clamp(wishes[2 * column].toInt(), 0, 2));
        m_widths[std::size_t(column)] = std::clamp(wishes[2 * column + 1].toInt(), 0, 4000);
    }
}

void TreeColumns::reset()
{
    m_wishes = {};
    m_widths = {};
    save();
    fit();
}

bool TreeColumns::isShown(int column) const { return !m_view->isColumnHidden(column); }

void TreeColumns::setShown(int column, bool shown)
{
    m_wishes[std::size_t(column)] = shown ? Wish::Shown : Wish::Hidden;
    save();
    fit();
}

void TreeColumns::fill(QMenu* menu)
{
    for (int column = Model::ShapeColumn; column < Model::ColumnCount; ++column) {
        QAction* action = menu->addAction(m_view->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), this, [this, column](bool on) { setShown(column, on); });
        action->setCheckable(true);
        action->setChecked(isShown(column));
    }
    menu->addSeparator();
    QAction* order = menu->addAction(tr("Order of the file"), this, [this] { m_view->sortByColumn(-1, Qt::AscendingOrder); });
    order->setEnabled(m_view->header()->sortIndicatorSection() >= 0);
    menu->addAction(tr("Columns as they fit"), this, &TreeColumns::reset);
}

int TreeColumns::widthOf(int column) const
{
    if (m_widths[std::size_t(column)] > 0)
        return m_widths[std::size_t(column)];
    const auto width = [this](const QString& text) { return m_view->fontMetrics().horizontalAdvance(text) + ems(m_view, 0.9); };
    const auto least = [&](const QString& text) {
        // The title and its arrow are to be read, too.
        return std::max(width(text), width(m_view->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + ems(m_view, 0.9));
    };
    switch (column) {
    case Model::ShapeColumn: return least(QStringLiteral("(3, 3, 512, 512)"));
    case Model::DTypeColumn: return least(QStringLiteral("bfloat16"));
    case Model::ParametersColumn: return least(QStringLiteral("999,999,999"));
    case Model::SizeColumn: return least(QStringLiteral("999.9 MiB"));
    case Model::StateColumn: return least(QStringLiteral("12/12 mapped")) + textIconExtent(m_view);
    default: return ems(m_view, 11);
    }
}

void TreeColumns::fit()
{
    if (m_fitting)
        return;
    m_fitting = true;
    const int available = m_view->viewport()->width(), name = ems(m_view, 8), readableName = ems(m_view, m_view->thumbnailsShown() ? 14.6 : 12);
    std::array<bool, 8> shown{};
    int needed = name;
    for (int column = Model::ShapeColumn; column < Model::ColumnCount; ++column) {
        shown[std::size_t(column)] = m_wishes[std::size_t(column)] != Wish::Hidden;
        needed += shown[std::size_t(column)] ? widthOf(column) : 0;
    }
    for (const int column : givesWay)
        if (needed - name + readableName > available && shown[std::size_t(column)] && m_wishes[std::size_t(column)] == Wish::None) {
            shown[std::size_t(column)] = false;
            needed -= widthOf(column);
        }
    for (int column = Model::ShapeColumn; column < Model::ColumnCount; ++column) {
        m_view->setColumnHidden(column, !shown[std::size_t(column)]);
        if (shown[std::size_t(column)])
            m_view->header()->resizeSection(column, widthOf(column));
    }
    m_view->header()->resizeSection(Model::NameColumn, std::max(name, available - (needed - name)));
    m_fitting = false;
}

} // namespace tensorgraft
