#include "ui/window/appearance.h"

#include "ui/jobs/app_settings.h"
#include "ui/theme/outlined_style.h"
#include "ui/theme/palette.h"

#include <QApplication>
#include <QFont>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace tensorgraft {
namespace {

const QString themeKey = QStringLiteral("appearance/theme");
constexpr std::pair<Theme, const char*> names[] = {{Theme::System, "system"}, {Theme::Light, "light"}, {Theme::Dark, "dark"}, {Theme::HighContrast, "high-contrast"}};

QPalette paletteOf(Theme theme)
{
    switch (theme) {
    case Theme::Light: return lightPalette();
    case Theme::Dark: return darkPalette();
    case Theme::HighContrast: return highContrastPalette();
    case Theme::System: break;
    }
    return {};
}

} // namespace

Theme storedTheme()
{
    const QString stored = appSettings().value(themeKey).toString();
    for (const auto& [theme, name] : names)
        if (stored == QLatin1String(name))
            return theme;
    return Theme::System;
}

void storeTheme(Theme theme)
{
    for (const auto& [one, name] : names)
        if (one == theme)
            appSettings().setValue(themeKey, QString::fromLatin1(name));
}

void applyAppearance(Theme theme, int fontPercent)
{
    // What the desktop gave before anything was changed: the way back.
    static const QString systemStyle = QApplication::style()->name();
    static const QFont systemFont = QApplication::font();
    static const QPalette systemTips = QToolTip::palette();
    // Other styles paint parts in colours of their own.
    if (theme == Theme::HighContrast || theme == Theme::Dark)
        QApplication::setStyle(new OutlinedStyle(theme == Theme::Dark ? OutlinedStyle::Focus::Usual : OutlinedStyle::Focus::Strong));
    else if (const QString style = theme == Theme::System ? systemStyle : QStringLiteral("fusion"); QApplication::style()->name() != style)
        QApplication::setStyle(QStyleFactory::create(style));
    QApplication::setPalette(paletteOf(theme));
    QToolTip::setPalette(theme == Theme::System ? systemTips : paletteOf(theme)); // they do not follow by themselves
    QFont font = systemFont;
    if (fontPercent != 100 && font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * fontPercent / 100.0);
    if (QApplication::font() != font)
        QApplication::setFont(font);
}

} // namespace tensorgraft
