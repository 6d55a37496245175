#include "model_io/transfer/batch_jobs.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/csv.h"

#include <algorithm>
#include <array>
#include <glob.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;
using Fields = std::map<std::string, std::string>;

constexpr std::array columns{"source", "target", "output", "mapping", "format"};
constexpr std::uint64_t maxListBytes = std::uint64_t{256} << 20;

bool isColumn(std::string_view name) { return std::ranges::find(columns, name) != columns.end(); }

Error lineError(const fs::path& list, std::size_t line, const std::string& what)
{
    return makeError(ErrorCode::Usage, "line " + std::to_string(line) + ": " + what).at(list);
}

Result<std::string> readList(const fs::path& list)
{
    auto file = FileSource::open(list);
    if (!file)
        return fail(std::move(file.error()));
    const std::uint64_t size = (*file)->sizeBytes();
    if (size > maxListBytes)
        return fail(makeError(ErrorCode::Usage, "the job list is too large").at(list).wanted("at most 256 MiB").got(std::to_string(size) + " bytes")
                        .advise("Is this the job list, and not a model?"));
    std::string text(size, '\0');
    if (auto read = (*file)->readAt(0, std::as_writable_bytes(std::span(text))); !read)
        return fail(std::move(read.error()));
    return text;
}

Result<BatchJob> makeJob(const fs::path& list, std::size_t line, const Fields& fields, const BatchDefaults& defaults, std::size_t number)
{
    const fs::path folder = list.parent_path();
    const auto field = [&](const char* name) {
        const auto it = fields.find(name);
        return it == fields.end() ? std::string() : it->second;
    };
    const auto pathField = [&](const char* name, const fs::path& otherwise) {
        const fs::path path = field(name);
        return path.empty() ? otherwise : path.is_absolute() ? path : (folder / path).lexically_normal();
    };
    BatchJob job;
    job.line = line;
    job.mapping = pathField("mapping", defaults.mapping);
    job.source = pathField("source", {});
    job.target = pathField("target", defaults.target);
    job.format = field("format").empty() ? defaults.format : field("format");
    if (job.mapping.empty())
        return fail(lineError(list, line, "the job names no mapping").advise("Give it a \"mapping\", or all jobs one with --mapping"));
    const std::string written = field("output");
    const std::string pattern = written.empty() ? defaults.output : fs::path(written).is_absolute() ? written : (folder / written).string();
    if (pattern.empty())
        return fail(lineError(list, line, "the job names no output").advise("Give it an \"output\", or all jobs a pattern with --output, as out/{stem}.h5"));
    auto output = fillOutput(pattern, job.source, number);
    if (!output)
        return fail(lineError(list, line, output.error().message).advise(output.error().hint));
    job.output = std::move(*output);
    return job;
}

Result<Fields> jsonFields(const fs::path& list, std::size_t line, std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(lineError(list, line, "this is no JSON object").wanted("{\"source\": ..., \"output\": ...}").got(std::string(text.substr(0, 60)))
                        .advise("A job list is JSON Lines (one object a line) or CSV (the first line names the columns)"));
    Fields fields;
    for (const auto& [key, value] : json.items()) {
        if (!isColumn(key))
            continue; // a list may carry notes of its own
        if (!value.is_string())
            return fail(lineError(list, line, "\"" + key + "\" is no text"));
        fields[key] = value.get<std::string>();
    }
    return fields;
}

} // namespace

Result<fs::path> fillOutput(std::string_view pattern, const fs::path& source, std::size_t number)
{
    // A folder may be given with a slash behind it.
    const fs::path file = source.has_filename() ? source : source.parent_path();
    std::string output;
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] != '{') {
            output += pattern[at++];
            continue;
        }
        const std::size_t end = pattern.find('}', at);
        const std::string_view name = end == std::string_view::npos ? pattern.substr(at) : pattern.substr(at + 1, end - at - 1);
        if (name == "stem")
            output += file.stem().string();
        else if (name == "name")
            output += file.filename().string();
        else if (name == "parent")
            output += file.parent_path().filename().string();
        else if (name == "n")
            output += std::to_string(number);
        else
            return fail(makeError(ErrorCode::Usage, "the output has a placeholder that is not known: " + std::string(name))
                            .advise("Known are {stem}, {name}, {parent} and {n}"));
        at = end + 1;
    }
    return fs::path(output).lexically_normal();
}

