#include "ui/phrases/error_line.h"

#include "ui/phrases/library_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace tensorgraft {
QString errorLine(const Error& error)
{
    QString line;
    if (!error.tensor.empty())
        line += QString::fromStdString(error.tensor) + QStringLiteral(": ");
    if (error.offset)
        line += QCoreApplication::translate("ErrorLine", "at byte %1: ").arg(QLocale().toString(static_cast<qulonglong>(*error.offset)));
    line += libraryText(error.message);
    const QString expected = libraryText(error.expected), found = libraryText(error.found);
    if (!expected.isEmpty() && !found.isEmpty())
        line += QCoreApplication::translate("ErrorLine", " (expected %1, found %2)").arg(expected, found);
    else if (!expected.isEmpty())
        line += QCoreApplication::translate("ErrorLine", " (expected %1)").arg(expected);
    else if (!found.isEmpty())
        line += QCoreApplication::translate("ErrorLine", " (found %1)").arg(found);
    if (!error.hint.empty())
        line += QCoreApplication::translate("ErrorLine", ". %1").arg(libraryText(error.hint));
    return line;
}

} // namespace tensorgraft
