#include "ui/window/transfer_dialog.h"

#include "model_io/formats/registry.h"
#include "ui/models/format_text.h"
#include "ui/models/sentences.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/link_label.h"
#include "ui/theme/message_boxes.h"
#include "ui/theme/spacing.h"
#include "ui/window/message_bar.h"
#include "ui/window/output_name.h"
#include "ui/window/preferences.h"
#include "ui/window/report_lines.h"
#include "ui/window/run_command.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int estimateDelayMs = 250;
constexpr int progressEveryMs = 200;

QString durationText(double seconds)
{
    if (seconds < 90)
        return TransferDialog::tr("%n second(s)", nullptr, std::max(1, static_cast<int>(seconds + 0.5)));
    return TransferDialog::tr("%n minute(s)", nullptr, static_cast<int>(seconds / 60 + 0.5));
}

bool isSkeleton(const ModelFile& target) { return target.formatId() == "skeleton"; }

/// What is known before anything is written.
struct Outlook {
    std::optional<TransferEstimate> estimate; ///< nothing where the mapping does not allow it yet
    std::optional<std::filesystem::path> existing;
    bool overInput = false; ///< `existing` is the source or the target itself
};

} // namespace

TransferDialog::TransferDialog(Session* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_job(new JobRunner(this)), m_estimateJob(new JobRunner(this))
{
    setWindowTitle(tr("Transfer"));
    m_messages = new MessageBar(this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeSetupPage());
    m_pages->addWidget(makeProgressPage());
    m_pages->addWidget(makeResultPage());
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    resize(ems(this, 38), ems(this, 22));

    m_estimateTimer.setSingleShot(true);
    m_estimateTimer.setInterval(estimateDelayMs);
    connect(&m_estimateTimer, &QTimer::timeout, this, &TransferDialog::updateEstimate);
    m_progressTimer.setInterval(progressEveryMs);
    connect(&m_progressTimer, &QTimer::timeout, this, &TransferDialog::showProgress);
    m_output->setText(suggestedOutput(*m_session->model(Side::Target), exportFormat()));
    outputChanged();
    m_output->setFocus(); // not the link above it
}

QWidget* TransferDialog::makeSetupPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    setSpacing(layout, this, 0, 0.7);
    m_summary = new LinkLabel(page);
    m_summary->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_summary, &QLabel::linkActivated, this, [this] {
        reject();
        emit checkRequested();
    });
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::RichText);
    m_summary->setText(summary());

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(ems(this, 0.8));
    form->setVerticalSpacing(ems(this, 0.5));
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_output = new QLineEdit(page);
    m_output->setObjectName(QStringLiteral("outputPath"));
    auto* choose = new QPushButton(tr("Browse..."), page);
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(ems(this, 0.4));
    row->addWidget(m_output, 1);
    row->addWidget(choose);
    m_format = new QComboBox(page);
    const auto& target = m_session->model(Side::Target);
    const Format* own = findFormat(target->formatId());
    if (own && own->info().canRewrite)
        m_format->addItem(tr("As the target: %1, everything else kept").arg(libraryText(own->info().title)), QString());
    for (const auto& format : allFormats())
        if (format->info().canExport)
            m_format->addItem(tr("New file: %1").arg(libraryText(format->info().title)), toQString(format->info().id));
    const bool skeleton = isSkeleton(*target);
    if (skeleton) { // the format that it describes, where that can be written
        if (const int described = m_format->findData(toQString(outlineOf(*target).formatId)); described >= 0)
            m_format->setCurrentIndex(described);
        m_fill = new QComboBox(page);
        m_fill->setObjectName(QStringLiteral("fill"));
        m_fill->addItem(tr("Nothing: every tensor must have a source"), QString());
        m_fill->addItem(tr("As a new Keras model starts: Glorot, zeros, ones by kind"), QStringLiteral("initial"));
        m_fill->addItem(tr("Zeros"), QStringLiteral("fill(zeros)"));
        m_fill->addItem(tr("Glorot uniform"), QStringLiteral("fill(glorot_uniform,1)"));
    }
    m_replaced = new QLabel(page);
    m_replaced->setWordWrap(true);
    m_replaced->hide();
    m_size = new QLabel(page);
    m_disk = new QLabel(page);
    m_memory = new QLabel(page);
    auto* outputLabel = new QLabel(tr("&Write to:"), page);
    outputLabel->setBuddy(m_output);
    auto* formatLabel = new QLabel(tr("&Format:"), page);
    formatLabel->setBuddy(m_format);
    form->addRow(outputLabel, row);
    form->addRow(QString(), m_replaced);
    form->addRow(formatLabel, m_format);
    if (m_fill) {
        auto* fillLabel = new QLabel(tr("&Unmapped get:"), page);
        fillLabel->setBuddy(m_fill);
        form->addRow(fillLabel, m_fill);
        connect(m_fill, &QComboBox::currentIndexChanged, this, &TransferDialog::outputChanged);
    }
    form->addRow(tr("Size:"), m_size);
    form->addRow(tr("Disk:"), m_disk);
    form->addRow(tr("Memory:"), m_memory);

    auto* promise = new QLabel(tr("The source and the target stay as they are. Every tensor written is read back and compared; until then nothing appears under the new name."), page);
    promise->setWordWrap(true);
    promise->setForegroundRole(QPalette::PlaceholderText);
    m_start = new QPushButton(themedIcon(QStringLiteral("transfer")), tr("&Transfer"), page);
    m_start->setDefault(true);
    auto* close = new QPushButton(tr("Close"), page);
    close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    layout->addWidget(m_summary);
    layout->addLayout(form);
    layout->addWidget(promise);
    layout->addStretch(1);
    layout->addLayout(buttons);
    connect(choose, &QPushButton::clicked, this, &TransferDialog::browse);
    connect(m_output, &QLineEdit::textChanged, this, &TransferDialog::outputChanged);
    connect(m_output, &QLineEdit::textEdited, this, &TransferDialog::followSuffix);
    connect(m_format, &QComboBox::activated, this, [this] { m_output->setText(suggestedOutput(*m_session->model(Side::Target), exportFormat())); });
    connect(m_format, &QComboBox::currentIndexChanged, this, &TransferDialog::outputChanged);
    connect(m_start, &QPushButton::clicked, this, &TransferDialog::start);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return page;
}

