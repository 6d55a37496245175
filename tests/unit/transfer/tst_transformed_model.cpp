#include "model_io/transfer/transformed_model.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>

namespace tensorgraft {
namespace {

/// (rows, columns) counting, its transpose as a model.
struct Turned {
    static constexpr std::int64_t rows = 300, columns = 200;
    std::shared_ptr<const ModelFile> model;
    Turned()
    {
        std::vector<float> values(rows * columns);
        std::iota(values.begin(), values.end(), 0.0F);
        const auto source = test::ModelBuilder().add("a", DType::Float32, {rows, columns}, values).build();
        TensorInfo target;
        target.name = "b";
        target.dtype = DType::Float64;
        target.shape = {columns, rows};
        const ValueType input{DType::Float32, {rows, columns}};
        const auto resolved = resolve(*Transform::parse("transpose(1,0)"), std::span(&input, 1), ValueType{DType::Float64, {columns, rows}});
        model = transformedModel(source, {0}, *resolved, target);
    }
    static double expected(std::uint64_t i) { return static_cast<double>(static_cast<std::int64_t>(i) % rows * columns + static_cast<std::int64_t>(i) / rows); }
};

TEST(TransformedModel, IsTheValueThatWouldBeWritten)
{
    const Turned turned;
    const TensorInfo& info = turned.model->tensors()[0];
    EXPECT_EQ(info.name, "b");
    EXPECT_EQ(info.dtype, DType::Float64);
    EXPECT_EQ(info.shape, (Shape{200, 300}));
    EXPECT_EQ(info.sizeBytes, 200u * 300 * 8);
    const auto whole = turned.model->readAll(0);
    ASSERT_TRUE(whole);
    for (std::uint64_t i = 0; i < 60'000; ++i) {
        double value = 0;
        std::memcpy(&value, whole->data() + 8 * i, 8);
        ASSERT_EQ(value, Turned::expected(i)) << i;
    }
}

TEST(TransformedModel, ServesSeveralThreadsAndAnyOrder)
{
    const Turned turned;
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            std::vector<double> part(777);
            for (std::uint64_t k = 0; k < 40; ++k) {
                const std::uint64_t first = (k * 7919 + t * 104'729) % (60'000 - part.size());
                if (!turned.model->read(0, first, std::as_writable_bytes(std::span(part)))) {
                    ++wrong[t];
                    continue;
                }
                for (std::size_t i = 0; i < part.size(); ++i)
                    wrong[t] += part[i] != Turned::expected(first + i);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4));
}

} // namespace
} // namespace tensorgraft
