#include "app/cli/dialect_notes.h"

#include "app/cli/exit_code.h"
#include "app/cli/output.h"
#include "app/cli/text.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {

nlohmann::ordered_json toJson(const std::vector<DialectNote>& notes)
{
    auto list = nlohmann::ordered_json::array();
    for (const DialectNote& note : notes)
        list.push_back({{"severity", severityName(note.severity)}, {"code", note.code}, {"place", note.place}, {"message", note.message}, {"hint", note.hint}});
    return list;
}

void printNotes(const std::vector<DialectNote>& notes)
{
    for (const DialectNote& note : notes)
        std::fprintf(stderr, "%s\n", printable(std::string(severityName(note.severity)) + " [" + note.code + "] " + toString(note)).c_str());
}

bool anyError(const std::vector<DialectNote>& notes)
{
    return std::any_of(notes.begin(), notes.end(), [](const DialectNote& note) { return note.severity == Severity::Error; });
}

int listDialects(bool exporting, bool json)
{
    auto list = nlohmann::ordered_json::array();
    Table table;
    for (const char* title : {"DIALECT", "WHAT", "CAN SAY"})
        table.addColumn(title);
    for (const DialectInfo& info : allDialects()) {
        list.push_back({{"id", info.id}, {"title", info.title}, {"expresses", info.expresses}, {"example", info.example}, {"import", info.canImport}, {"export", info.canExport}});
        if (exporting ? info.canExport : info.canImport)
            table.addRow({std::string(info.id), std::string(info.title), std::string(info.expresses)});
    }
    if (json)
        printJson({{"dialects", std::move(list)}});
    else
        table.print();
    return exitDone;
}

Result<std::string> readTextFile(const std::string& path)
{
    constexpr std::size_t limit = std::size_t{64} << 20;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"),
                                                               [](std::FILE* f) { return f && f != stdin ? std::fclose(f) : 0; });
    if (!file)
        return fail(ioError(errno, "open the file", path));
    std::string text;
    char buffer[1 << 16];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
        text.append(buffer, n);
        if (text.size() > limit)
            return fail(makeError(ErrorCode::Usage, "the text is too long").at(path).wanted("at most 64 MiB"));
    }
    if (std::ferror(file.get()))
        return fail(ioError(errno, "read the file", path));
    return text;
}

} // namespace tensorgraft::cli
