#include "ui/inspector/summary_box.h"

#include "model_io/analysis/kernel_image.h"
#include "model_io/formats/registry.h"
#include "ui/inspector/fact_grid.h"
#include "ui/inspector/value_text.h"
#include "ui/phrases/library_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace tensorgraft {
namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString iconFor(const TensorInfo& info)
{
    switch (info.kind) {
    case ParameterKind::Kernel:
    case ParameterKind::DepthwiseKernel:
    case ParameterKind::PointwiseKernel:
    case ParameterKind::RecurrentKernel:
        return QStringLiteral("kernel");
    case ParameterKind::Bias:
    case ParameterKind::RecurrentBias:
        return QStringLiteral("bias");
    case ParameterKind::Gamma:
    case ParameterKind::Beta:
    case ParameterKind::MovingMean:
    case ParameterKind::MovingVariance:
        return QStringLiteral("norm");
    case ParameterKind::Embedding:
    case ParameterKind::PositionEmbedding:
        return QStringLiteral("embedding");
    default:
        return QStringLiteral("tensor");
    }
}

/// Tensors up to which a model is summed up at once.
constexpr std::size_t sumAtOnce = 20'000;

ModelTotals totalsOf(const ModelFile& model)
{
    ModelTotals totals;
    for (const TensorInfo& info : model.tensors()) {
        totals.bytes += info.sizeBytes;
        if (isPlain(info.dtype) || dtypeClass(info.dtype) == DTypeClass::BlockQuantised) {
            const std::uint64_t count = info.elementCount();
            totals.elements += count;
            if (info.role == TensorRole::Trainable)
                totals.trainable += count;
        }
    }
    return totals;
}

} // namespace

