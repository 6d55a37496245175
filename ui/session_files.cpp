// A mapping as a file: opened, saved, exported, recovered. Reading and writing is done in jobs.
#include "model_io/mapping/mapping_document.h"
#include "ui/session.h"

#include <QFile>
#include <QSaveFile>
#include <atomic>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

QString nameOf(const fs::path& path) { return QString::fromStdString(path.filename().string()); }

Result<void> writeTable(const std::vector<MappingRow>& rows, const fs::path& path, const ProgressFn& progress)
{
    const std::string text = toCsv(rows);
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0)
        return fail(makeError(ErrorCode::Io, "cannot write the table: " + file.errorString().toStdString()).at(path));
    if (!reportProgress(progress, 0, 0))
        return cancelled(); // nothing was replaced yet
    if (!file.commit())
        return fail(makeError(ErrorCode::Io, "cannot write the table: " + file.errorString().toStdString()).at(path));
    return {};
}

} // namespace

void Session::replaceMapping(std::shared_ptr<const MappingDocument> document, const fs::path& path)
{
    m_readJob->cancel();
    dropChanges();
    ++m_mappingNumber;
    m_undoStack->clear();
    m_mappingPath = path;
    m_saved = document;
    setDocument(std::move(document));
    m_undoStack->setClean();
    emit mappingPathChanged();
}

void Session::openMapping(const fs::path& path)
{
    using Shared = std::shared_ptr<const MappingDocument>;
    dropChanges();
    m_readJob->start<Shared>(
        tr("Opening %1").arg(nameOf(path)),
        [path](const ProgressFn& progress) -> Result<Shared> {
            auto loaded = loadMapping(path);
            if (!loaded)
                return fail(std::move(loaded.error()));
            if (!reportProgress(progress, 0, 0))
                return cancelled();
            return std::make_shared<const MappingDocument>(*std::move(loaded));
        },
        [this, path, before = m_document](Result<Shared> loaded) {
            if (!loaded)
                return emit mappingFileFailed(loaded.error());
            if (before != m_document || !m_changes.empty()) // nobody was asked about that
                return emit mappingFileFailed(makeError(ErrorCode::Usage, tr("The mapping was edited while another one was being read, which was not opened.").toStdString()).at(path).advise(tr("Open it again.").toStdString()));
            const fs::path folder = path.parent_path();
            const MappingDocument& document = **loaded;
            for (const auto& [side, written] : {std::pair{Side::Source, document.sourcePath}, std::pair{Side::Target, document.targetPath}})
                if (!written.empty() && !model(side))
                    openModel(side, fs::path(written).is_absolute() ? fs::path(written) : (folder / written).lexically_normal());
            replaceMapping(*std::move(loaded), path);
            emit mappingOpened(path);
        });
}

void Session::saveMapping(const fs::path& path)
{
    m_saveTo = path;
    startSave();
}

void Session::startSave()
{
    if (!m_saveTo || !m_changes.empty() || m_saveJob->isRunning())
        return; // who ends last calls again
    const fs::path path = *std::exchange(m_saveTo, std::nullopt);
    const auto written = std::make_shared<std::atomic<bool>>(false);
    m_saveJob->start<bool>(
        tr("Saving %1").arg(nameOf(path)),
        [document = std::make_shared<const MappingDocument>(documentFor(fs::absolute(path).parent_path())), path, written](const ProgressFn& progress) -> Result<bool> {
            if (auto saved = tensorgraft::saveMapping(*document, path, progress); !saved)
                return fail(std::move(saved.error()));
            return *written = true;
        },
        [this, path, written, saved = m_document, number = m_mappingNumber](Result<bool> result) {
            if (!*written) { // cancelled a moment too late is saved
                emit mappingFileFailed(result ? cancelled().value() : result.error());
                return startSave();
            }
            if (number == m_mappingNumber) {
                m_mappingPath = path;
                m_saved = saved;
                m_document == saved ? m_undoStack->setClean() : m_undoStack->resetClean();
                emit mappingPathChanged();
            }
            emit mappingSaved(path);
            startSave();
        });
}

void Session::exportMapping(const fs::path& path)
{
    m_exportJob->start<bool>(
        tr("Exporting %1").arg(nameOf(path)),
        [document = std::make_shared<const MappingDocument>(documentFor(fs::absolute(path).parent_path())), rows = sharedRows(), path](const ProgressFn& progress) -> Result<bool> {
            auto done = path.extension() == ".csv" ? writeTable(*rows, path, progress) : tensorgraft::saveMapping(expanded(*document, *rows), path, progress);
            if (!done)
                return fail(std::move(done.error()));
            return true;
        },
        [this, path](Result<bool> done) {
            if (done)
                emit mappingExported(path);
            else
                emit mappingFileFailed(done.error());
        });
}

void Session::newMapping() { replaceMapping(std::make_shared<const MappingDocument>(), {}); }

void Session::recover(MappingDocument document, const fs::path& path, const fs::path& source, const fs::path& target)
{
    for (const auto& [side, file] : {std::pair{Side::Source, source}, std::pair{Side::Target, target}})
        if (!file.empty() && !(model(side) && model(side)->path() == file))
            openModel(side, file);
    const auto unsaved = std::make_shared<const MappingDocument>(std::move(document));
    struct Found {
        MappingStep step;
        bool isThere = false; ///< the file of the mapping
    };
    m_readJob->start<Found>(
        tr("Opening %1").arg(nameOf(path)),
        [path, unsaved](const ProgressFn&) -> Result<Found> {
            auto before = path.empty() ? Result<MappingDocument>(MappingDocument()) : loadMapping(path);
            const bool isThere = before.has_value() && !path.empty();
            return Found{makeStep(std::make_shared<const MappingDocument>(before ? *std::move(before) : MappingDocument()), unsaved), isThere};
        },
        [this, path, unsaved](Result<Found> found) {
            if (!found) // cancelled: what was saved before is not worth more than what was not
                found = Found{makeStep(std::make_shared<const MappingDocument>(), std::make_shared<const MappingDocument>(*unsaved)), false};
            // Where the file is gone it is saved under a name to be asked for.
            replaceMapping(found->step.before, found->isThere ? path : fs::path());
            pushStep(tr("Recover unsaved changes"), std::move(found->step));
            emit recovered();
        });
}

} // namespace tensorgraft
