// Skeletons out of Keras configurations and lists: the weights that a model will have, worked out from its layers.

#include "model_io/formats/keras/json_tree.h"
#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/keras/shape_inference.h"
#include "model_io/formats/keras_v3/keras_v3_format.h"
#include "model_io/formats/skeleton/skeleton_format.h"
#include "model_io/formats/skeleton/snippets.h"
#include "tests/support/test_paths.h"
#include "tests/unit/formats/keras/fixtures.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <set>

namespace tensorgraft {
namespace {

using Listing = std::vector<std::string>; ///< "name (3, 3)"

class KerasSkeleton : public testing::Test {
protected:
    std::shared_ptr<const ModelFile> open(const std::string& text)
    {
        test::writeFile(m_dir / "model.json", text);
        auto model = m_format->open(m_dir / "model.json");
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    Listing listing(const std::string& text)
    {
        Listing list;
        const auto model = open(text);
        if (!model)
            return list;
        m_warnings = model->warnings();
        for (const TensorInfo& t : model->tensors())
            list.push_back(t.name + " " + t.shape.toString());
        return list;
    }
    /// A Sequential model of Keras 2 with this input and these layers.
    Listing layers(const std::string& input, const std::string& text)
    {
        return listing(R"({"class_name":"Sequential","config":{"name":"s","layers":[{"class_name":"InputLayer","config":{"name":"i","batch_input_shape":)" +
                       input + "}}," + text + R"(]},"keras_version":"2.4.0","backend":"tensorflow"})");
    }
    static std::string layer(const std::string& className, const std::string& arguments)
    {
        return R"({"class_name":")" + className + R"(","config":{"name":"x")" + (arguments.empty() ? "" : "," + arguments) + "}}";
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeSkeletonFormat();
    std::vector<Error> m_warnings;
};

TEST_F(KerasSkeleton, theWeightsOfEachLayer)
{
    const std::string dense = R"(,{"class_name":"Flatten","config":{"name":"f"}},{"class_name":"Dense","config":{"name":"d","units":5,"use_bias":false}})";
    struct Case {
        std::string input, layer;
        Listing expected; ///< without "x/x/" and ":0"; the last is the width of a dense layer behind it
    };
    const Case cases[] = {
        {"[null,9,7,3]", layer("Conv2D", R"("filters":4,"kernel_size":[3,2])"), {"kernel (3, 2, 3, 4)", "bias (4,)", "168"}},
        {"[null,9,7,3]", layer("Conv2D", R"("filters":4,"kernel_size":[3,3],"padding":"same","strides":[2,2],"use_bias":false)"), {"kernel (3, 3, 3, 4)", "80"}},
        {"[null,9,9,4]", layer("Conv2D", R"("filters":6,"kernel_size":[3,3],"dilation_rate":[2,2],"groups":2)"), {"kernel (3, 3, 2, 6)", "bias (6,)", "150"}},
        {"[null,3,9,7]", layer("Conv2D", R"("filters":4,"kernel_size":3,"data_format":"channels_first")"), {"kernel (3, 3, 3, 4)", "bias (4,)", "140"}},
        {"[null,10,3]", layer("Conv1D", R"("filters":4,"kernel_size":[3],"padding":"causal")"), {"kernel (3, 3, 4)", "bias (4,)", "40"}},
        {"[null,5,5,5,2]", layer("Conv3D", R"("filters":4,"kernel_size":[3,3,3])"), {"kernel (3, 3, 3, 2, 4)", "bias (4,)", "108"}},
        {"[null,4,4,3]", layer("Conv2DTranspose", R"("filters":2,"kernel_size":[3,3],"strides":[2,2])"), {"kernel (3, 3, 2, 3)", "bias (2,)", "162"}},
        {"[null,4,4,3]", layer("Conv2DTranspose", R"("filters":2,"kernel_size":[3,3],"strides":[2,2],"padding":"same")"), {"kernel (3, 3, 2, 3)", "bias (2,)", "128"}},
        {"[null,4,4,3]", layer("Deconvolution2D", R"("nb_filter":2,"nb_row":3,"nb_col":3,"subsample":[2,2],"border_mode":"same","output_shape":[null,8,8,2])"), {"kernel (3, 3, 3, 2)", "bias (2,)", "128"}},
        {"[null,6,6,3]", layer("SeparableConv2D", R"("filters":8,"kernel_size":[3,3],"depth_multiplier":2)"),
         {"depthwise_kernel (3, 3, 3, 2)", "pointwise_kernel (1, 1, 6, 8)", "bias (8,)", "128"}},
        {"[null,6,3]", layer("SeparableConv1D", R"("filters":8,"kernel_size":[3])"), {"depthwise_kernel (3, 3, 1)", "pointwise_kernel (1, 3, 8)", "bias (8,)", "32"}},
        {"[null,6,6,3]", layer("DepthwiseConv2D", R"("kernel_size":[3,3],"depth_multiplier":2)"), {"depthwise_kernel (3, 3, 3, 2)", "bias (6,)", "96"}},
        {"[null,7]", layer("Dense", R"("units":4)"), {"kernel (7, 4)", "bias (4,)", "4"}},
        {"[null,3,7]", layer("Dense", R"("units":4)"), {"kernel (7, 4)", "bias (4,)", "12"}},
        {"[null,6,6,3]", layer("BatchNormalization", R"("axis":[3])"), {"gamma (3,)", "beta (3,)", "moving_mean (3,)", "moving_variance (3,)", "108"}},
        {"[null,3,6,6]", layer("BatchNormalization", R"("axis":1,"scale":false)"), {"beta (3,)", "moving_mean (3,)", "moving_variance (3,)", "108"}},
        {"[null,6,4]", layer("LayerNormalization", R"("axis":[1,2],"center":false)"), {"gamma (6, 4)", "24"}},
        {"[null,6,4]", layer("GroupNormalization", R"("groups":2,"axis":-1)"), {"gamma (4,)", "beta (4,)", "24"}},
        {"[null,6]", layer("Embedding", R"("input_dim":100,"output_dim":8)"), {"embeddings (100, 8)", "48"}},
        {"[null,6,4]", layer("LSTM", R"("units":5)"), {"kernel (4, 20)", "recurrent_kernel (5, 20)", "bias (20,)", "5"}},
        {"[null,6,4]", layer("LSTM", R"("units":5,"return_sequences":true)"), {"kernel (4, 20)", "recurrent_kernel (5, 20)", "bias (20,)", "30"}},
        {"[null,6,4]", layer("GRU", R"("units":5,"reset_after":true)"), {"kernel (4, 15)", "recurrent_kernel (5, 15)", "bias (2, 15)", "5"}},
        {"[null,6,4]", layer("GRU", R"("units":5,"reset_after":false)"), {"kernel (4, 15)", "recurrent_kernel (5, 15)", "bias (15,)", "5"}},
        {"[null,6,4]", layer("SimpleRNN", R"("units":5,"use_bias":false)"), {"kernel (4, 5)", "recurrent_kernel (5, 5)", "5"}},
        {"[null,6,4]", layer("CuDNNLSTM", R"("units":5)"), {"kernel (4, 20)", "recurrent_kernel (5, 20)", "bias (40,)", "5"}},
        {"[null,6,4]", layer("Bidirectional", R"("merge_mode":"concat","layer":{"class_name":"GRU","config":{"name":"g","units":2,"reset_after":false,"use_bias":false}})"),
         {"forward_g/kernel (4, 6)", "forward_g/recurrent_kernel (2, 6)", "backward_g/kernel (4, 6)", "backward_g/recurrent_kernel (2, 6)", "4"}},
        {"[null,6,4,4,3]", layer("TimeDistributed", R"("layer":{"class_name":"Conv2D","config":{"name":"c","filters":2,"kernel_size":[3,3]}})"),
         {"kernel (3, 3, 3, 2)", "bias (2,)", "48"}},
        {"[null,4,4,3]", layer("PReLU", R"("shared_axes":[1,2])"), {"alpha (1, 1, 3)", "48"}},
        {"[null,5,8]", layer("MultiHeadAttention", R"("num_heads":2,"key_dim":3)"),
         {"query/kernel (8, 2, 3)", "query/bias (2, 3)", "key/kernel (8, 2, 3)", "key/bias (2, 3)", "value/kernel (8, 2, 3)", "value/bias (2, 3)",
          "attention_output/kernel (2, 3, 8)", "attention_output/bias (8,)", "40"}},
        {"[null,5,8]", layer("EinsumDense", R"("equation":"abc,cde->abde","output_shape":[null,2,3],"bias_axes":"de")"), {"kernel (8, 2, 3)", "bias (2, 3)", "30"}},
        {"[null,8,3]", layer("LocallyConnected1D", R"("filters":4,"kernel_size":[3],"strides":[2])"), {"kernel (3, 9, 4)", "bias (3, 4)", "12"}},
        {"[null,6,5,2]", layer("LocallyConnected2D", R"("filters":4,"kernel_size":[3,2],"implementation":1)"), {"kernel (16, 12, 4)", "bias (4, 4, 4)", "64"}},
        {"[null,6,5,2]", layer("LocallyConnected2D", R"("filters":4,"kernel_size":[3,2],"implementation":2)"), {"kernel (6, 5, 2, 4, 4, 4)", "bias (4, 4, 4)", "64"}},
        {"[null,7]", layer("Highway", ""), {"kernel (7, 7)", "W_carry (7, 7)", "bias (7,)", "b_carry (7,)", "7"}},
        {"[null,7]", layer("MaxoutDense", R"("output_dim":3,"nb_feature":4,"bias":false)"), {"kernel (4, 7, 3)", "3"}},
        {"[null,9,9,3]", layer("MaxPooling2D", R"("pool_size":[2,2],"strides":null)"), {"48"}},
        {"[null,9,9,3]", layer("AveragePooling2D", R"("pool_size":[3,3],"strides":[2,2],"padding":"same")"), {"75"}},
        {"[null,9,9,3]", layer("GlobalAveragePooling2D", ""), {"3"}},
        {"[null,9,9,3]", layer("ZeroPadding2D", R"("padding":[[1,2],[0,1]])"), {"360"}},
        {"[null,9,9,3]", layer("Cropping2D", R"("cropping":[[1,2],[0,1]])"), {"144"}},
        {"[null,2,3,3]", layer("UpSampling2D", R"("size":[2,3])"), {"108"}},
        {"[null,12]", layer("Reshape", R"("target_shape":[3,-1])"), {"12"}},
        {"[null,2,3]", layer("Permute", R"("dims":[2,1])"), {"6"}},
    };
    for (const Case& c : cases) {
        Listing expected(c.expected.begin(), c.expected.end() - 1);
        for (std::string& line : expected)
            line = "x/x/" + line.insert(line.find(" ("), ":0");
        expected.push_back("d/d/kernel:0 (" + c.expected.back() + ", 5)");
        EXPECT_EQ(layers(c.input, c.layer + dense), expected) << c.layer;
        EXPECT_TRUE(m_warnings.empty()) << c.layer << ": " << (m_warnings.empty() ? "" : m_warnings[0].toString());
    }
}

TEST_F(KerasSkeleton, aFunctionalModelInTheWordsOfKeras2And3)
{
    // a -> conv1 -> \ concat -> dense; b -> conv2 -> /
    const std::string two = R"({"class_name":"Model","config":{"name":"m","layers":[
      {"class_name":"InputLayer","name":"a","config":{"name":"a","batch_input_shape":[null,5,5,1]},"inbound_nodes":[]},
      {"class_name":"Conv2D","name":"c","config":{"name":"c","filters":2,"kernel_size":[3,3]},"inbound_nodes":[[["a",0,0,{}]],[["a2",0,0,{}]]]},
      {"class_name":"Concatenate","name":"cat","config":{"name":"cat","axis":-1},"inbound_nodes":[[["c",0,0,{}],["c",1,0,{}]]]},
      {"class_name":"InputLayer","name":"a2","config":{"name":"a2","batch_input_shape":[null,5,5,1]},"inbound_nodes":[]},
      {"class_name":"Dense","name":"d","config":{"name":"d","units":7},"inbound_nodes":[[["cat",0,0,{}]]]}],
      "input_layers":[["a",0,0],["a2",0,0]],"output_layers":[["d",0,0]]},"keras_version":"2.2.4","backend":"tensorflow"})";
    EXPECT_EQ(listing(two), (Listing{"c/c/kernel:0 (3, 3, 1, 2)", "c/c/bias:0 (2,)", "d/d/kernel:0 (4, 7)", "d/d/bias:0 (7,)"}));
    EXPECT_TRUE(m_warnings.empty());
    const auto tensor = [](const std::string& from) {
        return R"({"class_name":"__keras_tensor__","config":{"shape":[null,5],"dtype":"float32","keras_history":[")" + from + R"(",0,0]}})";
    };
    const std::string three = R"({"module":"keras","class_name":"Functional","config":{"name":"m","layers":[
      {"module":"keras.layers","class_name":"InputLayer","name":"a","config":{"name":"a","batch_shape":[null,5]},"inbound_nodes":[]},
      {"module":"keras.layers","class_name":"Dense","name":"d","config":{"name":"d","units":5,"dtype":{"class_name":"DTypePolicy","config":{"name":"float16"}}},"inbound_nodes":[{"args":[)" +
                              tensor("a") + R"(],"kwargs":{}}]},
      {"module":"keras.layers","class_name":"Add","name":"sum","config":{"name":"sum"},"inbound_nodes":[{"args":[[)" + tensor("a") + "," + tensor("d") +
                              R"(]],"kwargs":{}}]},
      {"module":"keras.layers","class_name":"LayerNormalization","name":"n","config":{"name":"n"},"inbound_nodes":[{"args":[)" + tensor("sum") + R"(],"kwargs":{}}]}],
      "input_layers":["a",0,0],"output_layers":["n",0,0]}})";
    EXPECT_EQ(listing(three), (Listing{"d/kernel (5, 5)", "d/bias (5,)", "n/gamma (5,)", "n/beta (5,)"}));
    const auto model = open(three);
    EXPECT_EQ(model->tensors()[0].dtype, DType::Float16);
    EXPECT_EQ(model->tensors()[0].layer, "d");
    EXPECT_EQ(model->tensors()[0].label, "kernel");
    EXPECT_EQ(model->tensors()[0].axes, AxisLayout::IO);
    EXPECT_EQ(*model->metadata().find("format")->string(), "keras-h5");
}

// Keras counts the nodes of a model inside a model from 1: node 0 is its own.
TEST_F(KerasSkeleton, whatStandsBehindANestedModel)
{
    const std::string inner = R"({"class_name":"Functional","name":"inner","config":{"name":"inner","layers":[
        {"class_name":"InputLayer","name":"p","config":{"name":"p","batch_input_shape":[null,8]},"inbound_nodes":[]},
        {"class_name":"InputLayer","name":"q","config":{"name":"q","batch_input_shape":[null,4]},"inbound_nodes":[]},
        {"class_name":"Concatenate","name":"j","config":{"name":"j","axis":-1},"inbound_nodes":[[["p",0,0,{}],["q",0,0,{}]]]},
        {"class_name":"Dense","name":"d3","config":{"name":"d3","units":3},"inbound_nodes":[[["j",0,0,{}]]]},
        {"class_name":"Dense","name":"d2","config":{"name":"d2","units":2},"inbound_nodes":[[["q",0,0,{}]]]}],
        "input_layers":[["p",0,0],["q",0,0]],"output_layers":[["d3",0,0],["d2",0,0]]},"inbound_nodes":NODES})";
    const auto outer = [&](const std::string& nodes, const std::string& behind, const std::string& output) {
        std::string text = inner;
        text.replace(text.find("NODES"), 5, nodes);
        return R"({"class_name":"Functional","config":{"name":"m","layers":[
            {"class_name":"InputLayer","name":"a","config":{"name":"a","batch_input_shape":[null,8]},"inbound_nodes":[]},
            {"class_name":"InputLayer","name":"b","config":{"name":"b","batch_input_shape":[null,4]},"inbound_nodes":[]},)" +
               text + "," + behind + R"(],"input_layers":[["a",0,0],["b",0,0]],"output_layers":)" + output + R"(},"keras_version":"2.8.0"})";
    };
    const Listing within{"inner/d3/kernel:0 (12, 3)", "inner/d3/bias:0 (3,)", "inner/d2/kernel:0 (4, 2)", "inner/d2/bias:0 (2,)"};
    const auto with = [&](Listing more) {
        more.insert(more.begin(), within.begin(), within.end());
        return more;
    };
    const std::string dense = R"({"class_name":"Dense","name":"e","config":{"name":"e","units":5,"use_bias":false},"inbound_nodes":[[["NAME",NODE,TENSOR,{}]]]})";
    const auto denseOn = [&](const std::string& node, const std::string& tensor) {
        std::string text = dense;
        text.replace(text.find("NAME"), 4, "inner");
        text.replace(text.find("NODE,"), 4, node);
        return text.replace(text.find("TENSOR"), 6, tensor);
    };
    const std::string once = R"([[["a",0,0,{}],["b",0,0,{}]]])", twice = R"([[["a",0,0,{}],["b",0,0,{}]],[["a",0,0,{}],["b",0,0,{}]]])";
    EXPECT_EQ(listing(outer(once, denseOn("1", "1"), R"([["e",0,0]])")), with({"e/e/kernel:0 (2, 5)"}));
    EXPECT_TRUE(m_warnings.empty());
    EXPECT_EQ(listing(outer(twice, denseOn("2", "0"), R"([["e",0,0],["inner",1,0]])")), with({"e/e/kernel:0 (3, 5)"}));
    EXPECT_TRUE(m_warnings.empty());
    // As Keras 3 counts a Sequential model.
    EXPECT_EQ(listing(outer(once, denseOn("0", "0"), R"([["e",0,0]])")), with({"e/e/kernel:0 (3, 5)"}));
    EXPECT_TRUE(m_warnings.empty());
}

