#include "model_io/codecs/pickle.h"

#include "model_io/codecs/pickle_machine.h"

namespace tensorgraft::pickle {

const std::string* Value::text() const
{
    const Bytes* bytes = as<Bytes>();
    return bytes && (!bytes->raw || bytes->data.size() == bytes->length) ? &bytes->data : nullptr;
}

Result<std::shared_ptr<const Document>> parse(const ByteSource& source, std::uint64_t offset,
                                              const std::filesystem::path& pathForErrors, const Limits& limits,
                                              const OpenProgress& progress, std::uint64_t expectedBytes)
{
    return Machine(source, offset, pathForErrors, limits).run(progress, expectedBytes);
}

} // namespace tensorgraft::pickle
