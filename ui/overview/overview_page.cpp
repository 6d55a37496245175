#include "ui/overview/overview_page.h"

#include "ui/jobs/release_later.h"
#include "ui/models/format_text.h"
#include "ui/overview/layer_table_model.h"
#include "ui/overview/overview_export.h"
#include "ui/overview/treemap_view.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

/// Models up to this size are scanned without being asked: it takes about a second.
constexpr std::uint64_t scannedUnasked = std::uint64_t{1} << 30;
constexpr int tellMs = 6000; ///< how long a success stays on the screen; a problem stays until it is closed

} // namespace

OverviewPage::OverviewPage(QWidget* parent)
    : QWidget(parent), m_outlineJob(new JobRunner(this)), m_scanJob(new JobRunner(this)), m_exportJob(new JobRunner(this)), m_treemap(new TreemapView(this)),
      m_layers(new LayerTableModel(this)), m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.5, 0.4);
    makeControls(layout);

    m_table->setObjectName(QStringLiteral("layerTable"));
    m_table->setAccessibleName(tr("Layers"));
    m_table->setModel(m_layers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.5));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(LayerTableModel::LayerColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(ems(this, 3));
    for (int column = LayerTableModel::ParametersColumn; column < LayerTableModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, ems(this, column == LayerTableModel::ParametersColumn || column == LayerTableModel::ScoreColumn ? 6.5 : column == LayerTableModel::SizeColumn ? 5.6 : 4.6));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_treemap);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter, 1);
    makeExportRow(layout);

    connect(m_treemap, &TreemapView::legendChanged, this, &OverviewPage::updateLegend);
    connect(m_treemap, &TreemapView::tensorActivated, this, &OverviewPage::tensorActivated);
    connect(m_treemap, &TreemapView::tensorSelected, this, [this](std::size_t tensor) {
        const int row = m_layers->rowOfLayer(m_data->layerOfTensor[tensor]);
        m_table->selectRow(row);
        m_table->scrollTo(m_layers->index(row, 0));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        m_treemap->setHighlightedLayer(current.isValid() ? std::optional(m_layers->layerOfRow(current.row())) : std::nullopt);
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        emit tensorActivated(m_data->outline.layers[m_layers->layerOfRow(index.row())].members.front());
    });
    connect(m_scanJob, &JobRunner::progressChanged, m_progress, &QProgressBar::setValue);
    for (JobRunner* job : {m_outlineJob, m_scanJob}) {
        connect(job, &JobRunner::started, this, &OverviewPage::updateBusy);
        connect(job, &JobRunner::finished, this, &OverviewPage::updateBusy);
    }
    updateFacts();
    updateBusy();
}

OverviewPage::~OverviewPage()
{
    releaseLater(std::move(m_data)); // before the parts that show it let go of it
    releaseLater(std::move(m_scan));
}

void OverviewPage::makeControls(QVBoxLayout* layout)
{
    for (QLabel** label : {&m_facts, &m_dtypes, &m_findings, &m_legend}) {
        *label = new QLabel(this);
        (*label)->setWordWrap(true);
        (*label)->setTextFormat(label == &m_legend || label == &m_findings ? Qt::RichText : Qt::PlainText);
    }
    m_facts->setObjectName(QStringLiteral("overviewFacts"));
    m_findings->setObjectName(QStringLiteral("overviewFindings"));
    for (QLabel* label : {m_facts, m_dtypes, m_findings})
        layout->addWidget(label);

    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(row);
    setSpacing(flow, this, 0, 0.5);
    m_scanButton = new QPushButton(row);
    m_scanButton->setObjectName(QStringLiteral("scan"));
    m_progress = new QProgressBar(row);
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(ems(this, 12));
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel = new QToolButton(row);
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(themedIcon(QStringLiteral("cancel")));
    m_cancel->setToolTip(tr("Cancel the scan"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    auto* label = new QLabel(tr("&Colour by:"), row);
    m_colour = new QComboBox(row);
    m_colour->setAccessibleName(tr("What the colours stand for"));
    m_colour->addItem(tr("Kind"), int(TreemapColour::Kind));
    m_colour->addItem(tr("Data type"), int(TreemapColour::DType));
    m_colour->addItem(tr("Score of the norm"), int(TreemapColour::Score));
    label->setBuddy(m_colour);
    m_export = new QPushButton(themedIcon(QStringLiteral("export")), tr("&Export"), row);
    m_export->setAutoDefault(false);
    m_cancel->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_export);
    menu->addAction(tr("Treemap as PNG..."), this, [this] { askForExport(QStringLiteral("png")); });
    menu->addAction(tr("Treemap as PDF..."), this, [this] { askForExport(QStringLiteral("pdf")); });
    menu->addAction(tr("Treemap as SVG..."), this, [this] { askForExport(QStringLiteral("svg")); });
    menu->addSeparator();
    menu->addAction(tr("Table as CSV..."), this, [this] { askForExport(QStringLiteral("csv")); });
    menu->addAction(tr("Everything as JSON..."), this, [this] { askForExport(QStringLiteral("json")); });
    m_export->setMenu(menu);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_scanButton, m_progress, m_cancel, label, m_colour, m_export})
        flow->addWidget(widget);
    layout->addWidget(row);
    layout->addWidget(m_legend);

    connect(m_scanButton, &QPushButton::clicked, this, &OverviewPage::startScan);
    connect(m_cancel, &QToolButton::clicked, m_scanJob, &JobRunner::cancel);
    connect(m_colour, &QComboBox::currentIndexChanged, this, [this] { m_treemap->setColouring(TreemapColour(m_colour->currentData().toInt())); });
}

