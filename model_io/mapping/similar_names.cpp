#include "model_io/mapping/similar_names.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace tensorgraft {
namespace {

/// Edit distances are quadratic in the names: not for those of hostile files.
constexpr std::size_t longestCompared = 256;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool separates(char c) { return c == '/' || c == '.' || c == '_' || c == '-' || c == ':'; }

std::size_t findIgnoringCase(std::string_view text, std::string_view part)
{
    const auto it = std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) { return lower(a) == lower(b); });
    return it == text.end() ? std::string_view::npos : static_cast<std::size_t>(it - text.begin());
}

/// Letters to change, add or drop; `limit` + 1 where there are more.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > limit)
        return limit + 1;
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0], best = row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
            best = std::min(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
    }
    return row[b.size()];
}

/// The `most` best of (score, index), in file order among equals.
std::vector<std::size_t> bestOf(std::vector<std::pair<int, std::size_t>> scored, std::size_t most)
{
    const auto better = [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
    const std::size_t count = std::min(most, scored.size());
    std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(count), scored.end(), better);
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < count; ++i)
        indices.push_back(scored[i].second);
    return indices;
}

} // namespace

int completionScore(std::string_view name, std::string_view typed)
{
    if (typed.empty())
        return 1;
    if (typed.size() > name.size())
        return 0;
    const int rest = static_cast<int>(std::min<std::size_t>(name.size() - typed.size(), 999));
    if (const std::size_t at = findIgnoringCase(name, typed); at != std::string_view::npos) {
        const bool starts = at == 0 || separates(name[at - 1]);
        const bool ends = at + typed.size() == name.size() || separates(name[at + typed.size()]);
        return 10'000 + (at == 0 ? 4000 : 0) + (starts ? 2000 : 0) + (ends ? 1000 : 0) - rest;
    }
    int score = 2000 - rest;
    std::size_t at = 0;
    bool together = false;
    for (const char wanted : typed) {
        const std::size_t from = at;
        while (at < name.size() && lower(name[at]) != lower(wanted))
            ++at;
        if (at == name.size())
            return 0;
        score += (together && at == from ? 20 : 0) + (at == 0 || separates(name[at - 1]) ? 15 : 0);
        together = true;
        ++at;
    }
    return std::max(score, 1);
}

std::vector<std::size_t> completions(std::span<const TensorInfo> tensors, std::string_view typed, std::size_t most)
{
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (typed.empty() && i >= most)
            break;
        const int score = std::max(completionScore(tensors[i].name, typed), tensors[i].alias.empty() ? 0 : completionScore(tensors[i].alias, typed) - 1);
        if (score > 0)
            scored.emplace_back(score, i);
    }
    return bestOf(std::move(scored), most);
}

std::vector<std::size_t> similarNames(std::span<const TensorInfo> tensors, std::string_view name, std::size_t most)
{
    std::vector<std::pair<int, std::size_t>> scored;
    if (name.empty() || name.size() > longestCompared)
        return {};
    const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (tensors[i].name.size() > longestCompared)
            continue;
        if (const std::size_t distance = editDistance(tensors[i].name, name, limit); distance <= limit)
            scored.emplace_back(-static_cast<int>(distance), i);
    }
    return bestOf(std::move(scored), most);
}

} // namespace tensorgraft
