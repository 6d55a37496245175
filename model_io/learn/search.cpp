#include "model_io/learn/search.h"

#include <bit>
#include <set>
#include <tbb/parallel_for.h>

namespace tensorgraft::learning {

std::vector<std::size_t> Search::open() const
{
    std::vector<std::size_t> targets;
    for (std::size_t t = 0; t < found.size(); ++t)
        if (!found[t] && ambiguous[t].empty() && targetPrints[t].usable)
            targets.push_back(t);
    return targets;
}

std::string Search::castSteps(const Rounding& rounding, std::size_t target) const
{
    if (!rounding || *rounding == targetInfo(target).dtype)
        return "";
    return "cast(" + std::string(dtypeName(*rounding)) + ")";
}

Result<std::optional<Proof>> Search::prove(const std::vector<std::size_t>& sources, const std::string& steps, std::size_t target, double tolerance) const
{
    return learning::prove(source, sources, steps, *example, target, tolerance, targetPrints[target].moments.absMax, options.windowBytes, &stop);
}

Result<void> Search::forEachTarget(const std::vector<std::size_t>& targets, const std::function<Result<void>(std::size_t)>& work)
{
    std::mutex mutex;
    std::optional<Error> error;
    tbb::parallel_for(std::size_t{0}, targets.size(), [&](std::size_t i) {
        if (stop.load(std::memory_order_relaxed))
            return;
        auto done = work(targets[i]);
        const std::lock_guard lock(mutex);
        if (!done && !error) {
            error = std::move(done.error());
            stop = true;
        }
        if (found[targets[i]] && proved && !proved(targetInfo(targets[i]).sizeBytes) && !error) {
            error = makeError(ErrorCode::Cancelled, "cancelled");
            stop = true;
        }
    });
    if (error)
        return fail(std::move(*error));
    return {};
}

std::vector<DType> roundingsOf(const ModelFile& example, const std::vector<Fingerprint>& prints)
{
    std::set<DType> types;
    for (std::size_t t = 0; t < prints.size(); ++t) {
        const DType type = example.tensors()[t].dtype;
        if (!prints[t].usable || !isFloating(type))
            continue;
        types.insert(type);
        // float32 that went through a shorter type has zeros at the end; a few round numbers have them anyway.
        const int zeros = std::countr_zero(prints[t].usedBits);
        if (type == DType::Float32 && prints[t].count >= 16 && !prints[t].constant()) {
            if (zeros >= 16)
                types.insert(DType::BFloat16);
            if (zeros >= 13)
                types.insert(DType::Float16);
        }
    }
    types.erase(DType::Float64);
    return {types.begin(), types.end()};
}

} // namespace tensorgraft::learning
