#include "model_io/mapping/matcher_judge.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::matching {
namespace {

bool isRawParameter(const Unit& unit)
{
    return unit.main.label.empty() || unit.main.kind == ParameterKind::PositionEmbedding;
}

bool isPosition(const Unit& unit)
{
    return std::find(unit.words.begin(), unit.words.end(), "pos") != unit.words.end()
        || std::find(unit.words.begin(), unit.words.end(), "wpe") != unit.words.end();
}

bool isModelKernel(const Unit& unit)
{
    return unit.type == Unit::Type::Kernel && !isRawParameter(unit) && !isPosition(unit) && unit.main.role == NameRole::Weight;
}

// The unit stands alone in its bucket in both models: its shape is a name of its own.
struct BucketCounts {
    std::map<std::string, std::size_t> source, target;
    BucketCounts(const Model& s, const Model& t)
    {
        for (const Unit& unit : s.units)
            ++source[unit.bucket];
        for (const Unit& unit : t.units)
            ++target[unit.bucket];
    }
    /// So few on both sides that, with the others named, only one is left for each.
    [[nodiscard]] bool few(const std::string& bucket) const
    {
        const auto a = source.find(bucket), b = target.find(bucket);
        return a != source.end() && b != target.end() && a->second == b->second && a->second <= 2;
    }
    /// Equally many on both sides, and enough of them that their order is no accident.
    [[nodiscard]] bool several(const std::string& bucket) const
    {
        const auto a = source.find(bucket), b = target.find(bucket);
        return a != source.end() && b != target.end() && a->second == b->second && a->second >= 3;
    }
    [[nodiscard]] bool only(const std::string& bucket) const
    {
        const auto a = source.find(bucket), b = target.find(bucket);
        return a != source.end() && b != target.end() && a->second == 1 && b->second == 1;
    }
};

std::int64_t outputs(const Unit& unit)
{
    const std::size_t axis = unit.main.letters.find('O');
    return axis == std::string::npos ? 0 : unit.main.shape[axis];
}

// As many outputs as inputs: nothing that answers in classes.
bool isSquare(const Unit& unit)
{
    const std::size_t in = unit.main.letters.find('I'), out = unit.main.letters.find('O');
    return in != std::string::npos && out != std::string::npos && unit.main.shape[in] == unit.main.shape[out];
}

// The last kernel of a model is its head, whatever it is called.
std::size_t lastKernel(const Model& model)
{
    std::size_t last = noUnit;
    for (std::size_t u = 0; u < model.units.size(); ++u)
        if (isModelKernel(model.units[u]) && (last == noUnit || model.units[u].filePosition > model.units[last].filePosition))
            last = u;
    return last;
}

bool hasBias(const Unit& unit)
{
    return std::any_of(unit.minors.begin(), unit.minors.end(), [](const Part& part) { return part.label == "bias"; });
}

bool hasStatistics(const Unit& unit)
{
    return unit.main.label == "variance"
        || std::any_of(unit.minors.begin(), unit.minors.end(), [](const Part& part) { return part.label == "variance"; });
}

bool hasStatistics(const Model& model)
{
    return std::any_of(model.units.begin(), model.units.end(), [](const Unit& unit) { return hasStatistics(unit); });
}

// Kernels with a batch norm beside them.
std::vector<bool> normedKernels(const Model& model)
{
    std::vector<bool> out(model.units.size());
    for (const Unit& unit : model.units)
        if (unit.anchor != noUnit && hasStatistics(unit))
            out[unit.anchor] = true;
    return out;
}

using Kernels = std::map<std::string, std::size_t>;

Kernels kernelsOf(const Model& model, std::size_t node)
{
    Kernels out;
    for (std::size_t u : model.nodes[node].units)
        if (isModelKernel(model.units[u]))
            ++out[model.units[u].bucket];
    return out;
}

double dice(const Kernels& a, const Kernels& b)
{
    std::size_t common = 0, all = 0;
    for (const auto& [key, count] : a) {
        all += count;
        if (const auto it = b.find(key); it != b.end())
            common += std::min(count, it->second);
    }
    for (const auto& [key, count] : b)
        all += count;
    return all ? 2.0 * static_cast<double>(common) / static_cast<double>(all) : 1;
}

// Several kernels that belong together, and not all layers of one kind in a flat list: conv2d_transpose, conv2d_transpose_1.
bool isScope(const Model& model, const Node& node)
{
    return node.kernels > 1
        && (node.segment || std::any_of(node.units.begin(), node.units.end(), [&](std::size_t u) { return model.units[u].numbers.size() > 1; }));
}

// How alike the scopes around matched kernels are made, over a sample.
double likeness(const Model& source, const Model& target, const Assignment& assignment, const std::vector<Verdict>& verdicts)
{
    std::vector<Kernels> sourceKernels(source.nodes.size()), targetKernels(target.nodes.size());
    std::vector<bool> sourceKnown(source.nodes.size()), targetKnown(target.nodes.size());
    const auto get = [](const Model& model, std::vector<Kernels>& all, std::vector<bool>& known, std::size_t node) -> const Kernels& {
        if (!known[node]) {
            all[node] = kernelsOf(model, node);
            known[node] = true;
        }
        return all[node];
    };
    double sum = 0;
    std::size_t count = 0;
    const std::size_t stride = 1 + target.units.size() / 500;
    for (std::size_t t = 0; t < target.units.size(); t += stride) {
        if (assignment.sourceOf[t] == noUnit || !isModelKernel(target.units[t]) || verdicts[t].confidence < 0.5)
            continue;
        const auto& chain = target.units[t].nodes;
        const auto scope = std::find_if(chain.begin(), chain.end(), [&](std::size_t n) { return isScope(target, target.nodes[n]); });
        const auto& others = source.units[assignment.sourceOf[t]].nodes;
        const auto own = std::find_if(others.begin(), others.end(), [&](std::size_t n) { return isScope(source, source.nodes[n]); });
        // A flat list of layers has no scopes to compare.
        if (scope == chain.end() || own == others.end() || 3 * target.nodes[*scope].units.size() > target.units.size()
            || 3 * source.nodes[*own].units.size() > source.units.size())
            continue;
        double best = 0;
        for (std::size_t node : others)
            if (source.nodes[node].kernels > 1)
                best = std::max(best, dice(get(target, targetKernels, targetKnown, *scope),
                                           get(source, sourceKernels, sourceKnown, node)));
        sum += best;
        ++count;
    }
    return count ? sum / static_cast<double>(count) : 1;
}

// A word embedding, also where it is a bare parameter.
bool isTable(const Unit& unit)
{
    return unit.type == Unit::Type::Kernel && unit.main.shape.rank() == 2 && unit.main.role == NameRole::Weight && !isPosition(unit)
        && std::find(unit.words.begin(), unit.words.end(), "embed") != unit.words.end();
}

struct Surround {
    std::size_t targets = 0, sources = 0, matched = 0;
};

// Kernels outside the repeated blocks: what the network reads and what it answers.
Surround surround(const Model& source, const Model& target, const Assignment& assignment, const std::vector<Verdict>& verdicts)
{
    Surround out;
    std::set<std::string> names;
    const auto key = [](const Unit& unit) {
        std::string text = std::to_string(unit.main.shape.rank());
        for (const Token& token : unit.path)
            text += "/" + token.text;
        return text;
    };
    for (const Unit& unit : source.units) {
        out.sources += (isModelKernel(unit) || isTable(unit)) && repeatedBlock(source, unit) == noUnit;
        names.insert(key(unit));
    }
    for (std::size_t t = 0; t < target.units.size(); ++t) {
        const Unit& unit = target.units[t];
        if (!(isModelKernel(unit) || isTable(unit)) || repeatedBlock(target, unit) != noUnit)
            continue;
        ++out.targets;
        const bool claimed = assignment.sourceOf[t] != noUnit && verdicts[t].confidence >= 0.5;
        out.matched += claimed || names.contains(key(unit));
    }
    return out;
}

} // namespace

