// Rewrites and exports, compared by h5py (compare_files.py): one Python process a test.

#include "model_io/formats/hdf5/hdf5_formats.h"
#include "tests/unit/formats/hdf5/fixtures.h"

#include <algorithm>
#include <functional>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

using test::Hdf5Fixtures;
using nlohmann::json;
using Model = std::shared_ptr<const ModelFile>;

/// Bytes that are legal for every type (0 and 1 for bool) and differ from what the fixtures hold.
std::vector<std::byte> pattern(const TensorToWrite& t, unsigned seed)
{
    std::vector<std::byte> bytes(t.shape.elementCount() * itemSizeBytes(t.dtype));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(t.dtype == DType::Bool ? (i + seed) % 2 : (i * 7 + seed) % 113);
    return bytes;
}

std::string sha256(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return hash.hex();
}

json describe(const TensorToWrite& t, std::span<const std::byte> bytes)
{
    return {{"dtype", dtypeName(t.dtype)}, {"shape", t.shape.dims()}, {"sha256", sha256(bytes)}};
}

/// Drives a writer as the executor does: windows of whole elements, ascending.
void writeAll(ModelWriter& writer, const fs::path& folder, const std::vector<std::vector<std::byte>>& values,
              const std::vector<TensorToWrite>& tensors)
{
    const auto ok = [](const auto& r) { ASSERT_TRUE(r) << r.error().toString(); };
    ok(writer.begin(folder, {}));
    for (std::size_t slot : writer.preferredOrder()) {
        const std::size_t item = itemSizeBytes(tensors[slot].dtype);
        const std::span<const std::byte> all(values[slot]);
        const std::size_t window = std::max<std::size_t>(1, all.size() / item / 3) * item;
        for (std::size_t at = 0; at < all.size(); at += window)
            ok(writer.write(slot, at, all.subspan(at, std::min(window, all.size() - at))));
    }
    ok(writer.finish({}));
}

void runPython(const fs::path& folder, const json& jobs)
{
    test::writeFile(folder / "jobs.json", jobs.dump());
    const auto script = test::sourceDir() / "tests/oracle/hdf5/compare_files.py";
    const auto result = test::run(test::python() + " '" + script.string() + "' '" + (folder / "jobs.json").string() + "'");
    EXPECT_EQ(result.exitCode, 0) << result.output;
}

Model open(const fs::path& file)
{
    auto model = makeKerasHdf5Format()->open(file);
    if (!model && model.error().code == ErrorCode::NotThisFormat)
        model = makeHdf5Format()->open(file);
    return model ? *model : nullptr;
}

std::unique_ptr<Format> formatOf(const ModelFile& model)
{
    return model.formatId() == "keras-h5" ? makeKerasHdf5Format() : makeHdf5Format();
}

/// Rewrites `target` with `change` applied to those of its tensors for which it gives one; a job for the script.
json rewrite(const fs::path& target, const fs::path& folder, const std::string& name,
             const std::function<std::optional<TensorToWrite>(const ModelFile&, std::size_t)>& change)
{
    const Model model = open(target);
    if (!model) {
        ADD_FAILURE() << "cannot open " << target;
        return {};
    }
    std::vector<TensorToWrite> tensors;
    std::vector<std::vector<std::byte>> values;
    json changed = json::object();
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        auto t = change(*model, i);
        if (!t)
            continue;
        values.push_back(pattern(*t, static_cast<unsigned>(i)));
        changed[t->name] = describe(*t, values.back());
        changed[t->name]["keepsType"] = t->dtype == model->tensors()[i].dtype;
        tensors.push_back(std::move(*t));
    }
    auto writer = formatOf(*model)->rewrite(model, tensors, name);
    if (!writer) {
        ADD_FAILURE() << writer.error().toString();
        return {};
    }
    writeAll(**writer, folder, values, tensors);
    EXPECT_EQ((*writer)->outputs(), std::vector<fs::path>{name});
    // What this program reads back, before h5py does.
    const Model again = open(folder / name);
    if (!again) {
        ADD_FAILURE() << "the output cannot be opened";
        return {};
    }
    EXPECT_EQ(again->formatId(), model->formatId());
    for (std::size_t i = 0; i < tensors.size(); ++i)
        EXPECT_EQ(again->readAll(again->find(tensors[i].name).value()).value(), values[i]) << tensors[i].name;
    return {{"kind", "rewrite"}, {"target", target}, {"output", folder / name}, {"changed", changed}};
}

TensorToWrite same(const TensorInfo& t) { return {t.name, t.dtype, t.shape}; }

