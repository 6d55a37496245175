#include "ui/window/main_window.h"

#include "ui/inspector/inspector_panel.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/phrases/error_line.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/row_delegate.h"
#include "ui/theme/spacing.h"
#include "ui/window/alike_offer.h"
#include "ui/window/check_panel.h"
#include "ui/window/compare_follower.h"
#include "ui/window/copy_names.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/drop_marks.h"
#include "ui/window/fix_pane.h"
#include "ui/window/job_indicator.h"
#include "ui/window/link_view.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/rules_panel.h"
#include "ui/window/tensor_locator.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_actions.h"
#include "ui/window/transform_chooser.h"

#include <QAction>
#include <QCloseEvent>
#include <QLabel>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableView>
#include <QUndoView>
#include <QVBoxLayout>

namespace tensorgraft {

MainWindow::MainWindow(QWidget* parent) : MainWindow(std::make_unique<Session>(), parent) {}

MainWindow::MainWindow(std::unique_ptr<Session> session, QWidget* parent) : QMainWindow(parent), m_session(session.release())
{
    m_session->setParent(this);
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    for (const Side side : {Side::Source, Side::Target})
        m_session->tree(side)->setIconProvider(themedIcon);

    m_sourcePane = new ModelPane(m_session, Side::Source, this);
    m_targetPane = new ModelPane(m_session, Side::Target, this);
    m_links = new LinkView(m_session, m_sourcePane->view(), m_targetPane->view(), this);
    m_inspector = new InspectorPanel(this);
    m_mapping = new MappingPanel(m_session, this);
    m_check = new CheckPanel(m_session, this);
    m_rules = new RulesPanel(m_session, this);
    m_history = new QUndoView(m_session->undoStack(), this);
    m_history->setEmptyLabel(tr("Start"));
    m_history->setAccessibleName(tr("History of changes"));
    m_history->setItemDelegate(new RowDelegate(m_history));

    m_trees = new QSplitter(Qt::Horizontal, this);
    m_trees->addWidget(m_sourcePane);
    m_trees->addWidget(m_links);
    m_trees->addWidget(m_targetPane);
    m_trees->setChildrenCollapsible(false);
    m_trees->setStretchFactor(0, 1);
    m_trees->setStretchFactor(1, 0);
    m_trees->setStretchFactor(2, 1);

    m_lower = new QTabWidget(this);
    m_lower->setDocumentMode(true);
    m_lower->addTab(m_mapping, tr("Mapping"));
    m_lower->addTab(m_check, tr("Check"));
    m_lower->addTab(m_rules, tr("Rules"));
    m_lower->addTab(m_history, tr("History"));

    // By keyboard: the tab, and into what it holds.
    const QList<QWidget*> inTabs{m_mapping->table(), m_check->table(), m_rules->table(), m_history};
    for (int tab = 0; tab < inTabs.size(); ++tab) {
        auto* shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(tab + 1)), this);
        connect(shortcut, &QShortcut::activated, this, [this, tab, into = inTabs[tab]] {
            m_lower->setVisible(true);
            m_lower->setCurrentIndex(tab);
            into->setFocus(Qt::ShortcutFocusReason);
        });
        m_lower->setTabToolTip(tab, shortcut->key().toString(QKeySequence::NativeText));
    }

    m_whole = new QSplitter(Qt::Vertical, this);
    m_whole->addWidget(m_trees);
    m_whole->addWidget(m_lower);
    m_whole->setStretchFactor(0, 3);
    m_whole->setStretchFactor(1, 1);
    m_whole->setChildrenCollapsible(false);

    m_upper = new QSplitter(Qt::Horizontal, this);
    m_upper->addWidget(m_whole);
    m_upper->addWidget(m_inspector);
    m_upper->setStretchFactor(0, 3);
    m_upper->setStretchFactor(1, 2);
    m_upper->setCollapsible(0, false);

    m_messages = new MessageBar(this);
    m_exporter = new DialectExporter(m_session, m_messages, this);
    auto* central = new QWidget(this);
    auto* layout = new QVBoxLayout(central);
    setSpacing(layout, this, 0.4, 0.3);
    layout->addWidget(m_messages);
    layout->addWidget(m_upper, 1);
    setCentralWidget(central);

    m_coverage = new QLabel(this);
    m_coverage->setObjectName(QStringLiteral("coverage"));
    m_coverage->setContentsMargins(ems(this, 0.4), 0, ems(this, 0.4), 0);
    m_hint = new QLabel(this);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long one must not widen the window
    m_jobs = new JobIndicator(this);
    for (JobRunner* job : {m_session->openJob(Side::Source), m_session->openJob(Side::Target), m_session->matchJob(), m_session->checkJob(), m_session->changeJob(), m_session->readJob(), m_session->saveJob(), m_session->exportJob(), m_mapping->job(), m_rules->job(), m_check->fixes()->job()})
        m_jobs->watch(job);
    statusBar()->addWidget(m_coverage);
    statusBar()->addWidget(m_hint, 1);
    statusBar()->addPermanentWidget(m_jobs);

    m_treeActions = new TreeActions(m_session, m_sourcePane, m_targetPane, m_links, this);
    connect(m_treeActions, &TreeActions::said, m_hint, &QLabel::setText);
    m_marks = new DropMarks(m_session, m_sourcePane->view(), m_targetPane->view(), m_messages, this);
    connect(m_marks, &DropMarks::said, m_hint, &QLabel::setText);
    for (TensorTreeView* view : {m_sourcePane->view(), m_targetPane->view()})
        addCopyNames(view);
    makeActions();
    makeMenus();
    makeToolBar();
    connectSession();
    connectMappingFiles();
    connectViews();
    new CompareFollower(m_session, m_sourcePane, m_targetPane, m_mapping, m_inspector, this);
    new TransformChooser(m_session, m_mapping, this);
    connect(m_mapping, &MappingPanel::alikeRequested, new AlikeOffer(m_session, m_messages, this), &AlikeOffer::openFor);
    m_inspector->clear();
    updateActions();
    updateStatus();
    updateTitle();
    restoreLayout();
    makeManners();
    m_session->announce();
}

