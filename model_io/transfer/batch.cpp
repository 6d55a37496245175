#include "model_io/transfer/batch.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/hash.h"
#include "model_io/formats/registry.h"
#include "model_io/transfer/mapping_inputs.h"
#include "model_io/transfer/transfer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <span>
#include <sys/stat.h>
#include <thread>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t smallestWindow = std::uint64_t{8} << 20;

void addText(FastHash& hash, std::string_view text)
{
    // The length goes in front, so that no two lists of texts look alike.
    const std::uint64_t length = text.size();
    hash.update(std::as_bytes(std::span(&length, 1)));
    hash.update(std::as_bytes(std::span(text)));
}

/// Files are known by path, size and time of change: reading all inputs again would cost what the transfer costs.
void addFiles(FastHash& hash, const ModelFile& model)
{
    for (const fs::path& file : model.memberFiles()) {
        struct stat status {};
        ::stat(file.c_str(), &status);
        std::error_code ignored;
        addText(hash, fs::absolute(file, ignored).string());
        addText(hash, std::to_string(status.st_size) + "," + std::to_string(status.st_mtim.tv_sec) + "," + std::to_string(status.st_mtim.tv_nsec));
    }
}

std::string inputsKey(const BatchJob& job, const MappingInputs& inputs)
{
    FastHash hash;
    addText(hash, toJson(inputs.document));
    addText(hash, job.format);
    addFiles(hash, *inputs.source);
    addFiles(hash, *inputs.target);
    return hash.hex();
}

class Worker {
public:
    Worker(const BatchOptions& options, BatchJournal& journal) : m_options(options), m_journal(journal) {}

    BatchOutcome run(const BatchJob& job) const
    {
        const auto start = std::chrono::steady_clock::now();
        BatchOutcome outcome;
        auto inputs = openMappingInputs(job.mapping, job.source, job.target);
        if (!inputs) {
            failed(outcome, std::move(inputs.error()), false);
        } else {
            const std::string key = inputsKey(job, *inputs);
            const BatchRecord* before = m_journal.find(job.output);
            if (before && before->inputs == key && stillValid(*before)) {
                outcome.state = BatchOutcome::State::Skipped;
                outcome.record = *before;
            } else {
                execute(job, std::move(*inputs), key, outcome);
            }
        }
        outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return outcome;
    }

private:
    static void failed(BatchOutcome& outcome, Error error, bool ofOutput)
    {
        outcome.state = error.code == ErrorCode::Cancelled ? BatchOutcome::State::Cancelled : BatchOutcome::State::Failed;
        outcome.error = std::move(error);
        outcome.ofOutput = ofOutput;
    }

    void execute(const BatchJob& job, MappingInputs inputs, const std::string& key, BatchOutcome& outcome) const
    {
        const std::shared_ptr<const ModelFile> source = inputs.source, target = inputs.target;
        const Plan plan = makePlan(source, target, std::move(inputs.document));
        TransferOptions options;
        options.output = job.output;
        options.exportFormat = job.format;
        // What an interrupted batch had begun is its own to replace.
        options.overwrite = m_options.overwrite || m_journal.began(job.output);
        options.windowBytes = std::max(m_options.windowBytes / std::max(1U, m_options.parallel), smallestWindow);
        options.verify = m_options.verify;
        options.progress = [this](std::uint64_t, std::uint64_t) { return !m_options.keepGoing || m_options.keepGoing(); };
        if (job.format.empty() && target->formatId() == "skeleton")
            if (const Format* format = formatForExport(job.output))
                options.exportFormat = format->info().id;
        std::error_code code;
        if (!options.overwrite && fs::exists(job.output, code)) {
            failed(outcome, makeError(ErrorCode::Io, "the output exists already").at(job.output).advise("Remove it, write elsewhere, or replace all with --force"), true);
            return;
        }
        if (const fs::path folder = job.output.parent_path(); !folder.empty())
            if (fs::create_directories(folder, code); code) {
                failed(outcome, ioError(code.value(), "make the folder of the output", folder), true);
                return;
            }
        if (!plan.check.hasErrors()) // a job that cannot run has not begun
            if (auto begun = m_journal.begin(job.output); !begun) {
                failed(outcome, std::move(begun.error()), true);
                return;
            }
        auto report = transfer(plan, options);
        if (!report) {
            const bool ofOutput = concernsOutput(report.error(), *source, *target, job.output);
            failed(outcome, std::move(report.error()), ofOutput);
            return;
        }
        auto files = outputFiles(job.output);
        if (!files) {
            failed(outcome, std::move(files.error()), true);
            return;
        }
        outcome.record.inputs = key;
        outcome.record.files = std::move(*files);
        outcome.record.written = report->tensors.size();
        outcome.record.kept = report->kept.size();
        outcome.record.warnings = static_cast<std::uint64_t>(
            std::ranges::count_if(report->diagnostics, [](const Diagnostic& d) { return d.severity == Severity::Warning; }));
        outcome.record.writtenBytes = report->writtenBytes;
        if (auto finished = m_journal.finish(job.output, outcome.record); !finished) {
            failed(outcome, std::move(finished.error()), true);
            return;
        }
        outcome.state = BatchOutcome::State::Done;
    }

    /// Every file of what was written; opening it is also the proof that it can be opened.
    static Result<std::vector<ProvedFile>> outputFiles(const fs::path& output)
    {
        auto model = openModel(output);
        if (!model)
            return fail(std::move(model.error()));
        return proveFiles((*model)->memberFiles());
    }

    const BatchOptions& m_options;
    BatchJournal& m_journal;
};

} // namespace

std::string_view batchStateName(BatchOutcome::State state)
{
    switch (state) {
    case BatchOutcome::State::NotStarted: return "not started";
    case BatchOutcome::State::Done: return "done";
    case BatchOutcome::State::Skipped: return "skipped";
    case BatchOutcome::State::Failed: return "failed";
    case BatchOutcome::State::Cancelled: return "cancelled";
    }
    return "";
}

std::vector<BatchOutcome> runBatch(const std::vector<BatchJob>& jobs, const BatchOptions& options, BatchJournal& journal,
                                   const std::function<void(std::size_t, const BatchOutcome&)>& onJob)
{
    std::vector<BatchOutcome> outcomes(jobs.size());
    std::atomic<std::size_t> next = 0;
    std::mutex telling;
    const Worker worker(options, journal);
    const auto work = [&] {
        for (;;) {
            const std::size_t job = next.fetch_add(1);
            if (job >= jobs.size() || (options.keepGoing && !options.keepGoing()))
                return;
            outcomes[job] = worker.run(jobs[job]);
            const std::lock_guard lock(telling);
            if (onJob)
                onJob(job, outcomes[job]);
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min<std::size_t>(std::max(1U, options.parallel), jobs.size()); ++i)
        threads.emplace_back(work);
    work();
    threads.clear(); // joins
    return outcomes;
}

} // namespace tensorgraft
