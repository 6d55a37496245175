#include "ui/inspector/save_menu.h"

#include "ui/inspector/inspector_page.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/picture_export.h"
#include "ui/inspector/tensor_export.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimer>
#include <QToolButton>

namespace tensorgraft {
namespace {

constexpr int tellMs = 6000; ///< how long a success stays on the screen; a problem stays until it is closed

} // namespace

SaveMenu::SaveMenu(QThreadPool* pool, QWidget* parent)
    : QObject(parent), m_button(new QToolButton(parent)), m_status(new QWidget(parent)),
      m_job(pool, [this](Result<std::monostate> result) { saved(m_path, result); }, [this](int thousandths) { m_progress->setValue(thousandths); }),
      m_pictureJob(pool, [this](Result<std::monostate> result) { saved(m_picturePath, result); }, [this](int thousandths) { m_progress->setValue(thousandths); })
{
    m_button->setObjectName(QStringLiteral("saveButton"));
    m_button->setIcon(themedIcon(QStringLiteral("save")));
    m_button->setToolTip(tr("Save or copy what is shown"));
    m_button->setAccessibleName(tr("Save or copy"));
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_button);
    m_button->setMenu(menu);
    m_copy = menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy picture"), this, &SaveMenu::copyPicture);
    m_copyValue = menu->addAction(tr("Copy va&lue under the cursor"), this, &SaveMenu::copyValue);
    m_copyValue->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_copyValue->setShortcutContext(Qt::WidgetShortcut); // the pages listen themselves
    menu->addSeparator();
    m_png = menu->addAction(tr("Save picture as &PNG..."), this, [this] { askForPicture(QStringLiteral("png")); });
    m_svg = menu->addAction(tr("Save picture as &SVG..."), this, [this] { askForPicture(QStringLiteral("svg")); });
    m_pdf = menu->addAction(tr("Save picture as P&DF..."), this, [this] { askForPicture(QStringLiteral("pdf")); });
    m_whole = menu->addMenu(QString());
    for (const auto& [text, suffix] : {std::pair(tr("As &PNG..."), QStringLiteral("png")), std::pair(tr("As &SVG..."), QStringLiteral("svg")),
                                       std::pair(tr("As P&DF, on pages..."), QStringLiteral("pdf"))})
        m_whole->addAction(text, this, [this, suffix = suffix] { askForWholePicture(suffix); });
    m_data = menu->addAction(tr("Save &data of the picture as CSV..."), this, &SaveMenu::askForData);
    m_data->setToolTip(tr("The numbers that are drawn: cells, bars, points"));
    menu->addSeparator();
    m_npy = menu->addAction(tr("Save tensor as &NumPy (.npy)..."), this, [this] { askForTensor(QStringLiteral("npy")); });
    m_csv = menu->addAction(tr("Save values as CS&V..."), this, [this] { askForTensor(QStringLiteral("csv")); });
    m_csv->setToolTip(tr("The part that the table of values shows"));
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, &SaveMenu::refresh);

    auto* row = new QHBoxLayout(m_status);
    setSpacing(row, parent, 0.4, 0.4);
    m_statusText = new QLabel(m_status);
    m_statusText->setObjectName(QStringLiteral("saveStatus"));
    m_statusText->setWordWrap(true);
    m_progress = new QProgressBar(m_status);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of saving"));
    m_cancel = makeToolButton(QStringLiteral("cancel"), tr("Close, or stop saving"), m_status);
    row->addWidget(m_statusText, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    m_status->hide();
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        stop();
        m_status->hide();
    });
    m_hide = new QTimer(this);
    m_hide->setSingleShot(true);
    m_hide->setInterval(tellMs);
    connect(m_hide, &QTimer::timeout, m_status, &QWidget::hide);
    setSource({}, nullptr);
}

void SaveMenu::setSource(const TensorRef& tensor, InspectorPage* page)
{
    if (tensor.model != m_tensor.model || tensor.index != m_tensor.index)
        m_slice.clear();
    m_tensor = tensor;
    m_page = page;
    const bool picture = page && page->hasPicture();
    for (QAction* action : {m_copy, m_png, m_svg, m_pdf, m_data})
        action->setEnabled(picture);
    const bool values = tensor && isPlain(tensor.info().dtype);
    m_npy->setEnabled(values);
    m_csv->setEnabled(values);
    m_button->setEnabled(picture || values);
    refresh();
}

void SaveMenu::refresh()
{
    const InspectorPage::WholePicture whole = m_page && m_page->hasPicture() ? m_page->wholePicture() : InspectorPage::WholePicture();
    m_png->setText(whole ? tr("Save visible part as &PNG...") : tr("Save picture as &PNG..."));
    m_svg->setText(whole ? tr("Save visible part as &SVG...") : tr("Save picture as &SVG..."));
    m_pdf->setText(whole ? tr("Save visible part as P&DF...") : tr("Save picture as P&DF..."));
    m_whole->menuAction()->setVisible(static_cast<bool>(whole));
    m_whole->setTitle(tr("Save %1").arg(whole.name));
    m_copyValue->setEnabled(m_page && !m_page->valueText().isEmpty());
}

void SaveMenu::stop()
{
    m_job.cancel();
    m_pictureJob.cancel();
}

