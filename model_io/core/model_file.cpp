#include "model_io/core/model_file.h"

namespace tensorgraft {

ModelFile::ModelFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors,
                     Metadata metadata, std::vector<std::filesystem::path> memberFiles, std::vector<Error> warnings)
    : m_path(std::move(path)), m_formatId(std::move(formatId)), m_tensors(std::move(tensors)),
      m_metadata(std::move(metadata)), m_memberFiles(std::move(memberFiles)), m_warnings(std::move(warnings))
{
}

std::optional<std::size_t> ModelFile::find(std::string_view name) const
{
    std::call_once(m_indexOnce, [this] { m_byName = NameTable(m_tensors); });
    return m_byName.find(m_tensors, name);
}

Result<std::vector<std::byte>> ModelFile::readAll(std::size_t tensor, std::uint64_t limitBytes) const
{
    const TensorInfo& info = m_tensors[tensor];
    if (info.sizeBytes > limitBytes)
        return fail(makeError(ErrorCode::Unsupported, "the tensor is too large to be read at once")
                        .at(m_path).of(info.name).wanted("at most " + std::to_string(limitBytes) + " bytes")
                        .got(std::to_string(info.sizeBytes) + " bytes"));
    std::vector<std::byte> bytes(info.sizeBytes);
    if (auto r = read(tensor, 0, bytes); !r)
        return fail(std::move(r.error()));
    return bytes;
}

} // namespace tensorgraft