void OverviewPage::setModel(std::shared_ptr<const ModelFile> model)
{
    if (model == m_model)
        return;
    m_scanJob->cancel();
    m_outlineJob->cancel();
    m_model = std::move(model);
    m_problem.clear();
    showOverview(nullptr);
    if (!m_model)
        return;
    m_outlineJob->start<std::shared_ptr<const OverviewData>>(
        tr("Summing up"), [file = m_model](const ProgressFn& progress) { return makeOverview(file, progress); },
        [this](Result<std::shared_ptr<const OverviewData>> result) {
            if (!result)
                return;
            if ((*result)->model != m_model)
                return releaseLater(*std::move(result));
            showOverview(*std::move(result));
            if (m_data->outline.total.bytes <= scannedUnasked)
                startScan();
        });
}

void OverviewPage::continueFrom(const OverviewPage& other)
{
    m_colour->setCurrentIndex(other.m_colour->currentIndex());
    if (!other.m_data)
        return setModel(other.m_model);
    m_model = other.m_model;
    showOverview(other.m_data);
    if (other.m_scan)
        showScan(other.m_scan);
    if (other.m_scanJob->isRunning())
        startScan();
    const QHeaderView* header = other.m_table->horizontalHeader();
    m_table->sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
    if (const int row = other.m_table->currentIndex().row(); row >= 0)
        m_table->selectRow(row);
}

void OverviewPage::startScan()
{
    if (!m_data)
        return;
    m_progress->setValue(0);
    m_scanJob->start<std::shared_ptr<const OverviewScan>>(
        tr("Scanning the values"), [summed = m_data](const ProgressFn& progress) { return makeOverviewScan(*summed, progress); },
        [this, summed = m_data](Result<std::shared_ptr<const OverviewScan>> result) {
            if (summed != m_data)
                return;
            if (result)
                showScan(*std::move(result));
            else
                updateFacts();
        });
}

void OverviewPage::showOverview(std::shared_ptr<const OverviewData> overview)
{
    releaseLater(std::exchange(m_data, std::move(overview)));
    releaseLater(std::exchange(m_scan, nullptr));
    m_layers->setOverview(m_data);
    m_treemap->setOverview(m_data);
    updateFacts();
    updateBusy();
}

void OverviewPage::showScan(std::shared_ptr<const OverviewScan> scan)
{
    m_scan = std::move(scan);
    m_layers->setScan(m_scan);
    m_treemap->setScan(m_scan);
    updateFacts();
    updateBusy();
}

void OverviewPage::updateFacts()
{
    m_legend->setVisible(m_data != nullptr);
    m_export->setEnabled(m_data != nullptr);
    m_colour->setEnabled(m_data != nullptr);
    m_dtypes->setVisible(m_data != nullptr);
    m_findings->setVisible(m_data != nullptr);
    if (!m_data) {
        m_facts->setText(m_model ? tr("Summing up...") : tr("Nothing is open on this side."));
        return;
    }
    const ModelOutline& outline = m_data->outline;
    m_facts->setText(tr("%1: %2 parameters in %n tensor(s), %3", nullptr, static_cast<int>(outline.total.tensors))
                         .arg(QString::fromStdString(m_model->path().filename().string()), countText(outline.total.parameters), sizeText(outline.total.bytes)));
    QStringList types;
    for (const DTypeShare& dtype : outline.dtypes)
        types += tr("%1: %2 parameters, %3").arg(toQString(dtypeName(dtype.dtype)), countText(dtype.parameters), sizeText(dtype.bytes));
    m_dtypes->setText(types.join(QStringLiteral("   |   ")));

    if (!m_scan) {
        m_findings->setText(tr("The values have not been looked at yet.").toHtmlEscaped());
        return;
    }
    const ModelScan& scan = m_scan->scan;
    QStringList parts;
    const auto say = [&](bool bad, const QString& text) {
        parts += bad ? QStringLiteral("<span style=\"color:%1\"><b>%2</b></span>").arg(signalColor(Signal::Conflict, palette()).name(), text.toHtmlEscaped()) : text.toHtmlEscaped();
    };
    say(scan.nans > 0, scan.nans > 0 ? tr("%1 NaN").arg(countText(scan.nans)) : tr("no NaN"));
    say(scan.infs > 0, scan.infs > 0 ? tr("%1 infinite").arg(countText(scan.infs)) : tr("no infinities"));
    say(false, tr("%1 zeros").arg(countText(scan.zeros)));
    if (scan.zeroTensors > 0)
        say(false, tr("%n tensor(s) of nothing but zeros", nullptr, static_cast<int>(scan.zeroTensors)));
    const auto outliers = std::ranges::count_if(m_scan->layers, &LayerScan::isOutlier);
    say(false, outliers > 0 ? tr("%n layer(s) with norms out of line", nullptr, static_cast<int>(outliers)) : tr("no norm is out of line"));
    if (scan.unreadable > 0)
        say(true, tr("%n tensor(s) cannot be read", nullptr, static_cast<int>(scan.unreadable)));
    if (const std::uint64_t silent = outline.total.tensors - scan.scanned - scan.unreadable; silent > 0)
        say(false, tr("%n tensor(s) of types that have no statistics", nullptr, static_cast<int>(silent)));
    m_findings->setText(parts.join(QStringLiteral(" &nbsp;|&nbsp; ")));
}

