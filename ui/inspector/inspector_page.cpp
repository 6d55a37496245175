#include "ui/inspector/inspector_page.h"

#include "ui/inspector/value_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QContextMenuEvent>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr int busyDelayMs = 200; ///< shorter jobs show no progress: it would only flicker

} // namespace

InspectorPage::InspectorPage(QThreadPool* pool, QWidget* parent) : QWidget(parent), m_pool(pool)
{
    auto* outer = new QVBoxLayout(this);
    setSpacing(outer, this, 0.4, 0.3);

    auto* stackHost = new QWidget(this);
    m_stack = new QStackedLayout(stackHost);
    auto* contentWidget = new QWidget(stackHost);
    m_content = new QVBoxLayout(contentWidget);
    setSpacing(m_content, this, 0, 0.4);
    m_messageWidget = new QWidget(stackHost);
    auto* message = new QVBoxLayout(m_messageWidget);
    setSpacing(message, this, 1.0, 0.6);
    m_messageIcon = new QLabel(m_messageWidget);
    m_messageIcon->setAlignment(Qt::AlignCenter);
    m_messageText = new QLabel(m_messageWidget);
    m_messageText->setObjectName(QStringLiteral("message"));
    m_messageText->setAlignment(Qt::AlignCenter);
    m_messageText->setWordWrap(true);
    m_messageText->setTextFormat(Qt::PlainText);
    m_messageText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_retry = new QToolButton(m_messageWidget);
    m_retry->setText(tr("Read again"));
    m_retry->hide();
    message->addStretch(2);
    message->addWidget(m_messageIcon);
    message->addWidget(m_messageText);
    message->addWidget(m_retry, 0, Qt::AlignHCenter);
    message->addStretch(3);
    m_stack->addWidget(m_messageWidget);
    m_stack->addWidget(contentWidget);
    outer->addWidget(stackHost, 1);

    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->hide();
    outer->addWidget(m_note);

    auto* busy = new QFrame(this);
    busy->setFrameShape(QFrame::StyledPanel);
    busy->setAutoFillBackground(true);
    auto* busyRow = new QHBoxLayout(busy);
    setSpacing(busyRow, this, 0.3, 0.4);
    m_progress = new QProgressBar(busy);
    m_progress->setAccessibleName(tr("Progress of reading"));
    m_progress->setFixedWidth(ems(this, 9));
    auto* stop = new QToolButton(busy);
    stop->setIcon(themedIcon(QStringLiteral("cancel")));
    stop->setAutoRaise(true);
    stop->setText(tr("Cancel"));
    stop->setToolTip(tr("Stop reading"));
    stop->setAccessibleName(tr("Stop reading"));
    busyRow->addWidget(m_progress);
    busyRow->addWidget(stop);
    busy->hide();
    m_busy = busy;

    m_busyDelay = new QTimer(this);
    m_busyDelay->setSingleShot(true);
    m_busyDelay->setInterval(busyDelayMs);
    connect(m_busyDelay, &QTimer::timeout, this, [this] {
        placeBusyFrame();
        m_busy->show();
        m_busy->raise();
    });
    connect(stop, &QToolButton::clicked, this, &InspectorPage::cancelByPerson);
    connect(m_retry, &QToolButton::clicked, this, &InspectorPage::reload);
}

QString InspectorPage::emptyText() const
{
    return tr("Select a tensor to look at it.");
}

void InspectorPage::paintPicture(QPainter&, const QSize&, bool) const {}

void InspectorPage::setTensor(const TensorRef& tensor)
{
    m_tensor = tensor;
    reload();
}

void InspectorPage::reload()
{
    reset();
    jobFinished();
    setNote({});
    m_retry->hide();
    m_stale = static_cast<bool>(m_tensor);
    emit pictureChanged();
    if (!m_stale) {
        showMessage(QStringLiteral("tensor"), emptyText());
        return;
    }
    if (isVisible()) {
        m_stale = false;
        load();
    } else {
        showMessage({}, {});
    }
}

void InspectorPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale) {
        m_stale = false;
        load();
    }
}

void InspectorPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeBusyFrame();
}

void InspectorPage::placeBusyFrame()
{
    m_busy->adjustSize();
    const int gap = ems(this, 0.6);
    const int below = m_note->isVisible() ? m_note->height() + gap : 0; // the note stays readable
    m_busy->move(width() - m_busy->width() - gap, height() - m_busy->height() - gap - below);
}

void InspectorPage::jobStarted()
{
    m_progress->setRange(0, 0); // until the first report nobody knows how long it takes
    if (!m_busy->isVisible())
        m_busyDelay->start();
}

void InspectorPage::jobProgressed(int thousandths)
{
    m_progress->setRange(0, 1000);
    m_progress->setValue(thousandths);
}

void InspectorPage::jobFinished()
{
    m_busyDelay->stop();
    m_busy->hide();
}

void InspectorPage::cancelByPerson()
{
    reset();
    jobFinished();
    showMessage(QStringLiteral("cancel"), tr("Reading was cancelled."));
    m_retry->show();
    emit pictureChanged();
}

void InspectorPage::showContent()
{
    m_stack->setCurrentIndex(1);
    m_retry->hide();
}

void InspectorPage::showMessage(const QString& iconName, const QString& text)
{
    m_messageIconName = iconName;
    showMessageIcon();
    m_messageText->setText(text);
    m_stack->setCurrentIndex(0);
}

void InspectorPage::showMessageIcon()
{
    const int side = ems(this, 2.5);
    m_messageIcon->setPixmap(m_messageIconName.isEmpty() ? QPixmap()
                                                         : themedIcon(m_messageIconName).pixmap(QSize(side, side), devicePixelRatioF(), QIcon::Disabled));
}

void InspectorPage::showProblem(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    showMessage(QStringLiteral("error"), problemText(error));
    m_retry->setVisible(error.code == ErrorCode::Io || error.code == ErrorCode::Corrupt);
    setNote({});
}

void InspectorPage::setNote(const QString& text)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, mutedText(palette()));
    m_note->setPalette(colors);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void InspectorPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        setNote(m_note->text());
        showMessageIcon();
    }
}

void InspectorPage::contextMenuEvent(QContextMenuEvent* event)
{
    if (hasPicture())
        emit menuRequested(event->globalPos());
    else
        QWidget::contextMenuEvent(event);
}

void InspectorPage::keyPressEvent(QKeyEvent* event)
{
    const bool copiesValue = event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    if (copiesValue && !valueText().isEmpty())
        emit copyValueRequested();
    else if (hasPicture() && event->matches(QKeySequence::Copy))
        emit copyRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace tensorgraft
