// Every real HDF5 sample against its facts.json: names, shapes, dtypes and the hash of every tensor.

#include "model_io/formats/hdf5/hdf5_formats.h"
#include "tests/unit/formats/hdf5/fixtures.h"

#include <algorithm>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

struct Sample {
    std::string folder; ///< below the samples
    fs::path file;
    nlohmann::json facts;
};

std::vector<Sample> samplesOf(const std::string& family)
{
    std::vector<Sample> found;
    const auto root = test::samplesDir();
    std::error_code none;
    if (!root || !fs::is_directory(*root / family, none))
        return found;
    for (const auto& entry : fs::directory_iterator(*root / family)) {
        Sample s;
        s.folder = family + "/" + entry.path().filename().string();
        s.facts = nlohmann::json::parse(std::ifstream(entry.path() / "facts.json"));
        s.file = entry.path() / s.facts["files"][0]["file"].get<std::string>();
        found.push_back(std::move(s));
    }
    return found;
}

void checkFamily(const std::string& family, const Format& format)
{
    const auto samples = samplesOf(family);
    if (samples.empty())
        GTEST_SKIP() << "no samples of " << family << " here: nothing was compared";
    for (const Sample& s : samples) {
        SCOPED_TRACE(s.folder);
        const auto model = format.open(s.file);
        ASSERT_TRUE(model) << model.error().toString();
        EXPECT_EQ((*model)->formatId(), format.info().id);
        EXPECT_TRUE((*model)->warnings().empty()) << (*model)->warnings()[0].toString();
        test::compareTensors(**model, s.facts["tensors"]);
    }
}

TEST(Hdf5Samples, Keras) { checkFamily("keras-h5", *makeKerasHdf5Format()); }
TEST(Hdf5Samples, Generic) { checkFamily("hdf5-generic", *makeHdf5Format()); }

/// Keras order: layers as layer_names lists them, weights as weight_names does, then the optimizer's.
TEST(Hdf5Samples, KerasOrderIsThatOfTheAttributes)
{
    const auto samples = samplesOf("keras-h5");
    if (samples.empty())
        GTEST_SKIP() << "no Keras samples here: nothing was compared";
    const auto format = makeKerasHdf5Format();
    for (const Sample& s : samples) {
        SCOPED_TRACE(s.folder);
        const auto model = format->open(s.file);
        ASSERT_TRUE(model);
        std::vector<std::string> expected;
        const auto& keras = s.facts["keras"];
        const auto& top = keras["top_level"];
        const bool full = std::find(top.begin(), top.end(), "model_weights") != top.end();
        for (const auto& layer : keras["layer_names"])
            for (const auto& weight : keras["weight_names"][layer.get<std::string>()])
                expected.push_back((full ? "model_weights/" : "") + layer.get<std::string>() + "/" + weight.get<std::string>());
        ASSERT_LE(expected.size(), (*model)->tensors().size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_EQ((*model)->tensors()[i].name, expected[i]);
    }
}

TEST(Hdf5Samples, MatlabFileWithUserBlockAndChunksOpensAsPlainHdf5)
{
    const auto root = test::samplesDir();
    const fs::path file = root ? *root / "matconvnet-mat/dncnn-sigma25-v73/sigma=25.mat" : fs::path();
    std::error_code none;
    if (!root || !fs::exists(file, none))
        GTEST_SKIP() << "the MATLAB 7.3 sample is not here: nothing was compared";
    const auto model = makeHdf5Format()->open(file);
    ASSERT_TRUE(model) << model.error().toString();
    test::compareTensors(**model, nlohmann::json::parse(std::ifstream(file.parent_path() / "facts.json"))["tensors"]);
    const auto chunked = std::ranges::count_if((*model)->tensors(), [](const TensorInfo& t) {
        return t.storageNote.find("gzip") != std::string::npos;
    });
    EXPECT_EQ(chunked, 15);
}

} // namespace
} // namespace tensorgraft
