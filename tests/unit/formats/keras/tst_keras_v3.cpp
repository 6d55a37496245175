// `.keras` archives and `.weights.h5` files: names, values, rewriting, damage.

#include "model_io/codecs/zip.h"
#include "model_io/formats/hdf5/hdf5_formats.h"
#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/keras/layer_config.h"
#include "model_io/formats/keras_v3/keras_v3_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"
#include "tests/unit/formats/keras/fixtures.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>

namespace tensorgraft {
namespace {

std::shared_ptr<const ModelFile> opened(const std::string& name)
{
    auto model = makeKerasV3Format()->open(test::kerasFixtures() / name);
    EXPECT_TRUE(model) << model.error().toString();
    return model ? *model : nullptr;
}

const TensorInfo& named(const ModelFile& model, std::string_view name)
{
    const auto at = model.find(name);
    EXPECT_TRUE(at) << name;
    static const TensorInfo none;
    return at ? model.tensors()[*at] : none;
}

void expectSameValues(const ModelFile& a, const ModelFile& b, std::string_view except = {})
{
    ASSERT_EQ(a.tensors().size(), b.tensors().size());
    for (std::size_t i = 0; i < a.tensors().size(); ++i) {
        const TensorInfo& t = a.tensors()[i];
        const auto j = b.find(t.name);
        ASSERT_TRUE(j) << t.name;
        if (t.name == except)
            continue;
        EXPECT_EQ(t.shape, b.tensors()[*j].shape) << t.name;
        EXPECT_EQ(*a.readAll(i), *b.readAll(*j)) << t.name;
    }
}

TEST(KerasV3, theSamplesHoldWhatTheirFactsSay)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "there are no samples";
    for (const char* name : {"congestion-lstm-weights", "digits-cnn", "nested-container", "spectroscopy-autoencoder"}) {
        const auto folder = *samples / "keras-v3" / name;
        const auto model = makeKerasV3Format()->open(test::sampleFile(folder));
        ASSERT_TRUE(model) << model.error().toString();
        test::expectFacts(**model, folder, false);
    }
}

TEST(KerasV3, namesComeFromTheConfiguration)
{
    const auto model = opened("full.keras");
    ASSERT_TRUE(model);
    EXPECT_EQ(model->formatId(), "keras-v3");
    EXPECT_TRUE(model->warnings().empty());
    const auto alias = [&](const char* path) { return named(*model, path).alias; };
    EXPECT_EQ(alias("layers/conv2d/vars/0"), "stem/kernel");
    EXPECT_EQ(alias("layers/conv2d/vars/1"), "stem/bias");
    EXPECT_EQ(alias("layers/batch_normalization/vars/0"), "stem_bn/beta"); // scale is off: the first is beta
    EXPECT_EQ(alias("layers/batch_normalization/vars/2"), "stem_bn/moving_variance");
    EXPECT_EQ(alias("layers/separable_conv2d/vars/1"), "sep/pointwise_kernel");
    EXPECT_EQ(alias("layers/bidirectional/forward_layer/cell/vars/1"), "bi/forward_lstm_7/recurrent_kernel");
    EXPECT_EQ(alias("layers/bidirectional/backward_layer/cell/vars/2"), "bi/backward_lstm_7/bias");
    EXPECT_EQ(alias("layers/dense/vars/0"), "out_b/kernel");
    EXPECT_EQ(alias("layers/dense_1/vars/0"), "out_a/kernel");
    EXPECT_EQ(alias("layers/multi_head_attention/query_dense/vars/1"), "mha/query/bias");
    EXPECT_EQ(alias("layers/multi_head_attention/output_dense/vars/0"), "mha/attention_output/kernel");
    EXPECT_EQ(alias("layers/sequential/layers/dense/vars/0"), "tower/hidden_b/kernel");
    EXPECT_EQ(alias("optimizer/vars/0"), "optimizer/iteration");
    EXPECT_EQ(alias("optimizer/vars/3"), "optimizer/stem/kernel/velocity");

    const TensorInfo& kernel = named(*model, "layers/conv2d/vars/0");
    EXPECT_EQ(kernel.layer, "stem");
    EXPECT_EQ(kernel.kind, ParameterKind::Kernel);
    EXPECT_EQ(kernel.axes, AxisLayout::HWIO);
    EXPECT_EQ(named(*model, "layers/separable_conv2d/vars/0").axes, AxisLayout::HWIM);
    EXPECT_EQ(named(*model, "layers/batch_normalization/vars/1").role, TensorRole::Statistic);
    EXPECT_EQ(named(*model, "optimizer/vars/2").role, TensorRole::OptimizerState);
    EXPECT_EQ(named(*model, "layers/dropout/seed_generator/vars/0").role, TensorRole::Bookkeeping);
    EXPECT_EQ(model->tensors().front().name, "layers/conv2d/vars/0"); // the model's order, not the alphabet's
    EXPECT_EQ(model->tensors().back().role, TensorRole::OptimizerState);
    ASSERT_TRUE(model->metadata().find("keras_version"));
    EXPECT_EQ(*model->metadata().find("keras_version")->string(), "3.8.0");
}

TEST(KerasV3, bareWeightsAreNamedOnlyWhereTheClassIsCertain)
{
    const auto bare = makeKerasHdf5Format()->open(test::kerasFixtures() / "bare.weights.h5");
    ASSERT_TRUE(bare) << bare.error().toString();
    EXPECT_EQ((*bare)->formatId(), "keras-v3");
    EXPECT_EQ(named(**bare, "layers/conv2d/vars/0").alias, "conv2d/kernel");
    EXPECT_EQ(named(**bare, "layers/batch_normalization/vars/0").label, "0"); // gamma or beta: nothing tells
    EXPECT_EQ(named(**bare, "layers/batch_normalization/vars/0").alias, "");
    EXPECT_EQ(named(**bare, "optimizer/vars/1").label, "learning_rate");
    expectSameValues(**bare, *opened("full.keras"));

    const auto older = opened("dependencies.weights.h5");
    ASSERT_TRUE(older);
    EXPECT_EQ(named(*older, "_layer_checkpoint_dependencies/dense_2/vars/0").alias, "dense_2/kernel");
}

TEST(KerasV3, deflatedAndChunkedWeightsAreReadAndRewritten)
{
    const auto plain = opened("full.keras");
    for (const char* name : {"deflated.keras", "chunked.keras"}) {
        const auto model = opened(name);
        ASSERT_TRUE(model);
        if (std::string(name) == "deflated.keras")
            expectSameValues(*model, *plain);
        test::TempDir dir;
        const auto value = test::patternValue("layers/dense/vars/0", DType::Float32, {6, 6}, 9);
        const std::vector values{value};
        const auto done = test::rewriteInto(*makeKerasV3Format(), model, values, dir.path(), "new.keras");
        ASSERT_TRUE(done) << done.error().toString();
        const auto again = makeKerasV3Format()->open(dir / "new.keras");
        ASSERT_TRUE(again) << again.error().toString();
        EXPECT_TRUE((*again)->warnings().empty());
        expectSameValues(*model, **again, "layers/dense/vars/0");
        EXPECT_EQ(*(*again)->readAll(*(*again)->find("layers/dense/vars/0")), value.bytes);
    }
}

TEST(KerasV3, aRewriteKeepsTheOtherMembersByteForByteAndInOrder)
{
    const auto model = opened("full.keras");
    // The same shape: in place. Another shape: libhdf5 makes the dataset anew and the member grows.
    for (const Shape& shape : {Shape{6, 2}, Shape{6, 300}}) {
        test::TempDir dir;
        const std::vector values{test::patternValue("layers/dense_1/vars/0", DType::Float32, shape, 4)};
        const auto done = test::rewriteInto(*makeKerasV3Format(), model, values, dir.path(), "new.keras");
        ASSERT_TRUE(done) << done.error().toString();
        const auto again = makeKerasV3Format()->open(dir / "new.keras");
        ASSERT_TRUE(again) << again.error().toString();
        expectSameValues(*model, **again, "layers/dense_1/vars/0");
        EXPECT_EQ(named(**again, "layers/dense_1/vars/0").shape, shape);
        EXPECT_EQ(*(*again)->readAll(*(*again)->find("layers/dense_1/vars/0")), values[0].bytes);
        const std::string script = "import sys,zipfile,io,h5py\n"
                                   "a,b=(zipfile.ZipFile(p) for p in sys.argv[1:3])\n"
                                   "assert b.testzip() is None\n"
                                   "assert a.namelist()==b.namelist(),b.namelist()\n"
                                   "for n in a.namelist():\n"
                                   "    assert n.endswith('.h5') or a.read(n)==b.read(n), n\n"
                                   "f=h5py.File(io.BytesIO(b.read('model.weights.h5')),'r')\n"
                                   "assert list(f['layers/dense_1/vars/0'].shape)==[" +
                                   std::to_string(shape[0]) + "," + std::to_string(shape[1]) + "]\n";
        test::writeFile(dir / "compare.py", script);
        const auto compared = test::run(test::python() + " " + (dir / "compare.py").string() + " " + (test::kerasFixtures() / "full.keras").string() +
                                        " " + (dir / "new.keras").string());
        EXPECT_EQ(compared.exitCode, 0) << compared.output;
    }
}

TEST(KerasV3, aConfigurationThatCannotBeReadIsAWarning)
{
    for (const char* name : {"badconfig.keras", "deep.keras", "noconfig.keras"}) {
        const auto model = opened(name);
        ASSERT_TRUE(model) << name;
        ASSERT_EQ(model->warnings().size(), 1u) << name;
        EXPECT_NE(model->warnings()[0].message.find("config.json"), std::string::npos) << model->warnings()[0].toString();
        EXPECT_EQ(named(*model, "layers/dense/vars/0").alias, "dense/kernel") << name; // by its group alone
    }
}

TEST(KerasV3, damageGivesTypedErrors)
{
    const auto error = [](const char* name) {
        const auto model = makeKerasV3Format()->open(test::kerasFixtures() / name);
        EXPECT_FALSE(model) << name;
        return model ? Error() : model.error();
    };
    const Error missing = error("noweights.keras");
    EXPECT_EQ(missing.code, ErrorCode::Corrupt);
    EXPECT_NE(missing.expected.find("model.weights.h5"), std::string::npos);
    EXPECT_EQ(error("cutweights.keras").code, ErrorCode::Corrupt);
    const Error bomb = error("bomb.keras");
    EXPECT_EQ(bomb.code, ErrorCode::Corrupt);
    EXPECT_NE(bomb.message.find("out of all proportion"), std::string::npos) << bomb.toString();

    const std::string whole = test::readFile(test::kerasFixtures() / "full.keras");
    test::TempDir dir;
    for (std::size_t cut = 0; cut < whole.size(); cut += 3989) {
        test::writeFile(dir / "cut.keras", std::string_view(whole).substr(0, cut));
        EXPECT_FALSE(makeKerasV3Format()->open(dir / "cut.keras")) << cut;
    }
}

TEST(KerasV3, theNamesOfGroupsAreThoseOfKeras)
{
    using keras::snakeCase;
    EXPECT_EQ(snakeCase("Dense"), "dense");
    EXPECT_EQ(snakeCase("Conv2D"), "conv2d");
    EXPECT_EQ(snakeCase("Conv2DTranspose"), "conv2d_transpose");
    EXPECT_EQ(snakeCase("MaxPooling2D"), "max_pooling2d");
    EXPECT_EQ(snakeCase("BatchNormalization"), "batch_normalization");
    EXPECT_EQ(snakeCase("LSTM"), "lstm");
    EXPECT_EQ(snakeCase("PReLU"), "p_re_lu");
    EXPECT_EQ(snakeCase("MyResNetBlock"), "my_res_net_block");
}

TEST(KerasH5, listsThatAreSplitOverSeveralAttributes)
{
    const auto model = makeKerasHdf5Format()->open(test::kerasFixtures() / "split.h5");
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->formatId(), "keras-h5");
    ASSERT_EQ((*model)->tensors().size(), 26u);
    for (std::size_t i = 0; i < 26; ++i) {
        const std::string layer = (i < 20 ? "d0" : "d1") + std::to_string(i / 2 % 10);
        EXPECT_EQ((*model)->tensors()[i].name, layer + "/" + layer + (i % 2 ? "/bias:0" : "/kernel:0"));
    }
}

