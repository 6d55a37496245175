#pragma once

#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/numpy/pickled_array.h"

namespace tensorgraft::numpy {

struct NamedArray {
    std::string name;
    PickledArray array;
};
/// What a pickled tree of dictionaries, lists and arrays holds.
struct WalkResult {
    std::vector<NamedArray> arrays; ///< in the order of the stream's containers
    Metadata rest;                  ///< the same tree without its arrays; null where nothing else is there
};
/// Walks the value of a pickle. Names are the keys on the way, joined by '/', below `prefix`; an object array of one
/// element is no level of its own. Attributes of unknown classes are walked like keys; the class itself is kept as an
/// opaque description. Errors: Unsupported where the tree is absurdly large or deep (a hostile file); Cancelled.
[[nodiscard]] Result<WalkResult> walk(const pickle::Document& document, const std::string& prefix,
                                      const std::filesystem::path& path, const OpenProgress& progress = {});
/// `text` itself where it is UTF-8, else its bytes read as latin-1.
[[nodiscard]] std::string printable(const std::string& text);
/// A key as it appears in a name: text as it is (bytes as latin-1 where they are no UTF-8), numbers in decimal.
[[nodiscard]] std::string keyText(pickle::Ref key);

} // namespace tensorgraft::numpy
