#include "ui/window/compare_files_dialog.h"

#include "model_io/transfer/transformed_model.h"
#include "ui/inspector/compare_page.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/window/elided_label.h"
#include "ui/window/message_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr int filterDelayMs = 200;

enum class Pairing { ByName, ByMapping };

/// The state's icon beside its word.
class StateDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant state = index.data(DifferenceModel::StateRole);
        if (index.column() != DifferenceModel::StateColumn || !state.isValid())
            return;
        option->icon = themedIcon(iconName(static_cast<DifferenceModel::State>(state.toInt())));
        option->features |= QStyleOptionViewItem::HasDecoration;
    }

private:
    static QString iconName(DifferenceModel::State state)
    {
        using State = DifferenceModel::State;
        switch (state) {
        case State::Identical:
        case State::Equal: return QStringLiteral("state-mapped");
        case State::Changed: return QStringLiteral("state-warning");
        case State::ShapesDiffer:
        case State::Unreadable: return QStringLiteral("state-conflict");
        case State::OnlyInA:
        case State::OnlyInB: return QStringLiteral("state-excluded");
        case State::NotComparable: return QStringLiteral("state-kept");
        }
        return {};
    }
};

std::filesystem::path pathOf(const ComparedFile& file)
{
    return file.model ? file.model->path() : file.path;
}

} // namespace

CompareFilesDialog::CompareFilesDialog(FileComparison* comparison, Session* session, QWidget* parent)
    : QDialog(parent, Qt::Window), m_session(session), m_comparison(comparison), m_messages(new MessageBar(this))
{
    m_comparison->setParent(this);
    setWindowTitle(tr("Compare files"));
    setAcceptDrops(true);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.7, 0.5);
    layout->addWidget(m_messages);
    buildFiles();
    buildOptions();
    buildTable();
    buildBottom();
    m_filterLater.setSingleShot(true);
    m_filterLater.setInterval(filterDelayMs);
    connect(&m_filterLater, &QTimer::timeout, this, &CompareFilesDialog::applyOrder);
    connect(m_comparison, &FileComparison::countsChanged, this, &CompareFilesDialog::showSummary);
    connect(m_comparison, &FileComparison::progressChanged, m_progress, &QProgressBar::setValue);
    connect(m_comparison, &FileComparison::failed, m_messages, &MessageBar::showError);
    connect(m_comparison, &FileComparison::finished, this, [this] {
        // The files that were opened stay open for the next comparison.
        if (const auto& table = m_comparison->model()->table())
            m_files = {ComparedFile{table->a, {}}, ComparedFile{table->b, {}}};
        showSummary();
    });
    connect(m_comparison, &FileComparison::exported, this, [this](const QString& path, const Error* problem) {
        if (problem)
            m_messages->showError(*problem);
        else
            m_messages->show(MessageBar::Kind::Information, tr("Saved %1").arg(QFileInfo(path).fileName()));
    });

    const QSize room = screen()->availableSize();
    resize(qMin(ems(this, 92), room.width() * 85 / 100), qMin(ems(this, 48), room.height() * 85 / 100));
}

CompareFilesDialog::CompareFilesDialog(Session* session, QWidget* parent) : CompareFilesDialog(new FileComparison, session, parent)
{
    for (const Side side : {Side::Source, Side::Target})
        m_files[side == Side::Source ? 0 : 1].model = session->model(side);
    m_pairing->setCurrentIndex(m_pairing->findData(static_cast<int>(isOfSession() && !session->rows().empty() ? Pairing::ByMapping : Pairing::ByName)));
    showFiles();
    applyOrder();
    const AppSettings& settings = appSettings();
    restoreGeometry(settings.value(QStringLiteral("compareFiles/geometry")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("compareFiles/splitter")).toByteArray());
    if (!m_files[0].isEmpty() && !m_files[1].isEmpty())
        start();
}

CompareFilesDialog::CompareFilesDialog(CompareFilesDialog& other, Session* session, QWidget* parent) : CompareFilesDialog(other.m_comparison, session, parent)
{
    other.m_table->setModel(nullptr); // it is not told of anything any more
    other.m_comparison->disconnect(&other);
    m_files = other.m_files;
    m_pairing->setCurrentIndex(other.m_pairing->currentIndex());
    m_onlyChanged->setChecked(other.m_onlyChanged->isChecked());
    m_filter->setText(other.m_filter->text());
    m_table->header()->setSortIndicator(other.m_table->header()->sortIndicatorSection(), other.m_table->header()->sortIndicatorOrder());
    showFiles();
    applyOrder();
    restoreGeometry(other.saveGeometry());
    m_splitter->restoreState(other.m_splitter->saveState());
    m_progress->setValue(other.m_progress->value());
    if (other.m_page->isVisibleTo(&other) && other.m_shownRow >= 0) {
        const auto& rows = m_comparison->model()->rows();
        if (const auto row = std::ranges::find(rows, static_cast<std::uint32_t>(other.m_shownRow)); row != rows.end())
            showRow(static_cast<int>(row - rows.begin()));
    }
}

