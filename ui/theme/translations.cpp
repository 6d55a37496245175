#include "ui/theme/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QPointer>
#include <QTranslator>

namespace tensorgraft {
namespace {

constexpr QLatin1String resourceFolder(":/tensorgraft/translations");

/// The translators installed last; children of the application.
QPointer<QTranslator>& installed(int which)
{
    static QPointer<QTranslator> translators[2];
    return translators[which];
}

bool install(int which, const QLocale& locale, const QString& baseName, const QString& folder)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (!translator->load(locale, baseName, QStringLiteral("_"), folder)) {
        delete translator;
        return false;
    }
    QCoreApplication::installTranslator(translator);
    installed(which) = translator;
    return true;
}

} // namespace

QStringList availableLanguages()
{
    QStringList languages;
    const QStringList files = QDir(resourceFolder).entryList({QStringLiteral("tensorgraft_*.qm")}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        languages << file.mid(12).chopped(3);
    return languages;
}

bool installTranslations(const QLocale& locale)
{
    for (const int which : {0, 1})
        delete installed(which).data(); // the destructor uninstalls
    // English needs a translator too: it knows "1 tensor" from "2 tensors".
    const bool english = locale.language() == QLocale::English || locale.language() == QLocale::C;
    if (!english && install(0, locale, QStringLiteral("tensorgraft"), resourceFolder)) {
        // Standard buttons and file dialogs; absent on some systems, which is no error.
        install(1, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        return true;
    }
    install(0, QLocale(QLocale::English), QStringLiteral("tensorgraft"), resourceFolder);
    return english;
}

} // namespace tensorgraft
