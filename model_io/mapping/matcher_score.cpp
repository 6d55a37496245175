#include "model_io/mapping/matcher_score.h"

#include "model_io/mapping/matcher_assign.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace tensorgraft::matching {
namespace {

std::uint64_t pairKey(std::size_t a, std::size_t b) { return static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint64_t>(b); }

std::string classKey(const Unit& unit)
{
    const auto add = [](std::string& key, const Part& part) {
        key += part.label + part.shape.toString() + part.letters + (part.certain ? "!" : "?") + ";";
    };
    std::string key;
    add(key, unit.main);
    for (const Part& part : unit.minors)
        add(key, part);
    return key;
}

const Part* minorOf(const Unit& unit, const std::string& label)
{
    for (const Part& part : unit.minors)
        if (part.label == label)
            return &part;
    return nullptr;
}

std::optional<Fit> fitUnits(const Unit& s, const Unit& t)
{
    std::optional<Fit> main;
    if (s.type == Unit::Type::Norm && t.type == Unit::Type::Norm && s.main.label != t.main.label) {
        main = fit(s.main, t.main); // gamma against beta: only their size matters here
        if (main)
            main->steps = "identity";
    } else {
        main = fit(s.main, t.main);
    }
    if (!main)
        return std::nullopt;
    for (const Part& part : t.minors)
        if (const Part* other = minorOf(s, part.label); other && !fit(*other, part))
            return std::nullopt;
    return main;
}

using Words = std::vector<std::vector<std::pair<std::size_t, double>>>;

std::map<std::string, std::size_t> documentCounts(const Model& model)
{
    std::map<std::string, std::size_t> counts;
    for (const Unit& unit : model.units) {
        std::vector<std::string> words = unit.words;
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::string& word : words)
            ++counts[word];
    }
    return counts;
}

// A word that is everywhere says nothing; one that only one model knows says little.
void weighWords(const Model& model, const std::map<std::string, std::size_t>& own,
                const std::map<std::string, std::size_t>& other, std::size_t otherUnits,
                std::map<std::string, std::size_t>& ids, Words& words, std::vector<double>& weights)
{
    const auto rarity = [](std::size_t count, std::size_t units) {
        return 0.1 + std::log(static_cast<double>(units + 1) / static_cast<double>(count)) / std::log(static_cast<double>(units + 1));
    };
    for (const Unit& unit : model.units) {
        std::map<std::size_t, double> sum;
        double depth = 1; // words near the leaf say more
        for (auto at = unit.words.rbegin(); at != unit.words.rend(); ++at) {
            const std::string& word = *at;
            const auto it = other.find(word);
            double weight = rarity(own.at(word), model.units.size());
            weight = it == other.end() ? weight * 0.5 : (weight + rarity(it->second, otherUnits)) / 2;
            sum[ids.emplace(word, ids.size()).first->second] += weight * depth;
            depth = std::max(0.3, depth * 0.85);
        }
        double total = 0;
        words.emplace_back(sum.begin(), sum.end());
        for (const auto& [id, weight] : words.back())
            total += weight;
        weights.push_back(total);
    }
}

// Equal numbers count where a word beside them is equal too: conv3 and 3_conv, not in_layers.2 and conv2.
double numberSimilarity(std::span<const NamePiece> a, std::span<const NamePiece> b)
{
    double sum = 0, weight = 0.6, all = 0;
    int seen = 0;
    for (auto y = b.rbegin(); y != b.rend() && seen < 3; ++y) {
        if (y->number < 0)
            continue;
        ++seen;
        all += weight;
        for (const NamePiece& x : a)
            if (x.number == y->number && x.number >= 0
                && ((!x.before.empty() && (x.before == y->before || x.before == y->after))
                    || (!x.after.empty() && (x.after == y->after || x.after == y->before)))) {
                sum += weight;
                break;
            }
        weight *= 0.5;
    }
    return seen ? sum / all : 0;
}