TEST_F(KerasSkeleton, productsAndFunctions)
{
    const auto model = [](const std::string& a, const std::string& b, const std::string& join) {
        return R"({"class_name":"Functional","config":{"name":"m","layers":[
            {"class_name":"InputLayer","name":"a","config":{"name":"a","batch_input_shape":)" + a + R"(},"inbound_nodes":[]},
            {"class_name":"InputLayer","name":"b","config":{"name":"b","batch_input_shape":)" + b + "},\"inbound_nodes\":[]}," + join +
               R"(,"name":"j","inbound_nodes":[[["a",0,0,{}],["b",0,0,{}]]]},
            {"class_name":"Dense","name":"d","config":{"name":"d","units":5,"use_bias":false},"inbound_nodes":[[["j",0,0,{}]]]}],
            "input_layers":[["a",0,0],["b",0,0]],"output_layers":[["d",0,0]]},"keras_version":"2.8.0"})";
    };
    struct Case {
        std::string a, b, join, width;
    };
    for (const Case& c : {Case{"[null,6]", "[null,6]", R"({"class_name":"Dot","config":{"name":"j","axes":-1})", "1"},
                          Case{"[null,4,6]", "[null,6,7]", R"({"class_name":"Dot","config":{"name":"j","axes":[2,1]})", "7"},
                          Case{"[null,4,6]", "[null,4,7]", R"({"class_name":"Dot","config":{"name":"j","axes":1})", "7"},
                          Case{"[null,6]", "[null,6]", R"({"class_name":"Merge","config":{"name":"j","mode":"dot","dot_axes":-1})", "1"},
                          Case{"[null,4,6]", "[null,6]", R"({"class_name":"TFOpLambda","config":{"name":"j","function":"math.multiply"})", "6"}}) {
        EXPECT_EQ(listing(model(c.a, c.b, c.join)), (Listing{"d/d/kernel:0 (" + c.width + ", 5)"})) << c.join;
        EXPECT_TRUE(m_warnings.empty()) << c.join;
    }
    // A product of matrices is no product of elements.
    EXPECT_TRUE(listing(model("[null,4,6]", "[null,6,7]", R"({"class_name":"TFOpLambda","config":{"name":"j","function":"linalg.matmul"})")).empty());
    EXPECT_EQ(m_warnings.size(), 1u);
}

