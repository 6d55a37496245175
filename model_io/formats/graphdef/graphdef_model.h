#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/formats/graphdef/graph.h"
#include "model_io/core/model_writer.h"
#include "model_io/formats/stored_model_file.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft::graphdef {

/// What rewriting needs of a Const.
struct ConstPlace {
    std::vector<WireSpan> enclosing; ///< outermost first; the last is the TensorProto
    bool raw = false;                ///< the value stands as one run of little-endian elements
    std::uint64_t rawOffset = 0;
};

class GraphdefFile final : public StoredModelFile {
public:
    GraphdefFile(std::filesystem::path path, std::vector<TensorInfo> tensors, std::vector<TensorStorage> storages,
                 Metadata metadata, std::vector<Error> warnings, std::vector<ConstPlace> places,
                 std::shared_ptr<const FileSource> source)
        : StoredModelFile(path, "tf-graphdef", std::move(tensors), std::move(storages), std::move(metadata), {path},
                          std::move(warnings)),
          m_places(std::move(places)), m_source(std::move(source))
    {
    }
    [[nodiscard]] const ConstPlace& place(std::size_t tensor) const { return m_places[tensor]; }
    [[nodiscard]] const FileSource& source() const { return *m_source; }

private:
    std::vector<ConstPlace> m_places;
    std::shared_ptr<const FileSource> m_source;
};

[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openGraph(const std::filesystem::path& path, const OpenProgress& progress);

/// Kind, role and axes of the Const nodes of one scope out of the operations that consume them, through Identity and
/// its like. `tensorOf[n]`: the tensor of node n, nullptr where it is none. Tensors that no operation explains keep what
/// their names say; integers that feed no weights are Constant.
void assignGraphRoles(const Scope& scope, const std::vector<TensorInfo*>& tensorOf);

/// The target's own file with `replaced` in it.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteGraph(const GraphdefFile& target,
                                                                const std::vector<TensorToWrite>& replaced,
                                                                const std::filesystem::path& fileName);

} // namespace tensorgraft::graphdef