std::span<const NamePiece> beforeLastNumber(const std::vector<NamePiece>& pieces)
{
    std::size_t end = pieces.size();
    while (end > 0 && pieces[end - 1].number < 0)
        --end;
    return {pieces.data(), end > 0 ? end - 1 : 0};
}

bool hasNumber(std::span<const NamePiece> pieces)
{
    return std::any_of(pieces.begin(), pieces.end(), [](const NamePiece& piece) { return piece.number >= 0; });
}

double suffixSimilarity(const std::vector<NamePiece>& a, const std::vector<NamePiece>& b)
{
    std::size_t run = 0;
    bool word = false; // an equal number alone says nothing
    while (run < a.size() && run < b.size() && a[a.size() - 1 - run].number == b[b.size() - 1 - run].number
           && a[a.size() - 1 - run].text == b[b.size() - 1 - run].text) {
        word = word || a[a.size() - 1 - run].number < 0;
        ++run;
    }
    return !word ? 0 : 1 - std::pow(0.6, static_cast<double>(run));
}

// The name without the numbers of the scopes around it: one for all blocks, conv1 and conv2 apart.
std::string familyKey(const Unit& unit)
{
    std::size_t last = unit.path.size(); // the last segment begins here
    while (last > 0 && (last == unit.path.size() || !unit.path[last - 1].ends))
        --last;
    std::string key;
    for (std::size_t i = 0; i < unit.path.size(); ++i)
        key += (unit.path[i].isNumber() && i < last ? "#" : unit.path[i].text) + (unit.path[i].ends ? "/" : "_");
    return key;
}

constexpr std::size_t largestScope = 512;

struct LocalPlace {
    std::size_t rank = 0, count = 0;
    double trust = 0;
    bool sameWords = true; ///< they differ by their numbers only
};

// Place of a unit among those of its shape in a scope. The alphabet orders numbers rightly, words by chance.
LocalPlace placeIn(const Model& model, const Node& node, const Unit& unit)
{
    LocalPlace place;
    for (std::size_t u : node.units) {
        const Unit& other = model.units[u];
        if (other.bucket != unit.bucket)
            continue;
        ++place.count;
        place.rank += other.position < unit.position;
        place.sameWords = place.sameWords && other.words == unit.words;
    }
    place.trust = place.sameWords ? 1.0 : 0.3;
    return place;
}

bool isInside(const Unit& unit, std::size_t node)
{
    return std::find(unit.nodes.begin(), unit.nodes.end(), node) != unit.nodes.end();
}

} // namespace

void Assignment::pair(std::size_t source, std::size_t target)
{
    sourceOf[target] = source;
    targetOf[source] = target;
}

Scorer::Scorer(const Model& source, const Model& target) : m_source(source), m_target(target)
{
    const auto sourceCounts = documentCounts(source), targetCounts = documentCounts(target);
    std::map<std::string, std::size_t> ids;
    weighWords(source, sourceCounts, targetCounts, target.units.size(), ids, m_sourceWords, m_sourceWeight);
    weighWords(target, targetCounts, sourceCounts, source.units.size(), ids, m_targetWords, m_targetWeight);
    std::map<std::string, std::size_t> classes;
    classify(source, m_sourceClass, classes);
    classify(target, m_targetClass, classes);
    m_opposite.assign(target.units.size(), noUnit);
    std::map<std::string, std::size_t> families;
    for (const auto& [model, list] : {std::pair(&source, &m_sourceFamily), std::pair(&target, &m_targetFamily)})
        for (const Unit& unit : model->units)
            list->push_back(families.emplace((model == &source ? "s" : "t") + familyKey(unit), families.size()).first->second);
    m_familySize.assign(families.size(), 0);
    const auto scoped = std::count_if(target.units.begin(), target.units.end(), [&](const Unit& unit) {
        return std::any_of(unit.nodes.begin(), unit.nodes.end(), [&](std::size_t node) {
            const std::size_t size = target.nodes[node].units.size();
            return size > 1 && 2 * size <= target.units.size();
        });
    });
    m_flat = 10 * static_cast<std::size_t>(scoped) < 9 * target.units.size();
    measureNames();
}

