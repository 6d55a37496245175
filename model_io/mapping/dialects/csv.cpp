#include "model_io/mapping/dialects/name_maps.h"

#include "model_io/mapping/transform.h"

#include <algorithm>
#include <set>

namespace tensorgraft::dialects {
namespace {

struct Row {
    std::vector<std::string> cells;
    std::size_t position = 0;
};

Result<std::vector<Row>> readRows(const ImportJob& job)
{
    const std::string_view text = job.text;
    std::vector<Row> rows;
    // Tabs where the first line has one and no comma.
    const std::string_view firstLine = text.substr(0, text.find('\n'));
    const char separator = firstLine.find(',') == std::string_view::npos && firstLine.find('\t') != std::string_view::npos ? '\t' : firstLine.find(',') == std::string_view::npos && firstLine.find(';') != std::string_view::npos ? ';' : ',';
    std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < text.size()) {
        Row row;
        row.position = at;
        for (bool more = true; more;) {
            std::string cell;
            if (at < text.size() && text[at] == '"') {
                const std::size_t open = at++;
                for (;;) {
                    if (at >= text.size())
                        return job.error(ErrorCode::Usage, open, "this quoted cell is never closed");
                    if (text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"')
                        cell += '"', at += 2;
                    else if (text[at] == '"')
                        break;
                    else
                        cell += text[at++];
                }
                ++at;
                if (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r')
                    return job.error(ErrorCode::Usage, at, "something follows the quoted cell");
            } else {
                while (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r')
                    cell += text[at++];
                const std::size_t from = cell.find_first_not_of(' ');
                cell = from == std::string::npos ? "" : cell.substr(from, cell.find_last_not_of(' ') - from + 1);
            }
            row.cells.push_back(std::move(cell));
            more = at < text.size() && text[at] == separator;
            at += more ? 1 : 0;
        }
        while (at < text.size() && text[at] == '\r')
            ++at;
        if (at < text.size() && text[at] == '\n')
            ++at;
        if (row.cells.size() > 1 || !row.cells[0].empty())
            rows.push_back(std::move(row));
    }
    return rows;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string cellText(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' '))
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace

Result<void> importCsv(ImportJob& job)
{
    const auto rows = readRows(job);
    if (!rows)
        return fail(rows.error());
    std::size_t sourceColumn = 0, targetColumn = 1, first = 0;
    if (!rows->empty() && rows->front().cells.size() >= 2) {
        const std::string a = lower(rows->front().cells[0]), b = lower(rows->front().cells[1]);
        static const std::set<std::string> sources{"source", "old", "from", "checkpoint", "old_name", "src"}, targets{"target", "new", "to", "model", "new_name", "dst"};
        if (sources.count(a) && targets.count(b)) {
            first = 1;
        } else if (targets.count(a) && sources.count(b)) {
            first = 1;
            std::swap(sourceColumn, targetColumn);
        }
    }
    std::set<std::string> targets;
    for (std::size_t r = first; r < rows->size(); ++r) {
        const Row& row = (*rows)[r];
        if (row.cells.size() < 2 || row.cells.size() > 3)
            return job.error(ErrorCode::Usage, row.position, "this row has " + countOf(row.cells.size(), "cell") + "; source, target and perhaps a transform are expected");
        const std::string &source = row.cells[sourceColumn], &target = row.cells[targetColumn];
        if (source.empty() || target.empty()) {
            job.note(Severity::Error, "empty-cell", row.position, source.empty() ? "'" + target + "' has no source" : "'" + source + "' has no target", "Leave the row out where nothing is to be taken");
            continue;
        }
        if (!targets.insert(target).second) {
            job.note(Severity::Error, "duplicate-target", row.position, "'" + target + "' is filled twice; the first row is kept", "Remove one of the rows");
            continue;
        }
        MappingEntry entry{target, {source}, {}, {}, {}};
        if (row.cells.size() == 3 && !row.cells[2].empty()) {
            const auto transform = Transform::parse(row.cells[2]);
            if (!transform) {
                job.note(Severity::Error, "bad-transform", row.position, "The transform '" + row.cells[2] + "' makes no sense: " + transform.error().message, transform.error().hint);
                continue;
            }
            entry.transform = transform->isIdentity() ? "" : transform->toString();
        }
        job.document.entries.push_back(std::move(entry));
    }
    if (job.document.entries.empty())
        return job.notes.empty() ? fail(ErrorCode::Usage, "the table has no rows") : fail(makeError(ErrorCode::Usage, job.notes.front().place + ": " + job.notes.front().message).advise(job.notes.front().hint));
    return {};
}

Result<std::string> exportCsv(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "CSV");
    bool transforms = false;
    std::vector<const NamedPair*> rows;
    for (const NamedPair& pair : pairs.all()) {
        if (pair.source.size() != 1) {
            job.note(Severity::Error, "not-expressible", pair.target, pair.source.empty() ? "It is filled by '" + pair.transform + "' and has no source" : "It is made of " + countOf(pair.source.size(), "source") + ", and a row names one");
            continue;
        }
        transforms = transforms || !pair.transform.empty();
        rows.push_back(&pair);
    }
    if (rows.empty())
        return fail(makeError(ErrorCode::Mismatch, "no row is left to write"));
    if (transforms)
        job.note(Severity::Info, "third-column", {}, "Some tensors are transformed, so the table has a third column", "Programs that read two columns must apply it themselves");
    std::string text = transforms ? "source,target,transform\n" : "source,target\n";
    for (const NamedPair* pair : rows)
        text += cellText(pair->source[0]) + ',' + cellText(pair->target) + (transforms ? ',' + cellText(pair->transform) : "") + '\n';
    return text;
}

} // namespace tensorgraft::dialects
