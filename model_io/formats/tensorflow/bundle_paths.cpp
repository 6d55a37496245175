#include "model_io/formats/tensorflow/bundle_paths.h"

#include "model_io/codecs/byte_source.h"

#include <algorithm>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view indexSuffix = ".index";
constexpr std::size_t largestState = std::size_t{16} << 20;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string fiveDigits(std::size_t n)
{
    const std::string digits = std::to_string(n);
    return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

/// Length of ".data-00000-of-00001" at the end of `name`; 0 where there is none.
std::size_t shardSuffixLength(std::string_view name)
{
    const auto digits = [&](std::size_t end) {
        std::size_t begin = end;
        while (begin > 0 && isDigit(name[begin - 1]))
            --begin;
        return begin;
    };
    const std::size_t count = digits(name.size());
    constexpr std::string_view of = "-of-", data = ".data-";
    if (name.size() - count < 5 || !name.substr(0, count).ends_with(of))
        return 0;
    const std::size_t shard = digits(count - of.size());
    if (count - of.size() - shard < 5 || !name.substr(0, shard).ends_with(data) || shard == data.size())
        return 0;
    return name.size() - (shard - data.size());
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// Prefixes of the indexes in a folder, in the order of their names.
std::vector<fs::path> prefixesIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (name.size() > indexSuffix.size() && name.ends_with(indexSuffix) && isFile(it->path()))
            found.push_back(folder / name.substr(0, name.size() - indexSuffix.size()));
    }
    std::ranges::sort(found);
    return found;
}

/// The value of one line of a text message: a quoted text with C escapes.
std::optional<std::string> quotedValue(std::string_view line)
{
    const auto begin = line.find_first_of("\"'");
    if (begin == std::string_view::npos)
        return std::nullopt;
    const char quote = line[begin];
    std::string value;
    for (std::size_t i = begin + 1; i < line.size(); ++i) {
        if (line[i] == quote)
            return value;
        if (line[i] != '\\' || i + 1 == line.size()) {
            value += line[i];
            continue;
        }
        const char c = line[++i];
        if (c >= '0' && c <= '7') { // up to three octal digits: how bytes beyond ASCII are written
            int code = 0;
            std::size_t digits = 0;
            for (; digits < 3 && i < line.size() && line[i] >= '0' && line[i] <= '7'; ++digits, ++i)
                code = code * 8 + (line[i] - '0');
            --i;
            value += static_cast<char>(code);
        } else {
            value += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
    }
    return std::nullopt;
}

Result<CheckpointState> readState(const fs::path& path)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    std::string text(std::min<std::uint64_t>((*file)->sizeBytes(), largestState), '\0');
    if (auto r = (*file)->readAt(0, std::as_writable_bytes(std::span(text))); !r)
        return fail(std::move(r.error()));
    auto state = parseCheckpointState(text);
    if (!state)
        return fail(makeError(ErrorCode::NotThisFormat, "the file names no checkpoint").at(path)
                        .wanted("a line with model_checkpoint_path").advise("Choose the .index file of the checkpoint"));
    return std::move(*state);
}