void OverviewPage::updateLegend()
{
    QString html;
    for (const TreemapView::Legend& entry : m_treemap->legend())
        html += QStringLiteral("<span style=\"background-color:%1\">&nbsp;&nbsp;&nbsp;</span>&nbsp;%2 &nbsp; ").arg(entry.colour.name(), entry.text.toHtmlEscaped());
    m_legend->setText(html);
}

void OverviewPage::updateBusy()
{
    const bool scanning = m_scanJob->isRunning();
    m_progress->setVisible(scanning);
    m_cancel->setVisible(scanning);
    m_scanButton->setVisible(!scanning);
    m_scanButton->setEnabled(m_data != nullptr);
    m_scanButton->setText(m_scan ? tr("&Scan again") : m_data ? tr("&Scan the values (%1)").arg(sizeText(m_data->outline.total.bytes)) : tr("&Scan the values"));
}

void OverviewPage::askForExport(const QString& suffix)
{
    const QString stem = m_model ? QString::fromStdString(m_model->path().stem().string()) : QString();
    QString path = QFileDialog::getSaveFileName(this, tr("Export the overview"), QStringLiteral("%1-overview.%2").arg(stem, suffix), QStringLiteral("*.%1").arg(suffix));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + suffix;
    exportTo(path);
}

void OverviewPage::makeExportRow(QVBoxLayout* layout)
{
    m_exportRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_exportRow);
    setSpacing(row, this, 0, 0.4);
    m_exportText = new QLabel(m_exportRow);
    m_exportText->setObjectName(QStringLiteral("exportStatus"));
    m_exportText->setTextFormat(Qt::PlainText);
    m_exportText->setWordWrap(true);
    m_exportProgress = new QProgressBar(m_exportRow);
    m_exportProgress->setRange(0, 1000);
    m_exportProgress->setFixedWidth(ems(this, 12));
    m_exportProgress->setAccessibleName(tr("Progress of the export"));
    m_exportClose = new QToolButton(m_exportRow);
    m_exportClose->setObjectName(QStringLiteral("exportCancel"));
    m_exportClose->setAutoRaise(true);
    m_exportClose->setFocusPolicy(Qt::StrongFocus);
    m_exportClose->setIcon(themedIcon(QStringLiteral("cancel")));
    m_exportClose->setToolTip(tr("Close, or stop the export"));
    m_exportClose->setAccessibleName(m_exportClose->toolTip());
    row->addWidget(m_exportText, 1);
    row->addWidget(m_exportProgress);
    row->addWidget(m_exportClose);
    m_exportRow->hide();
    layout->addWidget(m_exportRow);
    m_hideExport = new QTimer(this);
    m_hideExport->setSingleShot(true);
    m_hideExport->setInterval(tellMs);
    connect(m_hideExport, &QTimer::timeout, m_exportRow, &QWidget::hide);
    connect(m_exportJob, &JobRunner::progressChanged, m_exportProgress, &QProgressBar::setValue);
    connect(m_exportClose, &QToolButton::clicked, this, [this] {
        m_exportJob->cancel();
        m_exportRow->hide();
    });
}

void OverviewPage::exportTo(const QString& path)
{
    if (!m_data)
        return;
    m_hideExport->stop();
    m_exportText->setText(tr("Exporting %1").arg(QFileInfo(path).fileName()));
    m_exportProgress->setValue(0);
    m_exportProgress->show();
    m_exportRow->show();
    const OverviewExport what{m_treemap->painter(), m_treemap->size().expandedTo(m_treemap->sizeHint()), std::filesystem::path(path.toStdString())};
    m_exportJob->start<std::monostate>(
        tr("Exporting the overview"), [what](const ProgressFn& progress) { return exportOverview(what, progress); },
        [this, path](Result<std::monostate> result) {
            m_exportProgress->hide();
            QString problem;
            if (result) {
                m_exportText->setText(tr("Saved %1").arg(QFileInfo(path).fileName()));
                m_hideExport->start();
            } else if (result.error().code == ErrorCode::Cancelled) {
                problem = tr("The export was cancelled.");
                m_exportRow->hide();
            } else {
                problem = tr("%1 could not be written: %2").arg(path, QString::fromStdString(result.error().message));
                m_exportText->setText(problem);
            }
            emit exportFinished(path, problem);
        });
}

void OverviewPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_data)
        updateFacts();
}

} // namespace tensorgraft
