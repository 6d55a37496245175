#pragma once

#include "model_io/core/format.h"

#include <filesystem>
#include <string>

namespace tensorgraft::test {

/// What the suite must know of a file beyond what its format says.
struct ConformanceCase {
    std::string label;          ///< for messages
    std::string formatId;       ///< what openModel() must call it
    std::filesystem::path file; ///< small: damage is tried at every `step`-th byte
    std::size_t step = 1;
    bool hasValues = true;      ///< false: a skeleton
};

/// One promise each, checked through the interfaces of core/ alone; EXPECTs. `format` is the format under test.
/// Names are unique, sizes agree with shapes; read() in any pieces, map() and extent() give what readAll() gives, from
/// several threads too; ranges beyond the end are refused.
void checkReading(const Format& format, const ConformanceCase& c);
/// Progress of opening never goes back, and a stop at any report gives Cancelled at once: nothing is told after it.
void checkOpening(const Format& format, const ConformanceCase& c);
/// The file cut at every `step`-th byte, and every `step`-th byte changed, gives an error or a model whose every tensor
/// can be asked for; nothing crashes, hangs or allocates what the file cannot hold.
void checkDamage(const Format& format, const ConformanceCase& c);
/// A file that shrinks after opening gives Io (or Corrupt, of a compressed run) and no signal.
void checkShrinking(const Format& format, const ConformanceCase& c);
/// Nothing replaced: the same tensors and metadata. One replaced: that one, and all others as before.
void checkRewriting(const Format& format, const ConformanceCase& c);
/// The tensors of the file, exported and opened again, are the same.
void checkExport(const Format& format, const ConformanceCase& c);

} // namespace tensorgraft::test
