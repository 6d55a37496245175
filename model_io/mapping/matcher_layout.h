#pragma once

#include "model_io/core/shape.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::matching {

/// What the axes of a tensor mean, outermost first. Each axis is made of atoms, letters that stand for one meaning:
/// O output, I input, H W D space, C M channel and multiplier of a depthwise kernel, h d heads and their width, V E
/// vocabulary and width. An axis of several atoms holds them in C order: "HWC" is a flattened feature map.
struct AxisForm {
    std::vector<std::string> axes;
    std::map<char, std::int64_t> sizes; ///< of the atoms
    [[nodiscard]] bool operator==(const AxisForm&) const = default;
};

/// One letter an axis. REQUIRES: letters.size() == shape.rank(), no letter twice.
[[nodiscard]] AxisForm plainForm(const std::string& letters, const Shape& shape);

/// The steps that bring a tensor of form `from` into form `to` ("identity", "transpose(3,2,0,1)",
/// "squeeze(0)|transpose(1,0)"); nullopt where their atoms or sizes differ. A composite axis of one side is taken
/// apart where the other has it in pieces: `composites` names them ({'O', "hd"}).
[[nodiscard]] std::optional<std::string> layoutSteps(const Shape& source, AxisForm from, const Shape& target, AxisForm to,
                                                     const std::map<char, std::string>& composites = {});

} // namespace tensorgraft::matching
