#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "model_io/core/shared_list.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tensorgraft {

enum class MissingSourcePolicy : std::uint8_t { Error, Skip };          ///< a rule or entry names a source that is not there
enum class ShapeMismatchPolicy : std::uint8_t { Error, Skip };          ///< the result does not have the target's shape
enum class UnmappedTargetPolicy : std::uint8_t { Keep, Error };         ///< targets that nothing fills
enum class DTypePolicy : std::uint8_t { Target, Source };               ///< element type of what is written

struct MappingPolicy {
    MissingSourcePolicy missingSource = MissingSourcePolicy::Error;
    ShapeMismatchPolicy shapeMismatch = ShapeMismatchPolicy::Error;
    UnmappedTargetPolicy unmappedTarget = UnmappedTargetPolicy::Keep;
    DTypePolicy dtype = DTypePolicy::Target;
    [[nodiscard]] bool operator==(const MappingPolicy&) const = default;
};

/// One target tensor and the expression over source tensors that fills it.
struct MappingEntry {
    std::string target;
    std::vector<std::string> source; ///< empty only where the transform is a fill
    std::string transform;           ///< text; "" is identity
    std::optional<double> confidence; ///< set on proposals of the matcher; a person's own entries have none
    std::string reason;
    /// Fields of this entry that this version does not know, as compact JSON object text; written back with it.
    std::string unknownFields = {};
    [[nodiscard]] bool operator==(const MappingEntry&) const = default;
};

/// A pattern that expands into entries. A rule without `source` only sets the transform of the entries whose target it
/// matches. Rules beat proposals (entries with a confidence) and yield to a person's entries; see docs/decisions.
struct MappingRule {
    std::vector<std::string> source;
    std::string target;
    std::string transform;
    std::string unknownFields = {}; ///< as for an entry
    [[nodiscard]] bool operator==(const MappingRule&) const = default;
};

/// The mapping document of DESIGN.md (resources/mapping.schema.json). A plain value; copies are cheap, undo keeps many.
struct MappingDocument {
    std::string sourcePath, targetPath; ///< as written; relative ones are relative to the document
    MappingPolicy policy;
    std::vector<std::string> include{"**"}, exclude; ///< patterns over target and source names
    std::vector<MappingRule> rules;
    SharedList<MappingEntry> entries; ///< copies share them: a step of undo in a million costs what it changed
    /// Fields this version does not know, as compact JSON object text by place ("" the document, "policy", "source",
    /// "target"); written back where they were. Rules and entries keep their own.
    std::vector<std::pair<std::string, std::string>> unknownFields;
    [[nodiscard]] bool operator==(const MappingDocument&) const = default;
};

/// Parses UTF-8 JSON. Errors: Usage with line and column; a version from the future is Unsupported.
[[nodiscard]] Result<MappingDocument> parseMapping(std::string_view json, const std::filesystem::path& pathForErrors);
[[nodiscard]] Result<MappingDocument> loadMapping(const std::filesystem::path& path);
/// Stable key order, one entry or rule a line, final newline.
[[nodiscard]] std::string toJson(const MappingDocument& document);
/// The same, piece by piece: a million entries need no text of 200 MB. Stops and returns false where `put` does; `done` of
/// `total` rules and entries are written then.
bool writeJson(const MappingDocument& document, const std::function<bool(std::string_view piece, std::size_t done, std::size_t total)>& put);
/// Atomic: temporary file, sync, rename. `progress` counts rules and entries. Errors: Io, Cancelled.
[[nodiscard]] Result<void> saveMapping(const MappingDocument& document, const std::filesystem::path& path, const ProgressFn& progress = {});

} // namespace tensorgraft
