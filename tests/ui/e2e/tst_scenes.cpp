// Every main state of the window in both languages and both themes: no text may be cut off, nothing may warn, and the
// pictures of the guide are made. TENSORGRAFT_PICTURES names the folder that they are written to; TENSORGRAFT_SCENES
// restricts the run to scenes whose names contain it.
#include "tests/support/test_paths.h"
#include "tests/ui/clipped_text.h"
#include "tests/ui/e2e/real_input.h"
#include "tests/ui/e2e/scenes.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/preferences.h"
#include "ui/window/sample_files.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <set>

namespace tensorgraft::test {
namespace {

constexpr int stableMs = 400, patienceMs = 20'000;

/// The picture once it no longer changes: jobs that draw into it are done.
QImage stablePicture(QWidget* widget)
{
    QImage picture;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < patienceMs) {
        QTest::qWait(stableMs);
        QImage next = widget->grab().toImage();
        if (next == picture)
            return picture;
        picture = std::move(next);
    }
    return picture;
}

bool isBlank(const QImage& picture)
{
    std::set<QRgb> colors;
    for (int y = 0; y < picture.height(); y += 3)
        for (int x = 0; x < picture.width() && colors.size() < 16; x += 3)
            colors.insert(picture.pixel(x, y));
    return colors.size() < 16;
}

void keep(const QImage& picture, const QString& name, const QString& language, bool dark)
{
    const QString folder = qEnvironmentVariable("TENSORGRAFT_PICTURES");
    if (folder.isEmpty())
        return;
    const QDir place(folder + (language == QStringLiteral("en") ? QString() : u'/' + language));
    QVERIFY(place.mkpath(QStringLiteral(".")));
    QVERIFY(picture.save(place.filePath(name + (dark ? QStringLiteral("-dark.png") : QStringLiteral(".png")))));
}

} // namespace

class ScenesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_source, m_target;

private slots:
    void initTestCase()
    {
        // Pictures show paths: those of a person, not of this build.
        const auto pair = findSamplePair();
        QVERIFY(pair);
        QVERIFY(m_folder.isValid());
        const QString folder = qEnvironmentVariableIsSet("TENSORGRAFT_PICTURES") ? QDir::temp().filePath(QStringLiteral("models")) : m_folder.path();
        QVERIFY(QDir().mkpath(folder));
        for (const auto& [from, to] : {std::pair{pair->source, &m_source}, std::pair{pair->target, &m_target}}) {
            *to = QDir(folder).filePath(QFileInfo(from).fileName());
            QFile::remove(*to);
            QVERIFY(QFile::copy(from, *to));
        }
    }
    void init() { failOnWarnings(); }

    void cleanup()
    {
        for (QWidget* top : QApplication::topLevelWidgets())
            top->close();
        applyAppearance(Theme::Light);
        QVERIFY(installTranslations(QLocale(QLocale::English, QLocale::UnitedStates)));
    }

    /// What a drag says while it hovers: a real one, as nothing else shows it.
    void drag_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        if (QStringLiteral("drag").contains(qEnvironmentVariable("TENSORGRAFT_SCENES")))
            for (const char* language : {"en", "zh_CN"})
                for (const bool dark : {false, true})
                    QTest::addRow("%s %s", language, dark ? "dark" : "light") << QString::fromLatin1(language) << dark;
        else
            QSKIP("not asked for");
    }

    void drag()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        appSettings().clear();
        QVERIFY(installTranslations(QLocale(language)));
        applyAppearance(dark ? Theme::Dark : Theme::Light);
        MainWindow window;
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        openPair(window, m_source, m_target);
        const QPoint from = layerRow(window, Side::Source, "model_weights/conv2d_2/conv2d_2/kernel:0"), to = layerRow(window, Side::Target, "conv2.weight");
        QVERIFY(!from.isNull() && !to.isNull());
        QImage picture;
        QTimer::singleShot(2'500, &window, [&] { picture = window.screen()->grabWindow(0, window.x(), window.y(), window.width(), window.height()).toImage(); });
        RealInput::dragAndCancel(from, to, 3.5);
        QVERIFY(window.session()->rows().empty());
        QVERIFY(!picture.isNull() && !isBlank(picture));
        keep(picture, QStringLiteral("drag"), language, dark);
    }

    void scene_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        const std::vector<Scene> all = scenes();
        const QString wanted = qEnvironmentVariable("TENSORGRAFT_SCENES");
        for (int i = 0; i < int(all.size()); ++i)
            for (const char* language : {"en", "zh_CN"})
                for (const bool dark : {false, true})
                    if (QString::fromLatin1(all[std::size_t(i)].name).contains(wanted))
                        QTest::addRow("%s %s %s", all[std::size_t(i)].name, language, dark ? "dark" : "light") << i << QString::fromLatin1(language) << dark;
    }

    void scene()
    {
        QFETCH(int, number);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        const Scene scene = scenes()[std::size_t(number)];
        appSettings().clear();
        Preferences preferences;
        preferences.language = language;
        storePreferences(preferences);
        QVERIFY(installTranslations(QLocale(language)));
        applyAppearance(dark ? Theme::Dark : Theme::Light);
        MainWindow window;
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        if (!scene.bare) {
            openPair(window, m_source, m_target);
            QVERIFY(window.session()->hasBoth());
        }
        QWidget* shown = scene.show(window);
        QVERIFY(shown);
        const QImage picture = stablePicture(shown);
        QVERIFY(!isBlank(picture));
        keep(picture, QString::fromLatin1(scene.name), language, dark);
        const QStringList clipped = clippedTexts(shown);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
    }
};

} // namespace tensorgraft::test

QTEST_MAIN(tensorgraft::test::ScenesTest)
#include "tst_scenes.moc"