QWidget* TransferDialog::makeProgressPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    setSpacing(layout, this, 0, 0.7);
    m_progressTitle = new QLabel(page);
    m_progressTitle->setWordWrap(true);
    m_bar = new QProgressBar(page);
    m_bar->setAccessibleName(tr("Progress of the transfer"));
    m_progressFacts = new QLabel(page);
    m_cancel = new QPushButton(themedIcon(QStringLiteral("cancel")), tr("Cancel"), page);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    layout->addStretch(1);
    layout->addWidget(m_progressTitle);
    layout->addWidget(m_bar);
    layout->addWidget(m_progressFacts);
    layout->addStretch(2);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_progressTitle->setText(tr("Cancelling..."));
        m_job->cancel();
    });
    return page;
}

QWidget* TransferDialog::makeResultPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    setSpacing(layout, this, 0, 0.6);
    m_resultIcon = new QLabel(page);
    m_resultTitle = new QLabel(page);
    m_resultTitle->setObjectName(QStringLiteral("resultTitle"));
    QFont big = m_resultTitle->font();
    big.setPointSizeF(big.pointSizeF() * 1.2);
    big.setBold(true);
    m_resultTitle->setFont(big);
    m_resultTitle->setWordWrap(true);
    m_resultFacts = new QLabel(page);
    m_resultFacts->setWordWrap(true);
    m_resultFacts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_resultText = new QPlainTextEdit(page);
    m_resultText->setReadOnly(true);
    m_resultText->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_resultText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_resultText->setAccessibleName(tr("Report"));
    auto* head = new QHBoxLayout;
    head->setSpacing(ems(this, 0.6));
    head->addWidget(m_resultIcon, 0, Qt::AlignTop);
    head->addWidget(m_resultTitle, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(ems(this, 0.4));
    auto* folder = new QPushButton(tr("Open &folder"), page);
    auto* save = new QPushButton(themedIcon(QStringLiteral("save")), tr("&Save report..."), page);
    auto* open = new QPushButton(tr("&Open result as"), page);
    auto* openMenu = new QMenu(open);
    const auto openAs = [&](const QString& text, auto signal) {
        openMenu->addAction(text, this, [this, signal] {
            if (m_report)
                emit (this->*signal)(QString::fromStdString(m_report->output.string()));
            accept();
        });
    };
    openAs(tr("&Source"), &TransferDialog::openAsSourceRequested);
    openAs(tr("&Target"), &TransferDialog::openAsTargetRequested);
    open->setMenu(openMenu);
    auto* command = new QPushButton(themedIcon(QStringLiteral("copy")), tr("&Copy command"), page);
    command->setToolTip(tr("Copy the command line that does the same without the window"));
    command->setAutoDefault(false);
    connect(command, &QPushButton::clicked, this, &TransferDialog::copyCommand);
    m_close = new QPushButton(tr("Close"), page);
    buttons->addWidget(folder);
    buttons->addWidget(save);
    buttons->addWidget(open);
    buttons->addWidget(command);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    layout->addLayout(head);
    layout->addWidget(m_resultFacts);
    layout->addWidget(m_resultText, 1);
    layout->addLayout(buttons);
    connect(folder, &QPushButton::clicked, this, &TransferDialog::openFolder);
    connect(save, &QPushButton::clicked, this, &TransferDialog::saveReport);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    return page;
}

