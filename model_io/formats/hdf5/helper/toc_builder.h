#pragma once

#include "model_io/core/error.h"
#include "model_io/formats/hdf5/helper/handle.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <functional>

namespace tensorgraft::hdf5 {

/// Walks every object that hard links reach, each once, and describes it. Reads no dataset.
/// Errors: Corrupt where not even the root can be read. `tell` hears before each object how many were visited and which
/// share of the tree is done, where every member of a group counts alike.
using TellFn = std::function<void(std::uint64_t visited, double share)>;
[[nodiscard]] Result<Toc> buildToc(hid_t file, const TellFn& tell);

/// All attributes of an open object, in the order in which they were made where the file knows it, else by name.
[[nodiscard]] std::vector<Attribute> readAttributes(hid_t object);

} // namespace tensorgraft::hdf5
