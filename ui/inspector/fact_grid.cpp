#include "ui/inspector/fact_grid.h"

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int belowAll = 99; ///< a row that takes what height is left

} // namespace

FactGrid::FactGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(ems(this, 0.9));
    m_grid->setVerticalSpacing(0);
    m_grid->setRowStretch(belowAll, 1);
}

void FactGrid::setFacts(const QList<Fact>& facts)
{
    m_facts.clear(); // showing a label lays out: what is arranged then must not count on labels that are still to come
    while (m_labels.size() > facts.size() * 2)
        delete m_labels.takeLast();
    while (m_labels.size() < facts.size() * 2) {
        auto* label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // long shapes are cut, never widen the panel
        if (m_labels.size() % 2 == 1) {
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        } else {
            QFont small = label->font();
            small.setPointSizeF(small.pointSizeF() * 0.85);
            label->setFont(small);
        }
        label->show();
        m_labels.append(label);
    }
    m_facts = facts;
    for (qsizetype i = 0; i < facts.size(); ++i) {
        m_labels[2 * i]->setText(facts[i].caption);
        m_labels[2 * i + 1]->setText(facts[i].alarming ? QStringLiteral("\u26a0 ") + facts[i].value : facts[i].value);
        m_labels[2 * i + 1]->setToolTip(facts[i].toolTip.isEmpty() ? facts[i].value : facts[i].toolTip);
        m_labels[2 * i + 1]->setAccessibleName(facts[i].caption);
    }
    recolor();
    m_columns = 0;
    arrange();
}

void FactGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FactGrid::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

void FactGrid::setRoomFor(int facts)
{
    m_room = facts;
    keepRoom();
}

void FactGrid::keepRoom()
{
    if (m_room == 0 || m_facts.isEmpty())
        return setMinimumHeight(0);
    const int count = std::max(m_room, static_cast<int>(m_facts.size())), columns = columnsFor(width(), count);
    const int rows = (count + columns - 1) / columns;
    setMinimumHeight(rows * (m_labels[0]->sizeHint().height() + m_labels[1]->sizeHint().height()) + (rows - 1) * ems(this, 0.3));
}

int FactGrid::columnsFor(int width, int count) const
{
    if (count == 0)
        return 1;
    int widest = ems(this, 4.5);
    for (const QLabel* label : m_labels)
        widest = std::max(widest, std::min(label->sizeHint().width(), ems(this, 9)));
    const int gap = m_grid->horizontalSpacing();
    const int most = std::clamp((width + gap) / (widest + gap), 2, 8);
    // As few columns as that number of rows needs: the rows then are equally full.
    const int rows = (count + most - 1) / most;
    return (count + rows - 1) / rows;
}

void FactGrid::arrange()
{
    keepRoom();
    const int columns = columnsFor(width(), static_cast<int>(m_facts.size()));
    if (columns == m_columns)
        return;
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, 0);
    for (int row = 0; row < m_grid->rowCount(); ++row)
        m_grid->setRowMinimumHeight(row, 0);
    m_columns = columns;
    for (int i = 0; i < m_facts.size(); ++i) {
        const int row = i / columns * 3; // caption, value, a little air
        m_grid->addWidget(m_labels[2 * i], row, i % columns);
        m_grid->addWidget(m_labels[2 * i + 1], row + 1, i % columns);
        m_grid->setColumnStretch(i % columns, 1);
        if (i >= columns)
            m_grid->setRowMinimumHeight(row - 1, ems(this, 0.3));
    }
    updateGeometry();
}

void FactGrid::recolor()
{
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        QPalette colors = palette();
        if (i % 2 == 0)
            colors.setColor(QPalette::WindowText, mutedText(palette()));
        else if (i / 2 < m_facts.size() && m_facts[i / 2].alarming)
            colors.setColor(QPalette::WindowText, signalColor(Signal::Warning, palette()));
        m_labels[i]->setPalette(colors);
    }
}

} // namespace tensorgraft
