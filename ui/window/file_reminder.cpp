#include "ui/window/file_reminder.h"

#include "ui/session.h"
#include "ui/window/file_watch.h"

namespace tensorgraft {

FileReminder::FileReminder(Session* session, QObject* parent) : QObject(parent), m_session(session), m_mapping(new FileWatch(this))
{
    for (const Side side : {Side::Source, Side::Target}) {
        auto* watch = m_models[std::size_t(side)] = new FileWatch(this);
        connect(watch, &FileWatch::changed, this, [this, side](const QString& file) { emit modelOutdated(side, file, false); });
        connect(watch, &FileWatch::removed, this, [this, side](const QString& file) { emit modelOutdated(side, file, true); });
        follow(side);
    }
    connect(m_mapping, &FileWatch::changed, this, [this](const QString& file) {
        if (!m_session->isSaving()) // else it is this program that writes
            emit mappingOutdated(file, false);
    });
    connect(m_mapping, &FileWatch::removed, this, [this](const QString& file) { emit mappingOutdated(file, true); });
    connect(session, &Session::modelOpened, this, &FileReminder::follow);
    connect(session, &Session::modelClosed, this, &FileReminder::follow);
    connect(session, &Session::mappingPathChanged, this, [this] { // also after each saving: what was written is what is known
        const auto& path = m_session->mappingPath();
        m_mapping->watch(path.empty() ? QStringList() : QStringList{QString::fromStdString(path.string())});
    });
}

void FileReminder::follow(Side side)
{
    QStringList files;
    if (const auto& model = m_session->model(side))
        for (const auto& file : model->memberFiles())
            files += QString::fromStdString(file.string());
    m_models[std::size_t(side)]->watch(files);
}

void FileReminder::look()
{
    for (FileWatch* watch : {m_models[0], m_models[1], m_mapping})
        watch->look();
}

} // namespace tensorgraft