TEST_F(KerasSkeleton, whatCannotBeWorkedOutIsAWarningAndTheOthersGoOn)
{
    const auto list = layers("[null,8]", R"({"class_name":"Dense","config":{"name":"first","units":3}},
        {"class_name":"MyOwn","config":{"name":"mine"}},{"class_name":"Dense","config":{"name":"behind","units":2}},
        {"class_name":"Embedding","config":{"name":"e","input_dim":9,"output_dim":2}})");
    EXPECT_EQ(list, (Listing{"first/first/kernel:0 (8, 3)", "first/first/bias:0 (3,)"}));
    ASSERT_EQ(m_warnings.size(), 3u);
    EXPECT_EQ(m_warnings[0].tensor, "mine");
    EXPECT_NE(m_warnings[0].message.find("MyOwn"), std::string::npos);
    EXPECT_FALSE(m_warnings[0].hint.empty());
    EXPECT_EQ(m_warnings[1].tensor, "behind");
    // A Lambda is taken to keep the shape, and that is said.
    EXPECT_EQ(layers("[null,8]", R"({"class_name":"Lambda","config":{"name":"l"}},{"class_name":"Dense","config":{"name":"d","units":3}})").size(), 2u);
    ASSERT_EQ(m_warnings.size(), 1u);
    EXPECT_NE(m_warnings[0].message.find("Lambda"), std::string::npos);
}

