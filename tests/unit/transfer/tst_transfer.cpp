// The promises of a transfer, on safetensors files that the test makes.
#include "model_io/formats/registry.h"
#include "model_io/transfer/evaluate.h"
#include "model_io/transfer/produce.h"
#include "model_io/transfer/staging.h"
#include "model_io/transfer/transfer.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace tensorgraft;
using tensorgraft::test::TempDir;
namespace fs = std::filesystem;

namespace {

struct Tensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

Tensor numbered(std::string name, std::vector<std::int64_t> shape, float start)
{
    std::size_t count = 1;
    for (const auto d : shape)
        count *= static_cast<std::size_t>(d);
    Tensor t{std::move(name), std::move(shape), std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i)
        t.values[i] = start + static_cast<float>(i) * 0.25f;
    return t;
}

void writeSafetensors(const fs::path& path, const std::vector<Tensor>& tensors)
{
    nlohmann::ordered_json header;
    header["__metadata__"]["note"] = "kept";
    std::string data;
    for (const Tensor& t : tensors) {
        const std::size_t begin = data.size();
        data.append(reinterpret_cast<const char*>(t.values.data()), t.values.size() * 4);
        header[t.name] = {{"dtype", "F32"}, {"shape", t.shape}, {"data_offsets", {begin, data.size()}}};
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    test::writeFile(path, std::string(reinterpret_cast<const char*>(&length), 8) + text + data);
}

std::shared_ptr<const ModelFile> open(const fs::path& path)
{
    auto model = openModel(path);
    EXPECT_TRUE(model) << (model ? "" : model.error().toString());
    return model ? *model : nullptr;
}

std::vector<float> floats(const ModelFile& model, const std::string& name)
{
    const auto index = model.find(name);
    if (!index)
        return {};
    const auto bytes = model.readAll(*index);
    std::vector<float> values(bytes ? bytes->size() / 4 : 0);
    if (bytes)
        std::memcpy(values.data(), bytes->data(), bytes->size());
    return values;
}

/// Names in the folder that are not in `expected`.
std::vector<std::string> strangers(const fs::path& folder, std::vector<std::string> expected)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (std::ranges::find(expected, entry.path().filename().string()) == expected.end())
            names.push_back(entry.path().filename().string());
    return names;
}

class Transfer : public testing::Test {
protected:
    Transfer()
    {
        writeSafetensors(dir / "source.safetensors", {conv, bias, wide});
        writeSafetensors(dir / "target.safetensors",
                         {numbered("c.weight", {5, 4, 3, 2}, -1000), numbered("c.bias", {5}, -2000), numbered("keep", {7}, -3000)});
        document.entries = {{"c.weight", {"conv/w"}, "transpose(3,2,0,1)", {}, ""}, {"c.bias", {"conv/b"}, "", {}, ""}};
    }
    Plan plan() { return makePlan(open(dir / "source.safetensors"), open(dir / "target.safetensors"), document); }

