#include "model_io/mapping/outline.h"

namespace tensorgraft {

Outline outlineOf(const ModelFile& model)
{
    Outline outline{model.formatId(), model.tensors(), {}};
    if (const Metadata* backend = model.metadata().find("backend"); backend && backend->string())
        outline.backend = *backend->string();
    if (outline.formatId != "skeleton")
        return outline;
    const Metadata* format = model.metadata().find("format");
    outline.formatId = format && format->string() ? *format->string() : std::string();
    return outline;
}

} // namespace tensorgraft