TEST_F(KerasSkeleton, hostileConfigurationsEnd)
{
    std::string nested = R"({"class_name":"Dense","config":{"name":"d","units":3}})";
    for (int i = 0; i < 25; ++i)
        nested = R"({"class_name":"Sequential","config":{"name":"s","layers":[)" + nested + "]}}";
    EXPECT_TRUE(layers("[null,8]", nested).empty());
    EXPECT_FALSE(m_warnings.empty());
    // Layers that feed each other.
    EXPECT_TRUE(listing(R"({"class_name":"Model","config":{"name":"m","layers":[
        {"class_name":"Dense","name":"a","config":{"name":"a","units":3},"inbound_nodes":[[["b",0,0,{}]]]},
        {"class_name":"Dense","name":"b","config":{"name":"b","units":3},"inbound_nodes":[[["a",0,0,{}]]]}],
        "input_layers":[],"output_layers":[["a",0,0]]},"keras_version":"2.2.4"})").empty());
    EXPECT_EQ(m_warnings.size(), 2u);
    for (const char* layer : {R"({"class_name":"Dense","config":{"name":"d","units":4611686018427387904}})",
                              R"({"class_name":"Conv2D","config":{"name":"d","filters":-3,"kernel_size":[0,0]}})",
                              R"({"class_name":"Reshape","config":{"name":"r","target_shape":[9223372036854775807,9223372036854775807]}})",
                              R"({"class_name":"Permute","config":{"name":"r","dims":[7]}})"}) {
        test::writeFile(m_dir / "h.json", R"({"class_name":"Sequential","config":[{"class_name":"InputLayer","config":{"name":"i","batch_shape":[null,4,4,2]}},)" + std::string(layer) + "]}");
        (void)m_format->open(m_dir / "h.json"); // an error or a warning, no crash
    }
    test::writeFile(m_dir / "deep.json", R"({"class_name":)" + std::string(10'000'000, '['));
    EXPECT_FALSE(m_format->open(m_dir / "deep.json"));
}

