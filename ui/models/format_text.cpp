#include "ui/models/format_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace tensorgraft {

QString sizeText(std::uint64_t bytes)
{
    if (const int few = static_cast<int>(bytes); bytes < 1024) // Qt has no Chinese for this one
        return QCoreApplication::translate("SizeText", "%n byte(s)", "", few);
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeIecFormat);
}

QString countText(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

} // namespace tensorgraft
