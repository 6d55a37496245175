#pragma once

#include "model_io/mapping/dialects/dialect.h"
#include "outline_builder.h"

#include <map>
#include <string>

namespace tensorgraft::test {

/// What fills what: target to "source" or "source|transform", several sources joined by '+'.
using PairMap = std::map<std::string, std::string>;

/// The pairs that a document gives for two models, errors of the check left out.
PairMap pairsOf(const MappingDocument& document, const ModelSketch& source, const ModelSketch& target);
/// Imports and gives the pairs; fails the test where the import fails.
struct Imported {
    MappingDocument document;
    std::vector<DialectNote> notes;
    std::string error; ///< empty where the import succeeded
    [[nodiscard]] const DialectNote* note(std::string_view code) const;
};
Imported importText(std::string_view id, std::string_view text, const ModelSketch* source = nullptr, const ModelSketch* target = nullptr);
struct Exported {
    std::string text;
    std::vector<DialectNote> notes;
    std::string error;
    [[nodiscard]] const DialectNote* note(std::string_view code) const;
};
Exported exportText(std::string_view id, const MappingDocument& document, const ModelSketch* source = nullptr, const ModelSketch* target = nullptr);

} // namespace tensorgraft::test