TEST_F(KerasSkeleton, listsOfNamesAndShapes)
{
    EXPECT_EQ(listing(R"([["conv/weights", [3, 3, 1, 2]], ["step", [], "int64"]])"), (Listing{"conv/weights (3, 3, 1, 2)", "step ()"}));
    EXPECT_EQ(open(R"([["step", [], "int64"]])")->tensors()[0].dtype, DType::Int64);
    EXPECT_EQ(listing(R"([{"name": "w", "shape": [4], "dtype": "torch.float16"}])"), (Listing{"w (4,)"}));
    EXPECT_EQ(listing(R"({"fc.weight": {"shape": [4, 2], "dtype": "bfloat16"}})"), (Listing{"fc.weight (4, 2)"}));
    EXPECT_EQ(listing(R"({"fc.weight": [4, 2], "fc.bias": [4]})"), (Listing{"fc.weight (4, 2)", "fc.bias (4,)"}));
    for (const char* wrong : {"[]", "[1, 2]", R"([["a", 3]])", R"([["a", [1]], ["a", [2]]])", R"({"a": {"b": 1}})", R"([["a", [-1]]])"}) {
        test::writeFile(m_dir / "w.json", wrong);
        EXPECT_FALSE(m_format->open(m_dir / "w.json")) << wrong;
    }
    // A subclassed model has no layers in its configuration; the error says what to do.
    test::writeFile(m_dir / "s.json", R"({"module": null, "class_name": "MyModel", "config": {"name": "m"}})");
    const auto subclassed = m_format->open(m_dir / "s.json");
    ASSERT_FALSE(subclassed);
    EXPECT_NE(subclassed.error().hint.find("model.weights"), std::string::npos);
}

