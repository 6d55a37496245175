#include "ui/inspector/values_page.h"

#include "ui/inspector/axis_text.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/tensor_table_model.h"
#include "ui/inspector/value_text.h"
#include "ui/phrases/library_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr std::int64_t mostCopied = 1'000'000; ///< cells; more belongs into a file

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Cells as lines of tab-separated values, rows by columns whatever the order of the axes in the file.
Result<QString> tableText(const TensorRef& tensor, const TensorSlice& slice, std::int64_t rows, std::int64_t columns, bool turned,
                          const ProgressFn& progress)
{
    Result<std::vector<std::byte>> bytes = readSlice(*tensor.model, tensor.index, slice, progress);
    if (!bytes)
        return fail(std::move(bytes).error());
    const DType type = tensor.info().dtype;
    const std::size_t itemSize = itemSizeBytes(type);
    const std::span<const std::byte> all(*bytes);
    QString text;
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t column = 0; column < columns; ++column) {
            const auto element = static_cast<std::size_t>(turned ? column * rows + row : row * columns + column);
            if (column > 0)
                text += QLatin1Char('\t');
            text += elementText(type, all.subspan(element * itemSize, itemSize));
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace

ValuesPage::ValuesPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_model(new TensorTableModel(pool, this)),
      m_copyJob(pool, [this](Result<QString> text) {
          jobFinished();
          if (!text) {
              m_readout->setText(problemText(text.error()).replace(QLatin1Char('\n'), QLatin1Char(' ')));
              return;
          }
          QGuiApplication::clipboard()->setText(*text);
          m_readout->setText(tr("Copied."));
      })
{
    buildControls();
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("valuesTable"));
    m_table->setAccessibleName(tr("Values"));
    m_table->setModel(m_model);
    m_table->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    // Fixed sizes: measuring the contents of a million cells is what makes tables slow.
    m_table->horizontalHeader()->setDefaultSectionSize(QFontMetrics(m_table->font()).horizontalAdvance(QStringLiteral("-0.000000000e-00")));
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_table->font()).height() + ems(this, 0.25));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    contentLayout()->addWidget(m_table, 1);

    auto* copyAction = new QAction(themedIcon(QStringLiteral("copy")), tr("Copy"), m_table);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copyAction, &QAction::triggered, this, &ValuesPage::copySelection);

    auto* bottom = new QHBoxLayout;
    m_readout = makeReadout(this);
    bottom->addWidget(m_readout, 1);
    m_pager = new QWidget(this);
    auto* pager = new QHBoxLayout(m_pager);
    setSpacing(pager, this, 0, 0.2);
    const auto addButton = [&](const QString& icon, const QString& text, auto action) {
        QToolButton* button = makeToolButton(icon, text, m_pager);
        connect(button, &QToolButton::clicked, this, action);
        pager->addWidget(button);
    };
    addButton(QStringLiteral("first"), tr("First rows"), [this] { m_page->setValue(m_page->minimum()); });
    addButton(QStringLiteral("previous"), tr("Rows before"), [this] { m_page->stepDown(); });
    m_page = makeIndexBox(tr("Page of rows"), tr("Page of rows"), m_pager);
    m_page->setObjectName(QStringLiteral("rowPage"));
    pager->addWidget(m_page);
    m_pageText = new QLabel(m_pager);
    pager->addWidget(m_pageText);
    addButton(QStringLiteral("next"), tr("Rows after"), [this] { m_page->stepUp(); });
    addButton(QStringLiteral("last"), tr("Last rows"), [this] { m_page->setValue(m_page->maximum()); });
    bottom->addWidget(m_pager);
    contentLayout()->addLayout(bottom);

    connect(m_page, &QSpinBox::valueChanged, this, [this](int page) { showPage(page - 1); });
    connect(m_model, &TensorTableModel::readFailed, this, &ValuesPage::showProblem);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ValuesPage::showReadout);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ValuesPage::showReadout);
}