void Scorer::classify(const Model& model, std::vector<std::size_t>& classes, std::map<std::string, std::size_t>& ids)
{
    for (const Unit& unit : model.units)
        classes.push_back(ids.emplace(classKey(unit), ids.size()).first->second);
}

const Fit* Scorer::fits(std::size_t source, std::size_t target) const
{
    const Unit& s = m_source.units[source];
    const Unit& t = m_target.units[target];
    if (s.bucket != t.bucket)
        return nullptr;
    const auto [it, fresh] = m_fits.try_emplace(pairKey(m_sourceClass[source], m_targetClass[target]));
    if (fresh) {
        const auto found = fitUnits(s, t);
        it->second = {found.has_value(), found.value_or(Fit{})};
    }
    return it->second.first ? &it->second.second : nullptr;
}

double Scorer::nameSimilarity(std::size_t source, std::size_t target) const
{
    const auto& a = m_sourceWords[source];
    const auto& b = m_targetWords[target];
    double common = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->first < j->first)
            ++i;
        else if (j->first < i->first)
            ++j;
        else {
            common += std::min(i->second, j->second);
            ++i;
            ++j;
        }
    }
    const double all = m_sourceWeight[source] + m_targetWeight[target];
    return all > 0 ? 2 * common / all : 0;
}

double Scorer::blockEvidence(const Unit& s, const Unit& t, Evidence& out) const
{
    double sum = 0, all = 0, weight = 1;
    int levels = 0;
    bool smallest = true;
    for (std::size_t a : s.nodes) {
        const Node& x = m_source.nodes[a];
        for (std::size_t b : t.nodes) {
            const Node& y = m_target.nodes[b];
            if (x.fingerprint != y.fingerprint || x.units.size() < 2 || y.units.size() < 2
                || 2 * y.units.size() > m_target.units.size() || y.units.size() > largestScope) // everybody's scope
                continue;
            const double dx = static_cast<double>(x.rank), dy = static_cast<double>(y.rank);
            const double nx = static_cast<double>(x.alike), ny = static_cast<double>(y.alike);
            const double place = x.alike == y.alike ? (x.rank == y.rank ? 1.0 : 0.3 * (1 - std::abs(dx - dy) / nx))
                                                    : 0.5 * (1 - std::abs(dx / nx - dy / ny));
            sum += weight * place;
            all += weight;
            weight *= 0.5; // the smallest scope says most
            ++levels;
            if (smallest) {
                const LocalPlace p = placeIn(m_source, x, s), q = placeIn(m_target, y, t);
                if (p.count == q.count && p.count > 1) {
                    const double gap = std::abs(static_cast<double>(p.rank) - static_cast<double>(q.rank));
                    out.local = std::min(p.trust, q.trust) * (gap > 0 ? 0.5 - 0.5 * gap / static_cast<double>(p.count) : 1);
                    out.siblings = p.sameWords && q.sameWords;
                }
            }
            smallest = false;
            break;
        }
        if (levels == 3)
            break;
    }
    return levels == 0 ? 0 : sum / all * (levels == 1 ? 0.7 : 1.0);
}