TEST_F(KerasSkeleton, theSnippetsWriteWhatIsRead)
{
    std::set<std::string_view> ids;
    for (const auto& snippet : skeleton::snippets()) {
        EXPECT_TRUE(ids.insert(snippet.id).second);
        EXPECT_TRUE(snippet.text.ends_with('\n'));
        EXPECT_LE(std::ranges::count(snippet.text, '\n'), 3);
    }
    // What can run here: PyTorch.
    std::string script = "import torch\nmodel = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4))\n";
    for (const auto& snippet : skeleton::snippets())
        if (snippet.id == "pytorch-module")
            script += snippet.text;
    test::writeFile(m_dir / "s.py", script);
    const auto done = test::run("cd " + m_dir.path().string() + " && " + test::python() + " s.py");
    ASSERT_EQ(done.exitCode, 0) << done.output;
    const auto model = m_format->open(m_dir / "target.json");
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_EQ((*model)->tensors().size(), 7u);
    EXPECT_EQ((*model)->tensors()[0].name, "0.weight");
    EXPECT_EQ((*model)->tensors()[0].axes, AxisLayout::OIHW);
}

TEST_F(KerasSkeleton, theConfigurationsOfTheSamplesGiveTheWeightsOfTheirFiles)
{
    if (!test::samplesDir())
        GTEST_SKIP() << "there are no samples";
    std::map<std::string, Listing> expected;
    std::ifstream file(test::kerasFixtures() / "expected.txt");
    for (std::string line; std::getline(file, line);) {
        const auto first = line.find('\t'), second = line.find('\t', first + 1);
        std::string name = line.substr(first + 1, second - first - 1);
        // Keras numbers a scope whose name was taken in its session ("conv2d_1_1"): no configuration knows.
        const std::string layer = name.substr(0, name.find('/'));
        if (const std::string taken = layer + "/" + layer + "_1/"; name.starts_with(taken))
            name = layer + "/" + layer + "/" + name.substr(taken.size());
        expected[line.substr(0, first)].push_back(name + " " + line.substr(second + 1));
    }
    ASSERT_GE(expected.size(), 8u);
    std::size_t weights = 0;
    for (const auto& [name, list] : expected) {
        EXPECT_EQ(listing(test::readFile(test::kerasFixtures() / name)), list) << name;
        EXPECT_EQ(m_warnings.size(), name.find("keras1") != std::string::npos ? 1u : 0u) << name; // its Lambda
        weights += list.size();
    }
    std::cout << expected.size() << " configurations, " << weights << " weights compared\n";
    // Keras 3: shapes in the order of the variables.
    EXPECT_EQ(listing(test::readFile(test::kerasFixtures() / "sample-digits-cnn.json")),
              (Listing{"conv2d_6/kernel (3, 3, 1, 32)", "conv2d_6/bias (32,)", "conv2d_7/kernel (3, 3, 32, 64)", "conv2d_7/bias (64,)",
                       "conv2d_8/kernel (3, 3, 64, 64)", "conv2d_8/bias (64,)", "dense_4/kernel (576, 64)", "dense_4/bias (64,)",
                       "dense_5/kernel (64, 10)", "dense_5/bias (10,)"}));
    EXPECT_EQ(listing(test::readFile(test::kerasFixtures() / "sample-spectroscopy-autoencoder.json")).size(), 12u);
}

