// Opening, saving, recent files and the transfer.
#include "model_io/formats/registry.h"
#include "ui/error_text.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/theme/message_boxes.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/sample_files.h"
#include "ui/window/save_waiter.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transfer_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

namespace tensorgraft {
namespace {

constexpr int recentLimit = 12;
const QString recentKey = QStringLiteral("files/recent");

// Without a slash at the end: file managers drop folders with one, and the last part is the name that is shown.
std::filesystem::path toPath(const QString& path) { return QDir::cleanPath(QFileInfo(path).absoluteFilePath()).toStdString(); }

QString weightFilter()
{
    QStringList all, single;
    for (const auto& format : allFormats()) {
        QStringList patterns;
        for (const std::string& suffix : format->info().suffixes)
            patterns += u'*' + toQString(suffix);
        if (patterns.isEmpty())
            continue;
        all += patterns;
        single += QStringLiteral("%1 (%2)").arg(libraryText(format->info().title), patterns.join(u' '));
    }
    all += {QStringLiteral("*.ckpt-*"), QStringLiteral("checkpoint")}; // steps of a training and their state file
    all.removeDuplicates();
    single.prepend(MainWindow::tr("All files (*)")); // content decides, not the suffix
    single.prepend(MainWindow::tr("Weight files (%1)").arg(all.join(u' ')));
    return single.join(QStringLiteral(";;"));
}

QString mappingFilter() { return MainWindow::tr("Mappings (*.json);;All files (*)"); }

} // namespace

void MainWindow::openModel(Side side, const QString& path)
{
    m_session->openModel(side, toPath(path));
}

void MainWindow::chooseModel(Side side)
{
    const QString folder = appSettings().value(QStringLiteral("files/folder")).toString();
    const QString path = QFileDialog::getOpenFileName(this, side == Side::Source ? tr("Open source") : tr("Open target"), folder, weightFilter());
    if (path.isEmpty())
        return;
    appSettings().setValue(QStringLiteral("files/folder"), QFileInfo(path).absolutePath());
    openModel(side, path);
}

void MainWindow::chooseFolder(Side side)
{
    const QString path = QFileDialog::getExistingDirectory(this, side == Side::Source ? tr("Open source folder") : tr("Open target folder"),
                                                           appSettings().value(QStringLiteral("files/folder")).toString());
    if (path.isEmpty())
        return;
    appSettings().setValue(QStringLiteral("files/folder"), QFileInfo(path).absolutePath());
    openModel(side, path);
}

void MainWindow::openSamples()
{
    const auto pair = findSamplePair();
    if (!pair) {
        m_messages->show(MessageBar::Kind::Warning, tr("The sample pair is not installed."));
        return;
    }
    openModel(Side::Source, pair->source);
    openModel(Side::Target, pair->target);
}

void MainWindow::openMapping(const QString& path)
{
    if (maybeSave())
        m_session->openMapping(toPath(path));
}

void MainWindow::chooseMapping()
{
    const QString folder = appSettings().value(QStringLiteral("files/mappingFolder")).toString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open mapping"), folder, mappingFilter());
    if (path.isEmpty())
        return;
    appSettings().setValue(QStringLiteral("files/mappingFolder"), QFileInfo(path).absolutePath());
    openMapping(path);
}

void MainWindow::saveMapping() { startSaving(m_session->mappingPath().empty()); }

void MainWindow::saveMappingAs() { startSaving(true); }

bool MainWindow::startSaving(bool asksForName)
{
    if (!asksForName) {
        m_session->saveMapping(m_session->mappingPath());
        return true;
    }
    QString suggestion = QString::fromStdString(m_session->mappingPath().string());
    if (suggestion.isEmpty())
        suggestion = QDir(appSettings().value(QStringLiteral("files/mappingFolder")).toString()).filePath(QStringLiteral("mapping.json"));
    QString path = QFileDialog::getSaveFileName(this, tr("Save mapping"), suggestion, mappingFilter());
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".json");
    appSettings().setValue(QStringLiteral("files/mappingFolder"), QFileInfo(path).absolutePath());
    m_session->saveMapping(toPath(path));
    return true;
}