void ValuesPage::buildControls()
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    m_rows = new QComboBox(this);
    m_rows->setObjectName(QStringLiteral("valuesRows"));
    m_rows->setAccessibleName(tr("Axis of the rows"));
    m_rows->setToolTip(tr("Axis that runs downwards"));
    m_columns = new QComboBox(this);
    m_columns->setObjectName(QStringLiteral("valuesColumns"));
    m_columns->setAccessibleName(tr("Axis of the columns"));
    m_columns->setToolTip(tr("Axis that runs to the right"));
    QToolButton* swap = makeToolButton(QStringLiteral("swap"), tr("Swap rows and columns"), this);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("slice"));
    m_edit->setAccessibleName(tr("Part of the tensor"));
    m_edit->setPlaceholderText(tr("[0, :, 3:9]"));
    m_edit->setToolTip(tr("The part that is shown, as NumPy writes it: [0, :, 3:9]. Two axes may be ranges, the others are an index. Enter applies it."));
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setMinimumWidth(ems(this, 9));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_axes = makeGroup({m_rows, swap, m_columns}, this), m_edit})
        row->addWidget(widget);
    contentLayout()->addLayout(row);
    m_editProblem = new QLabel(this);
    m_editProblem->setObjectName(QStringLiteral("sliceProblem"));
    m_editProblem->setWordWrap(true);
    m_editProblem->hide();
    contentLayout()->addWidget(m_editProblem);

    connect(m_rows, &QComboBox::activated, this, [this] { axesChosen(true); });
    connect(m_columns, &QComboBox::activated, this, [this] { axesChosen(false); });
    connect(swap, &QToolButton::clicked, this, [this] {
        if (tensor() && m_rowAxis >= 0 && m_columnAxis >= 0)
            apply(m_slice, m_columnAxis, m_rowAxis);
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &ValuesPage::sliceTyped);
}

void ValuesPage::load()
{
    const TensorInfo& info = tensor().info();
    if (!isPlain(info.dtype)) {
        showMessage(QStringLiteral("values"), tr("Values of this type cannot be shown as numbers."));
        return;
    }
    if (info.elementCount() == 0) {
        showMessage(QStringLiteral("values"), tr("This tensor is empty."));
        return;
    }
    const int rank = static_cast<int>(info.shape.rank());
    TensorSlice slice = wholeSlice(info.shape);
    for (int axis = 0; axis < rank - 2; ++axis)
        slice[static_cast<std::size_t>(axis)] = {0, 1, 1, true};
    m_axes->setVisible(rank >= 2); // else there is nothing to choose
    apply(slice, rank >= 2 ? rank - 2 : rank - 1, rank >= 2 ? rank - 1 : -1);
    showContent();
}

void ValuesPage::reset()
{
    m_copyJob.cancel();
    m_model->setWindow({}, {});
    m_readout->clear();
    showEditProblem({});
}

void ValuesPage::apply(const TensorSlice& slice, int rowAxis, int columnAxis)
{
    const TensorInfo& info = tensor().info();
    m_slice = slice;
    m_rowAxis = rowAxis;
    m_columnAxis = columnAxis;
    showEditProblem({});
    m_edit->setText(fromUtf8(sliceText(slice, info.shape)));
    fillAxisBox(m_rows, info, rowAxis);
    fillAxisBox(m_columns, info, columnAxis);
    const std::int64_t rows = rowAxis < 0 ? 1 : slice[static_cast<std::size_t>(rowAxis)].count;
    const std::int64_t pages = std::max<std::int64_t>(1, (rows + TensorTableModel::mostRows - 1) / TensorTableModel::mostRows);
    {
        const QSignalBlocker block(m_page);
        m_page->setRange(1, static_cast<int>(std::min<std::int64_t>(pages, std::numeric_limits<int>::max())));
        m_page->setValue(1);
    }
    m_pageText->setText(tr("of %1", "page of rows").arg(groupedText(static_cast<quint64>(pages))));
    m_pager->setVisible(pages > 1);
    showPage(0);
    const std::int64_t columns = columnAxis < 0 ? 1 : slice[static_cast<std::size_t>(columnAxis)].count;
    setNote(columns <= TensorTableModel::mostColumns
                ? QString()
                : tr("The first %1 of %2 columns are shown. Type a part to see others.")
                      .arg(groupedText(static_cast<quint64>(TensorTableModel::mostColumns)), groupedText(static_cast<quint64>(columns))));
    emit sliceChanged(slice);
}

