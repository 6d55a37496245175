#include "ui/theme/palette.h"

namespace tensorgraft {
namespace {

QPalette makePalette(const QColor& window, const QColor& base, const QColor& text, const QColor& button,
                     const QColor& highlight, const QColor& highlightedText, const QColor& link)
{
    QPalette palette(button, window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, text);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, blend(base, window, 0.5));
    palette.setColor(QPalette::ToolTipBase, blend(base, window, 0.5));
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, highlightedText);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, blend(link, text, 0.7));
    palette.setColor(QPalette::PlaceholderText, blend(text, base, 0.55));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, blend(text, window, 0.45));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, blend(highlight, window, 0.4));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, blend(text, window, 0.6));
    return palette;
}

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::WindowText).lightnessF() > palette.color(QPalette::Window).lightnessF();
}

QColor blend(const QColor& a, const QColor& b, double share)
{
    const auto mix = [share](double x, double y) { return static_cast<float>(share * x + (1.0 - share) * y); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QColor signalColor(Signal signal, const QPalette& palette)
{
    // Okabe and Ito's hues, darkened for light and lightened for dark backgrounds until text in them is readable.
    const bool dark = isDark(palette);
    switch (signal) {
    case Signal::Good:
        return dark ? QColor(0x4f, 0xc9, 0xa4) : QColor(0x00, 0x73, 0x55);
    case Signal::Warning:
        return dark ? QColor(0xf0, 0xb4, 0x3c) : QColor(0x8f, 0x5a, 0x00);
    case Signal::Conflict:
        return dark ? QColor(0xff, 0x8a, 0x70) : QColor(0xb8, 0x3a, 0x12);
    case Signal::Kept:
        return dark ? QColor(0x74, 0xb9, 0xf0) : QColor(0x15, 0x62, 0x9e);
    case Signal::Excluded:
        return mutedText(palette);
    }
    return palette.color(QPalette::WindowText);
}

bool isHighContrast(const QPalette& palette)
{
    const QColor window = palette.color(QPalette::Window), text = palette.color(QPalette::WindowText);
    return (window == QColor(Qt::black) && text == QColor(Qt::white)) || (window == QColor(Qt::white) && text == QColor(Qt::black));
}

QColor mutedText(const QPalette& palette)
{
    if (isHighContrast(palette))
        return palette.color(QPalette::WindowText);
    return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.68);
}

QColor faintLine(const QPalette& palette)
{
    if (isHighContrast(palette))
        return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Base), 0.6);
    return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Base), 0.16);
}

QColor categoryColor(int index, const QPalette& palette)
{
    static constexpr QRgb hues[categoryCount] = {0xff56b4e9, 0xffe69f00, 0xff009e73, 0xffcc79a7, 0xfff0e442, 0xff0072b2, 0xffd55e00, 0xff8c8c8c};
    const QColor hue(hues[((index % categoryCount) + categoryCount) % categoryCount]);
    return blend(hue, palette.color(QPalette::Base), isDark(palette) ? 0.40 : 0.48);
}

QPalette lightPalette()
{
    return makePalette(QColor(0xf3, 0xf4, 0xf6), QColor(0xff, 0xff, 0xff), QColor(0x1f, 0x24, 0x2b),
                       QColor(0xec, 0xee, 0xf1), QColor(0x1f, 0x6f, 0xb2), QColor(0xff, 0xff, 0xff),
                       QColor(0x15, 0x62, 0x9e));
}

QPalette highContrastPalette()
{
    const QColor black(Qt::black), white(Qt::white), yellow(0xff, 0xe6, 0x00);
    QPalette palette = makePalette(black, black, white, black, yellow, black, QColor(0x6c, 0xd6, 0xff));
    // Fusion derives frames from the button's colour: black would leave them invisible.
    palette.setColor(QPalette::Button, QColor(0x2c, 0x2c, 0x2c));
    palette.setColor(QPalette::Light, white);
    palette.setColor(QPalette::Midlight, QColor(0xd0, 0xd0, 0xd0));
    palette.setColor(QPalette::Mid, QColor(0xb0, 0xb0, 0xb0));
    palette.setColor(QPalette::Dark, white);
    palette.setColor(QPalette::Shadow, white);
    palette.setColor(QPalette::AlternateBase, QColor(0x1a, 0x1a, 0x1a));
    palette.setColor(QPalette::PlaceholderText, QColor(0xd8, 0xd8, 0xd8));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0xa8, 0xa8, 0xa8));
    return palette;
}

QPalette darkPalette()
{
    return makePalette(QColor(0x26, 0x29, 0x2e), QColor(0x1c, 0x1f, 0x23), QColor(0xe4, 0xe7, 0xeb),
                       QColor(0x32, 0x36, 0x3c), QColor(0x2a, 0x6f, 0xae), QColor(0xff, 0xff, 0xff),
                       QColor(0x74, 0xb9, 0xf0));
}

} // namespace tensorgraft
