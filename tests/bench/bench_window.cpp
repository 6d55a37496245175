// The window with a large skeleton on both sides: how long each thing takes and the longest stall of the event loop
// meanwhile. Prints a table. A stall is the longest time between two chances of the loop to take an event, measured by a
// timer; "own" is the longest without the time in which the machine stood (machine_pauses.h), and the columns behind it say
// what the window's thread did in that one: it ran, it waited for a processor, pages were supplied, it was blocked.
//
// bench_window [--tensors N] [--transfer MIB] [--no-links] [--only-mapping] [--trace MS]
#include "model_io/formats/registry.h"
#include "model_io/transfer/transfer.h"
#include "tests/bench/watchdog.h"
#include "ui/jobs/app_settings.h"
#include "ui/jobs/painting_pool.h"
#include "ui/jobs/allocator.h"
#include "ui/jobs/thread_priority.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/overview/overview_page.h"
#include "ui/session.h"
#include "ui/window/check_panel.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/model_pane.h"
#include "ui/window/rules_panel.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_actions.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

using namespace tensorgraft;
using bench::Watchdog;

namespace {

double worstWall = 0, worstOwn = 0;

/// Runs the loop until `done`, then until nothing has happened for a moment.
void measure(Watchdog& dog, const char* name, const std::function<void()>& action, const std::function<bool()>& done, int limitMs = 120'000)
{
    dog.reset();
    QElapsedTimer clock;
    clock.start();
    QTimer::singleShot(0, qApp, action);
    bool started = false;
    QTimer::singleShot(0, qApp, [&started] { started = true; });
    while ((!started || !done()) && clock.elapsed() < limitMs)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); // the watchdog wakes it
    const double ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    QElapsedTimer rest;
    rest.start();
    while (rest.elapsed() < 300)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    dog.tick();
    worstWall = std::max(worstWall, dog.wallMs());
    worstOwn = std::max(worstOwn, dog.ownMs());
    std::printf("%-34s %10.0f %10.1f %10.1f %10.1f %10.1f %8ld %8ld%s\n", name, ms, dog.wallMs(), dog.ownMs(), dog.longest().cpuMs, dog.longest().queueMs, dog.longest().faults, dog.longest().blocked, clock.elapsed() >= limitMs ? "  (gave up)" : "");
    std::fflush(stdout);
}

void writeSkeleton(const std::string& path, int tensors)
{
    std::ofstream out(path);
    out << R"({"skeleton": 1, "format": "keras-h5", "tensors": [)";
    for (int i = 0; i < tensors; ++i)
        out << (i ? ",\n" : "\n") << R"({"name": "model/stage)" << i / 2000 << "/layer" << i / 2 << (i % 2 ? R"(/bias", "shape": [)" : R"(/kernel", "shape": [3, 3, )")
            << 8 + i % 64 << R"(], "dtype": "float32"})";
    out << "]}\n";
}

/// A safetensors file of square matrices, with values in it.
void writeLarge(const std::string& path, std::uint64_t mib)
{
    const std::uint64_t each = std::uint64_t{64} << 20;
    std::string header = "{";
    for (std::uint64_t i = 0; i < mib / 64; ++i)
        header += (i ? ",\"t" : "\"t") + std::to_string(i) + R"(":{"dtype":"F32","shape":[4096,4096],"data_offsets":[)" + std::to_string(i * each) + "," + std::to_string((i + 1) * each) + "]}";
    header += "}";
    header.resize((header.size() + 7) / 8 * 8, ' ');
    std::ofstream out(path, std::ios::binary);
    const std::uint64_t length = header.size();
    out.write(reinterpret_cast<const char*>(&length), 8);
    out << header;
    std::vector<float> values(each / sizeof(float));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i % 9973) * 0.001F;
    for (std::uint64_t i = 0; i < mib / 64; ++i)
        out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(each));
}

