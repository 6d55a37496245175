#pragma once

#include <QRegularExpression>
#include <QString>

namespace tensorgraft::test {

/// Chinese characters, and nowhere three English words in a row that no quotes enclose: a sentence nobody translated.
inline bool isChinese(QString text)
{
    static const QRegularExpression han(QStringLiteral("\\p{Han}")), quoted(QStringLiteral("“[^”]*”")), english(QStringLiteral("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}"));
    return text.contains(han) && !text.remove(quoted).contains(english);
}

} // namespace tensorgraft::test
