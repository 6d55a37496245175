// The system goes from light to dark while the program runs, or the person chooses another theme: what is open then looks
// as if it had been opened so. Each scene is drawn twice, switched and opened anew, and the pictures are compared.
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/jobs/job_pool.h"
#include "ui/overview/overview_page.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/window/appearance.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/sample_files.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transfer_dialog.h"

#include <QApplication>
#include <QCursor>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QTabWidget>
#include <QTest>
#include <QThreadPool>
#include <functional>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

struct Look {
    Theme theme = Theme::Light;
    bool asSystem = false; ///< the desktop's change: the palette alone, the program's setting stays at System
};

void apply(Look look)
{
    if (!look.asSystem)
        return applyAppearance(look.theme);
    QGuiApplication::setPalette(look.theme == Theme::Dark ? darkPalette() : look.theme == Theme::HighContrast ? highContrastPalette() : lightPalette());
}

/// Brings a window to what is looked at; gives the widget to draw, null while it is not there yet.
using Scene = std::function<QWidget*(MainWindow&)>;

Scene inspectorPage(const char* page, bool source = true)
{
    return [page = QString::fromLatin1(page), source](MainWindow& window) -> QWidget* {
        auto* tabs = window.findChild<QTabWidget*>(QStringLiteral("inspectorTabs"));
        TensorTreeView* view = window.pane(source ? Side::Source : Side::Target)->view();
        if (!view->currentIndex().isValid())
            view->revealTensor(0);
        auto* shown = window.findChild<QWidget*>(page);
        if (!shown || tabs->indexOf(shown) < 0)
            return nullptr;
        tabs->setCurrentWidget(shown);
        return &window;
    };
}

template <typename T>
QWidget* opened(MainWindow& window)
{
    return window.findChild<T*>();
}

QImage pictureOf(QWidget* widget) { return widget->grab().toImage().convertToFormat(QImage::Format_RGB32); }

/// Waits until nothing changes any more and no job is running: pages draw when theirs are done, however busy the machine is.
QImage settled(QWidget* widget)
{
    QImage last = pictureOf(widget);
    QElapsedTimer still, all;
    still.start();
    all.start();
    while (still.elapsed() < 250 && all.elapsed() < 15000) {
        QTest::qWait(50);
        const QImage now = pictureOf(widget);
        if (now != last || jobPool()->activeThreadCount() > 0)
            still.restart();
        last = now;
    }
    return last;
}

/// Share of pixels that clearly differ.
double difference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size())
        return 1;
    qint64 other = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *p = reinterpret_cast<const QRgb*>(a.constScanLine(y)), *q = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            other += std::abs(qRed(p[x]) - qRed(q[x])) + std::abs(qGreen(p[x]) - qGreen(q[x])) + std::abs(qBlue(p[x]) - qBlue(q[x])) > 24;
    }
    return static_cast<double>(other) / (static_cast<double>(a.width()) * a.height());
}

} // namespace

class AppearanceSwitchTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setCursorFlashTime(0);
        QCursor::setPos(-1000, -1000); // nothing is hovered
    }
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }
    void cleanup()
    {
        QGuiApplication::setPalette(QPalette());
        applyAppearance(Theme::System);
    }

    void looksAsOpenedSo_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<Look>("before");
        QTest::addColumn<Look>("after");
        const auto add = [](const char* name, const Scene& scene) {
            QTest::addRow("%s, the system goes dark", name) << scene << Look{Theme::Light, true} << Look{Theme::Dark, true};
        };
        const auto addContrast = [](const char* name, const Scene& scene) {
            QTest::addRow("%s, high contrast is chosen", name) << scene << Look{Theme::Light} << Look{Theme::HighContrast};
        };
        const Scene whole = [](MainWindow& window) -> QWidget* { return &window; };
        add("empty", whole);
        add("empty, recent files", whole);
        add("nothing mapped", whole);
        QTest::newRow("window, dark is chosen") << whole << Look{Theme::Light} << Look{Theme::Dark};
        QTest::newRow("window, light is chosen") << whole << Look{Theme::Dark} << Look{Theme::Light};
        QTest::newRow("window, the system goes light") << whole << Look{Theme::Dark, true} << Look{Theme::Light, true};
        add("window", [](MainWindow& window) -> QWidget* {
            window.messages()->show(MessageBar::Kind::Warning, QStringLiteral("A message"));
            return &window;
        });
        for (const char* page : {"kernels", "heatmap", "histogram", "values", "spectrum", "metadata"})
            add(page, inspectorPage(page));
        add("compare", inspectorPage("compare", false));
        addContrast("window", whole);
        addContrast("histogram", inspectorPage("histogram"));
        add("overview", [](MainWindow& window) -> QWidget* {
            if (!opened<OverviewDialog>(window))
                window.showOverview(Side::Source);
            auto* dialog = window.findChild<OverviewDialog*>();
            return dialog->page(Side::Source)->scan() ? dialog : nullptr;
        });
        add("guide", [](MainWindow& window) {
            if (!opened<GuideWindow>(window))
                window.showGuide();
            return opened<GuideWindow>(window);
        });
        add("files", [](MainWindow& window) -> QWidget* {
            if (!opened<CompareFilesDialog>(window))
                window.compareFiles();
            auto* dialog = window.findChild<CompareFilesDialog*>();
            return dialog->comparison()->isRunning() || !dialog->comparison()->isArranged() ? nullptr : dialog;
        });
        add("not restored", [](MainWindow& window) {
            if (!opened<NotRestoredDialog>(window))
                window.showNotRestored();
            return opened<NotRestoredDialog>(window);
        });
        add("settings", [](MainWindow& window) {
            if (!opened<SettingsDialog>(window))
                window.showSettings();
            return opened<SettingsDialog>(window);
        });
        add("shortcuts", [](MainWindow& window) {
            if (!opened<ShortcutSheet>(window))
                window.showShortcuts();
            return opened<ShortcutSheet>(window);
        });
        add("transfer", [](MainWindow& window) -> QWidget* {
            if (!opened<TransferDialog>(window))
                window.openTransfer();
            for (QLabel* label : opened<TransferDialog>(window)->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("free"))) { // space on the disk is another from one minute to the next
                    label->hide();
                    return opened<TransferDialog>(window);
                }
            return nullptr;
        });
    }
    void looksAsOpenedSo()
    {
        QFETCH(const Scene, scene);
        QFETCH(const Look, before);
        QFETCH(const Look, after);
        const auto draw = [&](Look first, Look then) {
            apply(first);
            MainWindow window;
            window.resize(1500, 900);
            window.show();
            const QByteArray tag = QTest::currentDataTag();
            const auto samples = findSamplePair();
            if (tag.startsWith("empty, recent")) {
                for (const Side side : {Side::Source, Side::Target})
                    window.pane(side)->setRecentFiles({samples->source, samples->target});
            }
            if (!tag.startsWith("empty")) {
                window.openModel(Side::Source, samples->source);
                [&] { QTRY_VERIFY(window.session()->model(Side::Source)); }(); // the inspector shows the one that came last
                window.openModel(Side::Target, samples->target);
                [&] { QTRY_VERIFY(window.session()->hasBoth() && window.session()->isChecked()); }();
                if (!tag.startsWith("nothing"))
                    window.session()->autoMatch();
                [&] { QTRY_VERIFY((tag.startsWith("nothing") || !window.session()->rows().empty()) && !window.session()->matchJob()->isRunning() && window.session()->isChecked()); }();
            }
            QWidget* widget = nullptr;
            [&] { QTRY_VERIFY((widget = scene(window)) != nullptr); }();
            if (!widget)
                return QImage();
            settled(widget);
            apply(then);
            return settled(widget);
        };
        const QImage switched = draw(before, after), anew = draw(after, after);
        const double off = difference(switched, anew);
        if (off > 0.0005) {
            const QString folder = QDir::tempPath() + QStringLiteral("/tst_appearance_switch");
            QDir().mkpath(folder);
            switched.save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".switched.png"));
            anew.save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".anew.png"));
        }
        QVERIFY2(off <= 0.0005, qPrintable(QStringLiteral("%1 % of the pixels differ").arg(off * 100)));
    }
};

QTEST_MAIN(AppearanceSwitchTest)
#include "tst_appearance_switch.moc"