QString SaveMenu::suggestedName(const QString& suffix) const
{
    QString name = m_tensor ? QString::fromStdString(m_tensor.info().name) : tr("picture");
    name.replace(QRegularExpression(QStringLiteral("[^\\w.-]+")), QStringLiteral("_"));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return folder + QLatin1Char('/') + name.left(120) + QLatin1Char('.') + suffix;
}

void SaveMenu::askForPicture(const QString& suffix)
{
    if (const QString path = askForPicturePath(suffix); !path.isEmpty())
        savePictureAs(path);
}

void SaveMenu::askForWholePicture(const QString& suffix)
{
    const InspectorPage::WholePicture whole = m_page && m_page->hasPicture() ? m_page->wholePicture() : InspectorPage::WholePicture();
    if (const QString problem = whole ? whole.problem(suffix) : QString(); !problem.isEmpty())
        report(problem, true); // before anybody thinks of a name
    else if (const QString path = askForPicturePath(suffix); !path.isEmpty())
        saveWholePictureAs(path);
}

QString SaveMenu::askForPicturePath(const QString& suffix) const
{
    return QFileDialog::getSaveFileName(m_button, tr("Save picture"), suggestedName(suffix), tr("Pictures (*.png *.svg *.pdf)"));
}

void SaveMenu::askForData()
{
    const QString path = QFileDialog::getSaveFileName(m_button, tr("Save data of the picture"), suggestedName(QStringLiteral("csv")), tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        saveDataAs(path);
}

void SaveMenu::askForTensor(const QString& suffix)
{
    const QString filter = suffix == QLatin1String("npy") ? tr("NumPy arrays (*.npy)") : tr("Comma-separated values (*.csv)");
    const QString path = QFileDialog::getSaveFileName(m_button, tr("Save tensor"), suggestedName(suffix), filter);
    if (!path.isEmpty())
        saveTensorAs(path);
}

void SaveMenu::savePictureAs(const QString& path)
{
    if (!m_page || !m_page->hasPicture())
        return;
    // What tells of it takes a line of the page: the picture is as it was before.
    PictureEncoder encoder = pictureEncoder(*m_page, QFileInfo(path).suffix(), m_page->devicePixelRatioF());
    showSaving(path);
    m_picturePath = path;
    m_pictureJob.start([encode = std::move(encoder), file = std::filesystem::path(path.toStdString())](const ProgressFn&) {
        return writeWhole(encode(), file);
    });
}

void SaveMenu::saveWholePictureAs(const QString& path)
{
    InspectorPage::WholePicture whole = m_page && m_page->hasPicture() ? m_page->wholePicture() : InspectorPage::WholePicture();
    if (!whole)
        return savePictureAs(path);
    if (const QString problem = whole.problem(QFileInfo(path).suffix()); !problem.isEmpty()) {
        report(problem, true);
        emit finished(path, problem);
        return;
    }
    showSaving(path);
    m_picturePath = path;
    m_pictureJob.start([save = std::move(whole.save), file = std::filesystem::path(path.toStdString())](const ProgressFn& progress) { return save(file, progress); });
}

void SaveMenu::copyValue()
{
    const QString text = m_page ? m_page->valueText() : QString();
    if (text.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text);
    report(tr("The value is in the clipboard."), false);
}

void SaveMenu::saved(const QString& path, const Result<std::monostate>& result)
{
    const QString problem = result ? QString() : problemText(result.error());
    report(result ? tr("Saved %1").arg(QFileInfo(path).fileName()) : problem, !result);
    emit finished(path, problem);
}

void SaveMenu::showSaving(const QString& path)
{
    m_statusText->setText(tr("Saving %1").arg(QFileInfo(path).fileName()));
    m_hide->stop();
    m_progress->setValue(0);
    m_progress->show();
    m_status->show();
}

void SaveMenu::saveDataAs(const QString& path)
{
    const InspectorPage::PictureData data = m_page ? m_page->pictureData() : InspectorPage::PictureData();
    if (!data)
        return;
    showSaving(path);
    m_picturePath = path;
    m_pictureJob.start([data, file = std::filesystem::path(path.toStdString())](const ProgressFn&) { return writeWhole(data(), file); });
}

void SaveMenu::saveTensorAs(const QString& path)
{
    if (!m_tensor)
        return;
    showSaving(path);
    m_path = path;
    const bool csv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    m_job.start([tensor = m_tensor, slice = m_slice, csv, file = std::filesystem::path(path.toStdString())](const ProgressFn& progress) {
        if (!csv)
            return saveAsNpy(*tensor.model, tensor.index, file, progress);
        return saveAsCsv(*tensor.model, tensor.index, slice.empty() ? wholeSlice(tensor.info().shape) : slice, file, progress);
    });
}

void SaveMenu::copyPicture()
{
    if (!m_page || !m_page->hasPicture())
        return;
    QGuiApplication::clipboard()->setImage(renderPicture(*m_page, m_page->devicePixelRatioF()));
    report(tr("The picture is in the clipboard."), false);
}

void SaveMenu::report(const QString& text, bool isProblem)
{
    m_progress->setVisible(m_job.isRunning());
    m_statusText->setText(text);
    m_status->show();
    if (isProblem || m_job.isRunning())
        m_hide->stop();
    else
        m_hide->start();
}

} // namespace tensorgraft
