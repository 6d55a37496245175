#include "ui/window/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tensorgraft {
namespace {

QString absolute(const QString& path) { return path.isEmpty() ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath()); }

} // namespace

bool onlyPrints(const QStringList& arguments)
{
    for (const QString& argument : arguments.mid(1)) {
        if (argument == QStringLiteral("--"))
            return false;
        if (QStringList{QStringLiteral("-h"), QStringLiteral("--help"), QStringLiteral("-v"), QStringLiteral("--version")}.contains(argument))
            return true;
    }
    return false;
}

CommandLine parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Inspects neural-network weight files and grafts the weights of one model onto another."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QCoreApplication::translate("main", "Show this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, QCoreApplication::translate("main", "Show the version."));
    const QCommandLineOption mapping({QStringLiteral("m"), QStringLiteral("mapping")}, QCoreApplication::translate("main", "Open the mapping document <M>."), QStringLiteral("M"));
    parser.addOptions({help, version, mapping});
    parser.addPositionalArgument(QStringLiteral("SOURCE"), QCoreApplication::translate("main", "The model whose weights are taken."), QStringLiteral("[SOURCE"));
    parser.addPositionalArgument(QStringLiteral("TARGET"), QCoreApplication::translate("main", "The model that receives weights."), QStringLiteral("[TARGET]]"));

    CommandLine line;
    const auto refuse = [&](const QString& why) {
        line.action = CommandLine::Action::Fail;
        line.text = QStringLiteral("tensorgraft-gui: %1\n%2\n").arg(why, QCoreApplication::translate("main", "Try 'tensorgraft-gui --help'."));
        return line;
    };
    const bool understood = parser.parse(arguments);
    if (parser.isSet(help)) {
        line.action = CommandLine::Action::Print;
        line.text = parser.helpText();
        return line;
    }
    if (parser.isSet(version)) {
        line.action = CommandLine::Action::Print;
        line.text = QStringLiteral("tensorgraft-gui " TENSORGRAFT_VERSION "\n");
        return line;
    }
    if (!understood)
        return refuse(parser.errorText());
    const QStringList files = parser.positionalArguments();
    if (files.size() > 2)
        return refuse(QCoreApplication::translate("main", "at most two models can be opened, but %1 are named").arg(files.size()));
    if (parser.values(mapping).size() > 1)
        return refuse(QCoreApplication::translate("main", "--mapping can be given once"));
    if (parser.isSet(mapping) && parser.value(mapping).isEmpty())
        return refuse(QCoreApplication::translate("main", "--mapping needs the name of a file"));
    line.source = absolute(files.value(0));
    line.target = absolute(files.value(1));
    line.mapping = absolute(parser.value(mapping));
    return line;
}

} // namespace tensorgraft
