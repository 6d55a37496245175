// The grid of a kernel with a great many filters: how long scrolling, jumping, zooming and sorting take, and the longest
// stall of the event loop meanwhile (as bench_window measures it). Prints a table.
//
// bench_kernels_grid [--filters N] [--channels N] [--side PIXELS] [--hwio]
#include "model_io/formats/registry.h"
#include "tests/bench/watchdog.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/kernel_view.h"

#include <QApplication>
#include <QComboBox>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <cstdio>
#include <fstream>
#include <functional>
#include <random>

using namespace tensorgraft;
using bench::Watchdog;

namespace {

void writeKernel(const std::string& path, std::int64_t filters, std::int64_t channels, bool hwio)
{
    const std::int64_t count = filters * channels * 9;
    std::string header;
    if (hwio) { // a plain array, whose shape says it all
        header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3, " + std::to_string(channels) + ", " + std::to_string(filters) + "), }";
        header.resize(118 - 1, ' ');
        header = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header + "\n";
    } else {
        header = R"({"layer.conv1.weight":{"dtype":"F32","shape":[)" + std::to_string(filters) + "," + std::to_string(channels) + R"(,3,3],"data_offsets":[0,)"
                 + std::to_string(4 * count) + "]}}";
        header.resize((header.size() + 7) / 8 * 8, ' ');
        const std::uint64_t length = header.size();
        header.insert(0, reinterpret_cast<const char*>(&length), 8);
    }
    std::ofstream out(path, std::ios::binary);
    out << header;
    std::minstd_rand random(7);
    std::vector<float> row(1 << 16);
    for (std::int64_t done = 0; done < count; done += static_cast<std::int64_t>(row.size())) {
        for (float& v : row)
            v = static_cast<float>(random()) * 1e-9F - 1;
        out.write(reinterpret_cast<const char*>(row.data()), static_cast<std::streamsize>(4 * std::min<std::int64_t>(count - done, static_cast<std::int64_t>(row.size()))));
    }
}

/// Runs the loop until `done`, then a moment longer.
void measure(Watchdog& dog, const char* name, const std::function<void()>& action, const std::function<bool()>& done)
{
    dog.reset();
    QElapsedTimer clock;
    clock.start();
    bool started = false;
    QTimer::singleShot(0, qApp, [&] {
        action();
        started = true;
    });
    while ((!started || !done()) && clock.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); // the watchdog wakes it
    const double ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    QElapsedTimer rest;
    rest.start();
    while (rest.elapsed() < 200)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    dog.tick();
    std::printf("%-40s %10.1f %12.1f %12.1f\n", name, ms, dog.wallMs(), dog.cpuTimeMs());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    std::int64_t filters = 512, channels = 512;
    int side = 900;
    bool hwio = false;
    const QStringList arguments = QApplication::arguments();
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == QStringLiteral("--filters") && i + 1 < arguments.size())
            filters = arguments[++i].toLongLong();
        else if (arguments[i] == QStringLiteral("--channels") && i + 1 < arguments.size())
            channels = arguments[++i].toLongLong();
        else if (arguments[i] == QStringLiteral("--side") && i + 1 < arguments.size())
            side = arguments[++i].toInt();
        else if (arguments[i] == QStringLiteral("--hwio"))
            hwio = true;
        else {
            std::fprintf(stderr, "usage: bench_kernels_grid [--filters N] [--channels N] [--side PIXELS] [--hwio]\n");
            return 2;
        }
    }
    QTemporaryDir folder;
    const std::string path = folder.filePath(hwio ? QStringLiteral("kernel.npy") : QStringLiteral("kernel.safetensors")).toStdString();
    writeKernel(path, filters, channels, hwio);
    const auto model = openModel(path);
    if (!model) {
        std::fprintf(stderr, "%s\n", model.error().toString().c_str());
        return 3;
    }
    Watchdog dog;
    InspectorPanel panel;
    panel.resize(side, side);
    panel.show();
    auto* view = panel.findChild<KernelPage*>()->findChild<KernelView*>();
    const auto complete = [&] { return view->store()->isActive() && view->store()->isComplete(); };
    std::printf("%lld x %lld kernels of 3 x 3, %s\n%-40s %10s %12s %12s\n", static_cast<long long>(filters), static_cast<long long>(channels),
                hwio ? "HWIO" : "OIHW", "", "ms", "stall ms", "stall cpu ms");
    measure(dog, "open, to the first complete view", [&] { panel.showTensor(*model, 0); }, complete);
    std::printf("  %lld tiles\n", static_cast<long long>(view->store()->tileCount()));
    measure(dog, "norms of all filters", [] {}, [&] { return view->marks() != nullptr; });
    QScrollBar* bar = view->verticalScrollBar();
    const auto scroll = [&](const char* name, int from, int by, int steps) {
        int step = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, qApp, [&] {
            bar->setValue(from + by * ++step);
            if (step >= steps)
                timer.stop();
        });
        measure(dog, name, [&] { timer.start(8); }, [&] { return step >= steps && complete(); });
    };
    scroll("scroll 400 steps of the wheel", 0, bar->singleStep() * 3, 400);
    scroll("drag the bar through all, 200 steps", 0, bar->maximum() / 200, 200);
    measure(dog, "End", [&] { view->setCurrentTile(view->store()->tileCount() - 1); }, complete);
    measure(dog, "Home", [&] { view->setCurrentTile(0); }, complete);
    auto* order = panel.findChild<QComboBox*>(QStringLiteral("kernelOrder"));
    measure(dog, "largest norm first", [&] {
        order->setCurrentIndex(1);
        emit order->activated(1);
    }, complete);
    scroll("drag the bar through all, sorted", 0, bar->maximum() / 200, 200);
    measure(dog, "zoom out to 1 pixel a weight", [&] { view->setZoom(1); }, complete);
    std::printf("  %lld tiles from row %lld on\n", static_cast<long long>(view->savedPart().tiles), static_cast<long long>(view->savedPart().firstRow));
    scroll("drag the bar through all, 1 pixel", 0, bar->maximum() / 200, 200);
    return 0;
}