QString TransferDialog::summary() const
{
    const Coverage& c = m_session->coverage();
    const std::size_t written = std::size_t(std::ranges::count_if(m_session->check().targetStates, [](TargetState s) { return s == TargetState::Mapped || s == TargetState::Warning; }));
    QString text = sentences(tr("<b>%n tensor(s)</b> of the target get new weights;", nullptr, static_cast<int>(written)),
                             isSkeleton(*m_session->model(Side::Target)) ? tr("%n have no source.", nullptr, static_cast<int>(c.kept))
                                                                         : tr("%n keep(s) their own.", nullptr, static_cast<int>(c.kept)));
    if (c.errors > 0)
        text += QStringLiteral("<br>") + tr("<b>%n error(s)</b> must be solved first: see the Check tab.", nullptr, static_cast<int>(c.errors));
    else if (c.warnings > 0)
        text += QStringLiteral("<br>") + tr("%n warning(s): see the Check tab.", nullptr, static_cast<int>(c.warnings));
    if (c.errors + c.warnings > 0)
        text += QStringLiteral(" <a href=\"check\">%1</a>").arg(tr("Show them").toHtmlEscaped());
    return text;
}

std::string TransferDialog::exportFormat() const { return m_format->currentData().toString().toStdString(); }

void TransferDialog::followSuffix(const QString& path)
{
    if (!m_fill)
        return; // the target's own format is the rule; only a skeleton has none
    if (const Format* format = formatForExport(path.trimmed().toStdString()))
        if (const int index = m_format->findData(toQString(format->info().id)); index >= 0)
            m_format->setCurrentIndex(index);
}

TransferOptions TransferDialog::options() const
{
    TransferOptions options;
    options.windowBytes = std::uint64_t(loadPreferences().transferWindowMiB) << 20;
    options.exportFormat = exportFormat();
    options.output = outputPath(m_output->text(), *m_session->model(Side::Target), options.exportFormat);
    if (m_fill)
        options.fillUnmapped = m_fill->currentData().toString().toStdString();
    return options;
}

