#include "model_io/formats/hdf5/helper/session.h"

#include "model_io/formats/hdf5/helper/element_type.h"
#include "model_io/formats/hdf5/helper/runs.h"
#include "model_io/formats/hdf5/helper/toc_builder.h"
#include "model_io/formats/hdf5/helper/window_driver.h"
#include "model_io/formats/hdf5/helper_protocol.h"

#include <sys/stat.h>

namespace tensorgraft::hdf5 {

Result<std::vector<std::byte>> Session::handle(std::span<const std::byte> request)
{
    WireReader in(request);
    switch (static_cast<Command>(in.u8())) {
    case Command::OpenFile: return openFile(in);
    case Command::Read: return read(in);
    case Command::EditFile: return editFile(in);
    case Command::ReplaceType: return replaceType(in);
    case Command::Write: return write(in);
    case Command::CreateFile: return createFile(in);
    case Command::CloseFile: return closeFile();
    default: return fail(ErrorCode::Usage, "unknown request");
    }
}

Result<std::vector<std::byte>> Session::openFile(WireReader& in)
{
    // The parent's descriptor, so that both see one file even where the name is replaced meanwhile.
    const std::string path = "/proc/self/fd/" + std::to_string(helperFile);
    const std::uint64_t base = in.u64(), length = in.u64();
    if (!in.ok())
        return fail(ErrorCode::Usage, "the request is incomplete");
    // libhdf5's own driver asks for the real path, which an unpacked member has not.
    struct stat status {};
    const bool nameless = ::fstat(helperFile, &status) == 0 && status.st_nlink == 0;
    m_file = base || nameless ? openWindow(path, false, base, length) : Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    if (!m_file.ok())
        return hdf5Failure("the HDF5 library cannot open the file");
    auto toc = buildToc(m_file, m_tell);
    if (!toc)
        return fail(std::move(toc.error()));
    WireWriter out;
    put(out, *toc);
    return std::move(out.buffer());
}

Result<std::vector<std::byte>> Session::read(WireReader& in)
{
    const std::uint64_t address = in.u64();
    const auto dtype = static_cast<DType>(in.u8());
    const bool asStored = in.u8() != 0;
    const std::uint64_t first = in.u64(), count = in.u64();
    const Handle dataset(H5Oopen_by_addr(m_file, address));
    if (!in.ok() || !dataset.ok())
        return hdf5Failure("the dataset cannot be opened");
    const Handle fileType(H5Dget_type(dataset));
    // Without conversion where possible: libhdf5 has none for enumerations and opaque bytes.
    const Handle memoryType(asStored ? H5Tcopy(fileType) : hid_t{H5I_INVALID_HID});
    const Handle converted(asStored ? Handle() : littleEndianType(dtype));
    const hid_t type = asStored ? static_cast<hid_t>(memoryType) : static_cast<hid_t>(converted);
    const std::size_t size = H5Tget_size(type);
    // Requests count plain elements; libhdf5 counts an array type as one element.
    const std::size_t plain = itemSizeBytes(dtype);
    if (size == 0 || plain == 0 || size % plain != 0 || count > maxTransferBytes / plain)
        return fail(ErrorCode::Usage, "too many elements in one request");
    const std::uint64_t each = size / plain;
    const std::uint64_t begin = first / each, end = (first + count + each - 1) / each;
    if (end - begin > 2 * maxTransferBytes / size + 2)
        return fail(ErrorCode::Unsupported, "the dataset's elements are too large");
    std::vector<std::byte> bytes((end - begin) * size);
    auto done = forEachBox(dataset, begin, end - begin, [&](hid_t memory, hid_t space, std::uint64_t before) -> Result<void> {
        if (H5Dread(dataset, type, memory, space, H5P_DEFAULT, bytes.data() + before * size) < 0)
            return hdf5Failure("the elements cannot be read");
        return {};
    });
    if (!done)
        return fail(std::move(done.error()));
    if (each > 1) {
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>((first - begin * each) * plain));
        bytes.resize(count * plain);
    }
    return bytes;
}

} // namespace tensorgraft::hdf5
