#include "model_io/formats/registry.h"
#include "model_io/transfer/produce.h"
#include "model_io/transfer/staging.h"

namespace tensorgraft {

Result<TransferReport> convertModel(std::shared_ptr<const ModelFile> source, const TransferOptions& options, std::vector<std::size_t> select)
{
    const Format* const format = options.exportFormat.empty() ? formatForExport(options.output) : findFormat(options.exportFormat);
    if (!format)
        return fail(makeError(ErrorCode::Usage, options.exportFormat.empty()
                                                    ? "the name of the output does not tell its format"
                                                    : "there is no format '" + options.exportFormat + "'")
                        .at(options.output)
                        .advise("Name a format with --format; `tensorgraft formats` lists them"));
    if (select.empty())
        for (std::size_t i = 0; i < source->tensors().size(); ++i)
            select.push_back(i);

    TransferReport report;
    report.source = source->path();
    report.outputFormat = format->info().id;
    std::vector<TensorToWrite> slots;
    std::vector<SlotJob> jobs;
    for (const std::size_t i : select) {
        const TensorInfo& info = source->tensors()[i];
        if (!isPlain(info.dtype)) {
            report.diagnostics.push_back({Severity::Warning, "left-out", info.name, {info.name},
                                          "values of type " + std::string(dtypeName(info.dtype)) + " are not exported", ""});
            continue;
        }
        slots.push_back({info.name, info.dtype, info.shape});
        jobs.push_back({info.name, source, {i}, identityOf(info), false});
        TensorReport t;
        t.target = info.name;
        t.source = {info.name};
        t.transform = "identity";
        t.dtype = info.dtype;
        t.shape = info.shape;
        t.sizeBytes = info.sizeBytes;
        report.tensors.push_back(std::move(t));
    }
    ExportOptions exportOptions;
    exportOptions.metadata = source->metadata();
    exportOptions.namedBy = source;
    auto writer = format->create(std::move(slots), std::move(exportOptions), Staging::finalPath(options.output).filename());
    if (!writer)
        return fail(std::move(writer.error()));
    if (auto r = produce(**writer, jobs, options, report); !r)
        return fail(std::move(r.error()));
    return report;
}

} // namespace tensorgraft
