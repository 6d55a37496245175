#include "ui/jobs/app_settings.h"

#include "ui/jobs/job_pool.h"
#include "ui/jobs/thread_priority.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSettings>
#include <QThreadPool>
#include <utility>

namespace tensorgraft {
namespace {

constexpr int writeAfterMs = 1000;

} // namespace

AppSettings::AppSettings(QObject* parent) : QObject(parent)
{
    const QSettings settings;
    for (const QString& key : settings.allKeys())
        m_values[key] = settings.value(key);
    m_later.setSingleShot(true);
    m_later.setInterval(writeAfterMs);
    QObject::connect(&m_later, &QTimer::timeout, this, [this] {
        filePool()->start([changes = std::exchange(m_changes, {})] {
            giveWayToWindow();
            write(changes);
        });
    });
}

AppSettings::~AppSettings() { write(m_changes); }

void AppSettings::write(const Changes& changes)
{
    if (changes.isEmpty())
        return;
    QSettings settings; // its destructor writes
    for (auto change = changes.begin(); change != changes.end(); ++change)
        change.value() ? settings.setValue(change.key(), *change.value()) : settings.remove(change.key());
}

QVariant AppSettings::value(const QString& key, const QVariant& otherwise) const { return m_values.value(key, otherwise); }

void AppSettings::setValue(const QString& key, const QVariant& value)
{
    m_values[key] = value;
    m_changes[key] = value;
    m_later.start();
}

void AppSettings::remove(const QString& key)
{
    m_values.remove(key);
    m_changes[key] = std::nullopt;
    m_later.start();
}

void AppSettings::clear()
{
    m_later.stop();
    m_changes.clear();
    m_values.clear();
    filePool()->waitForDone(); // what a job still writes goes, too
    QSettings().clear();
}

QString AppSettings::fileName() { return QSettings().fileName(); }

AppSettings& appSettings()
{
    static QPointer<AppSettings> settings;
    if (!settings) {
        static_cast<void>(filePool()); // made before, ended before: what its jobs write is older than what is pending
        settings = new AppSettings(QCoreApplication::instance());
    }
    return *settings;
}

} // namespace tensorgraft
