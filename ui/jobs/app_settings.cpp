#include "ui/jobs/app_settings.h"

#include "ui/jobs/job_pool.h"
#include "ui/jobs/thread_priority.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QThreadPool>

namespace tensorgraft {
namespace {

constexpr int writeAfterMs = 1000;

} // namespace

AppSettings::AppSettings(QObject* parent) : QSettings(parent)
{
    m_later.setSingleShot(true);
    m_later.setInterval(writeAfterMs);
    QObject::connect(&m_later, &QTimer::timeout, this, [] {
        jobPool()->start([] {
            giveWayToWindow();
            QSettings().sync(); // all objects of one file share what is pending
        });
    });
}

void AppSettings::setValue(const QString& key, const QVariant& value)
{
    QSettings::setValue(key, value);
    m_later.start();
}

void AppSettings::remove(const QString& key)
{
    QSettings::remove(key);
    m_later.start();
}

bool AppSettings::event(QEvent* event)
{
    return event->type() == QEvent::UpdateRequest || QSettings::event(event); // it would write at once
}

AppSettings& appSettings()
{
    static QPointer<AppSettings> settings;
    if (!settings)
        settings = new AppSettings(QCoreApplication::instance()); // its destructor writes
    return *settings;
}

} // namespace tensorgraft
