#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// A JSON value that knows where it stood, for errors with line and column. Private to mapping.
struct JsonNode {
    enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object } kind = Kind::Null;
    bool boolean = false;
    bool isInteger = false;
    double number = 0;
    std::string text;             ///< of a string; of a number as it was written
    std::size_t position = 0;     ///< byte offset of its first character
    struct Member;
    std::vector<JsonNode> items;  ///< of an array
    std::vector<Member> members;  ///< of an object, in file order

    [[nodiscard]] const Member* find(std::string_view key) const;
    [[nodiscard]] std::string_view kindName() const;
};

struct JsonNode::Member {
    std::string key;
    std::size_t position = 0; ///< of the key
    JsonNode value;
};

/// "line 3, column 14" of a byte; both count from 1, columns in characters.
[[nodiscard]] std::string placeIn(std::string_view json, std::size_t position);
/// Usage error at a byte of a document.
[[nodiscard]] Error errorIn(std::string_view json, std::size_t position, std::string message, const std::filesystem::path& file);

/// Strict JSON (RFC 8259): no comments, no trailing commas, no repeated keys, at most 64 levels.
[[nodiscard]] Result<JsonNode> parseJsonNode(std::string_view json, const std::filesystem::path& pathForErrors);
/// Compact text; numbers as they were written.
[[nodiscard]] std::string compactJson(const JsonNode& node);
/// `text` as a JSON string with its quotes.
[[nodiscard]] std::string quotedJson(std::string_view text);

} // namespace tensorgraft