/// name -> place in a Keras 3 file.
std::map<std::string, std::string> placesOf(const ModelFile& model)
{
    std::map<std::string, std::string> places;
    if (const Metadata* known = model.metadata().find(keras::placesKey))
        for (const auto& [name, place] : *known->map())
            places[name] = *place.string();
    return places;
}

TEST_F(KerasSkeleton, placesInFilesOfKeras3AreThoseThatKerasWrote)
{
    if (!test::samplesDir())
        GTEST_SKIP() << "there are no samples";
    for (const std::string name : {"digits-cnn/model.keras", "spectroscopy-autoencoder/autoencoder.keras"}) {
        auto archive = makeKerasV3Format()->open(*test::samplesDir() / "keras-v3" / name);
        ASSERT_TRUE(archive) << archive.error().toString();
        const auto model = open(test::readFile(test::kerasFixtures() / ("sample-" + name.substr(0, name.find('/')) + ".json")));
        ASSERT_TRUE(model);
        const auto places = placesOf(*model);
        EXPECT_EQ(places.size(), model->tensors().size());
        std::size_t found = 0;
        for (const TensorInfo& t : (*archive)->tensors()) { // Keras' own file: alias "conv2d_6/kernel" at "layers/conv2d/vars/0"
            if (t.role == TensorRole::OptimizerState)
                continue;
            ASSERT_TRUE(places.contains(t.alias)) << t.alias;
            EXPECT_EQ(places.at(t.alias), t.name);
            ++found;
        }
        EXPECT_EQ(found, places.size());
    }
}

