#include "model_io/transfer/batch_journal.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/hash.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Result<ProvedFile> proveFile(const fs::path& path)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    std::error_code ignored;
    ProvedFile proved{fs::absolute(path, ignored).lexically_normal(), (*file)->sizeBytes(), {}};
    FastHash hash;
    std::vector<std::byte> window(std::min<std::uint64_t>(proved.sizeBytes, std::uint64_t{4} << 20));
    for (std::uint64_t at = 0; at < proved.sizeBytes; at += window.size()) {
        const std::span<std::byte> part = std::span(window).first(std::min<std::uint64_t>(window.size(), proved.sizeBytes - at));
        if (auto read = (*file)->readAt(at, part); !read)
            return fail(std::move(read.error()));
        hash.update(part);
    }
    proved.hash = hash.hex();
    return proved;
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

Result<std::vector<ProvedFile>> proveFiles(const std::vector<fs::path>& files)
{
    std::vector<ProvedFile> proved;
    for (const fs::path& path : files) {
        auto one = proveFile(path);
        if (!one)
            return fail(std::move(one.error()));
        proved.push_back(std::move(*one));
    }
    return proved;
}

bool stillValid(const BatchRecord& record)
{
    // Sizes first: they cost nothing.
    for (const ProvedFile& file : record.files) {
        std::error_code code;
        if (fs::file_size(file.path, code) != file.sizeBytes || code)
            return false;
    }
    return !record.files.empty() && std::ranges::all_of(record.files, [](const ProvedFile& file) {
        const auto now = proveFile(file.path);
        return now && *now == file;
    });
}

Result<std::unique_ptr<BatchJournal>> BatchJournal::open(const fs::path& path, bool resume)
{
    std::unique_ptr<BatchJournal> journal(new BatchJournal);
    std::error_code ignored;
    journal->m_path = path;
    journal->m_folder = fs::absolute(path, ignored).lexically_normal().parent_path();
    journal->m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (journal->m_fd < 0)
        return fail(ioError(errno, "open the journal of the batch", path));
    if (::flock(journal->m_fd, LOCK_EX | LOCK_NB) != 0)
        return fail(makeError(ErrorCode::Usage, "another batch is writing this journal").at(path)
                        .advise("Wait for it, or give this batch a journal of its own with --journal"));
    if (!resume) {
        if (::ftruncate(journal->m_fd, 0) != 0)
            return fail(ioError(errno, "begin the journal of the batch", path));
        return journal;
    }
    struct stat status {};
    if (::fstat(journal->m_fd, &status) != 0)
        return fail(ioError(errno, "read the journal of the batch", path));
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t got = ::pread(journal->m_fd, text.data() + at, text.size() - at, static_cast<off_t>(at));
        if (got <= 0)
            return fail(ioError(got < 0 ? errno : EIO, "read the journal of the batch", path));
        at += static_cast<std::size_t>(got);
    }
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        journal->readLine(std::string_view(text).substr(at, end - at));
        at = end + 1;
    }
    // A kill may have left half a line: the next one must not continue it.
    if (!text.empty() && text.back() != '\n')
        if (auto ended = journal->append("\n"); !ended)
            return fail(std::move(ended.error()));
    return journal;
}

BatchJournal::~BatchJournal()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void BatchJournal::readLine(std::string_view line)
{
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("output") || !json["output"].is_string())
        return;
    const auto text = [](const Json& object, const char* name) {
        const auto it = object.find(name);
        return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    const auto number = [](const Json& object, const char* name) {
        const auto it = object.find(name);
        return it != object.end() && it->is_number_unsigned() ? it->get<std::uint64_t>() : 0;
    };
    const std::string output = text(json, "output");
    m_begun.insert(output);
    m_finished.erase(output); // a job that was begun again has not finished
    if (!json.contains("files") || !json["files"].is_array())
        return;
    BatchRecord record;
    record.inputs = text(json, "inputs");
    record.written = number(json, "written");
    record.kept = number(json, "kept");
    record.warnings = number(json, "warnings");
    record.writtenBytes = number(json, "writtenBytes");
    for (const Json& file : json["files"]) {
        if (!file.is_object())
            return;
        const fs::path path = text(file, "path");
        record.files.push_back({path.is_absolute() ? path : (m_folder / path).lexically_normal(), number(file, "bytes"), text(file, "xxh3_128")});
    }
    m_finished[output] = std::move(record);
}

std::string BatchJournal::keyOf(const fs::path& output) const
{
    std::error_code ignored;
    return fs::absolute(output, ignored).lexically_normal().lexically_proximate(m_folder).string();
}

Result<void> BatchJournal::append(const std::string& line)
{
    for (std::size_t at = 0; at < line.size();) {
        const ssize_t wrote = ::write(m_fd, line.data() + at, line.size() - at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(ioError(wrote < 0 ? errno : EIO, "write the journal of the batch", m_path));
        at += static_cast<std::size_t>(wrote);
    }
    if (::fdatasync(m_fd) != 0)
        return fail(ioError(errno, "write the journal of the batch", m_path));
    return {};
}

Result<void> BatchJournal::begin(const fs::path& output)
{
    const std::lock_guard lock(m_mutex);
    const std::string key = keyOf(output);
    m_begun.insert(key);
    m_finished.erase(key);
    return append(dumped({{"output", key}}));
}

Result<void> BatchJournal::finish(const fs::path& output, const BatchRecord& record)
{
    const std::lock_guard lock(m_mutex);
    Json files = Json::array();
    for (const ProvedFile& file : record.files)
        files.push_back({{"path", keyOf(file.path)}, {"bytes", file.sizeBytes}, {"xxh3_128", file.hash}});
    m_finished[keyOf(output)] = record;
    return append(dumped({{"output", keyOf(output)}, {"inputs", record.inputs}, {"written", record.written}, {"kept", record.kept},
                          {"warnings", record.warnings}, {"writtenBytes", record.writtenBytes}, {"files", std::move(files)}}));
}

bool BatchJournal::began(const fs::path& output) const
{
    const std::lock_guard lock(m_mutex);
    return m_begun.contains(keyOf(output));
}

const BatchRecord* BatchJournal::find(const fs::path& output) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_finished.find(keyOf(output));
    return it == m_finished.end() ? nullptr : &it->second;
}

} // namespace tensorgraft