void ValuesPage::showPage(std::int64_t page)
{
    if (tensor())
        m_model->setWindow(tensor(), {m_slice, m_rowAxis, m_columnAxis, page * TensorTableModel::mostRows});
}

void ValuesPage::axesChosen(bool rowChanged)
{
    if (!tensor())
        return;
    const Shape& shape = tensor().info().shape;
    int rows = m_rows->currentIndex(), columns = m_columns->currentIndex();
    if (rows == columns) { // the other box takes what this one had
        if (rowChanged)
            columns = m_rowAxis;
        else
            rows = m_columnAxis;
    }
    TensorSlice slice = m_slice;
    for (int axis = 0; axis < static_cast<int>(slice.size()); ++axis) {
        AxisRange& range = slice[static_cast<std::size_t>(axis)];
        const bool shown = axis == rows || axis == columns;
        if (shown && range.isIndex)
            range = {0, shape[static_cast<std::size_t>(axis)], 1, false};
        else if (!shown && !range.isIndex)
            range = {range.start, 1, 1, true};
    }
    apply(slice, rows, columns);
}

void ValuesPage::sliceTyped()
{
    if (!tensor())
        return;
    const Result<TensorSlice> slice = parseSlice(m_edit->text().toStdString(), tensor().info().shape);
    if (!slice) {
        const Error& error = slice.error();
        showEditProblem(error.found.empty() ? libraryText(error.message) : tr("%1: %2").arg(libraryText(error.found), libraryText(error.message)));
        return;
    }
    QList<int> ranges;
    for (int axis = 0; axis < static_cast<int>(slice->size()); ++axis)
        if (!(*slice)[static_cast<std::size_t>(axis)].isIndex)
            ranges << axis;
    if (ranges.size() > 2) {
        showEditProblem(tr("Two axes can be shown. Give the others an index, such as [0, :, 3:9]."));
        return;
    }
    if (ranges.size() < 2) {
        apply(*slice, ranges.value(0, -1), -1);
    } else {
        const bool turned = m_rowAxis == ranges[1] && m_columnAxis == ranges[0]; // keep what the person swapped
        apply(*slice, ranges[turned ? 1 : 0], ranges[turned ? 0 : 1]);
    }
    if (m_model->rowCount() == 0 || m_model->columnCount() == 0)
        showEditProblem(tr("This part is empty."));
}

void ValuesPage::showEditProblem(const QString& text)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, signalColor(Signal::Conflict, palette()));
    m_editProblem->setPalette(colors);
    m_editProblem->setText(text);
    m_editProblem->setVisible(!text.isEmpty());
}

void ValuesPage::copySelection()
{
    const QItemSelection selection = m_table->selectionModel()->selection();
    if (selection.isEmpty())
        return;
    const QItemSelectionRange& range = selection.first(); // the table selects contiguously
    const std::int64_t rows = range.height(), columns = range.width();
    if (rows * columns > mostCopied) {
        m_readout->setText(tr("Too much to copy: save it as CSV instead."));
        return;
    }
    const TensorSlice slice = m_model->sliceOf(range.top(), range.height(), range.left(), range.width());
    jobStarted();
    m_copyJob.start([tensor = tensor(), slice, rows, columns, turned = m_rowAxis > m_columnAxis && m_columnAxis >= 0](const ProgressFn& progress) {
        return tableText(tensor, slice, rows, columns, turned, progress);
    });
}

void ValuesPage::showReadout()
{
    const QModelIndex index = m_table->currentIndex();
    m_readout->setText(index.isValid() ? index.data(Qt::AccessibleTextRole).toString() : QString());
}

} // namespace tensorgraft
