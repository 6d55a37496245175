#include "model_io/core/format.h"

namespace tensorgraft {

Result<std::unique_ptr<ModelWriter>> Format::rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite>,
                                                     std::filesystem::path) const
{
    return fail(makeError(ErrorCode::Unsupported, info().title + " files cannot be rewritten")
                    .at(target->path())
                    .advise("Choose another output format; `tensorgraft formats` lists those that can be written"));
}

Result<std::unique_ptr<ModelWriter>> Format::create(std::vector<TensorToWrite>, ExportOptions, std::filesystem::path fileName) const
{
    return fail(makeError(ErrorCode::Unsupported, "new files of the format '" + info().id + "' cannot be written")
                    .at(std::move(fileName))
                    .advise("Choose another output format; `tensorgraft formats` lists those that can be written"));
}

} // namespace tensorgraft
