#include "model_io/core/model_file.h"

namespace tensorgraft {

ModelFile::ModelFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors,
                     Metadata metadata, std::vector<std::filesystem::path> memberFiles, std::vector<Error> warnings)
    : m_path(std::move(path)), m_formatId(std::move(formatId)), m_tensors(std::move(tensors)),
      m_metadata(std::move(metadata)), m_memberFiles(std::move(memberFiles)), m_warnings(std::move(warnings))
{
    m_byName.reserve(m_tensors.size());
    for (std::size_t i = 0; i < m_tensors.size(); ++i)
        m_byName.emplace(m_tensors[i].name, i);
}

std::optional<std::size_t> ModelFile::find(std::string_view name) const
{
    const auto it = m_byName.find(name);
    return it == m_byName.end() ? std::nullopt : std::optional(it->second);
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
