#include "ui/window/opening_view.h"

#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/elided_label.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr int lookEveryMs = 100;
constexpr int steps = 1000;

} // namespace

OpeningView::OpeningView(Session* session, Side side, Form form, QWidget* parent)
    : QWidget(parent), m_session(session), m_side(side), m_bar(new QProgressBar(this))
{
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of opening"));
    if (form == Form::Tall) {
        m_details = new QLabel(this);
        m_details->setAlignment(Qt::AlignCenter);
        m_details->setWordWrap(true);
        m_bar->setFixedWidth(ems(this, 16));
        m_cancel = new QPushButton(tr("Cancel"), this);
        m_cancel->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        auto* layout = new QVBoxLayout(this);
        setSpacing(layout, this, 0, 0.6);
        layout->addWidget(m_bar, 0, Qt::AlignHCenter);
        layout->addWidget(m_details);
        layout->addWidget(m_cancel, 0, Qt::AlignHCenter);
    } else {
        m_title = new ElidedLabel(this);
        m_details = new ElidedLabel(this, Qt::ElideRight);
        m_bar->setMaximumHeight(ems(this, 1));
        auto* cancel = new QToolButton(this);
        cancel->setAutoRaise(true);
        cancel->setIcon(themedIcon(QStringLiteral("cancel")));
        m_cancel = cancel;
        auto* layout = new QGridLayout(this);
        setSpacing(layout, this, 0, 0.2);
        layout->setHorizontalSpacing(ems(this, 0.6));
        layout->addWidget(m_title, 0, 0);
        layout->addWidget(m_details, 0, 1, 1, 2);
        layout->addWidget(m_bar, 1, 0, 1, 2);
        layout->addWidget(m_cancel, 1, 2);
        layout->setColumnStretch(1, 1);
    }
    m_cancel->setToolTip(tr("Stop opening the file (Esc)"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_details->setAccessibleName(tr("What opening is at"));
    m_timer.setInterval(lookEveryMs);
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, &OpeningView::look);
    connect(m_cancel, &QAbstractButton::clicked, this, [this] { m_session->openJob(m_side)->cancel(); });
    updateColours();
}

QString OpeningView::details() const
{
    const auto* elided = qobject_cast<const ElidedLabel*>(m_details);
    return elided ? elided->toolTip() : m_details->text();
}

void OpeningView::look()
{
    const OpenState state = m_session->opening(m_side);
    // Where not even a share is known the bar says just that.
    m_bar->setRange(0, state.share > 0 ? steps : 0);
    m_bar->setValue(static_cast<int>(state.share * steps));
    const QString text = m_text.of(state, m_clock.elapsed());
    if (auto* elided = qobject_cast<ElidedLabel*>(m_details))
        elided->setFullText(text, text);
    else
        m_details->setText(text);
    if (auto* title = qobject_cast<ElidedLabel*>(m_title))
        title->setFullText(m_session->openJob(m_side)->title());
}

void OpeningView::updateColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_details->setPalette(colours);
}

void OpeningView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_text = {};
    look();
    m_timer.start();
}

void OpeningView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void OpeningView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColours();
}

} // namespace tensorgraft
