// Data types, shapes, errors, metadata and the roles that names give.
#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/name_table.h"
#include "model_io/core/tensor_roles.h"

#include <cerrno>
#include <gtest/gtest.h>
#include <numeric>

using namespace tensorgraft;

namespace {

TEST(DTypes, NamesRoundTrip)
{
    for (int i = 0; i <= static_cast<int>(DType::Opaque); ++i) {
        const auto type = static_cast<DType>(i);
        EXPECT_EQ(dtypeFromName(dtypeName(type)), type) << dtypeName(type);
    }
    EXPECT_EQ(dtypeFromName("BF16"), DType::BFloat16);
    EXPECT_FALSE(dtypeFromName("float7"));
    EXPECT_EQ(itemSizeBytes(DType::Complex128), 16u);
    EXPECT_EQ(itemSizeBytes(DType::Q4_K), 0u);
    EXPECT_EQ(blockSize(DType::Q4_K).bytes, 144u);
}

TEST(DTypes, ExactCasts)
{
    EXPECT_TRUE(castIsExact(DType::Float16, DType::Float32));
    EXPECT_TRUE(castIsExact(DType::BFloat16, DType::Float32));
    EXPECT_FALSE(castIsExact(DType::BFloat16, DType::Float16)) << "exponents to 127 do not fit";
    EXPECT_FALSE(castIsExact(DType::Float16, DType::BFloat16)) << "11 digits do not fit 8";
    EXPECT_FALSE(castIsExact(DType::Float32, DType::Float16));
    EXPECT_TRUE(castIsExact(DType::Float8E4M3FN, DType::Float16));
    EXPECT_TRUE(castIsExact(DType::Float8E5M2, DType::Float16));
    EXPECT_TRUE(castIsExact(DType::Int32, DType::Float64));
    EXPECT_FALSE(castIsExact(DType::Int32, DType::Float32));
    EXPECT_FALSE(castIsExact(DType::Int8, DType::UInt8));
    EXPECT_TRUE(castIsExact(DType::UInt8, DType::Int16));
    EXPECT_FALSE(castIsExact(DType::UInt16, DType::Float16)) << "65535 exceeds 65504 and 11 digits";
    EXPECT_FALSE(castIsExact(DType::Complex64, DType::Float64));
    EXPECT_TRUE(castIsExact(DType::Float32, DType::Complex64));
}

TEST(Shapes, CountsAreChecked)
{
    EXPECT_EQ(Shape{}.elementCount(), 1u);
    EXPECT_EQ((Shape{2, 0, 5}).elementCount(), 0u);
    EXPECT_FALSE((Shape{std::int64_t{1} << 32, std::int64_t{1} << 31}).checkedElementCount());
    EXPECT_TRUE((Shape{std::int64_t{1} << 32, std::int64_t{1} << 30}).checkedElementCount());
    EXPECT_FALSE((Shape{-1, 4}).checkedElementCount());
    EXPECT_EQ((Shape{3, 3, 64, 128}).toString(), "(3, 3, 64, 128)");
    EXPECT_EQ((Shape{7}).toString(), "(7,)");
    EXPECT_EQ(Shape{}.toString(), "()");
    EXPECT_EQ((Shape{2, 3, 4}).contiguousStrides(), (std::vector<std::int64_t>{12, 4, 1}));
}

TEST(Shapes, OfAnyRankAreCopiedAndMoved)
{
    for (const std::size_t rank : {0, 1, 4, 5, 9}) {
        std::vector<std::int64_t> sizes(rank);
        std::iota(sizes.begin(), sizes.end(), 2);
        const Shape shape(sizes);
        EXPECT_EQ(std::vector<std::int64_t>(shape.begin(), shape.end()), sizes);
        for (const Shape& before : {Shape{}, Shape{1, 2, 3}, Shape{1, 1, 1, 1, 1, 1}}) {
            Shape copy = before;
            copy = shape;
            EXPECT_EQ(copy, shape);
            Shape moved = before;
            moved = std::move(copy);
            EXPECT_EQ(moved, shape);
            const Shape made(std::move(moved));
            EXPECT_EQ(made, shape);
            Shape& self = const_cast<Shape&>(made);
            self = made;
            EXPECT_EQ(made, shape);
        }
        if (rank > 0) {
            Shape changed = shape;
            changed[rank - 1] = 77;
            EXPECT_NE(changed, shape);
            EXPECT_EQ(changed[rank - 1], 77);
        }
        EXPECT_NE(shape, (Shape{9, 9, 9}));
    }
}

TEST(NameTables, FindTheFirstOfEqualNames)
{
    std::vector<TensorInfo> tensors(1000);
    for (std::size_t i = 0; i < tensors.size(); ++i)
        tensors[i].name = "layer" + std::to_string(i % 900);
    const NameTable table(tensors);
    for (std::size_t i = 0; i < 900; ++i)
        EXPECT_EQ(table.find(tensors, "layer" + std::to_string(i)), i);
    EXPECT_FALSE(table.find(tensors, "layer900"));
    EXPECT_FALSE(table.find(tensors, ""));
    EXPECT_FALSE(NameTable().find({}, "x"));
    EXPECT_FALSE(NameTable(std::span<const TensorInfo>()).find({}, "x"));
}

TEST(Errors, SayFilePlaceAndRemedy)
{
    const Error e = makeError(ErrorCode::Corrupt, "the header is too long").at("m.safetensors").at(std::uint64_t{0})
                        .wanted("at most 10").got("99").advise("Download it again");
    EXPECT_EQ(e.toString(), "m.safetensors: at byte 0: the header is too long (expected at most 10, found 99). Download it again");
    EXPECT_FALSE(ioError(ENOSPC, "write the file", "x").hint.empty());
}

TEST(MetadataTree, KeepsOrderAndReplaces)
{
    Metadata m;
    m.set("b", 1);
    m.set("a", "text");
    m.set("b", 2);
    ASSERT_EQ(m.map()->size(), 2u);
    EXPECT_EQ((*m.map())[0].first, "b");
    EXPECT_EQ(*m.find("b"), Metadata(2));
    EXPECT_EQ(m.find("c"), nullptr);
}

struct RoleCase {
    const char *name, *layer, *label;
    Shape shape;
    AxisConvention convention;
    bool norm;
    ParameterKind kind;
    TensorRole role;
    AxisLayout axes;
};

TEST(Roles, FollowTheFrameworksWords)
{
    using K = ParameterKind;
    using R = TensorRole;
    using L = AxisLayout;
    const auto TF = AxisConvention::TensorFlow, PT = AxisConvention::PyTorch;
    const RoleCase cases[] = {
        {"model_weights/conv2d_1/conv2d_1_1/kernel:0", "conv2d_1", "kernel:0", {3, 3, 1, 8}, TF, false, K::Kernel, R::Trainable, L::HWIO},
        {"vgg_16/fc8/biases", "vgg_16/fc8", "biases", {1000}, TF, false, K::Bias, R::Trainable, L::C},
        {"sep/depthwise_kernel:0", "sep", "depthwise_kernel:0", {3, 3, 8, 1}, TF, false, K::DepthwiseKernel, R::Trainable, L::HWIM},
        {"convolution2d_1/convolution2d_1_W:0", "convolution2d_1", "convolution2d_1_W:0", {5, 5, 3, 24}, TF, false, K::Kernel, R::Trainable, L::HWIO},
        {"conv2d_transpose_1/kernel:0", "conv2d_transpose_1", "kernel:0", {3, 3, 8, 16}, TF, false, K::Kernel, R::Trainable, L::HWOI},
        {"optimizer_weights/Adam/dense/kernel/v:0", "", "v:0", {16, 1}, TF, false, K::Unknown, R::OptimizerState, L::Unknown},
        {"bn1.weight", "bn1", "weight", {64}, PT, true, K::Gamma, R::Trainable, L::C},
        {"bn1.bias", "bn1", "bias", {64}, PT, true, K::Beta, R::Trainable, L::C},
        {"bn1.running_var", "bn1", "running_var", {64}, PT, true, K::MovingVariance, R::Statistic, L::C},
        {"bn1.num_batches_tracked", "bn1", "num_batches_tracked", {}, PT, true, K::Scalar, R::Bookkeeping, L::Unknown},
        {"prelu1.weight", "prelu1", "weight", {10}, PT, false, K::Alpha, R::Trainable, L::C},
        {"fc.weight", "fc", "weight", {10, 64}, PT, false, K::Kernel, R::Trainable, L::OI},
        {"conv1/weights/Adam_1", "conv1/weights", "Adam_1", {3, 3, 3, 8}, TF, false, K::Unknown, R::OptimizerState, L::Unknown},
        {"lstm.weight_hh_l0", "lstm", "weight_hh_l0", {64, 16}, PT, false, K::RecurrentKernel, R::Trainable, L::OI},
        {"embedding/embeddings:0", "embedding", "embeddings:0", {465, 100}, TF, false, K::Embedding, R::Trainable, L::VE},
    };
    for (const RoleCase& c : cases) {
        TensorInfo t;
        t.name = c.name;
        t.layer = c.layer;
        t.label = c.label;
        t.shape = c.shape;
        deriveRoles(t, c.convention, c.norm);
        EXPECT_EQ(parameterKindName(t.kind), parameterKindName(c.kind)) << c.name;
        EXPECT_EQ(tensorRoleName(t.role), tensorRoleName(c.role)) << c.name;
        EXPECT_EQ(axisLayoutName(t.axes), axisLayoutName(c.axes)) << c.name;
    }
}

} // namespace
