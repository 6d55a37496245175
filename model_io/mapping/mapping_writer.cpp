#include "model_io/mapping/json_node.h"
#include "model_io/mapping/mapping_document.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>

namespace tensorgraft {
namespace {

constexpr std::int64_t maxDocumentBytes = std::int64_t{512} << 20;
constexpr std::size_t pieceBytes = std::size_t{256} << 10; ///< that are written at once

std::string numberText(double value)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// Writes the fields of one object, with ", " between them.
class ObjectText {
public:
    void add(std::string_view key, const std::string& value)
    {
        m_text += (m_text.empty() ? "" : ", ") + quotedJson(key) + ": " + value;
    }
    /// `members`: an object as text, or nullptr.
    void addUnknown(const std::string* members)
    {
        if (members && members->size() > 2)
            m_text += (m_text.empty() ? "" : ", ") + members->substr(1, members->size() - 2);
    }
    [[nodiscard]] bool empty() const { return m_text.empty(); }
    [[nodiscard]] std::string text() const { return '{' + m_text + '}'; }

private:
    std::string m_text;
};

std::string sourcesText(const std::vector<std::string>& sources)
{
    if (sources.size() == 1)
        return quotedJson(sources[0]);
    std::string text;
    for (const std::string& source : sources)
        text += (text.empty() ? "" : ", ") + quotedJson(source);
    return '[' + text + ']';
}

std::string patternsText(const std::vector<std::string>& patterns)
{
    std::string text;
    for (const std::string& pattern : patterns)
        text += (text.empty() ? "" : ", ") + quotedJson(pattern);
    return '[' + text + ']';
}

std::string policyText(const MappingPolicy& policy, const std::string* unknown)
{
    ObjectText object;
    object.add("missingSource", policy.missingSource == MissingSourcePolicy::Error ? "\"error\"" : "\"skip\"");
    object.add("shapeMismatch", policy.shapeMismatch == ShapeMismatchPolicy::Error ? "\"error\"" : "\"skip\"");
    object.add("unmappedTarget", policy.unmappedTarget == UnmappedTargetPolicy::Keep ? "\"keep\"" : "\"error\"");
    object.add("dtype", policy.dtype == DTypePolicy::Target ? "\"target\"" : "\"source\"");
    object.addUnknown(unknown);
    return object.text();
}

std::string ruleText(const MappingRule& rule)
{
    ObjectText object;
    if (!rule.source.empty())
        object.add("source", sourcesText(rule.source));
    object.add("target", quotedJson(rule.target));
    if (!rule.transform.empty() || rule.source.empty())
        object.add("transform", quotedJson(rule.transform));
    if (!rule.unknownFields.empty())
        object.addUnknown(&rule.unknownFields);
    return object.text();
}

std::string entryText(const MappingEntry& entry)
{
    ObjectText object;
    object.add("target", quotedJson(entry.target));
    if (!entry.source.empty())
        object.add("source", sourcesText(entry.source));
    if (!entry.transform.empty())
        object.add("transform", quotedJson(entry.transform));
    if (entry.confidence && std::isfinite(*entry.confidence))
        object.add("confidence", numberText(*entry.confidence));
    if (!entry.reason.empty())
        object.add("reason", quotedJson(entry.reason));
    if (!entry.unknownFields.empty())
        object.addUnknown(&entry.unknownFields);
    return object.text();
}

/// A file descriptor that closes itself.
struct Descriptor {
    int fd = -1;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

Result<void> writeAll(int fd, std::string_view bytes, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ioError(errno, "write the mapping", path));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

/// A new file beside `place`, with the rights that the umask leaves. -1 and errno where it cannot be made.
int createTemporary(const std::filesystem::path& folder, const std::filesystem::path& place, std::string& name)
{
    static std::atomic<unsigned> counter = 0;
    for (int attempt = 0; attempt < 100; ++attempt) {
        name = (folder / ("." + place.filename().string() + ".tensorgraft-" + std::to_string(::getpid()) + "-" + std::to_string(counter++))).string();
        const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

} // namespace

std::string toJson(const MappingDocument& document)
{
    std::string text;
    writeJson(document, [&](std::string_view piece, std::size_t, std::size_t) {
        text += piece;
        return true;
    });
    return text;
}

bool writeJson(const MappingDocument& document, const std::function<bool(std::string_view, std::size_t, std::size_t)>& put)
{
    const std::size_t total = document.rules.size() + document.entries.size();
    std::size_t done = 0;
    bool goesOn = true;
    std::unordered_map<std::string_view, const std::string*> unknown;
    for (const auto& [place, members] : document.unknownFields)
        unknown.emplace(place, &members);
    const auto unknownAt = [&](const std::string& place) {
        const auto found = unknown.find(place);
        return found == unknown.end() ? nullptr : found->second;
    };

    std::string text = "{\n  \"tensorgraft\": 1";
    const auto field = [&](std::string_view key, const std::string& value) { text += ",\n  " + quotedJson(key) + ": " + value; };
    for (const bool source : {true, false}) {
        const std::string& path = source ? document.sourcePath : document.targetPath;
        ObjectText side;
        if (!path.empty())
            side.add("path", quotedJson(path));
        side.addUnknown(unknownAt(source ? "source" : "target"));
        if (!side.empty())
            field(source ? "source" : "target", side.text());
    }
    field("policy", policyText(document.policy, unknownAt("policy")));
    field("include", patternsText(document.include));
    field("exclude", patternsText(document.exclude));

    const auto list = [&](std::string_view key, const auto& items, const auto& line) {
        text += ",\n  " + quotedJson(key) + ": [";
        const char* before = "\n    ";
        for (const auto& item : items) {
            text += before + line(item);
            before = ",\n    ";
            ++done;
            if (text.size() < pieceBytes)
                continue;
            goesOn = goesOn && put(text, done, total);
            if (!goesOn)
                return;
            text.clear();
        }
        text += items.empty() ? "]" : "\n  ]";
    };
    list("rules", document.rules, ruleText);
    if (goesOn)
        list("entries", document.entries, entryText);
    if (!goesOn)
        return false;
    if (const std::string* members = unknownAt(""); members && members->size() > 2)
        text += ",\n  " + members->substr(1, members->size() - 2);
    return put(text + "\n}\n", done, total);
}

Result<MappingDocument> loadMapping(const std::filesystem::path& path)
{
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.fd < 0)
        return fail(ioError(errno, "open the mapping", path));
    struct stat status = {};
    if (::fstat(file.fd, &status) != 0)
        return fail(ioError(errno, "open the mapping", path));
    if (S_ISDIR(status.st_mode))
        return fail(ioError(EISDIR, "read the mapping", path));
    if (status.st_size > maxDocumentBytes)
        return fail(makeError(ErrorCode::Usage, "this is no mapping: it is too large").at(path)
                        .wanted("at most " + std::to_string(maxDocumentBytes) + " bytes").got(std::to_string(status.st_size) + " bytes"));
    // Read to the end rather than to st_size: a pipe (`--mapping /dev/stdin`) has none.
    std::string text;
    for (std::array<char, 65536> buffer;;) {
        const ssize_t n = ::read(file.fd, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ioError(errno, "read the mapping", path));
        if (n == 0)
            break;
        if (text.size() > static_cast<std::size_t>(maxDocumentBytes))
            return fail(makeError(ErrorCode::Usage, "this is no mapping: it is too large").at(path));
        text.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return parseMapping(text, path);
}

Result<void> saveMapping(const MappingDocument& document, const std::filesystem::path& path, const ProgressFn& progress)
{
    // A link stays a link: what it points to is replaced.
    std::error_code ignored;
    std::filesystem::path place = std::filesystem::canonical(path, ignored);
    if (place.empty())
        place = path;
    if (std::filesystem::is_directory(place, ignored))
        return fail(ioError(EISDIR, "write the mapping", path));
    const std::filesystem::path folder = place.has_parent_path() ? place.parent_path() : std::filesystem::path(".");
    std::string temporary;
    const Descriptor file{createTemporary(folder, place, temporary)};
    if (file.fd < 0)
        return fail(ioError(errno, "write the mapping", path));
    Result<void> done;
    writeJson(document, [&](std::string_view piece, std::size_t items, std::size_t total) {
        done = writeAll(file.fd, piece, path);
        if (done && !reportProgress(progress, items, total))
            done = cancelled();
        return done.has_value();
    });
    struct stat old = {};
    const bool replaces = ::stat(place.c_str(), &old) == 0; // the new file keeps the rights of the one it replaces
    if (done && ((replaces && ::fchmod(file.fd, old.st_mode & 0777) != 0) || ::fsync(file.fd) != 0))
        done = fail(ioError(errno, "write the mapping", path));
    if (done && !reportProgress(progress, 1, 1))
        done = cancelled();
    if (done && ::rename(temporary.c_str(), place.c_str()) != 0)
        done = fail(ioError(errno, "replace the mapping", path));
    if (!done) {
        ::unlink(temporary.c_str());
        return done;
    }
    const Descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.fd >= 0)
        ::fsync(directory.fd); // the file is complete either way; a failure here is no reason to say it was not saved
    return {};
}

} // namespace tensorgraft
