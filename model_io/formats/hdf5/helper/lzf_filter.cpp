#include "model_io/formats/hdf5/helper/lzf_filter.h"

#include "model_io/formats/hdf5/hdf5_toc.h"
#include "model_io/formats/hdf5/lzf.h"

#include <cstdlib>
#include <cstring>
#include <hdf5.h>

namespace tensorgraft::hdf5 {
namespace {

/// values[2]: bytes of a chunk, as h5py's set_local puts it there. 0: failed, or not compressed.
std::size_t filter(unsigned flags, std::size_t valueCount, const unsigned* values, std::size_t bytes, std::size_t* bufferSize, void** buffer)
{
    if (!(flags & H5Z_FLAG_REVERSE) || valueCount < 3)
        return 0;
    const auto out = expandLzf({static_cast<const std::byte*>(*buffer), bytes}, values[2]);
    void* room = out && !out->empty() ? std::malloc(out->size()) : nullptr;
    if (!room)
        return 0;
    std::memcpy(room, out->data(), out->size());
    std::free(*buffer); // libhdf5's own buffers come from malloc, too (H5Z documentation)
    *buffer = room;
    *bufferSize = out->size();
    return out->size();
}

} // namespace

void registerLzf()
{
    H5Z_class2_t lzf{};
    lzf.version = H5Z_CLASS_T_VERS;
    lzf.id = FilterLzf;
    lzf.encoder_present = 1;
    lzf.decoder_present = 1;
    lzf.name = "lzf";
    lzf.filter = filter;
    H5Zregister(&lzf);
}

} // namespace tensorgraft::hdf5