CompareFilesDialog::~CompareFilesDialog()
{
    AppSettings& settings = appSettings();
    settings.setValue(QStringLiteral("compareFiles/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("compareFiles/splitter"), m_splitter->saveState());
    m_page->setSubject({}); // tells its work to stop before the pool waits for it
    m_pool.waitForDone();
    delete m_page;
}

void CompareFilesDialog::buildFiles()
{
    auto* grid = new QGridLayout;
    setSpacing(grid, this, 0, 0.4);
    const std::array<QString, 2> letters{tr("A"), tr("B")}, tips{tr("The file that is compared"), tr("What it is compared with: relative L2 is measured against it")};
    for (int side = 0; side < 2; ++side) {
        const auto at = static_cast<std::size_t>(side);
        auto* letter = new QLabel(letters[at], this);
        QFont bold = letter->font();
        bold.setBold(true);
        letter->setFont(bold);
        letter->setToolTip(tips[at]);
        m_names[at] = new ElidedLabel(this);
        m_names[at]->setObjectName(QStringLiteral("compareFile%1").arg(side));
        auto* open = new QPushButton(themedIcon(side == 0 ? QStringLiteral("open-source") : QStringLiteral("open-target")), tr("Open..."), this);
        open->setAccessibleName(side == 0 ? tr("Open file A") : tr("Open file B"));
        open->setAutoDefault(false);
        connect(open, &QPushButton::clicked, this, [this, side] { chooseFile(side); });
        grid->addWidget(letter, side, 0);
        grid->addWidget(m_names[at], side, 1);
        grid->addWidget(open, side, 2);
    }
    auto* swap = new QPushButton(themedIcon(QStringLiteral("swap")), {}, this);
    swap->setAutoDefault(false);
    swap->setToolTip(tr("Swap A and B"));
    swap->setAccessibleName(swap->toolTip());
    connect(swap, &QPushButton::clicked, this, [this] {
        std::swap(m_files[0], m_files[1]);
        showFiles();
        start();
    });
    grid->addWidget(swap, 0, 3, 2, 1);
    grid->setColumnStretch(1, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

void CompareFilesDialog::buildOptions()
{
    auto* row = new QHBoxLayout;
    setSpacing(row, this, 0, 0.6);
    m_pairing = new QComboBox(this);
    m_pairing->setObjectName(QStringLiteral("pairing"));
    m_pairing->addItem(tr("Pair equal names"), static_cast<int>(Pairing::ByName));
    m_pairing->addItem(tr("Pair by the current mapping"), static_cast<int>(Pairing::ByMapping));
    m_pairing->setAccessibleName(tr("Which tensors are compared"));
    m_pairing->setToolTip(tr("Tensors of equal names, or what the mapping of the window makes of the source's tensors with those of the target"));
    m_onlyChanged = new QCheckBox(tr("Only &changed"), this);
    m_onlyChanged->setObjectName(QStringLiteral("onlyChanged"));
    m_onlyChanged->setChecked(true);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("differenceFilter"));
    m_filter->setPlaceholderText(tr("Filter: part of a name"));
    m_filter->setAccessibleName(tr("Filter the tensors by name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(themedIcon(QStringLiteral("find")), QLineEdit::LeadingPosition);
    m_start = new QPushButton(themedIcon(QStringLiteral("compare")), tr("Co&mpare"), this);
    m_start->setDefault(false);
    m_start->setAutoDefault(false);
    row->addWidget(m_pairing);
    row->addWidget(m_onlyChanged);
    row->addWidget(m_filter, 1);
    row->addWidget(m_start);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_pairing, &QComboBox::activated, this, &CompareFilesDialog::start);
    connect(m_onlyChanged, &QCheckBox::toggled, this, &CompareFilesDialog::applyOrder);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_filterLater.start(); });
    connect(m_start, &QPushButton::clicked, this, &CompareFilesDialog::start);
}

void CompareFilesDialog::buildTable()
{
    m_splitter = new QSplitter(this);
    m_table = new QTreeView(m_splitter);
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setAccessibleName(tr("Differences of the tensors"));
    m_table->setModel(m_comparison->model());
    m_table->setItemDelegate(new StateDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    QHeaderView* header = m_table->header();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(DifferenceModel::RelativeL2Column, Qt::DescendingOrder);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(DifferenceModel::NameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(ems(this, 4));
    for (const auto& [column, width] : {std::pair{DifferenceModel::StateColumn, 8.0}, {DifferenceModel::ShapeColumn, 11.0}, {DifferenceModel::MaxAbsColumn, 6.5},
                                        {DifferenceModel::RelativeL2Column, 6.5}, {DifferenceModel::CosineColumn, 6.0}, {DifferenceModel::DifferingColumn, 6.0}})
        header->resizeSection(column, ems(this, width));
    m_page = new ComparePage(&m_pool, m_splitter);
    m_page->hide();
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_splitter, 1);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &CompareFilesDialog::applyOrder);
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex& index) { showRow(index.row()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (m_page->isVisible() && index.isValid()) // who looks at one goes on looking
            showRow(index.row());
    });
}

void CompareFilesDialog::buildBottom()
{
    auto* row = new QHBoxLayout;
    setSpacing(row, this, 0, 0.6);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("differenceSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(ems(this, 10));
    m_progress->setAccessibleName(tr("Progress of comparing"));
    m_stop = new QPushButton(themedIcon(QStringLiteral("cancel")), tr("&Stop"), this);
    m_stop->setAutoDefault(false);
    m_export = new QPushButton(themedIcon(QStringLiteral("save")), tr("Save &list..."), this);
    m_export->setAutoDefault(false);
    m_export->setToolTip(tr("All pairs as a table (CSV) or as JSON, as `tensorgraft diff --json` prints it"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    row->addWidget(m_summary, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_progress, m_stop, m_export, close})
        row->addWidget(widget);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_stop, &QPushButton::clicked, m_comparison, &FileComparison::cancel);
    connect(m_export, &QPushButton::clicked, this, &CompareFilesDialog::chooseExport);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
}

bool CompareFilesDialog::isOfSession() const
{
    return m_session->hasBoth() && m_files[0].model == m_session->model(Side::Source) && m_files[1].model == m_session->model(Side::Target);
}

void CompareFilesDialog::setFile(int side, const ComparedFile& file)
{
    m_files[static_cast<std::size_t>(side)] = file;
    showFiles();
    if (!m_files[0].isEmpty() && !m_files[1].isEmpty())
        start();
}

void CompareFilesDialog::chooseFile(int side)
{
    const QString folder = appSettings().value(QStringLiteral("files/folder")).toString();
    const QString path = QFileDialog::getOpenFileName(this, side == 0 ? tr("Open file A") : tr("Open file B"), folder);
    if (path.isEmpty())
        return;
    appSettings().setValue(QStringLiteral("files/folder"), QFileInfo(path).absolutePath());
    setFile(side, {nullptr, std::filesystem::path(path.toStdString())});
}

void CompareFilesDialog::chooseExport()
{
    const QString folder = appSettings().value(QStringLiteral("files/folder")).toString();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the list of differences"), folder + QStringLiteral("/differences.csv"),
                                                      tr("Tables (*.csv);;JSON (*.json)"));
    if (!path.isEmpty())
        m_comparison->exportTo(path);
}

void CompareFilesDialog::showFiles()
{
    for (std::size_t side = 0; side < 2; ++side) {
        const std::filesystem::path path = pathOf(m_files[side]);
        m_names[side]->setFullText(m_files[side].isEmpty() ? tr("No file yet: open one, or drop it here.") : QString::fromStdString(path.string()));
    }
    auto* items = qobject_cast<QStandardItemModel*>(m_pairing->model());
    items->item(m_pairing->findData(static_cast<int>(Pairing::ByMapping)))->setEnabled(isOfSession());
    if (!isOfSession())
        m_pairing->setCurrentIndex(m_pairing->findData(static_cast<int>(Pairing::ByName)));
    showSummary();
}

void CompareFilesDialog::start()
{
    if (m_files[0].isEmpty() || m_files[1].isEmpty())
        return;
    m_messages->dismiss();
    m_shownRow = -1;
    m_page->setSubject({});
    m_progress->setValue(0);
    const bool mapped = static_cast<Pairing>(m_pairing->currentData().toInt()) == Pairing::ByMapping;
    m_comparison->start(m_files[0], m_files[1], mapped ? std::make_shared<const MappingDocument>(m_session->document()) : nullptr);
    showSummary();
}

void CompareFilesDialog::applyOrder()
{
    DifferenceOrder order;
    order.key = DifferenceModel::keyOf(m_table->header()->sortIndicatorSection());
    order.descending = m_table->header()->sortIndicatorOrder() == Qt::DescendingOrder;
    order.onlyChanged = m_onlyChanged->isChecked();
    order.filter = m_filter->text().trimmed().toStdString();
    m_comparison->setOrder(order);
}

void CompareFilesDialog::showSummary()
{
    const bool running = m_comparison->isRunning();
    const FileComparison::Counts counts = m_comparison->counts();
    m_progress->setVisible(running);
    m_stop->setVisible(running);
    m_start->setEnabled(!running && !m_files[0].isEmpty() && !m_files[1].isEmpty());
    m_export->setEnabled(m_comparison->canExport());
    if (!m_comparison->model()->table()) {
        m_summary->setText(running ? tr("Opening the files...") : QString());
        return;
    }
    QStringList parts;
    if (counts.pairs == 0)
        parts << tr("No tensor of A has a partner in B: pair by the mapping, or compare other files");
    else if (counts.done < counts.pairs)
        parts << (running ? tr("%1 of %2 pairs compared").arg(countText(counts.done), countText(counts.pairs))
                          : tr("Stopped: %1 of %2 pairs compared").arg(countText(counts.done), countText(counts.pairs)));
    else
        parts << tr("%n pair(s)", nullptr, static_cast<int>(counts.pairs));
    if (counts.pairs > 0)
        parts << (counts.changed == 0 && counts.done == counts.pairs ? tr("no tensor changed") : tr("%1 changed").arg(countText(counts.changed)));
    if (counts.onlyInA > 0)
        parts << tr("%1 only in A").arg(countText(counts.onlyInA));
    if (counts.onlyInB > 0)
        parts << tr("%1 only in B").arg(countText(counts.onlyInB));
    if (counts.problems > 0)
        parts << tr("%n entry(s) of the mapping cannot be run", nullptr, static_cast<int>(counts.problems));
    m_summary->setText(parts.join(QStringLiteral("  ·  ")));
}

void CompareFilesDialog::showRow(int row)
{
    const auto& table = m_comparison->model()->table();
    if (!table || row < 0 || row >= m_comparison->model()->rowCount())
        return;
    const std::uint32_t number = m_comparison->model()->rows()[static_cast<std::size_t>(row)];
    if (m_page->isVisible() && m_shownRow == number)
        return;
    m_shownRow = number;
    CompareSubject subject;
    subject.writtenName = tr("A");
    subject.targetName = tr("B");
    if (table->kind(number) != DifferenceTable::Kind::Pair) {
        subject.problem = table->kind(number) == DifferenceTable::Kind::OnlyInA ? tr("This tensor is only in A: there is nothing to compare it with.")
                                                                                : tr("This tensor is only in B: there is nothing to compare it with.");
    } else {
        const TensorPair& pair = table->pairs->pairs[number];
        subject.sources = toQString(namesInA(*table->a, pair));
        subject.transform = table->pairs->mapped ? toQString(pair.transform) : QString();
        subject.target = {table->b, pair.b};
        if (table->pairs->mapped) {
            const ResolvedEntry& entry = table->pairs->entries[number];
            subject.written = {transformedModel(table->a, entry.sources, entry.resolved, table->b->tensors()[pair.b]), 0};
        } else {
            subject.written = {table->a, pair.a.front()};
        }
    }
    const bool first = !m_page->isVisible();
    m_page->show();
    if (first && m_splitter->sizes().value(1) < ems(this, 18))
        m_splitter->setSizes({width() * 58 / 100, width() * 42 / 100});
    m_page->setSubject(subject);
}

void CompareFilesDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void CompareFilesDialog::dropEvent(QDropEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    const auto fileOf = [](const QUrl& url) { return ComparedFile{nullptr, std::filesystem::path(url.toLocalFile().toStdString())}; };
    if (urls.size() >= 2) {
        m_files = {fileOf(urls[0]), fileOf(urls[1])};
        showFiles();
        start();
    } else {
        // Above the name of B it is meant for A; elsewhere it goes where a file is missing, else to B.
        const bool ontoA = event->position().y() < m_names[1]->geometry().top();
        setFile(ontoA || m_files[0].isEmpty() ? 0 : 1, fileOf(urls.front()));
    }
    event->acceptProposedAction();
}

} // namespace tensorgraft