TEST_F(KerasSkeleton, placesOfNestedAndRecurrentLayers)
{
    const std::string text = R"({"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[
        {"module":"keras.layers","class_name":"InputLayer","config":{"name":"i","batch_shape":[null,6,4]}},
        {"module":"keras.layers","class_name":"LSTM","config":{"name":"first","units":3,"return_sequences":true,"use_bias":true}},
        {"module":"keras.layers","class_name":"Bidirectional","config":{"name":"both","merge_mode":"concat","layer":
            {"module":"keras.layers","class_name":"GRU","config":{"name":"gru","units":2,"return_sequences":true,"use_bias":true,"reset_after":true}}}},
        {"module":"keras.layers","class_name":"Activation","config":{"name":"a","activation":"relu"}},
        {"module":"keras.layers","class_name":"TimeDistributed","config":{"name":"each","layer":
            {"module":"keras.layers","class_name":"Dense","config":{"name":"inner","units":5,"use_bias":true}}}},
        {"module":"keras","class_name":"Sequential","config":{"name":"sub","layers":[
            {"module":"keras.layers","class_name":"InputLayer","config":{"name":"i2","batch_shape":[null,6,5]}},
            {"module":"keras.layers","class_name":"Dense","config":{"name":"x","units":2,"use_bias":false}},
            {"module":"keras.layers","class_name":"Dense","config":{"name":"y","units":2,"use_bias":true}}]}},
        {"module":"keras.layers","class_name":"LSTM","config":{"name":"second","units":1,"use_bias":false}}]},"registered_name":null})";
    const auto model = open(text);
    ASSERT_TRUE(model);
    std::set<std::string> places;
    for (const auto& [name, place] : placesOf(*model))
        EXPECT_TRUE(places.insert(place).second) << name << " " << place;
    EXPECT_EQ(places, (std::set<std::string>{
                          "layers/lstm/cell/vars/0", "layers/lstm/cell/vars/1", "layers/lstm/cell/vars/2",
                          "layers/bidirectional/forward_layer/cell/vars/0", "layers/bidirectional/forward_layer/cell/vars/1",
                          "layers/bidirectional/forward_layer/cell/vars/2", "layers/bidirectional/backward_layer/cell/vars/0",
                          "layers/bidirectional/backward_layer/cell/vars/1", "layers/bidirectional/backward_layer/cell/vars/2",
                          "layers/time_distributed/layer/vars/0", "layers/time_distributed/layer/vars/1",
                          "layers/sequential/layers/dense/vars/0", "layers/sequential/layers/dense_1/vars/0", "layers/sequential/layers/dense_1/vars/1",
                          "layers/lstm_1/cell/vars/0", "layers/lstm_1/cell/vars/1"}));
}

TEST_F(KerasSkeleton, aFileOfKeras3OutOfAConfiguration)
{
    const auto model = open(R"({"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[
        {"module":"keras.layers","class_name":"InputLayer","config":{"name":"i","batch_shape":[null,4]}},
        {"module":"keras.layers","class_name":"Dense","config":{"name":"head","units":2,"use_bias":true}}]},"registered_name":null})");
    ASSERT_TRUE(model);
    std::vector<TensorToWrite> tensors;
    for (const TensorInfo& t : model->tensors())
        tensors.push_back({t.name, t.dtype, t.shape});
    const auto format = makeKerasV3Format();
    auto writer = format->create(tensors, {.namedBy = model}, m_dir / "new.weights.h5");
    ASSERT_TRUE(writer) << writer.error().toString();
    EXPECT_FALSE(format->create(tensors, {}, m_dir / "new.weights.h5")) << "nothing says where";
    ASSERT_TRUE((*writer)->begin(m_dir.path(), {}));
    const std::vector<float> values{1, 2, 3, 4, 5, 6, 7, 8};
    ASSERT_TRUE((*writer)->write(0, 0, std::as_bytes(std::span(values))));
    ASSERT_TRUE((*writer)->write(1, 0, std::as_bytes(std::span(values).first(2))));
    ASSERT_TRUE((*writer)->finish({}));
    const auto read = test::run(test::python() + " -c \"import h5py; f = h5py.File('" + (m_dir / "new.weights.h5").string() +
                                "'); print(f['layers/dense/vars/0'][()].tolist(), f['layers/dense/vars/1'][()].tolist())\"");
    EXPECT_EQ(read.output, "[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]] [1.0, 2.0]\n");
}

} // namespace
} // namespace tensorgraft
