#include "model_io/formats/pytorch/pytorch_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <nlohmann/json.hpp>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;
using test::TensorValue;

/// One Python process writes all fixtures, one at the end loads everything that was written here.
class PytorchOracle : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_dir = std::make_unique<test::TempDir>();
        const auto script = test::sourceDir() / "tests" / "oracle" / "pytorch" / "make_fixtures.py";
        const auto made = test::run(test::python() + " " + script.string() + " " + (*s_dir / "fixtures").string());
        ASSERT_EQ(made.exitCode, 0) << made.output;
    }
    static void TearDownTestSuite() { s_dir.reset(); }

    std::vector<fs::path> fixtures() const
    {
        std::vector<fs::path> folders;
        for (const auto& folder : fs::directory_iterator(*s_dir / "fixtures"))
            if (fs::exists(folder.path() / "facts.json") || folder.path().filename().string().ends_with("sparse"))
                folders.push_back(folder.path());
        std::ranges::sort(folders);
        return folders;
    }
    std::shared_ptr<const ModelFile> open(const fs::path& path)
    {
        auto model = m_format->open(path);
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    static bool isReadable(const ModelFile& model, std::size_t i)
    {
        return model.tensors()[i].sizeBytes == 0 ? model.read(i, 0, {}).has_value() : model.readAll(i).has_value();
    }
    static void addFact(nlohmann::json& facts, const TensorValue& v)
    {
        facts.push_back({{"name", v.tensor.name},
                         {"shape", std::vector<std::int64_t>(v.tensor.shape.begin(), v.tensor.shape.end())},
                         {"dtype", dtypeName(v.tensor.dtype)},
                         {"sha256", test::sha256(v.bytes)}});
    }
    static void verify(const std::string& list)
    {
        test::writeFile(*s_dir / "list.txt", list);
        const auto script = test::sourceDir() / "tests" / "oracle" / "pytorch" / "verify_outputs.py";
        const auto checked = test::run(test::python() + " " + script.string() + " " + (*s_dir / "list.txt").string());
        EXPECT_EQ(checked.exitCode, 0) << checked.output;
        std::cout << checked.output;
    }
    static std::unique_ptr<test::TempDir> s_dir;
    std::unique_ptr<Format> m_format = makePytorchFormat();
};
std::unique_ptr<test::TempDir> PytorchOracle::s_dir;

TEST_F(PytorchOracle, weReadWhatPytorchReads)
{
    std::size_t count = 0;
    for (const fs::path& folder : fixtures()) {
        if (folder.filename().string().ends_with("sparse"))
            continue;
        SCOPED_TRACE(folder.filename());
        const auto model = open(folder / "model.pt");
        ASSERT_TRUE(model);
        const std::string name = folder.filename().string();
        // TorchScript's own state_dict() sorts parameters before buffers; the file has them as the module does.
        test::expectFacts(*model, folder, !name.starts_with("torchscript"));
        // Only the fixtures that call into the system are warned about, and nothing of them has run.
        ASSERT_EQ(model->warnings().size(), name.starts_with("evil") ? 1u : 0u);
        for (const Error& warning : model->warnings())
            EXPECT_NE(warning.message.find(".system; it was not executed"), std::string::npos);
        EXPECT_FALSE(fs::exists(folder / "was-run"));
        ++count;
    }
    EXPECT_GE(count, 26u);
}

TEST_F(PytorchOracle, sparseTensorsAreListedAndTheOthersReadable)
{
    for (const char* name : {"zip-sparse", "legacy-sparse"}) {
        const auto model = open(*s_dir / "fixtures" / name / "model.pt");
        ASSERT_EQ(model->tensors().size(), 2u);
        EXPECT_EQ(model->tensors()[0].shape, (Shape{3, 3}));
        EXPECT_EQ(model->tensors()[0].dtype, DType::Float32);
        const auto read = model->readAll(0);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
        EXPECT_TRUE(model->readAll(1));
    }
}

TEST_F(PytorchOracle, sharingAndStridesAreSaid)
{
    for (const char* name : {"zip-strided", "legacy-strided"}) {
        const auto model = open(*s_dir / "fixtures" / name / "model.pt");
        const auto note = [&](const char* tensor) { return model->tensors()[model->find(tensor).value()].storageNote; };
        EXPECT_EQ(note("permuted"), "strides (1, 10, 30, 90)");
        EXPECT_EQ(note("tied"), "strides (1, 10, 30, 90), shared with permuted");
        EXPECT_EQ(note("whole"), "in the storage of transposed");
        EXPECT_EQ(note("expanded"), "strides (0, 1)");
    }
}

TEST_F(PytorchOracle, nothingReplacedGivesTheSameFile)
{
    for (const fs::path& folder : fixtures()) {
        SCOPED_TRACE(folder.filename());
        test::TempDir out;
        const auto done = test::rewriteInto(*m_format, open(folder / "model.pt"), {}, out.path(), "model.pt");
        ASSERT_TRUE(done) << done.error().toString();
        EXPECT_TRUE(test::readFile(out / "model.pt") == test::readFile(folder / "model.pt"));
    }
}

