#include "ui/inspector/metadata_page.h"

#include "ui/inspector/metadata_model.h"
#include "ui/inspector/metadata_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr qsizetype longestShown = 500'000; ///< characters; more makes the text widget slow

} // namespace

MetadataPage::MetadataPage(QWidget* parent)
    : QWidget(parent), m_model(new MetadataModel(this)), m_tree(new QTreeView(this)), m_path(new QLabel(this)),
      m_text(new QPlainTextEdit(this))
{
    auto* outer = new QVBoxLayout(this);
    setSpacing(outer, this, 0.4, 0.3);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    outer->addWidget(splitter);

    m_tree->setObjectName(QStringLiteral("metadataTree"));
    m_tree->setAccessibleName(tr("Metadata"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setModel(m_model);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(MetadataModel::KeyColumn, QHeaderView::Interactive);
    m_tree->header()->setSectionResizeMode(MetadataModel::ValueColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(MetadataModel::TypeColumn, QHeaderView::Interactive);
    m_tree->header()->resizeSection(MetadataModel::KeyColumn, ems(this, 10));
    m_tree->header()->resizeSection(MetadataModel::TypeColumn, ems(this, 4.5));
    auto* copyAction = new QAction(themedIcon(QStringLiteral("copy")), tr("Copy Value"), m_tree);
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
}

void MetadataPage::show(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model)
{
    m_model->setSource(tensor, model);
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

} // namespace tensorgraft
