// Entries of an index are read in place; the message class is the oracle.
#include "model_io/formats/tensorflow/bundle_entry.h"

#include "model_io/codecs/protobuf_wire.h"

#include <gtest/gtest.h>
#include <random>

namespace tensorgraft::tf {
namespace {

void expectSame(std::string_view message, const char* what)
{
    const BundleEntry quick = parseBundleEntry(message), slow = parseBundleEntryAsMessage(message);
    EXPECT_EQ(quick.typeNumber, slow.typeNumber) << what;
    EXPECT_EQ(quick.shape, slow.shape) << what;
    EXPECT_EQ(quick.shard, slow.shard) << what;
    EXPECT_EQ(quick.offset, slow.offset) << what;
    EXPECT_EQ(quick.size, slow.size) << what;
    EXPECT_EQ(quick.crc, slow.crc) << what;
    ASSERT_EQ(quick.slices.size(), slow.slices.size()) << what;
}

std::string shapeMessage(std::span<const std::int64_t> sizes)
{
    std::string shape;
    for (const std::int64_t size : sizes) {
        std::string dim;
        if (size != 0)
            appendVarintField(dim, 1, static_cast<std::uint64_t>(size));
        appendLengthField(shape, 2, dim);
    }
    return shape;
}

std::string usualMessage(std::span<const std::int64_t> sizes, std::uint64_t offset, std::uint64_t size, std::uint32_t crc)
{
    std::string message;
    appendVarintField(message, 1, 1);
    appendLengthField(message, 2, shapeMessage(sizes));
    appendVarintField(message, 3, 7);
    appendVarintField(message, 4, offset);
    appendVarintField(message, 5, size);
    appendTag(message, 6, WireType::Fixed32);
    for (int shift = 0; shift < 32; shift += 8)
        message += static_cast<char>(crc >> shift & 0xFF);
    return message;
}

TEST(BundleEntries, UsualMessages)
{
    const std::vector<std::vector<std::int64_t>> shapes{{}, {0}, {1}, {3, 3, 64, 128}, {1, 2, 3, 4, 5}, {1, 1, 1, 1, 1, 1, 1, 1},
                                                        {2, 2, 2, 2, 2, 2, 2, 2, 2}, {-1, 4}, {std::int64_t{1} << 40, std::int64_t{1} << 40}};
    for (const auto& sizes : shapes) {
        const std::string message = usualMessage(sizes, std::uint64_t{1} << 40, 12345, 0xDEADBEEF);
        expectSame(message, Shape(sizes).toString().c_str());
        const BundleEntry entry = parseBundleEntry(message);
        EXPECT_EQ(entry.offset, std::int64_t{1} << 40);
        EXPECT_EQ(entry.size, 12345);
        EXPECT_EQ(entry.shard, 7);
        if (Shape(sizes).checkedElementCount())
            EXPECT_EQ(entry.shape, Shape(sizes));
        else
            EXPECT_FALSE(entry.shape);
    }
}

TEST(BundleEntries, OtherForms)
{
    expectSame("", "empty: defaults");
    std::string message = usualMessage(std::vector<std::int64_t>{2, 3}, 1, 2, 3);
    const std::string usual = message;
    appendVarintField(message, 1, 3); // a second time: the last one counts
    expectSame(message, "repeated");
    EXPECT_EQ(parseBundleEntry(message).typeNumber, 3);
    message = usual;
    appendLengthField(message, 2, shapeMessage(std::vector<std::int64_t>{5})); // merged with the first
    expectSame(message, "two shapes");
    EXPECT_EQ(parseBundleEntry(message).shape, (Shape{2, 3, 5}));
    message = usual;
    appendVarintField(message, 99, 1);
    expectSame(message, "unknown field");
    std::string shape;
    appendVarintField(shape, 3, 1);
    message.clear();
    appendLengthField(message, 2, shape);
    expectSame(message, "unknown rank");
    EXPECT_FALSE(parseBundleEntry(message).shape);
    std::string dim, named;
    appendVarintField(dim, 1, 4);
    appendLengthField(dim, 2, "batch");
    appendLengthField(named, 2, dim);
    message.clear();
    appendLengthField(message, 2, named);
    expectSame(message, "an axis with a name");
    EXPECT_EQ(parseBundleEntry(message).shape, (Shape{4}));
    std::string slice;
    appendLengthField(slice, 1, std::string("\x08\x01\x10\x02", 4)); // start 1, length 2
    message = usual;
    appendLengthField(message, 7, slice);
    expectSame(message, "slices");
    ASSERT_EQ(parseBundleEntry(message).slices.size(), 1u);
}

TEST(BundleEntries, DamagedMessages)
{
    const std::string usual = usualMessage(std::vector<std::int64_t>{3, 3, 64, 128}, 300, 294912, 0x12345678);
    for (std::size_t length = 0; length < usual.size(); ++length)
        expectSame(std::string_view(usual).substr(0, length), ("cut at " + std::to_string(length)).c_str());
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::string message = usual;
        for (unsigned change = 0; change <= random() % 3; ++change)
            message[random() % message.size()] = static_cast<char>(random());
        expectSame(message, ("round " + std::to_string(round)).c_str());
        if (HasFailure())
            return;
    }
}

} // namespace
} // namespace tensorgraft::tf
