#include "ui/window/message_bar.h"

#include "ui/error_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace tensorgraft {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_layout(new QGridLayout(this)), m_row(new QWidget(this)), m_rowLayout(new QHBoxLayout(m_row)), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_close(new QToolButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setSpacing(m_layout, this, 0.4, 0.5);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_close->setAutoRaise(true);
    m_close->setIcon(themedIcon(QStringLiteral("cancel")));
    m_close->setAccessibleName(tr("Close message"));
    m_close->setToolTip(tr("Close message"));
    setSpacing(m_rowLayout, this, 0, 0.5);
    m_row->hide();
    m_layout->addWidget(m_icon, 0, 0);
    m_layout->addWidget(m_text, 0, 1);
    m_layout->addWidget(m_close, 0, 3, Qt::AlignTop);
    m_layout->addWidget(m_row, 0, 2, Qt::AlignTop);
    m_layout->setColumnStretch(1, 1);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    hide();
}

void MessageBar::show(Kind kind, const QString& text, const QString& details, const QList<Action>& actions)
{
    m_kind = kind;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_text->setTextFormat(Qt::RichText);
    QString html = text.toHtmlEscaped();
    if (!details.isEmpty())
        html = QStringLiteral("<b>%1</b><br>%2").arg(html, details.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    m_text->setText(html);
    m_text->setAccessibleName(text + u'\n' + details);
    for (const Action& action : actions) {
        auto* button = new QPushButton(action.text, m_row);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            dismiss();
            run();
        });
        m_rowLayout->addWidget(button);
        m_buttons += button;
    }
    m_row->setVisible(!m_buttons.isEmpty());
    m_layout->setAlignment(m_icon, details.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    placeButtons();
    applyColours();
    setVisible(true);
}

void MessageBar::placeButtons()
{
    const bool below = width() - m_row->sizeHint().width() < ems(this, 24);
    if (below == m_below)
        return;
    m_below = below;
    m_layout->removeWidget(m_row);
    if (below)
        m_layout->addWidget(m_row, 1, 1, 1, 2, Qt::AlignLeft);
    else
        m_layout->addWidget(m_row, 0, 2, Qt::AlignTop);
}

void MessageBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeButtons();
}

void MessageBar::showError(const tensorgraft::Error& error)
{
    const ErrorText text = errorText(error);
    show(Kind::Error, text.headline, text.details);
}

void MessageBar::dismiss()
{
    hide();
    emit dismissed();
}

QString MessageBar::text() const { return m_text->accessibleName(); }

void MessageBar::applyColours()
{
    const QPalette base = parentWidget() ? parentWidget()->palette() : palette();
    const bool plain = m_kind == Kind::Information;
    const QColor signal = plain ? base.color(QPalette::Highlight) : signalColor(m_kind == Kind::Warning ? Signal::Warning : Signal::Conflict, base);
    QPalette colours = base;
    colours.setColor(QPalette::Window, blend(signal, base.color(QPalette::Window), 0.14));
    m_applying = true;
    setPalette(colours);
    m_applying = false;
    const QString name = plain ? QStringLiteral("information") : m_kind == Kind::Warning ? QStringLiteral("state-warning") : QStringLiteral("error");
    m_icon->setPixmap(themedIcon(name).pixmap(QSize(textIconExtent(this), textIconExtent(this)), devicePixelRatioF()));
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_applying && !isHidden())
        applyColours();
}

} // namespace tensorgraft
