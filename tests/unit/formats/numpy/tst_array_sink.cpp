#include "model_io/formats/numpy/array_sink.h"
#include "model_io/formats/numpy/latin1_source.h"
#include "model_io/formats/numpy/npy_header.h"
#include "model_io/formats/stored_model_file.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>
#include <numeric>

using namespace tensorgraft;
using namespace tensorgraft::numpy;

namespace {

std::vector<std::byte> pattern(std::size_t size)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>((i * i / 3 + i * 17) & 0xFF);
    return bytes;
}

/// What a sink stored, in the naive way: element by element from the strides.
std::vector<std::byte> expectedFortran(const Shape& shape, std::size_t item, std::size_t swapItem, std::span<const std::byte> c)
{
    const auto strides = fortranStrides(shape);
    std::vector<std::byte> out(c.size());
    for (std::uint64_t e = 0; e < shape.elementCount(); ++e) {
        std::uint64_t rest = e, place = 0;
        for (std::size_t axis = shape.rank(); axis-- > 0;) {
            place += rest % static_cast<std::uint64_t>(shape[axis]) * static_cast<std::uint64_t>(strides[axis]);
            rest /= static_cast<std::uint64_t>(shape[axis]);
        }
        for (std::size_t b = 0; b < item; ++b) {
            const std::size_t from = swapItem ? b / swapItem * swapItem + swapItem - 1 - b % swapItem : b;
            out[place * item + b] = c[e * item + from];
        }
    }
    return out;
}

TEST(ArraySink, permutesInPiecesOfAnySize)
{
    const test::TempDir dir;
    int n = 0;
    for (const Shape& shape : {Shape{7, 5}, Shape{5, 7}, Shape{1, 9}, Shape{9, 1}, Shape{3, 4, 5}, Shape{2, 1, 3, 4}, Shape{12, 2, 2}})
        for (const DType dtype : {DType::UInt8, DType::Float32, DType::Complex128})
            for (const bool bigEndian : {false, true})
                for (const std::uint64_t windowElements : {1u, 2u, 5u, 7u, 12u, 20u, 1000u})
                    for (const std::uint64_t pieceElements : {1u, 4u, 1000u}) {
                        const std::size_t item = itemSizeBytes(dtype);
                        const auto bytes = pattern(shape.elementCount() * item);
                        auto file = OutputFile::create(dir / std::to_string(n++));
                        ASSERT_TRUE(file);
                        ArraySink sink(*file, 3, {dtype, shape, bigEndian, true, false}, windowElements * item);
                        const std::size_t step = pieceElements * item;
                        for (std::size_t at = 0; at < bytes.size(); at += step)
                            ASSERT_TRUE(sink.write(at, std::span(bytes).subspan(at, std::min(step, bytes.size() - at))));
                        EXPECT_TRUE(sink.complete());
                        std::vector<std::byte> stored(bytes.size());
                        ASSERT_TRUE(file->readAt(3, stored));
                        const std::size_t swapItem = !bigEndian || item == 1 ? 0 : dtype == DType::Complex128 ? item / 2 : item;
                        ASSERT_EQ(stored, expectedFortran(shape, item, swapItem, bytes))
                            << shape.toString() << " window " << windowElements << " piece " << pieceElements;
                    }
}

TEST(ArraySink, textIsWhatTheSourceDecodes)
{
    const test::TempDir dir;
    auto file = OutputFile::create(dir / "text");
    ASSERT_TRUE(file);
    const auto bytes = pattern(300000);
    ArraySink sink(*file, 0, {DType::Int16, {150000}, false, false, true});
    ASSERT_TRUE(sink.write(0, std::span(bytes).first(100000)));
    ASSERT_FALSE(sink.complete());
    ASSERT_TRUE(sink.write(100000, std::span(bytes).subspan(100000)));
    ASSERT_TRUE(sink.complete());
    EXPECT_GT(sink.storedBytes(), bytes.size());
    std::vector<std::byte> text(sink.storedBytes());
    ASSERT_TRUE(file->readAt(0, text));

    const Latin1Source source(std::make_shared<MemorySource>(text), bytes.size(), "x");
    for (const std::uint64_t offset : {0u, 1u, 299990u, 65536u, 131071u, 200000u, 5u}) {
        std::vector<std::byte> out(std::min<std::size_t>(70000, bytes.size() - offset));
        ASSERT_TRUE(source.readAt(offset, out));
        EXPECT_TRUE(std::equal(out.begin(), out.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset))) << offset;
    }
    // Text that is too short, too long, or no latin-1.
    std::vector<std::byte> out(bytes.size());
    auto shorter = text;
    shorter.resize(text.size() - 5);
    EXPECT_EQ(Latin1Source(std::make_shared<MemorySource>(shorter), bytes.size(), "x").readAt(0, out).error().code, ErrorCode::Corrupt);
    auto longer = text;
    longer.push_back(std::byte{'a'});
    EXPECT_EQ(Latin1Source(std::make_shared<MemorySource>(longer), bytes.size(), "x").readAt(0, out).error().code, ErrorCode::Corrupt);
    auto foreign = text;
    foreign[10] = std::byte{0xE4};
    EXPECT_EQ(Latin1Source(std::make_shared<MemorySource>(foreign), bytes.size(), "x").readAt(0, out).error().code, ErrorCode::Corrupt);
}

TEST(ArraySink, refusesBytesOutOfOrder)
{
    const test::TempDir dir;
    auto file = OutputFile::create(dir / "x");
    ASSERT_TRUE(file);
    const auto bytes = pattern(8);
    ArraySink sink(*file, 0, {DType::Float32, {2}, false, false, false});
    EXPECT_FALSE(sink.write(4, std::span(bytes).first(4)));
    EXPECT_TRUE(sink.write(0, bytes));
    EXPECT_FALSE(sink.write(8, std::span(bytes).first(4)));
}

} // namespace