std::vector<fs::path> realFiles(const std::string& family)
{
    std::vector<fs::path> files;
    const auto root = test::samplesDir();
    std::error_code none;
    if (root && fs::is_directory(*root / family, none))
        for (const auto& entry : fs::directory_iterator(*root / family))
            files.push_back(entry.path() / json::parse(std::ifstream(entry.path() / "facts.json"))["files"][0]["file"].get<std::string>());
    return files;
}

TEST(Hdf5Oracle, RealFilesKeepEverythingElse)
{
    auto files = realFiles("keras-h5");
    std::ranges::copy(realFiles("hdf5-generic"), std::back_inserter(files));
    if (files.empty())
        GTEST_SKIP() << "no samples here: nothing was compared";
    const test::TempDir folder;
    json jobs = json::array();
    for (std::size_t n = 0; n < files.size(); ++n) {
        SCOPED_TRACE(files[n].string());
        jobs.push_back(rewrite(files[n], folder.path(), "out" + std::to_string(n) + ".h5",
                               [](const ModelFile& m, std::size_t i) { return i % 2 ? std::nullopt : std::optional(same(m.tensors()[i])); }));
    }
    runPython(folder.path(), jobs);
}

TEST(Hdf5Oracle, RawRunsTouchNoOtherByte)
{
    const test::TempDir folder;
    const fs::path target = Hdf5Fixtures::get() / "keras2_full.h5";
    rewrite(target, folder.path(), "out.h5", [](const ModelFile& m, std::size_t i) { return i == 1 ? std::optional(same(m.tensors()[i])) : std::nullopt; });
    const Model model = open(target);
    const auto extent = model->extent(1).value();
    const std::string before = test::readFile(target), after = test::readFile(folder / "out.h5");
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        if (i < extent.offset || i >= extent.offset + extent.lengthBytes) {
            ASSERT_EQ(before[i], after[i]) << i;
        }
}

TEST(Hdf5Oracle, PackedCompactAndBigEndianDatasetsAreRewritten)
{
    const test::TempDir folder;
    const auto jobsFor = [&](const char* name) {
        return rewrite(Hdf5Fixtures::get() / name, folder.path(), name, [](const ModelFile& m, std::size_t i) -> std::optional<TensorToWrite> {
            const TensorInfo& t = m.tensors()[i];
            if (t.storageNote.find("external") != std::string::npos || t.name == "arrays_chunked")
                return std::nullopt;
            // 17 bits and packed integers do not hold every pattern.
            if (t.name == "seventeen_bits" || t.name == "scaleoffset")
                return std::nullopt;
            return same(t);
        });
    };
    json jobs = json::array({jobsFor("latest.h5"), jobsFor("user_block.h5"), jobsFor("keras1_full.h5"), jobsFor("split.h5")});
    // generic.h5 has data in another file, which a rewrite refuses; a copy without that dataset is what is rewritten.
    const auto refused = makeHdf5Format()->rewrite(open(Hdf5Fixtures::get() / "generic.h5"), {}, "x.h5");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    jobs.push_back(jobsFor("generic_inside.h5"));
    runPython(folder.path(), jobs);
}

TEST(Hdf5Oracle, TypesAndShapesMayChange)
{
    const test::TempDir folder;
    json jobs = json::array();
    jobs.push_back(rewrite(Hdf5Fixtures::get() / "keras2_full.h5", folder.path(), "keras.h5", [](const ModelFile& m, std::size_t i) -> std::optional<TensorToWrite> {
        TensorToWrite t = same(m.tensors()[i]);
        if (t.name.ends_with("dense/kernel:0"))
            t.shape = Shape{8, 5};
        else if (t.name.ends_with("conv_2_1/kernel:0"))
            t.dtype = DType::Float16;
        else
            return std::nullopt;
        return t;
    }));
    jobs.push_back(rewrite(Hdf5Fixtures::get() / "generic_inside.h5", folder.path(), "generic.h5", [](const ModelFile& m, std::size_t i) -> std::optional<TensorToWrite> {
        TensorToWrite t = same(m.tensors()[i]);
        if (t.name == "gzip_shuffle")
            t.shape = Shape{10, 12};
        else if (t.name == "everything")
            t.dtype = DType::Float32;
        else if (t.name == "grown")
            t.shape = Shape{7, 3};
        else if (t.name == "compact")
            t.shape = Shape{4, 4};
        else if (t.name == "types/be_f4")
            t.shape = Shape{2, 2};
        else
            return std::nullopt;
        return t;
    }));
    runPython(folder.path(), jobs);
}

