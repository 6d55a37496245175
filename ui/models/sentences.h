#pragma once

#include <QString>

namespace tensorgraft {

/// One sentence behind the other, a space between: not behind full-width signs, nor between two Chinese letters.
[[nodiscard]] inline QString sentences(const QString& first, const QString& next)
{
    if (first.isEmpty() || next.isEmpty())
        return first + next;
    constexpr char16_t ideographic = 0x3000; // here begin the signs and letters of Chinese
    const bool isWide = first.back() >= QChar(ideographic), isSign = isWide && !first.back().isLetter();
    return isSign || (isWide && next.front() >= QChar(ideographic)) ? first + next : first + u' ' + next;
}

} // namespace tensorgraft
