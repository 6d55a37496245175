#pragma once

#include "model_io/core/error.h"
#include "model_io/mapping/check.h"
#include "model_io/mapping/mapping_document.h"
#include "model_io/mapping/outline.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// A way in which people already write down which tensor goes where: a dictionary, a call, a snippet of Python.
struct DialectInfo {
    std::string_view id;       ///< "tf-saver", "hf-key-mapping", ...: stable, for scripts
    std::string_view title;    ///< "Saver name map", for menus
    std::string_view expresses; ///< one sentence: what it can say
    std::string_view example;  ///< one line as people write it
    std::string_view suffix;   ///< of a file that holds it: ".json", ".py", ".csv", ".yaml"
    bool canImport = false, canExport = false;
    bool copyAsPython = false; ///< the export is a program that does the transfer, for "Copy as Python"
    bool exportNeedsModels = false; ///< the export works on concrete pairs: source and target must be given
};
/// All of them, in the order of menus.
[[nodiscard]] std::span<const DialectInfo> allDialects();
[[nodiscard]] const DialectInfo* findDialect(std::string_view id);

/// One thing that the person must know of a translation. An Error names something that could not be expressed and is
/// left out; a Warning something that is expressed, but may mean more or less than was thought.
struct DialectNote {
    Severity severity = Severity::Warning;
    std::string code;    ///< stable word: "not-expressible", "bare-identifier", "catches-more", ...
    std::string place;   ///< "line 3, column 14" of an imported text; the rule, entry or tensor of an export; "" else
    std::string message, hint;
};
/// "line 3, column 14: message. Hint."
[[nodiscard]] std::string toString(const DialectNote& note);

/// What is known of the two models. All may be null; with them an import can be exact where names alone leave it open,
/// and says what its patterns catch. `plan` (of exports) spares a second check of the same document.
struct DialectContext {
    const Outline* source = nullptr;
    const Outline* target = nullptr;
    const CheckResult* plan = nullptr;
};

struct ImportedMapping {
    MappingDocument document; ///< without paths
    std::vector<DialectNote> notes;
};
/// Reads `text` as dialect `id`. Nothing is ever executed; Python is read as data. What cannot be represented is a note
/// of severity Error, or, where nothing is left without it, an Error.
/// Errors: Usage (unknown id, no import, a text that makes no sense; with line and column), Unsupported (a construct
/// that mappings or RE2 do not have; named with its place).
[[nodiscard]] Result<ImportedMapping> importDialect(std::string_view id, std::string_view text, const DialectContext& context = {});

struct ExportedText {
    std::string text; ///< ends in a newline
    std::vector<DialectNote> notes;
};
/// Writes `document` as dialect `id`. What the dialect cannot say is a note of severity Error and left out of the text.
/// Errors: Usage (unknown id, no export, the models are needed and not given), Mismatch (nothing is left to write).
[[nodiscard]] Result<ExportedText> exportDialect(std::string_view id, const MappingDocument& document, const DialectContext& context = {});

/// The dialect that `text` looks like, for a paste or a file dropped on the window; null where none is recognised.
[[nodiscard]] const DialectInfo* guessDialect(std::string_view text, std::string_view fileName = {});

} // namespace tensorgraft
