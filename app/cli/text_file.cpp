#include "app/cli/text_file.h"

#include "model_io/codecs/file_io.h"

#include <cerrno>
#include <cstring>
#include <span>
#include <unistd.h>

namespace tensorgraft::cli {

Result<void> writeTextFile(const std::filesystem::path& path, std::string_view text)
{
    std::filesystem::path temporary = path;
    temporary += ".part" + std::to_string(::getpid());
    auto file = OutputFile::create(temporary);
    if (!file)
        return fail(std::move(file.error()));
    Result<void> done = file->writeAt(0, std::as_bytes(std::span(text)));
    if (done)
        done = file->syncAndClose();
    if (done && ::rename(temporary.c_str(), path.c_str()) != 0)
        done = fail(ioError(errno, "put the file in its place", path));
    if (!done)
        ::unlink(temporary.c_str());
    return done;
}

} // namespace tensorgraft::cli
