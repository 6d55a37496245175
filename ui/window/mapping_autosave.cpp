#include "ui/window/mapping_autosave.h"

#include "ui/jobs/job_pool.h"
#include "ui/session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUuid>

namespace tensorgraft {
namespace {

const QString versionKey = QStringLiteral("tensorgraftRecovery"), savedKey = QStringLiteral("saved"), mappingKey = QStringLiteral("mapping"),
              sourceKey = QStringLiteral("source"), targetKey = QStringLiteral("target"), documentKey = QStringLiteral("document");
/// A line of JSON that says whose it is, and the mapping as it is written otherwise. Of version 1 the mapping was a text in it.
constexpr int version = 2;
constexpr int lockedMs = 500;
constexpr qint64 largestFile = qint64{1} << 30, longestHead = qint64{512} << 20;

QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
QString lockOf(const QString& file) { return QFileInfo(file).path() + u'/' + QFileInfo(file).completeBaseName() + QStringLiteral(".lock"); }

/// A lock that only the death of its program makes stale, however long it runs.
std::unique_ptr<QLockFile> makeLock(const QString& file)
{
    auto lock = std::make_unique<QLockFile>(lockOf(file));
    lock->setStaleLockTime(0);
    return lock;
}

} // namespace

MappingAutosave::MappingAutosave(Session* session, QString folder, QObject* parent)
    : QObject(parent), m_session(session), m_folder(std::move(folder)), m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MappingAutosave::write);
    connect(session, &Session::documentChanged, this, &MappingAutosave::follow);
    connect(session, &Session::mappingPathChanged, this, &MappingAutosave::follow);
    connect(session->undoStack(), &QUndoStack::cleanChanged, this, &MappingAutosave::follow);
}

MappingAutosave::~MappingAutosave() { remove(); }

QString MappingAutosave::defaultFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery"); }

QString MappingAutosave::fileName() const { return QDir(m_folder).filePath(m_id + QStringLiteral(".json")); }

void MappingAutosave::setDelaySeconds(int seconds)
{
    m_delaySeconds = seconds;
    follow();
}

void MappingAutosave::follow()
{
    if (m_delaySeconds <= 0 || !m_session->isModified()) {
        remove();
        return;
    }
    if (!m_timer.isActive()) // not started anew: steady work must not put it off for ever
        m_timer.start(m_delaySeconds * 1000);
}

void MappingAutosave::write()
{
    if (!m_session->isModified())
        return written();
    if (m_writing.isRunning()) { // a slow disk: once more when it is done
        m_again = true;
        return;
    }
    if (!m_lock) {
        if (!QDir().mkpath(m_folder))
            return written();
        m_lock = makeLock(fileName());
        if (!m_lock->tryLock(0)) { // the file before is still being removed
            m_lock.reset();
            m_timer.start(lockedMs);
            return;
        }
    }
    QJsonObject head{{versionKey, version}, {savedKey, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}, {mappingKey, toText(m_session->mappingPath())}};
    if (const auto& source = m_session->model(Side::Source))
        head[sourceKey] = toText(source->path());
    if (const auto& target = m_session->model(Side::Target))
        head[targetKey] = toText(target->path());
    m_writing.start(filePool(), [document = m_session->sharedDocument(), file = fileName(), head](const ProgressFn& progress) {
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return false; // there is no room to say more about it than the save command will
        out.write(QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n');
        const bool whole = writeJson(*document, [&](std::string_view piece, std::size_t done, std::size_t total) {
            return reportProgress(progress, done, total) && out.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
        });
        return whole && reportProgress(progress, 1, 1) && out.commit();
    }, [this](bool) { std::exchange(m_again, false) ? write() : written(); });
}

void MappingAutosave::writeNow(std::function<void()> then)
{
    m_timer.stop();
    if (then)
        m_waiting.push_back(std::move(then));
    write();
}

void MappingAutosave::written()
{
    for (const auto& then : std::exchange(m_waiting, {}))
        then();
}

void MappingAutosave::remove()
{
    m_timer.stop();
    m_again = false;
    if (m_lock) {
        const auto clear = [file = fileName(), lock = std::exchange(m_lock, nullptr)] {
            QFile::remove(file);
            lock->unlock(); // and removes it
        };
        if (m_writing.isRunning()) { // it stops at the next piece of the text; nobody waits for a million entries
            m_writing.cancel();
            filePool()->start(clear); // where one thing is done after another
        } else {
            clear();
        }
    }
    written(); // there is nothing to be kept
}

void AbandonedMapping::remove()
{
    QFile::remove(file);
    lock.reset();
}

std::vector<AbandonedMapping> findAbandonedMappings(const QString& folder)
{
    std::vector<AbandonedMapping> found;
    const QDir dir(folder);
    const QFileInfoList files = dir.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo& info : files) {
        AbandonedMapping one;
        one.file = info.absoluteFilePath();
        one.lock = makeLock(one.file);
        if (!one.lock->tryLock(0))
            continue; // its program runs
        QFile file(one.file);
        const bool readable = info.size() <= largestFile && file.open(QIODevice::ReadOnly);
        const QJsonObject root = readable ? QJsonDocument::fromJson(file.readLine(longestHead)).object() : QJsonObject();
        const bool isOld = root[versionKey].toInt() == 1; // the mapping was a text in the head
        auto document = root[versionKey].toInt() > version ? Result<MappingDocument>(MappingDocument())
                                                           : parseMapping(isOld ? root[documentKey].toString().toStdString() : file.readAll().toStdString(), one.file.toStdString());
        if (root[versionKey].toInt() < 1 || root[versionKey].toInt() > version || !document) {
            if (readable && root[versionKey].toInt() <= version) // a file of a later version is left to that
                one.remove();
            continue;
        }
        one.document = *std::move(document);
        one.saved = QDateTime::fromString(root[savedKey].toString(), Qt::ISODate).toLocalTime();
        one.mapping = root[mappingKey].toString();
        one.source = root[sourceKey].toString();
        one.target = root[targetKey].toString();
        found.push_back(std::move(one));
    }
    return found;
}

} // namespace tensorgraft
