#include "ui/inspector/metadata_page.h"

#include "model_io/formats/keras/json_tree.h"
#include "ui/inspector/layer_list_model.h"
#include "ui/inspector/metadata_model.h"
#include "ui/inspector/metadata_text.h"
#include "ui/inspector/page_controls.h"
#include "ui/theme/icons.h"
#include "ui/theme/row_delegate.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int findDelayMs = 250;
constexpr qsizetype longestShown = 500'000; ///< characters; more makes the text widget slow

} // namespace

MetadataPage::MetadataPage(QThreadPool* pool, QWidget* parent)
    : QWidget(parent), m_model(new MetadataModel(this)), m_layersModel(new LayerListModel(this)),
      m_layersJob(pool, [this](Result<std::vector<keras::LayerSummary>> layers) { layersArrived(std::move(layers)); }),
      m_findJob(pool, [this](Result<std::vector<MetadataPath>> matches) { findArrived(std::move(matches)); })
{
    auto* outer = new QVBoxLayout(this);
    setSpacing(outer, this, 0.4, 0.3);
    auto* head = new QWidget(this);
    buildFind(head);
    outer->addWidget(head);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildLayers());
    m_stack->addWidget(buildTree());
    m_stack->setCurrentIndex(TreeView);
    outer->addWidget(m_stack, 1);
}

void MetadataPage::buildFind(QWidget* parent)
{
    auto* row = new QHBoxLayout(parent);
    setSpacing(row, this, 0, 0.3);
    m_tabs = new QTabBar(parent);
    m_tabs->setObjectName(QStringLiteral("metadataView"));
    m_tabs->addTab(tr("Layers"));
    m_tabs->addTab(tr("Everything"));
    m_tabs->setDrawBase(false);
    m_tabs->setCurrentIndex(TreeView);
    m_tabs->setAccessibleName(tr("Layers of the model, or all metadata"));
    m_tabs->hide();
    m_find = new QLineEdit(parent);
    m_find->setObjectName(QStringLiteral("metadataFind"));
    m_find->setPlaceholderText(tr("Find in metadata"));
    m_find->setAccessibleName(tr("Find in metadata"));
    m_find->setToolTip(tr("Part of a key or of a value. Enter goes to the next, Shift+Enter to the one before."));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(themedIcon(QStringLiteral("find")), QLineEdit::LeadingPosition);
    m_found = new QLabel(parent);
    m_found->setObjectName(QStringLiteral("metadataFound"));
    QToolButton* previous = makeToolButton(QStringLiteral("previous"), tr("The one before (Shift+Enter)"), parent);
    QToolButton* next = makeToolButton(QStringLiteral("next"), tr("The next (Enter)"), parent);
    row->addWidget(m_tabs);
    row->addWidget(m_find, 1);
    row->addWidget(m_found);
    row->addWidget(makeGroup({previous, next}, parent));
    m_findLater.setSingleShot(true);
    m_findLater.setInterval(findDelayMs);
    connect(&m_findLater, &QTimer::timeout, this, &MetadataPage::find);
    connect(m_find, &QLineEdit::textChanged, this, [this] { m_findLater.start(); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { step(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier ? -1 : 1); });
    connect(previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int view) {
        m_stack->setCurrentIndex(view);
        m_matches.clear();
        m_searched.clear();
        m_findLater.start();
    });
}

QWidget* MetadataPage::buildLayers()
{
    m_layers = new QTreeView(this);
    m_layers->setObjectName(QStringLiteral("layerList"));
    m_layers->setAccessibleName(tr("Layers of the model"));
    m_layers->setModel(m_layersModel);
    m_layers->setRootIsDecorated(false);
    m_layers->setUniformRowHeights(true);
    m_layers->setItemDelegate(new RowDelegate(m_layers, Qt::ElideMiddle));
    m_layers->setItemDelegateForColumn(LayerListModel::SettingsColumn, new RowDelegate(m_layers)); // sentences: the end goes first
    m_layers->setAlternatingRowColors(true);
    m_layers->setAllColumnsShowFocus(true);
    m_layers->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_layers->setTextElideMode(Qt::ElideMiddle);
    QHeaderView* header = m_layers->header();
    header->setStretchLastSection(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* copyAction = new QAction(themedIcon(QStringLiteral("copy")), tr("Copy layers"), m_layers);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &MetadataPage::copyLayers);
    m_layers->addAction(copyAction);
    m_layers->setContextMenuPolicy(Qt::ActionsContextMenu);
    return m_layers;
}

