#include "ui/error_text.h"

#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace tensorgraft {
namespace {

QString headlineOf(const Error& error, const QString& file)
{
    if (file.isEmpty()) {
        switch (error.code) {
        case ErrorCode::NotThisFormat: return QCoreApplication::translate("ErrorText", "This is not a weight file that TensorGraft knows.");
        case ErrorCode::Corrupt: return QCoreApplication::translate("ErrorText", "The data is damaged.");
        case ErrorCode::Unsupported: return QCoreApplication::translate("ErrorText", "This is not supported.");
        case ErrorCode::Io: return QCoreApplication::translate("ErrorText", "The file could not be read or written.");
        case ErrorCode::Mismatch: return QCoreApplication::translate("ErrorText", "Source and target do not fit.");
        case ErrorCode::Cancelled: return QCoreApplication::translate("ErrorText", "Cancelled.");
        case ErrorCode::Usage: return QCoreApplication::translate("ErrorText", "This does not make sense.");
        }
    }
    switch (error.code) {
    case ErrorCode::NotThisFormat: return QCoreApplication::translate("ErrorText", "%1 is not a weight file that TensorGraft knows.").arg(file);
    case ErrorCode::Corrupt: return QCoreApplication::translate("ErrorText", "%1 is damaged.").arg(file);
    case ErrorCode::Unsupported: return QCoreApplication::translate("ErrorText", "%1 needs something that is not supported.").arg(file);
    case ErrorCode::Io: return QCoreApplication::translate("ErrorText", "%1 could not be read or written.").arg(file);
    case ErrorCode::Mismatch: return QCoreApplication::translate("ErrorText", "%1 does not fit.").arg(file);
    case ErrorCode::Cancelled: return QCoreApplication::translate("ErrorText", "Cancelled.");
    case ErrorCode::Usage: return QCoreApplication::translate("ErrorText", "%1 does not make sense.").arg(file);
    }
    return {};
}

QString sentence(const std::string& text)
{
    QString out = libraryText(text).trimmed();
    if (out.isEmpty())
        return out;
    out[0] = out[0].toUpper();
    if (!out.endsWith(u'.') && !out.endsWith(u'?') && !out.endsWith(u'!') && !out.endsWith(u'。') && !out.endsWith(u'？'))
        out += out.back().script() == QChar::Script_Han || out.endsWith(u'）') ? u'。' : u'.';
    return out;
}

} // namespace

ErrorText errorText(const Error& error)
{
    ErrorText text;
    const QString file = QString::fromStdString(error.file.filename().string());
    text.headline = headlineOf(error, file.isEmpty() ? QString::fromStdString(error.file.string()) : file);
    if (error.code == ErrorCode::Cancelled)
        return text;
    QStringList lines;
    if (!error.message.empty())
        lines += sentence(error.message);
    if (!error.tensor.empty())
        lines += QCoreApplication::translate("ErrorText", "Tensor: %1").arg(toQString(error.tensor));
    if (error.offset)
        lines += QCoreApplication::translate("ErrorText", "At byte %1").arg(QLocale().toString(static_cast<qulonglong>(*error.offset)));
    if (!error.expected.empty())
        lines += QCoreApplication::translate("ErrorText", "Expected: %1").arg(libraryText(error.expected));
    if (!error.found.empty())
        lines += QCoreApplication::translate("ErrorText", "Found: %1").arg(libraryText(error.found));
    if (!error.hint.empty())
        lines += QCoreApplication::translate("ErrorText", "What you can do: %1").arg(sentence(error.hint));
    if (!error.file.empty())
        lines += QCoreApplication::translate("ErrorText", "File: %1").arg(QString::fromStdString(error.file.string()));
    text.details = lines.join(u'\n');
    return text;
}

} // namespace tensorgraft