Evidence Scorer::evidence(std::size_t source, std::size_t target) const
{
    const Unit& s = m_source.units[source];
    const Unit& t = m_target.units[target];
    Evidence out;
    const Fit* fit = fits(source, target);
    out.forced = fit && fit->forced;
    out.kindDiffers = s.embedding != t.embedding || s.type != t.type
        || ((s.main.label == "alpha") != (t.main.label == "alpha"));
    out.name = nameSimilarity(source, target);
    out.number = numberSimilarity(s.pieces, t.pieces);
    out.suffix = suffixSimilarity(s.pieces, t.pieces);
    out.block = blockEvidence(s, t, out);
    if (out.name < m_bestName[target] - 0.15) // the place among scopes of one make errs where a name fits better elsewhere
        out.block *= 0.5;
    // What scopes settle, the order of the whole need not; and where a name fits better elsewhere, the order errs.
    const bool opposite = m_opposite[target] == source && out.name >= m_bestName[target] - 0.1;
    out.order = opposite ? m_orderTrust * std::max(0.0, 1 - 1.4 * out.block) : 0;
    if (out.siblings) { // norm1, norm2 and LayerNorm_0, LayerNorm_2: place, not number; the scope's own numbers stay
        const auto outer = beforeLastNumber(t.pieces);
        out.number = hasNumber(outer) ? 0.5 * out.local + 0.5 * numberSimilarity(beforeLastNumber(s.pieces), outer) : out.local;
        out.suffix = 0;
    }
    if (!m_context.sourceOf.empty()) {
        const std::size_t sourceNow = m_context.sourceOf[target], targetNow = m_context.targetOf[source];
        double weight = 1, sum = 0, all = 0; // smaller scopes weigh more
        for (std::size_t j = 0, levels = 0; j < t.nodes.size() && levels < 3; ++j) {
            const std::size_t b = t.nodes[j], sizeB = m_target.nodes[b].units.size();
            if (sizeB < 2 || 2 * sizeB > m_target.units.size())
                continue;
            ++levels;
            double best = 0;
            for (std::size_t i = 0; i < s.nodes.size() && i < 6; ++i) {
                const std::size_t a = s.nodes[i];
                const auto it = m_together.find(pairKey(a, b));
                if (it == m_together.end())
                    continue;
                // What these two do at present is not evidence for or against them.
                std::size_t own = targetNow != noUnit && isInside(m_target.units[targetNow], b);
                if (sourceNow != noUnit && sourceNow != source)
                    own += isInside(m_source.units[sourceNow], a);
                const double together = static_cast<double>(it->second - std::min(own, it->second));
                const double both = static_cast<double>(m_source.nodes[a].units.size() + sizeB) - 2;
                best = std::max(best, std::min(1.0, 2 * together / std::max(1.0, both)));
            }
            sum += weight * best;
            all += weight;
            weight *= 0.5;
        }
        out.context = all > 0 ? sum / all : 0;
        if (all == 0 && m_flat) { // names without scopes (numbers of a graph): the kernels before and after
            const auto meets = [&](const std::vector<std::size_t>& sources, const std::vector<std::size_t>& targets) {
                return sources[source] != noUnit && targets[target] != noUnit && m_context.sourceOf[targets[target]] == sources[source];
            };
            out.context = 0.5 * meets(m_sourceNext.before, m_targetNext.before) + 0.5 * meets(m_sourceNext.after, m_targetNext.after);
        }
        const std::size_t a = m_sourceFamily[source], b = m_targetFamily[target];
        const std::size_t self = sourceNow == source, others = m_familySize[b] - (sourceNow != noUnit);
        if (const auto it = m_families.find(pairKey(a, b)); others >= 2 && it != m_families.end())
            out.habit = static_cast<double>(it->second - self) / static_cast<double>(others);
        if (s.anchor != noUnit && t.anchor != noUnit && m_context.sourceOf[t.anchor] == s.anchor)
            out.anchor = std::min(s.anchorTrust, t.anchorTrust);
    }
    return out;
}

double Scorer::score(const Evidence& e) const
{
    return 1.5 * e.name + 1.0 * e.number + 1.2 * e.suffix + 1.5 * e.block + 0.8 * e.local + 1.2 * e.order + 1.5 * e.context
        + 1.5 * e.anchor + 0.8 * e.habit
        - (e.forced ? 0.5 : 0) - (e.kindDiffers ? 1.0 : 0) + 1.6;
}