Result<FoundBundle> fromState(const fs::path& stateFile)
{
    auto state = readState(stateFile);
    if (!state)
        return fail(std::move(state.error()));
    const fs::path folder = stateFile.parent_path();
    // A folder that was moved keeps the old absolute path; then the name counts.
    const auto existing = [&](const std::string& name) -> std::optional<fs::path> {
        for (const fs::path& candidate : {fs::path(name).is_absolute() ? fs::path(name) : folder / name, folder / fs::path(name).filename()})
            if (isFile(indexPath(candidate)))
                return candidate;
        return std::nullopt;
    };
    if (const auto latest = existing(state->latest))
        return FoundBundle{*latest, {}};
    if (!fs::path(state->latest).filename().empty() && isFile(folder / fs::path(state->latest).filename()))
        return fail(makeError(ErrorCode::NotThisFormat, "the state file names a checkpoint of one file, which is no V2 checkpoint")
                        .at(stateFile).wanted(indexPath(state->latest).string()).got(state->latest));
    std::optional<fs::path> other;
    for (std::size_t i = state->all.size(); i-- > 0 && !other;)
        other = existing(state->all[i]);
    if (!other)
        if (const auto there = prefixesIn(folder.empty() ? fs::path(".") : folder); there.size() == 1)
            other = folder / there[0].filename();
    Error missing = makeError(ErrorCode::Io, "the checkpoint that the state file names is not there").at(stateFile)
                        .wanted(indexPath(state->latest).string());
    if (other)
        return FoundBundle{*other, {std::move(missing).got(indexPath(other->filename()).string() + ", which was opened instead")}};
    return fail(std::move(missing).advise("Copy the checkpoint's .index and .data files beside the state file, or choose another .index"));
}

} // namespace

fs::path shardPath(const fs::path& prefix, std::size_t shard, std::size_t count)
{
    fs::path path = prefix;
    path += ".data-" + fiveDigits(shard) + "-of-" + fiveDigits(count);
    return path;
}

fs::path indexPath(const fs::path& prefix)
{
    fs::path path = prefix;
    path += indexSuffix;
    return path;
}

std::optional<fs::path> prefixOfMember(const fs::path& path)
{
    const std::string name = path.filename().string();
    std::size_t length = name.ends_with(indexSuffix) ? indexSuffix.size() : shardSuffixLength(name);
    if (length == 0 || length >= name.size())
        return std::nullopt;
    return path.parent_path() / name.substr(0, name.size() - length);
}

fs::path prefixOfOutput(const fs::path& fileName) { return prefixOfMember(fileName).value_or(fileName); }

std::optional<CheckpointState> parseCheckpointState(std::string_view text)
{
    CheckpointState state;
    bool found = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        for (const auto& [key, isLatest] : {std::pair<std::string_view, bool>{"model_checkpoint_path", true}, {"all_model_checkpoint_paths", false}}) {
            if (!line.starts_with(key))
                continue;
            std::string_view rest = line.substr(key.size());
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
            if (!rest.starts_with(':'))
                continue;
            auto value = quotedValue(rest);
            if (!value || value->empty() || value->find('\0') != std::string::npos)
                continue;
            if (isLatest) {
                state.latest = std::move(*value);
                found = true;
            } else {
                state.all.push_back(std::move(*value));
            }
        }
    }
    if (!found)
        return std::nullopt;
    return state;
}

Result<FoundBundle> findBundle(const fs::path& path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        if (isFile(path / "checkpoint"))
            return fromState(path / "checkpoint");
        const auto there = prefixesIn(path);
        if (there.size() == 1)
            return FoundBundle{there[0], {}};
        return fail(makeError(ErrorCode::NotThisFormat, there.empty() ? "the folder holds no TensorFlow checkpoint"
                                                                      : "the folder holds several checkpoints").at(path)
                        .wanted("a state file 'checkpoint', or exactly one *.index")
                        .got(std::to_string(there.size()) + " *.index").advise("Choose the .index file of the checkpoint"));
    }
    if (const auto prefix = prefixOfMember(path))
        return FoundBundle{*prefix, {}};
    if (!isFile(path)) {
        if (isFile(indexPath(path)))
            return FoundBundle{path, {}};
        return fail(ioError(ENOENT, "open the file", path));
    }
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    std::string head(std::min<std::uint64_t>((*file)->sizeBytes(), 4096), '\0');
    if (auto r = (*file)->readAt(0, std::as_writable_bytes(std::span(head))); !r)
        return fail(std::move(r.error()));
    if (parseCheckpointState(head))
        return fromState(path);
    return FoundBundle{path, {}}; // an index under another name: its data files continue that name
}

} // namespace tensorgraft::tf