std::size_t repeatedBlock(const Model& model, const Unit& unit)
{
    for (std::size_t node : unit.nodes)
        if (model.nodes[node].kernels >= 3 && model.nodes[node].alike >= 3)
            return node;
    return noUnit;
}

std::vector<Verdict> judge(const Model& source, const Model& target, const Scorer& scorer, const Assignment& assignment)
{
    const BucketCounts counts(source, target);
    const std::size_t lastSource = lastKernel(source), lastTarget = lastKernel(target);
    const bool folded = hasStatistics(source) && !hasStatistics(target);
    const std::vector<bool> normed = folded ? normedKernels(source) : std::vector<bool>();
    const bool sameLength = std::count_if(source.units.begin(), source.units.end(), isModelKernel)
        == std::count_if(target.units.begin(), target.units.end(), isModelKernel);
    std::vector<Verdict> out(target.units.size());
    for (std::size_t t = 0; t < target.units.size(); ++t) {
        const std::size_t s = assignment.sourceOf[t];
        if (s == noUnit)
            continue;
        const Unit& from = source.units[s];
        const Unit& to = target.units[t];
        Verdict& verdict = out[t];
        verdict.evidence = scorer.evidence(s, t);
        const Evidence& e = verdict.evidence;
        const bool only = counts.only(to.bucket);
        const double support = 0.8 * e.name + 0.3 * e.suffix + 0.1 * e.number + 0.5 * e.block + 0.1 * e.local + 0.5 * e.order
            + 0.4 * e.context + 0.4 * e.anchor + (only ? 0.3 : 0) - (e.forced ? 0.15 : 0) - (e.kindDiffers ? 0.3 : 0);
        verdict.confidence = std::clamp(0.45 + 0.54 * std::min(1.0, support / 1.4), 0.05, 0.99);
        // A head may be called anything; with many classes its shape names it.
        const bool head = outputs(to) >= 10 && !isSquare(to) && ((t == lastTarget && s == lastSource) || counts.few(to.bucket));
        // Where names agree nearly everywhere, two that are left over may well be neighbours of each other's neighbours.
        const double enoughContext = scorer.nameRegime() >= 0.85 ? 0.7 : 0.3;
        const bool structure = e.block >= 0.3 || e.context >= enoughContext || e.anchor >= 0.5
            || (sameLength && e.order >= 0.95 && counts.several(to.bucket)); // as many of them, all in order
        if (head && support < 0.35)
            verdict.confidence = std::max(verdict.confidence, 0.6);
        const auto doubt = [&](double confidence, std::string why) {
            verdict.confidence = std::min(verdict.confidence, confidence);
            verdict.doubt = std::move(why);
        };
        if (to.main.role == NameRole::Buffer || from.main.role == NameRole::Buffer) {
            const bool namesake = from.words == to.words
                || (!from.words.empty() && !to.words.empty() && from.words.back() == to.words.back() && structure);
            if (to.main.role != from.main.role || !namesake || from.main.label != to.main.label)
                doubt(0.2, "buffers are matched with their namesakes only");
        } else if (folded && normed[s] && hasBias(to) && !hasBias(from)) {
            doubt(0.4, "the target has the batch norm that follows folded into this layer");
            verdict.folded = true;
        } else if (support < 0.18 && !head) {
            doubt(0.4, "only the shapes agree");
        } else if (scorer.nameRegime() >= 0.7 && e.name < 0.4 && !structure && !head) {
            doubt(0.4, "the shapes agree, but the names do not, which they do nearly everywhere else");
        }
    }
    return out;
}

