#include "tests/unit/formats/tensorflow/fixtures.h"

#include "model_io/formats/tensorflow/bundle_format.h"
#include "tests/support/model_helpers.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tensorgraft::test {
namespace fs = std::filesystem;
using nlohmann::json;

const TempDir& bundles()
{
    static const TempDir dir;
    static const bool made = [] {
        const auto script = sourceDir() / "tests" / "unit" / "formats" / "tensorflow" / "make_bundles.py";
        const auto done = run(python() + " " + script.string() + " " + dir.path().string());
        EXPECT_EQ(done.exitCode, 0) << done.output;
        return done.exitCode == 0;
    }();
    EXPECT_TRUE(made);
    return dir;
}

namespace {
const json& expected()
{
    static const json value = json::parse(readFile(bundles() / "expected.json"));
    return value;
}
} // namespace

fs::path bundlePath(const std::string& name) { return expected().at(name).at("path").get<std::string>(); }

std::shared_ptr<const ModelFile> openBundle(const fs::path& path)
{
    auto model = makeTfCheckpointV2Format()->open(path);
    EXPECT_TRUE(model) << (model ? "" : model.error().toString());
    return model ? *model : nullptr;
}

void expectBundle(const ModelFile& model, const std::string& name)
{
    SCOPED_TRACE(name);
    const json& tensors = expected().at(name).at("tensors");
    EXPECT_EQ(model.tensors().size(), tensors.size());
    EXPECT_TRUE(std::ranges::is_sorted(model.tensors(), {}, &TensorInfo::name));
    for (const auto& [tensor, row] : tensors.items()) {
        SCOPED_TRACE(tensor);
        const auto index = model.find(tensor);
        if (!index) {
            ADD_FAILURE() << "missing";
            continue;
        }
        const TensorInfo& info = model.tensors()[*index];
        EXPECT_EQ(dtypeName(info.dtype), row.at("dtype").get<std::string>());
        EXPECT_EQ(info.shape, Shape(row.at("shape").get<std::vector<std::int64_t>>()));
        if (row.contains("sha256")) {
            EXPECT_EQ(sha256(valueOf(model, *index).bytes), row.at("sha256").get<std::string>());
        }
    }
}

std::string judged(const fs::path& prefix)
{
    const auto script = sourceDir() / "tests" / "oracle" / "tensorflow" / "bundle_reader.py";
    const auto done = run(python() + " -B " + script.string() + " dump " + prefix.string() + ".index");
    EXPECT_EQ(done.exitCode, 0) << done.output;
    if (done.exitCode != 0)
        return done.output;
    const json seen = json::parse(done.output);
    std::string text;
    for (const auto& t : seen.at("tensors")) {
        text += t.at("name").get<std::string>() + " " + t.at("dtype").get<std::string>() + " " + t.at("shape").dump();
        text += t.contains("sha256") ? " " + t.at("sha256").get<std::string>() : std::string();
        text += "\n";
    }
    return text;
}

std::string described(const ModelFile& model)
{
    std::string text;
    for (std::size_t i = 0; i < model.tensors().size(); ++i) {
        const TensorInfo& info = model.tensors()[i];
        text += info.name + " " + std::string(dtypeName(info.dtype)) + " " + json(std::vector(info.shape.begin(), info.shape.end())).dump();
        text += isPlain(info.dtype) ? " " + sha256(valueOf(model, i).bytes) : std::string();
        text += "\n";
    }
    return text;
}

fs::path copyBundle(const std::string& name, const TempDir& folder)
{
    const fs::path index = bundlePath(name);
    for (const auto& file : fs::directory_iterator(index.parent_path()))
        fs::copy_file(file.path(), folder / file.path().filename().string());
    return folder / index.filename().string();
}

} // namespace tensorgraft::test
