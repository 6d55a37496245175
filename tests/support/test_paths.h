#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tensorgraft::test {

/// The project's root (environment TENSORGRAFT_SOURCE_DIR, set by ctest).
std::filesystem::path sourceDir();
/// The built programs.
std::filesystem::path binDir();
/// The real samples: $TENSORGRAFT_SAMPLES, else ../shared/samples beside the project; nullopt where there are none.
/// Tests that need them print what they skipped.
std::optional<std::filesystem::path> samplesDir();
/// Python of the system with h5py, NumPy, PyTorch and ONNX.
std::string python();

/// A fresh folder, removed with everything in it at the end of the scope.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

/// Runs a command line through the shell; its exit code and what it printed (both streams).
struct CommandResult {
    int exitCode = -1;
    std::string output;
};
CommandResult run(const std::string& commandLine);

std::string readFile(const std::filesystem::path& path);
void writeFile(const std::filesystem::path& path, std::string_view bytes);

} // namespace tensorgraft::test
