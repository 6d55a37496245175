#include "ui/window/run_command.h"

#include <QRegularExpression>
#include <QStringList>

namespace tensorgraft {

QString shellQuoted(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString runCommand(const std::filesystem::path& mapping, const std::filesystem::path& source, const std::filesystem::path& target,
                   const TransferOptions& options)
{
    QStringList words{QStringLiteral("tensorgraft"), QStringLiteral("run")};
    const auto add = [&](const std::string& text) { words += shellQuoted(QString::fromStdString(text)); };
    const auto option = [&](const char* name, const std::string& text) {
        words += QString::fromLatin1(name);
        add(text);
    };
    add(mapping.string());
    option("--source", source.string());
    option("--target", target.string());
    option("-o", options.output.string());
    if (!options.exportFormat.empty())
        option("--format", options.exportFormat);
    if (!options.fillUnmapped.empty())
        option("--fill", options.fillUnmapped);
    if (options.overwrite)
        words += QStringLiteral("--force");
    return words.join(u' ');
}

} // namespace tensorgraft
