#include "ui/window/transform_choice_dialog.h"

#include "model_io/analysis/compare_detail.h"
#include "model_io/mapping/transform.h"
#include "model_io/transfer/transformed_model.h"
#include "ui/inspector/tensor_thumbnail.h"
#include "ui/jobs/job_pool.h"
#include "ui/phrases/library_text.h"
#include "ui/models/format_text.h"
#include "ui/theme/plain_buttons.h"
#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int thumbnailSide = 96;
constexpr std::uint64_t comparedElements = std::uint64_t{1} << 22; ///< enough for a figure of three digits

Result<ChoicePreview> preview(const std::vector<TensorRef>& sources, const TensorRef& target, const std::string& text, const ProgressFn& progress)
{
    ChoicePreview result;
    if (text.empty()) { // the target itself
        auto image = tensorThumbnail(*target.model, target.index, thumbnailSide, progress);
        if (!image)
            return fail(std::move(image.error()));
        result.image = *std::move(image);
        return result;
    }
    const TensorInfo& to = target.info();
    std::vector<ValueType> inputs;
    std::vector<std::size_t> indices;
    for (const TensorRef& source : sources) {
        inputs.push_back({source.info().dtype, source.info().shape, source.info().quantization});
        indices.push_back(source.index);
    }
    const auto transform = Transform::parse(text);
    if (!transform)
        return fail(transform.error());
    auto resolved = resolve(*transform, inputs, ValueType{to.dtype, to.shape});
    if (!resolved)
        return fail(std::move(resolved.error()));
    const auto model = transformedModel(sources.front().model, std::move(indices), *std::move(resolved), to);
    auto image = tensorThumbnail(*model, 0, thumbnailSide, progress);
    if (!image)
        return fail(std::move(image.error()));
    result.image = *std::move(image);
    if (target.model->formatId() != "skeleton") {
        DetailOptions options;
        options.mostElements = comparedElements;
        auto detail = compareInDetail(*model, 0, *target.model, target.index, options, progress);
        if (detail)
            result.toTarget = detail->figures;
    }
    return result;
}

} // namespace

