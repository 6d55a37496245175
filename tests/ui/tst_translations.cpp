#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/theme/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace tensorgraft;

namespace {

struct Message {
    QString context, source, comment;
    QStringList forms; ///< one, or one a plural form
    bool numerus = false, finished = true;
};

QList<Message> readMessages(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            messages << Message{context, {}, {}, {}, xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes"), true};
        } else if (xml.name() == QLatin1String("source")) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            messages.last().comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("numerusform")) {
            messages.last().forms << xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            messages.last().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!messages.last().numerus)
                messages.last().forms << xml.readElementText();
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QString describe(const Message& message)
{
    return message.context + QStringLiteral(": ") + message.source;
}

QStringList placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:\\d+|n)"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace

/// Every string of the window is translated, and the translation is in the program.
class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void nothingIsMissing_data();
    void nothingIsMissing();
    void placeholdersAreKept();
    void stringsLoad();
    void englishKnowsOneFromMany();

private:
    static QString root() { return QString::fromStdString(tensorgraft::test::sourceDir().string()); }
    static QString tsFile(const QString& language) { return root() + QStringLiteral("/resources/translations/tensorgraft_%1.ts").arg(language); }
};

void TestTranslations::nothingIsMissing_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("pluralsOnly");
    QTest::newRow("zh_CN") << QStringLiteral("zh_CN") << false;
    QTest::newRow("en") << QStringLiteral("en") << true;
}

void TestTranslations::nothingIsMissing()
{
    QFETCH(QString, language);
    QFETCH(bool, pluralsOnly);
    const tensorgraft::test::TempDir folder;
    const QString copy = QString::fromStdString((folder / "updated.ts").string());
    QVERIFY(QFile::copy(tsFile(language), copy));
    QProcess lupdate;
    lupdate.setWorkingDirectory(root()); // includes are paths from the project's root
    QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-no-obsolete"),
                          QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-extensions"), QStringLiteral("cpp,h")};
    if (pluralsOnly)
        arguments << QStringLiteral("-pluralonly");
    arguments << QStringLiteral("ui") << QStringLiteral("app/gui") << QStringLiteral("-ts") << copy;
    lupdate.start(QStringLiteral(TENSORGRAFT_LUPDATE), arguments);
    QVERIFY(lupdate.waitForFinished(120'000));
    QCOMPARE(lupdate.exitCode(), 0);
    const QList<Message> messages = readMessages(copy);
    QVERIFY(messages.size() > 20); // else lupdate read nothing and the test would prove nothing
    QStringList missing;
    for (const Message& message : messages)
        if (!message.finished || message.forms.isEmpty() || message.forms.contains(QString()))
            missing << describe(message);
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("not translated into %1:\n").arg(language) + missing.join(QLatin1Char('\n'))));
}

void TestTranslations::placeholdersAreKept()
{
    for (const Message& message : readMessages(tsFile(QStringLiteral("zh_CN")))) {
        for (const QString& form : message.forms) {
            QVERIFY2(placeholders(form) == placeholders(message.source), qPrintable(describe(message)));
            // "&" before a letter makes a shortcut, which the translation keeps; other ampersands are none here.
            static const QRegularExpression shortcut(QStringLiteral("&[A-Za-z]"));
            if (!message.source.contains(QLatin1Char('<')))
                QVERIFY2(message.source.contains(shortcut) == form.contains(shortcut), qPrintable(describe(message)));
        }
    }
}

void TestTranslations::stringsLoad()
{
    QVERIFY(availableLanguages().contains(QStringLiteral("zh_CN")));
    QVERIFY(availableLanguages().contains(QStringLiteral("en")));
    QVERIFY(installTranslations(QLocale(QLocale::Chinese, QLocale::China)));
    int loaded = 0;
    for (const Message& message : readMessages(tsFile(QStringLiteral("zh_CN")))) {
        const QByteArray comment = message.comment.toUtf8();
        QString translated = QCoreApplication::translate(message.context.toUtf8().constData(), message.source.toUtf8().constData(),
                                                         comment.isEmpty() ? nullptr : comment.constData(), message.numerus ? 7 : -1);
        QString expected = message.forms.value(0);
        if (message.numerus)
            expected.replace(QStringLiteral("%n"), QStringLiteral("7"));
        QVERIFY2(translated == expected, qPrintable(describe(message) + QStringLiteral(" -> ") + translated));
        ++loaded;
    }
    QVERIFY(loaded > 100);
    QVERIFY(installTranslations(QLocale(QLocale::English)));
    QVERIFY(!installTranslations(QLocale(QLocale::Icelandic))); // nobody has translated that: English it is
}

void TestTranslations::englishKnowsOneFromMany()
{
    QVERIFY(installTranslations(QLocale(QLocale::English, QLocale::UnitedStates)));
    QCOMPARE(QCoreApplication::translate("tensorgraft::ModelPane", "%n tensor(s)", nullptr, 1), QStringLiteral("1 tensor"));
    QCOMPARE(QCoreApplication::translate("tensorgraft::ModelPane", "%n tensor(s)", nullptr, 2), QStringLiteral("2 tensors"));
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
