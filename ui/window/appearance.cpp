#include "ui/window/appearance.h"

#include "ui/theme/palette.h"

#include <QApplication>
#include <QSettings>
#include <QStyleFactory>

namespace tensorgraft {
namespace {

const QString themeKey = QStringLiteral("appearance/theme");

void apply(Theme theme)
{
    if (theme != Theme::System) // other styles paint parts in colours of their own
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(theme == Theme::Dark ? darkPalette() : theme == Theme::Light ? lightPalette() : QPalette());
}

} // namespace

Theme storedTheme()
{
    const QString name = QSettings().value(themeKey).toString();
    return name == QStringLiteral("dark") ? Theme::Dark : name == QStringLiteral("light") ? Theme::Light : Theme::System;
}

void setTheme(Theme theme)
{
    QSettings().setValue(themeKey, theme == Theme::Dark ? QStringLiteral("dark") : theme == Theme::Light ? QStringLiteral("light") : QStringLiteral("system"));
    apply(theme);
}

void applyStoredTheme()
{
    if (storedTheme() != Theme::System)
        apply(storedTheme());
}

} // namespace tensorgraft
