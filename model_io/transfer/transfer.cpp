#include "model_io/transfer/transfer.h"

#include "model_io/core/tensor_roles.h"
#include "model_io/formats/registry.h"
#include "model_io/mapping/not_restored.h"
#include "model_io/transfer/fill_unmapped.h"
#include "model_io/transfer/produce.h"
#include "model_io/transfer/staging.h"

#include <algorithm>
#include <sys/stat.h>

namespace tensorgraft {
namespace {

bool isOutputFirst(AxisLayout layout) { return conventionOf(layout) == AxisConvention::PyTorch; }

/// What is to be written, before any file is touched.
struct Prepared {
    std::vector<TensorToWrite> slots;
    std::vector<SlotJob> jobs;
    std::vector<TensorReport> tensors;
    std::vector<std::string> kept;
    std::unique_ptr<ModelWriter> writer;
    std::string formatId;
};

void addEntry(const Plan& plan, const ResolvedEntry& entry, Prepared& out)
{
    const TensorInfo& target = plan.target->tensors()[entry.target];
    const ValueType& type = entry.resolved.output;
    TensorReport report;
    report.target = target.name;
    for (const std::size_t s : entry.sources)
        report.source.push_back(plan.source->tensors()[s].name);
    report.transform = entry.transform.toString();
    report.dtype = type.dtype;
    report.shape = type.shape;
    report.sizeBytes = type.shape.elementCount() * itemSizeBytes(type.dtype);
    report.exact = !entry.resolved.losesData;
    report.note = entry.resolved.lossReason;
    out.slots.push_back({target.name, type.dtype, type.shape});
    out.jobs.push_back({target.name, plan.source, entry.sources, entry.resolved, isOutputFirst(target.axes)});
    out.tensors.push_back(std::move(report));
}

/// A tensor of the target that goes into an exported file as it is.
void addKept(const Plan& plan, std::size_t index, Prepared& out)
{
    const TensorInfo& target = plan.target->tensors()[index];
    TensorReport report;
    report.target = target.name;
    report.transform = "identity";
    report.dtype = target.dtype;
    report.shape = target.shape;
    report.sizeBytes = target.sizeBytes;
    report.note = "kept from the target";
    out.slots.push_back({target.name, target.dtype, target.shape});
    out.jobs.push_back({target.name, plan.target, {index}, identityOf(target), false});
    out.tensors.push_back(std::move(report));
}

Result<void> refuseErrors(const Plan& plan)
{
    const auto first = std::ranges::find(plan.check.diagnostics, Severity::Error, &Diagnostic::severity);
    if (first == plan.check.diagnostics.end())
        return {};
    const std::size_t count = plan.check.count(Severity::Error);
    Error e = makeError(ErrorCode::Mismatch, first->message + (count > 1 ? " (and " + std::to_string(count - 1) + " more errors)" : ""));
    e.file = plan.target->path();
    e.tensor = first->target;
    e.hint = first->hint.empty() ? "Run the check to see every finding" : first->hint;
    return fail(std::move(e));
}

Result<Prepared> prepare(const Plan& plan, const TransferOptions& options)
{
    if (auto r = refuseErrors(plan); !r)
        return fail(std::move(r.error()));
    Prepared prepared;
    std::vector<const ResolvedEntry*> byTarget(plan.target->tensors().size());
    for (const ResolvedEntry& e : plan.check.entries)
        byTarget[e.target] = &e;

    if (!options.fillUnmapped.empty() && plan.target->formatId() != "skeleton")
        return fail(makeError(ErrorCode::Usage, "only the tensors of a skeleton can be filled: this target has values of its own").at(plan.target->path())
                        .advise("Write an entry with a fill for each tensor that shall start anew"));
    const std::filesystem::path fileName = Staging::finalPath(options.output).filename();
    if (options.exportFormat.empty() && plan.target->formatId() == "skeleton")
        return fail(makeError(ErrorCode::Mismatch, "the target is a skeleton: there is no file to put weights into")
                        .at(plan.target->path())
                        .advise("Choose a format for the new file (--format; `tensorgraft formats` lists them)"));
    const bool rewrite = options.exportFormat.empty();
    for (std::size_t i = 0; i < byTarget.size(); ++i) {
        const TensorInfo& tensor = plan.target->tensors()[i];
        if (byTarget[i]) {
            addEntry(plan, *byTarget[i], prepared);
        } else if (!options.fillUnmapped.empty() && plan.target->formatId() == "skeleton" && isPlain(tensor.dtype)) {
            auto entry = fillEntry(options.fillUnmapped, i, tensor);
            if (!entry)
                return fail(std::move(entry.error()));
            addEntry(plan, *entry, prepared);
            prepared.tensors.back().note = entry->reason;
        } else {
            prepared.kept.push_back(tensor.name);
            if (!rewrite && isPlain(tensor.dtype) && plan.target->formatId() != "skeleton")
                addKept(plan, i, prepared);
        }
    }
    if (!rewrite && plan.target->formatId() == "skeleton" && !prepared.kept.empty())
        return fail(makeError(ErrorCode::Mismatch, std::to_string(prepared.kept.size()) + " tensors of the skeleton have no source")
                        .at(plan.target->path())
                        .of(prepared.kept.front())
                        .advise("Map them, or say what fills them: --fill initial, or an entry with the transform fill(glorot_uniform,1)"));

    const Format* const format = findFormat(rewrite ? plan.target->formatId() : options.exportFormat);
    if (!format)
        return fail(makeError(ErrorCode::Usage, "there is no format '" + options.exportFormat + "'")
                        .advise("`tensorgraft formats` lists them"));
    prepared.formatId = format->info().id;
    auto writer = rewrite ? format->rewrite(plan.target, prepared.slots, fileName) : format->create(prepared.slots, {.namedBy = plan.target}, fileName);
    if (!writer)
        return fail(std::move(writer.error()));
    prepared.writer = std::move(*writer);
    return prepared;
}

} // namespace

Plan makePlan(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target, MappingDocument document)
{
    Plan plan;
    plan.check = check(document, outlineOf(*source), outlineOf(*target));
    plan.source = std::move(source);
    plan.target = std::move(target);
    plan.document = std::move(document);
    return plan;
}

Result<TransferEstimate> estimate(const Plan& plan, const TransferOptions& options)
{
    auto prepared = prepare(plan, options);
    if (!prepared)
        return fail(std::move(prepared.error()));
    TransferEstimate e;
    e.keptBytes = prepared->writer->keptBytes();
    for (const TensorReport& t : prepared->tensors)
        e.writtenBytes += t.sizeBytes;
    e.outputBytes = e.keptBytes + e.writtenBytes;
    e.memoryBytes = options.windowBytes;
    e.freeDiskBytes = freeDiskBytes(options.output.parent_path());
    return e;
}

Result<TransferReport> transfer(const Plan& plan, const TransferOptions& options)
{
    auto prepared = prepare(plan, options);
    if (!prepared)
        return fail(std::move(prepared.error()));
    TransferReport report;
    report.source = plan.source->path();
    report.target = plan.target->path();
    report.outputFormat = prepared->formatId;
    report.tensors = std::move(prepared->tensors);
    report.kept = std::move(prepared->kept);
    const Outline target = outlineOf(*plan.target);
    for (NotRestored& one : notRestored(plan.check, target))
        report.notRestored.push_back({target.tensors[one.target].name, target.tensors[one.target].shape, std::move(one.reason)});
    report.diagnostics = plan.check.diagnostics;
    if (auto r = produce(*prepared->writer, prepared->jobs, options, report); !r)
        return fail(std::move(r.error()));
    return report;
}

} // namespace tensorgraft