SummaryBox::SummaryBox(QThreadPool* pool, QWidget* parent)
    : QWidget(parent), m_facts(new FactGrid(this)), m_job(pool, [this](Result<Statistics> result) {
          if (!result) {
              showTensorFacts(nullptr, problemText(result.error()));
              return;
          }
          showTensorFacts(&*result);
          emit statisticsReady(*result);
      }),
      m_sums(pool, [this](Result<ModelTotals> totals) { showModelFacts(totals ? &*totals : nullptr); })
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(ems(this, 0.5));
    grid->setVerticalSpacing(ems(this, 0.15));
    m_icon = new QLabel(this);
    m_icon->setAlignment(Qt::AlignCenter);
    m_titleLabel = new QLabel(this);
    m_titleLabel->setObjectName(QStringLiteral("title"));
    m_subtitleLabel = new QLabel(this);
    for (QLabel* label : {m_titleLabel, m_subtitleLabel}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    QFont bold = m_titleLabel->font();
    bold.setBold(true);
    m_titleLabel->setFont(bold);
    grid->addWidget(m_icon, 0, 0, 2, 1);
    grid->addWidget(m_titleLabel, 0, 1);
    grid->addWidget(m_subtitleLabel, 1, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowMinimumHeight(2, ems(this, 0.25));
    grid->addWidget(m_facts, 3, 0, 1, 2);
    m_facts->setRoomFor(12); // of a tensor; a model has fewer
    clear();
}

void SummaryBox::showTensor(const TensorRef& tensor)
{
    m_job.cancel();
    m_sums.cancel();
    m_model.reset();
    m_tensor = tensor;
    const TensorInfo& info = tensor.info();
    QString subtitle = text(tensor.model->path().filename().string());
    if (!info.storageNote.empty())
        subtitle += QStringLiteral(" · ") + libraryText(info.storageNote);
    setTitle(iconFor(info), text(info.name), subtitle);
    if (!isPlain(info.dtype) && dtypeClass(info.dtype) != DTypeClass::BlockQuantised) {
        showTensorFacts(nullptr, tr("Values of this type are not computed with."));
        return;
    }
    showTensorFacts(nullptr);
    m_job.start([tensor](const ProgressFn& progress) { return statistics(*tensor.model, tensor.index, progress); });
}

void SummaryBox::showTensorFacts(const Statistics* statistics, const QString& why)
{
    const TensorInfo& info = m_tensor.info();
    QString shape = text(info.shape.toString());
    QString type = text(dtypeName(info.dtype));
    const std::string_view axes = kernelAxisLetters(info);
    QList<Fact> facts{{tr("Shape"), shape, axes.empty() ? shape : tr("%1, axes %2").arg(shape, text(axes))},
                      {tr("Type"), type},
                      {tr("Elements"), groupedText(info.elementCount())},
                      {tr("Size"), bytesText(info.sizeBytes), tr("%1 bytes").arg(groupedText(info.sizeBytes))}};
    const auto number = [&](const QString& caption, double value) {
        // Six digits fit; the tooltip has all of them.
        facts << Fact{caption, doubleText(value), QString::number(value, 'g', 17)};
    };
    const auto count = [&](const QString& caption, quint64 value, bool bad) {
        facts << Fact{caption, groupedText(value), {}, bad && value > 0};
    };
    if (statistics) {
        number(tr("Minimum"), statistics->min);
        number(tr("Maximum"), statistics->max);
        number(tr("Mean"), statistics->mean);
        number(tr("Std. dev."), statistics->std);
        count(tr("Zeros"), statistics->zeros, false);
        count(tr("NaN"), statistics->nans, true);
        count(tr("Infinite"), statistics->infs, true);
        number(tr("L2 norm"), statistics->l2);
    } else {
        const QString pending = why.isEmpty() ? QStringLiteral("\u2026") : QStringLiteral("\u2013");
        for (const QString& caption : {tr("Minimum"), tr("Maximum"), tr("Mean"), tr("Std. dev."), tr("Zeros"), tr("NaN"), tr("Infinite"), tr("L2 norm")})
            facts << Fact{caption, pending, why.isEmpty() ? tr("Being computed") : why};
    }
    m_facts->setFacts(facts);
}

void SummaryBox::showModel(const std::shared_ptr<const ModelFile>& model)
{
    m_job.cancel();
    m_sums.cancel();
    m_model.reset();
    m_tensor = {};
    setTitle(QStringLiteral("layer"), text(model->path().filename().string()), text(model->path().parent_path().string()));
    m_model = model;
    if (model->tensors().size() <= sumAtOnce) {
        const ModelTotals totals = totalsOf(*model);
        showModelFacts(&totals);
        return;
    }
    showModelFacts(nullptr);
    m_sums.start([model](const ProgressFn&) -> Result<ModelTotals> { return totalsOf(*model); });
}

void SummaryBox::showModelFacts(const ModelTotals* totals)
{
    const auto sum = [&](quint64 value) { return totals ? groupedText(value) : QStringLiteral("\u2026"); };
    const Format* format = findFormat(m_model->formatId());
    m_facts->setFacts({{tr("Format"), format ? libraryText(format->info().title) : text(m_model->formatId()), text(m_model->formatId())},
                       {tr("Tensors"), groupedText(m_model->tensors().size())},
                       {tr("Elements"), sum(totals ? totals->elements : 0)},
                       {tr("Trainable"), sum(totals ? totals->trainable : 0)},
                       {tr("Size of values"), totals ? bytesText(totals->bytes) : sum(0), totals ? tr("%1 bytes").arg(groupedText(totals->bytes)) : QString()},
                       {tr("Files"), groupedText(m_model->memberFiles().size())},
                       {tr("Remarks"), groupedText(m_model->warnings().size()), tr("What was met while opening; see Metadata"),
                        !m_model->warnings().empty()}});
}

void SummaryBox::clear()
{
    m_job.cancel();
    m_sums.cancel();
    m_model.reset();
    m_tensor = {};
    setTitle(QStringLiteral("tensor"), tr("Nothing selected"), {});
    m_facts->setFacts({});
}

void SummaryBox::setTitle(const QString& iconName, const QString& title, const QString& subtitle)
{
    m_iconName = iconName;
    m_title = title;
    m_subtitle = subtitle;
    showTitle();
}

void SummaryBox::showTitle()
{
    const int side = ems(this, 1.8);
    m_icon->setFixedSize(side, side);
    m_icon->setPixmap(themedIcon(m_iconName).pixmap(QSize(side, side), devicePixelRatioF()));
    const auto fit = [](QLabel* label, const QString& whole) {
        // Names differ at their ends: the middle goes first.
        label->setText(label->fontMetrics().elidedText(whole, Qt::ElideMiddle, qMax(1, label->width())));
        label->setToolTip(whole);
        label->setAccessibleName(whole);
    };
    fit(m_titleLabel, m_title);
    fit(m_subtitleLabel, m_subtitle);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, mutedText(palette()));
    m_subtitleLabel->setPalette(colors);
    m_subtitleLabel->setVisible(!m_subtitle.isEmpty());
}

void SummaryBox::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // the labels' widths are needed now
    showTitle();
}

void SummaryBox::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showTitle();
}

} // namespace tensorgraft
