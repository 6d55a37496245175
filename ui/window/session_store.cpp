#include "ui/window/session_store.h"

#include "ui/jobs/job_pool.h"
#include "ui/jobs/thread_priority.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThreadPool>
#include <mutex>

namespace tensorgraft {
namespace {

const QString versionKey = QStringLiteral("tensorgraftSession"), windowsKey = QStringLiteral("windows");
constexpr int version = 1;
constexpr qint64 largestFile = 64 << 20;

} // namespace

/// Writes the file, from any thread.
struct SessionStore::Writer {
    std::mutex mutex;
    int written = 0;

    void write(int number, const QString& file, const QJsonArray& windows)
    {
        const std::lock_guard lock(mutex);
        if (number < written)
            return;
        written = number;
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return; // the next session starts empty, which is no loss of work
        out.write(QJsonDocument(QJsonObject{{versionKey, version}, {windowsKey, windows}}).toJson(QJsonDocument::Compact));
        out.commit();
    }
    void remove(int number, const QString& file)
    {
        const std::lock_guard lock(mutex);
        written = number;
        QFile::remove(file);
    }
};

SessionStore::SessionStore(QString file) : m_file(std::move(file)), m_writer(std::make_shared<Writer>())
{
    if (!QDir().mkpath(QFileInfo(m_file).path()))
        return;
    m_lock = std::make_unique<QLockFile>(m_file + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0))
        m_lock.reset();
}

SessionStore::~SessionStore() = default;

QString SessionStore::defaultFile() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/session.json"); }

QJsonArray SessionStore::load() const
{
    QFile file(m_file);
    if (!isOurs() || !file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    return root[versionKey].toInt() == version ? root[windowsKey].toArray() : QJsonArray();
}

void SessionStore::save(const QJsonArray& windows)
{
    if (isOurs())
        m_writer->write(++m_saved, m_file, windows);
}

void SessionStore::saveLater(const QJsonArray& windows)
{
    if (isOurs())
        filePool()->start([writer = m_writer, number = ++m_saved, file = m_file, windows] {
            giveWayToWindow();
            writer->write(number, file, windows);
        });
}

void SessionStore::clear()
{
    if (isOurs())
        m_writer->remove(++m_saved, m_file);
}

} // namespace tensorgraft
