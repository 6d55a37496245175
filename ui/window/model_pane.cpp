#include "ui/window/model_pane.h"

#include "model_io/formats/registry.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/link_label.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/dropped_files.h"
#include "ui/window/elided_label.h"
#include "ui/window/message_bar.h"
#include "ui/window/opening_view.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <tuple>

namespace tensorgraft {
namespace {

/// Work shorter than this is not worth a word.
constexpr int busyAfterMs = 200;
constexpr qsizetype shownRecent = 5;

QString layoutKey(Side side) { return side == Side::Source ? QStringLiteral("trees/source/layout") : QStringLiteral("trees/target/layout"); }

} // namespace

ModelPane::ModelPane(Session* session, Side side, QWidget* parent) : QWidget(parent), m_session(session), m_side(side)
{
    setAcceptDrops(true);
    m_view = new TensorTreeView(session, side, this);
    m_messages = new MessageBar(this);
    m_stack = new QStackedWidget(this);
    m_empty = makeEmptyPage();
    auto* page = new QWidget(this);
    auto* pageLayout = new QVBoxLayout(page);
    setSpacing(pageLayout, this, 0, 0.3);
    pageLayout->addWidget(makeFilterRow(page));
    pageLayout->addWidget(m_view, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);

    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0, 0.3);
    layout->addWidget(makeHeader());
    layout->addWidget(m_messages);
    m_openingFlat = new OpeningView(session, side, OpeningView::Form::Flat, this);
    m_openingFlat->hide();
    layout->addWidget(m_openingFlat);
    layout->addWidget(m_stack, 1);
    setTabOrder(m_open, m_filter);
    QWidget* last = m_filter; // as they stand in the row
    for (QAbstractButton* button : m_layouts->buttons()) {
        setTabOrder(last, button);
        last = button;
    }
    setTabOrder(last, m_view);

    connect(m_filter, &TensorFilterEdit::filterChanged, this, &ModelPane::applyFilter);
    connect(m_view->rowsModel(), &TensorRowsModel::arranged, this, &ModelPane::updateFacts);
    connect(m_view->rowsModel(), &TensorRowsModel::arrangingChanged, this, [this] { QTimer::singleShot(busyAfterMs, this, &ModelPane::updateFacts); });
    connect(m_open, &QToolButton::clicked, this, &ModelPane::openRequested);
    connect(m_emptyButton, &QPushButton::clicked, this, &ModelPane::openRequested);
    connect(m_samples, &QLabel::linkActivated, this, &ModelPane::samplesRequested);
    connect(m_recent, &QLabel::linkActivated, this, [this](const QString& number) { emit recentRequested(m_recentFiles.value(number.toInt())); });
    connect(session, &Session::modelOpened, this, [this](Side opened) {
        if (opened == m_side) {
            m_messages->dismiss();
            updateContents();
        }
    });
    connect(session, &Session::modelClosed, this, &ModelPane::updateContents);
    connect(session, &Session::openFailed, this, [this](Side failed, const Error& error) {
        if (failed == m_side && error.code != ErrorCode::Cancelled)
            m_messages->showError(error);
        updateContents();
    });
    m_stopOpening = new QShortcut(Qt::Key_Escape, this); // wherever in the window: who opens by mistake looks at the bar
    m_stopOpening->setEnabled(false);
    connect(m_stopOpening, &QShortcut::activated, session->openJob(side), &JobRunner::cancel);
    connect(m_stopOpening, &QShortcut::activatedAmbiguously, this, [session] { // both sides are being opened
        for (const Side each : {Side::Source, Side::Target})
            session->openJob(each)->cancel();
    });
    connect(session->openJob(side), &JobRunner::started, this, [this] {
        m_openingSince.start();
        QTimer::singleShot(busyAfterMs, this, &ModelPane::updateContents);
    });
    connect(session->openJob(side), &JobRunner::finished, this, &ModelPane::updateContents);
    restoreTreeLayout();
    updateEmptyIcon();
    updateContents();
}

QWidget* ModelPane::makeFilterRow(QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    setSpacing(layout, this, 0, 0.15);
    m_filter = new TensorFilterEdit(row);
    m_filter->setAccessibleName(m_side == Side::Source ? tr("Filter the source") : tr("Filter the target"));
    layout->addWidget(m_filter, 1);
    m_layouts = new QButtonGroup(this);
    const std::tuple<TreeLayout, const char*, QString> layouts[] = {
        {TreeLayout::Layers, "layer", tr("Layers: each by its whole path, in the order of the file (Alt+1)")},
        {TreeLayout::Scopes, "scope", tr("Scopes: the nested path (Alt+2)")},
        {TreeLayout::Flat, "flat", tr("Flat: every tensor by its whole name (Alt+3)")},
    };
    for (const auto& [value, icon, tip] : layouts) {
        auto* button = new QToolButton(row);
        button->setAutoRaise(true);
        button->setCheckable(true);
        button->setIcon(themedIcon(QString::fromLatin1(icon)));
        button->setToolTip(tip);
        button->setAccessibleName(tip.section(u':', 0, 0).section(u'\uff1a', 0, 0));
        m_layouts->addButton(button, int(value));
        layout->addWidget(button);
    }
    connect(m_layouts, &QButtonGroup::idClicked, this, [this](int value) { m_view->setTreeLayout(static_cast<TreeLayout>(value)); });
    connect(m_view, &TensorTreeView::treeLayoutChanged, this, [this](TreeLayout chosen) {
        m_layouts->button(int(chosen))->setChecked(true);
        appSettings().setValue(layoutKey(m_side), int(chosen));
    });
    return row;
}

