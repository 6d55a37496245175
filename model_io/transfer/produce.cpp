#include "model_io/transfer/produce.h"

#include "model_io/formats/registry.h"
#include "model_io/transfer/staging.h"

#include <chrono>

namespace tensorgraft {
namespace {

Error proofFailed(const std::filesystem::path& file, const std::string& tensor, std::string expected, std::string found)
{
    return makeError(ErrorCode::Corrupt, "what was read back differs from what was written; nothing was replaced")
        .at(file)
        .of(tensor)
        .wanted(std::move(expected))
        .got(std::move(found))
        .advise("The disk or the memory may be faulty; try another disk, and report this if it happens again");
}

/// The written tensor in the new file. A format may spell a name in its own way: then the layer and weight name, and
/// last the position, tell which it is.
std::optional<std::size_t> findWritten(const ModelFile& model, const TensorReport& tensor, std::size_t slot, std::size_t slotCount)
{
    if (const auto exact = model.find(tensor.target))
        return exact;
    if (const auto alias = findTensor(model.tensors(), tensor.target))
        return alias;
    if (model.tensors().size() == slotCount)
        return slot;
    return std::nullopt;
}

Result<void> prove(const std::filesystem::path& file, const TransferOptions& options, TransferReport& report, const ProgressFn& progress)
{
    const auto model = openModel(file);
    if (!model)
        return fail(std::move(model.error()));
    std::uint64_t done = 0;
    for (std::size_t slot = 0; slot < report.tensors.size(); ++slot) {
        TensorReport& t = report.tensors[slot];
        const auto index = findWritten(**model, t, slot, report.tensors.size());
        if (!index)
            return fail(proofFailed(file, t.target, "the tensor", "no such tensor"));
        const TensorInfo& info = (*model)->tensors()[*index];
        if (info.shape != t.shape || info.dtype != t.dtype)
            return fail(proofFailed(file, t.target, std::string(dtypeName(t.dtype)) + " " + t.shape.toString(),
                                    std::string(dtypeName(info.dtype)) + " " + info.shape.toString()));
        auto hash = hashTensor(**model, *index, options.windowBytes, [&](std::uint64_t part, std::uint64_t) {
            return reportProgress(progress, done + part, report.writtenBytes);
        });
        if (!hash)
            return fail(std::move(hash.error()));
        if (*hash != t.hash)
            return fail(proofFailed(file, t.target, "hash " + t.hash, "hash " + *hash));
        t.verified = true;
        done += t.sizeBytes;
    }
    return {};
}

/// A folder goes with everything in it when it is replaced: only one that is such a model itself may.
Result<void> mayReplaceFolder(const TransferOptions& options, const std::string& format)
{
    std::error_code ignored;
    const std::filesystem::path output = Staging::finalPath(options.output);
    if (!options.overwrite || !std::filesystem::exists(output, ignored))
        return {};
    const auto old = openModel(output);
    if (std::filesystem::is_directory(output, ignored) && old && (*old)->formatId() == format)
        return {};
    return fail(makeError(ErrorCode::Io, "the output exists and is no model of this format; it is not replaced").at(output)
                    .wanted("a new name, or a folder that holds a " + format)
                    .got(old ? "a " + (*old)->formatId() : "something else")
                    .advise("Choose another name, or remove it first"));
}

} // namespace

ResolvedTransform identityOf(const TensorInfo& tensor)
{
    ResolvedTransform r;
    r.inputs = {{tensor.dtype, tensor.shape}};
    r.output = r.inputs.front();
    return r;
}

Result<void> produce(ModelWriter& writer, const std::vector<SlotJob>& jobs, const TransferOptions& options, TransferReport& report)
{
    const auto start = std::chrono::steady_clock::now();
    if (writer.makesFolder())
        if (auto r = mayReplaceFolder(options, report.outputFormat); !r)
            return r;
    auto staging = Staging::make(options.output, options.overwrite, writer.makesFolder() ? Staging::Kind::Folder : Staging::Kind::Files);
    if (!staging)
        return fail(std::move(staging.error()));

    report.keptBytes = writer.keptBytes();
    report.writtenBytes = 0;
    for (const TensorReport& t : report.tensors)
        report.writtenBytes += t.sizeBytes;
    const std::uint64_t free = freeDiskBytes(staging->folder());
    if (free != 0 && report.writtenBytes > free)
        return fail(makeError(ErrorCode::Io, "there is not enough space on the disk of the output")
                        .at(options.output)
                        .wanted(std::to_string(report.writtenBytes) + " bytes for the new values alone")
                        .got(std::to_string(free) + " bytes free")
                        .advise("Free some space on that disk or choose another place"));

    ProgressTotal progress(options.progress, report.keptBytes + report.writtenBytes * (options.verify ? 2 : 1));
    if (auto r = writer.begin(staging->folder(), progress.phase()); !r)
        return r;
    progress.phaseEnded(report.keptBytes);
    auto hashes = writeSlots(writer, jobs, options.windowBytes, progress.phase());
    if (!hashes)
        return fail(std::move(hashes.error()));
    progress.phaseEnded(report.writtenBytes);
    for (std::size_t i = 0; i < report.tensors.size(); ++i)
        report.tensors[i].hash = std::move((*hashes)[i]);
    if (auto r = writer.finish([&](auto, auto) { return reportProgress(progress.phase(), 0, 0); }); !r)
        return r;
    const auto outputs = writer.outputs();
    if (options.verify)
        if (auto r = prove(staging->folder() / staging->output().filename(), options, report, progress.phase()); !r)
            return r;
    if (auto r = staging->commit(outputs); !r)
        return r;
    report.output = options.output;
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {};
}

} // namespace tensorgraft