std::string refusal(const Model& source, const Model& target, const Scorer& scorer, const Assignment& assignment,
                    const std::vector<Verdict>& verdicts)
{
    std::size_t kernels = 0, matched = 0;
    for (std::size_t t = 0; t < target.units.size(); ++t)
        if (isModelKernel(target.units[t]) && !verdicts[t].folded) {
            ++kernels;
            matched += assignment.sourceOf[t] != noUnit && verdicts[t].confidence >= 0.5;
        }
    if (kernels == 0 || (matched == 0 && kernels < 3))
        return {};
    if (matched == 0)
        return "Nothing in the source fits the kernels of the target, by name and shape together.";
    const double cover = static_cast<double>(matched) / static_cast<double>(kernels);
    const double alike = likeness(source, target, assignment, verdicts);
    if (alike < 0.5 || (cover < 0.5 && alike < 0.85))
        return "The two networks are built differently: layers of equal shape stand among layers that do not match.";
    const auto sourceKernels = static_cast<double>(std::count_if(source.units.begin(), source.units.end(), isModelKernel));
    const bool partOfSource = sourceKernels > 0 && static_cast<double>(matched) / sourceKernels < 0.4;
    if ((cover < 0.3 && scorer.nameRegime() < 0.5) || (cover < 0.4 && partOfSource && scorer.nameRegime() < 0.75))
        return "Only " + std::to_string(matched) + " of " + std::to_string(kernels)
            + " kernels of the target fit anything in the source, and the names do not agree.";
    const Surround around = surround(source, target, assignment, verdicts);
    if (around.targets > 0 && around.sources > 0 && around.matched == 0)
        return "The repeated blocks have equal shapes, but nothing around them corresponds: the two networks read and "
               "answer different things.";
    return {};
}

} // namespace tensorgraft::matching
