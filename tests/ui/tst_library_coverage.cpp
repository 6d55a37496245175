#include "tests/support/test_paths.h"
#include "tests/ui/chinese_text.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/phrases/library_text.h"
#include "ui/theme/translations.h"

#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <cstdio>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// What library_literals.py finds: place in the sources and text, its placeholders %1 to %9.
struct Literal {
    QString place, text;
};

QList<Literal> literals()
{
    QProcess python;
    python.start(qEnvironmentVariable("TENSORGRAFT_PYTHON", QStringLiteral("python3")),
                 {QString::fromStdString((sourceDir() / "tests/ui/library_literals.py").string()), QString::fromStdString(sourceDir().string())});
    if (!python.waitForFinished() || python.exitCode() != 0) {
        qWarning("%s", python.readAllStandardError().constData());
        return {};
    }
    QList<Literal> out;
    for (const QString& line : QString::fromUtf8(python.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts))
        out.push_back({line.section(u'\t', 0, 0), line.section(u'\t', 1)});
    return out;
}

/// As a person could meet it: names in the places.
QString specimen(QString text)
{
    static const QRegularExpression place(QStringLiteral("%([1-9])")), lead(QStringLiteral("^(?:; |\\. |, )"));
    return text.replace(place, QStringLiteral("N\\1")).remove(lead).trimmed();
}

} // namespace

/// Every text of model_io that people can read has a phrase of ui/phrases: a new error without Chinese fails here.
class LibraryCoverageTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        QVERIFY(installTranslations(QLocale(QLocale::Chinese, QLocale::China)));
    }

    void everyTextHasAPhrase()
    {
        const QList<Literal> all = literals();
        QVERIFY(all.size() > 1500); // else the sources were not read
        QStringList english;
        for (const Literal& one : all) {
            const QString text = specimen(one.text);
            if (const QString shown = libraryText(text.toStdString()); !isChinese(shown))
                english += one.place + u'\t' + one.text + (shown == text ? QString() : QStringLiteral("\n        gives ") + shown);
        }
        for (const QString& one : english) // a message of Qt Test is cut off after the first few
            std::fprintf(stderr, "%s\n", qPrintable(one));
        QVERIFY2(english.isEmpty(), qPrintable(QStringLiteral("%1 texts of model_io have no phrase in ui/phrases: see above").arg(english.size())));
    }
};

QTEST_GUILESS_MAIN(LibraryCoverageTest)
#include "tst_library_coverage.moc"