/// Exports `tensors`; `paths`: where each must be.
json exportTo(const Format& format, const fs::path& folder, const std::string& name, const std::vector<TensorToWrite>& tensors,
              const std::vector<std::string>& paths)
{
    auto writer = format.create(tensors, {}, name);
    if (!writer) {
        ADD_FAILURE() << writer.error().toString();
        return {};
    }
    std::vector<std::vector<std::byte>> values;
    json list = json::array();
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        values.push_back(pattern(tensors[i], static_cast<unsigned>(i)));
        list.push_back(describe(tensors[i], values.back()));
        list.back()["name"] = tensors[i].name;
        list.back()["path"] = paths[i];
    }
    writeAll(**writer, folder, values, tensors);
    const auto again = format.open(folder / name);
    EXPECT_TRUE(again) << again.error().toString();
    if (again)
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            EXPECT_EQ((*again)->tensors()[i].name, paths[i]) << "the order is that of the list";
            EXPECT_EQ((*again)->readAll(i).value(), values[i]);
        }
    return {{"kind", "export"}, {"output", folder / name}, {"keras", format.info().id == "keras-h5"}, {"tensors", list}};
}

TEST(Hdf5Oracle, ExportsOpenInH5py)
{
    const test::TempDir folder;
    const auto keras = makeKerasHdf5Format(), plain = makeHdf5Format();
    const Shape k{3, 3, 2, 4};
    const std::vector<TensorToWrite> scoped{{"conv_2/conv_2/kernel:0", DType::Float32, k}, {"conv_2/conv_2/bias:0", DType::Float32, {4}},
                                            {"bn/bn/gamma:0", DType::Float16, {4}}, {"a/scalar:0", DType::Int64, {}}, {"a/none:0", DType::Float32, {0, 3}}};
    std::vector<TensorToWrite> rooted = scoped;
    std::vector<std::string> scopedPaths, rootedPaths;
    for (TensorToWrite& t : rooted) {
        scopedPaths.push_back(t.name);
        t.name = "model_weights/" + t.name;
        rootedPaths.push_back(t.name);
    }
    rooted.push_back({"optimizer_weights/training/Adam/m:0", DType::Float32, {3}});
    rootedPaths.push_back(rooted.back().name);
    const std::vector<TensorToWrite> dotted{{"features.0.weight", DType::Float32, {4, 2, 3, 3}}, {"features.0.bias", DType::Float32, {4}}, {"scale", DType::Float32, {1}}};
    std::vector<TensorToWrite> many;
    std::vector<std::string> manyPaths;
    for (int i = 0; i < 1400; ++i) { // more names than an object header holds
        many.push_back({"a_rather_long_layer_name_of_which_fewer_fit_into_one_attribute_" + std::to_string(i) + "/kernel:0", DType::Float32, {2}});
        manyPaths.push_back(many.back().name);
    }
    std::vector<TensorToWrite> types;
    std::vector<std::string> typePaths;
    for (DType d : {DType::Bool, DType::Int8, DType::UInt8, DType::Int16, DType::UInt16, DType::Int32, DType::UInt32, DType::Int64, DType::UInt64,
                    DType::Float8E4M3FN, DType::Float8E5M2, DType::Float16, DType::BFloat16, DType::Float64, DType::Complex64, DType::Complex128}) {
        types.push_back({"z/" + std::string(dtypeName(d)), d, {5, 2}});
        typePaths.push_back(types.back().name);
    }
    std::ranges::reverse(types); // not alphabetical: iteration must keep the order
    std::ranges::reverse(typePaths);
    runPython(folder.path(), json::array({exportTo(*keras, folder.path(), "scoped.h5", scoped, scopedPaths),
                                          exportTo(*keras, folder.path(), "rooted.h5", rooted, rootedPaths),
                                          exportTo(*keras, folder.path(), "dotted.h5", dotted, {"features.0/weight", "features.0/bias", "scale/scale"}),
                                          exportTo(*keras, folder.path(), "many.h5", many, manyPaths),
                                          exportTo(*plain, folder.path(), "plain.h5", scoped, scopedPaths),
                                          exportTo(*plain, folder.path(), "types.h5", types, typePaths)}));
}

TEST(Hdf5Oracle, ImpossibleRequestsAreRefused)
{
    const auto keras = makeKerasHdf5Format();
    const Model model = open(Hdf5Fixtures::get() / "weights_only.h5");
    EXPECT_EQ(keras->rewrite(model, {{"nobody", DType::Float32, {1}}}, "x.h5").error().code, ErrorCode::Mismatch);
    EXPECT_EQ(keras->rewrite(model, {{"dense/dense/bias:0", DType::Q4_0, {32}}}, "x.h5").error().code, ErrorCode::Unsupported);
    EXPECT_EQ(keras->create({{"a/b", DType::Float32, {1}}, {"a/b/c", DType::Float32, {1}}}, {}, "x.h5").error().code, ErrorCode::Mismatch);
    EXPECT_EQ(keras->create({{"a", DType::String, {1}}}, {}, "x.h5").error().code, ErrorCode::Unsupported);
}

} // namespace
} // namespace tensorgraft
