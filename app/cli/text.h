#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::cli {

/// Names come out of files: control characters become "\x1b" and the like so that no terminal obeys them.
[[nodiscard]] std::string printable(std::string_view text);
/// "27.4 kB" as the field counts model sizes (powers of 1000).
[[nodiscard]] std::string formatBytes(std::uint64_t bytes);
/// "1,234,567".
[[nodiscard]] std::string formatCount(std::uint64_t count);
/// Six significant digits; "nan", "inf", "-inf".
[[nodiscard]] std::string formatNumber(double value);
/// "1 tensor", "13 tensors".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);

/// Columns that line up, by characters of UTF-8.
class Table {
public:
    enum class Align : std::uint8_t { Left, Right };
    void addColumn(std::string title, Align align = Align::Left);
    /// REQUIRES: one cell a column.
    void addRow(std::vector<std::string> cells);
    /// To standard output.
    void print() const;

private:
    struct Column {
        std::string title;
        Align align;
    };
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace tensorgraft::cli