/// Transposes every matrix of the large file into a copy of it, again and again until it is told to stop: reading, the
/// kernels, writing and proving at once, with the priority that jobs of the window have.
class Transfers {
public:
    Transfers(const std::string& file, const std::string& output)
        : m_thread([this, file, output] {
              giveWayToWindow();
              const auto model = openModel(file);
              MappingDocument document;
              document.rules.push_back({{"**"}, "**", "transpose(1,0)"});
              while (model && !m_stop) {
                  TransferOptions options;
                  options.output = output;
                  options.overwrite = true;
                  options.progress = [this](std::uint64_t done, std::uint64_t) {
                      m_bytes = m_finished + done;
                      return !m_stop;
                  };
                  const auto report = transfer(makePlan(*model, *model, document), options);
                  if (!report) {
                      if (!m_stop)
                          std::printf("transfer failed: %s\n", report.error().toString().c_str());
                      break;
                  }
                  m_finished = m_bytes.load();
              }
          })
    {
    }
    ~Transfers()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::atomic<bool> m_stop{false};
    std::atomic<std::uint64_t> m_bytes{0}, m_finished{0};
    std::thread m_thread;
};

/// Memory that the process has, in MiB; 0 where the system does not tell.
double residentMib()
{
    std::ifstream file("/proc/self/statm");
    double total = 0, resident = 0;
    file >> total >> resident;
    return resident * 4096 / (1 << 20);
}

std::size_t historyBytes(const QUndoStack& history)
{
    std::size_t bytes = 0;
    for (int i = 0; i < history.count(); ++i)
        bytes += static_cast<const EditMappingCommand*>(history.command(i))->step().bytes;
    return bytes;
}

