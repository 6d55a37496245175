#include "app/cli/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tensorgraft::cli {
namespace {

std::size_t characterCount(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7F) {
            out += c;
            continue;
        }
        std::array<char, 8> escaped{};
        std::snprintf(escaped.data(), escaped.size(), "\\x%02x", byte);
        out += escaped.data();
    }
    return out;
}

std::string formatBytes(std::uint64_t bytes)
{
    constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text.data();
}

std::string formatCount(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

std::string formatNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g", value);
    return text.data();
}

std::string counted(std::uint64_t count, std::string_view noun)
{
    return formatCount(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

void Table::addColumn(std::string title, Align align) { m_columns.push_back({std::move(title), align}); }

void Table::addRow(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }

void Table::print() const
{
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        std::size_t width = characterCount(m_columns[c].title);
        for (const auto& row : m_rows)
            width = std::max(width, characterCount(row[c]));
        widths.push_back(width);
    }
    const auto printRow = [&](const auto& cell) {
        std::string line;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const std::string_view text = cell(c);
            const std::string padding(widths[c] - characterCount(text), ' ');
            if (c)
                line += "  ";
            if (m_columns[c].align == Align::Right)
                line += padding;
            line += text;
            if (m_columns[c].align == Align::Left && c + 1 < m_columns.size())
                line += padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        line += '\n';
        std::fwrite(line.data(), 1, line.size(), stdout);
    };
    printRow([&](std::size_t c) -> std::string_view { return m_columns[c].title; });
    for (const auto& row : m_rows)
        printRow([&](std::size_t c) -> std::string_view { return row[c]; });
}

} // namespace tensorgraft::cli
