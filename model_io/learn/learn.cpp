#include "model_io/learn/learn.h"

#include "model_io/learn/search.h"

#include <algorithm>

namespace tensorgraft {
namespace {

using namespace learning;

/// One count of bytes over all parts of the work, for the person's progress.
class Progress {
public:
    Progress(const ProgressFn& progress, std::uint64_t total) : m_progress(progress), m_total(total) {}
    /// For a part whose bytes count from zero.
    [[nodiscard]] BytesDone part()
    {
        return [this, base = m_done](std::uint64_t bytes) {
            m_done = base + bytes;
            return reportProgress(m_progress, std::min(m_done, m_total), m_total);
        };
    }
    bool add(std::uint64_t bytes)
    {
        m_done += bytes;
        return reportProgress(m_progress, std::min(m_done, m_total), m_total);
    }

private:
    const ProgressFn& m_progress;
    std::uint64_t m_total, m_done = 0;
};

std::uint64_t bytesOf(const ModelFile& model)
{
    std::uint64_t bytes = 0;
    for (const TensorInfo& info : model.tensors())
        bytes += isPlain(info.dtype) ? info.sizeBytes : 0;
    return bytes;
}

Result<void> refuseSkeleton(const ModelFile& model, const char* which)
{
    if (model.formatId() != "skeleton")
        return {};
    return fail(makeError(ErrorCode::Unsupported, std::string("the ") + which + " is a skeleton, which has no values to learn from")
                    .at(model.path())
                    .advise("Give a model with weights, or leave --learn out: names, shapes and order are then matched"));
}

void noteUnreadable(const ModelFile& model, const char* which, std::vector<std::string>& notes)
{
    const auto count = std::count_if(model.tensors().begin(), model.tensors().end(), [](const TensorInfo& t) { return !isPlain(t.dtype); });
    if (count)
        notes.push_back(std::to_string(count) + (count == 1 ? " tensor of the " : " tensors of the ") + which
                        + " could not be looked at: their elements are no plain numbers");
}

LearnResult resultOf(Search& search)
{
    LearnResult result;
    std::vector<bool> used(search.source->tensors().size());
    for (std::size_t t = 0; t < search.found.size(); ++t) {
        auto& found = search.found[t];
        const bool claimed = found && found->confidence >= 0.5;
        if (!claimed)
            result.unmatchedTargets.push_back(t);
        if (!found)
            continue;
        for (const std::size_t s : found->sources)
            used[s] = used[s] || claimed;
        result.matches.push_back({t, std::move(found->sources), std::move(found->steps), found->confidence, std::move(found->reason)});
    }
    for (std::size_t s = 0; s < used.size(); ++s)
        if (!used[s])
            result.unusedSources.push_back(s);
    std::sort(search.notes.begin(), search.notes.end());
    result.notes = std::move(search.notes);
    return result;
}

} // namespace

Result<LearnResult> learnMapping(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> example, const LearnOptions& options)
{
    if (auto ok = refuseSkeleton(*source, "source"); !ok)
        return fail(std::move(ok.error()));
    if (auto ok = refuseSkeleton(*example, "example"); !ok)
        return fail(std::move(ok.error()));
    Progress progress(options.progress, bytesOf(*source) + 2 * bytesOf(*example));

    auto targetPrints = fingerprintModel(*example, {}, progress.part());
    if (!targetPrints)
        return fail(std::move(targetPrints.error()));
    auto sourcePrints = fingerprintModel(*source, roundingsOf(*example, targetPrints->prints[0]), progress.part());
    if (!sourcePrints)
        return fail(std::move(sourcePrints.error()));

    Search search;
    search.options = options;
    search.sourcePrints = std::move(*sourcePrints);
    search.targetPrints = std::move(targetPrints->prints[0]);
    search.found.resize(example->tensors().size());
    search.ambiguous.resize(example->tensors().size());
    search.proved = [&progress](std::uint64_t bytes) { return progress.add(bytes); };
    noteUnreadable(*source, "source", search.notes);
    noteUnreadable(*example, "example", search.notes);
    search.source = std::move(source);
    search.example = std::move(example);

    for (const auto step : {findWhole, findParts, findComputed, decideEqual})
        if (auto ok = step(search); !ok)
            return fail(std::move(ok.error()));
    return resultOf(search);
}

} // namespace tensorgraft