void MainWindow::connectMappingFiles()
{
    const auto remember = [this](const std::filesystem::path& path) { rememberRecent(QString::fromStdString(path.string())); };
    connect(m_session, &Session::mappingOpened, this, remember);
    connect(m_session, &Session::mappingSaved, this, remember);
    connect(m_session, &Session::mappingExported, this, [this](const std::filesystem::path& path) {
        m_messages->show(MessageBar::Kind::Information, tr("Exported to %1").arg(QDir::toNativeSeparators(QString::fromStdString(path.string()))));
    });
    connect(m_session, &Session::mappingFileFailed, this, [this](const Error& error) {
        if (error.code != ErrorCode::Cancelled)
            m_messages->showError(error);
    });
}

void MainWindow::exportMapping()
{
    QString chosen;
    QString path = QFileDialog::getSaveFileName(this, tr("Export mapping"), QStringLiteral("mapping-expanded.json"),
                                                tr("Mapping with every entry written out (*.json);;Table (*.csv)"), &chosen);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += chosen.contains(QStringLiteral("*.csv")) ? QStringLiteral(".csv") : QStringLiteral(".json");
    m_session->exportMapping(toPath(path));
}

void MainWindow::newMapping()
{
    if (maybeSave())
        m_session->newMapping();
}

bool MainWindow::maybeSave()
{
    if (m_session->isSaving() && !waitUntilSaved(m_session, this))
        return false;
    if (!m_session->isModified())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Unsaved mapping"), tr("The mapping has changes that are not saved."),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setInformativeText(tr("Save them now?"));
    box.setDefaultButton(QMessageBox::Save);
    makePlain(box);
    switch (box.exec()) {
    case QMessageBox::Save: return startSaving(m_session->mappingPath().empty()) && waitUntilSaved(m_session, this);
    case QMessageBox::Discard: return true;
    default: return false;
    }
}

void MainWindow::openTransfer()
{
    if (!m_session->hasBoth())
        return;
    auto* dialog = new TransferDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TransferDialog::openAsSourceRequested, this, [this](const QString& path) { openModel(Side::Source, path); });
    connect(dialog, &TransferDialog::openAsTargetRequested, this, [this](const QString& path) { openModel(Side::Target, path); });
    connect(dialog, &TransferDialog::checkRequested, this, &MainWindow::runCheck);
    dialog->open();
}

void MainWindow::rememberRecent(const QString& path)
{
    AppSettings& settings = appSettings();
    QStringList recent = settings.value(recentKey).toStringList();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    recent.removeAll(absolute);
    recent.prepend(absolute);
    settings.setValue(recentKey, recent.mid(0, recentLimit));
    offerRecent();
}

void MainWindow::offerRecent()
{
    QStringList models = appSettings().value(recentKey).toStringList();
    models.removeIf([](const QString& path) { return path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive); }); // mappings, mostly
    for (const Side side : {Side::Source, Side::Target})
        pane(side)->setRecentFiles(models);
}

void MainWindow::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    const QStringList recent = appSettings().value(recentKey).toStringList();
    for (const QString& path : recent) {
        const QString name = QDir::toNativeSeparators(path);
        QMenu* sides = menu->addMenu(name);
        if (path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)) // a skeleton or an index of shards is one, too
            sides->addAction(tr("Open as mapping"), this, [this, path] { openMapping(path); });
        sides->addAction(tr("Open as source"), this, [this, path] { openModel(Side::Source, path); });
        sides->addAction(tr("Open as target"), this, [this, path] { openModel(Side::Target, path); });
    }
    if (recent.isEmpty()) {
        menu->addAction(tr("No recent files"))->setEnabled(false);
    } else {
        menu->addSeparator();
        menu->addAction(tr("Clear the list"), this, [this] {
            appSettings().remove(recentKey);
            offerRecent();
        });
    }
}

} // namespace tensorgraft