TEST_F(PytorchOracle, pytorchLoadsWhatWeRewroteAndExported)
{
    std::string list;
    for (const fs::path& folder : fixtures()) {
        const std::string name = folder.filename().string();
        if (name.starts_with("evil"))
            continue; // loading would run the command
        SCOPED_TRACE(name);
        const auto model = open(folder / "model.pt");
        std::vector<TensorValue> values, plain;
        nlohmann::json facts = nlohmann::json::array(), exported = nlohmann::json::array();
        for (std::size_t i = 0; i < model->tensors().size(); ++i) {
            if (!isReadable(*model, i))
                continue;
            TensorValue value = test::valueOf(*model, i);
            // The same change of every element, so that tied and expanded tensors stay consistent.
            for (std::size_t at = 0; at < value.bytes.size(); at += itemSizeBytes(value.tensor.dtype))
                value.bytes[at] ^= std::byte{1};
            addFact(facts, value);
            if (value.tensor.dtype != DType::QUInt8) {
                addFact(exported, value);
                plain.push_back(value);
            }
            values.push_back(std::move(value));
        }
        const auto rewriteFolder = *s_dir / ("rewritten-" + name), exportFolder = *s_dir / ("exported-" + name);
        const auto rewritten = test::rewriteInto(*m_format, model, values, rewriteFolder, "model.pt", 16);
        ASSERT_TRUE(rewritten) << rewritten.error().toString();
        const auto back = open(rewriteFolder / "model.pt");
        for (const TensorValue& v : values)
            EXPECT_EQ(test::valueOf(*back, back->find(v.tensor.name).value()).bytes, v.bytes) << v.tensor.name;
        const auto written = test::exportInto(*m_format, plain, exportFolder, "model.pt");
        ASSERT_TRUE(written) << written.error().toString();
        test::writeFile(rewriteFolder / "facts.json", nlohmann::json{{"tensors", facts}}.dump());
        test::writeFile(exportFolder / "facts.json", nlohmann::json{{"tensors", exported}}.dump());
        if (name == "zip-bigendian")
            continue; // PyTorch 1.13 does not know the byte order
        list += "rewrite\t" + (rewriteFolder / "model.pt").string() + "\t" + (rewriteFolder / "facts.json").string() + "\t" +
                (folder / "model.pt").string() + "\n";
        list += "export\t" + (exportFolder / "model.pt").string() + "\t" + (exportFolder / "facts.json").string() + "\t-\n";
    }
    verify(list);
}

TEST_F(PytorchOracle, aPickleThatStandsForTooMuchIsRefusedSoon)
{
    const auto model = m_format->open(*s_dir / "fixtures" / "bomb" / "model.pt");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Unsupported) << model.error().toString();
}

TEST_F(PytorchOracle, oneTensorOfASharedStorageLeavesTheRest)
{
    for (const char* name : {"zip-strided", "legacy-strided", "tar", "legacy-views"}) {
        SCOPED_TRACE(name);
        const auto model = open(*s_dir / "fixtures" / name / "model.pt");
        const std::size_t index = model->find(std::string(name).ends_with("strided") ? "slice" : "view").value();
        TensorValue value = test::valueOf(*model, index);
        for (std::byte& b : value.bytes)
            b ^= std::byte{0x11};
        test::TempDir out;
        ASSERT_TRUE(test::rewriteInto(*m_format, model, std::span(&value, 1), out.path(), "m.pt", 4));
        const auto back = open(out / "m.pt");
        EXPECT_EQ(test::valueOf(*back, index).bytes, value.bytes);
        const std::size_t other = model->find(std::string(name).ends_with("strided") ? "permuted" : name == std::string("tar") ? "a.weight" : "whole").value();
        if (name != std::string("legacy-views")) {
            EXPECT_EQ(test::valueOf(*back, other).bytes, test::valueOf(*model, other).bytes);
        } else {
            EXPECT_EQ(test::valueOf(*back, other).bytes[0], test::valueOf(*model, other).bytes[0]);
            EXPECT_NE(test::valueOf(*back, other).bytes, test::valueOf(*model, other).bytes);
        }
    }
}

TEST_F(PytorchOracle, tiedTensorsWithDifferentValuesAreRefused)
{
    for (const char* name : {"zip-strided", "legacy-strided"}) {
        const auto model = open(*s_dir / "fixtures" / name / "model.pt");
        std::vector<TensorValue> values{test::valueOf(*model, model->find("permuted").value()),
                                        test::valueOf(*model, model->find("tied").value())};
        {
            test::TempDir out;
            EXPECT_TRUE(test::rewriteInto(*m_format, model, values, out.path(), "m.pt"));
        }
        values[1].bytes[40] ^= std::byte{1};
        test::TempDir out;
        const auto done = test::rewriteInto(*m_format, model, values, out.path(), "m.pt");
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, ErrorCode::Mismatch);
        EXPECT_FALSE(done.error().tensor.empty());
    }
}

} // namespace
} // namespace tensorgraft
