#include "ui/window/file_watch.h"

#include "ui/jobs/job_pool.h"

#include <QFile>
#include <sys/stat.h>

namespace tensorgraft {
namespace {

constexpr int settleMs = 400;         ///< programs write files in pieces
constexpr qsizetype mostWatched = 200; ///< the system has few watches to give; the rest is looked at

} // namespace

FileWatch::FileWatch(QObject* parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_system, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
}

FileWatch::~FileWatch() = default;

std::vector<FileWatch::Stamp> FileWatch::stampsOf(const QStringList& files)
{
    std::vector<Stamp> stamps;
    stamps.reserve(std::size_t(files.size()));
    for (const QString& file : files) {
        struct stat s {};
        Stamp stamp;
        if (::stat(QFile::encodeName(file).constData(), &s) == 0)
            stamp = {true, static_cast<std::uint64_t>(s.st_size), static_cast<std::uint64_t>(s.st_ino), std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + s.st_mtim.tv_nsec};
        stamps.push_back(stamp);
    }
    return stamps;
}

void FileWatch::watch(const QStringList& files)
{
    m_settle.stop();
    if (const QStringList old = m_system.files(); !old.isEmpty())
        m_system.removePaths(old);
    m_files = files;
    m_known.clear();
    if (files.isEmpty()) {
        m_looking.cancel();
        return;
    }
    m_system.addPaths(files.mid(0, mostWatched));
    accept();
}

void FileWatch::accept()
{
    m_learning = true;
    look();
}

void FileWatch::look()
{
    if (!m_files.isEmpty())
        m_looking.start(filePool(), [files = m_files](const ProgressFn&) { return stampsOf(files); },
                        [this](const std::vector<Stamp>& now) { compare(now); }); // an older look is not heard any more
}

void FileWatch::compare(const std::vector<Stamp>& now)
{
    if (now.size() != std::size_t(m_files.size()))
        return;
    const bool learning = std::exchange(m_learning, false);
    const std::vector<Stamp> before = std::exchange(m_known, now);
    QStringList watched = m_system.files(), again;
    for (qsizetype i = 0; i < m_files.size() && i < mostWatched; ++i)
        if (now[std::size_t(i)].exists && !watched.contains(m_files[i]))
            again += m_files[i]; // replaced by a rename: the watch went with the old file
    if (!again.isEmpty())
        m_system.addPaths(again);
    if (learning || before.size() != now.size())
        return;
    for (std::size_t i = 0; i < now.size(); ++i) // one file is enough to tell
        if (before[i] != now[i]) {
            if (now[i].exists)
                emit changed(m_files[qsizetype(i)]);
            else
                emit removed(m_files[qsizetype(i)]);
            return;
        }
}

} // namespace tensorgraft