void TransferDialog::browse()
{
    QStringList filters;
    QString selected;
    for (int i = 0; i < m_format->count(); ++i) {
        const QString id = m_format->itemData(i).toString();
        const Format* format = findFormat(id.isEmpty() ? m_session->model(Side::Target)->formatId() : id.toStdString());
        QStringList patterns;
        for (const std::string& suffix : format->info().suffixes)
            if (suffix.starts_with('.'))
                patterns += u'*' + toQString(suffix);
        filters += QStringLiteral("%1 (%2)").arg(m_format->itemText(i).remove(u'(').remove(u')'), patterns.isEmpty() || isFolderFormat(format->info().id) ? QStringLiteral("*") : patterns.join(u' '));
    }
    filters += tr("All files (*)");
    selected = filters[m_format->currentIndex()];
    QString path = QFileDialog::getSaveFileName(this, tr("Write to"), m_output->text(), filters.join(QStringLiteral(";;")), &selected, QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    if (const qsizetype chosen = filters.indexOf(selected); chosen >= 0 && chosen < m_format->count() && chosen != m_format->currentIndex()) {
        m_format->setCurrentIndex(static_cast<int>(chosen));
        const QString suffix = QFileInfo(suggestedOutput(*m_session->model(Side::Target), exportFormat())).suffix();
        if (QFileInfo(path).suffix().isEmpty() && !suffix.isEmpty())
            path += u'.' + suffix;
    }
    m_output->setText(QDir::toNativeSeparators(path));
    followSuffix(path);
}

void TransferDialog::outputChanged()
{
    const bool unfilled = m_fill && m_session->coverage().kept > 0 && m_fill->currentData().toString().isEmpty();
    m_start->setEnabled(!m_output->text().trimmed().isEmpty() && m_format->count() > 0 && m_session->coverage().errors == 0 && !unfilled);
    m_start->setToolTip(unfilled ? tr("Say what the tensors without a source get.") : QString());
    m_estimateTimer.start();
}

void TransferDialog::updateEstimate()
{
    m_estimateJob->start<Outlook>(
        tr("Estimating"),
        [source = m_session->model(Side::Source), target = m_session->model(Side::Target), document = m_session->sharedDocument(), checked = m_session->sharedCheck(),
         options = options()](const ProgressFn&) -> Result<Outlook> {
            Outlook outlook;
            if (auto known = estimate(Plan{source, target, *document, *checked}, options))
                outlook.estimate = *known;
            outlook.existing = existingOutput(options.output, options.exportFormat.empty() ? target->formatId() : options.exportFormat);
            std::error_code ignored;
            if (outlook.existing)
                outlook.overInput = std::filesystem::equivalent(*outlook.existing, source->path(), ignored) || std::filesystem::equivalent(*outlook.existing, target->path(), ignored);
            return outlook;
        },
        [this](Result<Outlook> outlook) {
            if (!outlook)
                return;
            const std::optional<TransferEstimate>& result = outlook->estimate;
            const QString unknown = QStringLiteral("\u2013");
            m_replaced->setVisible(outlook->existing.has_value());
            if (outlook->existing)
                m_replaced->setText(outlook->overInput ? tr("This is a file that is open here. It is replaced once the new one is complete and verified.")
                                                       : tr("Exists, and is replaced once the new one is complete and verified."));
            m_size->setText(result ? tr("%1 (%2 written, %3 kept)").arg(sizeText(result->outputBytes), sizeText(result->writtenBytes), sizeText(result->keptBytes)) : unknown);
            m_disk->setText(result ? tr("%1 needed, %2 free").arg(sizeText(result->outputBytes), sizeText(result->freeDiskBytes)) : unknown);
            m_memory->setText(result ? tr("at most %1").arg(sizeText(result->memoryBytes)) : unknown);
            if (result && result->freeDiskBytes < result->outputBytes)
                m_messages->show(MessageBar::Kind::Warning, tr("There may not be enough room on the disk."));
        });
}

void TransferDialog::start()
{
    TransferOptions chosen = options();
    const QFileInfo output(QString::fromStdString(chosen.output.string()));
    const std::string& writtenAs = chosen.exportFormat.empty() ? m_session->model(Side::Target)->formatId() : chosen.exportFormat;
    if (const auto there = existingOutput(chosen.output, writtenAs)) {
        const bool folder = isFolderFormat(writtenAs);
        const QString name = QDir::toNativeSeparators(QString::fromStdString(there->string()));
        QMessageBox box(QMessageBox::Warning, folder ? tr("Replace the folder?") : tr("Replace the file?"),
                        folder ? tr("%1 exists. Replace the whole folder once the new one is complete and verified?").arg(name)
                               : tr("%1 exists. Replace it once the new file is complete and verified?").arg(name),
                        QMessageBox::Yes | QMessageBox::Cancel, this);
        box.setDefaultButton(QMessageBox::Cancel);
        box.button(QMessageBox::Yes)->setText(tr("&Replace"));
        makePlain(box);
        if (box.exec() != QMessageBox::Yes)
            return;
        chosen.overwrite = true;
    }
    m_messages->dismiss();
    m_done = chosen;
    m_cancel->setEnabled(true);
    m_progressTitle->setText(tr("Writing %1").arg(QDir::toNativeSeparators(output.filePath())));
    m_bar->setRange(0, 0);
    m_progressFacts->clear();
    m_pages->setCurrentIndex(1);
    m_clock.start();
    m_progressTimer.start();
    m_job->start<TransferReport>(
        tr("Transfer"),
        [source = m_session->model(Side::Source), target = m_session->model(Side::Target), document = m_session->documentFor({}), chosen](const ProgressFn& progress) {
            TransferOptions running = chosen;
            running.progress = progress;
            return transfer(makePlan(source, target, document), running);
        },
        [this](Result<TransferReport> result) { finish(std::move(result)); });
}

void TransferDialog::showProgress()
{
    const std::uint64_t done = m_job->doneBytes(), total = m_job->totalBytes();
    if (total == 0)
        return;
    m_bar->setRange(0, 1000);
    m_bar->setValue(static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
    const double seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    QString text = tr("%1 of %2").arg(sizeText(done), sizeText(total));
    if (seconds > 0.5 && done > 0) {
        const double rate = static_cast<double>(done) / seconds;
        text += QStringLiteral(", ") + tr("%1/s").arg(sizeText(static_cast<std::uint64_t>(rate)));
        text += QStringLiteral(", ") + tr("%1 left").arg(durationText(static_cast<double>(total - std::min(done, total)) / rate));
    }
    m_progressFacts->setText(text);
}

void TransferDialog::finish(Result<TransferReport> result)
{
    m_progressTimer.stop();
    if (!result) {
        m_pages->setCurrentIndex(0);
        if (result.error().code == ErrorCode::Cancelled)
            m_messages->show(MessageBar::Kind::Information, tr("Cancelled. Nothing was written."));
        else
            m_messages->showError(result.error());
        emit transferFinished(false);
        return;
    }
    m_report = *std::move(result);
    const auto verified = std::ranges::count_if(m_report->tensors, &TensorReport::verified);
    m_resultTitle->setText(tr("%1 of %n tensor(s) verified", nullptr, static_cast<int>(m_report->tensors.size())).arg(verified));
    const bool allGood = static_cast<std::size_t>(verified) == m_report->tensors.size();
    m_resultIconName = allGood ? QStringLiteral("state-mapped") : QStringLiteral("state-warning");
    showResultIcon();
    const auto warnings = std::ranges::count(m_report->diagnostics, Severity::Warning, &Diagnostic::severity);
    const QString proof = tr("Each tensor was read back from the file and compared by its XXH3-128 hash.");
    const QString noted = warnings > 0 ? tr("%n warning(s) of the check are in the report.", nullptr, static_cast<int>(warnings)) : QString();
    m_resultFacts->setText(tr("%1\n%2 written, %3 kept, in %4 s")
                               .arg(QDir::toNativeSeparators(QString::fromStdString(m_report->output.string())), sizeText(m_report->writtenBytes), sizeText(m_report->keptBytes),
                                    QLocale().toString(m_report->seconds, 'f', 2)) +
                           u'\n' + sentences(proof, noted));
    m_resultText->setPlainText(reportLines(*m_report));
    m_pages->setCurrentIndex(2);
    m_close->setDefault(true); // a dialog has one default button: Return started the transfer until now
    m_close->setFocus();
    emit transferFinished(true);
}

void TransferDialog::showResultIcon()
{
    if (!m_resultIconName.isEmpty())
        m_resultIcon->setPixmap(themedIcon(m_resultIconName).pixmap(QSize(ems(this, 1.6), ems(this, 1.6)), devicePixelRatioF()));
}

void TransferDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showResultIcon();
}

void TransferDialog::saveReport()
{
    const QString suggestion = QString::fromStdString(m_report->output.string()) + QStringLiteral(".report.json");
    QString chosen;
    QString path = QFileDialog::getSaveFileName(this, tr("Save report"), suggestion, tr("Report (*.json);;Text (*.txt)"), &chosen);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += chosen.contains(QStringLiteral("*.txt")) ? QStringLiteral(".txt") : QStringLiteral(".json");
    const std::string text = path.endsWith(QStringLiteral(".txt")) ? toText(*m_report) : toJson(*m_report);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0 || !file.commit())
        m_messages->show(MessageBar::Kind::Error, tr("The report could not be saved."), file.errorString());
}

void TransferDialog::copyCommand()
{
    const bool saved = !m_session->mappingPath().empty() && !m_session->isModified();
    const std::filesystem::path mapping = m_session->mappingPath().empty() ? std::filesystem::path("mapping.json") : m_session->mappingPath();
    QApplication::clipboard()->setText(runCommand(mapping, m_session->model(Side::Source)->path(), m_session->model(Side::Target)->path(), m_done));
    m_messages->show(MessageBar::Kind::Information, tr("The command line is copied."),
                     saved ? QString() : tr("It reads the mapping from %1: save it there first.").arg(QDir::toNativeSeparators(QString::fromStdString(mapping.string()))));
}

void TransferDialog::openFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(QString::fromStdString(m_report->output.string())).absolutePath()));
}

void TransferDialog::reject()
{
    if (m_job->isRunning()) {
        m_cancel->click(); // Escape stops the work first; the dialog stays to say so
        return;
    }
    m_report ? accept() : QDialog::reject();
}

} // namespace tensorgraft
