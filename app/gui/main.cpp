// tensorgraft-gui [SOURCE [TARGET]] [--mapping M]
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("TensorGraft"));
    QApplication::setOrganizationName(QStringLiteral("TensorGraft"));
    QApplication::setDesktopFileName(QStringLiteral("tensorgraft"));
    QApplication::setApplicationVersion(QStringLiteral(TENSORGRAFT_VERSION));
    tensorgraft::installTranslations(QLocale());

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Inspects neural-network weight files and grafts the weights of one model onto another."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("SOURCE"), QCoreApplication::translate("main", "The model whose weights are taken."), QStringLiteral("[SOURCE"));
    parser.addPositionalArgument(QStringLiteral("TARGET"), QCoreApplication::translate("main", "The model that receives weights."), QStringLiteral("[TARGET]]"));
    const QCommandLineOption mapping({QStringLiteral("m"), QStringLiteral("mapping")}, QCoreApplication::translate("main", "Open the mapping document <M>."), QStringLiteral("M"));
    parser.addOption(mapping);
    parser.process(app);

    tensorgraft::applyStoredTheme();
    tensorgraft::MainWindow window;
    window.show();
    const QStringList files = parser.positionalArguments();
    if (!files.isEmpty())
        window.openModel(tensorgraft::Side::Source, files[0]);
    if (files.size() > 1)
        window.openModel(tensorgraft::Side::Target, files[1]);
    if (parser.isSet(mapping))
        window.openMapping(parser.value(mapping));
    return QApplication::exec();
}