void ModelPane::restoreTreeLayout()
{
    const int stored = appSettings().value(layoutKey(m_side), int(TreeLayout::Scopes)).toInt();
    m_view->setTreeLayout(static_cast<TreeLayout>(std::clamp(stored, int(TreeLayout::Layers), int(TreeLayout::Flat))));
    m_layouts->button(int(m_view->treeLayout()))->setChecked(true);
}

QWidget* ModelPane::makeHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    setSpacing(layout, this, 0, 0.4);
    layout->setContentsMargins(ems(this, 0.2), ems(this, 0.2), ems(this, 0.2), 0);
    m_title = new QLabel(m_side == Side::Source ? tr("Source") : tr("Target"), header);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_fileName = new ElidedLabel(header);
    m_facts = new ElidedLabel(header, Qt::ElideRight);
    m_open = new QToolButton(header);
    m_open->setAutoRaise(true);
    m_open->setIcon(themedIcon(m_side == Side::Source ? QStringLiteral("open-source") : QStringLiteral("open-target")));
    m_open->setToolTip(m_side == Side::Source ? tr("Open a source model") : tr("Open a target model"));
    m_open->setAccessibleName(m_open->toolTip());
    layout->addWidget(m_title);
    layout->addWidget(m_fileName);
    layout->addWidget(m_facts, 1); // gives way first
    layout->addWidget(m_open);
    return header;
}

QWidget* ModelPane::makeEmptyPage()
{
    auto* page = new QFrame(this);
    page->setFrameShape(QFrame::StyledPanel);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(page);
    setSpacing(layout, this, 1.5, 0.8);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(page);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyButton = new QPushButton(m_side == Side::Source ? tr("Open source...") : tr("Open target..."), page);
    m_emptyButton->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_openingTall = new OpeningView(m_session, m_side, OpeningView::Form::Tall, page);
    m_openingTall->hide();
    m_samples = new LinkLabel(page);
    m_samples->setAlignment(Qt::AlignCenter);
    m_samples->setTextFormat(Qt::RichText);
    m_samples->setText(QStringLiteral("<a href=\"samples\">%1</a>").arg(tr("or try the sample pair").toHtmlEscaped()));
    m_samples->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    if (m_side == Side::Target) {
        m_snippetButton = new QPushButton(tr("No weights yet? Copy snippet"), page);
        m_snippetButton->setFlat(true);
        m_snippetButton->setAutoDefault(false);
        m_snippetButton->setMinimumHeight(ems(this, 2));
        m_snippetButton->setToolTip(tr("A few lines of Python write the names and shapes of a model; they are enough for a target"));
        m_snippets = new QMenu(m_snippetButton);
        m_snippetButton->setMenu(m_snippets);
    }
    m_recent = new LinkLabel(page);
    m_recent->setObjectName(QStringLiteral("recentFiles"));
    m_recent->setAlignment(Qt::AlignCenter);
    m_recent->setTextFormat(Qt::RichText);
    m_recent->setWordWrap(true);
    m_recent->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_recent->setAccessibleName(tr("Recent files"));
    m_recent->hide();
    m_samples->setAccessibleName(tr("or try the sample pair"));
    m_samples->setMinimumHeight(ems(this, 2)); // as the button in its place on the other side
    QSizePolicy keepsItsPlace = m_samples->sizePolicy(); // so that both panes look alike
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_samples->setSizePolicy(keepsItsPlace);
    m_samples->setVisible(false);
    // The last line is a link in one pane and a button in the other: of one height, so that both panes look alike.
    const int lastLine = ems(this, 2);
    m_samples->setFixedHeight(lastLine);
    if (m_snippetButton)
        m_snippetButton->setFixedHeight(lastLine);
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyText);
    layout->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    layout->addWidget(m_openingTall);
    layout->addWidget(m_samples);
    if (m_snippetButton) {
        layout->removeWidget(m_samples);
        m_samples->hide(); // offered in the source pane only
        layout->addWidget(m_snippetButton, 0, Qt::AlignHCenter);
    }
    layout->addWidget(m_recent);
    layout->addStretch(3);
    return page;
}