Result<std::vector<BatchJob>> readBatchJobs(const fs::path& list, const BatchDefaults& defaults)
{
    auto text = readList(list);
    if (!text)
        return fail(std::move(text.error()));
    std::vector<BatchJob> jobs;
    const auto add = [&](std::size_t line, const Fields& fields) -> Result<void> {
        auto job = makeJob(list, line, fields, defaults, jobs.size() + 1);
        if (!job)
            return fail(std::move(job.error()));
        jobs.push_back(std::move(*job));
        return {};
    };
    const std::size_t first = text->find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (*text)[first] == '{') {
        std::size_t line = 0;
        for (std::size_t at = 0; at < text->size();) {
            const std::size_t end = std::min(text->find('\n', at), text->size());
            const std::string_view one = std::string_view(*text).substr(at, end - at);
            at = end + 1;
            ++line;
            if (one.find_first_not_of(" \t\r") == std::string_view::npos)
                continue;
            auto fields = jsonFields(list, line, one);
            if (!fields)
                return fail(std::move(fields.error()));
            if (auto added = add(line, *fields); !added)
                return fail(std::move(added.error()));
        }
    } else {
        auto rows = parseCsv(*text);
        if (!rows)
            return fail(std::move(rows.error()).at(list));
        if (rows->empty())
            return fail(makeError(ErrorCode::Usage, "the job list is empty").at(list));
        const CsvRow header = rows->front();
        if (std::ranges::none_of(header.fields, isColumn))
            return fail(lineError(list, header.line, "the first line names no column that is known").wanted("source, target, output, mapping, format")
                            .got(header.fields.front().substr(0, 60)));
        for (std::size_t i = 1; i < rows->size(); ++i) {
            const CsvRow& row = (*rows)[i];
            if (row.fields.size() > header.fields.size())
                return fail(lineError(list, row.line, "there are more fields than columns").advise("Put a path with a comma into quotes"));
            Fields fields;
            for (std::size_t c = 0; c < row.fields.size(); ++c)
                fields[header.fields[c]] = row.fields[c];
            if (auto added = add(row.line, fields); !added)
                return fail(std::move(added.error()));
        }
    }
    if (jobs.empty())
        return fail(makeError(ErrorCode::Usage, "the job list has no jobs").at(list));
    return jobs;
}

Result<std::vector<BatchJob>> globBatchJobs(const std::vector<std::string>& patterns, const BatchDefaults& defaults)
{
    std::set<fs::path> sources;
    for (const std::string& pattern : patterns) {
        glob_t found{};
        const int code = ::glob(pattern.c_str(), GLOB_NOSORT | GLOB_BRACE | GLOB_TILDE, nullptr, &found);
        for (std::size_t i = 0; code == 0 && i < found.gl_pathc; ++i)
            sources.insert(found.gl_pathv[i]);
        ::globfree(&found);
        if (code != 0)
            return fail(makeError(ErrorCode::Usage, "no file matches " + pattern).advise("Put the pattern into quotes, so that the shell leaves it alone, and check the folder"));
    }
    if (defaults.mapping.empty())
        return fail(makeError(ErrorCode::Usage, "no mapping is given").advise("Name it with --mapping"));
    if (defaults.output.empty())
        return fail(makeError(ErrorCode::Usage, "no output is given").advise("Name it with --output, as out/{stem}.h5"));
    std::vector<BatchJob> jobs;
    for (const fs::path& source : sources) {
        auto output = fillOutput(defaults.output, source, jobs.size() + 1);
        if (!output)
            return fail(std::move(output.error()));
        jobs.push_back({0, defaults.mapping, source, defaults.target, std::move(*output), defaults.format});
    }
    return jobs;
}

Result<void> checkBatchJobs(const std::vector<BatchJob>& jobs)
{
    const auto full = [](const fs::path& path) {
        std::error_code ignored;
        return fs::absolute(path, ignored).lexically_normal();
    };
    std::map<fs::path, const BatchJob*> outputs;
    for (const BatchJob& job : jobs)
        if (const auto [it, added] = outputs.emplace(full(job.output), &job); !added)
            return fail(makeError(ErrorCode::Usage, "two jobs write the same output").at(job.output)
                            .got(it->second->source.string() + " and " + job.source.string())
                            .advise("Let the output's name depend on the source, as {stem} does; {parent} helps where file names repeat"));
    for (const BatchJob& job : jobs)
        for (const fs::path& input : {job.source, job.target, job.mapping})
            if (!input.empty() && outputs.contains(full(input)))
                return fail(makeError(ErrorCode::Usage, "a job writes what a job reads").at(input).advise("Write the outputs to a folder of their own"));
    return {};
}

} // namespace tensorgraft
