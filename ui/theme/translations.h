#pragma once

#include <QStringList>

class QLocale;

namespace tensorgraft {

/// Languages the window speaks: every tensorgraft_*.qm compiled in ("en", "zh_CN").
[[nodiscard]] QStringList availableLanguages();

/// Replaces the application's translators by those of `locale` (the program's own and Qt's). Widgets that exist
/// retranslate on QEvent::LanguageChange. False where the program has no such language; it then speaks English.
bool installTranslations(const QLocale& locale);

} // namespace tensorgraft
