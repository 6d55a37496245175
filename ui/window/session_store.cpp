#include "ui/window/session_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace tensorgraft {
namespace {

const QString versionKey = QStringLiteral("tensorgraftSession"), windowsKey = QStringLiteral("windows");
constexpr int version = 1;
constexpr qint64 largestFile = 64 << 20;

} // namespace

SessionStore::SessionStore(QString file) : m_file(std::move(file))
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

void SessionStore::save(const QJsonArray& windows) const
{
    QSaveFile file(m_file);
    if (!isOurs() || !file.open(QIODevice::WriteOnly))
        return; // the next session starts empty, which is no loss of work
    file.write(QJsonDocument(QJsonObject{{versionKey, version}, {windowsKey, windows}}).toJson(QJsonDocument::Compact));
    file.commit();
}

void SessionStore::clear() const
{
    if (isOurs())
        QFile::remove(m_file);
}

} // namespace tensorgraft
