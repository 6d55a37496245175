#include "model_io/formats/tensorflow/v1_format.h"

#include "model_io/codecs/sstable.h"
#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/v1_model.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;

/// "x-00001-of-00004": every shard of that set; else the file alone.
Result<std::vector<fs::path>> shardsOf(const fs::path& path)
{
    constexpr std::string_view pattern = "-00000-of-00000";
    constexpr unsigned maxShards = 4096;
    const std::string name = path.filename().string();
    if (name.size() <= pattern.size())
        return std::vector{path};
    const std::string_view end = std::string_view(name).substr(name.size() - pattern.size());
    for (std::size_t i = 0; i < end.size(); ++i)
        if (pattern[i] == '0' ? !std::isdigit(static_cast<unsigned char>(end[i])) : end[i] != pattern[i])
            return std::vector{path};
    unsigned count = 0;
    std::from_chars(end.data() + 10, end.data() + end.size(), count);
    if (count == 0 || count > maxShards)
        return fail(makeError(ErrorCode::Unsupported, "the name of the checkpoint asks for too many files").at(path)
                        .wanted("1 to " + std::to_string(maxShards)).got(std::to_string(count)));
    std::vector<fs::path> shards;
    const std::string stem = name.substr(0, name.size() - pattern.size());
    for (unsigned i = 0; i < count; ++i) {
        char number[32];
        std::snprintf(number, sizeof number, "-%05u-of-%05u", i, count);
        shards.push_back(path.parent_path() / (stem + number));
        std::error_code ignored;
        if (!fs::exists(shards.back(), ignored))
            return fail(makeError(ErrorCode::Io, "a part of the checkpoint is missing").at(shards.back())
                            .wanted(std::to_string(count) + " files named " + stem + "-...-of-" + std::string(end.substr(10)))
                            .got("no file of this name")
                            .advise("Copy the other parts into the same folder"));
    }
    return shards;
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// The V1 file that a state file names; nullopt where it is no state file or names a V2 checkpoint.
std::optional<fs::path> fileOfState(const fs::path& stateFile, std::string_view text)
{
    if (text.find("model_checkpoint_path") == std::string_view::npos)
        return std::nullopt;
    const auto state = tf::parseCheckpointState(text);
    if (!state)
        return std::nullopt;
    const fs::path folder = stateFile.parent_path(), name = state->latest;
    for (const fs::path& candidate : {name.is_absolute() ? name : folder / name, folder / name.filename()}) {
        if (isFile(tf::indexPath(candidate)))
            return std::nullopt;
        if (isFile(candidate))
            return candidate;
    }
    return std::nullopt;
}

class TfCheckpointV1Format final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"tf-checkpoint-v1", "TensorFlow V1 checkpoint", {".ckpt", ".chkpt"}, true, false, false};
        return i;
    }

    /// Every table of LevelDB's format ends alike; below what reads the index of a V2 checkpoint. open() looks inside.
    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory)
            return 0;
        if (SsTable::hasMagic(probe.tail))
            return 70;
        return fileOfState(probe.path, probe.headText()) ? 95 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const fs::path& path, const OpenOptions& options) const override
    {
        auto named = stateTarget(path);
        if (!named)
            return fail(std::move(named.error()));
        auto files = shardsOf(*named);
        if (!files)
            return fail(std::move(files.error()));
        return tf::openV1(path, *files, options.progress);
    }

private:
    static Result<fs::path> stateTarget(const fs::path& path)
    {
        auto file = FileSource::open(path);
        if (!file)
            return fail(std::move(file.error()));
        std::string head(std::min<std::uint64_t>((*file)->sizeBytes(), 65536), '\0');
        if (auto r = (*file)->readAt(0, std::as_writable_bytes(std::span(head))); !r)
            return fail(std::move(r.error()));
        return fileOfState(path, head).value_or(path);
    }
};

} // namespace

std::unique_ptr<Format> makeTfCheckpointV1Format() { return std::make_unique<TfCheckpointV1Format>(); }

} // namespace tensorgraft
