#include "model_io/codecs/csv.h"

namespace tensorgraft {

Result<std::vector<CsvRow>> parseCsv(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    std::vector<CsvRow> rows;
    std::size_t at = 0, line = 1;
    const auto atLineEnd = [&] { return at >= text.size() || text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n')); };
    const auto endLine = [&] {
        if (at < text.size() && text[at] == '\r')
            ++at;
        if (at < text.size())
            ++at;
        ++line;
    };
    while (at < text.size()) {
        if (atLineEnd()) {
            endLine();
            continue;
        }
        if (text[at] == '#') {
            while (!atLineEnd())
                ++at;
            endLine();
            continue;
        }
        CsvRow row{line, {}};
        for (;;) {
            std::string field;
            if (at < text.size() && text[at] == '"') {
                const std::size_t opened = line;
                for (++at;; ++at) {
                    if (at >= text.size())
                        return fail(makeError(ErrorCode::Usage, "line " + std::to_string(opened) + ": a quote is opened and never closed")
                                        .advise("Close it; a quote inside a quoted field is written twice"));
                    if (text[at] == '"') {
                        if (at + 1 >= text.size() || text[at + 1] != '"')
                            break;
                        ++at;
                    }
                    line += text[at] == '\n';
                    field += text[at];
                }
                ++at;
                if (!atLineEnd() && text[at] != ',')
                    return fail(makeError(ErrorCode::Usage, "line " + std::to_string(line) + ": there is text after a closing quote")
                                    .advise("Put the whole field into quotes"));
            } else {
                while (!atLineEnd() && text[at] != ',')
                    field += text[at++];
            }
            row.fields.push_back(std::move(field));
            if (atLineEnd())
                break;
            ++at; // the comma
        }
        endLine();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with('#') && !text.empty())
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

} // namespace tensorgraft
