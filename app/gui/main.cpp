// tensorgraft-gui [SOURCE [TARGET]] [--mapping M]
#include "ui/jobs/allocator.h"
#include "ui/jobs/painting_pool.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/command_line.h"
#include "ui/window/program.h"

#include <QApplication>
#include <QLocale>
#include <cstdio>

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("TensorGraft"));
    QCoreApplication::setOrganizationName(QStringLiteral("TensorGraft"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TENSORGRAFT_VERSION));
}

void installLanguage()
{
    const QString chosen = tensorgraft::loadPreferences().language;
    tensorgraft::installTranslations(chosen.isEmpty() ? QLocale() : QLocale(chosen));
}

/// What is to be said instead of opening a window; -1 where one is to be opened.
int answer(const tensorgraft::CommandLine& line)
{
    using Action = tensorgraft::CommandLine::Action;
    if (line.action == Action::Run)
        return -1;
    std::fputs(line.text.toLocal8Bit().constData(), line.action == Action::Print ? stdout : stderr);
    return line.action == Action::Print ? 0 : 2;
}

} // namespace

int main(int argc, char** argv)
{
    tensorgraft::joinFreedMemoryAtOnce();
    nameProgram();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    if (tensorgraft::onlyPrints(arguments)) { // help must not need a screen
        const QCoreApplication console(argc, argv);
        installLanguage();
        return answer(tensorgraft::parseCommandLine(arguments));
    }
    const QApplication app(argc, argv);
    tensorgraft::makePaintingThreads();
    QApplication::setDesktopFileName(QStringLiteral("tensorgraft"));
    installLanguage();
    const tensorgraft::CommandLine line = tensorgraft::parseCommandLine(QApplication::arguments()); // without Qt's own options
    if (const int code = answer(line); code >= 0)
        return code;
    const tensorgraft::Preferences preferences = tensorgraft::loadPreferences();
    tensorgraft::applyAppearance(preferences.theme, preferences.fontPercent);
    tensorgraft::Program program;
    program.start(line);
    return QApplication::exec();
}
