#include "ui/window/preferences.h"

#include "ui/jobs/app_settings.h"
#include "ui/theme/translations.h"

#include <algorithm>

namespace tensorgraft {
namespace {

const QString languageKey = QStringLiteral("appearance/language"), fontKey = QStringLiteral("appearance/fontPercent"),
              windowKey = QStringLiteral("transfer/windowMiB"), autosaveKey = QStringLiteral("session/autosaveSeconds"),
              restoreKey = QStringLiteral("session/restore");

int bounded(const AppSettings& settings, const QString& key, int otherwise, int least, int most)
{
    bool isNumber = false;
    const int value = settings.value(key, otherwise).toInt(&isNumber);
    return isNumber ? std::clamp(value, least, most) : otherwise;
}

} // namespace

Preferences loadPreferences()
{
    const AppSettings& settings = appSettings();
    Preferences p;
    p.language = settings.value(languageKey).toString();
    if (!availableLanguages().contains(p.language))
        p.language.clear();
    p.theme = storedTheme();
    p.fontPercent = bounded(settings, fontKey, p.fontPercent, 80, 200);
    p.transferWindowMiB = bounded(settings, windowKey, p.transferWindowMiB, 16, 65'536);
    p.autosaveSeconds = bounded(settings, autosaveKey, p.autosaveSeconds, 0, 3600);
    p.restoreSession = settings.value(restoreKey, p.restoreSession).toBool();
    return p;
}

void storePreferences(const Preferences& p)
{
    AppSettings& settings = appSettings();
    settings.setValue(languageKey, p.language);
    storeTheme(p.theme);
    settings.setValue(fontKey, p.fontPercent);
    settings.setValue(windowKey, p.transferWindowMiB);
    settings.setValue(autosaveKey, p.autosaveSeconds);
    settings.setValue(restoreKey, p.restoreSession);
}

} // namespace tensorgraft