TEST(KerasH5, nbLayersOfKerasBefore1)
{
    const auto model = makeKerasHdf5Format()->open(test::kerasFixtures() / "nb_layers.h5");
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->formatId(), "keras-h5");
    const auto tensors = (*model)->tensors();
    ASSERT_EQ(tensors.size(), 8u);
    EXPECT_EQ(tensors[0].name, "layer_0/param_0");
    EXPECT_EQ(tensors[6].name, "layer_9/param_0"); // by number, not by alphabet
    EXPECT_EQ(tensors[0].label, "kernel");
    EXPECT_EQ(tensors[1].label, "bias");
    EXPECT_EQ(tensors[0].axes, AxisLayout::OIHW);
}

TEST(KerasH5, theanoKernelsAreTold)
{
    const auto model = makeKerasHdf5Format()->open(test::kerasFixtures() / "theano.h5");
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_TRUE((*model)->metadata().find("backend"));
    EXPECT_EQ(*(*model)->metadata().find("backend")->string(), "theano");
}

TEST(KerasH5, classesTellTransposedKernels)
{
    const auto model = makeKerasHdf5Format()->open(test::kerasFixtures() / "transposed.h5");
    ASSERT_TRUE(model) << model.error().toString();
    std::map<std::string, std::string> axes;
    for (const TensorInfo& t : (*model)->tensors())
        axes[t.layer] = axisLayoutName(t.axes);
    EXPECT_EQ(axes, (std::map<std::string, std::string>{{"up1", "WOI"}, {"up2", "HWOI"}, {"up3", "DHWOI"}, {"old", "HWIO"},
                                                        {"transpose_me", "HWIO"}, {"part/inner", "HWOI"}}));
}

} // namespace
} // namespace tensorgraft
