// Every main state of the window in both languages and both themes: no text may be cut off, nothing may warn, and the
// pictures of the guide are made. TENSORGRAFT_PICTURES names the folder that they are written to; TENSORGRAFT_SCENES
// restricts the run to scenes whose names contain it.
#include "tests/support/test_paths.h"
#include "tests/ui/clipped_text.h"
#include "tests/ui/e2e/scenes.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/sample_files.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>
#include <QTest>
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

} // namespace

class ScenesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(findSamplePair()); }
    void init() { failOnWarnings(); }

    void cleanup()
    {
        for (QWidget* top : QApplication::topLevelWidgets())
            top->close();
        applyAppearance(Theme::Light);
        QVERIFY(installTranslations(QLocale(QLocale::English, QLocale::UnitedStates)));
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
        QSettings().clear();
        QVERIFY(installTranslations(QLocale(language)));
        applyAppearance(dark ? Theme::Dark : Theme::Light);
        MainWindow window;
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        if (!scene.bare) {
            openPair(window, findSamplePair()->source, findSamplePair()->target);
            QVERIFY(window.session()->hasBoth());
        }
        QWidget* shown = scene.show(window);
        QVERIFY(shown);
        const QImage picture = stablePicture(shown);
        QVERIFY(!isBlank(picture));
        if (const QString folder = qEnvironmentVariable("TENSORGRAFT_PICTURES"); !folder.isEmpty()) {
            const QDir place(folder + (language == QStringLiteral("en") ? QString() : u'/' + language));
            QVERIFY(place.mkpath(QStringLiteral(".")));
            QVERIFY(picture.save(place.filePath(QString::fromLatin1(scene.name) + (dark ? QStringLiteral("-dark.png") : QStringLiteral(".png")))));
        }
        const QStringList clipped = clippedTexts(shown);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
    }
};

} // namespace tensorgraft::test

QTEST_MAIN(tensorgraft::test::ScenesTest)
#include "tst_scenes.moc"
