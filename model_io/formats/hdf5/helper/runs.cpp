#include "model_io/formats/hdf5/helper/runs.h"

#include <algorithm>
#include <vector>

namespace tensorgraft::hdf5 {

Result<void> forEachBox(hid_t dataset, std::uint64_t first, std::uint64_t count,
                        const std::function<Result<void>(hid_t, hid_t, std::uint64_t)>& transfer)
{
    const Handle space(H5Dget_space(dataset));
    const int rank = space.ok() ? H5Sget_simple_extent_ndims(space) : -1;
    if (rank < 0)
        return hdf5Failure("the shape of the dataset cannot be read");
    const hssize_t points = H5Sget_simple_extent_npoints(space);
    if (points < 0 || first > static_cast<std::uint64_t>(points) || count > static_cast<std::uint64_t>(points) - first)
        return fail(ErrorCode::Usage, "the elements asked for lie outside the dataset");
    if (count == 0)
        return {};
    if (rank == 0)
        return transfer(H5S_ALL, H5S_ALL, 0);
    std::vector<hsize_t> dims(static_cast<std::size_t>(rank)), start(dims.size()), box(dims.size());
    H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    for (std::uint64_t done = 0; done < count;) {
        std::uint64_t at = first + done;
        const std::uint64_t left = count - done;
        for (std::size_t a = dims.size(); a-- > 0;) {
            start[a] = at % dims[a];
            at /= dims[a];
        }
        // The largest box that starts here: whole inner axes as far as they are aligned, then a stretch of one axis.
        std::uint64_t inner = 1;
        std::size_t axis = dims.size() - 1;
        while (axis > 0 && start[axis] == 0 && left / inner >= dims[axis]) {
            inner *= dims[axis];
            --axis;
        }
        const std::uint64_t stretch = std::min<std::uint64_t>(dims[axis] - start[axis], left / inner);
        for (std::size_t a = 0; a < dims.size(); ++a)
            box[a] = a < axis ? 1 : (a == axis ? stretch : dims[a]);
        const hsize_t elements = stretch * inner;
        const Handle memory(H5Screate_simple(1, &elements, nullptr));
        if (H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, box.data(), nullptr) < 0 || !memory.ok())
            return hdf5Failure("the elements cannot be selected");
        if (auto r = transfer(memory, space, done); !r)
            return r;
        done += elements;
    }
    return {};
}

} // namespace tensorgraft::hdf5