double Scorer::alignOrder()
{
    const auto sequence = [](const Model& model, bool kernels) {
        std::vector<std::size_t> units;
        for (std::size_t u = 0; u < model.units.size(); ++u)
            if ((model.units[u].type == Unit::Type::Kernel) == kernels)
                units.push_back(u);
        std::sort(units.begin(), units.end(), [&](std::size_t a, std::size_t b) {
            return model.units[a].position < model.units[b].position;
        });
        return units;
    };
    m_opposite.assign(m_target.units.size(), noUnit);
    double total = 0;
    std::size_t paired = 0, units = 0;
    for (bool kernels : {true, false}) {
        const auto a = sequence(m_source, kernels), b = sequence(m_target, kernels);
        const auto pairs = alignSequences(a.size(), b.size(), [&](std::size_t i, std::size_t j) {
            return fits(a[i], b[j]) ? 1.0F + static_cast<float>(nameSimilarity(a[i], b[j])) : 0.0F;
        });
        for (const auto& [i, j] : pairs) {
            m_opposite[b[j]] = a[i];
            total += 1 + nameSimilarity(a[i], b[j]);
        }
        paired += pairs.size();
        units += b.size();
    }
    const double cover = units ? static_cast<double>(paired) / static_cast<double>(units) : 0;
    m_orderTrust = cover * cover;
    return total;
}

void Scorer::measureNames()
{
    std::unordered_map<std::string, std::vector<std::size_t>> buckets;
    for (std::size_t s = 0; s < m_source.units.size(); ++s)
        buckets[m_source.units[s].bucket].push_back(s);
    constexpr std::size_t sample = 400; // sources a target is compared with
    m_bestName.assign(m_target.units.size(), 0);
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t t = 0; t < m_target.units.size(); ++t) {
        const auto it = buckets.find(m_target.units[t].bucket);
        if (it == buckets.end())
            continue;
        for (std::size_t i = 0; i < it->second.size(); i += 1 + it->second.size() / sample)
            m_bestName[t] = std::max(m_bestName[t], nameSimilarity(it->second[i], t));
        sum += m_bestName[t];
        ++count;
    }
    m_nameRegime = count ? sum / static_cast<double>(count) : 0;
}

Scorer::Neighbours Scorer::neighboursOf(const Model& model)
{
    std::vector<std::size_t> kernels;
    for (std::size_t u = 0; u < model.units.size(); ++u)
        if (model.units[u].type == Unit::Type::Kernel)
            kernels.push_back(u);
    std::sort(kernels.begin(), kernels.end(), [&](std::size_t a, std::size_t b) { return model.units[a].position < model.units[b].position; });
    Neighbours out;
    out.before.assign(model.units.size(), noUnit);
    out.after = out.before;
    for (std::size_t i = 1; i < kernels.size(); ++i) {
        out.before[kernels[i]] = kernels[i - 1];
        out.after[kernels[i - 1]] = kernels[i];
    }
    return out;
}

void Scorer::setContext(const Assignment& assignment)
{
    m_context = assignment;
    m_sourceNext = neighboursOf(m_source);
    m_targetNext = neighboursOf(m_target);
    m_together.clear();
    m_families.clear();
    std::fill(m_familySize.begin(), m_familySize.end(), 0);
    for (std::size_t t = 0; t < m_target.units.size(); ++t) {
        const std::size_t s = assignment.sourceOf[t];
        if (s == noUnit)
            continue;
        ++m_familySize[m_targetFamily[t]];
        ++m_families[pairKey(m_sourceFamily[s], m_targetFamily[t])];
        const auto& a = m_source.units[s].nodes;
        const auto& b = m_target.units[t].nodes;
        for (std::size_t i = 0; i < a.size() && i < 8; ++i)
            for (std::size_t j = 0; j < b.size() && j < 8; ++j)
                ++m_together[pairKey(a[i], b[j])];
    }
}

} // namespace tensorgraft::matching
