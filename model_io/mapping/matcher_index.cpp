#include "model_io/mapping/matcher_model.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tensorgraft::matching {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::uint64_t mix(std::uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15ULL;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9ULL;
    return x ^ (x >> 32);
}

void orderUnits(Model& model, bool natural)
{
    std::vector<std::size_t> order(model.units.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return naturalLess(model.units[a].pieces, model.units[b].pieces);
    });
    for (std::size_t i = 0; i < order.size(); ++i)
        model.units[order[i]].naturalPosition = i;
    for (Unit& unit : model.units)
        unit.position = natural ? unit.naturalPosition : unit.filePosition;
}

// The tree of the names' tokens, without the scopes that hold the same units as the scope below them.
void buildNodes(Model& model)
{
    struct Scope {
        std::size_t parent = none;
        std::vector<std::size_t> units;
        bool segment = true;
    };
    std::vector<Scope> scopes{{}};
    std::map<std::pair<std::size_t, std::string>, std::size_t> children;
    std::vector<std::size_t> leaf(model.units.size());
    for (std::size_t u = 0; u < model.units.size(); ++u) {
        std::size_t at = 0;
        scopes[0].units.push_back(u);
        const auto descend = [&](const std::string& text) {
            const auto [it, fresh] = children.emplace(std::make_pair(at, text), scopes.size());
            if (fresh) {
                scopes.push_back({});
                scopes.back().parent = at;
                scopes.back().segment = text == "/";
            }
            at = it->second;
            scopes[at].units.push_back(u);
        };
        for (const Token& token : model.units[u].path) {
            descend(token.text);
            if (token.ends)
                descend("/");
        }
        leaf[u] = at;
    }
    model.nodes.clear();
    std::vector<std::size_t> nodeOf(scopes.size(), none);
    for (std::size_t u = 0; u < model.units.size(); ++u) {
        std::vector<std::size_t>& chain = model.units[u].nodes;
        chain.clear();
        std::size_t lastSize = 0;
        for (std::size_t at = leaf[u]; at != none; at = scopes[at].parent) {
            if (scopes[at].units.size() == lastSize)
                continue;
            lastSize = scopes[at].units.size();
            if (nodeOf[at] == none) {
                nodeOf[at] = model.nodes.size();
                model.nodes.push_back({scopes[at].units, 0, 0, scopes[at].segment, 0, 1});
            }
            chain.push_back(nodeOf[at]);
        }
    }
}

void rankNodes(Model& model)
{
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> alike;
    std::vector<std::size_t> first(model.nodes.size());
    for (std::size_t n = 0; n < model.nodes.size(); ++n) {
        Node& node = model.nodes[n];
        std::uint64_t kernels = 0, all = 0;
        node.kernels = 0;
        first[n] = none;
        for (std::size_t u : node.units) {
            const Unit& unit = model.units[u];
            const std::uint64_t hash = mix(std::hash<std::string>{}(unit.bucket));
            all += hash;
            if (unit.type == Unit::Type::Kernel) {
                kernels += hash;
                ++node.kernels;
            }
            first[n] = std::min(first[n], unit.position);
        }
        node.fingerprint = node.kernels > 0 ? mix(kernels) : mix(all + 1);
        alike[node.fingerprint].push_back(n);
    }
    for (auto& [fingerprint, nodes] : alike) {
        // A scope and a larger one may hold the same kernels: larger ones are ranked among their like only.
        std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) { return first[a] < first[b]; });
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            model.nodes[nodes[i]].rank = i;
            model.nodes[nodes[i]].alike = nodes.size();
        }
    }
}

std::int64_t outputsOf(const Unit& unit)
{
    const std::size_t at = unit.main.letters.find_first_of("OC");
    return at == std::string::npos || unit.main.letters.find("hd") != std::string::npos ? -1 : unit.main.shape[at];
}

// The kernel that a normalisation or vector stands beside: alone with it in a scope, of the same number, or before it.
void anchorVectors(Model& model)
{
    std::vector<std::size_t> byFile(model.units.size());
    for (std::size_t u = 0; u < model.units.size(); ++u)
        byFile[model.units[u].filePosition] = u;
    for (Unit& unit : model.units) {
        unit.anchor = none;
        if (unit.type == Unit::Type::Kernel || unit.main.shape.rank() == 0)
            continue;
        const std::int64_t size = unit.main.shape[0];
        for (std::size_t n : unit.nodes) {
            const Node& node = model.nodes[n];
            if (node.kernels == 0)
                continue;
            double best = 0;
            std::size_t namesakes = 0; // kernels of the same number: one says which, several say nothing
            const bool alone = node.kernels == 1;
            const std::size_t limit = 64;
            const auto consider = [&](std::size_t u) {
                const Unit& kernel = model.units[u];
                if (kernel.type != Unit::Type::Kernel || (!alone && outputsOf(kernel) != size))
                    return;
                const bool sameNumber = !unit.numbers.empty() && unit.numbers == kernel.numbers;
                namesakes += sameNumber;
                const std::size_t k = kernel.filePosition, p = unit.filePosition;
                const double distance = k < p ? static_cast<double>(p - k) : 1.5 + static_cast<double>(k - p);
                const double score = 1.0 / (1.0 + distance) + (sameNumber ? 0.4 : 0.0);
                if (score > best) {
                    best = score;
                    unit.anchor = u;
                    unit.anchorTrust = alone ? 1.0 : sameNumber ? 0.7 : model.traits.layerOrder ? 0.6 : 0.2;
                }
            };
            if (node.units.size() <= limit) {
                for (std::size_t u : node.units)
                    consider(u);
            } else {
                const std::size_t begin = unit.filePosition > 32 ? unit.filePosition - 32 : 0;
                for (std::size_t p = begin; p < std::min(byFile.size(), unit.filePosition + 32); ++p)
                    consider(byFile[p]);
            }
            if (namesakes > 1 && unit.anchorTrust == 0.7)
                unit.anchorTrust = model.traits.layerOrder ? 0.6 : 0.2;
            if (unit.anchor != none || node.units.size() > limit)
                break;
        }
    }
}

} // namespace

void indexModel(Model& model, bool natural)
{
    for (Unit& unit : model.units)
        unit.bucket = bucketOf(unit);
    orderUnits(model, natural);
    buildNodes(model);
    rankNodes(model);
    anchorVectors(model);
}

} // namespace tensorgraft::matching
