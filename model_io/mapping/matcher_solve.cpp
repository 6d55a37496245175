#include "model_io/mapping/matcher_solve.h"

#include "model_io/mapping/matcher_assign.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft::matching {
namespace {

struct Bucket {
    std::vector<std::size_t> sources, targets;
    bool kernels = false;
};

// Beyond this a bucket is first thinned by equal names, then cut into runs of equal place.
constexpr std::size_t largestMatrix = 160'000;

std::string nameKey(const Unit& unit)
{
    std::string key;
    for (const std::string& word : unit.words)
        key += word + '/';
    for (std::int64_t number : unit.numbers)
        key += std::to_string(number) + '/';
    return key;
}

std::vector<Bucket> makeBuckets(const Model& source, const Model& target)
{
    std::unordered_map<std::string, std::size_t> ids;
    std::vector<Bucket> buckets;
    const auto collect = [&](const Model& model, std::vector<std::size_t> Bucket::* side) {
        std::vector<std::size_t> order(model.units.size());
        for (std::size_t u = 0; u < order.size(); ++u)
            order[u] = u;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return model.units[a].position < model.units[b].position;
        });
        for (std::size_t u : order) {
            const auto [it, fresh] = ids.emplace(model.units[u].bucket, buckets.size());
            if (fresh)
                buckets.push_back({});
            Bucket& bucket = buckets[it->second];
            bucket.kernels = model.units[u].type == Unit::Type::Kernel;
            (bucket.*side).push_back(u);
        }
    };
    collect(source, &Bucket::sources);
    collect(target, &Bucket::targets);
    std::erase_if(buckets, [](const Bucket& b) { return b.sources.empty() || b.targets.empty(); });
    return buckets;
}

class Solver {
public:
    Solver(Scorer& scorer, const Model& source, const Model& target) : m_scorer(scorer), m_source(source), m_target(target)
    {
        m_now.sourceOf.assign(target.units.size(), noUnit);
        m_now.targetOf.assign(source.units.size(), noUnit);
        m_fixed = m_now;
    }

    void pin(std::size_t s, std::size_t t) { m_fixed.pair(s, t); }
    void begin() { m_now = m_fixed; }

    void solveBucket(const Bucket& bucket)
    {
        std::vector<std::size_t> rows, columns;
        for (std::size_t t : bucket.targets)
            if (m_fixed.sourceOf[t] == noUnit)
                rows.push_back(t);
        for (std::size_t s : bucket.sources)
            if (m_fixed.targetOf[s] == noUnit)
                columns.push_back(s);
        if (rows.size() * columns.size() > largestMatrix)
            thin(rows, columns);
        while (rows.size() * columns.size() > largestMatrix) { // equal shares from the front of both
            const std::size_t share = 64;
            const std::size_t columnShare = std::max<std::size_t>(1, share * columns.size() / rows.size());
            matrix({rows.begin(), rows.begin() + share},
                   {columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(std::min(columnShare, columns.size()))});
            rows.erase(rows.begin(), rows.begin() + share);
            columns.erase(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(std::min(columnShare, columns.size())));
        }
        matrix(rows, columns);
    }

    Assignment m_now;

private:
    void thin(std::vector<std::size_t>& rows, std::vector<std::size_t>& columns)
    {
        std::unordered_map<std::string, std::pair<std::size_t, int>> byName;
        for (std::size_t s : columns) {
            auto& slot = byName[nameKey(m_source.units[s])];
            slot.first = s;
            ++slot.second;
        }
        for (std::size_t t : rows) {
            const auto it = byName.find(nameKey(m_target.units[t]));
            if (it != byName.end() && it->second.second == 1 && m_scorer.fits(it->second.first, t)
                && m_now.targetOf[it->second.first] == noUnit)
                m_now.pair(it->second.first, t);
        }
        std::erase_if(rows, [&](std::size_t t) { return m_now.sourceOf[t] != noUnit; });
        std::erase_if(columns, [&](std::size_t s) { return m_now.targetOf[s] != noUnit; });
    }

    void matrix(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& columns)
    {
        std::vector<double> scores(rows.size() * columns.size(), -1);
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < columns.size(); ++c)
                if (m_scorer.fits(columns[c], rows[r]))
                    scores[r * columns.size() + c] =
                        std::max(0.0, m_scorer.score(m_scorer.evidence(columns[c], rows[r])));
        const auto columnOf = assign(scores, rows.size(), columns.size());
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (columnOf[r] >= 0)
                m_now.pair(columns[static_cast<std::size_t>(columnOf[r])], rows[r]);
    }

    Scorer& m_scorer;
    const Model& m_source;
    const Model& m_target;
    Assignment m_fixed;
};

} // namespace

Result<Assignment> solve(Scorer& scorer, const Model& source, const Model& target,
                         const std::vector<std::pair<std::size_t, std::size_t>>& pins, const ProgressFn& progress)
{
    Solver solver(scorer, source, target);
    for (const auto& [s, t] : pins)
        solver.pin(s, t);
    const std::vector<Bucket> buckets = makeBuckets(source, target);
    const int rounds = target.units.size() > 4000 ? 2 : 4;
    Assignment last;
    for (int round = 0; round < rounds; ++round) {
        solver.begin();
        std::size_t done = 0;
        for (bool kernels : {true, false}) {
            for (const Bucket& bucket : buckets) {
                if (bucket.kernels != kernels)
                    continue;
                solver.solveBucket(bucket);
                if (!reportProgress(progress, static_cast<std::uint64_t>(round) * buckets.size() + ++done,
                                    static_cast<std::uint64_t>(rounds) * buckets.size()))
                    return cancelled();
            }
            if (kernels) { // vectors follow the kernels of this round; of the vectors themselves the last round tells
                Assignment now = solver.m_now;
                for (std::size_t t = 0; t < last.sourceOf.size(); ++t)
                    if (now.sourceOf[t] == noUnit && last.sourceOf[t] != noUnit && now.targetOf[last.sourceOf[t]] == noUnit)
                        now.pair(last.sourceOf[t], t);
                last = std::move(now);
                scorer.setContext(last);
            }
        }
        const bool settled = last.sourceOf == solver.m_now.sourceOf;
        last = solver.m_now;
        scorer.setContext(last);
        if (settled && round > 0)
            break;
    }
    scorer.setContext(last);
    return last;
}

void chooseOrder(Model& source, Model& target, Scorer& scorer)
{
    double best = -1;
    bool bestSource = true, bestTarget = true;
    const auto choices = [](const Model& m) { return m.traits.layerOrder ? std::vector<bool>{false, true} : std::vector<bool>{true}; };
    for (bool s : choices(source))
        for (bool t : choices(target)) {
            for (Unit& unit : source.units)
                unit.position = s ? unit.naturalPosition : unit.filePosition;
            for (Unit& unit : target.units)
                unit.position = t ? unit.naturalPosition : unit.filePosition;
            const double weight = scorer.alignOrder();
            if (weight > best * 1.0001) {
                best = weight;
                bestSource = s;
                bestTarget = t;
            }
        }
    indexModel(source, bestSource);
    indexModel(target, bestTarget);
    scorer.alignOrder();
}

} // namespace tensorgraft::matching