    TempDir dir;
    Tensor conv = numbered("conv/w", {3, 2, 4, 5}, 1);
    Tensor bias = numbered("conv/b", {5}, 500);
    Tensor wide = numbered("wide", {300, 500}, 0);
    MappingDocument document;
};

TEST_F(Transfer, WritesKeepsAndProves)
{
    const std::string sourceBefore = test::readFile(dir / "source.safetensors"), targetBefore = test::readFile(dir / "target.safetensors");
    const auto report = transfer(plan(), {.output = dir / "out.safetensors"});
    ASSERT_TRUE(report) << report.error().toString();
    EXPECT_EQ(report->tensors.size(), 2u);
    EXPECT_TRUE(std::ranges::all_of(report->tensors, &TensorReport::verified));
    EXPECT_EQ(report->kept, std::vector<std::string>{"keep"});

    const auto out = open(dir / "out.safetensors");
    const auto weight = floats(*out, "c.weight");
    ASSERT_EQ(weight.size(), conv.values.size());
    std::size_t i = 0;
    for (int o = 0; o < 5; ++o)
        for (int c = 0; c < 4; ++c)
            for (int h = 0; h < 3; ++h)
                for (int w = 0; w < 2; ++w)
                    ASSERT_EQ(weight[i++], conv.values[static_cast<std::size_t>(((h * 2 + w) * 4 + c) * 5 + o)]);
    EXPECT_EQ(floats(*out, "c.bias"), bias.values);
    EXPECT_EQ(floats(*out, "keep"), numbered("keep", {7}, -3000).values);
    EXPECT_EQ(fs::file_size(dir / "out.safetensors"), targetBefore.size());
    EXPECT_EQ(test::readFile(dir / "source.safetensors"), sourceBefore);
    EXPECT_EQ(test::readFile(dir / "target.safetensors"), targetBefore);
    EXPECT_TRUE(strangers(dir.path(), {"source.safetensors", "target.safetensors", "out.safetensors"}).empty());
    const auto json = nlohmann::json::parse(toJson(*report));
    EXPECT_EQ(json["verified"], 2);
    EXPECT_EQ(json["tensors"][0]["transform"], "transpose(3,2,0,1)");
}

TEST_F(Transfer, NeverReplacesWithoutBeingAsked)
{
    test::writeFile(dir / "out.safetensors", "precious");
    const auto refused = transfer(plan(), {.output = dir / "out.safetensors"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_EQ(test::readFile(dir / "out.safetensors"), "precious");
    ASSERT_TRUE(transfer(plan(), {.output = dir / "out.safetensors", .overwrite = true}));
    EXPECT_EQ(floats(*open(dir / "out.safetensors"), "c.bias"), bias.values);
}

TEST_F(Transfer, MayReplaceTheTargetItself)
{
    const auto report = transfer(plan(), {.output = dir / "target.safetensors", .overwrite = true});
    ASSERT_TRUE(report) << report.error().toString();
    EXPECT_EQ(floats(*open(dir / "target.safetensors"), "c.bias"), bias.values);
    EXPECT_EQ(floats(*open(dir / "target.safetensors"), "keep"), numbered("keep", {7}, -3000).values);
}

TEST_F(Transfer, ALinkStaysALinkAndTheFileBehindItIsReplaced)
{
    test::writeFile(dir / "real.safetensors", "old");
    fs::create_symlink("real.safetensors", dir / "link.safetensors");
    const auto report = transfer(plan(), {.output = dir / "link.safetensors", .overwrite = true});
    ASSERT_TRUE(report) << report.error().toString();
    EXPECT_TRUE(fs::is_symlink(dir / "link.safetensors"));
    EXPECT_EQ(floats(*open(dir / "real.safetensors"), "c.bias"), bias.values);
}

TEST_F(Transfer, CancelAtEveryStepLeavesNothing)
{
    int calls = 0;
    ASSERT_TRUE(transfer(plan(), {.output = dir / "count.safetensors", .progress = [&](auto, auto) { return ++calls, true; }}));
    ASSERT_GT(calls, 4);
    for (int stop = 1; stop <= calls; ++stop) {
        int n = 0;
        const auto r = transfer(plan(), {.output = dir / "out.safetensors", .progress = [&](auto, auto) { return ++n < stop; }});
        ASSERT_FALSE(r) << "call " << stop;
        EXPECT_EQ(r.error().code, ErrorCode::Cancelled);
        EXPECT_FALSE(fs::exists(dir / "out.safetensors"));
        EXPECT_TRUE(strangers(dir.path(), {"source.safetensors", "target.safetensors", "count.safetensors"}).empty());
    }
}

TEST_F(Transfer, ProgressNeverGoesBackAndEndsAtTheTotal)
{
    std::uint64_t last = 0, total = 0;
    ASSERT_TRUE(transfer(plan(), {.output = dir / "out.safetensors", .progress = [&](std::uint64_t done, std::uint64_t all) {
                                      EXPECT_GE(done, last);
                                      EXPECT_LE(done, all);
                                      last = done;
                                      total = all;
                                      return true;
                                  }}));
    EXPECT_GT(total, 0u);
}

TEST_F(Transfer, LeftoversOfAKilledRunAreRemoved)
{
    const fs::path leftover = dir / ".old.safetensors.tensorgraft-partial-Ab12Cd";
    fs::create_directory(leftover);
    test::writeFile(leftover / "old.safetensors", "half");
    {
        const auto busy = Staging::make(dir / "busy.safetensors", false); // somebody else at work
        ASSERT_TRUE(busy);
        ASSERT_TRUE(transfer(plan(), {.output = dir / "out.safetensors"}));
        EXPECT_TRUE(fs::exists(busy->folder())) << "a folder in use must stay";
    }
    EXPECT_FALSE(fs::exists(leftover));
}

TEST_F(Transfer, SmallWindowsGiveTheSameFile)
{
    document.entries.push_back({"keep", {"wide"}, "slice(0,299,300)|reshape(500)|crop(0,7)", {}, ""});
    ASSERT_TRUE(transfer(plan(), {.output = dir / "a.safetensors"}));
    const auto small = transfer(plan(), {.output = dir / "b.safetensors", .windowBytes = 1});
    ASSERT_TRUE(small) << small.error().toString();
    EXPECT_EQ(test::readFile(dir / "a.safetensors"), test::readFile(dir / "b.safetensors"));
    EXPECT_EQ(floats(*open(dir / "a.safetensors"), "keep"), std::vector<float>(wide.values.begin() + 299 * 500, wide.values.begin() + 299 * 500 + 7));
}

TEST_F(Transfer, APlanWithErrorsIsRefused)
{
    document.entries.push_back({"keep", {"wide"}, "", {}, ""});
    const auto r = transfer(plan(), {.output = dir / "out.safetensors"});
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().code, ErrorCode::Mismatch);
    EXPECT_EQ(r.error().tensor, "keep");
    EXPECT_FALSE(r.error().hint.empty());
    EXPECT_FALSE(fs::exists(dir / "out.safetensors"));
}

TEST_F(Transfer, AMissingFolderOrNoSpaceIsSaidBeforeAnythingIsWritten)
{
    EXPECT_EQ(transfer(plan(), {.output = dir / "nowhere/out.safetensors"}).error().code, ErrorCode::Io);
    EXPECT_EQ(transfer(plan(), {.output = dir.path()}).error().code, ErrorCode::Io);
}

TEST_F(Transfer, ExportTakesTheRestFromTheTarget)
{
    const auto report = transfer(plan(), {.output = dir / "out.npz", .exportFormat = "numpy-npz"});
    ASSERT_TRUE(report) << report.error().toString();
    const auto out = open(dir / "out.npz");
    EXPECT_EQ(out->formatId(), "numpy-npz");
    EXPECT_EQ(floats(*out, "keep"), numbered("keep", {7}, -3000).values);
    EXPECT_EQ(floats(*out, "c.bias"), bias.values);
}

TEST_F(Transfer, ConvertKeepsEveryTensor)
{
    const auto source = open(dir / "source.safetensors");
    const auto report = convertModel(source, {.output = dir / "all.npz"});
    ASSERT_TRUE(report) << report.error().toString();
    const auto out = open(dir / "all.npz");
    for (const Tensor& t : {conv, bias, wide})
        EXPECT_EQ(floats(*out, t.name), t.values) << t.name;
}

/// Delegates, but flips one bit on the way to the disk.
class FaultyDisk final : public ModelWriter {
public:
    explicit FaultyDisk(std::unique_ptr<ModelWriter> real) : m_real(std::move(real)) {}
    std::vector<std::size_t> preferredOrder() const override { return m_real->preferredOrder(); }
    std::uint64_t keptBytes() const override { return m_real->keptBytes(); }
    Result<void> begin(const fs::path& f, const ProgressFn& p) override { return m_real->begin(f, p); }
    Result<void> write(std::size_t slot, std::uint64_t offset, std::span<const std::byte> bytes) override
    {
        std::vector<std::byte> copy(bytes.begin(), bytes.end());
        if (slot == 1)
            copy.back() ^= std::byte{1};
        return m_real->write(slot, offset, copy);
    }
    Result<void> finish(const ProgressFn& p) override { return m_real->finish(p); }
    std::vector<fs::path> outputs() const override { return m_real->outputs(); }

private:
    std::unique_ptr<ModelWriter> m_real;
};

TEST_F(Transfer, AFaultyDiskIsNoticedAndNothingIsReplaced)
{
    test::writeFile(dir / "out.safetensors", "old and good");
    const auto target = open(dir / "target.safetensors"), source = open(dir / "source.safetensors");
    const TensorInfo& info = source->tensors()[*source->find("conv/b")];
    const std::vector<TensorToWrite> slots{{"keep", DType::Float32, {7}}, {"c.bias", info.dtype, info.shape}};
    auto writer = findFormat("safetensors")->rewrite(target, slots, "out.safetensors");
    ASSERT_TRUE(writer);
    FaultyDisk faulty(std::move(*writer));
    TransferReport report;
    report.tensors = {{.target = "keep", .dtype = DType::Float32, .shape = {7}, .sizeBytes = 28},
                      {.target = "c.bias", .dtype = info.dtype, .shape = info.shape, .sizeBytes = info.sizeBytes}};
    const std::size_t keep = *target->find("keep");
    const std::vector<SlotJob> jobs{{"keep", target, {keep}, identityOf(target->tensors()[keep]), false},
                                    {"c.bias", source, {*source->find("conv/b")}, identityOf(info), false}};
    const auto r = produce(faulty, jobs, {.output = dir / "out.safetensors", .overwrite = true}, report);
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(r.error().tensor, "c.bias");
    EXPECT_EQ(test::readFile(dir / "out.safetensors"), "old and good");
    EXPECT_TRUE(strangers(dir.path(), {"source.safetensors", "target.safetensors", "out.safetensors"}).empty());
}

/// The value of a transform, whole and in windows of every length, must be the same.
std::vector<float> evaluated(const std::shared_ptr<const ModelFile>& model, const std::vector<std::string>& sources,
                             const std::string& text, std::uint64_t memory = 1 << 20)
{
    std::vector<std::size_t> indices;
    std::vector<ValueType> types;
    for (const auto& s : sources) {
        indices.push_back(*model->find(s));
        types.push_back({model->tensors()[indices.back()].dtype, model->tensors()[indices.back()].shape});
    }
    const auto transform = Transform::parse(text);
    EXPECT_TRUE(transform) << text;
    const auto resolved = resolve(*transform, types, std::nullopt);
    EXPECT_TRUE(resolved) << text << ": " << (resolved ? "" : resolved.error().toString());
    if (!resolved)
        return {};
    const auto bytes = evaluate(model, indices, *resolved, "seed");
    EXPECT_TRUE(bytes);
    auto stream = TransformStream::make(model, indices, *resolved, "seed", memory);
    EXPECT_TRUE(stream);
    const std::size_t count = bytes->size() / 4;
    for (std::size_t step : {std::size_t{1}, std::size_t{7}, count / 2 + 1}) {
        std::vector<std::byte> again(bytes->size());
        for (std::size_t at = 0; at < count; at += step) {
            const std::size_t n = std::min(step, count - at);
            EXPECT_TRUE((*stream)->read(at, std::span(again).subspan(at * 4, n * 4)));
        }
        EXPECT_EQ(again, *bytes) << text << " in windows of " << step;
    }
    std::vector<float> values(count);
    std::memcpy(values.data(), bytes->data(), bytes->size());
    return values;
}

TEST_F(Transfer, ExpressionsInWindowsEqualTheWhole)
{
    writeSafetensors(dir / "m.safetensors", {numbered("a", {2, 3, 4}, 0), numbered("b", {2, 3, 4}, 100), numbered("v", {6}, 7)});
    const auto m = open(dir / "m.safetensors");
    using V = std::vector<float>;
    EXPECT_EQ(evaluated(m, {"v"}, "pad(0,1,2,-5)"), (V{-5, 7, 7.25f, 7.5f, 7.75f, 8, 8.25f, -5, -5}));
    EXPECT_EQ(evaluated(m, {"v"}, "flip(0)|slice(0,1,6,2)"), (V{8, 7.5f, 7}));
    EXPECT_EQ(evaluated(m, {"v"}, "reshape(2,3)|transpose(1,0)|reshape(6)"), (V{7, 7.75f, 7.25f, 8, 7.5f, 8.25f}));
    // Slicing a reshape of something permuted needs a copy of it: in memory, and beyond the bound in a file.
    for (const std::uint64_t memory : {std::uint64_t{1} << 20, std::uint64_t{0}}) {
        EXPECT_EQ(evaluated(m, {"v"}, "reshape(2,3)|transpose(1,0)|reshape(6)|slice(0,1,4)", memory), (V{7.75f, 7.25f, 8}));
        EXPECT_EQ(evaluated(m, {"v"}, "cast(float64)|cast(float32)|flip(0)", memory), (V{8.25f, 8, 7.75f, 7.5f, 7.25f, 7}));
    }
    const V joined = evaluated(m, {"a", "b"}, "transpose(2,0,1)|concat(1)");
    ASSERT_EQ(joined.size(), 48u);
    EXPECT_EQ(joined[0], 0.0f);
    EXPECT_EQ(joined[6], 100.0f) << "row 0: six of a, then six of b";
    EXPECT_EQ(joined[12], 0.25f);
    const V stacked = evaluated(m, {"a", "b"}, "stack(-1)");
    EXPECT_EQ((V{stacked[0], stacked[1], stacked[2], stacked[3]}), (V{0, 100, 0.25f, 100.25f}));
}

TEST_F(Transfer, FillsAreDeterministicAndDistributed)
{
    const auto target = ValueType{DType::Float32, {64, 500}};
    const auto make = [&](const std::string& text, const std::string& name) {
        const auto transform = Transform::parse(text);
        EXPECT_TRUE(transform) << text;
        const auto resolved = resolve(*transform, {}, target);
        EXPECT_TRUE(resolved) << text;
        const auto bytes = evaluate(open(dir / "source.safetensors"), {}, *resolved, name);
        std::vector<float> values(bytes->size() / 4);
        std::memcpy(values.data(), bytes->data(), bytes->size());
        return values;
    };
    const auto a = make("fill(glorot_uniform,7)", "x");
    EXPECT_EQ(a, make("fill(glorot_uniform,7)", "x"));
    EXPECT_NE(a, make("fill(glorot_uniform,8)", "x"));
    EXPECT_NE(a, make("fill(glorot_uniform,7)", "y"));
    const double limit = std::sqrt(6.0 / 564);
    EXPECT_LE(*std::ranges::max_element(a), limit);
    EXPECT_GE(*std::ranges::min_element(a), -limit);
    EXPECT_GT(*std::ranges::max_element(a), 0.99 * limit);

    const auto normal = make("fill(normal,1,2,3)", "x");
    double mean = 0, square = 0;
    for (const float v : normal)
        mean += v / static_cast<double>(normal.size());
    for (const float v : normal)
        square += (v - mean) * (v - mean) / static_cast<double>(normal.size());
    // Five standard errors of 32000 draws.
    EXPECT_NEAR(mean, 1, 5 * 2 / std::sqrt(32000.0));
    EXPECT_NEAR(std::sqrt(square), 2, 5 * 2 / std::sqrt(2 * 32000.0));
    const auto truncated = make("fill(truncated_normal,0,1,3)", "x");
    EXPECT_LE(*std::ranges::max_element(truncated), 2);
    EXPECT_EQ(make("fill(constant,0.5)", "x"), std::vector<float>(32000, 0.5f));
}

} // namespace
