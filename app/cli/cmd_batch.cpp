#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "app/cli/text_file.h"
#include "model_io/transfer/batch.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace tensorgraft::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using State = BatchOutcome::State;

struct BatchCommandOptions {
    std::string list, mapping, target, output, format, report, journal;
    std::vector<std::string> sources;
    unsigned parallel = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
    std::uint64_t windowMib = 256;
    bool resume = false, force = false, dryRun = false, json = false;
};

Result<std::vector<BatchJob>> collectJobs(const BatchCommandOptions& options)
{
    const BatchDefaults defaults{options.mapping, options.target, options.output, options.format};
    if (options.list.empty() == options.sources.empty())
        return fail(makeError(ErrorCode::Usage, "give either a job list or --source patterns")
                        .advise("`tensorgraft batch jobs.jsonl`, or `tensorgraft batch --mapping M --source 'runs/*.h5' --output 'out/{stem}.h5'`"));
    auto jobs = options.list.empty() ? globBatchJobs(options.sources, defaults) : readBatchJobs(options.list, defaults);
    if (jobs)
        if (auto checked = checkBatchJobs(*jobs); !checked)
            return fail(std::move(checked.error()));
    return jobs;
}

fs::path journalPath(const BatchCommandOptions& options, const std::vector<BatchJob>& jobs)
{
    if (!options.journal.empty())
        return options.journal;
    if (!options.list.empty())
        return options.list + ".journal";
    return jobs.front().output.parent_path() / "tensorgraft-batch.journal";
}

std::string outcomeLine(const BatchJob& job, const BatchOutcome& outcome)
{
    std::string line(batchStateName(outcome.state));
    line.resize(std::max<std::size_t>(line.size(), 9), ' ');
    line += " " + job.output.string();
    if (outcome.state == State::Done || outcome.state == State::Skipped) {
        line += "  " + std::to_string(outcome.record.written) + " written, " + std::to_string(outcome.record.kept) + " kept";
        if (outcome.record.warnings)
            line += ", " + std::to_string(outcome.record.warnings) + (outcome.record.warnings == 1 ? " warning" : " warnings");
        if (outcome.state == State::Skipped)
            line += " (still valid)";
    } else if (outcome.error) {
        line += "  " + outcome.error->toString();
    }
    return printable(line);
}

Json outcomeJson(const BatchJob& job, const BatchOutcome& outcome)
{
    Json json{{"output", job.output.string()}, {"source", job.source.string()}, {"target", job.target.string()},
              {"mapping", job.mapping.string()}, {"state", std::string(batchStateName(outcome.state))}};
    if (job.line)
        json["line"] = job.line;
    if (outcome.error) {
        json["error"] = errorJson(*outcome.error);
        return json;
    }
    if (outcome.state != State::Done && outcome.state != State::Skipped)
        return json;
    json["written"] = outcome.record.written;
    json["kept"] = outcome.record.kept;
    json["warnings"] = outcome.record.warnings;
    json["seconds"] = outcome.seconds;
    Json files = Json::array();
    for (const ProvedFile& file : outcome.record.files)
        files.push_back({{"path", file.path.string()}, {"bytes", file.sizeBytes}, {"xxh3_128", file.hash}});
    json["files"] = std::move(files);
    return json;
}

std::size_t count(const std::vector<BatchOutcome>& outcomes, State state)
{
    return static_cast<std::size_t>(std::ranges::count(outcomes, state, &BatchOutcome::state));
}

/// "12 of 50, 1 failed" at the foot of a terminal.
class StatusLine {
public:
    explicit StatusLine(std::size_t total) : m_total(total), m_isTerminal(::isatty(STDERR_FILENO) == 1) {}
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;
    void clear() const
    {
        if (m_isTerminal)
            std::fputs("\r\x1b[K", stderr);
    }
    void ended(bool failed)
    {
        ++m_done;
        m_failed += failed;
        if (m_isTerminal)
            std::fprintf(stderr, "%zu of %zu%s", m_done, m_total, m_failed ? (", " + std::to_string(m_failed) + " failed").c_str() : "");
    }

private:
    std::size_t m_total, m_done = 0, m_failed = 0;
    bool m_isTerminal;
};

int exitCodeOfBatch(const std::vector<BatchOutcome>& outcomes)
{
    if (stopRequested())
        return exitCancelled;
    int code = exitDone;
    for (const BatchOutcome& outcome : outcomes)
        if (outcome.state == State::Failed)
            code = std::max<int>(code, outcome.ofOutput ? exitOutput : exitInput);
    return code;
}

