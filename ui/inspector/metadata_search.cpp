#include "ui/inspector/metadata_search.h"

#include "ui/inspector/metadata_text.h"

#include <algorithm>
#include <string_view>

namespace tensorgraft {
namespace {

constexpr std::size_t deepest = 400;
constexpr std::size_t reportEvery = 4096;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Search {
public:
    Search(std::string text, const ProgressFn& progress) : m_text(std::move(text)), m_progress(progress) { std::ranges::transform(m_text, m_text.begin(), lower); }
    /// False: enough is found, or it is cancelled.
    bool walk(const Metadata& value)
    {
        if (m_path.size() > deepest)
            return true;
        const auto child = [this](std::size_t i, std::string_view key, const Metadata& part) {
            m_path.push_back(i);
            const bool matches = contains(key) || contains(part);
            if (matches)
                m_found.push_back(m_path);
            const bool goOn = m_found.size() < mostMetadataMatches && report() && walk(part);
            m_path.pop_back();
            return goOn;
        };
        if (const Metadata::Map* map = value.map()) {
            for (std::size_t i = 0; i < map->size(); ++i)
                if (!child(i, (*map)[i].first, (*map)[i].second))
                    return false;
        } else if (const Metadata::List* list = value.list()) {
            for (std::size_t i = 0; i < list->size(); ++i)
                if (!child(i, {}, (*list)[i]))
                    return false;
        } else if (value.string()) {
            if (const std::optional<Metadata> json = parseJson(*value.string()))
                return walk(*json);
        }
        return true;
    }
    void setRoot(std::size_t root) { m_path = {root}; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    std::vector<MetadataPath> take() { return std::move(m_found); }

private:
    [[nodiscard]] bool contains(std::string_view text) const { return !text.empty() && !std::ranges::search(text, m_text, {}, lower).empty(); }
    [[nodiscard]] bool contains(const Metadata& value) const
    {
        if (value.map() || value.list())
            return false;
        // JSON is looked into part by part, so that the part is found and not the whole text.
        if (const std::string* text = value.string()) {
            const std::size_t start = text->find_first_not_of(" \t\r\n");
            const bool json = start != std::string::npos && ((*text)[start] == '{' || (*text)[start] == '[') && parseJson(*text).has_value();
            return !json && contains(std::string_view(*text));
        }
        return contains(std::string_view(jsonText(value, 100).toStdString()));
    }
    bool report()
    {
        if (++m_steps % reportEvery == 0 && !reportProgress(m_progress, 0, 0))
            m_cancelled = true;
        return !m_cancelled;
    }

    std::string m_text;
    const ProgressFn& m_progress;
    MetadataPath m_path;
    std::vector<MetadataPath> m_found;
    std::size_t m_steps = 0;
    bool m_cancelled = false;
};

} // namespace

Result<std::vector<MetadataPath>> findInMetadata(const std::vector<std::shared_ptr<const Metadata>>& roots, const std::string& text, const ProgressFn& progress)
{
    if (text.empty())
        return std::vector<MetadataPath>();
    Search search(text, progress);
    for (std::size_t i = 0; i < roots.size(); ++i) {
        search.setRoot(i);
        if (roots[i] && !search.walk(*roots[i]))
            break;
    }
    if (search.isCancelled())
        return cancelled();
    return search.take();
}

} // namespace tensorgraft