TransformChoiceDialog::TransformChoiceDialog(const std::vector<TensorRef>& sources, const TensorRef& target, std::vector<std::string> transforms,
                                             const std::string& current, QWidget* parent)
    : QDialog(parent), m_sources(sources), m_target(target), m_transforms(std::move(transforms)), m_side(ems(this, 8)), m_list(new QListWidget(this)),
      m_targetPicture(new QLabel(this)), m_job(jobPool(), [this](Result<ChoicePreview> preview) { arrived(std::move(preview)); })
{
    setWindowTitle(tr("Choose a transform"));
    const TensorInfo& first = sources.front().info();
    QString from = QStringLiteral("%1 %2").arg(toQString(first.name), shapeText(first.shape));
    if (sources.size() > 1)
        from = tr("%1 and %n more", nullptr, static_cast<int>(sources.size()) - 1).arg(from);
    const QString names = tr("%1\nonto %2 %3").arg(from, toQString(target.info().name), shapeText(target.info().shape));
    auto* intro = new QLabel(tr("The shapes do not show which of these is meant. Compare the pictures, then choose."), this);
    intro->setWordWrap(true);
    auto* what = new QLabel(names, this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);

    m_list->setObjectName(QStringLiteral("choices"));
    m_list->setAccessibleName(tr("Transforms that fit"));
    m_list->setIconSize(QSize(m_side, m_side));
    m_list->setAlternatingRowColors(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    QPixmap blank(QSize(m_side, m_side));
    blank.fill(Qt::transparent);
    for (std::size_t i = 0; i < m_transforms.size(); ++i)
        m_list->addItem(new QListWidgetItem(QIcon(blank), itemText(i, std::nullopt)));
    const auto at = std::ranges::find(m_transforms, current);
    m_list->setCurrentRow(at == m_transforms.end() ? 0 : static_cast<int>(at - m_transforms.begin()));

    auto* now = new QLabel(tr("Target now"), this);
    m_targetPicture->setObjectName(QStringLiteral("targetPicture"));
    m_targetPicture->setFixedSize(m_side, m_side);
    m_targetPicture->setAlignment(Qt::AlignCenter);
    m_targetPicture->setWordWrap(true);
    m_targetPicture->setAccessibleName(now->text());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Use this transform"));
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    makePlain(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);

    auto* side = new QVBoxLayout;
    setSpacing(side, this, 0, 0.3);
    side->addWidget(now);
    side->addWidget(m_targetPicture);
    side->addStretch(1);
    auto* middle = new QHBoxLayout;
    setSpacing(middle, this, 0, 0.8);
    middle->addWidget(m_list, 1);
    middle->addLayout(side);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(what);
    layout->addWidget(intro);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    resize(ems(this, 40), ems(this, 10) + std::min(3, static_cast<int>(m_transforms.size())) * (m_side + ems(this, 0.4)));
    m_list->setFocus();
    startNext();
}

QString TransformChoiceDialog::itemText(std::size_t index, const std::optional<Comparison>& toTarget) const
{
    QString text = toQString(m_transforms[index]);
    if (m_transforms[index] == "identity")
        text += u'\n' + tr("as it is");
    if (index == 0)
        text += u'\n' + tr("likeliest");
    if (toTarget)
        text += u'\n' + (toTarget->equal ? tr("equal to the target now")
                                         : tr("cosine with the target now: %1").arg(toTarget->cosineSimilarity, 0, 'f', 3));
    return text;
}

QPixmap TransformChoiceDialog::pixmapOf(const Image& image) const
{
    const double ratio = devicePixelRatioF();
    const QSize room = QSize(m_side, m_side) * ratio;
    QPixmap pixmap(room);
    pixmap.fill(Qt::transparent);
    const QImage source(image.rgba.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888);
    if (!source.isNull()) {
        // Sharp weights: enlarged by whole pixels where that fills most of the room.
        QSize size = QSize(image.width, image.height).scaled(room, Qt::KeepAspectRatio);
        if (const int whole = size.width() / image.width; whole >= 2)
            size = QSize(image.width, image.height) * whole;
        size = size.expandedTo(QSize(static_cast<int>(2 * ratio), static_cast<int>(2 * ratio)));
        QPainter painter(&pixmap);
        painter.drawImage(QRect(QPoint((room.width() - size.width()) / 2, (room.height() - size.height()) / 2), size), source);
    }
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void TransformChoiceDialog::startNext()
{
    if (m_next > static_cast<int>(m_transforms.size()))
        return;
    const std::string text = m_next == 0 ? std::string() : m_transforms[static_cast<std::size_t>(m_next - 1)];
    m_job.start([sources = m_sources, target = m_target, text](const ProgressFn& progress) { return preview(sources, target, text, progress); });
}

void TransformChoiceDialog::arrived(Result<ChoicePreview> preview)
{
    if (m_next == 0) {
        if (preview)
            m_targetPicture->setPixmap(pixmapOf(preview->image));
        else
            m_targetPicture->setText(tr("no values"));
    } else {
        QListWidgetItem* item = m_list->item(m_next - 1);
        if (preview) {
            QIcon icon(pixmapOf(preview->image));
            icon.addPixmap(pixmapOf(preview->image), QIcon::Selected); // a tint would falsify what is to be compared
            item->setIcon(icon);
            item->setText(itemText(static_cast<std::size_t>(m_next - 1), preview->toTarget));
        } else {
            item->setText(item->text() + u'\n' + tr("no picture: %1").arg(libraryText(preview.error().message)));
        }
    }
    ++m_next;
    startNext();
}

const std::string& TransformChoiceDialog::chosen() const
{
    return m_transforms[static_cast<std::size_t>(std::max(0, m_list->currentRow()))];
}

} // namespace tensorgraft