MainWindow::~MainWindow()
{
    // Children die after this body: what they signal then must not reach a window that is no more.
    const auto children = findChildren<QObject*>();
    for (QObject* child : children)
        child->disconnect(this);
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::modelOpened, this, [this](Side side) {
        rememberRecent(QString::fromStdString(m_session->model(side)->path().string()));
        m_inspector->showModel(m_session->model(side));
        const auto& warnings = m_session->model(side)->warnings();
        if (!warnings.empty())
            pane(side)->messages()->show(MessageBar::Kind::Warning, tr("%n remark(s) on opening", nullptr, static_cast<int>(warnings.size())),
                                         errorLine(warnings.front()));
        updateActions();
        updateTitle();
    });
    connect(m_session, &Session::modelClosed, this, [this] {
        m_inspector->clear();
        updateActions();
        updateTitle();
    });
    connect(m_session, &Session::checkChanged, this, [this] {
        updateActions();
        updateStatus();
    });
    connect(m_session, &Session::mappingFound, this, [this](const std::filesystem::path& path) { openMapping(QString::fromStdString(path.string())); });
    connect(m_session, &Session::documentChanged, this, &MainWindow::updateTitle);
    connect(m_session, &Session::mappingPathChanged, this, &MainWindow::updateTitle);
    connect(m_session->undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(m_session, &Session::matchFailed, this, [this](const Error& error) {
        if (error.code != ErrorCode::Cancelled)
            m_messages->showError(error);
    });
    connect(m_session, &Session::matchFinished, this, [this](int claims, const QString& refusal) {
        m_lower->setCurrentWidget(m_mapping);
        if (claims == 0)
            m_messages->show(MessageBar::Kind::Warning, tr("The matcher proposes nothing."),
                             refusal.isEmpty() ? tr("No tensor of the target resembles one of the source closely enough. Drag layers across by hand.") : refusal);
        else
            m_messages->dismiss();
    });
    connect(m_session, &Session::kerasMatched, this, &MainWindow::showKerasReport);
    connect(m_session->matchJob(), &JobRunner::started, this, &MainWindow::updateActions);
    connect(m_session->matchJob(), &JobRunner::finished, this, &MainWindow::updateActions);
}

