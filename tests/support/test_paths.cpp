#include "tests/support/test_paths.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

namespace tensorgraft::test {
namespace fs = std::filesystem;

fs::path sourceDir()
{
    const char* dir = std::getenv("TENSORGRAFT_SOURCE_DIR");
    return dir ? fs::path(dir) : fs::current_path();
}

fs::path binDir()
{
    const char* dir = std::getenv("TENSORGRAFT_BIN_DIR");
    return dir ? fs::path(dir) : fs::read_symlink("/proc/self/exe").parent_path();
}

std::optional<fs::path> samplesDir()
{
    const char* dir = std::getenv("TENSORGRAFT_SAMPLES");
    const fs::path path = dir ? fs::path(dir) : sourceDir() / "../shared/samples";
    std::error_code ignored;
    return fs::is_directory(path, ignored) ? std::optional(path) : std::nullopt;
}

std::string python()
{
    const char* program = std::getenv("TENSORGRAFT_PYTHON");
    return program ? program : "/usr/bin/python3";
}

TempDir::TempDir()
{
    std::string name = (fs::temp_directory_path() / "tensorgraft-test-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        std::abort();
    m_path = name;
}

TempDir::~TempDir()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

CommandResult run(const std::string& commandLine)
{
    CommandResult result;
    FILE* pipe = ::popen((commandLine + " 2>&1").c_str(), "r");
    if (!pipe)
        return result;
    std::array<char, 4096> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
        result.output.append(buffer.data(), n);
    const int status = ::pclose(pipe);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

std::string readFile(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeFile(const fs::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace tensorgraft::test