void ModelPane::updateEmptyIcon()
{
    const int side = ems(this, 3);
    m_emptyIcon->setPixmap(themedIcon(m_side == Side::Source ? QStringLiteral("open-source") : QStringLiteral("open-target"))
                               .pixmap(QSize(side, side), devicePixelRatioF(), QIcon::Disabled));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_emptyText->setPalette(colours);
    m_facts->setPalette(colours);
}

void ModelPane::setSamplesOffered(bool offered) { m_samples->setVisible(offered && !m_session->model(m_side)); }

void ModelPane::setRecentFiles(const QStringList& files)
{
    m_recentFiles = files.mid(0, shownRecent);
    QString html;
    for (qsizetype i = 0; i < m_recentFiles.size(); ++i) {
        const QFileInfo info(m_recentFiles[i]);
        // The folder tells apart what bears the same name; many checkpoints do.
        html += QStringLiteral("<br><a href=\"%1\">%2</a> <small>%3</small>")
                    .arg(i).arg(fontMetrics().elidedText(info.fileName(), Qt::ElideMiddle, ems(this, 16)).toHtmlEscaped(),
                                fontMetrics().elidedText(QFileInfo(info.path()).fileName(), Qt::ElideMiddle, ems(this, 10)).toHtmlEscaped());
    }
    m_recent->setText(html.isEmpty() ? QString() : QStringLiteral("<small>%1</small>%2").arg(tr("Recent files").toHtmlEscaped(), html));
    m_recent->setVisible(!html.isEmpty() && !m_session->model(m_side) && !m_session->openJob(m_side)->isRunning());
}

void ModelPane::updateContents()
{
    // What is quick is not worth a word.
    const bool loading = m_session->openJob(m_side)->isRunning() && m_openingSince.hasExpired(busyAfterMs * 9 / 10);
    const auto& model = m_session->model(m_side);
    const bool changes = m_stack->currentIndex() != (model ? 1 : 0);
    const bool hadFocus = changes && window()->focusWidget() && m_stack->currentWidget()->isAncestorOf(window()->focusWidget());
    m_stack->setCurrentIndex(model ? 1 : 0);
    if (hadFocus) // else Qt takes whatever follows in the order of tabs
        model ? m_view->setFocus() : m_emptyButton->setFocus();
    updateOpening(loading, model != nullptr);
    if (m_snippetButton)
        m_snippetButton->setVisible(!loading);
    const QString hint = m_side == Side::Source ? tr("Drop a weight file or a folder here:\nthe model whose weights you want") : tr("Drop a weight file or a folder here:\nthe model that receives weights");
    m_emptyText->setText(loading ? m_session->openJob(m_side)->title() : hint);
    if (loading || model)
        m_samples->hide();
    m_recent->setVisible(!loading && !model && !m_recentFiles.isEmpty());
    updateFacts();
}

void ModelPane::updateOpening(bool opening, bool overModel)
{
    m_stopOpening->setEnabled(opening);
    // The keyboard goes where the hidden button was, and back.
    const bool focusToStop = m_emptyButton->hasFocus() && opening;
    const bool focusBack = m_openingTall->cancelButton()->hasFocus() && !opening && !overModel;
    m_openingFlat->setVisible(opening && overModel);
    m_openingTall->setVisible(opening && !overModel);
    m_emptyButton->setVisible(!opening);
    if (focusToStop)
        m_openingTall->cancelButton()->setFocus();
    if (focusBack)
        m_emptyButton->setFocus();
}

OpeningView* ModelPane::openingView() const
{
    if (!m_stopOpening->isEnabled())
        return nullptr;
    return m_session->model(m_side) ? m_openingFlat : m_openingTall;
}

void ModelPane::updateFacts()
{
    const auto& model = m_session->model(m_side);
    if (!model) {
        m_fileName->setFullText({});
        m_facts->setFullText({});
        return;
    }
    const QString path = QString::fromStdString(model->path().string());
    m_fileName->setFullText(QString::fromStdString(model->path().filename().string()), path);
    const Format* format = findFormat(model->formatId());
    const QString title = format ? libraryText(format->info().title) : toQString(model->formatId());
    const std::size_t all = model->tensors().size(), shown = m_view->rowsModel()->shownCount();
    const QString count = shown == all ? tr("%n tensor(s)", nullptr, static_cast<int>(all)) : tr("%1 of %n tensor(s)", nullptr, static_cast<int>(all)).arg(shown);
    m_facts->setFullText(m_view->rowsModel()->isArranging() ? tr("%1, arranging...").arg(title) : QStringLiteral("%1, %2").arg(title, count));
}

void ModelPane::applyFilter(const QString& text)
{
    m_filter->setError(m_view->rowsModel()->setFilterText(text));
    updateFacts();
}

void ModelPane::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ModelPane::dropEvent(QDropEvent* event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    emit filesDropped(files);
}

void ModelPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_samples)
        updateEmptyIcon();
}

} // namespace tensorgraft