void MainWindow::connectViews()
{
    for (const Side side : {Side::Source, Side::Target}) {
        ModelPane* p = pane(side);
        connect(p, &ModelPane::openRequested, this, [this, side] { chooseModel(side); });
        if (p->snippetMenu())
            fillSnippetMenu(p->snippetMenu());
        connect(p, &ModelPane::samplesRequested, this, &MainWindow::openSamples);
        connect(p->view(), &TensorTreeView::dropHovered, this, [this](const QString& text) { m_hint->setText(text); });
        connect(p->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, side] { inspectCurrent(side); });
        connect(p->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MainWindow::updateActions);
    }
    connect(m_links, &LinkView::linkClicked, this, [this](std::size_t target) {
        m_lower->setCurrentWidget(m_mapping);
        m_mapping->selectTarget(target);
    });
    connect(m_links, &LinkView::linkHovered, m_hint, &QLabel::setText);
    connect(m_mapping, &MappingPanel::rowActivated, this, &MainWindow::revealRow);
    connect(m_mapping, &MappingPanel::rowActivated, m_hint, [this](const MappingRow& row) { m_hint->setText(libraryText(row.reason)); }); // why it was proposed
    connect(m_mapping, &MappingPanel::selectedTargetsChanged, m_links, &LinkView::setSelectedTargets);
    connect(m_mapping, &MappingPanel::selectedTargetsChanged, this, &MainWindow::updateActions);
    connect(m_mapping, &MappingPanel::problem, this, [this](const QString& text) { m_messages->show(MessageBar::Kind::Error, text); });
    connect(m_mapping, &MappingPanel::autoMatchRequested, m_session, &Session::autoMatch);
    connect(m_check, &CheckPanel::findingActivated, this, &MainWindow::revealFinding);
    m_locator = new TensorLocator(m_session, this);
    connect(m_locator, &TensorLocator::located, this, &MainWindow::revealTensors);
    connect(m_rules, &RulesPanel::targetsSelected, this, [this](const std::vector<std::size_t>& targets) {
        m_mapping->selectTargets(targets);
        m_links->setSelectedTargets(targets);
        if (!targets.empty())
            m_targetPane->view()->revealTensor(targets.front());
    });
}

void MainWindow::inspectCurrent(Side side)
{
    const TensorTreeView* view = pane(side)->view();
    const auto& model = m_session->model(side);
    const QModelIndex current = view->currentIndex();
    updateActions();
    if (!model || !current.isValid())
        return;
    const TreeNodes::Node& node = m_session->tree(side)->nodes()[view->nodeOf(current)];
    if (!node.isTensor())
        return;
    if (!(m_revealing && side == Side::Target)) // of an entry's two ends the source is shown
        m_inspector->showTensor(model, node.tensor);
    if (m_revealing)
        return;
    m_hint->clear(); // it was about another tensor
    m_revealing = true;
    if (side == Side::Target && m_session->links().rowOfTarget(node.tensor))
        m_links->setSelectedTargets({node.tensor});
    else if (side == Side::Source)
        if (const auto rows = m_session->links().rowsOfSource(node.tensor); !rows.empty())
            if (const auto& target = m_session->rows()[rows.front()].targetIndex)
                m_links->setSelectedTargets({*target});
    m_revealing = false;
}

void MainWindow::revealRow(const MappingRow& row)
{
    m_revealing = true;
    if (row.targetIndex)
        m_targetPane->view()->revealTensor(*row.targetIndex);
    if (!row.sourceIndices.empty())
        m_sourcePane->view()->revealTensor(row.sourceIndices.front());
    else if (row.targetIndex)
        m_inspector->showTensor(m_session->model(Side::Target), *row.targetIndex);
    m_revealing = false;
}

