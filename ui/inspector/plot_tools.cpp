#include "ui/inspector/plot_tools.h"

#include "ui/inspector/page_controls.h"

#include <QCoreApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr double zoomStep = 1.6, panStep = 0.15;

/// Lies over a plot that the keys are for; a frame around it would be cut off at the sides.
class FocusRing : public QWidget {
public:
    explicit FocusRing(QWidget* plot) : QWidget(plot)
    {
        setObjectName(QStringLiteral("focusRing"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

} // namespace

PlotTools::PlotTools(QCustomPlot* plot, std::function<void()> showAll) : QObject(plot), m_plot(plot), m_ring(new FocusRing(plot)), m_showAll(std::move(showAll))
{
    plot->setFocusPolicy(Qt::StrongFocus);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->installEventFilter(this);
    // The signal comes before the plot decides what a drag will be.
    connect(plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const bool rectangle = event->button() == Qt::LeftButton && ((event->modifiers() & Qt::ShiftModifier) || (m_rectangle && m_rectangle->isChecked()));
        m_plot->setSelectionRectMode(rectangle ? QCP::srmZoom : QCP::srmNone);
    });
    connect(plot, &QCustomPlot::mouseDoubleClick, this, [this] { m_showAll(); });
}

QWidget* PlotTools::makeButtons(QWidget* parent)
{
    m_rectangle = makeToolButton(QStringLiteral("zoom-rect"), tr("Zoom to a rectangle (Shift+drag)"), parent);
    m_rectangle->setObjectName(QStringLiteral("zoomRectangle"));
    m_rectangle->setCheckable(true);
    QToolButton* out = makeToolButton(QStringLiteral("zoom-out"), tr("Zoom out (-)"), parent);
    QToolButton* in = makeToolButton(QStringLiteral("zoom-in"), tr("Zoom in (+)"), parent);
    QToolButton* all = makeToolButton(QStringLiteral("zoom-fit"), tr("Show everything (0)"), parent);
    out->setObjectName(QStringLiteral("zoomOut"));
    in->setObjectName(QStringLiteral("zoomIn"));
    all->setObjectName(QStringLiteral("zoomFit"));
    connect(out, &QToolButton::clicked, this, [this] { zoom(zoomStep); });
    connect(in, &QToolButton::clicked, this, [this] { zoom(1 / zoomStep); });
    connect(all, &QToolButton::clicked, this, [this] { m_showAll(); });
    return makeGroup({m_rectangle, out, in, all}, parent);
}

void PlotTools::zoom(double factor)
{
    m_plot->xAxis->scaleRange(factor);
    m_plot->yAxis->scaleRange(factor);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotTools::pan(double right, double down)
{
    // In pixels, so that logarithmic and reversed axes move as the eye expects.
    const QRect area = m_plot->axisRect()->rect();
    const auto move = [](QCPAxis* axis, double pixels) {
        const double lower = axis->coordToPixel(axis->range().lower), upper = axis->coordToPixel(axis->range().upper);
        axis->setRange(axis->pixelToCoord(lower + pixels), axis->pixelToCoord(upper + pixels));
    };
    move(m_plot->xAxis, right * area.width());
    move(m_plot->yAxis, down * area.height());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool PlotTools::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ContextMenu) { // a plot keeps all that the mouse does to itself
        QCoreApplication::sendEvent(m_plot->parentWidget(), event);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        const bool byKeys = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        m_ring->setGeometry(m_plot->rect());
        m_ring->setVisible(event->type() == QEvent::FocusIn && byKeys);
    }
    if (event->type() == QEvent::Resize)
        m_ring->setGeometry(m_plot->rect());
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (key->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(1 / zoomStep); return true;
    case Qt::Key_Minus: zoom(zoomStep); return true;
    case Qt::Key_0: m_showAll(); return true;
    case Qt::Key_Left: pan(-panStep, 0); return true;
    case Qt::Key_Right: pan(panStep, 0); return true;
    case Qt::Key_Up: pan(0, -panStep); return true;
    case Qt::Key_Down: pan(0, panStep); return true;
    default: return false;
    }
}

} // namespace tensorgraft