int runBatchCommand(const BatchCommandOptions& options)
{
    auto jobs = collectJobs(options);
    if (!jobs)
        return reportError(jobs.error(), options.json);
    if (options.dryRun) {
        Json list = Json::array();
        for (const BatchJob& job : *jobs)
            if (options.json)
                list.push_back({{"mapping", job.mapping.string()}, {"source", job.source.string()}, {"target", job.target.string()}, {"output", job.output.string()}});
            else
                std::printf("%s\n", printable(job.source.string() + " -> " + job.output.string()).c_str());
        if (options.json)
            printJson({{"jobs", std::move(list)}});
        return exitDone;
    }
    const fs::path path = journalPath(options, *jobs);
    std::error_code code;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), code);
    auto journal = BatchJournal::open(path, options.resume);
    if (!journal)
        return reportOutputError(journal.error(), options.json);

    BatchOptions batch;
    batch.parallel = options.parallel;
    batch.windowBytes = options.windowMib << 20;
    batch.overwrite = options.force;
    batch.keepGoing = [] { return !stopRequested(); };
    StatusLine status(jobs->size());
    const auto outcomes = runBatch(*jobs, batch, **journal, [&](std::size_t job, const BatchOutcome& outcome) {
        status.clear();
        if (!options.json) {
            std::printf("%s\n", outcomeLine((*jobs)[job], outcome).c_str());
            std::fflush(stdout); // a batch is watched through pipes and log files, too
        }
        status.ended(outcome.state == State::Failed);
    });
    status.clear();

    Json report;
    for (const State state : {State::Done, State::Skipped, State::Failed, State::Cancelled, State::NotStarted})
        report[std::string(batchStateName(state))] = count(outcomes, state);
    Json list = Json::array();
    for (std::size_t i = 0; i < jobs->size(); ++i)
        list.push_back(outcomeJson((*jobs)[i], outcomes[i]));
    report["jobs"] = std::move(list);
    if (!options.report.empty())
        if (auto written = writeTextFile(options.report, report.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"); !written)
            return reportOutputError(written.error(), options.json);
    if (options.json)
        printJson(report);
    else
        std::printf("%zu done, %zu skipped, %zu failed%s\n", count(outcomes, State::Done), count(outcomes, State::Skipped), count(outcomes, State::Failed),
                    stopRequested() ? "; stopped, go on with --resume" : "");
    return exitCodeOfBatch(outcomes);
}

} // namespace

void addBatchCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("batch", "Run many transfers: a job list, or one mapping over many sources");
    const auto options = std::make_shared<BatchCommandOptions>();
    command->add_option("JOBS", options->list, "Job list: JSON Lines or CSV with source, target, output, mapping, format; relative to the list");
    command->add_option("--mapping", options->mapping, "Mapping document of the jobs that name none");
    command->add_option("--source", options->sources, "Instead of JOBS: sources, as patterns of the shell's kind in quotes");
    command->add_option("--target", options->target, "Target model of the jobs that name none, instead of the mapping's");
    command->add_option("-o,--output", options->output, "Output of the jobs that name none, with {stem}, {name}, {parent} of the source or {n}");
    command->add_option("--format", options->format, "Write new files of this format instead of the target's own");
    command->add_option("-j,--jobs", options->parallel, "Jobs at the same time")->check(CLI::Range(1, 1024))->capture_default_str();
    command->add_option("--window", options->windowMib, "Bound of the buffers of all jobs together, in MiB")->check(CLI::Range(1, 1 << 20))->capture_default_str();
    command->add_flag("--resume", options->resume, "Go on where an earlier batch stopped: outputs that are finished and still valid are skipped");
    command->add_flag("--force", options->force, "Outputs may exist; they are replaced once the new ones are complete and proved");
    command->add_option("--report", options->report, "Write one report of all jobs as JSON");
    command->add_option("--journal", options->journal, "Where the batch remembers what is finished (default: JOBS.journal, or beside the first output)");
    command->add_flag("--dry-run", options->dryRun, "Only list the jobs");
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->footer("A job that fails does not stop the others; the exit code is then 3 (an input) or 4 (an output). A finished\n"
                    "output is skipped by --resume only if its inputs are unchanged and its bytes are still those that were written.\n\n"
                    "Examples:\n"
                    "  tensorgraft batch jobs.jsonl -j 4 --report report.json\n"
                    "  tensorgraft batch --mapping vgg.json --source 'runs/*.h5' --output 'out/{stem}.h5'\n"
                    "  tensorgraft batch jobs.csv --resume");
    command->callback([options, &action] { action = [options] { return runBatchCommand(*options); }; });
}

} // namespace tensorgraft::cli