void round(Watchdog& dog, MainWindow& window, const QString& skeleton, bool mapped, bool trees = true)
{
    Session* session = window.session();
    TensorTreeView* views[] = {window.pane(Side::Source)->view(), window.pane(Side::Target)->view()};
    const auto arranged = [&] { return !views[0]->rowsModel()->isArranging() && !views[1]->rowsModel()->isArranging(); };
    const auto settled = [&] { return arranged() && session->isChecked() && !session->checkJob()->isRunning(); };
    const auto both = [&](const auto& change) {
        for (TensorTreeView* view : views)
            change(view);
    };

    measure(dog, "open both, to first rows", [&] {
        window.openModel(Side::Source, skeleton);
        window.openModel(Side::Target, skeleton);
    }, [&] { return session->hasBoth() && arranged() && views[0]->rowsModel()->rowCount() > 0 && views[1]->rowsModel()->rowCount() > 0; });
    measure(dog, "check", [] {}, settled);
    if (mapped) {
        measure(dog, "map everything by a rule", [&] {
            MappingDocument document = session->document();
            document.rules.push_back({{"**"}, "**", {}});
            session->edit(QStringLiteral("map"), document);
        }, settled);
        std::printf("  %zu entries\n", session->rows().size());
        QTableView* table = window.mappingPanel()->table();
        auto* rows = qobject_cast<OrderedRowsModel*>(table->model());
        const auto ordered = [rows] { return !rows->isOrdering(); };
        measure(dog, "mapping table: sort by source", [&] { table->sortByColumn(MappingTableModel::SourceColumn, Qt::DescendingOrder); }, ordered);
        measure(dog, "mapping table: order of the file", [&] { table->sortByColumn(-1, Qt::AscendingOrder); }, ordered);
        measure(dog, "mapping table: select all", [&] { table->selectAll(); }, ordered);
        measure(dog, "mapping table: sort the selection", [&] { table->sortByColumn(MappingTableModel::StateColumn, Qt::DescendingOrder); }, ordered);
        measure(dog, "mapping table: clear the selection", [&] { table->clearSelection(); }, ordered);
        measure(dog, "mapping table: first 500,000, sort", [&] {
            table->selectionModel()->select(QItemSelection(rows->index(0, 0), rows->index(rows->rowCount() / 2, 0)), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            table->sortByColumn(-1, Qt::AscendingOrder);
        }, ordered);
        table->clearSelection();
        const std::filesystem::path saved = std::filesystem::path(skeleton.toStdString()).replace_filename("mapping.json");
        measure(dog, "select a row by its target", [&] { window.mappingPanel()->selectTarget(session->model(Side::Target)->tensors().size() - 2); }, settled);
        measure(dog, "the tensors of a rule", [&] {
            window.lowerTabs()->setCurrentWidget(window.rulesPanel());
            window.rulesPanel()->selectPlace({RulePlace::Part::Rule, 0});
        }, [&] { return !window.rulesPanel()->job()->isRunning(); });
        window.lowerTabs()->setCurrentIndex(0);
        measure(dog, "export the mapping", [&] { session->exportMapping(std::filesystem::path(saved).replace_extension(".csv")); }, [&] { return !session->exportJob()->isRunning(); });
        auto* exporter = window.findChild<DialectExporter*>();
        bool copied = false;
        QObject::connect(exporter, &DialectExporter::finished, exporter, [&copied] { copied = true; }, Qt::SingleShotConnection);
        measure(dog, "copy as Python (Saver)", [&] { exporter->copy(QStringLiteral("python-saver")); }, [&] { return copied; });
        measure(dog, "not restored, nothing is", [&] { window.showNotRestored(); }, settled);
    }
    if (trees) {
        measure(dog, "expand all, both", [&] { both([](TensorTreeView* v) { v->expandAll(); }); }, arranged);
        std::printf("  %d rows each\n", views[0]->rowsModel()->rowCount());
        int step = 0;
        constexpr int steps = 200;
        QTimer scroller;
        QObject::connect(&scroller, &QTimer::timeout, qApp, [&] {
            ++step;
            both([&](TensorTreeView* v) { v->verticalScrollBar()->setValue(static_cast<int>(std::int64_t{v->verticalScrollBar()->maximum()} * step / steps)); });
            if (step >= steps)
                scroller.stop();
        });
        measure(dog, "scroll through, both (200 steps)", [&] { scroller.start(0); }, [&] { return step >= steps; });
        measure(dog, "collapse and expand one scope", [&] {
            both([](TensorTreeView* v) {
                v->setExpanded(v->rowsModel()->index(0, 0), false);
                v->setExpanded(v->rowsModel()->index(0, 0), true);
            });
        }, arranged);
        measure(dog, "select all rows", [&] { views[0]->selectAll(); }, arranged);
        measure(dog, "clear the selection", [&] { views[0]->clearSelection(); }, arranged);
        const QString word = QStringLiteral("layer1234");
        int typed = 0;
        QTimer typist;
        QObject::connect(&typist, &QTimer::timeout, qApp, [&] {
            both([&](TensorTreeView* v) {
                auto* edit = window.pane(v->side())->filterEdit();
                edit->setText(word.left(typed + 1));
                emit edit->filterChanged(edit->text()); // as if each letter had rested
            });
            if (++typed == word.size())
                typist.stop();
        });
        measure(dog, "filter, a letter each 60 ms", [&] { typist.start(60); }, [&] { return typed == word.size() && arranged(); });
        std::printf("  %zu of %zu tensors\n", views[0]->rowsModel()->shownCount(), session->model(Side::Source)->tensors().size());
        measure(dog, "filter shape:3x3 size:>1K", [&] { both([](TensorTreeView* v) { (void)v->rowsModel()->setFilterText(QStringLiteral("shape:3x3 size:>1K")); }); }, arranged);
        measure(dog, "filter off", [&] { both([](TensorTreeView* v) { (void)v->rowsModel()->setFilterText({}); }); }, arranged);
        measure(dog, "sort by size", [&] { both([](TensorTreeView* v) { v->sortByColumn(TensorTreeModel::SizeColumn, Qt::DescendingOrder); }); }, arranged);
        measure(dog, "sort by name", [&] { both([](TensorTreeView* v) { v->sortByColumn(TensorTreeModel::NameColumn, Qt::AscendingOrder); }); }, arranged);
        measure(dog, "order of the file", [&] { both([](TensorTreeView* v) { v->sortByColumn(-1, Qt::AscendingOrder); }); }, arranged);
        measure(dog, "flat layout", [&] { both([](TensorTreeView* v) { v->setTreeLayout(TreeLayout::Flat); }); }, arranged);
        measure(dog, "layer layout", [&] { both([](TensorTreeView* v) { v->setTreeLayout(TreeLayout::Layers); }); }, arranged);
        measure(dog, "scope layout", [&] { both([](TensorTreeView* v) { v->setTreeLayout(TreeLayout::Scopes); }); }, arranged);
        measure(dog, "reveal the last tensor", [&] { views[1]->revealTensor(session->model(Side::Target)->tensors().size() - 1); }, arranged);
        measure(dog, "next unmapped target", [&] { window.treeActions()->goToUnmapped(true); }, arranged);
        measure(dog, "collapse all", [&] { both([](TensorTreeView* v) { v->collapseAll(); }); }, arranged);
    }
    if (mapped) {
        measure(dog, "undo the mapping", [&] { session->undoStack()->undo(); }, settled);
        measure(dog, "redo the mapping", [&] { session->undoStack()->redo(); }, settled);
        measure(dog, "a rule that fits nowhere", [&] {
            MappingDocument document = session->document();
            document.rules = {{{"**"}, "**", "reshape(1,2)"}};
            session->edit(QStringLiteral("map"), document);
        }, settled);
        std::printf("  %zu findings\n", session->check().diagnostics.size());
        auto* check = window.findChild<CheckPanel*>();
        auto* findings = qobject_cast<OrderedRowsModel*>(check->table()->model());
        const auto listed = [findings] { return !findings->isOrdering(); };
        measure(dog, "findings: sort by tensor", [&] { check->table()->sortByColumn(DiagnosticsModel::TargetColumn, Qt::DescendingOrder); }, listed);
        measure(dog, "a click on a finding", [&] {
            window.lowerTabs()->setCurrentWidget(check);
            check->table()->setCurrentIndex(findings->index(findings->rowCount() - 3, 0));
            emit check->findingActivated(session->check().diagnostics.back());
        }, listed);
        window.lowerTabs()->setCurrentIndex(0);
        measure(dog, "findings: one kind", [&] { check->kindBox()->setCurrentIndex(1); }, listed);
        measure(dog, "findings: all, as they are", [&] {
            check->kindBox()->setCurrentIndex(0);
            check->table()->sortByColumn(-1, Qt::AscendingOrder);
        }, listed);
        MappingDocument entries;
        for (const TensorInfo& tensor : session->model(Side::Target)->tensors())
            entries.entries.push_back({tensor.name, {tensor.name}, {}, {}, {}});
        measure(dog, "edit: an entry for each", [&] { session->edit(QStringLiteral("map"), std::move(entries)); }, settled);
        const std::filesystem::path file = std::filesystem::path(skeleton.toStdString()).replace_filename("mapping.json");
        const auto saved = [session] { return !session->isSaving(); };
        measure(dog, "save the mapping", [&] { session->saveMapping(file); }, saved);
        std::printf("  %.0f MiB, %s\n", static_cast<double>(std::filesystem::file_size(file)) / (1 << 20), session->isModified() ? "still unsaved" : "saved");
        measure(dog, "keep unsaved work", [&] {
            session->setTransform(RowChoice(session->sharedRows(), {7}), "flip(0)");
            window.autosaveNow();
        }, settled);
        measure(dog, "open the mapping", [&] { session->openMapping(file); }, [&] { return !session->readJob()->isRunning() && settled(); });
        const double before = residentMib();
        measure(dog, "50 edits of one entry", [&] {
            for (std::uint32_t i = 0; i < 50; ++i)
                session->setTransform(RowChoice(session->sharedRows(), {i * 1000}), "flip(0)");
        }, settled, 600'000);
        std::printf("  %d steps of undo keep %.1f MiB; resident %.0f MiB before, %.0f MiB after\n", session->undoStack()->count(),
                    static_cast<double>(historyBytes(*session->undoStack())) / (1 << 20), before, residentMib());
        measure(dog, "mapping table: remove all rows", [&] {
            window.mappingPanel()->table()->selectAll();
            window.mappingPanel()->removeSelected();
        }, settled);
        measure(dog, "not restored, everything", [&] { window.showNotRestored(); }, settled);
        measure(dog, "overview of the target", [&] { window.showOverview(Side::Target); }, [&] {
            const auto* page = window.findChild<OverviewPage*>();
            return page && !page->isBusy();
        });
        measure(dog, "state of the session", [&] { (void)window.sessionState(); }, settled);
        measure(dog, "undo it", [&] { session->undoStack()->undo(); }, settled);
        measure(dog, "edit: one transform", [&] { session->setTransform(RowChoice(session->sharedRows(), {10}), "flip(0)"); }, settled);
        measure(dog, "edit: exclude one", [&] {
            const std::size_t target = 5;
            session->setExcluded(std::span(&target, 1), true);
        }, settled);
        measure(dog, "new mapping", [&] { session->newMapping(); }, settled);
    }
    measure(dog, "close both", [&] {
        session->closeModel(Side::Source);
        session->closeModel(Side::Target);
    }, settled);
}

} // namespace

int main(int argc, char** argv)
{
    joinFreedMemoryAtOnce();
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    makePaintingThreads();
    QApplication::setApplicationName(QStringLiteral("bench_window"));
    QApplication::setOrganizationName(QStringLiteral("tensorgraft-bench"));
    appSettings().clear();
    int tensors = 1'000'000;
    std::uint64_t transferMib = 1024;
    bool links = true, trees = true;
    bench::MachinePauses pauses;
    Watchdog dog;
    dog.setPauses(&pauses);
    const QStringList arguments = QApplication::arguments();
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == QStringLiteral("--tensors") && i + 1 < arguments.size())
            tensors = arguments[++i].toInt();
        else if (arguments[i] == QStringLiteral("--transfer") && i + 1 < arguments.size())
            transferMib = arguments[++i].toULongLong();
        else if (arguments[i] == QStringLiteral("--no-links"))
            links = false;
        else if (arguments[i] == QStringLiteral("--only-mapping"))
            trees = false;
        else if (arguments[i] == QStringLiteral("--trace") && i + 1 < arguments.size())
            dog.trace(arguments[++i].toDouble());
        else {
            std::fprintf(stderr, "usage: bench_window [--tensors N] [--transfer MIB] [--no-links] [--only-mapping] [--trace MS]\n");
            return 2;
        }
    }
    QTemporaryDir folder;
    const std::string skeleton = folder.filePath(QStringLiteral("big.skeleton.json")).toStdString();
    writeSkeleton(skeleton, tensors);

    auto owned = std::make_unique<MainWindow>();
    MainWindow& window = *owned;
    window.resize(1500, 950);
    window.show();
    std::printf("%d tensors on each side\n", tensors);
    window.startAutosave(folder.filePath(QStringLiteral("recovery")));
    const auto title = [](const char* text) { std::printf("\n%-34s %10s %10s %10s %10s %10s %8s %8s\n", text, "ms", "stall ms", "own ms", "ran ms", "queued ms", "faults", "blocked"); };
    if (trees) {
        title("no mapping");
        round(dog, window, QString::fromStdString(skeleton), false);
    }
    if (links) {
        title("everything mapped");
        round(dog, window, QString::fromStdString(skeleton), true, trees);
    }
    if (transferMib > 0) {
        const std::string large = folder.filePath(QStringLiteral("large.safetensors")).toStdString();
        writeLarge(large, transferMib);
        Transfers transfers(large, folder.filePath(QStringLiteral("out.safetensors")).toStdString());
        title("while a file is written");
        round(dog, window, QString::fromStdString(skeleton), false);
        std::printf("  %.1f GiB went through the transfer meanwhile\n", static_cast<double>(transfers.bytes()) / (1 << 30));
    }
    if (links) {
        title("the window goes, others stay");
        Session* session = window.session();
        const auto settled = [session] { return session->hasBoth() && session->isChecked() && !session->checkJob()->isRunning(); };
        measure(dog, "open both and map everything", [&] {
            window.openModel(Side::Source, QString::fromStdString(skeleton));
            window.openModel(Side::Target, QString::fromStdString(skeleton));
            MappingDocument document;
            document.rules.push_back({{"**"}, "**", {}});
            session->edit(QStringLiteral("map"), document);
        }, settled);
        measure(dog, "close the window", [&] { owned.reset(); }, [] { return true; });
    }
    std::printf("\n%-34s %10s %10.1f %10.1f\n", "longest stall", "", worstWall, worstOwn);
    if (!pauses.isMeasured())
        std::printf("what the machine stood was not measured: no right to real-time scheduling\n");
    return 0;
}
