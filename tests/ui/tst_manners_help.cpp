#include "tests/support/test_paths.h"
#include "tests/ui/chinese_text.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/manners_support.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/jobs/app_settings.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/guide_files.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_tree_view.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTreeWidget>

using namespace tensorgraft;
using namespace tensorgraft::test;

/// Finding one's way: shortcuts, the guide, going from pane to pane.
class HelpTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void cleanup()
    {
        applyAppearance(Theme::System);
        installTranslations(QLocale(QLocale::English));
    }

    void shortcutsAreListedAndFound()
    {
        MainWindow window;
        const auto lines = shortcutLines(window.menuBar());
        QVERIFY(lines.size() > 25);
        QSet<QString> keys;
        for (const ShortcutLine& line : lines) {
            QVERIFY(!line.command.contains(u'&') && !line.command.isEmpty() && !line.keys.isEmpty());
            if (line.keys.contains(u'+')) // of the menus: none twice
                QVERIFY2(!keys.contains(line.keys), qPrintable(line.keys));
            keys += line.keys;
        }
        ShortcutSheet sheet(lines);
        sheet.show();
        QTest::keyClicks(sheet.searchEdit(), QStringLiteral("overview"));
        int shown = 0;
        for (int g = 0; g < sheet.list()->topLevelItemCount(); ++g)
            for (int i = 0; i < sheet.list()->topLevelItem(g)->childCount(); ++i)
                shown += !sheet.list()->topLevelItem(g)->isHidden() && !sheet.list()->topLevelItem(g)->child(i)->isHidden();
        QCOMPARE(shown, 1);
    }

    void guideOpensWithPicturesAndContents()
    {
        const QString docs = findDocs();
        QVERIFY(!docs.isEmpty());
        GuideWindow guide(docs, {});
        guide.show();
        QVERIFY(guide.contents()->topLevelItemCount() >= 5);
        QVERIFY(guide.browser()->toPlainText().contains(QStringLiteral("five steps")));
        const QVariant picture = guide.browser()->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/main-window.png")));
        QVERIFY(!picture.isNull());
        QVERIFY(picture.value<QImage>().deviceIndependentSize().width() <= guide.browser()->viewport()->width());
        QCOMPARE(guide.contents()->topLevelItem(1)->text(0), QStringLiteral("The two trees")); // as the first page lists them
        for (int i = 0; i < guide.contents()->topLevelItemCount(); ++i) {
            guide.contents()->setCurrentItem(guide.contents()->topLevelItem(i));
            QVERIFY(!guide.browser()->toPlainText().isEmpty());
            QVERIFY2(guide.browser()->horizontalScrollBar()->maximum() == 0, qPrintable(guide.contents()->topLevelItem(i)->text(0)));
        }
    }

    void guideOfADarkWindowHasDarkPictures()
    {
        GuideWindow guide(findDocs(), {});
        const auto corner = [&guide] {
            return guide.browser()->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/main-window.png"))).value<QImage>().pixelColor(3, 3).lightness();
        };
        guide.browser()->setPalette(lightPalette());
        QVERIFY2(corner() > 128, qPrintable(QString::number(corner())));
        guide.browser()->setPalette(darkPalette());
        QVERIFY2(corner() < 128, qPrintable(QString::number(corner())));
    }

    void guideIsInTheLanguageOfTheWindowWithLinksAndAWayBack()
    {
        const QString docs = findDocs();
        GuideWindow guide(docs, QStringLiteral("zh_CN"));
        guide.show();
        GuideBrowser* browser = guide.browser();
        QVERIFY(browser->toPlainText().contains(QStringLiteral("五步")));
        const auto page = [browser] { return QDir::cleanPath(browser->source().toLocalFile()); };
        const auto current = [&guide] { return guide.contents()->currentItem()->parent() ? guide.contents()->currentItem()->parent() : guide.contents()->currentItem(); };
        const auto headingsHaveAir = [browser] {
            for (QTextBlock block = browser->document()->begin(); block.isValid(); block = block.next())
                if (block.blockFormat().headingLevel() == 2)
                    return block.blockFormat().topMargin() > 2 * browser->fontMetrics().descent();
            return false;
        };
        QVERIFY(headingsHaveAir());
        const QString first = page();
        QCOMPARE(first, QDir::cleanPath(docs + QStringLiteral("/guide/zh_CN/README.md")));
        for (int i = 0; i < guide.contents()->topLevelItemCount(); ++i)
            QVERIFY2(isChinese(guide.contents()->topLevelItem(i)->text(0)), qPrintable(guide.contents()->topLevelItem(i)->text(0)));

        // A link with a heading, back and forward again; the contents follow.
        const QTreeWidgetItem* start = current();
        browser->anchorClicked(QUrl(QStringLiteral("compare.md#检视器的各个页面")));
        QCOMPARE(page(), QDir::cleanPath(docs + QStringLiteral("/guide/zh_CN/compare.md")));
        QVERIFY(browser->verticalScrollBar()->value() > 0);
        QVERIFY(current() != start);
        QVERIFY(browser->isBackwardAvailable());
        browser->backward();
        QCOMPARE(page(), first);
        QVERIFY(headingsHaveAir());
        QCOMPARE(current(), start);
        browser->forward();
        QVERIFY(page().endsWith(QStringLiteral("zh_CN/compare.md")));

        // The same page in English has the same place in the contents.
        const QTreeWidgetItem* compare = current();
        browser->anchorClicked(QUrl(QStringLiteral("../compare.md")));
        QCOMPARE(page(), QDir::cleanPath(docs + QStringLiteral("/guide/compare.md")));
        QCOMPARE(current(), compare);
        QVERIFY(browser->toPlainText().contains(QStringLiteral("Look before you write")));
        const QVariant picture = browser->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/compare.png")));
        QVERIFY(!picture.isNull());
    }

    void panesAreCycledByKey()
    {
        MainWindow window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.session()->setModel(Side::Source, kerasNet());
        window.session()->setModel(Side::Target, torchNet());
        window.pane(Side::Source)->view()->setFocus();
        QSet<QWidget*> parts;
        for (int i = 0; i < 4; ++i) {
            window.cyclePanes(true);
            QVERIFY(QApplication::focusWidget());
            for (QWidget* part : {static_cast<QWidget*>(window.pane(Side::Source)), static_cast<QWidget*>(window.pane(Side::Target)),
                                  static_cast<QWidget*>(window.inspector()), static_cast<QWidget*>(window.lowerTabs())})
                if (part->isAncestorOf(QApplication::focusWidget()))
                    parts += part;
        }
        QVERIFY2(parts.size() >= 3, qPrintable(QString::number(parts.size())));
        QVERIFY(window.pane(Side::Source)->isAncestorOf(QApplication::focusWidget())); // once around
        window.cyclePanes(false);
        QVERIFY(!window.pane(Side::Source)->isAncestorOf(QApplication::focusWidget()));
    }
};

QTEST_MAIN(HelpTest)
#include "tst_manners_help.moc"
