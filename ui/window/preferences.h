#pragma once

#include "ui/window/appearance.h"

#include <QString>

namespace tensorgraft {

/// What the person chose in the settings. Read at the edge and passed down as a value.
struct Preferences {
    QString language; ///< "": the system's; else one of availableLanguages()
    Theme theme = Theme::System;
    int fontPercent = 100;
    int transferWindowMiB = 256;
    int autosaveSeconds = 15; ///< after a change; 0: never
    bool restoreSession = true;
    [[nodiscard]] bool operator==(const Preferences&) const = default;
};

/// What is stored outside its limits is brought inside.
[[nodiscard]] Preferences loadPreferences();
void storePreferences(const Preferences& preferences);

} // namespace tensorgraft