QWidget* MetadataPage::buildTree()
{
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_tree = new QTreeView(splitter);
    m_path = new QLabel(splitter);
    m_text = new QPlainTextEdit(splitter);
    m_tree->setObjectName(QStringLiteral("metadataTree"));
    m_tree->setAccessibleName(tr("Metadata"));
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegate(new RowDelegate(m_tree));
    m_tree->setAlternatingRowColors(true);
    m_tree->setModel(m_model);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(MetadataModel::KeyColumn, QHeaderView::Interactive);
    m_tree->header()->setSectionResizeMode(MetadataModel::ValueColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(MetadataModel::TypeColumn, QHeaderView::Interactive);
    m_tree->header()->resizeSection(MetadataModel::KeyColumn, ems(this, 10));
    m_tree->header()->resizeSection(MetadataModel::TypeColumn, ems(this, 4.5));
    auto* copyAction = new QAction(themedIcon(QStringLiteral("copy")), tr("Copy value"), m_tree);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(copyAction);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    splitter->addWidget(m_tree);

    auto* below = new QWidget(splitter);
    auto* column = new QVBoxLayout(below);
    setSpacing(column, this, 0, 0.25);
    m_path->setTextFormat(Qt::PlainText);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_path->setForegroundRole(QPalette::PlaceholderText);
    m_text->setObjectName(QStringLiteral("metadataText"));
    m_text->setAccessibleName(tr("Value as JSON"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlaceholderText(tr("Select a key to read its whole value."));
    m_text->setTabChangesFocus(true);
    column->addWidget(m_path);
    column->addWidget(m_text);
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);

    connect(copyAction, &QAction::triggered, this, &MetadataPage::copy);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &MetadataPage::showValue);
    return splitter;
}

void MetadataPage::show(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model)
{
    m_model->setSource(tensor, model);
    m_findJob.cancel();
    m_matches.clear();
    m_searched.clear();
    m_found->clear();
    if (model != m_file) {
        m_file = model;
        loadLayers();
    }
    // A model is shown by its layers where it says them; a tensor by its facts.
    if (m_tabs->isVisibleTo(this))
        m_tabs->setCurrentIndex(tensor ? TreeView : LayersView);
    m_path->clear();
    m_text->clear();
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_tree->expand(m_model->index(row, 0));
}

void MetadataPage::showValue(const QModelIndex& index)
{
    const Metadata* value = m_model->value(index.siblingAtColumn(0));
    m_path->setText(m_model->path(index.siblingAtColumn(0)));
    if (!value)
        m_text->clear();
    else if (value->string()) // a text is shown as it is, not with escapes
        m_text->setPlainText(QString::fromUtf8(value->string()->data(), static_cast<qsizetype>(value->string()->size())).left(longestShown));
    else
        m_text->setPlainText(jsonText(*value, longestShown));
}

void MetadataPage::copy()
{
    const Metadata* value = m_model->value(m_tree->currentIndex().siblingAtColumn(0));
    if (!value)
        return;
    QGuiApplication::clipboard()->setText(value->string() ? QString::fromUtf8(value->string()->data(), static_cast<qsizetype>(value->string()->size()))
                                                          : jsonText(*value, std::numeric_limits<qsizetype>::max() / 2));
}

void MetadataPage::stop()
{
    m_layersJob.cancel();
    m_findJob.cancel();
}

void MetadataPage::loadLayers()
{
    m_layersJob.cancel();
    m_layersModel->setLayers({});
    m_tabs->setCurrentIndex(TreeView);
    m_tabs->hide();
    const Metadata* config = m_file ? m_file->metadata().find("model_config") : nullptr;
    if (!config || config->isNull())
        return;
    m_layersJob.start([model = m_file, config](const ProgressFn&) -> Result<std::vector<keras::LayerSummary>> {
        if (!config->string())
            return keras::summariseModel(*config);
        const Result<Metadata> tree = keras::parseJsonTree(*config->string());
        if (!tree)
            return fail(tree.error());
        return keras::summariseModel(*tree);
    });
}

void MetadataPage::fitLayerColumns()
{
    // What old configurations do not say (shapes, settings) takes no room; the rest is as wide as it needs.
    for (int column = 0; column < LayerListModel::ColumnCount; ++column) {
        m_layers->setColumnHidden(column, column > LayerListModel::ClassColumn && m_layersModel->isEmptyColumn(column));
        if (m_layers->isColumnHidden(column))
            continue;
        m_layers->resizeColumnToContents(column);
        m_layers->setColumnWidth(column, std::min(ems(this, 16), m_layers->columnWidth(column) + ems(this, 0.6)));
    }
}

void MetadataPage::layersArrived(Result<std::vector<keras::LayerSummary>> layers)
{
    if (!layers || layers->empty()) // the tree shows what there is
        return;
    m_layersModel->setLayers(std::move(*layers));
    fitLayerColumns();
    m_tabs->show();
    if (m_model->rowCount() > 0 && m_model->roots().size() < 3) // no tensor is shown
        m_tabs->setCurrentIndex(LayersView);
}

void MetadataPage::copyLayers()
{
    QModelIndexList rows = m_layers->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QString text;
    for (const QModelIndex& row : rows)
        text += m_layersModel->rowText(row.row()) + u'\n';
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MetadataPage::find()
{
    const QString text = m_find->text().trimmed();
    m_findJob.cancel();
    m_matches.clear();
    m_searched = text;
    m_found->clear();
    if (text.isEmpty())
        return;
    if (m_stack->currentIndex() == LayersView) {
        std::vector<MetadataPath> rows;
        for (int row = 0; row < m_layersModel->rowCount() && rows.size() < mostMetadataMatches; ++row)
            if (m_layersModel->rowText(row).contains(text, Qt::CaseInsensitive))
                rows.push_back({static_cast<std::size_t>(row)});
        findArrived(std::move(rows));
        return;
    }
    m_findJob.start([roots = m_model->roots(), text = text.toStdString()](const ProgressFn& progress) { return findInMetadata(roots, text, progress); });
}

void MetadataPage::findArrived(Result<std::vector<MetadataPath>> matches)
{
    if (!matches)
        return;
    m_matches = std::move(*matches);
    m_match = 0;
    showFound();
}

void MetadataPage::step(int by)
{
    if (m_searched != m_find->text().trimmed() || (m_matches.empty() && !m_findJob.isRunning())) {
        m_findLater.stop();
        find();
        return;
    }
    if (m_matches.empty())
        return;
    m_match = (m_match + m_matches.size() + static_cast<std::size_t>(by + static_cast<int>(m_matches.size()))) % m_matches.size();
    showFound();
}

void MetadataPage::showFound()
{
    if (m_matches.empty()) {
        m_found->setText(tr("not found"));
        return;
    }
    m_found->setText(m_matches.size() < mostMetadataMatches ? tr("%1 of %2", "place among what was found").arg(m_match + 1).arg(m_matches.size())
                                                            : tr("%1 of the first %2", "place among what was found").arg(m_match + 1).arg(m_matches.size()));
    const MetadataPath& path = m_matches[m_match];
    if (m_stack->currentIndex() == LayersView) {
        const QModelIndex row = m_layersModel->index(static_cast<int>(path.front()), 0);
        m_layers->setCurrentIndex(row);
        m_layers->scrollTo(row);
        return;
    }
    const QModelIndex index = m_model->indexOf(path);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

} // namespace tensorgraft