void MainWindow::revealFinding(const Diagnostic& finding)
{
    if (finding.part == DocumentPart::Rule)
        m_rules->selectPlace({RulePlace::Part::Rule, finding.partIndex});
    else if (finding.part == DocumentPart::Include || finding.part == DocumentPart::Exclude)
        m_rules->selectPlace({finding.part == DocumentPart::Include ? RulePlace::Part::Include : RulePlace::Part::Exclude, finding.partIndex});
    m_locator->locate(finding.source.empty() ? std::string() : finding.source.front(), finding.target);
}

void MainWindow::revealTensors(std::optional<std::size_t> source, std::optional<std::size_t> target)
{
    m_revealing = true;
    if (target) {
        m_targetPane->view()->revealTensor(*target);
        m_links->setSelectedTargets({*target});
        m_inspector->showTensor(m_session->model(Side::Target), *target);
    }
    if (source)
        m_sourcePane->view()->revealTensor(*source);
    m_revealing = false;
}

void MainWindow::updateStatus()
{
    if (!m_session->hasBoth()) {
        m_coverage->setText(tr("Open a source and a target"));
        m_lower->setTabText(1, tr("Check"));
        return;
    }
    const Coverage& c = m_session->coverage();
    QStringList parts{tr("coverage %1/%2").arg(c.mapped).arg(c.total)};
    if (c.errors > 0)
        parts += tr("%n error(s)", nullptr, static_cast<int>(c.errors));
    parts += tr("%n warning(s)", nullptr, static_cast<int>(c.warnings));
    parts += tr("%n kept from target", nullptr, static_cast<int>(c.kept));
    m_coverage->setText(parts.join(QStringLiteral("  |  ")));
    const std::size_t findings = m_session->check().diagnostics.size();
    m_lower->setTabText(1, findings ? tr("Check (%1)").arg(findings) : tr("Check"));
    const std::size_t rules = m_session->document().rules.size();
    m_lower->setTabText(m_lower->indexOf(m_rules), rules ? tr("Rules (%1)").arg(rules) : tr("Rules"));
    m_lower->setTabText(0, m_session->rows().empty() ? tr("Mapping") : tr("Mapping (%1)").arg(m_session->rows().size()));
}

void MainWindow::updateTitle()
{
    const std::filesystem::path& mapping = m_session->mappingPath();
    QString name = mapping.empty() ? tr("new mapping") : QString::fromStdString(mapping.filename().string());
    setWindowModified(m_session->isModified());
    setWindowTitle(tr("%1[*] - TensorGraft").arg(name));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closeAsks && !maybeSave()) {
        event->ignore();
        return;
    }
    saveLayout();
    emit closing();
    event->accept();
}

void MainWindow::restoreLayout()
{
    const AppSettings& settings = appSettings();
    const QSize room = screen()->availableSize();
    resize(qMin(ems(this, 118), room.width() * 9 / 10), qMin(ems(this, 68), room.height() * 9 / 10));
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    if (!m_upper->restoreState(settings.value(QStringLiteral("window/upper")).toByteArray()))
        m_upper->setSizes({width() * 68 / 100, width() * 32 / 100});
    if (!m_whole->restoreState(settings.value(QStringLiteral("window/whole")).toByteArray()))
        m_whole->setSizes({height() * 68 / 100, height() * 32 / 100});
    if (!m_trees->restoreState(settings.value(QStringLiteral("window/trees")).toByteArray()))
        m_trees->setSizes({ems(this, 36), ems(this, 6), ems(this, 36)});
    PageChoices pages;
    const QVariantHash stored = settings.value(QStringLiteral("inspector/pages")).toHash();
    for (auto page = stored.begin(); page != stored.end(); ++page)
        pages.insert(page.key(), page.value().toString());
    m_inspector->setPageChoices(pages);
}

void MainWindow::saveLayout() const
{
    AppSettings& settings = appSettings();
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/upper"), m_upper->saveState());
    settings.setValue(QStringLiteral("window/whole"), m_whole->saveState());
    settings.setValue(QStringLiteral("window/trees"), m_trees->saveState());
    QVariantHash pages;
    for (auto page = m_inspector->pageChoices().begin(); page != m_inspector->pageChoices().end(); ++page)
        pages.insert(page.key(), page.value());
    settings.setValue(QStringLiteral("inspector/pages"), pages);
}

} // namespace tensorgraft
