// Reading the fixtures of make_fixtures.py: values, names, order, roles, metadata, zero-copy views.

#include "model_io/formats/hdf5/hdf5_formats.h"
#include "tests/unit/formats/hdf5/fixtures.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

namespace tensorgraft {
namespace {

using test::Hdf5Fixtures;
using Model = std::shared_ptr<const ModelFile>;

const char* const kerasFiles[] = {"keras1_full.h5", "keras2_full.h5", "weights_only.h5", "nested.h5",
                                  "split.h5", "variable_names.h5", "small_old.h5", "small_new.h5"};
const char* const plainFiles[] = {"generic.h5", "latest.h5", "user_block.h5"};

Model openFixture(const std::string& name, bool keras)
{
    const auto format = keras ? makeKerasHdf5Format() : makeHdf5Format();
    auto model = format->open(Hdf5Fixtures::get() / name);
    if (!model) {
        ADD_FAILURE() << model.error().toString();
        throw std::runtime_error("cannot go on");
    }
    return *model;
}

std::vector<std::string> layerNames(const ModelFile& model)
{
    std::vector<std::string> layers;
    for (const TensorInfo& t : model.tensors())
        layers.push_back(t.layer + ":" + t.label);
    return layers;
}

TEST(Hdf5Read, KerasValues)
{
    for (const char* name : kerasFiles) {
        SCOPED_TRACE(name);
        test::compareTensors(*openFixture(name, true), Hdf5Fixtures::get().expected()[name]);
    }
}

TEST(Hdf5Read, PlainValues)
{
    for (const char* name : plainFiles) {
        SCOPED_TRACE(name);
        test::compareTensors(*openFixture(name, false), Hdf5Fixtures::get().expected()[name]);
    }
}

TEST(Hdf5Read, KerasFilesOpenAsPlainTreesToo)
{
    for (const char* name : kerasFiles) {
        SCOPED_TRACE(name);
        const Model model = openFixture(name, false);
        EXPECT_EQ(model->formatId(), "hdf5");
        test::compareTensors(*model, Hdf5Fixtures::get().expected()[name]);
    }
    const auto refused = makeKerasHdf5Format()->open(Hdf5Fixtures::get() / "generic.h5");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotThisFormat);
}

TEST(Hdf5Read, KerasOrderIsThatOfTheModel)
{
    // expected.json has the order in which the script, like Keras, wrote them; iteration would put conv_10 before conv_2.
    for (const char* name : kerasFiles) {
        SCOPED_TRACE(name);
        const Model model = openFixture(name, true);
        const auto& expected = Hdf5Fixtures::get().expected()[name];
        for (std::size_t i = 0; i < model->tensors().size(); ++i)
            EXPECT_EQ(model->tensors()[i].name, expected[i]["name"].get<std::string>());
    }
}

TEST(Hdf5Read, LayersAndLabels)
{
    EXPECT_EQ(layerNames(*openFixture("nested.h5", true)),
              (std::vector<std::string>{"model_117/conv2d_5:kernel", "model_117/bn:gamma", "model_117/bn:moving_mean",
                                        "bidirectional/forward_lstm:kernel", "bidirectional/backward_lstm:kernel", "lstm:kernel",
                                        "lstm:recurrent_kernel"}));
    const auto full = layerNames(*openFixture("keras2_full.h5", true));
    EXPECT_EQ(full[0], "conv_2:kernel");
    EXPECT_EQ(full[2], "batch_normalization_1:gamma");
    const auto old = layerNames(*openFixture("keras1_full.h5", true));
    EXPECT_EQ(old[0], "convolution2d_1:W");
    EXPECT_EQ(old[3], "dense_1:b");
}

TEST(Hdf5Read, Roles)
{
    const Model model = openFixture("keras2_full.h5", true);
    const auto tensor = [&](const char* name) { return model->tensors()[model->find(name).value()]; };
    EXPECT_EQ(tensor("model_weights/conv_2/conv_2_1/kernel:0").axes, AxisLayout::HWIO);
    EXPECT_EQ(tensor("model_weights/dense/dense/kernel:0").axes, AxisLayout::IO);
    EXPECT_EQ(tensor("model_weights/batch_normalization_1/batch_normalization_1/moving_mean:0").role, TensorRole::Statistic);
    EXPECT_EQ(tensor("model_weights/batch_normalization_1/batch_normalization_1/gamma:0").kind, ParameterKind::Gamma);
    EXPECT_EQ(tensor("optimizer_weights/training/Adam/conv_2/kernel/m:0").role, TensorRole::OptimizerState);
    const Model old = openFixture("keras1_full.h5", true);
    EXPECT_EQ(old->tensors()[0].kind, ParameterKind::Kernel);
    EXPECT_EQ(old->tensors()[0].axes, AxisLayout::OIHW) << "its dim_ordering is th";
    EXPECT_EQ(old->tensors()[2].axes, AxisLayout::IO);
    EXPECT_EQ(openFixture("generic.h5", false)->tensors()[0].axes, AxisLayout::Unknown);
}

TEST(Hdf5Read, Metadata)
{
    const Model keras = openFixture("keras2_full.h5", true);
    const Metadata* config = keras->metadata().find("model_config");
    ASSERT_TRUE(config && config->map());
    EXPECT_EQ(*config->find("config")->list()->at(0).find("config")->find("name")->string(), "conv_2");
    EXPECT_EQ(*keras->metadata().find("backend")->string(), "tensorflow");
    EXPECT_EQ(*keras->metadata().find("keras_version")->string(), "2.1.5");
    EXPECT_TRUE(keras->metadata().find("training_config")->map());
    EXPECT_EQ(*openFixture("weights_only.h5", true)->metadata().find("keras_version")->string(), "2.1.5");

    const Model plain = openFixture("generic.h5", false);
    const Metadata& m = plain->metadata();
    EXPECT_EQ(*m.find("number"), Metadata(std::int64_t{3}));
    EXPECT_EQ(*m.find("real"), Metadata(0.5));
    EXPECT_EQ(*m.find("flag"), Metadata(true));
    EXPECT_EQ(m.find("matrix")->list()->at(1).list()->at(2), Metadata(std::int64_t{5}));
    EXPECT_TRUE(m.find("nothing")->isNull());
    EXPECT_EQ(*m.find("objects")->find("types")->find("TITLE")->string(), "types");
    EXPECT_EQ(*m.find("otherDatasets")->find("records")->find("type")->string(), "compound (iter, ret)");
    EXPECT_TRUE(m.find("otherDatasets")->find("text"));
    EXPECT_EQ(plain->warnings().size(), 2U) << "the two soft links";
}

TEST(Hdf5Read, RawRunsAreMappedAndHaveAPlace)
{
    for (const char* name : {"weights_only.h5", "user_block.h5"}) {
        const Model model = openFixture(name, std::string(name) == "weights_only.h5");
        const std::size_t raw = model->find("plain").value_or(0);
        const auto extent = model->extent(raw);
        ASSERT_TRUE(extent);
        const auto mapped = model->map(raw);
        ASSERT_TRUE(mapped && *mapped);
        const auto bytes = model->readAll(raw).value();
        EXPECT_TRUE(std::ranges::equal((*mapped)->bytes.first(bytes.size()), bytes));
        const std::string whole = test::readFile(extent->file);
        EXPECT_EQ(std::memcmp(whole.data() + extent->offset, bytes.data(), bytes.size()), 0);
    }
    const Model plain = openFixture("generic.h5", false);
    for (const char* name : {"gzip", "compact", "unwritten", "types/be_f4", "szip", "seventeen_bits"}) {
        const auto index = plain->find(name);
        if (!index)
            continue; // szip: not in every build of the library
        EXPECT_FALSE(plain->extent(*index)) << name;
        EXPECT_FALSE(plain->map(*index).value()) << name;
    }
    EXPECT_TRUE(plain->extent(plain->find("external").value()));
    EXPECT_TRUE(plain->extent(plain->find("arrays").value()));
}

/// Every range of every packed tensor equals that range of the whole.
TEST(Hdf5Read, PartsEqualTheWhole)
{
    for (const char* file : plainFiles) {
        const Model model = openFixture(file, false);
        for (std::size_t i = 0; i < model->tensors().size(); ++i) {
            const TensorInfo& t = model->tensors()[i];
            if (t.storageNote.find("chunk") == std::string::npos && t.storageNote.find("compact") == std::string::npos)
                continue;
            SCOPED_TRACE(std::string(file) + " " + t.name + " " + t.storageNote);
            const auto whole = model->readAll(i).value();
            const std::size_t item = itemSizeBytes(t.dtype);
            const std::size_t count = whole.size() / item;
            const bool slow = t.storageNote.find("chunks") == 0; // through the helper
            for (std::size_t first = 0; first < count; first += slow ? count / 3 + 1 : 7)
                for (std::size_t n : {std::size_t{1}, std::size_t{5}, count / 2, count - first}) {
                    n = std::min(n, count - first);
                    std::vector<std::byte> part(n * item);
                    ASSERT_TRUE(model->read(i, first, part));
                    ASSERT_EQ(std::memcmp(part.data(), whole.data() + first * item, part.size()), 0) << first << " " << n;
                }
        }
    }
}

/// Two elements across the end of a row of a million million: the chunks between are not looked at one by one.
TEST(Hdf5Read, ShortRunsInHugeDatasetsAreQuick)
{
    const Model model = openFixture("huge.h5", false);
    const std::uint64_t row = std::uint64_t{1} << 40;
    std::vector<float> values(4);
    ASSERT_TRUE(model->read(0, row - 2, std::as_writable_bytes(std::span(values))));
    EXPECT_EQ(values, (std::vector<float>{-1, 5, 6, -1}));
    ASSERT_TRUE(model->read(0, 2 * row - 1, std::as_writable_bytes(std::span(values))));
    EXPECT_EQ(values, (std::vector<float>{7, -1, -1, -1}));
}

TEST(Hdf5Read, ManyThreadsReadAtOnce)
{
    const Model model = openFixture("generic.h5", false);
    std::vector<std::vector<std::byte>> whole;
    for (std::size_t i = 0; i < model->tensors().size(); ++i)
        whole.push_back(model->readAll(i).value());
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < 4; ++n)
            threads.emplace_back([&] {
                for (std::size_t i = 0; i < whole.size(); ++i)
                    if (const auto bytes = model->readAll(i); !bytes || *bytes != whole[i])
                        ++wrong;
            });
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Hdf5Read, SniffLooksAtContent)
{
    const auto format = makeHdf5Format();
    const std::string bytes = test::readFile(Hdf5Fixtures::get() / "user_block.h5");
    Probe probe;
    probe.path = Hdf5Fixtures::get() / "user_block.h5";
    probe.fileSize = bytes.size();
    probe.head = std::as_bytes(std::span(bytes));
    EXPECT_GT(format->sniff(probe), 0);
    EXPECT_GT(makeKerasHdf5Format()->sniff(probe), format->sniff(probe)) << "Keras is asked first";
    const std::string other(4096, 'x');
    probe.head = std::as_bytes(std::span(other));
    probe.fileSize = other.size();
    EXPECT_EQ(format->sniff(probe), 0);
}

} // namespace
} // namespace tensorgraft
