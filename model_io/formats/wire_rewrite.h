#pragma once

#include "model_io/formats/planned_writer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// A length-delimited field of a protobuf file; offsets from the start of the file.
struct WireSpan {
    std::uint32_t number = 0;
    std::uint64_t begin = 0;  ///< of the tag
    std::uint64_t offset = 0; ///< of the payload
    std::uint64_t end = 0;    ///< of the payload
};

/// The bytes [begin, end) of a protobuf file give way to `before`, the slot's value and `after`.
struct WireEdit {
    std::uint64_t begin = 0, end = 0;
    std::string before;
    std::optional<std::size_t> slot;
    std::uint64_t slotBytes = 0;
    std::string after;
    std::vector<WireSpan> enclosing; ///< the messages around the bytes, outermost first

    [[nodiscard]] std::uint64_t newBytes() const { return before.size() + slotBytes + after.size(); }
};

/// Lays out `source` with the edits in it: lengths of enclosing messages are written anew where they change, everything
/// else is kept byte for byte. Fills the places of the slots (in file 0 of the plan).
/// REQUIRES: slots has a place for every slot of the edits. Errors: Mismatch where edits overlap or leave the file.
[[nodiscard]] Result<FilePlan> planWireRewrite(const std::filesystem::path& source, std::uint64_t sourceBytes,
                                               std::vector<WireEdit> edits, std::filesystem::path name,
                                               std::vector<SlotPlace>& slots);

} // namespace tensorgraft
